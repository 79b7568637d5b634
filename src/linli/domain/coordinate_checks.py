"""Coordinates from outside: read from text or numbers, with every mistake named at once."""

from linli.domain.coordinates import Bounds, Crs, Point, is_on_earth, to_wgs84
from linli.domain.problems import Problem, Refused


def check_point(point: Point, *, bounds: Bounds | None = None, at: str = "point") -> tuple[Problem, ...]:
    """Return what is wrong with `point` (WGS-84); `bounds` is the county's box.

    A pair that fits only with latitude and longitude exchanged is named as such, and nothing else.
    """
    swapped = Point(point.lat, point.lon)
    if not _fits(point, bounds) and _is_plausible_swap(swapped, bounds):
        return (Problem("coordinates_swapped", at),)
    if not is_on_earth(point.lon, 0.0) or not is_on_earth(0.0, point.lat):
        return tuple(
            Problem(code, at)
            for code, fits in (
                ("longitude_out_of_range", is_on_earth(point.lon, 0.0)),
                ("latitude_out_of_range", is_on_earth(0.0, point.lat)),
            )
            if not fits
        )
    if bounds is not None and not bounds.holds(point):
        return (Problem("outside_county", at),)
    return ()


def read_point(lon_text: str, lat_text: str, *, crs: Crs, bounds: Bounds | None = None, at: str = "point") -> Point:
    """Return the WGS-84 point, rounded as stored, that two texts give in `crs`.

    Raises Refused with every mistake. The county's box is compared after conversion.
    """
    lon, lat = _number(lon_text), _number(lat_text)
    unreadable = [
        Problem("not_a_number", f"{at}.{axis}") for axis, value in (("lon", lon), ("lat", lat)) if value is None
    ]
    if lon is None or lat is None:
        raise Refused(unreadable)
    given = Point(lon, lat)
    point = to_wgs84(given, crs) if is_on_earth(lon, lat) else given
    problems = check_point(point, bounds=bounds, at=at)
    if problems:
        raise Refused(problems)
    return point.rounded()


def _fits(point: Point, bounds: Bounds | None) -> bool:
    """Say whether the pair can stand as given."""
    return is_on_earth(point.lon, point.lat) and (bounds is None or bounds.holds(point))


def _is_plausible_swap(swapped: Point, bounds: Bounds | None) -> bool:
    """Say whether the exchanged pair lies where it should.

    A hundredth of a degree is allowed around the county: exchanged pairs of a shifted system are not
    converted, because the formula means nothing for them.
    """
    if not is_on_earth(swapped.lon, swapped.lat):
        return False
    if bounds is None:
        return True
    margin = 0.01
    return Bounds(
        west=bounds.west - margin,
        south=bounds.south - margin,
        east=bounds.east + margin,
        north=bounds.north + margin,
    ).holds(swapped)


def _number(text: str) -> float | None:
    """Return the number that `text` (also full-width digits) writes, or None."""
    try:
        return float(text.strip())
    except ValueError:
        return None
