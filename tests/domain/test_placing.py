"""Placing: every point has one answer, alone or among a million, and doubtful ones are flagged."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.domain.area import Area, AreaKind, AreaLevel
from linli.domain.area_polygons import read_polygon
from linli.domain.coordinates import Point, distance_m
from linli.domain.placing import HOWS, How, Placer

WEST, SOUTH, SIDE = 114.0, 36.0, 0.01
LEVELS = {AreaLevel.GRID: AreaKind.BASIC_GRID, AreaLevel.COMMUNITY: AreaKind.COMMUNITY}


def area(key, polygon, *, level=AreaLevel.GRID, parent_id=None) -> Area:
    geometry = polygon if polygon is None or isinstance(polygon, bytes) else shapely.to_wkb(polygon)
    return Area(
        id=f"id-{key}",
        key=key,
        name=key,
        level=level,
        kind=LEVELS[level],
        path=f"/county/{key}/",
        parent_id=parent_id,
        geometry=geometry,
    )


def square(column: float, row: float, width: float = 1, height: float = 1) -> shapely.Polygon:
    return shapely.box(
        WEST + column * SIDE,
        SOUTH + row * SIDE,
        WEST + (column + width) * SIDE,
        SOUTH + (row + height) * SIDE,
    )


def spot(column: float, row: float) -> Point:
    return Point(WEST + column * SIDE, SOUTH + row * SIDE)


def chessboard(size: int) -> list[Area]:
    return [area(f"{row}{column}", square(column, row)) for row, column in product(range(size), repeat=2)]


def voronoi(random: np.random.Generator, count: int) -> list[Area]:
    seeds = shapely.multipoints(random.uniform((WEST, SOUTH), (WEST + 1, SOUTH + 0.5), (count, 2)))
    cells = shapely.get_parts(shapely.voronoi_polygons(seeds))
    return [area(f"{number:03}", cell) for number, cell in enumerate(cells)]


def telling_points(areas: list[Area], random: np.random.Generator) -> np.ndarray:
    """Return corners, middles of edges, points on edges, near edges, inside, outside and far away."""
    polygons = shapely.from_wkb([one.geometry for one in areas])
    corners = shapely.get_coordinates(polygons)
    middles = (corners[1:] + corners[:-1]) / 2
    west, south, east, north = shapely.total_bounds(polygons)
    rim = max(east - west, north - south) * 0.1
    spread = random.uniform((west - rim, south - rim), (east + rim, north + rim), (300, 2))
    near = np.concatenate([corners, middles]) + random.normal(0, 1e-13, (len(corners) + len(middles), 2))
    lines = np.column_stack([random.choice(corners[:, 0], 60), random.choice(corners[:, 1], 60)])
    odd = [(0, 0), (180, 90), (np.nan, 36), (114, np.inf), (1e300, -1e300), (west, south), (east, north)]
    return np.concatenate([corners, middles, near, spread, lines, odd])


def assert_alike(placer: Placer, points: np.ndarray) -> None:
    """Assert that a bulk answer is the single answer for every point, in every detail."""
    placements = placer.place_many(points[:, 0], points[:, 1])
    for number, (lon, lat) in enumerate(points):
        single = placer.place(Point(float(lon), float(lat)))
        assert placer.placement_of(placements, number) == single, (lon, lat)


@pytest.mark.parametrize("bulk", [False, True])
def test_without_any_polygon_a_person_places_every_point(bulk):
    for placer in (Placer([]), Placer([area("a", None)])):
        if bulk:
            placements = placer.place_many([114.0, np.nan], [36.0, 36.0])
            assert [HOWS[how] for how in placements.how] == [How.BY_HAND, How.BY_HAND]
        else:
            placement = placer.place(Point(114, 36))
            assert (placement.area_id, placement.area_path, placement.how) == (None, "", How.BY_HAND)


@pytest.mark.parametrize(
    ("geometry", "code"),
    [
        (b"no polygon", "area_polygon_unreadable"),
        (b"", "area_polygon_unreadable"),
        (shapely.Polygon(), "area_polygon_empty"),
        (shapely.Point(114, 36), "area_polygon_empty"),
        (shapely.Polygon([(114, 36), (115, 36), (114, 36)]), "area_polygon_empty"),
        (shapely.LineString([(114, 36), (115, 37)]), "area_polygon_empty"),
        (shapely.box(36.0, 114.0, 36.1, 114.1), "area_polygon_not_degrees"),
        (shapely.box(500_000, 4_000_000, 501_000, 4_001_000), "area_polygon_not_degrees"),
    ],
)
def test_a_polygon_that_cannot_be_used_is_named_and_left_out(geometry, code):
    placer = Placer([area("bad", geometry), area("good", square(0, 0))])
    assert [(problem.code, problem.at) for problem in placer.problems] == [(code, "bad")]
    assert [one.key for one in placer.areas] == ["good"]


def test_a_polygon_that_crosses_itself_is_mended_and_named():
    bow_tie = shapely.Polygon([(114, 36), (114.02, 36.02), (114.02, 36), (114, 36.02)])
    placer = Placer([area("tie", bow_tie)])
    assert [problem.code for problem in placer.problems] == ["area_polygon_repaired"]
    assert placer.place(Point(114.005, 36.01)).how is How.INSIDE
    assert placer.place(Point(114.01, 36.001)).how is How.NEAREST


def test_mending_keeps_only_what_covers_ground():
    spike = shapely.Polygon([(114, 36), (114.02, 36), (114.05, 36), (114.02, 36), (114.02, 36.02), (114, 36.02)])
    mended, code = read_polygon(shapely.to_wkb(spike))
    assert code == "area_polygon_repaired"
    assert mended.geom_type in ("Polygon", "MultiPolygon")
    assert mended.area == pytest.approx(0.0004)


def test_a_polygon_with_heights_is_read_by_its_plan():
    flat, code = read_polygon(shapely.to_wkb(shapely.force_3d(square(0, 0), 50), output_dimension=3))
    assert code == ""
    assert not flat.has_z


def test_beyond_the_limit_a_person_chooses_and_within_it_the_nearest_is_flagged():
    placer = Placer([area("a", square(0, 0)), area("b", square(1, 0))], nearest_max_m=500)
    near, far = spot(2.4, 0.5), spot(2.6, 0.5)
    placement = placer.place(near)
    assert (placement.area_id, placement.how) == ("id-b", How.NEAREST)
    assert placement.distance_m == pytest.approx(distance_m(near, spot(2, 0.5)), rel=0.01)
    assert placer.place(far).how is How.BY_HAND
    assert Placer(placer.areas).place(far).how is How.NEAREST


def test_the_nearest_is_found_in_metres_not_in_degrees():
    placer = Placer([area("east", square(1, 0)), area("north", square(0, 1.05, width=0.5))])
    outside = spot(0.1, 0)
    assert distance_m(outside, spot(1, 0)) < distance_m(outside, spot(0.1, 1.05))
    nearer_in_metres = spot(0.03, 0.0)
    assert placer.place(nearer_in_metres).area_path == "/county/east/"


@pytest.mark.parametrize("order", [1, -1])
def test_a_shared_edge_belongs_to_the_lowest_key_whatever_the_order_of_loading(order):
    placer = Placer(chessboard(3)[::order])
    for column, row, key in [(1, 0.5, "00"), (1, 1, "00"), (2, 2, "11"), (1.5, 2, "11"), (3, 1, "02")]:
        placement = placer.place(spot(column, row))
        assert (placement.area_id, placement.how) == (f"id-{key}", How.SHARED_EDGE)


def test_the_outer_edge_is_inside_and_a_corner_equally_near_to_two_goes_to_the_lowest_key():
    placer = Placer(chessboard(2))
    assert placer.place(spot(0, 0.5)).how is How.INSIDE
    assert placer.place(spot(1, -0.01)).area_id == "id-00"
    assert placer.place(spot(1, 2.01)).area_id == "id-10"


def test_a_hole_belongs_to_nobody_or_to_what_fills_it():
    ring = shapely.difference(square(0, 0, 3, 3), square(1, 1))
    alone, filled = Placer([area("ring", ring)]), Placer([area("ring", ring), area("yard", square(1, 1))])
    assert alone.place(spot(1.5, 1.5)).how is How.NEAREST
    assert filled.place(spot(1.5, 1.5)).area_id == "id-yard"
    assert filled.place(spot(1, 1.5)).area_id == "id-ring"


def test_an_area_in_two_pieces_has_both():
    placer = Placer([area("two", shapely.union(square(0, 0), square(5, 5))), area("mid", square(2, 2))])
    assert placer.place(spot(0.5, 0.5)).area_id == placer.place(spot(5.5, 5.5)).area_id == "id-two"


def test_only_the_lowest_level_takes_points_once_all_its_parts_are_drawn():
    community = area("c", square(0, 0, 2, 1), level=AreaLevel.COMMUNITY)
    first = area("g1", square(0, 0), parent_id=community.id)
    second = area("g2", square(1, 0), parent_id=community.id)
    assert [one.key for one in Placer([community, first, second]).areas] == ["g1", "g2"]
    partly = Placer([community, first, replace(second, geometry=None)])
    assert [one.key for one in partly.areas] == ["g1", "c"]
    assert (partly.place(spot(0.5, 0.5)).area_id, partly.place(spot(1.5, 0.5)).area_id) == ("id-g1", "id-c")
    assert partly.place(spot(1, 0.5)).how is How.INSIDE


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(2, 40))
def test_in_a_random_tessellation_bulk_and_single_answers_are_identical(seed, count):
    random = np.random.default_rng(seed)
    areas = voronoi(random, count)
    assert_alike(Placer(areas, index_points_min=0), telling_points(areas, random))


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 6))
def test_on_a_chessboard_whose_lines_are_index_lines_answers_are_identical(seed, size):
    areas = chessboard(size)
    placer = Placer(areas, index_points_min=0)
    assert_alike(placer, telling_points(areas, np.random.default_rng(seed)))


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_with_holes_pieces_overlaps_and_levels_answers_are_identical(seed):
    random = np.random.default_rng(seed)
    circles = shapely.buffer(shapely.points(random.uniform((WEST, SOUTH), (WEST + 0.1, SOUTH + 0.1), (9, 2))), 0.02)
    holed = shapely.difference(circles[0], circles[1])
    community = area("c", shapely.union_all(circles), level=AreaLevel.COMMUNITY)
    grids = [area(f"g{number}", one, parent_id=community.id) for number, one in enumerate(circles[2:])]
    grids += [area("holed", holed, parent_id=community.id)] * (not shapely.is_empty(holed))
    areas = [community, *grids, area("bare", None, parent_id=community.id)]
    drawn = [one for one in areas if one.geometry]
    assert_alike(Placer(areas, index_points_min=0), telling_points(drawn, random))


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_order_of_loading_never_changes_an_answer(seed):
    random = np.random.default_rng(seed)
    areas = voronoi(random, 15)
    points = telling_points(areas, random)
    shuffled = [areas[number] for number in random.permutation(len(areas))]
    one, other = (Placer(given_areas, index_points_min=0) for given_areas in (areas, shuffled))
    first, second = (placer.place_many(points[:, 0], points[:, 1]) for placer in (one, other))
    assert one.areas == other.areas
    assert np.array_equal(first.index, second.index)
    assert np.array_equal(first.how, second.how)


def test_a_long_thin_county_and_one_far_exclave_are_answered_alike():
    areas = [
        area("line", shapely.box(114, 36, 115, 36.00001)),
        area("far", shapely.box(80, 40, 80.01, 40.01)),
    ]
    placer = Placer(areas, index_points_min=0)
    assert_alike(placer, telling_points(areas, np.random.default_rng(5)))
