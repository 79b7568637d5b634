"""A clock that jumps, against real entries: nothing is lost, every stream keeps its order, and the jump is named."""

from datetime import UTC, datetime, timedelta

import pytest

from linli.actions.cases import file_case
from linli.actions.clock_state import clock_state
from linli.actions.deciding import Office
from linli.actions.ticks import tick_due
from linli.cli.check import clock_faults
from linli.domain.clock_state import Moments, clock_problems
from linli.domain.entry import Entry
from linli.store import cases
from linli.store.auditing import audit_store
from linli.store.secrets import key_store
from linli.ui import moment
from tests import cast, offices


@pytest.fixture
def now() -> datetime:
    """Return this moment, which the database's own clock is compared with."""
    return datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def office(fresh_database: str) -> Office:
    return offices.set_up_office()


def codes(now: datetime) -> list[str]:
    return [one.code for one in clock_state(now=now)]


def test_an_installation_without_anything_on_record_has_no_quarrel_with_its_clock(fresh_database: str) -> None:
    assert codes(datetime.now(UTC)) == []


@pytest.mark.parametrize("jump", [timedelta(minutes=10), timedelta(days=1), timedelta(days=3650)])
def test_a_clock_that_was_ahead_and_went_back_is_named_and_loses_nothing(
    office: Office, now: datetime, jump: timedelta
) -> None:
    before = file_at(office, now - timedelta(minutes=5))
    ahead = file_at(office, now + jump)
    offices.move(office, before, "hu", "register", at=now + jump)
    assert "clock_behind" in codes(now)
    back = file_at(office, now)
    for stream in (before, ahead, back):
        offices.move(office, stream, "resident", "note", at=now, note="还是不亮")
    tick_due(office, now=now)
    for stream in (before, ahead, back):
        moments = [entry.recv for entry in entries_of(office, stream)]
        assert len(moments) >= 2 and moments == sorted(moments)
    assert cases.find_case(office.county_id, back.partition("/")[2]) is not None
    assert audit_store(keys=key_store()).faults == ()
    assert any(one.startswith("clock: ") and "时钟慢了" in one for one in clock_faults(now))


def test_a_clock_that_runs_ahead_is_named_by_the_database_and_by_the_silence(office: Office, now: datetime) -> None:
    file_at(office, now)
    assert codes(now) == []
    assert codes(now + timedelta(hours=8)) == ["clock_differs"]
    assert codes(now + timedelta(days=365)) == ["clock_differs", "clock_silent"]
    assert "clock_differs" in codes(now - timedelta(hours=8))


def test_the_same_report_sent_before_and_after_a_jump_counts_once(office: Office, now: datetime) -> None:
    filing = offices.filing(requester_phone="000-8888-1234")
    first = file_case(office, filing, actor=cast.actor("resident"), now=now + timedelta(days=1))
    second = file_case(office, filing, actor=cast.actor("resident"), now=now)
    assert (first.number, first.receipt) == (second.number, second.receipt)


def test_a_process_knows_how_far_its_clock_was_moved_since_it_began(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert abs(moment.moved()) < timedelta(seconds=30)
    began, steady = moment.BEGAN
    monkeypatch.setattr(moment, "BEGAN", (began - timedelta(hours=3), steady))
    assert timedelta(hours=2, minutes=59) < moment.moved() < timedelta(hours=3, minutes=1)
    moments = Moments(now=now, database_at=now, last_at=None, moved=moment.moved())
    assert [one.code for one in clock_problems(moments)] == ["clock_jumped"]


def file_at(office: Office, now: datetime) -> str:
    return offices.file(office, at=now, requester_phone="000-8888-1234").stream


def entries_of(office: Office, stream: str) -> list[Entry]:
    found = cases.open_case(office.county_id, stream)
    assert found is not None
    return list(found.entries)
