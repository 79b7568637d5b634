"""The handling limits a new district starts with; every length is data that the district changes.

Source: sample tables of 济源 and of a second city for the rows marked so (each city sets its own); the fire
lengths follow 消防监督检查规定 (24 hours, 3 working days). All other rows are our proposal and say so.
"""

from linli.domain.area import AreaClass
from linli.domain.limit import Limit, LimitUnit, Urgency
from linli.domain.wording import Wording

JIYUAN = Wording("济源市城市管理处置时限样例", "Sample of Jiyuan's handling limits")
SECOND_CITY = Wording("某市城市管理处置时限样例", "Sample of another city's handling limits")
FIRE_RULE = Wording("消防监督检查规定(24小时/3个工作日)", "Fire inspection rules (24 hours / 3 working days)")
PROPOSAL = Wording("邻里默认值,由本区核定", "Linli's default, for the district to confirm")

_UNITS: dict[str, LimitUnit] = {"h": "hour", "wh": "working_hour", "d": "day", "wd": "working_day"}

# category, ordinary, urgent, source. wh = working hours, wd = working days, h = hours by the clock.
_ANYWHERE: tuple[tuple[str, str, str, Wording], ...] = (
    ("", "5 wd", "1 wd", PROPOSAL),
    ("municipal", "5 wd", "1 wd", PROPOSAL),
    ("municipal.street_lamp", "3 wd", "1 wd", PROPOSAL),
    ("municipal.manhole", "1 wd", "4 h", PROPOSAL),
    ("municipal.road_damage", "7 wd", "1 wd", PROPOSAL),
    ("municipal.sidewalk", "7 wd", "1 wd", PROPOSAL),
    ("municipal.ponding", "4 wh", "2 h", SECOND_CITY),
    ("municipal.drain", "1 wd", "4 wh", PROPOSAL),
    ("municipal.loose_cable", "2 wd", "4 h", PROPOSAL),
    ("municipal.public_toilet", "2 wd", "1 wd", PROPOSAL),
    ("traffic", "5 wd", "1 wd", PROPOSAL),
    ("traffic.signal", "1 wd", "2 h", PROPOSAL),
    ("traffic.sign", "3 wd", "1 wd", PROPOSAL),
    ("traffic.marking", "10 wd", "3 wd", PROPOSAL),
    ("traffic.guard_rail", "3 wd", "1 wd", PROPOSAL),
    ("appearance", "1 wd", "4 wh", PROPOSAL),
    ("appearance.exposed_rubbish", "1 wd", "4 wh", JIYUAN),
    ("appearance.building_waste", "4 wd", "1 wd", JIYUAN),
    ("appearance.bulky_waste", "3 wd", "1 wd", PROPOSAL),
    ("appearance.full_bin", "4 wh", "2 wh", PROPOSAL),
    ("appearance.dirty_road", "5 wh", "2 wh", JIYUAN),
    ("appearance.sewage", "15 wd", "2 wd", JIYUAN),
    ("appearance.posters", "2 wd", "1 wd", PROPOSAL),
    ("street_order", "1 wd", "4 wh", PROPOSAL),
    ("street_order.bike_parking", "4 wh", "2 wh", PROPOSAL),
    ("advertising", "5 wd", "1 wd", PROPOSAL),
    ("advertising.loose_sign", "2 wd", "4 h", PROPOSAL),
    ("advertising.old_banner", "2 wd", "1 wd", PROPOSAL),
    ("pollution", "5 wd", "1 wd", PROPOSAL),
    ("pollution.oil_smoke", "7 wd", "3 wd", PROPOSAL),
    ("pollution.square_noise", "2 wd", "4 h", PROPOSAL),
    ("pollution.open_burning", "4 wh", "2 h", PROPOSAL),
    ("construction", "3 wd", "1 wd", PROPOSAL),
    ("construction.dust", "2 wd", "4 wh", PROPOSAL),
    ("construction.night_noise", "1 wd", "4 h", PROPOSAL),
    ("construction.spilled_load", "4 wh", "2 wh", SECOND_CITY),
    ("construction.hoarding", "2 wd", "4 h", PROPOSAL),
    ("building", "10 wd", "2 wd", PROPOSAL),
    ("building.illegal_structure", "15 wd", "5 wd", JIYUAN),
    ("building.facade", "5 wd", "24 h", PROPOSAL),
    ("building.cracked_wall", "10 wd", "24 h", PROPOSAL),
    ("fire", "3 wd", "24 h", FIRE_RULE),
    ("fire.blocked_lane", "24 h", "4 h", FIRE_RULE),
    ("fire.blocked_exit", "24 h", "4 h", FIRE_RULE),
    ("utility", "1 wd", "4 h", PROPOSAL),
    ("utility.gas_fault", "24 h", "2 h", PROPOSAL),
    ("utility.heating_fault", "24 h", "12 h", PROPOSAL),
    ("facility", "5 wd", "1 wd", PROPOSAL),
    ("facility.lift", "1 wd", "2 h", PROPOSAL),
    ("facility.corridor_lamp", "3 wd", "1 wd", PROPOSAL),
    ("facility.fitness", "7 wd", "1 wd", PROPOSAL),
    ("green", "5 wd", "1 wd", PROPOSAL),
    ("green.plants", "5 wd", "2 wd", SECOND_CITY),
    ("green.tree", "3 wd", "4 h", PROPOSAL),
    ("green.litter", "4 wh", "2 wh", SECOND_CITY),
    ("water", "3 wd", "1 wd", PROPOSAL),
    ("water.outfall", "5 wd", "1 wd", PROPOSAL),
    ("safety", "3 wd", "24 h", PROPOSAL),
    ("safety.open_pit", "1 wd", "4 h", PROPOSAL),
    ("neighbour", "7 wd", "2 wd", PROPOSAL),
    ("neighbour.property_service", "10 wd", "3 wd", PROPOSAL),
    ("service", "5 wd", "2 wd", PROPOSAL),
    ("service.procedure", "1 wd", "4 wh", PROPOSAL),
    ("service.stuck_matter", "3 wd", "1 wd", PROPOSAL),
    ("service.wages", "10 wd", "3 wd", PROPOSAL),
)

# Rows for one area class: the built-up core is quicker, the outskirts are farther away.
_BY_CLASS: tuple[tuple[str, AreaClass, str, str, Wording], ...] = (
    ("municipal.street_lamp", AreaClass.CORE, "2 wd", "1 wd", PROPOSAL),
    ("municipal.street_lamp", AreaClass.OUTSKIRTS, "5 wd", "2 wd", PROPOSAL),
    ("municipal.road_damage", AreaClass.CORE, "5 wd", "1 wd", PROPOSAL),
    ("municipal.road_damage", AreaClass.OUTSKIRTS, "10 wd", "2 wd", PROPOSAL),
    ("municipal.ponding", AreaClass.OUTSKIRTS, "1 wd", "4 h", PROPOSAL),
    ("appearance.exposed_rubbish", AreaClass.CORE, "4 wh", "2 wh", SECOND_CITY),
    ("appearance.exposed_rubbish", AreaClass.OUTSKIRTS, "2 wd", "1 wd", PROPOSAL),
    ("appearance.building_waste", AreaClass.CORE, "4 wh", "2 wh", SECOND_CITY),
    ("appearance.dirty_road", AreaClass.CORE, "2 wh", "1 wh", SECOND_CITY),
    ("appearance.dirty_road", AreaClass.OUTSKIRTS, "1 wd", "4 wh", PROPOSAL),
    ("appearance.sewage", AreaClass.CORE, "10 wd", "1 wd", PROPOSAL),
    ("street_order.trading", AreaClass.CORE, "4 wh", "2 wh", PROPOSAL),
    ("green.plants", AreaClass.OUTSKIRTS, "10 wd", "3 wd", PROPOSAL),
    ("water.river_litter", AreaClass.CORE, "1 wd", "4 wh", PROPOSAL),
)


def _rows(category: str, area_class: AreaClass | None, lengths: tuple[str, str], source: Wording) -> list[Limit]:
    urgencies: tuple[Urgency, Urgency] = ("ordinary", "urgent")
    rows = []
    for urgency, text in zip(urgencies, lengths, strict=True):
        number, unit = text.split()
        rows.append(
            Limit(
                category=category,
                area_class=area_class,
                urgency=urgency,
                length=int(number),
                unit=_UNITS[unit],
                source=source.zh,
            )
        )
    return rows


LIMITS: tuple[Limit, ...] = tuple(
    limit
    for category, ordinary, urgent, source in _ANYWHERE
    for limit in _rows(category, None, (ordinary, urgent), source)
) + tuple(
    limit
    for category, area_class, ordinary, urgent, source in _BY_CLASS
    for limit in _rows(category, area_class, (ordinary, urgent), source)
)
"""Both urgencies of every row, the row for everything first."""

_CITED = {one.zh: one for one in (JIYUAN, SECOND_CITY, FIRE_RULE, PROPOSAL)}


def cited(source: str) -> Wording:
    """Return a stored citation in both languages: ours translated, a district's own as it was typed."""
    return _CITED.get(source) or Wording(source, source)
