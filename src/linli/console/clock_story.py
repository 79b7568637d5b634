"""The story of a clock: from when it counted, how long, by what rule, what did not count and why, who may extend it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from linli.actions.case_views import CaseView
from linli.actions.deciding import Office
from linli.console.words import language, unit_name
from linli.domain.calendar import WorkingCalendar
from linli.domain.clock_history import Turn, TurnKind, turns_of
from linli.domain.clock_lines import Storyteller
from linli.domain.deadline_steps import StepKind, length_wording, moment_wording
from linli.domain.engine.clock_keeping import basis_of, rule_now, rule_of
from linli.domain.engine.declarations import ClockRule, OnLapse
from linli.domain.engine.state import ClockState
from linli.domain.lawful_pauses import pause_basis, pause_title
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit
from linli.ui.time_words import duration_words

LINE_TONES: dict[StepKind | TurnKind, str] = {
    StepKind.WEEKEND: "quiet", StepKind.HOLIDAY: "quiet", StepKind.START_DAY: "quiet", StepKind.MOVED: "near",
    StepKind.PROVISIONAL: "near", StepKind.MAKE_UP: "waiting", StepKind.DUE: "overdue",
    TurnKind.PAUSED: "waiting", TurnKind.EXTENDED: "near", TurnKind.RECOMPUTED: "near", TurnKind.CORRECTED: "near",
    TurnKind.STOPPED: "quiet",
}  # fmt: skip
ON_LAPSE_WORDS: dict[OnLapse, Wording] = {
    OnLapse.REMIND: Wording("到期时提醒承办单位和上一级", "When it runs out, the holder and the tier above are told"),
    OnLapse.ESCALATE: Wording("到期时自动上移一级", "When it runs out, the matter moves up one tier by itself"),
    OnLapse.CLOSE_RIGHT: Wording("到期后不能再提出", "When it runs out, this can no longer be asked"),
    OnLapse.MOVE: Wording("到期时自动进入下一步", "When it runs out, the next step follows by itself"),
}
_ONE_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryStep:
    """One line of the count."""

    words: str
    source: str = ""
    tone: str = "accent"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """What every line is told from."""

    office: Office
    view: CaseView
    clock: ClockState
    rule: ClockRule
    calendar: WorkingCalendar
    turns: tuple[Turn, ...] = field(default=())

    @property
    def unit(self) -> ClockUnit:
        return ClockUnit(self.clock.unit)

    def length(self, amount: int) -> str:
        return length_wording(amount, self.unit).within(language())


def clock_story(office: Office, view: CaseView, clock: ClockState, now: datetime) -> dict[str, Any]:
    """Return what the page of a clock tells."""
    calendar, rule = office.directory.calendar, rule_of(view.procedure, clock.key)
    telling = _Telling(
        office=office, view=view, clock=clock, rule=rule, calendar=calendar, turns=turns_of(view.entries, clock.key)
    )
    return {
        "rule_title": rule.title,
        "length_words": length_wording(clock.amount, ClockUnit(clock.unit)),
        "basis": basis_of(clock, rule),
        "start_words": moment_wording(clock.started_at, calendar),
        "due_words": moment_wording(clock.due_at, calendar),
        "is_paused": clock.status == "paused",
        "steps": list(_steps(telling)),
        "spans": _spans(view, calendar, now) if clock.key == "wait" else [],
        "is_provisional": clock.is_open and clock.provisional,
        "calendars": _calendars(telling),
        "calendar_version": clock.calendar,
        "counts_as_now": clock.calendar == calendar.version,
        "run": clock.run,
        "lapse_words": ON_LAPSE_WORDS[rule.on_lapse],
        "may_pause": _pauses(telling),
        "extension": _extension(telling),
        "warn_percent": rule.warn_at_percent,
    }


def _steps(telling: _Telling) -> Iterator[StoryStep]:
    """Yield the lines of the count with their tones."""
    units = {one.id: Wording(one.name, one.name_en or one.name) for one in telling.office.directory.units.values()}
    teller = Storyteller(
        clock=telling.clock, turns=telling.turns, calendar=telling.calendar, units=units,
        procedure=telling.view.state.procedure, basis=basis_of(telling.clock, telling.rule),
    )  # fmt: skip
    for line in teller.lines():
        yield StoryStep(
            words=line.wording.within(language()),
            source=line.source.within(language()) if line.source else "",
            tone=LINE_TONES.get(line.kind, "accent"),
        )


def _calendars(telling: _Telling) -> list[str]:
    """Return the notice of every year that the clock touches, or that there is none yet."""
    clock, calendar = telling.clock, telling.calendar
    if not (telling.unit.counts_working_time or telling.unit.ends_with_day):
        return []
    years = range(calendar.local_date(clock.started_at).year, calendar.local_date(clock.due_at - _ONE_SECOND).year + 1)
    notices = {table.year: table.notice for table in calendar.tables if not table.provisional}
    missing = _("%(year)s: no notice yet, plain weekends")
    return [
        _("%(year)s: %(notice)s") % {"year": year, "notice": notices[year] or _("entered by hand")}
        if year in notices
        else missing % {"year": year}
        for year in years
    ]


def _extension(telling: _Telling) -> str:
    """Return how far the clock may still be extended, and by whom."""
    extension, clock, state = telling.rule.extension, telling.clock, telling.view.state
    if extension is None:
        return _with_its_share(telling)
    left = extension.max_count - clock.extended_count
    if left < 1:
        return _("It was extended as often as it may be.")
    words = _("%(count)s more, by at most %(length)s; asked before it is due.") % {
        "count": _("once") if left == 1 else _("%(count)s times") % {"count": left},
        "length": telling.length(extension.max_amount),
    }
    if "grant_extension" not in telling.view.procedure.shared:
        return f"{words} " + _("Every party must agree.")
    upper = telling.office.directory.upper_unit(state.holder.unit, state.area)
    who = unit_name(telling.office, upper.id) if upper else _("the joint meeting's convener")
    return f"{words} " + _("Approved by %(unit)s, one tier up, and never by whoever asks.") % {"unit": who}


def _with_its_share(telling: _Telling) -> str:
    """Return what a clock without an extension of its own becomes longer by: that of a step which is its share."""
    procedure, clocks = telling.view.procedure, telling.view.state.clocks
    is_own = rule_now(procedure, telling.clock) == telling.rule
    for one in procedure.clocks if is_own else ():
        if one.extension is None or telling.clock.key not in one.extension.prolongs:
            continue
        if one.key in clocks and clocks[one.key].extended_count >= one.extension.max_count:
            return _("It was extended as often as it may be.")
        length = telling.length(one.extension.max_amount)
        title = one.title.within(language())
        return _("Only together with “%(clock)s”, by at most %(length)s.") % {"clock": title, "length": length}
    return _("It cannot be extended.")


def _spans(view: CaseView, calendar: WorkingCalendar, now: datetime) -> list[str]:
    """Return the stretches in which the resident waited, with their lengths."""
    return [
        _("%(since)s to %(until)s: %(span)s")
        % {
            "since": moment_wording(span.since, calendar).within(language()),
            "until": moment_wording(span.until, calendar).within(language()) if span.until else _("now"),
            "span": duration_words(((span.until or now) - span.since).total_seconds(), language=language()),
        }
        for span in view.state.waits
    ]


def _pauses(telling: _Telling) -> list[tuple[str, str]]:
    """Return what may stop this clock, each with its basis."""
    found = []
    for reason in rule_now(telling.view.procedure, telling.clock).pauses:
        basis = pause_basis(telling.view.state.procedure, reason)
        found.append((pause_title(reason).within(language()), basis.within(language()) if basis else ""))
    return found
