"""Clocks on a real database: downtime is made good, nothing fires twice, a published year moves what rested on it."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection

from linli.actions.cases import file_case
from linli.actions.deciding import Filing, Office
from linli.actions.notices import notices_for
from linli.actions.outbox import deliver_due
from linli.actions.ticks import tick_due
from linli.domain.calendar import SHANGHAI, YearTable
from linli.domain.engine.clock_keeping import rule_of
from linli.domain.engine.declarations import ClockKind, OnLapse
from linli.domain.engine.state import CaseState, ClockState
from linli.domain.problems import Refused
from linli.procedures import procedures
from linli.store import setup, ticking
from linli.store.cases import open_case
from linli.store.journal import load_states
from tests import cast
from tests.actions.test_outbox_and_ticks import Recorder, deliver, entries
from tests.offices import SYSTEM, command_id, file, handled_case, move, set_up_office

MONDAY = cast.MONDAY
DECEMBER = datetime(2026, 12, 28, 9, 0, tzinfo=SHANGHAI)
"""A Monday from which every limit runs into 2027, of which no notice is known."""
FILED = {
    "petition": ("xin", {"category": "petition.request", "channel": "letter"}),
    "dispute": ("hu", {"category": "dispute.neighbour", "channel": "visit"}),
    "support": ("resident", {"category": "support.marginal", "channel": "visit", "authorised": True}),
}
TELLS = {"requester": "known", "requester_phone": "13900000001"}
CITY, UNITS = cast.UNITS["city-management"].id, cast.UNITS


@pytest.fixture
def office(fresh_database: str) -> Office:
    found = set_up_office()
    return replace(found, ports=replace(found.ports, mail=Recorder(), sms=Recorder()))


def brought(office: Office, procedure: str, at: datetime) -> str:
    """File a case of any procedure; return its stream."""
    who, fields = FILED[procedure]
    given = Filing(command_id=command_id("file"), procedure=procedure, fields={**fields, "area": cast.GRID, **TELLS})
    return file_case(office, given, actor=cast.actor(who), now=at).stream


def accepted_petition(office: Office, at: datetime) -> str:
    stream = brought(office, "petition", at)
    move(office, stream, "peng", "route", at=at, unit=CITY, petition_route="petition_opinion")
    move(office, stream, "wei", "accept", at=at)
    return stream


def everywhere(office: Office) -> list[str]:
    """Return cases of several kinds, each at another point of its way."""
    petition = brought(office, "petition", MONDAY)
    routed = brought(office, "petition", MONDAY)
    move(office, routed, "peng", "route", unit=CITY, petition_route="petition_opinion")
    street = [file(office).stream for _ in range(3)]
    move(office, street[1], "hu", "register")
    return [petition, routed, accepted_petition(office, MONDAY), brought(office, "dispute", MONDAY),
            brought(office, "support", MONDAY), handled_case(office), *street]  # fmt: skip


def states_of(office: Office, streams: list[str]) -> list[CaseState]:
    found = load_states(office.county_id, streams)
    return [found[stream] for stream in streams]


def fired(office: Office, state: CaseState) -> Counter[tuple[str, int]]:
    """Count the lapses of a case, by clock and run."""
    told = open_case(office.county_id, state.stream)
    assert told is not None
    lapses = (one for one in told.entries if one.type == "case.clock_lapsed")
    return Counter((str(one.pub["clock"]), int(one.pub["run"])) for one in lapses)


def test_after_thirty_days_of_downtime_every_due_step_fires_once_and_lands_with_a_unit_and_a_post(
    office: Office,
) -> None:
    streams = everywhere(office)
    before = states_of(office, streams)
    end = MONDAY + timedelta(days=30)
    assert tick_due(office, now=end).cases == len(streams)
    directory = office.directory
    for was, state in zip(before, states_of(office, streams), strict=True):
        counted = fired(office, state)
        assert set(counted.values()) <= {1}, counted
        due = {(one.key, one.run) for one in was.open_clocks() if one.due_at <= end and one.kind is ClockKind.STEP}
        assert due <= set(counted), (state.procedure, due - set(counted))
        assert state.holder.unit in directory.units and state.holder.post in directory.posts
        assert directory.posts[state.holder.post].unit_id == state.holder.unit
        if any(_escalates(was, was.clocks[key]) for key, run in due):
            assert state.holder != was.holder or state.notes.get("agenda"), "a lapse moves the work"


def _escalates(state: CaseState, clock: ClockState) -> bool:
    return rule_of(procedures()[state.procedure], clock.key).on_lapse is OnLapse.ESCALATE


def test_the_sweep_run_twice_changes_nothing(office: Office) -> None:
    everywhere(office)
    end = MONDAY + timedelta(days=30)
    tick_due(office, now=end)
    kept, sent = entries(office), outbox_rows()
    again = tick_due(office, now=end)
    assert (again.cases, again.recounted, again.refused) == (0, 0, ())
    assert (entries(office), outbox_rows()) == (kept, sent)


def outbox_rows() -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM outbox ORDER BY 1")
        return cursor.fetchall()


def test_a_sweep_every_day_leaves_what_one_sweep_after_thirty_days_leaves(office: Office) -> None:
    swept, left = everywhere(office), everywhere(office)
    end = MONDAY + timedelta(days=30)
    ids = [stream.partition("/")[2] for stream in left]
    asleep = {one.id: one for one in states_of(office, left)}
    wakes = _sleeping(ids)
    for day in range(1, 30):
        tick_due(office, now=MONDAY + timedelta(days=day))
    _wake(wakes)
    tick_due(office, now=end)
    assert len(asleep) == len(left)
    for one, other in zip(states_of(office, swept), states_of(office, left), strict=True):
        assert (one.stage, one.holder) == (other.stage, other.holder)
        assert one.notes.get("agenda") == other.notes.get("agenda")
        assert {key: (clock.due_at, clock.run) for key, clock in one.clocks.items()} == {
            key: (clock.due_at, clock.run) for key, clock in other.clocks.items()
        }


def _sleeping(ids: list[str]) -> dict[str, datetime]:
    """Keep cases out of the sweep; return when each would have been due."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, next_tick_at FROM case_row WHERE id = ANY(%s)", [ids])
        found = dict(cursor.fetchall())
        cursor.execute("UPDATE case_row SET next_tick_at = NULL WHERE id = ANY(%s)", [ids])
    return found


def _wake(found: dict[str, datetime]) -> None:
    with connection.cursor() as cursor:
        for id_, moment in found.items():
            cursor.execute("UPDATE case_row SET next_tick_at = %s WHERE id = %s", [moment, id_])


def publish(office: Office, *, off: list[date], work: list[date] | None = None) -> Office:
    """Let the notice of 2027 come out."""
    table = YearTable(
        year=2027, off_days=frozenset(off), work_days=frozenset(work or ()), notice="示例〔2026〕1号", version=2
    )
    setup.save_records(office.county_id, [table], actor=SYSTEM, now=DECEMBER)
    return replace(office, directory=setup.directory_of(office.county_id))


def test_a_deadline_in_a_year_without_a_notice_is_flagged_and_counted_by_plain_weekends(office: Office) -> None:
    stream = file(office, at=DECEMBER).stream
    [state] = states_of(office, [stream])
    assert state.clocks["wait"].provisional
    assert state.clocks["wait"].due_at == datetime(2027, 1, 13, 0, 0, tzinfo=SHANGHAI), "15 days: Tue 12 Jan, 24:00"
    assert not state.clocks["take_in"].provisional, "two working hours touch no other year"
    assert ticking.provisional_streams(office.county_id, calendar="another", limit=9) == [stream]


def test_when_the_year_is_published_the_next_sweep_counts_anew_once_and_tells_whoever_waits(office: Office) -> None:
    stream = accepted_petition(office, DECEMBER - timedelta(days=46))
    [before] = states_of(office, [stream])
    due = before.clocks["deciding"].due_at
    assert due == datetime(2027, 1, 12, 0, 0, tzinfo=SHANGHAI), "12 Nov + 60: 18 + 31 = 49, Mon 11 Jan, 24:00"
    published = publish(office, off=[date(2027, 1, 1), date(2027, 1, 11), date(2027, 1, 26)])
    ticked = tick_due(published, now=DECEMBER)
    assert (ticked.recounted, ticked.refused) == (1, ())
    [after] = states_of(office, [stream])
    assert after.clocks["deciding"].due_at == due + timedelta(days=1)
    assert not after.clocks["deciding"].provisional
    assert [one.verb for one in after.acts].count("recompute") == 1
    assert after.acts[: len(before.acts)] == before.acts, "the past stays as it was"
    assert tick_due(published, now=DECEMBER).recounted == 0
    deliver(published, DECEMBER)
    holder = published.directory.posts[after.holder.post]
    held = [one.text for one in notices_for(published, holder, language="zh")]
    assert any("由2027年1月11日 周一 24:00改为2027年1月12日 周二 24:00到期" in one for one in held), held
    told = [one["text"] for one in published.ports.sms.sent if "信访人一共等了" in one["text"]]
    assert len(told) == 1, "whoever waits hears that the day by which they are answered has moved"
    assert "改为2027年1月27日" in told[0]


def test_a_notice_that_moves_nothing_is_entered_and_nobody_is_told(office: Office) -> None:
    stream = file(office, at=DECEMBER).stream
    published = publish(office, off=[date(2027, 1, 1)])
    deliver_due(published, now=DECEMBER, chance=_chance())
    sent = len(published.ports.sms.sent)
    assert tick_due(published, now=DECEMBER).recounted == 1
    [after] = states_of(office, [stream])
    assert not after.clocks["wait"].provisional
    deliver_due(published, now=DECEMBER + timedelta(days=1), chance=_chance())
    assert len(published.ports.sms.sent) == sent


def _chance() -> Random:
    return Random(1)


def test_a_clock_that_stands_still_is_counted_by_the_published_year_when_it_runs_again(office: Office) -> None:
    stream = handled_case_in_december(office)
    pause = {"pause_reason": "weather", "reason": "暴雪"}
    move(office, stream, "wei", "pause", at=DECEMBER + timedelta(hours=5), **pause)
    published = publish(office, off=[date(2027, 1, day) for day in range(1, 6)])
    tick_due(published, now=DECEMBER + timedelta(hours=6))
    [paused] = states_of(office, [stream])
    assert paused.clocks["handling"].status == "paused"
    move(published, stream, "wei", "resume", at=DECEMBER + timedelta(days=1))
    [after] = states_of(office, [stream])
    clock = after.clocks["handling"]
    assert not clock.provisional
    assert (clock.left_seconds, clock.calendar) == (
        paused.clocks["handling"].left_seconds, published.directory.calendar.version
    )  # fmt: skip
    assert clock.due_at == clock.countdown.due_at(published.directory.calendar)
    assert tick_due(published, now=DECEMBER + timedelta(days=1)).recounted == 0


def handled_case_in_december(office: Office) -> str:
    stream = file(office, at=DECEMBER).stream
    move(office, stream, "hu", "register", at=DECEMBER)
    move(office, stream, "pan", "dispatch", at=DECEMBER, unit=CITY)
    move(office, stream, "wei", "accept", at=DECEMBER)
    return stream


def test_what_is_late_cannot_be_paused(office: Office) -> None:
    stream = handled_case_in_december(office)
    [state] = states_of(office, [stream])
    late = state.clocks["handling"].due_at + timedelta(minutes=1)
    with pytest.raises(Refused) as refusal:
        move(office, stream, "wei", "pause", at=late, pause_reason="weather", reason="暴雪")
    assert refusal.value.codes == ("pause_too_late",)


def test_an_extension_tells_the_petitioner_the_day_of_the_clock_that_was_extended(office: Office) -> None:
    stream = accepted_petition(office, MONDAY)
    why = {"extension_class": "complex", "reason": "复杂"}
    move(office, stream, "wei", "ask_extension", at=MONDAY + timedelta(days=9), amount=30, **why)
    move(office, stream, "lei", "grant_extension", at=MONDAY + timedelta(days=10))
    deliver(office, MONDAY + timedelta(days=11))
    texts = [one["text"] for one in office.ports.sms.sent]
    assert any("2026年6月1日" in one for one in texts if "延长" in one), texts
