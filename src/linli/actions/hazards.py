"""The ledger of hazards: entered by whoever finds one, counted exactly, shown with what was there before and after."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from linli.actions.case_lists import query_for
from linli.actions.case_views import CaseView
from linli.actions.deciding import Office
from linli.actions.inspections import list_of
from linli.domain.case_query import CaseQuery
from linli.domain.checklist import CheckItem, Checklist
from linli.domain.inspection import STREAM as INSPECTION
from linli.domain.inspection import Inspection
from linli.domain.inspection_rights import may_read
from linli.domain.place import Place
from linli.domain.sweep import READS
from linli.domain.unit import Post, Role
from linli.procedures.hazard import FINDERS
from linli.store import cases, ledgers
from linli.store.inspection_streams import INSPECTIONS

HAZARD = "hazard"
LEDGER_ROLES = READS | FINDERS | {Role.SPONSOR, Role.CONVENER}
BEFORE, AFTER = "photo_before", "photo_after"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerCount:
    """How many hazards of a question were put right: n of N, those that were none left out."""

    total: int
    rectified: int

    @property
    def open_count(self) -> int:
        """How many are not closed."""
        return self.total - self.rectified


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision of a competent body, as it was recorded."""

    kind: str
    number: str
    day: str


def has_ledger(post: Post) -> bool:
    """Say whether the ledger of hazards is among a post's rooms."""
    return post.role in LEDGER_ROLES


def may_enter(post: Post) -> bool:
    """Say whether `post` may enter a hazard: whoever comes to places for work."""
    return post.role in FINDERS


def ledger_query(office: Office, post: Post, now: datetime, **asked: Any) -> CaseQuery:
    """Return the question for hazards within what `post` may list."""
    return replace(query_for(office, post, now, **asked), procedures=(HAZARD,))


def counted(query: CaseQuery) -> LedgerCount:
    """Count the hazards of a question, whatever stage or clock it asks for: exact, in one question."""
    stages = cases.count_by(replace(query, stages=(), is_final=None, clock=None, cursor=""), "stage")
    stages.pop("void", None)
    return LedgerCount(total=sum(stages.values()), rectified=stages.get("closed", 0))


def places_by_id(office: Office, ids: frozenset[str]) -> Mapping[str, Place]:
    """Return places of the register by id."""
    return {one.id: one for one in office.directory.setup.places if one.id in ids}


def places_within(office: Office, area: str) -> tuple[Place, ...]:
    """Return the places in use within an area, by name."""
    found = [one for one in office.directory.setup.places if one.is_active and one.area_path.startswith(area)]
    return tuple(sorted(found, key=lambda one: (one.name, one.id)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The inspection in which a hazard was found."""

    inspection: Inspection
    checklist: Checklist | None
    item: CheckItem | None
    """None where it was a batch of samples that failed."""


def origin_of(office: Office, post: Post, case_id: str, origin: str) -> Origin | None:
    """Return the inspection that a hazard came of; None where it came of none, or `post` may not open it."""
    if not origin.startswith(INSPECTION):
        return None
    found = ledgers.kept(INSPECTIONS, office.county_id, origin.removeprefix(INSPECTION))
    if found is None or not may_read(post, found, office.directory):
        return None
    key = next((one.item for one in found.not_ok if one.case == case_id), "")
    checklist = list_of(office, found)
    return Origin(inspection=found, checklist=checklist, item=checklist.item(key) if checklist and key else None)


def before_and_after(view: CaseView) -> tuple[tuple[tuple[int, str], ...], tuple[tuple[int, str], ...]]:
    """Return the photos that a reader sees of before and of after: those of the last time each was shown."""
    return _latest(view, BEFORE), _latest(view, AFTER)


def _latest(view: CaseView, prefix: str) -> tuple[tuple[int, str], ...]:
    found = [place for place in view.photos if place[1].startswith(prefix)]
    last = max((seq for seq, _name in found), default=0)
    return tuple(place for place in found if place[0] == last)


def decisions_in(view: CaseView) -> tuple[Decision, ...]:
    """Return the decisions of competent bodies that were recorded, in order."""
    return tuple(
        Decision(
            kind=str(one.pub.get("decision_kind", "")), number=str(one.pub.get("document_number", "")),
            day=str(one.pub.get("decision_date", "")),
        )
        for one in view.entries
        if one.type == "case.record_decision"
    )  # fmt: skip
