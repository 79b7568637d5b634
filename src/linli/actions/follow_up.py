"""The follow-up desk: whom to call next, what to say, and recording what a call came to.

The list leaves out what whoever looks had a hand in, in any post or as a unit: it asks the move's own guards, so that
nothing on it is refused afterwards. Nobody is called who did not agree to it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from linli.actions.case_lists import query_for
from linli.actions.case_views import CaseView, open_for, relations_on
from linli.actions.cases import move_case_on
from linli.actions.deciding import Office
from linli.actions.reading import Opening, open_fields
from linli.actions.seats import actor_at
from linli.actions.settings import setting_whole
from linli.domain.case_query import CaseLine, Order
from linli.domain.disclosure import CONTACT_FIELDS
from linli.domain.engine.context import Command, Context
from linli.domain.engine.entitlement import reasons_against
from linli.domain.engine.moves import move_for
from linli.domain.engine.state import CaseState
from linli.domain.follow_up import (
    KIND_OF,
    KINDS,
    NOT_CALLED_RESULTS,
    SEED,
    WINDOW,
    CallResult,
    Standing,
    Tally,
    is_drawn,
    rounds,
    since,
    tally,
)
from linli.domain.messages import say
from linli.domain.privacy_notice import FOLLOW_UP_CALLS
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post
from linli.domain.wording import Language
from linli.procedures import procedure_of, procedures
from linli.store import cases, follow_ups, journal

CALLED_MAX = 5_000
"""So many closings of a period are looked through."""
LIST_MAX = 100
CALL, REOPEN = "follow_up", "ask_reopen"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueCall:
    """One matter about which somebody is to be called."""

    line: CaseLine
    standing: Standing

    @property
    def tries(self) -> int:
        """How often nobody answered."""
        return len(self.standing.tries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Everything that is to be called about, whoever may do it."""

    calls: tuple[DueCall, ...] = ()
    not_agreed: int = 0
    """Drawn, and not called because the person did not agree to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkList:
    """What waits for the desk: those to call now, then those tried a short while ago."""

    now: tuple[DueCall, ...] = ()
    later: tuple[DueCall, ...] = ()
    barred: int = 0
    """Left out because this person or unit had a hand in them."""
    is_cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The figures of one month, for everything and for each kind."""

    first_date: date
    total: Tally
    by_kind: Mapping[str, Tally] = field(default_factory=dict)
    not_agreed: int = 0
    """Closed lately, drawn, and not called because the person did not agree to it."""


def work_list(
    office: Office, post: Post, now: datetime, *, procedure: str = "", found: Due | None = None
) -> WorkList:  # fmt: skip
    """Return whom `post` may call now, the longest closed first; `found` spares looking for them again."""
    due = [one for one in (found or due_calls(office, post, now)).calls if procedure in ("", one.line.procedure)]
    mine, barred = _not_mine(office, post, due[: 3 * LIST_MAX], now)
    later = [one for one in mine if (rests := one.standing.rests_until()) is not None and rests > now]
    at_once = [one for one in mine if one not in later]
    return WorkList(
        now=tuple(at_once[:LIST_MAX]), later=tuple(later[:LIST_MAX]), barred=barred, is_cut=len(at_once) > LIST_MAX
    )


def month_of(office: Office, post: Post, now: datetime, *, found: Due | None = None) -> Month:
    """Return the figures of the present month: the calls that came to an end in it, and those still to make."""
    calendar = office.directory.calendar
    first = calendar.local_date(now).replace(day=1)
    over = _over_since(office, post, now, calendar.midnight(first))
    due = found or due_calls(office, post, now)
    waiting = Counter(one.line.procedure for one in due.calls)
    return Month(
        first_date=first,
        total=tally((one for own in over.values() for one in own), to_call=len(due.calls)),
        by_kind={
            kind.procedure: tally(over[kind.procedure], to_call=waiting[kind.procedure])
            for kind in KINDS
            if over[kind.procedure] or waiting[kind.procedure]
        },
        not_agreed=due.not_agreed,
    )


def _over_since(office: Office, post: Post, now: datetime, first: datetime) -> Mapping[str, list[Standing]]:
    """Return by kind what came to an end since then, whatever became of the matter afterwards."""
    query = query_for(
        office, post, now, acts=(follow_ups.CALLED,), acted_since=first, procedures=tuple(KIND_OF), order=Order.OLDEST
    )
    kinds = {line.stream: line.procedure for line in cases.each_case(query, most=CALLED_MAX)}
    found: defaultdict[str, list[Standing]] = defaultdict(list)
    for stream, calls in follow_ups.calls_of(office.county_id, kinds).items():
        for one in rounds(calls):
            if one.over_at is not None and one.over_at >= first:
                found[kinds[stream]].append(one)
    return found


def due_calls(office: Office, post: Post, now: datetime) -> Due:
    """Return the closed matters about which somebody is still to be called, the longest closed first."""
    from_at = now - timedelta(days=setting_whole(office, WINDOW, now))
    query = query_for(
        office, post, now, is_final=True, closed_since=from_at, closed_before=now, procedures=tuple(KIND_OF),
        order=Order.OLDEST,
    )  # fmt: skip
    drawn = [line for line in cases.each_case(query, most=CALLED_MAX) if _is_called(office, line)]
    called = list(_with_calls(office, sorted(drawn, key=lambda line: (line.closed_at or now, line.id))))
    return Due(
        calls=tuple(one for one in called if not one.standing.is_over), not_agreed=len(drawn) - len(called)
    )  # fmt: skip


def _is_called(office: Office, line: CaseLine) -> bool:
    """By the share and the seed that held on the day it closed: a later change does not touch it."""
    if line.requester != "known" or line.result in NOT_CALLED_RESULTS or line.reopen_asked or line.closed_at is None:
        return False
    day, settings = office.directory.calendar.local_date(line.closed_at), office.directory.settings
    percent = settings.whole(KIND_OF[line.procedure].share, day)
    return is_drawn(line.stream, line.closed_at, seed=settings.text(SEED, day), percent=percent)


def _with_calls(office: Office, lines: list[CaseLine]) -> Iterator[DueCall]:
    """Yield those who agreed to be called, with the calls made since the end."""
    agreed = follow_ups.agreed(office.county_id, [line.stream for line in lines], FOLLOW_UP_CALLS)
    calls = follow_ups.calls_of(office.county_id, agreed)
    for line in lines:
        if line.stream in agreed and line.closed_at is not None:
            yield DueCall(line=line, standing=since(calls.get(line.stream, ()), line.closed_at))


def _not_mine(office: Office, post: Post, due: Iterable[DueCall], now: datetime) -> tuple[list[DueCall], int]:
    """Return what `post` may call about, and how many it may not because of its own hand in them."""
    found = list(due)
    states = journal.load_states(office.county_id, [one.line.stream for one in found]) if found else {}
    mine = [one for one in found if not reasons_not_to_call(office, post, states[one.line.stream], now)]
    return mine, len(found) - len(mine)


def reasons_not_to_call(office: Office, post: Post, state: CaseState, now: datetime) -> tuple[Problem, ...]:
    """Return why `post` may not follow the matter up now: the guards of the move itself."""
    return _reasons(office, post, state, now, CALL)


def _reasons(office: Office, post: Post, state: CaseState, now: datetime, verb: str) -> tuple[Problem, ...]:
    procedure = procedure_of(state.procedure, state.version)
    move = move_for(procedure, state, verb)
    if move is None:
        return (Problem("not_yours"),)
    context = Context(
        now=max(now, state.moved_at or now), actor=actor_at(post), procedure=procedure, directory=office.directory,
        relations=relations_on(office, post, state), procedures=procedures(),
    )  # fmt: skip
    return tuple(reasons_against(state, move, {}, context))


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSheet:
    """One matter as whoever calls about it sees it; the number is not in here until it was opened."""

    view: CaseView
    standing: Standing
    reasons: tuple[Problem, ...]
    """Why this post may not call about it."""
    may_reopen: bool
    is_agreed: bool
    opened: Mapping[tuple[int, str], str] = field(default_factory=dict)

    @property
    def contact(self) -> tuple[str, ...]:
        """Names of the hidden values that hold how the person is called and reached."""
        return tuple(one.name for one in self.view.openable if one.key in CONTACT_FIELDS)


def call_sheet(office: Office, post: Post, key: str, now: datetime) -> CallSheet | None:
    """Return the sheet of a closed matter that `post` may see; None for any other."""
    view = open_for(office, post, key)
    if view is None or not view.state.is_final or view.state.closed_at is None or view.state.procedure not in KIND_OF:
        return None
    state, stream = view.state, view.state.stream
    calls = follow_ups.calls_of(office.county_id, [stream]).get(stream, ())
    standing = since(calls, view.state.closed_at)
    is_agreed = stream in follow_ups.agreed(office.county_id, [stream], FOLLOW_UP_CALLS)
    return CallSheet(
        view=view, standing=standing, reasons=reasons_not_to_call(office, post, state, now), is_agreed=is_agreed,
        may_reopen=not _reasons(office, post, state, now, REOPEN),
    )  # fmt: skip


def script(office: Office, sheet: CallSheet, language: Language) -> str:
    """Return what to say: the district's own words where it wrote some."""
    state = sheet.view.state
    category = office.directory.categories.get(state.category)
    unit = office.directory.units.get(state.handler.unit or state.holder.unit)
    name = (unit.name_en or unit.name if language == "en" else unit.name) if unit else ""
    params = {
        "number": state.number, "what": state.title or (category.name.zh if category else ""),
        "what_en": state.title or (category.name.en if category else ""), "unit": name,
    }  # fmt: skip
    return say(KIND_OF[state.procedure].script, params, language, office.directory.texts)[1]


def open_number(office: Office, sheet: CallSheet, request: str, now: datetime) -> Mapping[tuple[int, str], str]:
    """Open name and number for the duty of calling back, on the record; raises Refused with what stands against it."""
    if sheet.reasons:
        raise Refused(sheet.reasons)
    if not sheet.is_agreed or sheet.standing.is_over or not sheet.contact:
        raise Refused([Problem("call_not_due")])
    asked = Opening(fields=sheet.contact, reason="call_back", request=request)
    return open_fields(office, sheet.view, asked, now).values


@dataclass(frozen=True, slots=True, kw_only=True)
class CallGiven:
    """What whoever called fills in."""

    result: str
    solved: str = ""
    note: str = ""
    keeps_closed: bool = False
    """The person is not satisfied and does not want it handled again."""
    reason: str = ""
    """Why it should be handled again, in the person's words."""


def record_call(office: Office, sheet: CallSheet, given: CallGiven, *, command_id: str, now: datetime) -> CallResult:
    """Record what a call came to, and with an unsatisfied person ask to reopen; raises Refused with every mistake."""
    if problems := (*sheet.reasons, *_mistakes(sheet, given)):
        raise Refused(problems)
    result = CallResult(given.result)
    stream = sheet.view.state.stream
    commands = [Command(id=command_id, verb=CALL, stream=stream, fields=_fields(result, given))]
    if _asks_reopen(sheet, given):
        reason = {"reason": given.reason.strip()}
        commands.append(Command(id=f"{command_id}r", verb=REOPEN, stream=stream, fields=reason))
    move_case_on(office, tuple(commands), actor=actor_at(sheet.view.post), now=now)
    return result


def _asks_reopen(sheet: CallSheet, given: CallGiven) -> bool:
    return given.result == CallResult.NOT_SATISFIED and sheet.may_reopen and not given.keeps_closed


def _mistakes(sheet: CallSheet, given: CallGiven) -> Iterator[Problem]:
    if given.result not in tuple(CallResult):
        code = "unknown_choice" if given.result else "required"
        yield Problem(code, at="result", params={"value": given.result[:40]})
    elif given.result != CallResult.NOT_REACHED and not given.solved:
        yield Problem("required", at="solved")
    if sheet.standing.is_over or not sheet.is_agreed:
        yield Problem("call_not_due")
    if _asks_reopen(sheet, given) and not given.reason.strip():
        yield Problem("required", at="reason")


def _fields(result: CallResult, given: CallGiven) -> dict[str, str]:
    note = {"note": given.note.strip()} if given.note.strip() else {}
    if result is CallResult.NOT_REACHED:
        return {"reached": "not_reached", **note}
    return {"reached": "reached", "solved": given.solved, "satisfied": result.value, **note}
