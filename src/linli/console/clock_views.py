"""Clocks for pages: from a clock's state, or a row's due moment, to what is drawn."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from linli.actions.deciding import Office
from linli.console.words import language
from linli.domain.case_query import CaseLine, ClockFilter
from linli.domain.case_row import step_clock
from linli.domain.deadline_steps import deadline_day, hours_wording, length_wording
from linli.domain.engine.clock_keeping import rule_of
from linli.domain.engine.declarations import Procedure
from linli.domain.engine.state import CaseState, ClockState
from linli.domain.unit import Post
from linli.domain.working_time import ClockUnit, whole_units
from linli.ui import clock_view
from linli.ui.clock_reading import is_over, look_of, percent_used, seconds_left
from linli.ui.clock_view import ClockView
from linli.ui.time_words import date_words, duration_words


def day_words(moment: datetime, now: datetime) -> str:
    """Return "今天 17:30", "明天 17:30" or "11月25日 17:30"; the midnight that ends a day belongs to that day."""
    day, clock = deadline_day(localtime(moment))
    return f"{_near_day(day, localtime(now).date())} {clock}"


def _near_day(day: date, today: date) -> str:
    names = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    distance = (day - today).days
    return names.get(distance) or date_words(day, language=language(), this_year=today.year)


def line_clock(line: CaseLine, now: datetime) -> ClockView | None:
    """Return the step clock of a row, or None where none runs."""
    state = line.clock_state(now)
    if state is None or line.step_due_at is None or line.is_final:
        return None
    if state is ClockFilter.PAUSED:
        words = _("Paused")
    elif state is ClockFilter.OVERDUE:
        words = _over(line.step_due_at, now)
    else:
        words = day_words(line.step_due_at, now)
    return ClockView(
        title="", state=clock_view.ClockState(state.value), left_text=words, used_percent=0, due_at=line.step_due_at,
        is_provisional=line.step_provisional,
    )  # fmt: skip


def line_wait(line: CaseLine, now: datetime) -> ClockView | None:
    """Return by when whoever waits is to be answered, for a row; None where nobody waits any more."""
    if line.wait_due_at is None or line.is_final:
        return None
    is_late = line.wait_due_at <= now
    words = (
        _("answer %(late)s") % {"late": _over(line.wait_due_at, now)}
        if is_late
        else _("answer by %(moment)s") % {"moment": day_words(line.wait_due_at, now)}
    )
    look = clock_view.ClockState.OVERDUE if is_late else clock_view.ClockState.ON_TIME
    return ClockView(
        title="", state=look, left_text=words, used_percent=0, is_provisional=line.wait_provisional and not is_late
    )


def _over(due_at: datetime, now: datetime) -> str:
    return _("%(span)s over") % {"span": duration_words((now - due_at).total_seconds(), language=language())}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockPage:
    """What a case page's clocks are drawn from."""

    office: Office
    state: CaseState
    procedure: Procedure
    now: datetime

    def view(self, clock: ClockState, title: str, *, explain_url: str = "") -> ClockView:
        """Return a step or part clock as a panel piece."""
        return ClockView(
            title=title,
            hint=self._with_due(rule_of(self.procedure, clock.key).title.within(language()), clock),
            state=self.look(clock),
            left_text=self.left_words(clock),
            used_percent=self.used_percent(clock),
            explain_url=explain_url or None,
            is_provisional=clock.is_open and clock.provisional,
        )

    def look(self, clock: ClockState) -> clock_view.ClockState:
        """Return which of the five looks a clock has."""
        return look_of(clock, self.now)

    def _with_due(self, hint: str, clock: ClockState) -> str:
        """Add the deadline as people write it, where one runs."""
        if not clock.is_open or clock.status == "paused":
            return hint
        return f"{hint} · " + _("due %(moment)s") % {"moment": day_words(clock.due_at, self.now)}

    def left_seconds(self, clock: ClockState) -> int:
        """Return the countable seconds that are left."""
        return seconds_left(clock, self.office.directory.calendar, self.now)

    def left_words(self, clock: ClockState) -> str:
        """Return "剩 1 个工作日", "已超 2 小时" or "暂停"."""
        if not clock.is_open:
            return _("Stopped")
        if is_over(clock, self.now):
            return _over(clock.due_at, self.now)
        unit = ClockUnit(clock.unit)
        whole = whole_units(self.left_seconds(clock), unit, self.office.directory.calendar)[0]
        if unit.ends_with_day and whole:
            span = length_wording(whole, ClockUnit.DAY if unit is ClockUnit.MONTH else unit)
        else:
            seconds = self.left_seconds(clock)
            span = hours_wording(seconds - seconds % 60 if seconds > 60 else seconds)
        words = {"span": span.within(language())}
        return (_("Paused, %(span)s left") if clock.status == "paused" else _("%(span)s left")) % words

    def used_percent(self, clock: ClockState) -> int:
        """Return how much of the whole length is used, 0 to 100."""
        return percent_used(clock, self.office.directory.calendar, self.now)

    def my_step(self, post: Post) -> tuple[ClockState, str] | None:
        """Return the clock that runs for this post, or for whoever has the matter, with its title."""
        for part in self.state.parts.values():
            clock = next((one for key, one in self.state.clocks.items() if key.endswith(f":{part.id}")), None)
            if part.unit == post.unit_id and clock is not None and clock.is_open:
                return clock, _("My step")
        clock = step_clock(self.state)
        if clock is None:
            return None
        return clock, _("My step") if self.state.holder.unit == post.unit_id else _("The present step")

    def waited_seconds(self) -> int:
        """Return the resident's whole wait over all its spans."""
        spans = ((span.since, span.until or self.now) for span in self.state.waits)
        return int(sum((until - since).total_seconds() for since, until in spans))

    def wait(self, explain_url: str) -> ClockView | None:
        """Return the clock of the resident's whole wait, through reopening and review; None without one."""
        clock = self.state.clocks.get("wait")
        if clock is None or not self.state.waits:
            return None
        since = localtime(self.state.waits[0].since)
        first = date_words(since.date(), language=language(), this_year=localtime(self.now).year)
        hint = _("since %(moment)s") % {"moment": f"{first} {since:%H:%M}"}
        if len(self.state.waits) > 1:
            hint = f"{hint}; " + _("in %(count)s spans") % {"count": len(self.state.waits)}
        hint = self._with_due(hint, clock)
        asked = self.state.requester != "none"
        return ClockView(
            title=rule_of(self.procedure, clock.key).title.within(language()) if asked else _("The whole time"),
            hint=hint,
            state=self.look(clock),
            left_text=duration_words(self.waited_seconds(), language=language()),
            used_percent=self.used_percent(clock),
            explain_url=explain_url,
            is_provisional=clock.is_open and clock.provisional,
        )
