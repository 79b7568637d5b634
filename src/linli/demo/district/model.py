"""The types of the invented district, beside those of the domain."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from linli.domain.area import Area
from linli.domain.duty import Duty
from linli.domain.place import PlaceKind
from linli.domain.unit import Post, Unit
from linli.domain.wording import Wording

Point = tuple[float, float]
"""Longitude and latitude in WGS-84 degrees, 6 decimals."""


class RoadClass(StrEnum):
    """How wide a road is."""

    TRUNK = "trunk"
    SECONDARY = "secondary"
    LOCAL = "local"
    LANE = "lane"


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """One invented member of staff; `id` is the pseudonym that posts carry."""

    id: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """One named road or lane; junctions are points that two roads share exactly."""

    id: str
    name: Wording
    road_class: RoadClass
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One entry of the places register."""

    id: str
    key: str
    name: Wording
    kind: PlaceKind
    lon: float
    lat: float
    area_path: str
    """The grid it lies in."""
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Somewhere a matter happens, with the words people use for it."""

    lon: float
    lat: float
    area_path: str
    """The grid."""
    address: str
    """Road and number: "磨坊路18号"."""
    road: str
    estate: str
    """The estate, or the hamlet in a village."""
    community: str
    subdistrict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """Everything invented about 云溪区; equal seeds give equal districts."""

    seed: int
    county: Area
    areas: tuple[Area, ...]
    """County first, then every level from the top down."""
    units: tuple[Unit, ...]
    posts: tuple[Post, ...]
    staff: tuple[Staff, ...]
    duties: tuple[Duty, ...]
    roads: tuple[Road, ...]
    places: tuple[Place, ...]
    river: tuple[Point, ...]
    grid_roads: Mapping[str, tuple[int, ...]]
    """Grid path → positions in `roads` of the roads that pass through it."""
