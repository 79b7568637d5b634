"""One inspection as a post may see it, and the lists: mine, all with filters, coverage of places."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from linli.actions.case_lists import page_of, query_for
from linli.actions.deciding import Office, today_of
from linli.actions.inspections import list_of
from linli.actions.meeting_words import called
from linli.domain.case_query import PAGE_SIZE_MAX, CaseLine
from linli.domain.checklist import CheckItem, Checklist
from linli.domain.inspection import Inspection, InspectionStage
from linli.domain.inspection_rights import (
    INSPECTING,
    PLANNING,
    READING,
    may_do,
    may_read,
    may_steer,
    reads_area,
)
from linli.domain.place import Place
from linli.domain.unit import Post, Unit, UnitKind
from linli.store import cases, inspections, ledgers
from linli.store import inspection_streams as streams
from linli.store.inspection_streams import INSPECTIONS
from linli.store.inspections import InspectionQuery, Look, Reach

MINE_MAX = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionView:
    """One inspection, whole."""

    inspection: Inspection
    checklist: Checklist | None
    """The list it goes by: the fixed one, or today's while it is planned."""
    newer: Checklist | None
    """The list in force today, where that is another version."""
    place: Place | None
    kept: Mapping[tuple[int, str], bytes]
    """What was written and drawn, by (seq, field)."""
    called: Mapping[str, str]
    """Who holds the posts that are named."""
    lines: Mapping[str, CaseLine]
    """Matters of its findings that the post may see, by id."""
    may_do: bool
    may_steer: bool

    def text(self, seq: int, field: str) -> str:
        """Return something that was written, or ""."""
        return self.kept.get((seq, field), b"").decode("utf-8", "replace") if seq else ""

    def item(self, key: str) -> CheckItem | None:
        """Return the item of that key as the list says it."""
        return self.checklist.item(key) if self.checklist else None

    @property
    def is_planned(self) -> bool:
        """Say whether it has yet to begin."""
        return self.inspection.stage is InspectionStage.PLANNED

    @property
    def is_started(self) -> bool:
        """Say whether it is being done."""
        return self.inspection.stage is InspectionStage.STARTED

    @property
    def is_finished(self) -> bool:
        """Say whether its record stands."""
        return self.inspection.stage is InspectionStage.FINISHED


def open_inspection(office: Office, post: Post, id_: str, now: datetime, language: str) -> InspectionView | None:
    """Return an inspection as `post` may see it; None for one that is missing or not its to see."""
    found = ledgers.kept(INSPECTIONS, office.county_id, id_)
    if found is None or not may_read(post, found, office.directory):
        return None
    head = found.head
    todays = office.directory.checklists.on(today_of(office, now)).get(head.checklist)
    fixed = list_of(office, found)
    is_other = bool(head.version) and todays is not None and todays.version != head.version
    return InspectionView(
        inspection=found, checklist=fixed if head.version else todays, newer=todays if is_other else None,
        place=next((one for one in office.directory.setup.places if one.id == head.place), None),
        kept=streams.values_of(office.county_id, found.stream),
        called=called(office, head.inspectors, language), lines=_lines(office, post, found.cases, now),
        may_do=may_do(post, found), may_steer=may_steer(post, found, office.directory),
    )  # fmt: skip


def _lines(office: Office, post: Post, ids: tuple[str, ...], now: datetime) -> dict[str, CaseLine]:
    if not ids:
        return {}
    query = query_for(office, post, now, ids=ids[:PAGE_SIZE_MAX], limit=PAGE_SIZE_MAX)
    return {line.id: line for line in page_of(query).lines}


def photo_of(office: Office, post: Post, id_: str, seq: int, name: str) -> bytes | None:
    """Return one photo of an inspection that `post` may see, else None."""
    found = ledgers.kept(INSPECTIONS, office.county_id, id_)
    if found is None or not may_read(post, found, office.directory):
        return None
    known = {place for one in found.answers.values() for place in one.photos}
    return cases.photo(office.county_id, found.stream, seq, name) if (seq, name) in known else None


def reach_of(office: Office, post: Post) -> Reach:
    """Return which inspections a list may show to `post`: as `may_read` says of each."""
    reads_unit = post.role in PLANNING | READING
    area = post.area_path if reads_area(post, post.area_path, office.directory) else ""
    return Reach(post=post.id, unit=post.unit_id if reads_unit else "", area_path=area)


def my_inspections(office: Office, post: Post) -> tuple[inspections.InspectionLine, ...]:
    """Return what `post` still has to look at, the earliest first."""
    reach = Reach(post=post.id)
    return inspections.open_of(
        InspectionQuery(county_id=office.county_id, reach=reach, is_mine=True, limit=MINE_MAX)
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverLine:
    """One place as coverage shows it."""

    place: Place
    look: Look | None
    is_due: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How far the places of an area are covered by one checklist; no places is no rate."""

    checklist: Checklist
    lines: tuple[CoverLine, ...]
    """Places that are due or were never looked at, the longest due first."""
    total: int
    in_time: int

    @property
    def percent(self) -> float | None:
        """The share of places that were looked at in time; None where there are none."""
        return round(100 * self.in_time / self.total, 1) if self.total else None


def coverage(office: Office, post: Post, checklist: Checklist, area_path: str, now: datetime) -> Coverage | None:
    """Return the coverage of an area that `post` reads or serves, else None; one question, however many places."""
    if not (area_path.startswith(post.area_path) and post.role in PLANNING | READING | INSPECTING) and not reads_area(
        post, area_path, office.directory
    ):
        return None
    today = today_of(office, now)
    meant = [
        one for one in office.directory.setup.places
        if one.is_active and one.kind in checklist.place_kinds and one.area_path.startswith(area_path)
    ]  # fmt: skip
    looks = inspections.last_looks(office.county_id, checklist.key, area_path)
    lines = [_cover(one, looks.get(one.id), today) for one in meant]
    due = sorted((one for one in lines if one.is_due), key=_longest_due)
    return Coverage(checklist=checklist, lines=tuple(due), total=len(lines), in_time=len(lines) - len(due))


def _cover(place: Place, look: Look | None, today: date) -> CoverLine:
    is_due = look is None or look.again_date is None or look.again_date < today
    return CoverLine(place=place, look=look, is_due=is_due)


def _longest_due(line: CoverLine) -> tuple[bool, str, str]:
    never = line.look is None
    return (not never, line.look.again_date.isoformat() if line.look and line.look.again_date else "", line.place.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the form of a plan offers."""

    places: tuple[Place, ...]
    checklists: tuple[Checklist, ...]
    inspectors: tuple[tuple[Unit, tuple[Post, ...]], ...]
    """By unit: the post's own first, then those that may come along."""
    called: Mapping[str, str]


def choices_for(office: Office, post: Post, now: datetime, language: str) -> Choices:
    """Return the places, lists and people that `post` can plan with."""
    directory = office.directory
    unit = directory.units[post.unit_id]
    places = tuple(
        one for one in directory.setup.places if one.is_active and one.area_path.startswith(unit.area_path)
    )  # fmt: skip
    near = [one for one in directory.units.values() if one.is_active and one.id != unit.id and _near(one, unit)]
    units = [unit, *sorted(near, key=lambda one: (one.kind is not UnitKind.DEPARTMENT, one.tier.depth, one.name))]
    teams = [(one, directory.posts_of(one.id, now, INSPECTING)) for one in units]
    posts = [one.id for _, team in teams for one in team]
    return Choices(
        places=places, checklists=tuple(office.directory.checklists.on(today_of(office, now)).values()),
        inspectors=tuple(one for one in teams if one[1]), called=called(office, posts, language),
    )  # fmt: skip


def _near(one: Unit, unit: Unit) -> bool:
    """Say whether a unit may come along: one that serves the same area, a part of it, or the whole around it."""
    kinds = (UnitKind.DEPARTMENT, UnitKind.GOVERNANCE_CENTRE, UnitKind.COMMITTEE, UnitKind.TEAM, UnitKind.JOINT_MEETING)
    is_related = one.area_path.startswith(unit.area_path) or unit.area_path.startswith(one.area_path)
    return one.kind in kinds and is_related
