"""What is not in order becomes a matter: each finding is filed as a hazard of the place, as the inspection ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from linli.actions.deciding import FiledCase, Filing, Office, decide_filing
from linli.actions.inspections import list_of
from linli.actions.seats import actor_at
from linli.domain.checklist import CheckItem, Checklist
from linli.domain.inspection import STREAM, BatchSet, Inspection, ItemSet
from linli.domain.place import Place
from linli.domain.unit import Post
from linli.store import cases, journal

PROCEDURE = "hazard"
TITLE_MAX = 40
ANY_CATEGORY = "safety"
Kept = Mapping[tuple[int, str], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is not in order, with the words and photos that tell of it."""

    key: str
    """Item, or batch."""
    what: str
    words: str
    category: str
    is_urgent: bool = False
    photos: tuple[bytes, ...] = ()


def findings_of(office: Office, inspection: Inspection, kept: Kept) -> tuple[Finding, ...]:
    """Return the findings of an inspection, in the order of its list."""
    checklist = list_of(office, inspection)
    return tuple(_finding(office, inspection, one, checklist, kept) for one in inspection.not_ok)


def _finding(
    office: Office, inspection: Inspection, one: ItemSet, checklist: Checklist | None, kept: Kept
) -> Finding:  # fmt: skip
    item = checklist.item(one.item) if checklist else None
    photos = (cases.photo(office.county_id, f"{STREAM}{inspection.id}", seq, name) for seq, name in one.photos)
    return Finding(
        key=one.item, what=item.title.zh if item else one.item,
        words=kept.get((one.note_seq, f"note_{one.item}"), b"").decode("utf-8", "replace"),
        category=category_of(office, checklist, item), is_urgent=item is not None and item.is_urgent,
        photos=tuple(photo for photo in photos if photo is not None),
    )  # fmt: skip


def batch_finding(office: Office, inspection: Inspection, batch: BatchSet, kept: Kept) -> Finding:
    """Return the finding that a batch is which did not pass."""
    product = kept.get((batch.product_seq, "product"), b"").decode("utf-8", "replace")
    return Finding(
        key=batch.batch, what="抽样检验", words=f"抽样批次 {batch.batch}({product})检验不合格。",
        category=category_of(office, list_of(office, inspection), None), is_urgent=True,
    )  # fmt: skip


def category_of(office: Office, checklist: Checklist | None, item: CheckItem | None) -> str:
    """Return the category of the matter: the item's, the list's, or the nearest above that the district still has."""
    wanted = (item.category if item else "", checklist.category if checklist else "", ANY_CATEGORY)
    known = office.directory.categories
    for key in wanted:
        while key and key not in known:
            key = key.rpartition(".")[0]
        if key:
            return key
    return next(iter(known), "")


def file_findings(
    office: Office, post: Post, inspection: Inspection, found: tuple[Finding, ...], *, command_id: str, now: datetime
) -> dict[str, FiledCase]:  # fmt: skip
    """File each finding as a matter, within the caller's transaction; return them by item or batch."""
    if not found:
        return {}
    year = office.directory.calendar.local_date(now).year
    serials = journal.reserve_numbers(office.county_id, year, len(found))
    place = next((one for one in office.directory.setup.places if one.id == inspection.head.place), None)
    filed = {}
    for one, serial in zip(found, serials, strict=True):
        filing = filing_of(inspection, place, one, f"{command_id}-{one.key}"[:80])
        saving, made = decide_filing(office, filing, actor=actor_at(post), serial=serial, now=now)
        journal.save(saving, {})
        filed[one.key] = made
    return filed


def filing_of(inspection: Inspection, place: Place | None, one: Finding, command_id: str) -> Filing:
    """Return the filing of a finding: the place and its condition, and nobody's name."""
    words = f"{one.what}——{one.words}" if one.words else one.what
    fields = {
        "category": one.category, "area": inspection.head.area, "channel": "inside",
        "urgency": "urgent" if one.is_urgent else "ordinary",
        "title": f"{place.name if place else ''}:{one.what}"[:TITLE_MAX],
    }  # fmt: skip
    # A place that has left the register meanwhile is told by its area: what was found there is filed all the same.
    rest = {
        "severity": "general", **({"place": place.id} if place else {}), "found_in": "inspection",
        "found_ref": inspection.stream, "problem": words, **({"photo_before": one.photos} if one.photos else {}),
    }  # fmt: skip
    return Filing(command_id=command_id, procedure=PROCEDURE, fields={**fields, **rest})
