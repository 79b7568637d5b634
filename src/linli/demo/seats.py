"""Seats: the places of the house in which a visitor of the demo may sit down by one press."""

from collections.abc import Callable
from dataclasses import dataclass

from linli.demo.cast import Cast
from linli.domain.area import Area, AreaLevel
from linli.domain.unit import Post, Role, UnitKind
from linli.domain.wording import Wording

Find = Callable[[Cast, str], Post]
RESIDENT = "resident"
FIRST_STREET = 2
"""文峰里, the street in the middle: the seats stand there until another is chosen; counted by its path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatKind:
    """One kind of seat; `find` returns the post in the street that was chosen."""

    key: str
    sign: Wording
    title: Wording
    more: Wording
    find: Find | None = None
    """None: the resident, who needs no account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSeat:
    """A seat as the page offers it."""

    kind: SeatKind
    post_id: str
    place: Wording
    """Unit or area in which the seat stands."""


def _centre(role: Role, level: AreaLevel = AreaLevel.SUBDISTRICT) -> Find:
    return lambda cast, street: cast.posts(cast.centre(street, level), role)[0]


def _team(key: str, role: Role) -> Find:
    return lambda cast, street: next(post for post in cast.team(key) if post.role is role)


def _operator(cast: Cast, street: str) -> Post:
    """The operator who does not dispatch as well, so that two seats are two people."""
    dispatcher = _centre(Role.DISPATCHER)(cast, street)
    operators = cast.posts(cast.centre(street), Role.OPERATOR)
    return next((post for post in operators if post.staff_id != dispatcher.staff_id), operators[0])


def _grid_worker(cast: Cast, street: str) -> Post:
    grids = sorted(area.path for area in cast.directory.tree if area.level is AreaLevel.GRID and street in area.path)
    return cast.grid_worker(grids[0])


def _mediator(cast: Cast, street: str) -> Post:
    """A member of the street's own mediation committee."""
    bodies = (one for one in cast.directory.units.values() if one.kind is UnitKind.MEDIATION_COMMITTEE)
    return cast.posts(next(one for one in bodies if one.area_path == street), Role.MEDIATOR)[0]


def _kind(
    key: str, signs: tuple[str, str], titles: tuple[str, str], more: tuple[str, str], find: Find | None
) -> SeatKind:
    return SeatKind(key=key, sign=Wording(*signs), title=Wording(*titles), more=Wording(*more), find=find)


SEAT_KINDS: tuple[SeatKind, ...] = (
    _kind(RESIDENT, ("居", "Re"), ("居民", "Resident"), ("反映、查进度、评价", "Report, follow, rate"), None),
    _kind(
        "grid_worker",
        ("网", "Gr"),
        ("网格员", "Grid worker"),
        ("上报、核实、核查", "Report, verify, check"),
        _grid_worker,
    ),
    _kind(
        "operator", ("受", "Op"), ("受理员", "Operator"), ("受理台,全键盘", "The desk, by keyboard alone"), _operator
    ),
    _kind(
        "street",
        ("街", "St"),
        ("街道派遣员", "Street dispatcher"),
        ("派遣、协办、吹哨", "Dispatch, refer, whistle"),
        _centre(Role.DISPATCHER),
    ),
    _kind(
        "head",
        ("负", "He"),
        ("街道中心负责人", "Head of the street's centre"),
        ("延期审批、重办决定", "Extensions, reopening"),
        _centre(Role.UNIT_HEAD),
    ),
    _kind(
        "handler",
        ("承", "Ha"),
        ("承办人", "Handler"),
        ("接单、处置、反馈", "Accept, do, report back"),
        _team("dept-city", Role.HANDLER),
    ),
    _kind(
        "liaison",
        ("部", "Li"),
        ("部门联络员", "Department liaison"),
        ("到场、答复、暂停", "Come, reply, pause"),
        _team("dept-city", Role.LIAISON),
    ),
    _kind(
        "follow_up",
        ("回", "Fo"),
        ("回访员", "Follow-up desk"),
        ("打电话问:解决了吗", "Calls and asks: is it solved?"),
        _team("follow-up", Role.FOLLOW_UP),
    ),
    _kind(
        "coordinator",
        ("协", "Co"),
        ("区级协调员", "District coordinator"),
        ("超时上来的事、督办", "What lapsed; orders"),
        _centre(Role.DISTRICT_COORDINATOR, AreaLevel.COUNTY),
    ),
    _kind(
        "sponsor",
        ("领", "Sp"),
        ("包案领导", "Case sponsor"),
        ("卡住的事", "What is stuck"),
        _team("joint-meeting", Role.SPONSOR),
    ),
    _kind(
        "auditor",
        ("审", "Au"),
        ("审计员", "Auditor"),
        ("逐件核对数字", "Figures down to the case"),
        _team("audit", Role.AUDITOR),
    ),
    _kind(
        "protection",
        ("保", "Pr"),
        ("个人信息保护负责人", "Data protection officer"),
        ("删除个人信息、会签设置", "Erasure; second person for the set-up"),
        _team("data-protection", Role.DATA_PROTECTION_OFFICER),
    ),
    _kind(
        "administrator",
        ("管", "Ad"),
        ("系统管理员", "Administrator"),
        ("看不到任何事项", "Sees no matter at all"),
        _centre(Role.ADMINISTRATOR, AreaLevel.COUNTY),
    ),
    _kind(
        "mediator",
        ("调", "Me"),
        ("调解员", "Mediator"),
        ("征求同意、调解、协议", "Consent, mediation, agreement"),
        _mediator,
    ),
    _kind(
        "convener",
        ("召", "Cv"),
        ("总召集人", "Chief convener"),
        ("签会议纪要和督办单", "Signs minutes and orders"),
        _team("joint-meeting", Role.CONVENER),
    ),
    _kind(
        "service_clerk",
        ("窗", "Cl"),
        ("窗口工作人员", "Desk clerk"),
        ("收件、一次告知、办不成的事", "Applications, told once, stuck matters"),
        _team("service-hall", Role.HANDLER),
    ),
    _kind(
        "inspector",
        ("检", "In"),
        ("检查人员", "Inspector"),
        ("检查、通知整改、复查", "Inspects, orders, rechecks"),
        _team("dept-fire", Role.INSPECTOR),
    ),
    _kind(
        "oversight_leader",
        ("巡", "Ov"),
        ("巡察组组长", "Oversight leader"),
        ("公告、移交、期满签字", "Notice, hand-over, the last day"),
        _team("oversight", Role.UNIT_HEAD),
    ),
    _kind(
        "oversight_member",
        ("察", "Te"),
        ("巡察组成员", "Oversight team"),
        ("记问题、发问卷、核验", "Writes down, asks, verifies"),
        _team("oversight", Role.INSPECTOR),
    ),
)


def seats_in(cast: Cast, street: Area) -> tuple[DemoSeat, ...]:
    """Return every seat, those of a street in `street`."""
    return tuple(_seat(kind, cast, street) for kind in SEAT_KINDS)


def _seat(kind: SeatKind, cast: Cast, street: Area) -> DemoSeat:
    if kind.find is None:
        return DemoSeat(kind=kind, post_id=RESIDENT, place=Wording("不用登录", "No account"))
    post = kind.find(cast, street.path)
    unit = cast.directory.units[post.unit_id]
    place = Wording(unit.name, unit.name_en or unit.name)
    if post.area_path != unit.area_path and (area := cast.directory.tree.by_path.get(post.area_path)):
        names = cast.directory.tree.lineage(area.path)[-2:]
        place = Wording(
            " ".join(one.name for one in names), ", ".join(one.name_en or one.name for one in reversed(names))
        )
    return DemoSeat(kind=kind, post_id=post.id, place=place)
