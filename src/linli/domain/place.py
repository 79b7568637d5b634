"""Places 场所: what people call a spot by — estates, schools, markets — with the area it lies in."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from linli.domain.coordinates import Point
from linli.domain.wording import Wording

ALIAS_MARK = "、"


class PlaceKind(StrEnum):
    """What a place is."""

    ESTATE = "estate"
    HAMLET = "hamlet"
    SCHOOL = "school"
    KINDERGARTEN = "kindergarten"
    MARKET = "market"
    PARK = "park"
    SQUARE = "square"
    FIRE_LANE = "fire_lane"
    CLINIC = "clinic"
    SITE = "site"
    SERVICE_HALL = "service_hall"
    STATION = "station"
    COMPANY = "company"
    MALL = "mall"
    SHOP = "shop"
    CATERING = "catering"
    HOTEL = "hotel"
    SMALL_LODGING = "small_lodging"
    ENTERTAINMENT = "entertainment"
    SCENIC = "scenic"
    CARE_HOME = "care_home"
    FACTORY = "factory"
    WAREHOUSE = "warehouse"
    HAZARDOUS = "hazardous"
    BUILDING = "building"
    COURTYARD = "courtyard"
    STREET = "street"
    LANE = "lane"
    SCHOOL_GATE = "school_gate"
    OTHER = "other"


KIND_WORDS: Mapping[PlaceKind, Wording] = {
    PlaceKind.ESTATE: Wording("小区", "Housing estate"),
    PlaceKind.HAMLET: Wording("村民组", "Villagers' group"),
    PlaceKind.SCHOOL: Wording("学校", "School"),
    PlaceKind.KINDERGARTEN: Wording("幼儿园", "Kindergarten"),
    PlaceKind.MARKET: Wording("市场", "Market"),
    PlaceKind.PARK: Wording("公园", "Park"),
    PlaceKind.SQUARE: Wording("广场", "Square"),
    PlaceKind.FIRE_LANE: Wording("消防车通道", "Fire lane"),
    PlaceKind.CLINIC: Wording("卫生服务站", "Clinic"),
    PlaceKind.SITE: Wording("工地", "Building site"),
    PlaceKind.SERVICE_HALL: Wording("便民服务厅", "Service hall"),
    PlaceKind.STATION: Wording("车站", "Station"),
    PlaceKind.COMPANY: Wording("单位", "Firm or office"),
    PlaceKind.MALL: Wording("商场", "Shopping centre"),
    PlaceKind.SHOP: Wording("商铺", "Shop"),
    PlaceKind.CATERING: Wording("餐饮场所", "Restaurant or kitchen"),
    PlaceKind.HOTEL: Wording("宾馆饭店", "Hotel"),
    PlaceKind.SMALL_LODGING: Wording("小旅馆民宿", "Small lodging"),
    PlaceKind.ENTERTAINMENT: Wording("娱乐场所", "Place of entertainment"),
    PlaceKind.SCENIC: Wording("旅游景点", "Sight"),
    PlaceKind.CARE_HOME: Wording("养老机构", "Care home"),
    PlaceKind.FACTORY: Wording("工厂", "Factory"),
    PlaceKind.WAREHOUSE: Wording("仓库", "Warehouse"),
    PlaceKind.HAZARDOUS: Wording("易燃易爆单位", "Flammable or explosive goods"),
    PlaceKind.BUILDING: Wording("楼栋", "Building"),
    PlaceKind.COURTYARD: Wording("院落", "Courtyard"),
    PlaceKind.STREET: Wording("街路", "Street"),
    PlaceKind.LANE: Wording("背街小巷", "Lane"),
    PlaceKind.SCHOOL_GATE: Wording("校园门口", "School gate"),
    PlaceKind.OTHER: Wording("其他场所", "Other place"),
}


class PlaceRisk(StrEnum):
    """How dangerous the place itself is; it says nothing of the people in it.

    Source: the four grades of dual prevention (安全生产法 2021, art. 41); CHARTER (classes of places only).
    """

    UNRATED = "unrated"
    LOW = "low"
    GENERAL = "general"
    LARGER = "larger"
    MAJOR = "major"


RISK_WORDS: Mapping[PlaceRisk, Wording] = {
    PlaceRisk.UNRATED: Wording("未评定", "Not rated"),
    PlaceRisk.LOW: Wording("低风险", "Low risk"),
    PlaceRisk.GENERAL: Wording("一般风险", "General risk"),
    PlaceRisk.LARGER: Wording("较大风险", "Larger risk"),
    PlaceRisk.MAJOR: Wording("重大风险", "Major risk"),
}


class PlaceStanding(StrEnum):
    """Whether a place is in use."""

    OPEN = "open"
    CLOSED = "closed"
    """No more rounds and inspections; its record stays readable."""
    MERGED = "merged"
    """It was the same as another one, which its address leads to."""


STANDING_WORDS: Mapping[PlaceStanding, Wording] = {
    PlaceStanding.OPEN: Wording("在用", "In use"),
    PlaceStanding.CLOSED: Wording("已关闭", "Closed"),
    PlaceStanding.MERGED: Wording("已合并", "Merged"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One entry of the register of places; nothing in it is about a person."""

    id: str
    key: str
    """The operator's own number of it: a second load of the same number changes it, and adds none."""
    name: str
    kind: PlaceKind
    area_path: str
    """The lowest area it lies in."""
    name_en: str = ""
    aliases: str = ""
    """Other names people use, parted by 、."""
    address: str = ""
    lon_e6: int | None = None
    lat_e6: int | None = None
    """Millionths of a degree, WGS-84; None where nobody has measured it."""
    is_active: bool = True
    risk: PlaceRisk = PlaceRisk.UNRATED
    regulator_unit: str = ""
    """Id of the unit that regulates its sector 行业监管."""
    owner_unit: str = ""
    """Id of the unit that answers for it on the spot 属地责任."""
    phone: str = ""
    """An office's number; a person's is refused."""
    credit_code: str = ""
    """Unified social credit code of whoever runs it; a wrong check digit is told, never refused."""
    outline: str = ""
    """Corners "lon,lat" in millionths of a degree (WGS-84), parted by ";"; "" where it is a point."""
    merged_into: str = ""
    """Id of the place that it turned out to be."""

    @property
    def standing(self) -> PlaceStanding:
        """Whether it is in use."""
        if self.merged_into:
            return PlaceStanding.MERGED
        return PlaceStanding.OPEN if self.is_active else PlaceStanding.CLOSED

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it answers to."""
        spelled = (self.name, self.name_en, *self.aliases.split(ALIAS_MARK))
        return tuple(name for name in (one.strip() for one in spelled) if name)

    @property
    def point(self) -> Point | None:
        """Where it is, or None."""
        if self.lon_e6 is None or self.lat_e6 is None:
            return None
        return Point.from_microdegrees(self.lon_e6, self.lat_e6)
