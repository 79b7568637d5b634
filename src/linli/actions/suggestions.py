"""Suggestions at work: the year's list, one with its deputies and promises, handing over, answering, the tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from linli.actions.case_lists import query_for
from linli.actions.case_views import CaseView
from linli.actions.cases import move_case, move_case_on
from linli.actions.deciding import Office
from linli.actions.seats import actor_at
from linli.actions.settings import is_set_on
from linli.domain.area import AreaLevel
from linli.domain.case_query import CaseLine, Order
from linli.domain.engine.context import Command
from linli.domain.engine.state import RECALLED, CaseState, PartState
from linli.domain.entry import Entry
from linli.domain.problems import Problem, Refused
from linli.domain.suggestion import (
    DISPOSITIONS,
    KEY,
    PROFILES,
    REGISTER,
    WITHDRAWN,
    Listed,
    Profile,
    year_and_number,
)
from linli.domain.unit import SPONSORING, Post, Role
from linli.procedures.suggestion import OFFICE_ROLES
from linli.store import cases, journal

ROOM_ROLES = OFFICE_ROLES | {
    Role.UNIT_HEAD, Role.LIAISON, Role.HANDLER, Role.SPONSOR, Role.CONVENER, Role.AUDITOR,
}  # fmt: skip
"""Whose work suggestions are: the deputies' office, the units that answer, and those who watch over it."""
LISTED_MAX = 2_000
"""Most suggestions of one year that are listed and counted."""
HEARD = frozenset({"satisfied", "dissatisfied", "redo_asked"})
OUTCOMES = frozenset(choice.key for choice in DISPOSITIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One thing that an answer promised."""

    part: PartState
    words: str
    due_at: datetime | None
    kept_words: str = ""

    @property
    def is_kept(self) -> bool:
        """Say whether somebody confirmed it."""
        return self.part.stage == "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit of deputies to where the work is done."""

    day: date | None
    place: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What deputies proposed and what became of it: only what is open to everybody."""

    text: str
    deputies: tuple[tuple[str, str], ...]
    """(party, name) of those whose name still stands there."""
    session: str
    year: int
    list_number: int
    answer: str
    """The answer that was signed last; "" before."""
    answered_at: datetime | None
    disposition: str
    answer_class: str
    promises: tuple[Promise, ...]
    visits: tuple[Visit, ...]


def has_suggestions(post: Post) -> bool:
    """Say whether the room of suggestions is among a post's rooms."""
    return post.role in ROOM_ROLES


def takes_in(office: Office, post: Post) -> bool:
    """Say whether `post` registers what deputies propose: an office role that serves the whole county."""
    top = [area.path for area in office.directory.tree if area.level is AreaLevel.COUNTY]
    return post.role in OFFICE_ROLES and all(path.startswith(post.area_path) for path in top)


def profile_of(office: Office, now: datetime) -> Profile:
    """Return which outcomes the district reports."""
    return PROFILES["three" if is_set_on(office, "suggestion.three_outcomes", now) else "full"]


def lines_of_year(office: Office, post: Post, year: int, now: datetime, **asked: Any) -> tuple[CaseLine, ...]:
    """Return the suggestions of a year's list that `post` may list, in the order of the list.

    Those of one list are registered at one moment, so neither that moment nor an id tells the first from the last.
    """
    query = query_for(
        office, post, now, procedures=(KEY,), origin_start=f"{REGISTER}/{year}/", order=Order.OLDEST, **asked
    )
    found = cases.each_case(query, most=LISTED_MAX)
    return tuple(sorted(found, key=lambda line: year_and_number(line.origin) or (year, 0)))


def years_of(office: Office, post: Post, now: datetime) -> tuple[int, ...]:
    """Return the years of which there is a list, the latest first."""
    query = query_for(office, post, now, procedures=(KEY,))
    found = {pair[0] for name in cases.count_by(query, "origin") if (pair := year_and_number(name))}
    return tuple(sorted(found, reverse=True))


def counted(office: Office, lines: Iterable[CaseLine]) -> tuple[Listed, ...]:
    """Return the lines as the tables count them; a motion or suggestion that was withdrawn counts in none."""
    kept = [line for line in lines if line.result != WITHDRAWN]
    states = journal.load_states(office.county_id, [line.stream for line in kept])
    return tuple(_listed(line, states[line.stream]) for line in kept)


def _listed(line: CaseLine, state: CaseState) -> Listed:
    heard = [part.stage for part in state.parts.values() if part.rule == "feedback" and part.stage != RECALLED]
    pair = year_and_number(line.origin)
    return Listed(
        id=line.id, number=line.number, kind=line.category, unit=line.handler_unit or line.holder_unit,
        year=pair[0] if pair else line.filed_at.year,
        disposition=line.result if line.result in OUTCOMES else "", asked=len(heard),
        heard=sum(stage in HEARD for stage in heard), satisfied=sum(stage == "satisfied" for stage in heard),
    )  # fmt: skip


def proposal_of(state: CaseState, entries: Sequence[Entry], values: Mapping[tuple[int, str], str]) -> Proposal:
    """Return what is open to everybody of one suggestion, from its entries and the values that may be shown."""
    filed = entries[0]
    names = {
        str(one.pub.get("party")): values.get((one.seq, "deputy_name"), "")
        for one in entries
        if one.type == "case.add_proposer"
    }
    standing = [part.party for part in state.parts.values() if part.rule == "proposer" and part.stage != RECALLED]
    signed = [one for one in entries if one.type == "case.sign"]
    drafted = [one for one in entries if one.type == "case.draft" and signed and one.seq < signed[-1].seq]
    pair = year_and_number(str(filed.pub.get("listed_as", ""))) or (0, 0)
    return Proposal(
        text=values.get((filed.seq, "suggestion_text"), ""),
        deputies=tuple((party, names.get(party, "")) for party in standing),
        session=str(filed.pub.get("session", "")),
        year=pair[0],
        list_number=pair[1],
        answer=values.get((drafted[-1].seq, "answer"), "") if drafted else "",
        answered_at=signed[-1].recv if signed else None,
        disposition=state.notes.get("result", "") if signed else "",
        answer_class=state.notes.get("answer_class", "") if signed else "",
        promises=_promises(state, entries, values),
        visits=tuple(
            Visit(
                day=_day(str(one.pub.get("visit_date", ""))), place=values.get((one.seq, "visit_place"), ""),
                people=int(one.pub.get("attended", 0)),
            )
            for one in entries
            if one.type == "case.record_visit"
        ),
    )  # fmt: skip


def _day(spelled: str) -> date | None:
    return date.fromisoformat(spelled) if spelled else None


def _promises(state: CaseState, entries: Sequence[Entry], values: Mapping[tuple[int, str], str]) -> tuple[Promise, ...]:
    made = [one for one in entries if one.type == "case.promise"]
    parts = [part for part in state.parts.values() if part.rule == "promise"]
    kept = {str(one.pub.get("part")): one.seq for one in entries if one.type == "case.promise_report_kept"}
    found = []
    for part, entry in zip(parts, made, strict=True):
        clock = state.clocks.get(f"promise_due:{part.id}")
        found.append(
            Promise(
                part=part, words=values.get((entry.seq, "promise_words"), ""), due_at=clock.due_at if clock else None,
                kept_words=values.get((kept[part.id], "kept_words"), "") if part.id in kept else "",
            )
        )  # fmt: skip
    return tuple(found)


def proposal_in(view: CaseView) -> Proposal:
    """Return what is open to everybody, for a member of staff who has the case before them."""
    return proposal_of(view.state, view.entries, view.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """How the office hands a suggestion over."""

    lead: str
    co_units: tuple[str, ...] = ()
    sponsor: str = ""
    is_complex: bool = False
    reason: str = ""


def sponsors(office: Office, now: datetime) -> tuple[Post, ...]:
    """Return the posts that may sponsor a suggestion."""
    posts = office.directory.posts.values()
    return tuple(one for one in posts if one.role in SPONSORING and one.is_active(now))


def hand_over(
    office: Office, post: Post, state: CaseState, given: Assignment, *, command_id: str, now: datetime
) -> None:
    """Name co-handlers and sponsor and hand the suggestion to its lead unit, all of it or nothing; raises Refused."""
    problems = []
    if not given.lead:
        problems.append(Problem("required", at="lead"))
    if given.is_complex and not given.reason.strip():
        problems.append(Problem("required", at="reason"))
    if given.sponsor and given.sponsor not in {one.id for one in sponsors(office, now)}:
        problems.append(Problem("sponsor_unknown", at="sponsor"))
    if given.lead and given.lead in (*given.co_units, *state.co_units):
        unit = office.directory.units.get(given.lead)
        problems.append(Problem("lead_is_co_unit", at="co_units", params={"value": unit.name if unit else ""}))
    if problems:
        raise Refused(problems)
    steps: list[tuple[str, dict[str, Any]]] = [
        ("ask_co_handler", {"unit": unit}) for unit in given.co_units if unit not in state.co_units
    ]
    if given.sponsor and state.notes.get("sponsor") != given.sponsor:
        steps.append(("set_sponsor", {"sponsor": given.sponsor}))
    if given.is_complex:
        steps.append(("assign_complex", {"unit": given.lead, "reason": given.reason}))
    else:
        steps.append(("assign", {"unit": given.lead, "note": given.reason}))
    commands = tuple(
        Command(id=f"{command_id}-{at}", verb=verb, stream=state.stream, fields=fields)
        for at, (verb, fields) in enumerate(steps)
    )
    move_case_on(office, commands, actor=actor_at(post), now=now)


def draft_answer(
    office: Office, post: Post, state: CaseState, given: Mapping[str, str], *, command_id: str, now: datetime
) -> None:
    """Draft the answer, in the class that the district's profile gives its outcome; raises Refused."""
    letter = letter_of(office, given.get("disposition", ""), now)
    fields = {**given, "answer_class": letter}
    command = Command(id=command_id, verb="draft", stream=state.stream, fields=fields)
    move_case(office, command, actor=actor_at(post), now=now)


def sign_answer(office: Office, post: Post, state: CaseState, *, command_id: str, now: datetime) -> None:
    """Sign the draft as it stands, in the outcome and class that it names; raises Refused."""
    fields = {"disposition": state.notes.get("drafted_as", ""), "answer_class": state.notes.get("drafted_class", "")}
    command = Command(id=command_id, verb="sign", stream=state.stream, fields=fields)
    move_case(office, command, actor=actor_at(post), now=now)


def letter_of(office: Office, disposition: str, now: datetime) -> str:
    """Return the letter of an outcome, "" where none was chosen; raises Refused for one that is not used here."""
    letters = profile_of(office, now).letters
    if disposition and disposition not in letters:
        raise Refused([Problem("outcome_not_used", at="disposition")])
    return letters.get(disposition, "")
