"""The district's departments and utilities, and the categories that each answers for district-wide."""

from dataclasses import dataclass

from linli.domain.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One department or utility with its sector."""

    key: str
    name: Wording
    sector: Wording
    """The disputes its mediation committee takes."""
    categories: tuple[str, ...]
    inspectors: int = 0


def _body(key: str, name: tuple[str, str], sector: tuple[str, str], categories: str, *, inspectors: int = 0) -> Body:
    return Body(
        key=key,
        name=Wording(*name),
        sector=Wording(*sector),
        categories=tuple(categories.split()),
        inspectors=inspectors,
    )


DEPARTMENTS: tuple[Body, ...] = (
    _body(
        "housing",
        ("区住房和城乡建设局", "Housing and Construction Bureau"),
        ("物业", "property"),
        "building construction facility neighbour.property_service neighbour.water_leak utility",
        inspectors=2,
    ),
    _body(
        "city",
        ("区城市管理局", "City Management Bureau"),
        ("城市管理", "city management"),
        "municipal appearance street_order advertising green building.illegal_structure "
        "pollution.square_noise construction.unrestored_dig construction.spilled_load "
        "neighbour.shared_space safety.dark_spot",
        inspectors=2,
    ),
    _body(
        "fire",
        ("区消防救援大队", "Fire and Rescue Brigade"),
        ("消防", "fire safety"),
        "fire",
        inspectors=4,
    ),
    _body(
        "police",
        ("市公安局云溪分局", "Public Security Sub-bureau"),
        ("治安", "public order"),
        "traffic.signal traffic.marking street_order.car_on_sidewalk neighbour.noise",
    ),
    _body("justice", ("区司法局", "Justice Bureau"), ("婚姻家庭", "family"), "neighbour"),
    _body(
        "civil",
        ("区民政局", "Civil Affairs Bureau"),
        ("养老服务", "care"),
        "service.elderly_care facility.ramp",
    ),
    _body(
        "labour",
        ("区人力资源和社会保障局", "Human Resources and Social Security Bureau"),
        ("劳动争议", "labour"),
        "service.wages service.social_security",
    ),
    _body(
        "market",
        ("区市场监督管理局", "Market Supervision Bureau"),
        ("消费", "consumer"),
        "service.consumer facility.lift safety.gas_bottles pollution.oil_smoke",
        inspectors=2,
    ),
    _body(
        "environment",
        ("市生态环境局云溪分局", "Ecology and Environment Sub-bureau"),
        ("环境", "environment"),
        "pollution construction.night_noise water.outfall",
        inspectors=2,
    ),
    _body("water", ("区水利局", "Water Bureau"), ("水务", "water"), "water", inspectors=1),
    _body(
        "transport",
        ("区交通运输局", "Transport Bureau"),
        ("交通", "traffic"),
        "traffic service.bus_route",
    ),
    _body("education", ("区教育局", "Education Bureau"), ("校园", "school"), "service.school"),
    _body("health", ("区卫生健康委员会", "Health Commission"), ("医疗", "medical"), "municipal.public_toilet"),
    _body(
        "land",
        ("市自然资源和规划局云溪分局", "Natural Resources and Planning Sub-bureau"),
        ("土地", "land"),
        "neighbour.passage green.dug_up_green",
    ),
    _body(
        "emergency",
        ("区应急管理局", "Emergency Management Bureau"),
        ("安全生产", "workplace safety"),
        "safety",
        inspectors=4,
    ),
)

SERVICE_BODY = _body(
    "service-hall",
    ("区政务服务中心", "Government Service Centre"),
    ("政务服务", "public service"),
    "service",
)
"""Answers for services that no department claims; it is not one of the fifteen departments."""

UTILITIES: tuple[Body, ...] = (
    _body("tap_water", ("云溪供水服务站", "Yunxi Water Supply"), ("供水", "water supply"), "utility.water_fault"),
    _body("heating", ("云溪供热服务站", "Yunxi Heating"), ("供热", "heating"), "utility.heating_fault"),
    _body("gas", ("云溪燃气服务站", "Yunxi Gas"), ("燃气", "gas"), "utility.gas_fault"),
    _body("power", ("云溪供电服务站", "Yunxi Power Supply"), ("供电", "power"), "utility.power_fault"),
    _body("lighting", ("云溪路灯管理所", "Yunxi Street Lighting"), ("照明", "lighting"), "municipal.street_lamp"),
)
"""Principal responsibility: whoever owns the pipe or the lamp."""

COMMUNITY_CATEGORIES: tuple[str, ...] = (
    "appearance.full_bin",
    "appearance.posters",
    "appearance.bulky_waste",
    "street_order.bike_parking",
    "fire.ebike_corridor",
    "fire.wire_charging",
    "facility",
    "green.litter",
    "neighbour",
)
"""What a community committee settles itself; a task outside this list is not pushed down to it.

Source: 北京市接诉即办工作条例 art. 17, the list of community matters.
"""

ESTATE_CATEGORIES: tuple[str, ...] = (
    "facility",
    "fire.ebike_corridor",
    "fire.extinguisher",
    "fire.blocked_exit",
    "building.roof_leak",
    "appearance.full_bin",
)
"""What a property company answers for in its estates."""
