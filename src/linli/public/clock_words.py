"""The two clocks of a matter for the person who waits: the present step, and the whole wait, in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from linli.domain.calendar import WorkingCalendar
from linli.domain.case_row import step_clock
from linli.domain.deadline_steps import explain_countdown, hours_wording, length_wording
from linli.domain.engine.clock_keeping import basis_of, rule_of
from linli.domain.engine.declarations import Procedure
from linli.domain.engine.state import CaseState, ClockState
from linli.domain.working_time import ClockUnit, whole_units
from linli.public.words import language, moment_words
from linli.ui import clock_view
from linli.ui.clock_view import ClockView
from linli.ui.time_words import date_words, duration_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """How one clock was counted, line by line."""

    title: str
    source: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """What a page draws the clocks of one matter from."""

    state: CaseState
    procedure: Procedure
    calendar: WorkingCalendar
    now: datetime

    def views(self) -> tuple[ClockView, ...]:
        """Return the whole wait, then the present step where one runs."""
        return tuple(view for view in (self._wait(), self._step()) if view is not None)

    def explained(self) -> tuple[Explained, ...]:
        """Return how the open clocks are counted."""
        return tuple(self._explained())

    def _explained(self) -> Iterator[Explained]:
        for clock in (self.state.clocks.get("wait"), step_clock(self.state)):
            if clock is None or not clock.is_open or clock.status == "paused":
                continue
            rule = rule_of(self.procedure, clock.key)
            steps = explain_countdown(clock.countdown, self.calendar)
            length = length_wording(clock.amount, ClockUnit(clock.unit)).within(language())
            yield Explained(
                title=f"{rule.title.within(language())}: {length}",
                source=basis_of(clock, rule).within(language()),
                lines=tuple(step.wording.within(language()) for step in steps),
            )

    def _wait(self) -> ClockView | None:
        clock = self.state.clocks.get("wait")
        if clock is None or not self.state.waits:
            return None
        since = localtime(self.state.waits[0].since)
        day = date_words(since.date(), language=language(), this_year=localtime(self.now).year)
        waited = int(sum(((span.until or self.now) - span.since).total_seconds() for span in self.state.waits))
        words = {"span": duration_words(waited, language=language())}
        return ClockView(
            title=_("You have waited") if clock.is_open else _("You waited"),
            hint=" · ".join([_("since %(day)s") % {"day": day}, *self._by(clock)]),
            state=self._look(clock),
            left_text=_("%(span)s in all") % words,
            used_percent=self._used(clock),
        )

    def _step(self) -> ClockView | None:
        clock = step_clock(self.state)
        if clock is None or self.state.is_final:
            return None
        return ClockView(
            title=_("The present step"),
            hint=" · ".join([rule_of(self.procedure, clock.key).title.within(language()), *self._by(clock)]),
            state=self._look(clock),
            left_text=self._left_words(clock),
            used_percent=self._used(clock),
        )

    def _by(self, clock: ClockState) -> Iterator[str]:
        """By when, told so that the midnight which ends a day belongs to that day."""
        if clock.is_open and clock.status != "paused":
            yield _("by %(moment)s") % {"moment": moment_words(clock.due_at, self.now)}

    def _look(self, clock: ClockState) -> clock_view.ClockState:
        if not clock.is_open:
            return clock_view.ClockState.STOPPED
        if clock.status == "paused":
            return clock_view.ClockState.PAUSED
        if clock.due_at <= self.now:
            return clock_view.ClockState.OVERDUE
        return clock_view.ClockState.NEAR if clock.warn_at <= self.now else clock_view.ClockState.ON_TIME

    def _left_seconds(self, clock: ClockState) -> int:
        if clock.status == "paused":
            return clock.left_seconds
        return clock.countdown.left_at(min(self.now, clock.stopped_at or self.now), self.calendar)

    def _left_words(self, clock: ClockState) -> str:
        if clock.status != "paused" and clock.due_at <= self.now:
            late = duration_words((self.now - clock.due_at).total_seconds(), language=language())
            return _("%(span)s late") % {"span": late}
        left, unit = self._left_seconds(clock), ClockUnit(clock.unit)
        whole, _rest = whole_units(left, unit, self.calendar)
        span = length_wording(whole, unit) if unit.ends_with_day and whole else hours_wording(max(60, left - left % 60))
        words = {"span": span.within(language())}
        return (_("paused, %(span)s to go") if clock.status == "paused" else _("%(span)s to go")) % words

    def _used(self, clock: ClockState) -> int:
        if not clock.total_seconds or (clock.is_open and clock.status != "paused" and clock.due_at <= self.now):
            return 100
        return max(0, min(100, 100 - self._left_seconds(clock) * 100 // clock.total_seconds))
