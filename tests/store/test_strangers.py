"""What strangers leave behind is bounded: the idle goes first, what staff are signed in by never."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection

from linli.store.strangers import MARK, StrangerSession, drop_idle

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


def kept(minutes: int) -> str:
    store = StrangerSession()
    store["values"] = {"words": "x"}
    store.set_expiry(60 * minutes)
    store.create()
    return str(store.session_key)


@pytest.mark.django_db
def test_a_session_of_a_stranger_is_known_by_its_key() -> None:
    key = kept(5)
    assert key.startswith(MARK) and len(key) - len(MARK) >= 30 and len(key) <= 40
    assert StrangerSession(key)["values"] == {"words": "x"}


@pytest.mark.django_db
def test_beyond_the_room_what_lay_idle_the_longest_goes_and_sessions_of_staff_stay() -> None:
    staff = SessionStore()
    staff.set_expiry(1)
    staff.create()
    keys = [kept(minutes) for minutes in (30, 10, 120, 60, 20)]
    assert drop_idle(NOW, most=5) == 0
    assert drop_idle(NOW, most=2) == 3
    assert set(Session.objects.values_list("session_key", flat=True)) == {staff.session_key, keys[2], keys[3]}
    assert drop_idle(NOW, most=2) == 0


@pytest.mark.django_db
def test_counters_that_count_no_more_are_forgotten() -> None:
    with connection.cursor() as cursor:
        for at, days in enumerate((0, 1, 3, 400)):
            cursor.execute("INSERT INTO attempt VALUES (%s, %s, 1)", [f"code/{at}", NOW - timedelta(days=days)])
        drop_idle(NOW)
        cursor.execute("SELECT bucket FROM attempt ORDER BY bucket")
        assert cursor.fetchall() == [("code/0",), ("code/1",)]
