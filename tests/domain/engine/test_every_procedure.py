"""What holds of every declared procedure, whoever acts in whatever order: played by chance.

Random actors make random open moves with random answers; time passes and is swept; clocks pause and resume;
limits and holiday tables change. After every step the journal folds to the state (checked in `Play.keep`),
somebody has the case, and no clock has lost or invented a second.
"""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from linli.domain.directory import Directory
from linli.domain.engine.available import available_moves
from linli.domain.engine.context import Command
from linli.domain.engine.decide import decide
from linli.domain.engine.state import CaseState, ClockState
from linli.domain.problems import Refused
from linli.domain.working_time import ClockUnit, countable_seconds
from linli.procedures import procedures
from tests import cast
from tests.domain.engine.driver import ACTORS, answers_for, asks_for_another, filer, filing, finish
from tests.domain.engine.play import Play

STREAMS = ("case/1", "case/2")


class Anything(RuleBasedStateMachine):
    """Two cases of one procedure in the hands of chance."""

    procedure = "grid_event"

    @initialize(seed=st.integers(0, 2**32), hour=st.integers(0, 400), depth=st.integers(0, 20))
    def begin(self, seed: int, hour: int, depth: int) -> None:
        """Start anywhere: the first case has come `depth` steps along its way."""
        self.chance = Random(seed)
        self.play = Play(self.procedure)
        self.play.wait(hours=hour)
        self.seen: dict[tuple[str, str, int], tuple[int, int]] = {}
        if asks_for_another(self.play):
            self.file_what_it_is_about()
        for stream in STREAMS:
            self.file(stream)
        finish(self.play, "case/1", self.chance, steps_max=depth)

    def file_what_it_is_about(self) -> None:
        """A matter of another kind, for a procedure that takes up what is there already."""
        own, self.play.procedure = self.play.procedure, procedures()["grid_event"]
        self.play.command("resident", CaseState(stream="case/about"), "file", cast.report())
        self.play.procedure = own

    def file(self, stream: str) -> None:
        for _ in range(20):
            try:
                who = "resident" if self.play.procedure.requester != "none" else filer(self.play)
                filled = filing(self.play, self.chance)
                state = self.play.command(who, CaseState(stream=stream), "file", filled)
            except Refused:
                continue
            assert state.stream == stream and state.holder.post
            return
        raise AssertionError("no filing was accepted")

    @rule(who=st.sampled_from(ACTORS), stream=st.sampled_from(STREAMS), seed=st.integers(0, 2**32))
    def act(self, who: str, stream: str, seed: int) -> None:
        self.act_as(who, stream, Random(seed))

    @rule(stream=st.sampled_from(STREAMS), seed=st.integers(0, 2**32))
    def holder_acts(self, stream: str, seed: int) -> None:
        """Whoever has the case acts more often than the rest of the county."""
        post = self.play.states[stream].holder.post
        who = next((name for name in ACTORS if f"p-{name}" == post), "yuan")
        self.act_as(who, stream, Random(seed))

    def act_as(self, who: str, stream: str, chance: Random) -> None:
        play, state = self.play, self.play.states[stream]
        context = play.context(who, state)
        found = [one for one in available_moves(state, context) if not one.reasons]
        if not found:
            return
        one = chance.choice(found)
        if one.move.verb == "split":
            return
        fields = answers_for(one, play, chance, stream)
        command = Command(id="same", verb=one.move.verb, stream=stream, fields=fields, part=one.part_id or "")
        try:
            first = decide(state, command, context)
        except Refused as refused:
            told = {problem.code for problem in refused.problems if not problem.at}
            # Known only once the answers are: the last where an erasure was proposed before somebody held the matter.
            known = {"merge_does_not_fit", "too_many_parts", "stale", "answer_first", "no_unit_for_area", "legal_hold"}
            assert told <= known, told
            return
        assert decide(state, command, context) == first
        for decision in first:
            self.play.keep(decision)

    @rule(hours=st.integers(1, 24 * 12), stream=st.sampled_from(STREAMS))
    def time_passes(self, hours: int, stream: str) -> None:
        self.count_down(timedelta(hours=hours))
        self.play.tick(on=stream)

    @rule(minutes=st.integers(1, 600))
    def time_passes_unswept(self, minutes: int) -> None:
        self.count_down(timedelta(minutes=minutes, seconds=7))

    def count_down(self, length: timedelta) -> None:
        """Let time pass, and reckon by hand what each running clock must have used up."""
        before, after = self.play.now, self.play.now + length
        calendar = self.play.directory.calendar
        for stream, clock in self.open_clocks():
            known = self.seen.get((stream, clock.key, clock.run))
            if clock.status == "running" and known is not None:
                since = max(clock.counts_from, before.replace(microsecond=0))
                used = countable_seconds(since, after, ClockUnit(clock.unit), calendar)
                self.seen[(stream, clock.key, clock.run)] = (known[0], known[1] + used)
        self.play.now = after

    @rule(far=st.integers(5, 60))
    def a_holiday_is_announced(self, far: int) -> None:
        """Days off ahead; the clocks of both cases are counted again."""
        calendar = self.play.directory.calendar
        day = calendar.local_date(self.play.now) + timedelta(days=far)
        table = next((one for one in calendar.tables if one.year == day.year), None)
        if table is None or day in table.work_days:
            return
        changed = replace(table, off_days=table.off_days | {day}, version=table.version + 1)
        setup = replace(self.play.directory.setup, calendar=calendar.with_year(changed))
        self.play.directory = Directory(setup)
        for stream in tuple(self.play.states):
            self.play.do("system", "recompute", on=stream)

    @rule(more=st.integers(1, 3))
    def limits_change(self, more: int) -> None:
        """Longer limits count for what is filed or corrected from now on; no open clock moves by itself."""
        setup = self.play.directory.setup
        limits = tuple(replace(one, length=one.length + more) for one in setup.limits)
        due = {(stream, clock.key): clock.due_at for stream, clock in self.open_clocks()}
        self.play.directory = Directory(replace(setup, limits=limits))
        assert due == {(stream, clock.key): clock.due_at for stream, clock in self.open_clocks()}

    def open_clocks(self) -> list[tuple[str, ClockState]]:
        return [(stream, clock) for stream, state in self.play.states.items() for clock in state.open_clocks()]

    @invariant()
    def every_case_is_somebodys(self) -> None:
        for state in self.play.states.values():
            assert state.holder.unit in self.play.directory.units
            if not state.is_final:
                assert state.holder.post in self.play.directory.posts, state.holder

    @invariant()
    def no_clock_loses_or_invents_time(self) -> None:
        calendar = self.play.directory.calendar
        for stream, clock in self.open_clocks():
            left = clock.left_seconds
            if clock.status == "running":
                left = clock.countdown.left_at(self.play.now, calendar)
            total, used = self.seen.setdefault(
                (stream, clock.key, clock.run), (clock.total_seconds, clock.total_seconds - left)
            )
            if clock.total_seconds != total:  # extended, or under another limit: by just as much is left
                self.seen[(stream, clock.key, clock.run)] = (clock.total_seconds, used)
            assert left == max(0, clock.total_seconds - used), (clock.key, left, clock.total_seconds, used)

    @invariant()
    def a_final_case_has_no_work_left(self) -> None:
        for state in self.play.states.values():
            if state.is_final:
                assert not [
                    one.key for one in state.open_clocks() if one.kind in ("step", "part", "wait", "not_before")
                ]

    def teardown(self) -> None:
        if not hasattr(self, "play"):
            return
        for stream in STREAMS:
            assert self.play.replayed(stream) == self.play.states[stream]
        assert_any_rhythm_of_ticks_leads_to_the_same(self.play, "case/1")
        assert finish(self.play, "case/1", Random(1)), self.play.states["case/1"].stage
        assert finish(self.play, "case/2", Random(2)), self.play.states["case/2"].stage


def assert_any_rhythm_of_ticks_leads_to_the_same(play: Play, stream: str) -> None:
    """Thirty days of downtime and one tick leave what a tick a day leaves."""
    once, daily = copy_of(play), copy_of(play)
    once.wait(days=30).tick(on=stream)
    for _ in range(30):
        daily.wait(days=1).tick(on=stream)
    assert lasting(once.states[stream]) == lasting(daily.states[stream])


def lasting(state: CaseState) -> dict[str, object]:
    """What must not depend on when the sweep ran: all but when it noticed and whom it warned."""
    return {
        "stage": state.stage,
        "holder": state.holder,
        "notes": dict(state.notes),
        "counts": {key: count for key, count in state.counts.items() if not key.startswith("lapses")},
        "lapses": state.count("lapses") + state.count("lapses_caught_up"),
        "parts": {key: part.stage for key, part in state.parts.items()},
        "clocks": {
            key: (clock.run, clock.status, clock.due_at, clock.counts_from, clock.left_seconds, clock.lapsed_at is None)
            for key, clock in state.clocks.items()
        },
    }


def copy_of(play: Play) -> Play:
    """A second county in the same state."""
    copy = Play(play.procedure, at=play.now)
    copy.directory, copy.count = play.directory, play.count
    copy.states, copy.bodies = dict(play.states), {key: list(bodies) for key, bodies in play.bodies.items()}
    return copy


def played(key: str, *, examples: int, steps: int) -> None:
    machine = type(f"Anything_{key}", (Anything,), {"procedure": key})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, derandomize=examples < 50, database=None,
            suppress_health_check=list(HealthCheck), phases=(Phase.generate,) if examples < 50 else tuple(Phase),
        ),
    )  # fmt: skip


@pytest.mark.parametrize("key", sorted(procedures()))
def test_whatever_happens_the_rules_hold(key: str) -> None:
    played(key, examples=25, steps=20)


@pytest.mark.drill
@pytest.mark.parametrize("key", sorted(procedures()))
def test_whatever_happens_for_long_the_rules_hold(key: str) -> None:
    played(key, examples=300, steps=50)


def test_the_calendar_of_the_cast_knows_its_days() -> None:
    assert Play().directory.calendar.is_working_day(date(2026, 3, 2))
