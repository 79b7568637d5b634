"""Points from outside: mistakes named, shifted systems turned into WGS-84, and what the public may see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.domain.coordinate_checks import check_point, read_point
from linli.domain.coordinates import (
    SHIFTED_REGION,
    Bounds,
    Crs,
    Point,
    coarsen,
    convert,
    distance_m,
    to_wgs84,
)
from linli.domain.problems import Refused

COUNTY = Bounds(west=114.2, south=36.0, east=114.5, north=36.3)
INSIDE_CHINA = st.builds(Point, st.floats(74, 134), st.floats(18, 53))
ABROAD = (Point(-73.98, 40.75), Point(2.35, 48.86), Point(151.2, -33.9))
VECTORS = [
    ((114.36, 36.12), (114.366069, 36.120146), (114.372466, 36.126472)),
    ((113.29, 33.74), (113.296247, 33.738532), (113.302696, 33.744760)),
    ((115.03, 35.76), (115.035893, 35.759997), (115.042465, 35.765765)),
]


def codes_of(lon: str, lat: str, crs: Crs = Crs.WGS84, bounds: Bounds | None = COUNTY) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refusal:
        read_point(lon, lat, crs=crs, bounds=bounds)
    return [(problem.code, problem.at) for problem in refusal.value.problems]


def test_both_numbers_that_cannot_be_read_are_named():
    assert codes_of("east", "") == [("not_a_number", "point.lon"), ("not_a_number", "point.lat")]


@pytest.mark.parametrize("crs", Crs)
def test_exchanged_longitude_and_latitude_are_named_as_such_in_every_system(crs):
    given_point = convert(Point(114.36, 36.12), Crs.WGS84, crs)
    assert codes_of(str(given_point.lat), str(given_point.lon), crs) == [("coordinates_swapped", "point")]


def test_an_exchanged_pair_is_recognised_without_a_county_by_its_impossible_latitude():
    assert codes_of("36.12", "114.36", bounds=None) == [("coordinates_swapped", "point")]


@pytest.mark.parametrize(
    ("lon", "lat", "codes"),
    [
        ("181", "36.1", ["longitude_out_of_range"]),
        ("114.3", "-90.5", ["latitude_out_of_range"]),
        ("400", "400", ["longitude_out_of_range", "latitude_out_of_range"]),
        ("nan", "inf", ["longitude_out_of_range", "latitude_out_of_range"]),
        ("0", "0", ["outside_county"]),
        ("113.29", "33.74", ["outside_county"]),
    ],
)
def test_numbers_that_are_no_place_in_the_county_are_refused(lon, lat, codes):
    assert [code for code, _ in codes_of(lon, lat)] == codes


def test_the_county_is_compared_after_conversion():
    edge = Point(COUNTY.east - 0.001, 36.1)
    shifted = convert(edge, Crs.WGS84, Crs.BD09)
    assert not COUNTY.holds(shifted)
    assert read_point(str(shifted.lon), str(shifted.lat), crs=Crs.BD09, bounds=COUNTY) == edge.rounded()


def test_a_point_in_the_county_has_no_problem_and_full_width_digits_are_read():
    assert check_point(Point(114.36, 36.12), bounds=COUNTY) == ()
    assert read_point(" \uff11\uff11\uff14.36", "36.12", crs=Crs.CGCS2000) == Point(114.36, 36.12)


@pytest.mark.parametrize(("wgs", "gcj", "bd"), VECTORS)
def test_the_community_formula_gives_its_known_vectors_to_six_decimals(wgs, gcj, bd):
    for crs, expected in ((Crs.WGS84, wgs), (Crs.CGCS2000, wgs), (Crs.GCJ02, gcj), (Crs.BD09, bd)):
        reached = convert(Point(*wgs), Crs.WGS84, crs)
        assert (round(reached.lon, 6), round(reached.lat, 6)) == expected


@given(INSIDE_CHINA, st.sampled_from(Crs), st.sampled_from(Crs))
def test_there_and_back_is_the_same_point_to_a_billionth_of_a_degree(point, crs, other):
    given_point = convert(point, Crs.WGS84, crs)
    for back in (to_wgs84(given_point, crs), to_wgs84(convert(given_point, crs, other), other)):
        assert abs(back.lon - point.lon) <= 1e-9
        assert abs(back.lat - point.lat) <= 1e-9


@pytest.mark.parametrize("point", ABROAD)
@pytest.mark.parametrize("crs", Crs)
def test_outside_the_shifted_region_every_system_is_the_same(point, crs):
    assert not SHIFTED_REGION.holds(point)
    assert convert(point, Crs.WGS84, crs) == to_wgs84(point, crs) == point


@given(st.integers(-180_000_000, 180_000_000), st.integers(-90_000_000, 90_000_000))
def test_stored_microdegrees_come_back_exactly(lon, lat):
    assert Point.from_microdegrees(lon, lat).microdegrees == (lon, lat)


@given(INSIDE_CHINA)
def test_rounding_for_storage_moves_a_point_by_less_than_a_tenth_of_a_metre(point):
    assert distance_m(point, point.rounded()) < 0.1
    assert point.rounded().rounded() == point.rounded()


def test_distance_follows_the_great_circle():
    one_degree_north = distance_m(Point(114, 36), Point(114, 37))
    assert one_degree_north == pytest.approx(111_195, abs=1)
    assert distance_m(Point(0, 0), Point(180, 0)) == pytest.approx(20_015_115, abs=1)
    assert distance_m(Point(114, 36), Point(114, 36)) == 0


@given(INSIDE_CHINA)
def test_the_public_sees_a_point_moved_by_at_most_a_mesh_and_always_to_the_same_spot(point):
    shown = coarsen(point)
    assert coarsen(shown) == shown
    assert distance_m(point, shown) < 80
    assert all(value % 1_000 == 0 for value in shown.microdegrees)
