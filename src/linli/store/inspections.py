"""Lists of inspections, draws and campaigns, and how far places are covered. Frozen values, never rows."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import connection
from django.db.models import Count, Q, QuerySet, Sum

from linli.store.models import Inspection, InspectionCampaign, InspectionDraw

PAGE = 30
LAST_LOOKS = """
SELECT DISTINCT ON (place) place, id, finished_at, again_date, not_ok FROM inspection
WHERE county_id = %s AND checklist = %s AND stage = 'finished' AND kind <> 'follow_up' AND area_path LIKE %s
ORDER BY place, finished_at DESC
"""
"""The latest whole look at each place; a follow-up looks at a part only and covers nothing."""


RECTIFIED = """
SELECT i.campaign, count(*) FILTER (WHERE c.is_final), count(*) FROM inspection i
CROSS JOIN unnest(i.cases) AS one(id) JOIN case_row c ON c.county_id = i.county_id AND c.id = one.id
WHERE i.county_id = %s AND i.campaign = ANY(%s) AND i.campaign <> '' GROUP BY 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Which inspections a post may find in a list."""

    post: str
    unit: str = ""
    """Its unit, where the post reads what the unit plans."""
    area_path: str = ""
    """The area that it answers for; "" where it answers for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionQuery:
    """What a list asks for; what is empty asks for nothing."""

    county_id: int
    reach: Reach
    kind: str = ""
    stage: str = ""
    checklist: str = ""
    area_path: str = ""
    place: str = ""
    campaign: str = ""
    draw: str = ""
    has_findings: bool | None = None
    is_refused: bool = False
    is_mine: bool = False
    since: date | None = None
    until: date | None = None
    cursor: str = ""
    limit: int = PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionLine:
    """One inspection in a list."""

    id: str
    unit: str
    inspectors: Sequence[str]
    area_path: str
    place: str
    checklist: str
    version: int
    kind: str
    stage: str
    planned_date: date
    finished_at: datetime | None
    items: int
    not_ok: int
    place_way: str
    cases: Sequence[str]
    again_date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionPage:
    """One page; an empty cursor means there are no more."""

    lines: tuple[InspectionLine, ...]
    next_cursor: str = ""


LINE = tuple(one.name for one in fields(InspectionLine))


def page(query: InspectionQuery) -> InspectionPage:
    """Return one page of inspections, the latest day first, by keyset."""
    rows = _rows(query)
    day, _, id_ = query.cursor.partition("_")
    if id_:
        try:
            at = date.fromisoformat(day)
        except ValueError:
            return InspectionPage(lines=())
        rows = rows.filter(Q(planned_date__lt=at) | Q(planned_date=at, id__lt=id_))
    found = list(rows.order_by("-planned_date", "-id").values(*LINE)[: query.limit + 1])
    lines = tuple(InspectionLine(**one) for one in found[: query.limit])
    more = f"{lines[-1].planned_date}_{lines[-1].id}" if len(found) > query.limit else ""
    return InspectionPage(lines=lines, next_cursor=more)


def open_of(query: InspectionQuery) -> tuple[InspectionLine, ...]:
    """Return the inspections of `query` that are still to be done, the earliest day first."""
    rows = _rows(query).filter(stage__in=("planned", "started")).order_by("planned_date", "id")
    return tuple(InspectionLine(**one) for one in rows.values(*LINE)[: query.limit])


def _rows(query: InspectionQuery) -> "QuerySet[Inspection]":
    rows = Inspection.objects.filter(_within(query.reach), county_id=query.county_id)
    exact = {
        "kind": query.kind, "stage": query.stage, "checklist": query.checklist, "place": query.place,
        "campaign": query.campaign, "draw": query.draw, "planned_date__gte": query.since,
        "planned_date__lte": query.until,
    }  # fmt: skip
    rows = rows.filter(**{key: value for key, value in exact.items() if value not in ("", None)})
    if query.area_path:
        rows = rows.filter(area_path__startswith=query.area_path)
    if query.is_mine:
        rows = rows.filter(inspectors__contains=[query.reach.post])
    if query.has_findings is not None:
        rows = rows.filter(not_ok__gt=0) if query.has_findings else rows.filter(not_ok=0)
    return rows.filter(place_way__in=("refused", "absent")) if query.is_refused else rows


def _within(reach: Reach) -> Q:
    found = Q(inspectors__contains=[reach.post])
    if reach.unit:
        found |= Q(unit=reach.unit) | Q(units__contains=[reach.unit])
    if reach.area_path:
        is_hidden = Q(kind="unannounced", stage__in=("planned", "cancelled"))
        found |= Q(area_path__startswith=reach.area_path) & ~is_hidden
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The latest whole look at a place with one checklist."""

    place: str
    id: str
    finished_at: datetime
    again_date: date | None
    not_ok: int


def last_looks(county_id: int, checklist: str, area_path: str) -> dict[str, Look]:
    """Return the latest whole look at each place of an area with one checklist, by place, in one question."""
    with connection.cursor() as cursor:
        cursor.execute(LAST_LOOKS, [county_id, checklist, f"{area_path}%"])
        rows = cursor.fetchall()
    return {
        str(row[0]): Look(place=str(row[0]), id=str(row[1]), finished_at=row[2], again_date=row[3], not_ok=int(row[4]))
        for row in rows
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What came of the inspections of a campaign."""

    planned: int = 0
    finished: int = 0
    places: int = 0
    findings: int = 0


def tallies(county_id: int, campaigns: Sequence[str]) -> dict[str, Tally]:
    """Return how many inspections, places and findings each campaign has, in one question."""
    rows = Inspection.objects.filter(county_id=county_id, campaign__in=list(campaigns)).exclude(stage="cancelled")
    done = Q(stage="finished")
    counted = rows.order_by().values("campaign").annotate(
        planned=Count("id"), finished=Count("id", filter=done), places=Count("place", filter=done, distinct=True),
        findings=Sum("not_ok", filter=done),
    )  # fmt: skip
    return {
        str(row["campaign"]): Tally(
            planned=row["planned"], finished=row["finished"], places=row["places"], findings=row["findings"] or 0
        )
        for row in counted
    }


def rectified(county_id: int, campaigns: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return (put right, found) of the matters that findings of each campaign became, in one question."""
    with connection.cursor() as cursor:
        cursor.execute(RECTIFIED, [county_id, list(campaigns)])
        return {str(row[0]): (int(row[1]), int(row[2])) for row in cursor.fetchall()}


def cases_of_campaign(county_id: int, campaign: str, *, most: int = 2000) -> tuple[str, ...]:
    """Return the matters that the findings of a campaign became."""
    rows = Inspection.objects.filter(county_id=county_id, campaign=campaign).exclude(cases=[])
    found = rows.order_by("-id").values_list("cases", flat=True)[:most]
    return tuple(str(one) for cases in found for one in cases)[:most]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawLine:
    """One draw in a list."""

    id: str
    unit: str
    area_path: str
    checklist: str
    stage: str
    count: int
    places: int
    inspectors: int
    drawn_at: datetime
    opens_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawPage:
    """One page of draws; an empty cursor means there are no more."""

    lines: tuple[DrawLine, ...]
    next_cursor: str = ""


def draws(county_id: int, *, area_path: str = "", cursor: str = "", limit: int = PAGE) -> DrawPage:
    """Return one page of draws, the newest first, by keyset; those taken back stand among them."""
    rows = InspectionDraw.objects.filter(county_id=county_id, area_path__startswith=area_path)
    moment, _, id_ = cursor.partition("_")
    if id_:
        try:
            at = datetime.fromisoformat(moment)
        except ValueError:
            return DrawPage(lines=())
        rows = rows.filter(Q(drawn_at__lt=at) | Q(drawn_at=at, id__lt=id_)) if at.tzinfo else rows.none()
    told = tuple(one.name for one in fields(DrawLine))
    found = list(rows.order_by("-drawn_at", "-id").values(*told)[: limit + 1])
    lines = tuple(DrawLine(**one) for one in found[:limit])
    more = f"{lines[-1].drawn_at.isoformat()}_{lines[-1].id}" if len(found) > limit else ""
    return DrawPage(lines=lines, next_cursor=more)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignLine:
    """One campaign in a list."""

    id: str
    unit: str
    area_path: str
    checklists: Sequence[str]
    season: str
    first_date: date
    last_date: date
    is_closed: bool


def campaigns(county_id: int, *, area_path: str = "", limit: int = 100) -> tuple[CampaignLine, ...]:
    """Return the campaigns whose area lies in, or around, an area, the latest to end first."""
    rows = InspectionCampaign.objects.filter(county_id=county_id)
    if area_path:
        parts = area_path.strip("/").split("/")
        above = ["/" + "/".join(parts[: depth + 1]) + "/" for depth in range(len(parts))]
        rows = rows.filter(Q(area_path__startswith=area_path) | Q(area_path__in=above))
    told = tuple(one.name for one in fields(CampaignLine))
    return tuple(CampaignLine(**one) for one in rows.order_by("-last_date", "-id").values(*told)[:limit])
