"""The categories a new district starts with: two levels, each second level with its closing condition.

Source: GB/T 30428.2 for the families of components and events; the second level is ours, a district edits it.
"""

from linli.domain.category import Category, CategoryKind, ClosingCondition
from linli.domain.default_limits import LIMITS
from linli.domain.limit import Limit
from linli.domain.wording import Wording

__all__ = ["CATEGORIES", "CATEGORY_BY_KEY", "LEAF_CATEGORIES", "LIMITS", "Limit"]

_C, _E = CategoryKind.COMPONENT, CategoryKind.EVENT
_CLEAN, _REMOVED = ClosingCondition.CLEAN, ClosingCondition.REMOVED
_REPAIRED, _EXPLAINED = ClosingCondition.REPAIRED, ClosingCondition.EXPLAINED

STEP = 10
"""Positions leave room, so that a district puts a category of its own between two of these."""

Row = tuple[str, str, str, CategoryKind, ClosingCondition, str]

_ROWS: tuple[Row, ...] = (
    ("municipal", "市政设施", "Municipal facilities", _C, _REPAIRED, "facility"),
    ("municipal.street_lamp", "路灯", "Street lamp", _C, _REPAIRED, "lamp"),
    ("municipal.manhole", "井盖", "Manhole cover", _C, _REPAIRED, "road"),
    ("municipal.road_damage", "路面破损", "Damaged road surface", _C, _REPAIRED, "road"),
    ("municipal.sidewalk", "人行道破损", "Damaged pavement", _C, _REPAIRED, "road"),
    ("municipal.ponding", "道路积水", "Standing water on the road", _E, _CLEAN, "water"),
    ("municipal.drain", "雨水口堵塞", "Blocked storm drain", _C, _REPAIRED, "water"),
    ("municipal.loose_cable", "线缆垂落", "Hanging cable", _C, _REMOVED, "facility"),
    ("municipal.public_toilet", "公共厕所", "Public toilet", _C, _REPAIRED, "facility"),
    ("traffic", "道路交通", "Roads and traffic", _C, _REPAIRED, "sign"),
    ("traffic.signal", "交通信号灯", "Traffic light", _C, _REPAIRED, "lamp"),
    ("traffic.sign", "交通标志标牌", "Traffic sign", _C, _REPAIRED, "sign"),
    ("traffic.marking", "标线不清", "Faded road marking", _C, _REPAIRED, "road"),
    ("traffic.guard_rail", "道路护栏", "Road railing", _C, _REPAIRED, "facility"),
    ("traffic.bus_stop", "公交站亭", "Bus shelter", _C, _REPAIRED, "facility"),
    ("appearance", "市容环境", "City appearance", _E, _CLEAN, "rubbish"),
    ("appearance.exposed_rubbish", "暴露垃圾", "Exposed rubbish", _E, _CLEAN, "rubbish"),
    ("appearance.building_waste", "建筑垃圾", "Building waste", _E, _CLEAN, "rubbish"),
    ("appearance.bulky_waste", "大件垃圾", "Bulky waste", _E, _REMOVED, "rubbish"),
    ("appearance.full_bin", "垃圾桶满溢", "Overflowing bin", _E, _CLEAN, "rubbish"),
    ("appearance.dirty_road", "道路不洁", "Dirty road", _E, _CLEAN, "road"),
    ("appearance.sewage", "污水外溢", "Sewage overflow", _E, _CLEAN, "water"),
    ("appearance.posters", "乱贴小广告", "Stuck-on adverts", _E, _REMOVED, "sign"),
    ("street_order", "街面秩序", "Street order", _E, _REMOVED, "road"),
    ("street_order.trading", "占道经营堵路", "Trading that blocks a way", _E, _REMOVED, "road"),
    ("street_order.bike_parking", "非机动车乱停放", "Bicycles parked across a way", _E, _REMOVED, "ebike"),
    ("street_order.car_on_sidewalk", "机动车占人行道", "Cars on the pavement", _E, _REMOVED, "road"),
    ("street_order.piled_goods", "占道堆物", "Goods piled on the way", _E, _REMOVED, "road"),
    ("advertising", "宣传广告", "Signs and advertising", _E, _REMOVED, "sign"),
    ("advertising.loose_sign", "招牌松动", "Loose shop sign", _E, _REPAIRED, "sign"),
    ("advertising.unapproved", "违规户外广告", "Unapproved outdoor advert", _E, _REMOVED, "sign"),
    ("advertising.old_banner", "破旧横幅条幅", "Worn-out banner", _E, _REMOVED, "sign"),
    ("pollution", "生态环境", "Environment", _E, _REMOVED, "dot"),
    ("pollution.oil_smoke", "餐饮油烟", "Cooking fumes", _E, _REMOVED, "fire"),
    ("pollution.shop_noise", "商铺噪声", "Shop noise", _E, _REMOVED, "noise"),
    ("pollution.square_noise", "广场活动噪声", "Noise on a square", _E, _REMOVED, "noise"),
    ("pollution.odour", "异味", "Bad smell", _E, _REMOVED, "dot"),
    ("pollution.open_burning", "露天焚烧", "Open burning", _E, _REMOVED, "fire"),
    ("construction", "施工管理", "Construction", _E, _REMOVED, "construction"),
    ("construction.dust", "施工扬尘", "Construction dust", _E, _REMOVED, "construction"),
    ("construction.night_noise", "夜间施工噪声", "Night construction noise", _E, _REMOVED, "noise"),
    ("construction.hoarding", "围挡缺失破损", "Missing site fence", _E, _REPAIRED, "construction"),
    ("construction.unrestored_dig", "开挖未恢复", "Dug road not restored", _E, _REPAIRED, "road"),
    ("construction.spilled_load", "渣土遗撒", "Spilled earth on the road", _E, _CLEAN, "construction"),
    ("building", "房屋建筑", "Buildings", _E, _REPAIRED, "building"),
    ("building.illegal_structure", "违法建设", "Illegal structure", _E, _REMOVED, "building"),
    ("building.facade", "外墙脱落", "Falling facade", _C, _REPAIRED, "building"),
    ("building.roof_leak", "公共屋面渗漏", "Leaking shared roof", _C, _REPAIRED, "water"),
    ("building.cracked_wall", "房屋裂缝", "Cracked building", _C, _EXPLAINED, "building"),
    ("fire", "消防安全", "Fire safety", _E, _REMOVED, "fire"),
    ("fire.blocked_lane", "消防通道占用", "Blocked fire lane", _E, _REMOVED, "fire"),
    ("fire.blocked_exit", "疏散通道堵塞", "Blocked escape route", _E, _REMOVED, "fire"),
    ("fire.ebike_corridor", "电动车进楼停放", "E-bike parked in a corridor", _E, _REMOVED, "ebike"),
    ("fire.wire_charging", "飞线充电", "Charging by a hanging wire", _E, _REMOVED, "ebike"),
    ("fire.extinguisher", "灭火器缺失失效", "Missing or expired extinguisher", _C, _REPAIRED, "fire"),
    ("fire.hydrant", "消火栓损坏", "Damaged hydrant", _C, _REPAIRED, "fire"),
    ("utility", "公用事业", "Utilities", _C, _REPAIRED, "water"),
    ("utility.water_fault", "停水漏水", "Water failure or leak", _C, _REPAIRED, "water"),
    ("utility.heating_fault", "供暖不热", "Heating fault", _C, _REPAIRED, "fire"),
    ("utility.gas_fault", "燃气故障", "Gas fault", _C, _REPAIRED, "fire"),
    ("utility.power_fault", "停电与电力设施", "Power fault", _C, _REPAIRED, "lamp"),
    ("facility", "小区设施", "Estate facilities", _C, _REPAIRED, "facility"),
    ("facility.lift", "电梯故障", "Lift fault", _C, _REPAIRED, "lift"),
    ("facility.corridor_lamp", "楼道灯", "Corridor lamp", _C, _REPAIRED, "lamp"),
    ("facility.entrance_door", "单元门", "Entrance door", _C, _REPAIRED, "building"),
    ("facility.fitness", "健身器材", "Fitness equipment", _C, _REPAIRED, "facility"),
    ("facility.bench", "座椅栏杆", "Bench or railing", _C, _REPAIRED, "facility"),
    ("facility.charging_pile", "充电桩车棚", "Charging point or bike shed", _C, _REPAIRED, "ebike"),
    ("facility.ramp", "无障碍设施", "Step-free access", _C, _REPAIRED, "facility"),
    ("green", "园林绿化", "Green spaces", _C, _REPAIRED, "tree"),
    ("green.plants", "绿植缺损", "Missing or dead plants", _C, _REPAIRED, "tree"),
    ("green.tree", "树木倾斜枯枝", "Leaning tree or dead branch", _C, _REMOVED, "tree"),
    ("green.dug_up_green", "毁绿占绿", "Green area dug up", _E, _REPAIRED, "tree"),
    ("green.litter", "绿地垃圾", "Litter on green areas", _E, _CLEAN, "rubbish"),
    ("water", "河道水利", "River and flood works", _E, _CLEAN, "water"),
    ("water.river_litter", "河道垃圾", "Litter in the river", _E, _CLEAN, "water"),
    ("water.bank_damage", "堤岸护栏损坏", "Damaged bank or railing", _C, _REPAIRED, "water"),
    ("water.outfall", "排口异常", "Unusual outfall", _E, _EXPLAINED, "water"),
    ("safety", "公共安全隐患", "Public safety", _E, _REMOVED, "dot"),
    ("safety.dark_spot", "照明盲区", "Unlit spot", _C, _REPAIRED, "lamp"),
    ("safety.open_pit", "坑洞无防护", "Unguarded pit", _E, _REPAIRED, "construction"),
    ("safety.gas_bottles", "气瓶存放", "Storage of gas bottles", _E, _REMOVED, "fire"),
    ("safety.market_wiring", "线路老化", "Worn wiring", _C, _REPAIRED, "fire"),
    ("neighbour", "邻里事务", "Neighbour matters", _E, _EXPLAINED, "people"),
    ("neighbour.noise", "邻里噪声", "Noise between neighbours", _E, _EXPLAINED, "noise"),
    ("neighbour.water_leak", "上下楼漏水", "Leak between floors", _E, _EXPLAINED, "water"),
    ("neighbour.passage", "通行采光相邻", "Passage and light", _E, _EXPLAINED, "people"),
    ("neighbour.shared_space", "公共空间使用", "Use of shared space", _E, _EXPLAINED, "people"),
    ("neighbour.property_service", "物业服务", "Property service", _E, _EXPLAINED, "people"),
    ("service", "政务与公共服务", "Public services", _E, _EXPLAINED, "service"),
    ("service.procedure", "办事咨询", "How to apply", _E, _EXPLAINED, "service"),
    ("service.stuck_matter", "办事受阻", "Stuck application", _E, _EXPLAINED, "service"),
    ("service.social_security", "社保医保", "Social insurance", _E, _EXPLAINED, "service"),
    ("service.wages", "劳动报酬", "Wages", _E, _EXPLAINED, "service"),
    ("service.school", "入学与校园周边", "School places and surroundings", _E, _EXPLAINED, "service"),
    ("service.elderly_care", "养老服务", "Care for older people", _E, _EXPLAINED, "people"),
    ("service.consumer", "消费服务", "Consumer service", _E, _EXPLAINED, "service"),
    ("service.bus_route", "公交线路", "Bus routes", _E, _EXPLAINED, "service"),
    ("other", "其他(请人帮选)", "Something else (the centre chooses)", _E, _EXPLAINED, "other"),
)


def _category(position: int, row: Row) -> Category:
    key, zh, en, kind, closing, icon = row
    return Category(
        key=key, name=Wording(zh, en), kind=kind, closing_condition=closing, icon=icon, position=position * STEP
    )


CATEGORIES: tuple[Category, ...] = tuple(_category(place, row) for place, row in enumerate(_ROWS, start=1))
"""Both levels, each first level before its own second level."""

CATEGORY_BY_KEY: dict[str, Category] = {category.key: category for category in CATEGORIES}

LEAF_CATEGORIES: tuple[Category, ...] = tuple(one for one in CATEGORIES if one.parent_key is not None)
"""The second level: what a matter is filed under."""
