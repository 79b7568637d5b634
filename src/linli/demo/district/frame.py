"""The plane in which the district is drawn (metres), and its way to degrees.

Straight lines are bent by a smooth warp, so that borders and roads look grown; since one point always goes to
one point, what touched before touches after.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from linli.demo.district.model import Point

Plane = NDArray[np.float64]
"""Rows of x (east) and y (north) in metres from the middle of the district."""

MIDDLE_LON, MIDDLE_LAT = 114.318, 36.092
NORTH_M_PER_DEGREE = 111_000.0
EAST_M_PER_DEGREE = 111_320.0 * 0.80806
"""At the latitude of the middle."""

# amplitude in metres, wavelength in metres, phase
_WAVES_X = ((170.0, 5300.0, 0.4), (60.0, 2100.0, 1.9), (10.0, 620.0, 0.2))
_WAVES_Y = ((150.0, 4700.0, 2.2), (55.0, 1900.0, 0.7), (10.0, 570.0, 1.1))


def warp(points: Plane) -> Plane:
    """Bend the plane; slopes stay below 0.6, so nothing folds over."""
    x, y = points[:, 0], points[:, 1]
    east = sum((a * np.sin(2 * np.pi * y / length + phase) for a, length, phase in _WAVES_X), np.zeros_like(x))
    north = sum((a * np.sin(2 * np.pi * x / length + phase) for a, length, phase in _WAVES_Y), np.zeros_like(y))
    return np.column_stack([x + east, y + north])


def to_degrees(points: Plane) -> Plane:
    """Warp `points` and return rows of longitude and latitude; equal rows in, equal rows out.

    Source: canonical storage is 6 decimals of a degree, about 0.1 m.
    """
    distinct, back = np.unique(points, axis=0, return_inverse=True)
    bent = warp(distinct)
    lon = MIDDLE_LON + bent[:, 0] / EAST_M_PER_DEGREE
    lat = MIDDLE_LAT + bent[:, 1] / NORTH_M_PER_DEGREE
    return np.asarray(np.round(np.column_stack([lon, lat]), 6)[back.reshape(-1)])


def to_points(points: Sequence[tuple[float, float]] | Plane) -> tuple[Point, ...]:
    """Return plane points as longitude and latitude."""
    rows = to_degrees(np.asarray(points, dtype=np.float64).reshape(-1, 2))
    return tuple((float(lon), float(lat)) for lon, lat in rows)
