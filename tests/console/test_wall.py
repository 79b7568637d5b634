"""The wall: only for seats of the whole county, and every number on it opens exactly that many matters."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from linli.actions.deciding import Office
from tests import cast, offices
from tests.console.conftest import NOW, Seat

NUMBERS = re.compile(r'<a class="number[^"]*" href="(/console/cases[^"]*)">(\d+)</a>')
BARS = re.compile(r'<a href="(/console/cases[^"]*)"><title>[^<]*· (\d+)</title>')
QUERIES_MAX = 40


def busy_day(office: Office) -> None:
    """Some filed, sent, done, closed and rated, some overdue, in both streets."""
    for hours in (1, 1, 5, 26):
        offices.file(office, at=NOW - timedelta(hours=hours))
    offices.file(office, at=NOW - timedelta(days=3), area=cast.FAR_GRID, category="municipal.manhole")
    stream = offices.handled_case(office)
    at = NOW + timedelta(hours=3)
    offices.move(office, stream, "wei", "report_result", at=at, result="修好了", condition="repaired")
    offices.handled_case(office)


def numbers(html: str) -> Iterator[tuple[str, int]]:
    for pattern in (NUMBERS, BARS):
        for url, number in pattern.findall(html):
            yield url.replace("&amp;", "&"), int(number)


def opened(client: Client, url: str) -> int:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return int(answer.context["count"])


@pytest.mark.parametrize("who", ["yuan", "cheng", "cha"])
def test_every_number_opens_exactly_that_many_matters(
    who: str, office: Office, seat: Seat, clock: Callable[[datetime], None]
) -> None:
    busy_day(office)
    clock(NOW + timedelta(hours=4))
    client = seat(who)
    found = client.get("/console/wall")
    if who == "cha":  # of no use to the wall: an inspector may list nothing by area
        assert found.status_code == 404
        return
    shown = list(numbers(found.content.decode()))
    assert len(shown) > 25
    assert sum(number for _url, number in shown) > 20
    wrong = [(url, number, count) for url, number in shown if (count := opened(client, url)) != number]
    assert wrong == []


def test_what_happened_today_stands_in_the_hours_of_its_lane(
    office: Office, seat: Seat, clock: Callable[[datetime], None]
) -> None:
    busy_day(office)
    clock(NOW + timedelta(hours=4))
    lanes = {one["key"]: one for one in seat("yuan").get("/console/wall").context["flow"]["lanes"]}
    assert lanes["filed"]["total"].number == 5
    assert lanes["sent"]["total"].number == 2
    assert lanes["done"]["total"].number == 1
    assert lanes["closed"]["total"].number == 0
    assert sum(bar["link"].number for bar in lanes["filed"]["bars"]) == 5


@pytest.mark.parametrize("who", ["hu", "deng", "wei", "ren", "zhou", "admin", "cha", "kong"])
def test_a_seat_of_less_than_the_county_is_answered_like_a_missing_page(who: str, seat: Seat, office: Office) -> None:
    missing = seat(who).get("/console/cases/nothing")
    answer = seat(who).get("/console/wall")
    assert (answer.status_code, answer.content) == (404, missing.content)
    assert "/console/wall" not in seat(who).get("/console/").content.decode()


def test_the_short_address_leads_there(seat: Seat) -> None:
    answer = seat("yuan").get("/wall")
    assert (answer.status_code, answer["Location"]) == (302, "/console/wall")


def test_it_names_places_and_kinds_and_nobodys_words(office: Office, seat: Seat) -> None:
    offices.file(office, words="张阿姨说三楼的灯坏了", requester_phone="13800001234")
    shown = seat("yuan", language="zh-CN").get("/console/wall").content.decode()
    assert "路灯" in shown
    assert "柳岸街道" in shown
    assert "张阿姨" not in shown
    assert "13800001234" not in shown


def test_a_share_of_few_ratings_is_not_shown(office: Office, seat: Seat) -> None:
    busy_day(office)
    answer = seat("yuan").get("/console/wall")
    assert answer.context["voices"]["share"] == ""
    assert "Too few" in answer.content.decode()


def test_a_fragment_holds_what_changes_and_nothing_else(office: Office, seat: Seat) -> None:
    part = seat("yuan").get("/console/wall", headers={"hx-request": "true"}).content.decode()
    assert "<html" not in part
    assert "wall__figures" in part


def test_a_panel_can_be_named_and_an_unknown_one_is_the_first(office: Office, seat: Seat) -> None:
    assert 'data-panel="alerts" data-held' in seat("yuan").get("/console/wall?panel=alerts").content.decode()
    assert 'data-panel="streets">' in seat("yuan").get("/console/wall?panel=nothing").content.decode()


def test_the_houses_own_works_say_when_they_are_late(
    office: Office, seat: Seat, clock: Callable[[datetime], None]
) -> None:
    assert "Clocks are seen to in time" in seat("yuan").get("/console/wall").content.decode()
    offices.file(office)
    clock(NOW + timedelta(days=1))
    assert "Clocks are seen to" in (late := seat("yuan").get("/console/wall").content.decode())
    assert "late" in late
    assert "in time" not in late


def test_it_asks_the_database_a_bounded_number_of_times(
    office: Office, seat: Seat, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    busy_day(office)
    client = seat("yuan")
    client.get("/console/wall")
    with django_assert_max_num_queries(QUERIES_MAX):
        client.get("/console/wall", headers={"hx-request": "true"})


def test_the_desk_gives_its_rows_alone_for_comparing(office: Office, seat: Seat) -> None:
    filed = offices.file(office)
    part = seat("hu").get("/console/desk?rows=1").content.decode()
    assert f'id="row-{filed.case_id}"' in part
    assert "<html" not in part
    assert "rows=1" not in part


def test_today_gives_its_lists_alone_for_looking_again(office: Office, seat: Seat) -> None:
    filed = offices.file(office)
    part = seat("hu").get("/console/", headers={"hx-request": "true"}).content.decode()
    assert filed.case_id in part
    assert "<html" not in part
