"""Tiles: where squares lie, that nothing is flipped, that neighbours keep their common edge, and who owns a seam."""

import random

import mapbox_vector_tile
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from linli.bench.tessellation import tessellation
from linli.domain.coordinates import Point
from linli.domain.tiles import (
    BUFFER,
    EXTENT,
    Shapes,
    Spots,
    Tile,
    in_units,
    tile_at,
    to_unit,
    write_tile,
)

LONS = st.floats(-179.9, 179.9)
LATS = st.floats(-85, 85)
MIDDLE = Point(114.318, 36.092)


def read(content: bytes) -> dict:
    return mapbox_vector_tile.decode(content, default_options={"y_coord_down": True})


@pytest.mark.parametrize(
    "tile", [Tile(-1, 0, 0), Tile(0, 1, 0), Tile(3, 0, 8), Tile(3, -1, 0), Tile(17, 0, 0), Tile(10**9, 0, 0)]
)
def test_a_square_that_the_world_does_not_have_is_not_real(tile):
    assert not tile.is_real


def test_known_points_lie_in_known_tiles():
    """Source: OpenStreetMap wiki, Slippy map tilenames: the worked example, and the corners of the world."""
    assert tile_at(Point(0.0, 0.0), 1) == Tile(1, 1, 1)
    assert tile_at(Point(-180.0, 85.06), 4) == Tile(4, 0, 0)
    assert tile_at(Point(179.999999, -85.06), 4) == Tile(4, 15, 15)
    assert tile_at(Point(139.7006793, 35.6590699), 18) == Tile(18, 232798, 103246)


@given(LONS, LATS, st.integers(0, 16))
def test_a_point_lies_within_the_bounds_of_its_tile(lon, lat, zoom):
    bounds = tile_at(Point(lon, lat), zoom).bounds
    assert bounds.west - 1e-9 <= lon <= bounds.east + 1e-9
    assert bounds.south - 1e-9 <= lat <= bounds.north + 1e-9


def test_what_lies_in_the_north_west_of_a_tile_has_small_numbers():
    """The choice of `y_coord_down`, read back raw: x grows to the east, y to the south, nothing is flipped."""
    tile = tile_at(MIDDLE, 12)
    bounds = tile.bounds
    spot = Point(bounds.west + (bounds.east - bounds.west) / 8, bounds.north - (bounds.north - bounds.south) / 8)
    content = write_tile({"one": Spots([(spot, {"key": "a"})]).on(tile)})
    ((x, y),) = [feature["geometry"]["coordinates"] for feature in read(content)["one"]["features"]]
    assert abs(x - EXTENT / 8) <= 2
    assert abs(y - EXTENT / 8) <= 4
    flipped = mapbox_vector_tile.decode(content)["one"]["features"][0]["geometry"]["coordinates"]
    assert abs(flipped[1] - EXTENT * 7 / 8) <= 4


def test_the_commands_of_a_point_are_those_of_the_specification():
    """Source: Mapbox Vector Tile Specification 2.1, 4.3: MoveTo once is 9, parameters are zigzag."""
    tile = Tile(0, 0, 0)
    content = write_tile({"one": Spots([(Point(0.0, 0.0), {"key": "a"})]).on(tile)})
    packed = bytes([9, *_varint(EXTENT // 2 * 2), *_varint(EXTENT // 2 * 2)])
    assert packed in content


def _varint(number: int) -> list[int]:
    found = []
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    return [*found, number]


@pytest.mark.parametrize("zoom", [10, 12, 14])
def test_neighbours_share_their_edge_at_every_zoom(zoom):
    """Thinned polygons leave no gap and do not overlap: what they cover together is as much as each alone, summed."""
    areas = tessellation(8, 8, pieces=6, random=np.random.default_rng(3))
    shapes = Shapes(list(shapely.from_wkb([area.geometry for area in areas])), [{}] * 64, is_coverage=True)
    thinned = shapes.at_zoom(zoom)
    together = shapely.union_all(thinned)
    assert together.geom_type == "Polygon"
    assert not together.interiors
    assert together.area == pytest.approx(float(shapely.area(thinned).sum()), rel=1e-9)
    whole = to_unit(list(shapely.from_wkb([area.geometry for area in areas])))
    assert shapely.get_num_coordinates(thinned).sum() <= shapely.get_num_coordinates(whole).sum()


def test_far_away_fewer_corners_are_drawn():
    areas = tessellation(8, 8, pieces=12, random=np.random.default_rng(3))
    shapes = Shapes(list(shapely.from_wkb([area.geometry for area in areas])), [{}] * 64, is_coverage=True)
    counts = [int(shapely.get_num_coordinates(shapes.at_zoom(zoom)).sum()) for zoom in (8, 11, 16)]
    assert counts == sorted(counts)
    assert counts[0] < counts[2] / 2


def test_a_tile_holds_what_lies_on_it_and_a_rim_and_nothing_else():
    areas = tessellation(10, 10, pieces=4, random=np.random.default_rng(5))
    polygons = list(shapely.from_wkb([area.geometry for area in areas]))
    shapes = Shapes(polygons, [{"key": area.key} for area in areas], is_coverage=True)
    tile = tile_at(Point(114.32, 36.02), 14)
    found = shapes.cut(tile)
    for feature in found:
        west, north, east, south = feature.shape.bounds
        assert min(west, north) >= -BUFFER - 1
        assert max(east, south) <= EXTENT + BUFFER + 1
        assert shapely.is_valid(feature.shape)
    bounds = tile.bounds
    on_tile = shapely.box(bounds.west, bounds.south, bounds.east, bounds.north)
    expected = {area.key for area, polygon in zip(areas, polygons, strict=True) if polygon.intersects(on_tile)}
    assert expected <= {feature.properties["key"] for feature in found}


def test_a_shape_is_drawn_where_it_lies():
    """A point of the district, in the units of its tile, is within two units of where the polygon has it."""
    ring = shapely.box(114.31, 36.08, 114.33, 36.10)
    tile = tile_at(MIDDLE, 13)
    (drawn,) = Shapes([ring], [{"key": "a"}]).cut(tile)
    expected = in_units(to_unit([ring]), tile)[0].intersection(
        shapely.box(-BUFFER, -BUFFER, EXTENT + BUFFER, EXTENT + BUFFER)
    )
    assert drawn.shape.symmetric_difference(expected).area <= 4 * expected.length


def test_lines_stay_lines_and_touches_are_left_out():
    tile = tile_at(MIDDLE, 14)
    west, north, east, south = tile.reach
    beside = shapely.LineString([(114.0, 36.0), (114.1, 36.0)])
    through = shapely.LineString([(114.3, 36.085), (114.34, 36.1)])
    found = Shapes([beside, through], [{"key": "beside"}, {"key": "through"}]).cut(tile)
    assert [feature.properties["key"] for feature in found] == ["through"]
    assert found[0].shape.geom_type in ("LineString", "MultiLineString")
    assert west < east and north < south


def test_every_point_lies_on_exactly_one_tile():
    """Sums are never shown twice along a seam."""
    chance = random.Random(7)
    spots = [(Point(chance.uniform(114.2, 114.4), chance.uniform(36.0, 36.2)), {"key": str(one)}) for one in range(300)]
    tiles = {tile_at(spot, 13) for spot, _ in spots}
    seen = [feature.properties["key"] for tile in tiles for feature in Spots(spots).on(tile)]
    assert sorted(seen) == sorted(told["key"] for _, told in spots)


def test_chinese_names_come_back_and_an_empty_tile_is_empty():
    tile = tile_at(MIDDLE, 12)
    content = write_tile({"name": Spots([(MIDDLE, {"name": "文峰里街道 𠮷", "count": 3})]).on(tile), "none": ()})
    assert read(content)["name"]["features"][0]["properties"] == {"name": "文峰里街道 𠮷", "count": 3}
    assert "none" not in read(content)
    assert write_tile({"none": ()}) == b""
