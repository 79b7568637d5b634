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
    PlaceKind.OTHER: Wording("其他场所", "Other place"),
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
