"""The roster at the console: one press, every mistake on the page, a swap by two people, a calendar file."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.actions.deciding import Office
from linli.store import models
from tests.actions import rounds_played as played
from tests.actions.rounds_played import at
from tests.console.conftest import Seat, mistakes
from tests.security.hostile_texts import hostile_texts
from tests.security.test_hostile_text import checked, undone

HERE = "/console/rounds/roster?month=2026-03"
GIVEN = {"do": "make", "posts": ["p-ren", "p-qiu"], "begins": "8:00", "ends": "17:00", "per_day": "1"}


@pytest.fixture
def placed(office: Office, clock: Callable[[datetime], None]) -> Office:
    clock(at(9))
    return played.with_places(office, played.PLACES)


def test_who_has_no_roster_finds_none_and_a_worker_makes_none(placed: Office, seat: Seat) -> None:
    for who in ("hu", "wei", "admin", "yuan"):
        for path in (HERE, "/console/rounds/roster.ics"):
            assert seat(who).get(path).status_code == 404, (who, path)
    assert "Make this month" not in seat("ren").get(HERE).content.decode()
    seat("ren").post(HERE, GIVEN)
    assert not models.Shift.objects.exists()


def test_a_month_in_one_press_a_swap_and_a_calendar_file(placed: Office, seat: Seat) -> None:
    he, ren, qiu = seat("he"), seat("ren", language="zh-CN"), seat("qiu")
    shown = mistakes(he, he.post(HERE, {"do": "make", "begins": "x", "ends": "", "per_day": "many"}))
    assert shown.count("field__error") >= 4 and "many" in shown
    assert he.post(HERE, GIVEN).status_code == 302
    shown = he.get(HERE).content.decode()
    assert "Ren" in shown and "Qiu" in shown and "Make this month" not in shown
    mine = models.Shift.objects.filter(post="p-ren", starts_at__gt=at(9)).order_by("starts_at").first()
    assert mine is not None
    ren.post(HERE, {"do": "ask", "shift": mine.shift, "taker": "p-qiu"})
    shown = ren.get(HERE).content.decode()
    assert "您请了人接班" in shown
    assert "You are asked to take over" in qiu.get(HERE).content.decode()
    assert "You are asked" not in he.get(HERE).content.decode()
    qiu.post(HERE, {"do": "take", "shift": mine.shift})
    mine.refresh_from_db()
    assert (mine.post, mine.asked) == ("p-qiu", "")
    assert "这个班已有变动" in mistakes(ren, ren.post(HERE, {"do": "ask", "shift": mine.shift, "taker": "p-qiu"}))
    file = qiu.get("/console/rounds/roster.ics")
    assert file["Content-Type"].startswith("text/calendar")
    count = models.Shift.objects.filter(post="p-qiu").count()
    assert file.content.count(b"BEGIN:VEVENT") == count and b"Ren" not in file.content


def test_any_month_and_any_text(placed: Office, seat: Seat) -> None:
    he, ren = seat("he"), seat("ren")
    he.post(HERE, GIVEN)
    for text in tuple(hostile_texts())[::14]:
        checked(he.get("/console/rounds/roster", {"month": text}), text)
        given = dict.fromkeys(("posts", "begins", "ends", "per_day", "every_day", "shift", "taker"), text)
        for client, do in ((he, "make"), (ren, "ask"), (ren, "take"), (ren, text)):
            checked(undone(client.post, "/console/rounds/roster?month=2026-05", {**given, "do": do}), text)
        checked(he.get("/console/rounds/roster?month=2026-05"), text)
    with CaptureQueriesContext(connection) as asked:
        he.get(HERE)
    assert len(asked) <= 25
