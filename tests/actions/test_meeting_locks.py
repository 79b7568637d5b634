"""Minutes and single orders take what they share in one order, so that neither waits for the other for good."""

import threading

import pytest
from django.db import connection

from linli.actions.deciding import Office
from linli.actions.meeting_minutes import FORM, counter_of
from linli.domain.meeting import MeetingStage
from linli.store import journal
from linli.store.papers import take_serial
from tests.actions import meetings_played as played
from tests.actions.meetings_played import HELD_AT

WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
NOT_LOCKED = "SELECT stream FROM stream WHERE county_id = %s AND stream = %s FOR UPDATE NOWAIT"
TRIES, REST_SECONDS = 1000, 0.02


@pytest.fixture
def office(fresh_database: str) -> Office:
    return played.set_up()


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return int(cursor.fetchone()[0]) > 0


def test_a_press_that_waits_for_a_number_holds_no_matter_meanwhile(office: Office) -> None:
    """Whoever signs one order between two sittings has the number first and wants the matter then."""
    filed = played.stuck(office)
    meeting = played.planned(office)
    played.fix(office, meeting, filed.case_id)
    ended: list[object] = []

    def press() -> None:
        try:
            ended.append(played.press(office, meeting))
        finally:
            connection.close()

    pressing = threading.Thread(target=press)
    with journal.one_transaction():
        take_serial(counter_of(office, meeting.head.unit, FORM.series, HELD_AT), 1)
        pressing.start()
        rest = threading.Event()
        assert any(somebody_waits() or rest.wait(REST_SECONDS) for _ in range(TRIES)), "the press waits for the number"
        with connection.cursor() as cursor:
            for stream in (filed.stream, meeting.stream):
                cursor.execute(NOT_LOCKED, [office.county_id, stream])
                assert cursor.fetchone() == (stream,)
        journal.take_back()
    pressing.join(60)
    assert len(ended) == 1
    assert played.sitting(office, meeting.id).stage is MeetingStage.DECIDED
