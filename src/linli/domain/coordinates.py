"""Coordinates: points in WGS-84 degrees, and the shifted systems of public maps turned into them.

Canonical storage is WGS-84 in whole microdegrees (6 decimals, about 0.1 m). CGCS2000 (EPSG:4490) is
taken as equal to WGS-84: the two differ by less than that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import asin, atan2, cos, hypot, isfinite, pi, radians, sin, sqrt

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the earth. Source: IUGG mean radius R1."""

_MICRO = 1_000_000
_A = 6_378_245.0
_EE = 0.006_693_421_622_965_943_23
_X_PI = pi * 3000.0 / 180.0
_PUBLIC_DECIMALS = 3
_STEPS_MAX = 40
_STEP_DEGREES = 1e-12


class Crs(StrEnum):
    """The coordinate system a point was given in; every point from outside names one."""

    WGS84 = "wgs84"
    CGCS2000 = "cgcs2000"
    GCJ02 = "gcj02"
    BD09 = "bd09"


@dataclass(frozen=True, slots=True)
class Point:
    """A place in degrees, longitude first."""

    lon: float
    lat: float

    @classmethod
    def from_microdegrees(cls, lon: int, lat: int) -> "Point":
        """Return the point that two stored integers stand for."""
        return cls(lon / _MICRO, lat / _MICRO)

    @property
    def microdegrees(self) -> tuple[int, int]:
        """Longitude and latitude as stored: whole millionths of a degree."""
        return round(self.lon * _MICRO), round(self.lat * _MICRO)

    def rounded(self) -> "Point":
        """Return the point as it reads back from storage."""
        return Point.from_microdegrees(*self.microdegrees)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """A box in degrees, edges included."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, point: Point) -> bool:
        """Say whether `point` lies in the box or on its edge."""
        return self.west <= point.lon <= self.east and self.south <= point.lat <= self.north


SHIFTED_REGION = Bounds(west=72.004, south=0.8293, east=137.8347, north=55.8271)
"""The box in which the community formula shifts; outside it GCJ-02 and BD-09 equal WGS-84.

Source: the box that public implementations of the GCJ-02 formula share. It is far wider than the
border, so points abroad but inside the box are shifted as well, as those map services do.
"""


def to_wgs84(point: Point, crs: Crs) -> Point:
    """Return `point`, given in `crs`, in WGS-84 degrees (inverse found to 1e-9 degree or better)."""
    return convert(point, crs, Crs.WGS84)


def convert(point: Point, source: Crs, target: Crs) -> Point:
    """Return `point` of the system `source` in the system `target`."""
    shifts_from, shifts_to = _SHIFTS[source], _SHIFTS[target]
    if shifts_from == shifts_to or not SHIFTED_REGION.holds(point):
        return point
    for shift in reversed(shifts_from):
        point = _unshift(point, shift)
    for shift in shifts_to:
        point = shift(point)
    return point


def distance_m(one: Point, other: Point) -> float:
    """Return the metres between two WGS-84 points along a great circle.

    Source: haversine formula on a sphere of the mean radius; within 0.6 % of the ellipsoid.
    """
    half_lat = sin(radians(other.lat - one.lat) / 2)
    half_lon = sin(radians(other.lon - one.lon) / 2)
    squared = half_lat**2 + cos(radians(one.lat)) * cos(radians(other.lat)) * half_lon**2
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(squared)))


def coarsen(point: Point) -> Point:
    """Return `point` on a mesh of 0.001 degree (about 100 m): what the public view may show.

    Everybody inside one mesh is shown at the same spot, so repeated looks reveal no more than one.
    """
    return Point(round(point.lon, _PUBLIC_DECIMALS), round(point.lat, _PUBLIC_DECIMALS))


def is_on_earth(lon: float, lat: float) -> bool:
    """Say whether two numbers are a longitude and a latitude."""
    return isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90


def _gcj_from_wgs(point: Point) -> Point:
    """Shift WGS-84 to GCJ-02. Source: community formula (FIELD 15); there is no official public one."""
    x, y = point.lon - 105.0, point.lat - 35.0
    swing = (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)) * 2.0 / 3.0
    d_lat = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + swing
    d_lat += (20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    d_lat += (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)) * 2.0 / 3.0
    d_lon = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + swing
    d_lon += (20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    d_lon += (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
    lat = radians(point.lat)
    magic = 1.0 - _EE * sin(lat) ** 2
    d_lat = d_lat * 180.0 / (_A * (1.0 - _EE) / (magic * sqrt(magic)) * pi)
    d_lon = d_lon * 180.0 / (_A / sqrt(magic) * cos(lat) * pi)
    return Point(point.lon + d_lon, point.lat + d_lat)


def _bd_from_gcj(point: Point) -> Point:
    """Shift GCJ-02 to BD-09. Source: community formula (FIELD 15)."""
    radius = hypot(point.lon, point.lat) + 0.000_02 * sin(point.lat * _X_PI)
    angle = atan2(point.lat, point.lon) + 0.000_003 * cos(point.lon * _X_PI)
    return Point(radius * cos(angle) + 0.0065, radius * sin(angle) + 0.006)


_Shift = Callable[[Point], Point]
_SHIFTS: dict[Crs, tuple[_Shift, ...]] = {
    Crs.WGS84: (),
    Crs.CGCS2000: (),
    Crs.GCJ02: (_gcj_from_wgs,),
    Crs.BD09: (_gcj_from_wgs, _bd_from_gcj),
}


def _unshift(shifted: Point, shift: _Shift) -> Point:
    """Return the point that `shift` moves onto `shifted`, by fixed-point iteration (it contracts)."""
    guess = shifted
    for _ in range(_STEPS_MAX):
        reached = shift(guess)
        step_lon, step_lat = shifted.lon - reached.lon, shifted.lat - reached.lat
        guess = Point(guess.lon + step_lon, guess.lat + step_lat)
        if max(abs(step_lon), abs(step_lat)) < _STEP_DEGREES:
            break
    return guess
