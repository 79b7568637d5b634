"""Public views: what anybody may see of open matters, and what whoever holds a receipt may see of theirs.

Every question goes to the one access policy: the public reads place and kind of open matters, a receipt makes
its holder the requester of one matter. What may not be seen is answered like what does not exist.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from linli.actions.case_views import REQUESTER_FIELDS, declared_field, erased_in, has_contact
from linli.actions.cases import move_case
from linli.actions.deciding import Office, closed_areas, new_id, placed, receipt_hashes
from linli.actions.settings import is_set_on, setting_text, setting_whole
from linli.domain.allowance import net_of
from linli.domain.area import AreaLevel
from linli.domain.case_query import CaseLine, CaseQuery, ClockFilter
from linli.domain.engine.access import READ_VERBS, Reach, may
from linli.domain.engine.asked import check_answers
from linli.domain.engine.context import RESIDENT, Command, Context
from linli.domain.engine.declarations import FieldType, Procedure, Relation
from linli.domain.engine.entitlement import reasons_against
from linli.domain.engine.moves import move_for
from linli.domain.engine.state import CaseState
from linli.domain.entry import Entry
from linli.domain.problems import Problem, Refused
from linli.domain.receipt import read_receipt_code
from linli.domain.seal import Seal
from linli.domain.unit import Role, Unit
from linli.procedures import procedure_of, procedures
from linli.store import attempts, cases, staff

SIMILAR_MAX = 20
RECEIPT_VERBS = (
    "note", "attach", "rate", "ask_reopen", "withdraw", "ask_review", "ask_final_review", "accept_answer",
    "supplement",
)  # fmt: skip
"""What whoever holds a receipt may do with it."""
REPORT_PROCEDURE = "grid_event"
ATTEMPT_PREFIX = b"linli/attempt/v1\0"
SECONDS_PER_MINUTE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicMatter:
    """One open matter as anybody may know it: place and kind, where it stands, since when."""

    category: str
    area_path: str
    procedure: str
    version: int
    stage: str
    is_final: bool
    filed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFigures:
    """What became of the matters that came in during the last days; counts of matters, never of people."""

    days: int
    received: int
    closed: int
    overdue: int

    @property
    def still_open(self) -> int:
        """Those not closed yet."""
        return self.received - self.closed


def public_query(office: Office, now: datetime, **asked: Any) -> CaseQuery:
    """Return a query for open matters only: all that a reader without a post may list."""
    everywhere = Reach(area_seals=frozenset({Seal.OPEN}), area_path="/")
    return CaseQuery(county_id=office.county_id, reach=everywhere, now=now, is_held=False, **asked)


def public_matters(office: Office, now: datetime, **asked: Any) -> tuple[PublicMatter, ...]:
    """Return the newest open matters, as anybody may know them."""
    return tuple(_public(line) for line in cases.list_cases(public_query(office, now, **asked)).lines)


def similar_nearby(office: Office, category: str, area_path: str, now: datetime) -> tuple[PublicMatter, ...]:
    """Return open matters of the same kind in the same community, of the last days."""
    community = office.directory.tree.at_level(area_path, AreaLevel.COMMUNITY)
    since = now - timedelta(days=setting_whole(office, "public.similar_days", now))
    return public_matters(
        office, now, categories=(category,), area_path=community.path if community else area_path,
        is_final=False, filed_since=since, limit=SIMILAR_MAX,
    )  # fmt: skip


def figures(office: Office, now: datetime) -> PublicFigures:
    """Return what became of the matters of the last days."""
    days = setting_whole(office, "public.figure_days", now)
    query = public_query(office, now, filed_since=now - timedelta(days=days))
    counts = cases.count_by(query, "is_final")
    return PublicFigures(
        days=days,
        received=sum(counts.values()),
        closed=counts.get("True", 0),
        overdue=cases.count_by_clock(query)[ClockFilter.OVERDUE],
    )


def _public(line: CaseLine) -> PublicMatter:
    return PublicMatter(
        category=line.category, area_path=line.area_path, procedure=line.procedure, version=line.version,
        stage=line.stage, is_final=line.is_final, filed_at=line.reported_at,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class GridPeople:
    """Who looks after a grid: what the law has a grid publish."""

    workers: tuple[str, ...] = ()
    unit: Unit | None = None
    """Where the worker is reached."""
    supervisor: Unit | None = None
    """Where one complains about the work."""


def grid_people(office: Office, path: str, now: datetime) -> GridPeople:
    """Return who looks after the area at `path`; a vacant post leaves the names empty."""
    directory = office.directory
    held = [
        post
        for post in directory.posts.values()
        if post.area_path == path and post.role is Role.GRID_WORKER and post.is_active(now)
    ]
    names = staff.names_of(post.staff_id for post in held if post.staff_id)
    own = directory.units.get(held[0].unit_id) if held else directory.lowest_centre(path)
    upper = directory.upper_unit(own.id, path) if own else None
    workers = tuple(names[post.staff_id] for post in held if post.staff_id and post.staff_id in names)
    return GridPeople(workers=workers, unit=own, supervisor=upper or own)


def filing_problems(office: Office, given: Mapping[str, Any], now: datetime) -> tuple[Problem, ...]:
    """Return every mistake in a report, without filing it."""
    if not is_set_on(office, "public.is_open", now):
        return (Problem("reports_closed", params={"hotline": setting_text(office, "public.hotline", now)}),)
    fields, problems = placed(office, given)
    problems += closed_areas(office, fields, now)
    procedure = procedures()[REPORT_PROCEDURE]
    move = move_for(procedure, None, "file")
    if move is None:
        raise LookupError(f"{procedure.key} cannot be filed")
    context = Context(now=now, actor=RESIDENT, procedure=procedure, directory=office.directory)
    found = check_answers(move, fields, context).problems
    return (*problems, *(one for one in found if one.at != "area" or not problems))


def wait_due_at(office: Office, case_id: str) -> tuple[datetime | None, datetime | None]:
    """Return until when a fresh matter is taken in and answered: (first step, whole wait)."""
    line = cases.find_case(office.county_id, case_id)
    return (line.step_due_at, line.wait_due_at) if line else (None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptView:
    """One matter as whoever holds its receipt may see it; nothing else is in here."""

    state: CaseState
    procedure: Procedure
    entries: tuple[Entry, ...]
    values: Mapping[tuple[int, str], str] = field(default_factory=dict)
    """The holder's own words, and the answers given, by (seq, field)."""
    photos: tuple[tuple[int, str], ...] = ()
    """The holder's own photos, as (seq, field)."""
    erased: frozenset[tuple[int, str]] = frozenset()
    """The holder's own values that were erased by law, by (seq, field)."""
    has_contact: bool = False
    main: PublicMatter | None = None
    """The matter this one was merged into, where anybody may know of it."""
    reasons: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    """For each thing a receipt lets one do: every reason against doing it now."""

    def may_now(self, verb: str) -> bool:
        """Say whether `verb` is open now."""
        return verb in self.reasons and not self.reasons[verb]


def open_by_receipt(office: Office, code: str, now: datetime) -> ReceiptView | None:
    """Return the matter a receipt code (in its one written form) leads to; None for a missing or forbidden one."""
    kept = _case_of(office, code)
    if kept is None:
        return None
    state = kept.state
    rights = _rights(state)
    procedure = procedure_of(state.procedure, state.version)
    allowed = {
        (entry.seq, key)
        for entry in kept.entries
        for key in entry.com
        if "case.words" in rights and _is_own(procedure, entry, key)
    }
    erased = erased_in(kept.entries)
    words = sorted({key for _, key in allowed - erased if not key.startswith("photo")})
    values = cases.values_of(office.county_id, state.stream, fields=words) if words else ()
    return ReceiptView(
        state=state,
        procedure=procedure,
        entries=kept.entries,
        values={(one.seq, one.field): one.text for one in values if (one.seq, one.field) in allowed},
        photos=tuple(sorted(pair for pair in allowed - erased if pair[1].startswith("photo"))),
        erased=erased & allowed,
        has_contact=has_contact(kept.entries, erased),
        main=_main_of(office, state),
        reasons=_reasons(office, state, procedure, now),
    )


def photo_by_receipt(office: Office, code: str, seq: int, name: str) -> bytes | None:
    """Return one of the holder's own photos, or None."""
    kept = _case_of(office, code)
    if kept is None or "case.words" not in _rights(kept.state):
        return None
    procedure = procedure_of(kept.state.procedure, kept.state.version)
    entry = next((one for one in kept.entries if one.seq == seq), None)
    if entry is None or name not in entry.com or not name.startswith("photo") or not _is_own(procedure, entry, name):
        return None
    return cases.photo(office.county_id, kept.state.stream, seq, name)


def move_by_receipt(office: Office, code: str, command: Command, *, now: datetime) -> Mapping[str, Any]:
    """Do one of RECEIPT_VERBS with a receipt; `command` needs no stream, its id is the holder's own.

    Raises Refused with every reason; `not_found` where the receipt leads nowhere.
    """
    found = cases.case_of_receipt(*receipt_hashes(code, office.ports))
    if _case_of(office, code) is None or found is None:
        raise Refused([Problem("not_found")])
    if command.verb not in RECEIPT_VERBS:
        raise Refused([Problem("no_such_move", params={"verb": command.verb[:40]})])
    own = Command(
        id=f"r-{found[1]}-{command.id}"[:80], verb=command.verb, stream=f"case/{found[1]}", fields=command.fields
    )  # fmt: skip
    return move_case(office, own, actor=RESIDENT, now=now)


def requesters_case(office: Office, code: str) -> cases.CaseFile | None:
    """Return the case of a receipt whose words its holder may read, or None."""
    kept = _case_of(office, code)
    return kept if kept is not None and "case.words" in _rights(kept.state) else None


def opening_code(office: Office, typed: str) -> str:
    """Return a receipt code in its one written form where it opens a matter; "" where it leads nowhere."""
    try:
        code = read_receipt_code(typed)
    except Refused:
        return ""
    return code if _case_of(office, code) is not None else ""


def _case_of(office: Office, code: str) -> cases.CaseFile | None:
    found = cases.case_of_receipt(*receipt_hashes(code, office.ports))
    if found is None or found[0] != office.county_id:
        return None
    kept = cases.open_case(office.county_id, f"case/{found[1]}")
    return kept if kept is not None and "case.list" in _rights(kept.state) else None


def _rights(state: CaseState) -> frozenset[str]:
    requester = frozenset({Relation.REQUESTER})
    seal = Seal(state.seal)
    return frozenset(
        verb for verb in READ_VERBS if may(verb, post=None, relations=requester, area=state.area, seal=seal)
    )


def _is_own(procedure: Procedure, entry: Entry, key: str) -> bool:
    """The holder's own words and photos, and answers; never a name or number, never what staff wrote for staff."""
    declared = declared_field(procedure, key)
    if declared is None or key in REQUESTER_FIELDS or key == "point" or declared.type is FieldType.FILE:
        return False
    if entry.actor.get("kind") == "resident":
        return not entry.actor.get("id")  # what a party of a dispute wrote by its own link is that party's
    if key.startswith("photo"):
        return entry.type == "case.file" and declared.subject == "requester"
    return declared.subject == "requester"


def _main_of(office: Office, state: CaseState) -> PublicMatter | None:
    link = next((one for one in state.links if one.relation == "merged" and one.direction == "to"), None)
    line = cases.find_case(office.county_id, link.stream.partition("/")[2]) if link else None
    return _public(line) if line is not None and line.seal == Seal.OPEN.value else None


def _reasons(
    office: Office, state: CaseState, procedure: Procedure, now: datetime
) -> Mapping[str, tuple[Problem, ...]]:
    context = Context(
        now=max(now, state.moved_at or now), actor=RESIDENT, procedure=procedure, directory=office.directory,
        relations=frozenset({Relation.REQUESTER}), procedures=procedures(), new_ids=(new_id(now),),
    )  # fmt: skip
    moves = ((verb, move_for(procedure, state, verb)) for verb in RECEIPT_VERBS)
    return {verb: tuple(reasons_against(state, move, {}, context)) for verb, move in moves if move is not None}


def wrong_codes(office: Office, address: str, now: datetime) -> bool:
    """Count one more code that led nowhere; say whether this part of the net has tried too many.

    A right code is never counted and always answered, so nobody's guessing keeps its holder out.
    """
    return _count(office, "code", address, now) > setting_whole(office, "abuse.wrong_codes", now)


def too_many_photos(office: Office, address: str, sent: int, now: datetime) -> bool:
    """Count photos sent before a report is filed; say whether this part of the net has sent too many."""
    counts = [_count(office, "photo", address, now) for _ in range(sent)]
    return bool(counts) and counts[-1] > setting_whole(office, "abuse.photos", now)


def _count(office: Office, what: str, address: str, now: datetime) -> int:
    """Addresses are never stored: only a keyed hash of the part of the net, for one window."""
    digest = hmac.new(office.ports.secret, ATTEMPT_PREFIX + net_of(address).encode(), hashlib.sha256).hexdigest()
    window_seconds = setting_whole(office, "abuse.window_minutes", now) * SECONDS_PER_MINUTE
    return attempts.count_attempt(f"{what}/{digest[:40]}", now=now, window_seconds=window_seconds)
