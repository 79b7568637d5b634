"""A small county made by hand, and the people who work in it: pure domain objects that every test may use.

One county, two subdistricts, four communities, eight grids; centres, departments, a follow-up team, two
joint meetings. `POSTS["hu"]` and so on are named after people; one person (Zhou) has two posts.
"""

from datetime import datetime
from functools import cache

from linli.domain.area import Area, AreaClass, AreaKind, AreaLevel
from linli.domain.calendar import SHANGHAI, WorkingCalendar
from linli.domain.default_catalogue import CATEGORIES
from linli.domain.default_limits import LIMITS
from linli.domain.directory import Directory, Setup
from linli.domain.duty import Duty, DutyRole
from linli.domain.engine.context import RESIDENT, Actor
from linli.domain.unit import Post, Role, Unit, UnitKind

COUNTY = "/minghe/"
LIUAN, DONGTANG = "/minghe/liuan/", "/minghe/dongtang/"
BRIDGE_EAST, BRIDGE_WEST = LIUAN + "bridge-east/", LIUAN + "bridge-west/"
LOTUS, STONE = DONGTANG + "lotus/", DONGTANG + "stone/"
COMMUNITIES = (BRIDGE_EAST, BRIDGE_WEST, LOTUS, STONE)
GRID, OTHER_GRID, FAR_GRID = BRIDGE_EAST + "g1/", BRIDGE_EAST + "g2/", LOTUS + "g1/"
GRIDS = tuple(f"{community}g{number}/" for community in COMMUNITIES for number in (1, 2))

STARTED_AT = datetime(2026, 1, 4, 9, 0, tzinfo=SHANGHAI)
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)
"""A working Monday at nine, with four ordinary weeks behind it."""

_NAMES = {
    COUNTY: ("明河区", "Minghe", AreaKind.COUNTY),
    LIUAN: ("柳岸街道", "Liuan", AreaKind.SUBDISTRICT),
    DONGTANG: ("东塘镇", "Dongtang", AreaKind.TOWN),
    BRIDGE_EAST: ("桥东社区", "Bridge East", AreaKind.COMMUNITY),
    BRIDGE_WEST: ("桥西社区", "Bridge West", AreaKind.COMMUNITY),
    LOTUS: ("荷塘村", "Lotus", AreaKind.VILLAGE),
    STONE: ("石桥村", "Stone", AreaKind.VILLAGE),
}
_LEVELS = tuple(AreaLevel)


def _areas() -> tuple[Area, ...]:
    found = []
    for path in (*_NAMES, *GRIDS):
        name, name_en, kind = _NAMES.get(path) or (f"第{path[-2]}网格", f"Grid {path[-2]}", AreaKind.BASIC_GRID)
        found.append(
            Area(
                id=_id(path),
                key=path.strip("/").replace("/", "-"),
                name=name,
                name_en=name_en,
                kind=kind,
                path=path,
                level=_LEVELS[path.count("/") - 2],
                area_class=AreaClass.OUTSKIRTS if DONGTANG in path else AreaClass.CORE,
            )
        )
    return tuple(found)


def _id(path: str) -> str:
    return "area-" + path.strip("/").replace("/", "-")


def _unit(key: str, name: str, kind: UnitKind, path: str, tier: AreaLevel | None = None, head: str = "") -> Unit:
    return Unit(
        id=f"u-{key}", key=key, name=name, kind=kind, area_id=_id(path), area_path=path,
        tier=tier or _LEVELS[path.count("/") - 2], name_en=key.replace("-", " ").title(), head_post_id=head or None,
    )  # fmt: skip


U = UnitKind
UNITS: dict[str, Unit] = {
    unit.key: unit
    for unit in (
        _unit("centre", "明河区综治中心", U.GOVERNANCE_CENTRE, COUNTY),
        _unit("liuan", "柳岸街道综治中心", U.GOVERNANCE_CENTRE, LIUAN),
        _unit("dongtang", "东塘镇综治中心", U.GOVERNANCE_CENTRE, DONGTANG),
        _unit("bridge-east", "桥东社区居委会", U.COMMITTEE, BRIDGE_EAST),
        _unit("bridge-west", "桥西社区居委会", U.COMMITTEE, BRIDGE_WEST),
        _unit("lotus", "荷塘村委会", U.COMMITTEE, LOTUS),
        _unit("stone", "石桥村委会", U.COMMITTEE, STONE),
        _unit("city-management", "区城市管理局", U.DEPARTMENT, COUNTY),
        _unit("housing", "区住建局", U.DEPARTMENT, COUNTY),
        _unit("civil-affairs", "区民政局", U.DEPARTMENT, COUNTY),
        _unit("letters", "区信访局", U.DEPARTMENT, COUNTY),
        _unit("empty", "区空缺局", U.DEPARTMENT, COUNTY),
        _unit("follow-up", "区回访组", U.TEAM, COUNTY),
        _unit("protection", "区个人信息保护办公室", U.TEAM, COUNTY),
        _unit("inspection", "区巡察组", U.TEAM, COUNTY),
        _unit("meeting", "区联席会议", U.JOINT_MEETING, COUNTY, head="p-tang"),
        _unit("liuan-meeting", "柳岸街道联席会议", U.JOINT_MEETING, LIUAN, head="p-ma"),
        _unit("mediation", "桥东社区调解委员会", U.MEDIATION_COMMITTEE, BRIDGE_EAST),
    )
}

R = Role
_ROWS: tuple[tuple[str, str, Role, str, str], ...] = (
    # name, unit, role, area ("" for the unit's), person ("" for one's own)
    ("hu", "liuan", R.OPERATOR, "", ""),
    ("pan", "liuan", R.DISPATCHER, "", ""),
    ("zhou", "liuan", R.HANDLER, "", "s-zhou"),
    ("zhou_at_desk", "liuan", R.OPERATOR, "", "s-zhou"),
    ("gu", "liuan", R.UNIT_HEAD, "", ""),
    ("deng", "dongtang", R.OPERATOR, "", ""),
    ("fan", "dongtang", R.DISPATCHER, "", ""),
    ("ding", "dongtang", R.HANDLER, "", ""),
    ("cheng", "centre", R.OPERATOR, "", ""),
    ("peng", "centre", R.DISPATCHER, "", ""),
    ("yuan", "centre", R.DISTRICT_COORDINATOR, "", ""),
    ("lei", "centre", R.UNIT_HEAD, "", ""),
    ("admin", "centre", R.ADMINISTRATOR, "", ""),
    ("ren", "bridge-east", R.GRID_WORKER, GRID, ""),
    ("qiu", "bridge-east", R.GRID_WORKER, OTHER_GRID, ""),
    ("he", "bridge-east", R.GRID_LEADER, "", ""),
    ("bai", "bridge-west", R.GRID_LEADER, "", ""),
    ("lan", "lotus", R.GRID_WORKER, FAR_GRID, ""),
    ("lian", "lotus", R.HANDLER, "", ""),
    ("shi", "stone", R.HANDLER, "", ""),
    ("wei", "city-management", R.LIAISON, "", ""),
    ("song", "city-management", R.HANDLER, "", ""),
    ("jin", "city-management", R.UNIT_HEAD, "", ""),
    ("kong", "housing", R.LIAISON, "", ""),
    ("min", "civil-affairs", R.HANDLER, "", ""),
    ("qin", "civil-affairs", R.UNIT_HEAD, "", ""),
    ("xin", "letters", R.HANDLER, "", ""),
    ("fang", "letters", R.UNIT_HEAD, "", ""),
    ("hui", "follow-up", R.FOLLOW_UP, "", ""),
    ("bao", "protection", R.DATA_PROTECTION_OFFICER, "", ""),
    ("an", "protection", R.DATA_PROTECTION_OFFICER, "", ""),
    ("cha", "inspection", R.INSPECTOR, "", ""),
    ("cen", "inspection", R.INSPECTOR, "", ""),
    ("tang", "meeting", R.CONVENER, "", ""),
    ("gao", "meeting", R.SPONSOR, "", ""),
    ("ma", "liuan-meeting", R.CONVENER, "", ""),
    ("tiao", "mediation", R.MEDIATOR, "", ""),
    ("jie", "mediation", R.MEDIATOR, "", ""),
)  # fmt: skip

POSTS: dict[str, Post] = {
    name: Post(
        id=f"p-{name}", unit_id=f"u-{unit}", role=role, area_path=area or UNITS[unit].area_path,
        staff_id=person or f"s-{name}", started_at=STARTED_AT,
    )
    for name, unit, role, area, person in _ROWS
}  # fmt: skip

NOBODY = POSTS["admin"]
"""An administrator of the system: sees no matter."""


def _duties() -> tuple[Duty, ...]:
    rows = [("", key, DutyRole.TERRITORIAL) for key in ("liuan", "dongtang")]
    rows += [(one, "city-management", DutyRole.SECTOR) for one in ("municipal", "appearance", "street_order")]
    rows += [("petition", "letters", DutyRole.SECTOR), ("support", "civil-affairs", DutyRole.SECTOR)]
    rows += [("building", "housing", DutyRole.SECTOR), ("", "centre", DutyRole.TERRITORIAL)]
    return tuple(
        Duty(id=f"d{number}", unit_id=UNITS[unit].id, category=category, area_path=UNITS[unit].area_path, role=role)
        for number, (category, unit, role) in enumerate(rows)
    )


@cache
def calendar() -> WorkingCalendar:
    """The working calendar with the tables of the years in which tests take place."""
    return WorkingCalendar.from_library((2025, 2026))


def setup() -> Setup:
    """What the county has set up."""
    return Setup(
        county="minghe", areas=_areas(), units=tuple(UNITS.values()), posts=tuple(POSTS.values()), duties=_duties(),
        categories=CATEGORIES, limits=LIMITS, calendar=calendar(),
    )  # fmt: skip


@cache
def directory() -> Directory:
    """The county's directory."""
    return Directory(setup())


def actor(name: str) -> Actor:
    """Return who acts: a post of the cast by name, "resident", "system", "device" or "party:a"."""
    if name in POSTS:
        return Actor(kind="post", post=POSTS[name])
    if name == "resident":
        return RESIDENT
    kind, _, which = name.partition(":")
    if kind == "party":
        return Actor(kind="resident", id=which)
    return Actor(kind=kind, id=which)


def report(**changes: object) -> dict[str, object]:
    """Return what a resident fills in to report a street lamp, with `changes`."""
    return {
        "category": "municipal.street_lamp",
        "area": GRID,
        "channel": "web",
        "requester": "known",
        "requester_phone": "13800000000",
        "words": "路灯不亮",
        **changes,
    }
