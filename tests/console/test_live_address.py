"""Where a page hears of changes: told to the page on its own host, and allowed by its policy and nothing else."""

import pytest
from django.test import Client
from pytest_django import Settings

from linli.config.environment import BadEnvironment, read
from tests.console.conftest import Seat

ALLOWED = "connect-src 'self' http://localhost:8751"


@pytest.fixture(autouse=True)
def next_port(settings: Settings) -> None:
    settings.LINLI_LIVE = "+1"


def policy(client: Client, path: str) -> str:
    return str(client.get(path, headers={"host": "localhost:8750"})["Content-Security-Policy"])


@pytest.mark.parametrize("path", ["/console/", "/console/desk"])
def test_a_page_may_connect_to_the_next_port_of_its_own_host_and_is_told_so(path: str, seat: Seat) -> None:
    client = seat("hu")
    answer = client.get(path, headers={"host": "localhost:8750"})
    assert f"{ALLOWED};" in answer["Content-Security-Policy"] + ";"
    assert 'data-live="http://localhost:8751/live/events"' in answer.content.decode()


@pytest.mark.parametrize("path", ["/", "/charter", "/accounts/login/"])
def test_the_policy_of_other_pages_stays_as_it_is(path: str, seat: Seat) -> None:
    assert "8751" not in policy(seat("hu"), path)


def test_behind_a_proxy_the_address_is_the_pages_own(seat: Seat, settings: Settings) -> None:
    settings.LINLI_LIVE = "/"
    answer = seat("hu").get("/console/")
    assert 'data-live="/live/events"' in answer.content.decode()
    assert "connect-src 'self'" in answer["Content-Security-Policy"]
    assert "connect-src 'self' http" not in answer["Content-Security-Policy"]


def test_where_it_is_off_the_page_is_told_of_no_address(seat: Seat, settings: Settings) -> None:
    settings.LINLI_LIVE = "off"
    assert 'data-live=""' in seat("hu").get("/console/").content.decode()


def test_the_usual_place_follows_from_the_address_that_people_see() -> None:
    assert read({}).live == "+1"
    assert read({"LINLI_PUBLIC_URL": "https://linli.example"}).live == "/"
    assert read({"LINLI_LIVE": "off"}).live == "off"
    with pytest.raises(BadEnvironment, match="LINLI_LIVE"):
        read({"LINLI_LIVE": "perhaps"})
