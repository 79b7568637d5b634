"""The page of reports that wait: why each does, and who lets it in."""

import pytest

from linli.actions.deciding import Office
from linli.actions.reports import Origin, file_report
from linli.store import models
from tests import cast, offices
from tests.console.conftest import NOW, Seat, mistakes

ALLOWED = 10


@pytest.fixture
def held(office: Office) -> list[str]:
    """Three reports that wait."""
    made = [
        file_report(
            office,
            offices.filing(requester="anonymous", requester_phone=""),
            Origin(address="192.0.2.1", device="d"),
            now=NOW,
        )
        for _ in range(ALLOWED + 3)
    ]
    return [one.filed.case_id for one in made if one.hold]


def test_nobody_but_the_desk_sees_what_waits(held: list[str], seat: Seat) -> None:
    for name in ("ren", "wei", "admin", "kong"):
        assert seat(name).get("/console/queue").status_code == 404
        assert seat(name).post("/console/queue/release", {"report": held[0]}).status_code == 404
    assert models.HeldReport.objects.filter(released_at=None).count() == 3


def test_the_page_names_each_its_reason_and_how_long_yet(held: list[str], seat: Seat) -> None:
    page = seat("hu").get("/console/queue").content.decode()
    assert all(f'value="{one}"' in page for one in held)
    assert "Many from one browser in a short time" in page
    assert "3 wait, by kind and place" in page
    assert "6 minutes" in page or "6 min" in page
    assert "同一浏览器短时间内提交较多" in seat("hu", language="zh").get("/console/queue").content.decode()


def test_today_and_the_rail_say_how_many_wait(held: list[str], seat: Seat) -> None:
    page = seat("hu").get("/console/").content.decode()
    assert page.count("Waiting reports") >= 2
    assert 'href="/console/queue"' in page
    assert "Waiting reports" not in seat("ren").get("/console/").content.decode()


def test_one_or_all_are_let_in_and_then_stand_on_the_desk(held: list[str], seat: Seat) -> None:
    client = seat("hu")
    desk = client.get("/console/desk").content.decode()
    assert not any(one in desk for one in held)
    client.post("/console/queue/release", {"report": held[:1]})
    assert held[0] in client.get("/console/desk").content.decode()
    answer = client.post(
        "/console/queue/release", {"category": "municipal.street_lamp", "area": cast.GRID}, follow=True
    )
    assert "2 reports have been let in" in answer.content.decode()
    assert "No report waits" in client.get("/console/queue").content.decode()


@pytest.mark.parametrize(
    "given", [{}, {"report": ""}, {"category": "nope", "area": cast.GRID}, {"category": "municipal.street_lamp"}]
)
def test_a_press_that_names_nothing_is_refused_in_words(given: dict[str, str], held: list[str], seat: Seat) -> None:
    client = seat("hu")
    answer = client.post("/console/queue/release", given)
    assert "problems__list" in mistakes(client, answer)
    assert models.HeldReport.objects.filter(released_at=None).count() == 3


def test_only_a_press_lets_anything_in(held: list[str], seat: Seat) -> None:
    assert seat("hu").get("/console/queue/release").status_code == 405
