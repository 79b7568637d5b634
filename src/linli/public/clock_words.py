"""The two clocks of a matter for the person who waits: the present step, and the whole wait, in plain words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from linli.domain.calendar import WorkingCalendar
from linli.domain.case_row import step_clock
from linli.domain.clock_history import turns_of
from linli.domain.clock_lines import Storyteller
from linli.domain.deadline_steps import hours_wording, length_wording
from linli.domain.engine.clock_keeping import basis_of, rule_of
from linli.domain.engine.declarations import Procedure
from linli.domain.engine.state import CaseState, ClockState
from linli.domain.entry import Entry
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit, whole_units
from linli.public.words import language, moment_words
from linli.ui.clock_reading import is_over, look_of, percent_used, seconds_left
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
    entries: Sequence[Entry] = ()
    """The matter's past, for how its clocks were counted."""
    units: Mapping[str, Wording] = field(default_factory=dict)

    def views(self) -> tuple[ClockView, ...]:
        """Return the whole wait, then the present step where one runs."""
        return tuple(view for view in (self._wait(), self._step()) if view is not None)

    def explained(self) -> tuple[Explained, ...]:
        """Return how the open clocks are counted."""
        return tuple(self._explained())

    def _explained(self) -> Iterator[Explained]:
        for clock in (self.state.clocks.get("wait"), step_clock(self.state)):
            if clock is None or not clock.is_open:
                continue
            rule = rule_of(self.procedure, clock.key)
            teller = Storyteller(
                clock=clock, turns=turns_of(self.entries, clock.key), calendar=self.calendar, units=self.units,
                procedure=self.state.procedure, basis=basis_of(clock, rule),
            )  # fmt: skip
            length = length_wording(clock.amount, ClockUnit(clock.unit)).within(language())
            yield Explained(
                title=f"{rule.title.within(language())}: {length}",
                source=basis_of(clock, rule).within(language()),
                lines=tuple(line.wording.within(language()) for line in teller.lines()),
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
            state=look_of(clock, self.now),
            left_text=_("%(span)s in all") % words,
            used_percent=percent_used(clock, self.calendar, self.now),
            is_provisional=clock.is_open and clock.provisional,
        )

    def _step(self) -> ClockView | None:
        clock = step_clock(self.state)
        if clock is None or self.state.is_final:
            return None
        return ClockView(
            title=_("The present step"),
            hint=" · ".join([rule_of(self.procedure, clock.key).title.within(language()), *self._by(clock)]),
            state=look_of(clock, self.now),
            left_text=self._left_words(clock),
            used_percent=percent_used(clock, self.calendar, self.now),
            is_provisional=clock.provisional,
        )

    def _by(self, clock: ClockState) -> Iterator[str]:
        """By when, told so that the midnight which ends a day belongs to that day."""
        if clock.is_open and clock.status != "paused":
            yield _("by %(moment)s") % {"moment": moment_words(clock.due_at, self.now)}

    def _left_words(self, clock: ClockState) -> str:
        if is_over(clock, self.now):
            late = duration_words((self.now - clock.due_at).total_seconds(), language=language())
            return _("%(span)s late") % {"span": late}
        left, unit = seconds_left(clock, self.calendar, self.now), ClockUnit(clock.unit)
        whole, _rest = whole_units(left, unit, self.calendar)
        span = length_wording(whole, unit) if unit.ends_with_day and whole else hours_wording(max(60, left - left % 60))
        words = {"span": span.within(language())}
        return (_("paused, %(span)s to go") if clock.status == "paused" else _("%(span)s to go")) % words
