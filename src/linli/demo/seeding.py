"""Seeding: the invented district is saved as a county that starts to work, with an account for everybody in post."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from linli.actions.default_rules import default_rules
from linli.actions.setup import CountySetUp, StaffMember, set_up
from linli.demo.district import District
from linli.demo.district import Place as DemoPlace
from linli.demo.year.registers import committees_of, mediators_of
from linli.domain.calendar import YearTable, year_table_from_library
from linli.domain.coordinates import Point
from linli.domain.place import Place, PlaceKind, PlaceRisk
from linli.domain.proposal import OPEN_SETTING
from linli.domain.setting import Setting, SettingSource
from linli.domain.setup_records import Record
from linli.domain.unit import UnitKind

COUNTY_KEY = "yunxi"
FOUNDED_AT = datetime(2024, 1, 2, 1, 0, tzinfo=UTC)
"""When the county is said to have been set up: before the first simulated report."""
FIRST_YEAR = 2024
RISKS: Mapping[PlaceKind, PlaceRisk] = {
    PlaceKind.SITE: PlaceRisk.LARGER, PlaceKind.MARKET: PlaceRisk.LARGER, PlaceKind.SCHOOL: PlaceRisk.GENERAL,
    PlaceKind.KINDERGARTEN: PlaceRisk.GENERAL, PlaceKind.CLINIC: PlaceRisk.GENERAL, PlaceKind.PARK: PlaceRisk.LOW,
    PlaceKind.SQUARE: PlaceRisk.LOW, PlaceKind.SERVICE_HALL: PlaceRisk.LOW,
}  # fmt: skip
"""What the invented district rated; its estates are not rated yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeededDistrict:
    """A district with the county that it became."""

    district: District
    county: CountySetUp


def seed_district(district: District, *, until: datetime) -> SeededDistrict:
    """Save `district` with rules and holiday tables from FIRST_YEAR to the year after `until`."""
    saved = set_up(
        COUNTY_KEY,
        name=district.county.name,
        records=records_of(district, today=until.date()),
        members=accounts_of(district),
        now=FOUNDED_AT,
    )
    return SeededDistrict(district=district, county=saved)


def records_of(district: District, *, today: date) -> tuple[Record, ...]:
    """Return everything that the district sets up, areas first."""
    last_year = today.year + 1
    rules = default_rules(last_year - 1)
    known = {one.year for one in rules if isinstance(one, YearTable)}
    tables = (year_table_from_library(year) for year in range(FIRST_YEAR, last_year + 1) if year not in known)
    committees = {one.area_path: one.id for one in district.units if one.kind is UnitKind.COMMITTEE}
    places = (_registered(one, committees) for one in district.places)
    # An opened district: from here on the set-up takes two people, whose seats stand side by side.
    opening = Setting(
        key=OPEN_SETTING, value="1", from_date=FOUNDED_AT.date(), reason="设置完成,开放反映", source=SettingSource.FILE
    )  # fmt: skip
    registers: tuple[Record, ...] = (*committees_of(district, today), *mediators_of(district, today))
    setup: tuple[Record, ...] = (*district.areas, *district.units, *district.posts, *district.duties)
    return (*setup, *rules, *tables, *places, *registers, opening)


def _registered(place: DemoPlace, committees: Mapping[str, str]) -> Place:
    lon_e6, lat_e6 = Point(place.lon, place.lat).microdegrees
    community = place.area_path.rstrip("/").rpartition("/")[0] + "/"
    return Place(
        id=place.id,
        key=place.key,
        name=place.name.zh,
        kind=place.kind,
        area_path=place.area_path,
        name_en=place.name.en,
        address=place.address,
        lon_e6=lon_e6,
        lat_e6=lat_e6,
        risk=RISKS.get(place.kind, PlaceRisk.UNRATED),
        owner_unit=committees.get(community, ""),
    )


def accounts_of(district: District) -> tuple[StaffMember, ...]:
    """Return an account for everybody in post; none has a password, so that a seat is the only way in."""
    return tuple(
        StaffMember(username=f"demo-{number:04d}", pseudonym=one.id, name=one.name, is_demo=True)
        for number, one in enumerate(district.staff, start=1)
    )
