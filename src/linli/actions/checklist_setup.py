"""A district's own checklists in its set-up: the next version of a list as a form, its mistakes, and its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from linli.actions.deciding import Office
from linli.actions.proposals import NOBODY, Saved, is_dual, save_rows
from linli.actions.setup_records import Typed, rows_plan
from linli.domain.checklist import Checklist
from linli.domain.checklists import checklists_on
from linli.domain.own_checklist import OWN_FROM, Checklists
from linli.domain.own_checklist_changes import Difference, differences, is_same
from linli.domain.problems import Problem, Refused
from linli.domain.proposal import Because
from linli.domain.setup_records import RecordSet
from linli.domain.setup_sheets import SHEETS
from linli.domain.unit import Post
from linli.store import journal, staff

HEAD, ITEM = "checklist", "checklist_item"
ITEMS_ON_PAGE = 36
"""So many items a form can send; a longer list comes by workbook."""
Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One version as a form shows it or brings it: cells of its head, and of each item."""

    head: Cells
    items: tuple[Cells, ...]
    gone: frozenset[str] = frozenset()
    """Keys of items that are taken out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLine:
    """One list as the set-up shows it."""

    key: str
    in_force: Checklist | None
    """None where it is not used today."""
    coming: Checklist | None
    is_own: bool
    newest: Checklist


def today_of(office: Office, now: datetime) -> date:
    """Return the local day."""
    return office.directory.calendar.local_date(now)


def lines(office: Office, now: datetime) -> tuple[ListLine, ...]:
    """Return every list, those that ship and the district's own."""
    known, today = office.directory.checklists, today_of(office, now)
    in_force = known.on(today)
    return tuple(
        ListLine(
            key=key, in_force=in_force.get(key), coming=_coming(known, key, today), is_own=bool(known.own(key)),
            newest=newest,
        )
        for key in known.keys
        if (newest := known.newest(key)) is not None
    )  # fmt: skip


def _coming(known: Checklists, key: str, today: date) -> Checklist | None:
    own = known.own(key)
    is_coming = bool(own) and own[-1].from_date > today
    return known.of(key, own[-1].version) if is_coming else None


def next_edition(office: Office, key: str, now: datetime) -> Edition | None:
    """Return what a form begins with: the version that is to come, or the next one after that in force; None without.

    An empty key begins a list that has never been.
    """
    known, today = office.directory.checklists, today_of(office, now)
    if not key:
        head = {"version": str(OWN_FROM), "from_date": today.isoformat(), "inspectors": "1", "is_active": "1"}
        return Edition(head=head, items=())
    own, newest = known.own(key), known.newest(key)
    if newest is None:
        return None
    if own and own[-1].from_date > today:
        standing, version, since = newest, own[-1].version, own[-1].from_date
    else:
        standing = newest
        version, since = (own[-1].version + 1 if own else OWN_FROM), today
    head = {**head_cells(standing), "version": str(version), "from_date": since.isoformat()}
    is_active = own[-1].is_active if own else True
    return Edition(head={**head, "is_active": "1" if is_active else "0"}, items=item_cells(standing))


def head_cells(one: Checklist) -> dict[str, str]:
    """Return a list's head as the cells of a form."""
    return {
        "key": one.key, "title": one.title.zh, "title_en": one.title.en, "category": one.category,
        "kinds": "、".join(kind.value for kind in one.place_kinds), "again_days": str(one.again_days),
        "inspectors": str(one.inspectors_enforcing), "has_batches": "1" if one.has_batches else "0",
    }  # fmt: skip


def item_cells(one: Checklist) -> tuple[dict[str, str], ...]:
    """Return a list's items as the cells of a form."""
    parts = {link.key: link.title for link in one.links}
    return tuple(
        {
            "position": str(number), "key": item.key, "title": item.title.zh, "title_en": item.title.en,
            "basis": item.basis.title.zh, "basis_en": item.basis.title.en, "article": item.basis.article,
            "grade": item.basis.grade.value, "part": parts[item.link].zh if item.link in parts else "",
            "part_en": parts[item.link].en if item.link in parts else "", "is_urgent": "1" if item.is_urgent else "0",
            "category": item.category,
        }
        for number, item in enumerate(one.items, start=1)
    )  # fmt: skip


def rows_of(office: Office, given: Edition) -> list[Typed]:
    """Return an edition as rows of the two sheets: new items get their code, those taken out are said to be."""
    known, key = office.directory.checklists, given.head.get("key", "").strip()
    version = given.head.get("version", "").strip()
    number = int(version) if version.isascii() and version.isdecimal() and len(version) < 6 else 0
    standing = {one.key: one for one in known.lines.get((key, number), ())}
    used = {one.key for (name, _), own in known.lines.items() if name == key for one in own}
    used |= {item.key for one in (known.newest(key),) if one for item in one.items}
    used |= {one.get("key", "") for one in given.items}
    free = (code for at in range(1, 10_000) if (code := f"item_{at}") not in used)
    rows = [Typed(sheet=SHEETS[HEAD], cells=given.head)]
    for one in given.items:
        own = one.get("key") or next(free)
        if own in given.gone and own not in standing:
            continue
        cells = {**one, "checklist": key, "version": version, "key": own}
        rows.append(Typed(sheet=SHEETS[ITEM], cells={**cells, "is_active": "0" if own in given.gone else "1"}))
    return rows


def problems_of(office: Office, given: Edition, now: datetime, *, is_new: bool = False) -> list[Problem]:
    """Return everything that is wrong with an edition, each at its field; items as `items.<place>.<column>`.

    A list that is new takes no code that another has.
    """
    rows = rows_of(office, given)
    places = _places(given, rows)
    mistakes = rows_plan(office, rows, now=now).problems
    of_head = {"checklist_unknown"} if any(one.row == 1 for one in mistakes) else set()
    of_items = {"checklist_empty"} if any(one.row > 1 for one in mistakes) else set()
    is_taken = is_new and given.head.get("key", "") in office.directory.checklists.keys
    found = [Problem("checklist_key_taken", at="key")] if is_taken else []
    for one in mistakes:
        if one.problem.code in of_head | of_items:
            continue  # it only follows from another mistake
        place = places.get(one.row)
        at = one.problem.at if place is None else f"items.{place}.{one.problem.at or 'title'}"
        found.append(replace(one.problem, at=at))
    return found


def _places(given: Edition, rows: Sequence[Typed]) -> dict[int, int]:
    """Return where in the form the row of each number stands; the head has none."""
    kept = [place for place, one in enumerate(given.items) if _stays(given, one, rows)]
    return dict(zip(range(2, len(rows) + 1), kept, strict=False))


def _stays(given: Edition, one: Cells, rows: Sequence[Typed]) -> bool:
    key = one.get("key", "")
    return key not in given.gone or any(row.cells["key"] == key for row in rows[1:])


def save_edition(
    office: Office, post: Post, given: Edition, *, now: datetime, because: Because = NOBODY, is_new: bool = False
) -> Saved:  # fmt: skip
    """Save a version, or propose it where two people are needed; raises Refused with every mistake at once."""
    problems = problems_of(office, given, now, is_new=is_new)
    if is_dual(office, now):
        problems += because.problems()
    if not problems and not _is_news(office, given, now):
        problems.append(Problem("checklist_unchanged"))
    if problems:
        raise Refused(problems)
    return save_rows(office, post, rows_of(office, given), now=now, because=because)


def edition_of(office: Office, given: Edition, now: datetime) -> Checklist | None:
    """Return the version as whoever inspects would read it; None where something in it is wrong."""
    plan = rows_plan(office, rows_of(office, given), now=now)
    if plan.problems:
        return None
    records = [one.record for one in plan.changes]
    known = office.directory.checklists.with_records(records)
    return known.of(given.head.get("key", ""), int(given.head["version"]))


def before_of(office: Office, key: str, version: int, now: datetime) -> Checklist | None:
    """Return the version that one replaces: the district's own before it, or the one in force that ships."""
    own = [one.version for one in office.directory.checklists.own(key) if one.version < version]
    known = office.directory.checklists
    return known.of(key, own[-1]) if own else checklists_on(today_of(office, now)).get(key)


def changes_of(office: Office, given: Edition, now: datetime) -> tuple[Difference, ...]:
    """Return what an edition changes in the version before it; nothing where it is wrong."""
    made = edition_of(office, given, now)
    return differences(before_of(office, made.key, made.version, now), made) if made else ()


def _is_news(office: Office, given: Edition, now: datetime) -> bool:
    """A version that is to come may always be changed back; one that would end the use of a list is news."""
    made = edition_of(office, given, now)
    if made is None or given.head.get("is_active") == "0":
        return True
    own = office.directory.checklists.own(made.key)
    if own and (own[-1].from_date > today_of(office, now) or not own[-1].is_active):
        return True
    return not is_same(before_of(office, made.key, made.version, now), made)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One change of a list, as its entry tells it."""

    version: int
    changed_at: datetime
    who: str
    """The name of whoever made it hold, "" where it was the system."""
    proposal: str
    """Id of the proposal that led to it, ""."""


def history(office: Office, key: str) -> tuple[Step, ...]:
    """Return the changes of a list, the newest first: one for each version that was written by one hand at once."""
    stream = f"rules/{office.directory.county}-checklist-{key}"
    steps: dict[tuple[int, str, datetime], tuple[str, str]] = {}
    for entry in journal.entries_of(office.county_id, [stream])[stream]:
        versions = {int(one["values"]["version"]) for one in entry.effects if one["k"] == RecordSet.k}
        told = (str(entry.actor.get("staff", "")), str(entry.pub.get("proposal", "")))
        steps |= {(version, told[1], entry.recv): told for version in versions}
    names = staff.names_of(who for who, _ in steps.values() if who)
    found = [
        Step(version=version, changed_at=at, who=names.get(who, ""), proposal=proposal)
        for (version, proposal, at), (who, _) in steps.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.changed_at, one.version), reverse=True))
