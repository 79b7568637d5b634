"""Every unit with its posts: centres, committees, departments, meetings, companies and mediators."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from linli.demo.district.areas import Land, local_name
from linli.demo.district.departments import DEPARTMENTS, SERVICE_BODY, UTILITIES, Body
from linli.demo.district.model import Staff
from linli.demo.district.names import words
from linli.demo.district.roster import Roster, committee_sizes
from linli.domain.area import Area, AreaKind, AreaLevel
from linli.domain.unit import Post, Role, Unit, UnitKind
from linli.domain.wording import Wording

MEDIATORS = 532
_DISTRICT_MEDIATORS, _SUBDISTRICT_MEDIATORS, _SECTOR_MEDIATORS = 7, 5, 3
PROPERTY_COMPANIES = 40
PART_TIME_FROM = ("housing", "city", "fire")
"""Departments whose handler who is asked first is a part-time grid leader as well."""
_COMPANY_FIRST = words(
    "安和 Anhe 佳宁 Jianing 万悦 Wanyue 锦庭 Jinting 润家 Runjia 诚居 Chengju 清扬 Qingyang 同福 Tongfu"
)
_COMPANY_LAST = words(
    "物业 Property 家园物业 Homes 物业服务 Property Service 城服物业 City Service 乐居物业 Estate Service"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """All units with their posts and staff."""

    units: tuple[Unit, ...]
    posts: tuple[Post, ...]
    staff: tuple[Staff, ...]


def staff_district(land: Land, rng: random.Random) -> Staffing:
    """Set up every unit and post of the district."""
    roster = Roster(rng=rng)
    county = land.areas[0]
    subdistricts, communities = land.at(AreaLevel.SUBDISTRICT), land.at(AreaLevel.COMMUNITY)
    grids: dict[str, list[Area]] = {community.id: [] for community in communities}
    for grid in land.at(AreaLevel.GRID):
        grids[grid.parent_id or ""].append(grid)
    _district(roster, county)
    for body in DEPARTMENTS:
        _department(roster, county, f"dept-{body.key}", body, UnitKind.DEPARTMENT)
    _department(roster, county, SERVICE_BODY.key, SERVICE_BODY, UnitKind.SECTOR_BODY)
    _community_officers(roster, subdistricts)
    for body in UTILITIES:
        unit = roster.add_unit(f"utility-{body.key}", name=body.name, kind=UnitKind.SECTOR_BODY, area=county)
        _add(roster, unit, {Role.HANDLER: 2, Role.UNIT_HEAD: 1})
    for subdistrict in subdistricts:
        _subdistrict(roster, subdistrict)
    leaders = {community.id: _community(roster, community, grids[community.id]) for community in communities}
    companies = _companies(roster, communities, rng)
    _mediation(roster, land, leaders)
    _part_time_leaders(roster, companies)
    _oversight(roster, county)
    return Staffing(units=tuple(roster.units), posts=tuple(roster.posts), staff=tuple(roster.staff))


def _add(roster: Roster, unit: Unit, counts: Mapping[Role, int]) -> None:
    for role, count in counts.items():
        roster.add_posts(unit, role, count=count)


def _district(roster: Roster, county: Area) -> None:
    """Set up the centre, the joint meeting, the follow-up desk and the auditors, each a unit of its own."""
    name = Wording("云溪区综治中心", "Yunxi District Governance Centre")
    centre = roster.add_unit("centre", name=name, kind=UnitKind.GOVERNANCE_CENTRE, area=county)
    _add(
        roster,
        centre,
        {
            Role.OPERATOR: 6,
            Role.DISPATCHER: 3,
            Role.HANDLER: 2,
            Role.DISTRICT_COORDINATOR: 1,
            Role.UNIT_HEAD: 1,
            Role.LEGAL_ADVISER: 1,
            Role.ADMINISTRATOR: 2,
        },
    )
    officer = Wording("个人信息保护办公室", "Data Protection Office")
    protection = roster.add_unit("data-protection", name=officer, kind=UnitKind.TEAM, area=county)
    roster.add_posts(protection, Role.DATA_PROTECTION_OFFICER)
    meeting_name = Wording("云溪区信访工作联席会议", "Yunxi District Joint Meeting")
    meeting = roster.add_unit("joint-meeting", name=meeting_name, kind=UnitKind.JOINT_MEETING, area=county)
    convener = roster.add_post(meeting, Role.CONVENER, title="总召集人")
    roster.set_head(meeting, convener)
    roster.add_posts(meeting, Role.SPONSOR, count=4)
    desk_name = Wording("云溪区回访组", "Yunxi Follow-up Desk")
    desk = roster.add_unit("follow-up", name=desk_name, kind=UnitKind.TEAM, area=county)
    roster.add_posts(desk, Role.FOLLOW_UP, count=4)
    audit_name = Wording("云溪区审计局", "Yunxi Audit Office")
    audit = roster.add_unit("audit", name=audit_name, kind=UnitKind.TEAM, area=county)
    roster.add_posts(audit, Role.AUDITOR, count=2)


def _department(roster: Roster, area: Area, key: str, body: Body, kind: UnitKind) -> None:
    unit = roster.add_unit(key, name=body.name, kind=kind, area=area)
    _add(roster, unit, {Role.LIAISON: 1, Role.HANDLER: 2, Role.UNIT_HEAD: 1, Role.INSPECTOR: body.inspectors})


def _community_officers(roster: Roster, subdistricts: Sequence[Area]) -> None:
    """Give every subdistrict an officer with a public contact card; no case data goes there by itself."""
    police = next(unit for unit in roster.units if unit.key == "dept-police")
    for subdistrict in subdistricts:
        roster.add_post(police, Role.COMMUNITY_OFFICER, area_path=subdistrict.path)


def _subdistrict(roster: Roster, area: Area) -> None:
    number = area.key[6:9]
    name = Wording(f"{area.name}综治中心", f"{area.name_en} Governance Centre")
    centre = roster.add_unit(f"centre-{number}", name=name, kind=UnitKind.GOVERNANCE_CENTRE, area=area)
    operators = roster.add_posts(centre, Role.OPERATOR, count=2)
    _add(roster, centre, {Role.HANDLER: 3, Role.UNIT_HEAD: 1})
    # In a small centre the second operator also dispatches.
    roster.add_post(centre, Role.DISPATCHER, holder=operators[1].staff_id)
    meeting_name = Wording(f"{area.name}信访工作联席会议", f"{area.name_en} Joint Meeting")
    key = f"joint-meeting-{number}"
    meeting = roster.add_unit(key, name=meeting_name, kind=UnitKind.JOINT_MEETING, area=area)
    roster.set_head(meeting, roster.add_post(meeting, Role.CONVENER))
    roster.add_posts(meeting, Role.SPONSOR)


def _community(roster: Roster, area: Area, grids: Sequence[Area]) -> Post:
    """Set up a committee with a worker for every grid; return its grid leader."""
    is_village = area.kind is AreaKind.VILLAGE
    body = (
        Wording("村民委员会", "Villagers' Committee") if is_village else Wording("居民委员会", "Residents' Committee")
    )
    name = Wording(f"{local_name(area).zh if is_village else area.name}{body.zh}", f"{local_name(area).en} {body.en}")
    unit = roster.add_unit(f"committee-{area.key[6:]}", name=name, kind=UnitKind.COMMITTEE, area=area)
    leader = roster.add_post(unit, Role.GRID_LEADER)
    roster.add_posts(unit, Role.HANDLER)
    for grid in grids:
        roster.add_post(unit, Role.GRID_WORKER, area_path=grid.path, title=f"{grid.name}员")
    for grid in grids[:2]:
        roster.add_post(unit, Role.BUILDING_CONTACT, area_path=grid.path)
    return leader


def _companies(roster: Roster, communities: Sequence[Area], rng: random.Random) -> list[Unit]:
    """Set up the property companies, each at home in a community of its own."""
    towns = [community for community in communities if community.kind is AreaKind.COMMUNITY]
    names = [Wording(first.zh + last.zh, f"{first.en} {last.en}") for first in _COMPANY_FIRST for last in _COMPANY_LAST]
    homes = rng.sample(towns, PROPERTY_COMPANIES)
    companies = []
    for number, (name, community) in enumerate(zip(names, homes, strict=True), start=1):
        kind = UnitKind.PROPERTY_COMPANY
        unit = roster.add_unit(f"property-{number:02d}", name=name, kind=kind, area=community)
        _add(roster, unit, {Role.HANDLER: 1, Role.UNIT_HEAD: 1})
        companies.append(unit)
    return companies


def _part_time_leaders(roster: Roster, companies: Sequence[Unit]) -> None:
    """Send a handler of the housing bureau, and of two others, to a community as a part-time grid leader.

    Whoever holds two posts shows that "somebody else checks" means another person, not another post.
    """
    committees = {unit.area_path: unit for unit in roster.units if unit.kind is UnitKind.COMMITTEE}
    for key, company in zip(PART_TIME_FROM, companies, strict=False):
        department = next(unit for unit in roster.units if unit.key == f"dept-{key}")
        handlers = (one for one in roster.posts if one.unit_id == department.id and one.role is Role.HANDLER)
        committee = committees[company.area_path]
        roster.add_post(
            committee, Role.GRID_LEADER, title="兼职网格长", holder=min(handlers, key=lambda one: one.id).staff_id
        )


def _oversight(roster: Roster, county: Area) -> None:
    """Set up the team that goes on oversight rounds; after everybody else, so that nobody's name moves."""
    team = roster.add_unit(
        "oversight", name=Wording("云溪区巡察组", "Yunxi Oversight Team"), kind=UnitKind.TEAM, area=county
    )
    roster.set_head(team, roster.add_post(team, Role.UNIT_HEAD, title="巡察组组长"))
    roster.add_posts(team, Role.INSPECTOR, count=4)


def _mediation(roster: Roster, land: Land, leaders: Mapping[str, Post]) -> None:
    """Set up the mediation committees of three levels and fifteen sectors with MEDIATORS members together."""
    county, subdistricts = land.areas[0], land.at(AreaLevel.SUBDISTRICT)
    name = Wording("云溪区人民调解委员会", "Yunxi District Mediation Committee")
    _seat(roster, _committee_unit(roster, "mediation", name, county), members=_DISTRICT_MEDIATORS)
    for body in DEPARTMENTS:
        sector = Wording(f"云溪区{body.sector.zh}纠纷人民调解委员会", f"{_title(body.sector.en)} Mediation Committee")
        unit = _committee_unit(roster, f"mediation-{body.key}", sector, county)
        _seat(roster, unit, members=_SECTOR_MEDIATORS)
    for area in subdistricts:
        name = Wording(f"{area.name}人民调解委员会", f"{area.name_en} Mediation Committee")
        unit = _committee_unit(roster, f"mediation-{area.key[6:9]}", name, area)
        _seat(roster, unit, members=_SUBDISTRICT_MEDIATORS)
    communities = land.at(AreaLevel.COMMUNITY)
    above = _DISTRICT_MEDIATORS + _SECTOR_MEDIATORS * len(DEPARTMENTS)
    above += _SUBDISTRICT_MEDIATORS * len(subdistricts)
    sizes = committee_sizes(len(communities), MEDIATORS - above)
    for area, members in zip(communities, sizes, strict=True):
        name = Wording(f"{area.name}人民调解委员会", f"{area.name_en} Mediation Committee")
        unit = _committee_unit(roster, f"mediation-{area.key[6:]}", name, area)
        _seat(roster, unit, members=members, holder=leaders[area.id].staff_id)


def _title(words_en: str) -> str:
    return " ".join(word.capitalize() for word in words_en.split())


def _committee_unit(roster: Roster, key: str, name: Wording, area: Area) -> Unit:
    return roster.add_unit(key, name=name, kind=UnitKind.MEDIATION_COMMITTEE, area=area)


def _seat(roster: Roster, unit: Unit, *, members: int, holder: str | None = None) -> None:
    """Fill one mediation committee; its head may already hold another post."""
    head = roster.add_post(unit, Role.MEDIATOR, holder=holder, title="调委会主任")
    roster.set_head(unit, head)
    roster.add_posts(unit, Role.MEDIATOR, count=members - 1)
