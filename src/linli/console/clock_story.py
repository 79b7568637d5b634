"""The story of a clock: from when it counted, how long, by what rule, what did not count and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from linli.actions.case_views import CaseView
from linli.actions.deciding import Office
from linli.console.words import language
from linli.domain.calendar import WorkingCalendar
from linli.domain.deadline_steps import Step, StepKind, explain, explain_countdown, length_wording, moment_wording
from linli.domain.engine.clock_keeping import basis_of, rule_of
from linli.domain.engine.declarations import ClockRule, OnLapse
from linli.domain.engine.shared_fields import PAUSE_REASONS
from linli.domain.engine.state import ClockState
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit
from linli.ui.time_words import duration_words

STEP_TONES = {
    StepKind.WEEKEND: "quiet", StepKind.HOLIDAY: "quiet", StepKind.START_DAY: "quiet", StepKind.MOVED: "near",
    StepKind.PROVISIONAL: "near", StepKind.MAKE_UP: "waiting",
}  # fmt: skip
ON_LAPSE_WORDS: dict[OnLapse, Wording] = {
    OnLapse.REMIND: Wording("到期时提醒承办单位和上一级", "When it runs out, the holder and the tier above are told"),
    OnLapse.ESCALATE: Wording("到期时自动上移一级", "When it runs out, the matter moves up one tier by itself"),
    OnLapse.CLOSE_RIGHT: Wording("到期后不能再提出", "When it runs out, this can no longer be asked"),
    OnLapse.MOVE: Wording("到期时自动进入下一步", "When it runs out, the next step follows by itself"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryStep:
    """One line of the count."""

    words: str
    source: str = ""
    tone: str = "accent"


def clock_story(office: Office, view: CaseView, clock: ClockState, now: datetime) -> dict[str, Any]:
    """Return what the page of a clock tells."""
    calendar = office.directory.calendar
    rule = rule_of(view.procedure, clock.key)
    return {
        "rule_title": rule.title,
        "length_words": length_wording(clock.amount, ClockUnit(clock.unit)),
        "basis": basis_of(clock, rule),
        "start_words": moment_wording(clock.started_at, calendar),
        "due_words": moment_wording(clock.due_at, calendar),
        "is_paused": clock.status == "paused",
        "steps": list(_steps(clock, calendar, now)),
        "spans": _spans(view, calendar, now) if clock.key == "wait" else [],
        "is_provisional": clock.provisional,
        "calendar_version": clock.calendar,
        "counts_as_now": clock.calendar == calendar.version,
        "run": clock.run,
        "lapse_words": ON_LAPSE_WORDS[rule.on_lapse],
        "may_pause": _pause_words(rule),
        "warn_percent": rule.warn_at_percent,
    }


def _steps(clock: ClockState, calendar: WorkingCalendar, now: datetime) -> Iterator[StoryStep]:
    """Yield the count: plain where nothing intervened, else what was left and how that was counted on."""
    unit = ClockUnit(clock.unit)
    if not clock.pauses and not clock.extended_amount:
        yield from (_told(step) for step in explain(clock.started_at, clock.amount, unit, calendar))
        return
    yield StoryStep(words=_("Counted from %(moment)s") % {"moment": _moment(clock.started_at, calendar)})
    for pause in clock.pauses:
        reason = next((one.title.within(language()) for one in PAUSE_REASONS if one.key == pause.reason), _("deferred"))
        span = {"since": _moment(pause.since, calendar), "reason": reason}
        if pause.until:
            span |= {"until": _moment(pause.until, calendar)}
            words = _("%(since)s to %(until)s: not counted, %(reason)s")
        else:
            words = _("Since %(since)s: not counted, %(reason)s")
        yield StoryStep(words=words % span, tone="waiting")
    if clock.extended_amount:
        length = length_wording(clock.extended_amount, unit).within(language())
        yield StoryStep(words=_("Extended by %(length)s") % {"length": length}, tone="near")
    if clock.status != "paused":
        yield from (_told(step) for step in explain_countdown(clock.countdown, calendar))


def _told(step: Step) -> StoryStep:
    source = step.source.within(language()) if step.source else ""
    tone = "overdue" if step.kind is StepKind.DUE else STEP_TONES.get(step.kind, "accent")
    return StoryStep(words=step.wording.within(language()), source=source, tone=tone)


def _moment(moment: datetime, calendar: WorkingCalendar) -> str:
    return moment_wording(moment, calendar).within(language())


def _spans(view: CaseView, calendar: WorkingCalendar, now: datetime) -> list[str]:
    """Return the stretches in which the resident waited, with their lengths."""
    return [
        _("%(since)s to %(until)s: %(span)s")
        % {
            "since": _moment(span.since, calendar),
            "until": _moment(span.until, calendar) if span.until else _("now"),
            "span": duration_words(((span.until or now) - span.since).total_seconds(), language=language()),
        }
        for span in view.state.waits
    ]


def _pause_words(rule: ClockRule) -> list[str]:
    return [one.title.within(language()) for one in PAUSE_REASONS if one.key in rule.pauses]
