"""The centre at a glance: open matters on the map and a few figures, within what the auditor's seat may list."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import cos, pi, sin

from linli.actions.case_lists import query_for, stages_before
from linli.actions.deciding import Office, receipt_of
from linli.demo.cast import Cast
from linli.demo.drawing import Drawing
from linli.domain.area import Area, AreaLevel
from linli.domain.case_query import CaseLine, CaseQuery, ClockFilter, Order
from linli.domain.engine.declarations import StageKind
from linli.domain.unit import Post, Role
from linli.domain.wording import Wording
from linli.procedures import procedures
from linli.store import cases
from linli.ui.clock_view import ClockState

MOST_DOTS = 1_500
ON_MAP = ("grid_event",)
"""What has a place that is nobody's secret."""
YEAR = ("dispute", "petition", "suggestion", "stuck_matter", "service_visit")
AGREED = ("agreed", "performing", "performed", "breached")
LOOKS = (ClockState.ON_TIME, ClockState.NEAR, ClockState.OVERDUE, ClockState.PAUSED)
GOOD_GRADE = 4
MONTH_DAYS = 30
SPREAD = 7.5
GOLDEN_ANGLE = pi * (3 - 5**0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One open matter on the map: where its grid is, never where it is."""

    x: float
    y: float
    look: ClockState


@dataclass(frozen=True, slots=True, kw_only=True)
class StreetSum:
    """Open matters of one street by the state of their clocks."""

    area: Area
    counts: Counter[ClockState] = field(default_factory=Counter)

    @property
    def cells(self) -> tuple[int, ...]:
        """The counts in the order of LOOKS, then their sum."""
        return (*(self.counts[look] for look in LOOKS), self.counts.total())


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """Everything the page draws of the present state; every number has been counted."""

    dots: tuple[Dot, ...]
    legend: tuple[tuple[ClockState, int], ...]
    streets: tuple[StreetSum, ...]
    open_count: int
    filed_month: int
    closed_of_month: int
    """How many of those are closed by now."""
    at_desks: int
    in_hand: int
    rated: int
    rated_good: int
    grids: int
    grid_workers: int
    year: Mapping[str, Counter[str]] = field(default_factory=dict)
    """Matters of the other procedures by the stage at which they stand."""
    receipt: str = ""
    """Receipt code of a matter that was closed lately, for looking at one as its resident does."""


def glance_of(office: Office, drawing: Drawing, now: datetime) -> Glance:
    """Count what stands in the rows now."""
    reader = auditor_of(office, now)
    lines = tuple(cases.each_case(query_for(office, reader, now, is_final=False, procedures=ON_MAP), most=MOST_DOTS))
    month = now - timedelta(days=MONTH_DAYS)
    grades = cases.count_by(query_for(office, reader, now, is_final=True, procedures=ON_MAP), "grade")
    rated = {int(grade): count for grade, count in grades.items() if grade.isdigit()}
    looks = Counter(look_of(line, now) for line in lines)
    return Glance(
        dots=dots_of(lines, drawing, now),
        legend=tuple((look, looks[look]) for look in LOOKS),
        streets=_by_street(office, lines, now),
        open_count=len(lines),
        filed_month=_count(query_for(office, reader, now, filed_since=month, procedures=ON_MAP)),
        closed_of_month=_count(
            query_for(office, reader, now, stages=("closed",), filed_since=month, procedures=ON_MAP)
        ),
        at_desks=sum(line.stage in stages_before(("register", "dispatch")) for line in lines),
        in_hand=sum(line.stage in ("accepted", "handling") for line in lines),
        rated=sum(rated.values()),
        rated_good=sum(count for grade, count in rated.items() if grade >= GOOD_GRADE),
        grids=sum(area.level is AreaLevel.GRID for area in office.directory.tree),
        year={key: _stages(office, key, now) for key in YEAR},
        grid_workers=sum(post.role is Role.GRID_WORKER for post in office.directory.posts.values()),
        receipt=_sample_receipt(office, reader, now),
    )


def rooms_of(glance: Glance) -> tuple[tuple[Wording, Wording], ...]:
    """Say what the rooms that exist hold now: each figure beside what it is measured over."""
    one = glance
    return (
        (
            Wording("网格 · 5213", "Grids · 5213"),
            Wording(
                f"{one.grids:,} 个网格 · {one.grid_workers:,} 名网格员",
                f"{one.grids:,} grids · {one.grid_workers:,} grid workers",
            ),
        ),
        (
            Wording("受理派遣", "Take in, dispatch"),
            Wording(f"受理台上现有 {one.at_desks:,} 件", f"{one.at_desks:,} at the desks now"),
        ),
        (
            Wording("处置核查", "Handle, check"),
            Wording(
                f"正在办 {one.in_hand:,} 件 · 近30天 {one.filed_month:,} 件,已办结 {one.closed_of_month:,}",
                f"{one.in_hand:,} in hand · {one.closed_of_month:,} closed of {one.filed_month:,} in 30 days",
            ),
        ),
        (
            Wording("回访评价", "Call back, rate"),
            Wording(
                f"{one.rated:,} 条评价 · {one.rated_good:,} 条满意以上",
                f"{one.rated:,} ratings · {one.rated_good:,} satisfied or better",
            )
            if one.rated
            else Wording("还没有评价", "No ratings yet"),
        ),
        *_rooms_of_the_year(one.year),
    )


def _rooms_of_the_year(year: Mapping[str, Counter[str]]) -> tuple[tuple[Wording, Wording], ...]:
    """A room with nothing in it yet is being filled in, and says so."""
    disputes, petitions, suggestions = (year.get(key, Counter()) for key in YEAR[:3])
    agreed, stuck = sum(disputes[key] for key in AGREED), year.get("stuck_matter", Counter()).total()
    visits, open_petitions = year.get("service_visit", Counter()).total(), _open(petitions)
    told = (
        (
            Wording("调解 · 1331", "Mediation · 1331"),
            disputes.total(),
            Wording(
                f"一年 {disputes.total():,} 件纠纷 · 达成协议 {agreed:,} 件",
                f"{disputes.total():,} disputes in a year · {agreed:,} agreements",
            ),
        ),
        (
            Wording("信访事项", "Petitions"),
            petitions.total(),
            Wording(
                f"一年 {petitions.total():,} 件 · 办理中 {open_petitions:,} 件",
                f"{petitions.total():,} in a year · {open_petitions:,} in hand",
            ),
        ),
        (
            Wording("议案建议", "Suggestions"),
            suggestions.total(),
            Wording(
                f"{suggestions.total():,} 件 · 办结 {suggestions['closed']:,} 件",
                f"{suggestions.total():,} · {suggestions['closed']:,} closed",
            ),
        ),
        (
            Wording("政务服务", "Services"),
            visits + stuck,
            Wording(
                f"窗口办事 {visits:,} 件 · 办不成事 {stuck:,} 件", f"{visits:,} applications · {stuck:,} stuck matters"
            ),
        ),
    )
    return tuple((title, more if count else Wording("正在补入", "Being filled in")) for title, count, more in told)


def _open(stages: Counter[str]) -> int:
    ended = {one.key for one in procedures()["petition"].stages if one.kind is StageKind.FINAL}
    return sum(count for stage, count in stages.items() if stage not in ended)


def _stages(office: Office, procedure: str, now: datetime) -> Counter[str]:
    """Count by stage alone: no reader, and nothing but codes."""
    query = CaseQuery(county_id=office.county_id, reach=None, now=now, procedures=(procedure,))
    return Counter(cases.count_by(query, "stage"))


def auditor_of(office: Office, now: datetime) -> Post:
    """Return the auditor's post, whose view of the matters the page shows."""
    return next(post for post in Cast(office, now).team("audit") if post.role is Role.AUDITOR)


def look_of(line: CaseLine, now: datetime) -> ClockState:
    """Return how a matter looks: one whose steps rest, or go on in another matter, waits."""
    state = line.clock_state(now)
    return ClockState(state.value) if state not in (None, ClockFilter.PAUSED) else ClockState.PAUSED


def dots_of(lines: Iterable[CaseLine], drawing: Drawing, now: datetime) -> tuple[Dot, ...]:
    """Place each matter around the middle of its grid, several side by side as seeds in a flower."""
    seen: Counter[str] = Counter()
    found = []
    for line in sorted(lines, key=lambda one: one.id):
        middle = drawing.grids.get(line.area_path)
        if middle is None:
            continue
        rank = seen[line.area_path]
        seen[line.area_path] += 1
        away, turn = SPREAD * rank**0.5, rank * GOLDEN_ANGLE
        x, y = middle[0] + away * cos(turn), middle[1] + away * sin(turn)
        found.append(Dot(x=round(x, 1), y=round(y, 1), look=look_of(line, now)))
    # Drawn last is on top: what is overdue is never hidden.
    order = (ClockState.ON_TIME, ClockState.PAUSED, ClockState.NEAR, ClockState.OVERDUE)
    return tuple(sorted(found, key=lambda dot: order.index(dot.look)))


def _by_street(office: Office, lines: Iterable[CaseLine], now: datetime) -> tuple[StreetSum, ...]:
    streets = sorted(
        (area for area in office.directory.tree if area.level is AreaLevel.SUBDISTRICT), key=lambda area: area.path
    )
    sums = {area.path: StreetSum(area=area) for area in streets}
    for line in lines:
        own = next((path for path in sums if line.area_path.startswith(path)), None)
        if own is not None:
            sums[own].counts[look_of(line, now)] += 1
    return tuple(sums.values())


def _count(query: CaseQuery) -> int:
    return cases.count_cases(query, most=100_000)


def _sample_receipt(office: Office, reader: Post, now: datetime) -> str:
    query = query_for(
        office, reader, now, stages=("closed",), channels=("web",), procedures=ON_MAP, order=Order.NEWEST, limit=1
    )
    lines = cases.list_cases(query).lines
    return receipt_of(lines[0].id, office.ports.secret) if lines else ""
