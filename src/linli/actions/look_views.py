"""Who looked: records of looks put in words, for the person concerned, for staff and for whoever accounts for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from linli.actions import case_lists
from linli.actions.case_views import CaseView
from linli.actions.deciding import Office
from linli.domain.auditing import Fault
from linli.domain.disclosure import reason_wording
from linli.domain.engine.access import answers_for
from linli.domain.engine.shared_fields import SHARED_FIELDS
from linli.domain.look import Look, LookKind
from linli.domain.unit import ROLE_WORDINGS, Post, Role
from linli.domain.wording import Wording
from linli.procedures import procedures
from linli.store import looks, staff

SHOWN_MAX = 100
ACCOUNTED_DAYS = 30
CHECKED_LAST = 1_000
"""So many of the newest records are checked whenever the page is opened; `linli audit` checks all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookView:
    """One record in words; the name of the member of staff is empty where it is nobody's business."""

    id: str
    kind: LookKind
    at: datetime
    role: Wording
    unit: str
    staff: str
    titles: tuple[Wording, ...]
    reason: Wording
    words: str
    is_glass: bool
    amount: int
    case_id: str = ""
    """"" where the reader may not know of the matter."""
    number: str = ""


@cache
def field_title(key: str) -> Wording:
    """Return what a field is called, whatever procedure asks it."""
    names = (key, key.rstrip("0123456789"))
    for name in names:
        if name in SHARED_FIELDS:
            return SHARED_FIELDS[name].title
        for procedure in procedures().values():
            fields = (*procedure.fields, *(one for part in procedure.parts for one in part.fields))
            found = next((one for one in fields if one.key == name), None)
            if found is not None:
                return found.title
    return Wording(key, key)


def _view(office: Office, look: Look, names: Mapping[str, str], lines: Mapping[str, str]) -> LookView:
    case_id = look.stream.partition("/")[2]
    titles = dict.fromkeys(field_title(one.partition("/")[2]) for one in look.fields)
    return LookView(
        id=look.id,
        kind=look.kind,
        at=look.at,
        role=ROLE_WORDINGS[Role(look.role)],
        unit=look.unit,
        staff=names.get(look.staff, ""),
        titles=tuple(titles),
        reason=reason_wording(look.reason),
        words=look.words,
        is_glass=bool(look.glass),
        amount=look.amount,
        case_id=case_id if case_id in lines else "",
        number=lines.get(case_id, ""),
    )


def looks_of_case(office: Office, view: CaseView) -> tuple[LookView, ...]:
    """Return who looked at the hidden values of a case, the newest first; nothing for who may not know."""
    if not view.has("case.looks"):
        return ()
    found = looks.of_stream(office.county_id, view.state.stream, most=SHOWN_MAX)
    names = staff.names_of(one.staff for one in found)
    return tuple(_view(office, one, names, {}) for one in found)


def looks_for_requester(office: Office, stream: str) -> tuple[LookView, ...]:
    """Return who looked at what the requester left: roles, units and duties, never a name nor what staff wrote."""
    found = looks.of_stream(office.county_id, stream, subject="requester", most=SHOWN_MAX)
    shown = (_view(office, one, {}, {}) for one in found if one.kind is not LookKind.ALERT)
    return tuple(shown)


def own_looks(office: Office, post: Post, now: datetime) -> tuple[LookView, ...]:
    """Return what the person at `post` looked at, under any of their posts."""
    found = looks.of_staff(office.county_id, post.staff_id or "", most=SHOWN_MAX) if post.staff_id else ()
    return tuple(_view(office, one, {}, _numbers(office, post, found, now)) for one in found)


def accounted_looks(office: Office, post: Post, kind: LookKind, now: datetime) -> tuple[LookView, ...]:
    """Return the records of one kind that are for `post` to account for, of the last days."""
    asked = looks.Asked(kinds=(kind,), since=now - timedelta(days=ACCOUNTED_DAYS), most=1_000)
    mine = [one for one in looks.told_of(office.county_id, asked) if is_accountable(office, post, one)][:SHOWN_MAX]
    names, numbers = staff.names_of(one.staff for one in mine), _numbers(office, post, mine, now)
    return tuple(_view(office, one, names, numbers) for one in mine)


def reads_through(office: Office, found: Iterable[Look]) -> tuple[LookView, ...]:
    """Return in words what was read through one broken glass."""
    return tuple(_view(office, one, {}, {}) for one in found)


def is_accountable(office: Office, post: Post, look: Look) -> bool:
    """Say whether `post` accounts for what stands in a record."""
    by = office.directory.posts.get(look.post)
    return answers_for(post, unit_id=look.unit, area_path=by.area_path if by else "")


def _numbers(office: Office, post: Post, found: Iterable[Look], now: datetime) -> dict[str, str]:
    """Return the numbers of those matters that `post` may know of."""
    ids = tuple(sorted({one.stream.partition("/")[2] for one in found if one.stream.startswith("case/")}))
    if not ids:
        return {}
    query = case_lists.query_for(office, post, now, ids=ids)
    return {line.id: line.number for line in case_lists.each_line(query)}


def check_latest(office: Office) -> tuple[int, tuple[Fault, ...]]:
    """Check the newest records of the chain; return how many, and every fault."""
    return looks.verify(office.county_id, last=CHECKED_LAST)
