"""What maps tell: sums for everybody and never a place, points by duty, and the same names as filing."""

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import mapbox_vector_tile
import pytest
import shapely

from linli.actions import map_views
from linli.actions.case_lists import query_for
from linli.actions.case_views import rights_on
from linli.actions.cases import file_case
from linli.actions.deciding import Filing, Office
from linli.actions.load_streets import load_streets
from linli.demo.district import build_district
from linli.domain.area import AreaLevel
from linli.domain.area_polygons import read_polygon
from linli.domain.coordinates import Point
from linli.domain.directory import Directory
from linli.domain.problems import Refused
from linli.domain.tiles import Tile, tile_at
from linli.store import cases
from linli.store import map as stored
from tests import cast, offices

POINT = {"lon_e6": 114_305_717, "lat_e6": 36_104_939}
SPOT = Point(114.305717, 36.104939)


@pytest.fixture(autouse=True)
def counted_anew() -> Iterator[None]:
    map_views.forget_sums()
    yield
    map_views.forget_sums()


@pytest.fixture
def office(db: None) -> Office:
    return offices.set_up_office()


def read(content: bytes) -> dict:
    return mapbox_vector_tile.decode(content, default_options={"y_coord_down": True}) if content else {}


def told(content: bytes) -> list[dict]:
    return [feature["properties"] for feature in read(content).get("matter", {"features": []})["features"]]


def tile_of_sums(office: Office, zoom: int, *, kind: str = "") -> list[dict]:
    sums = map_views.open_sums(office, cast.MONDAY, kind=kind)
    return told(
        map_views.matter_tile(office, tile_at(map_views.ground_of(office.directory).middles[cast.GRID], zoom), sums)
    )


def test_a_matter_with_a_point_is_counted_at_the_middle_of_its_area_and_never_where_it_is(office: Office) -> None:
    """Two matters at opposite ends of a grid leave the same tile as two without any point."""
    offices.file(office, point=POINT)
    offices.file(office, point={"lon_e6": 114_300_100, "lat_e6": 36_100_100})
    tile = tile_at(SPOT, 16)
    with_points = map_views.matter_tile(office, tile, map_views.open_sums(office, cast.MONDAY))
    middle = map_views.ground_of(office.directory).middles[cast.GRID]
    assert tile_at(middle, 14) == tile_at(SPOT, 14)
    assert [one["count"] for one in tile_of_sums(office, 14)] == [2]
    drawn = read(with_points)["matter"]["features"] if with_points else []
    assert all(feature["properties"]["count"] == 2 for feature in drawn)
    assert map_views.matter_tile(
        office, tile_at(Point(114.3001, 36.1001), 16), map_views.open_sums(office, cast.MONDAY)
    ) == (with_points if tile_at(Point(114.3001, 36.1001), 16) == tile else b"")


def test_matters_placed_in_a_street_and_no_closer_are_not_called_the_whole_street(office: Office) -> None:
    offices.file(office)
    offices.file(office, area=cast.LIUAN)
    sums = map_views.open_sums(office, cast.MONDAY)
    whole, loose = (
        office.directory.tree.by_path[cast.LIUAN],
        map_views.loose_name(office.directory.tree.by_path[cast.LIUAN]),
    )
    middle = map_views.ground_of(office.directory).middles[cast.LIUAN]
    at_street = told(map_views.matter_tile(office, tile_at(middle, 10), sums))
    assert [(one["name"], one["count"]) for one in at_street] == [(whole.name, 2)]
    at_grid = told(map_views.matter_tile(office, tile_at(middle, 14), sums))
    assert (loose.zh, loose.en, 1) in [(one["name"], one["name_en"], one["count"]) for one in at_grid]
    assert whole.name not in [one["name"] for one in at_grid]


def test_sums_leave_out_what_is_sealed_and_what_is_closed(office: Office) -> None:
    offices.file(office)
    dispute = Filing(
        command_id=offices.command_id("file"),
        procedure="dispute",
        fields={
            "category": "dispute.neighbour",
            "area": cast.GRID,
            "channel": "visit",
            "requester": "known",
            "requester_phone": "000-71230917",
            "words": "吵",
        },
    )
    file_case(office, dispute, actor=cast.actor("hu"), now=cast.MONDAY)
    assert map_views.open_sums(office, cast.MONDAY).below("/") == 1
    filed = offices.file(office)
    assert map_views.open_sums(office, cast.MONDAY).below("/") == 1  # at most a minute old
    later = cast.MONDAY + map_views.COUNTS_KEPT
    assert map_views.open_sums(office, later).below("/") == 2
    offices.move(office, filed.stream, "resident", "withdraw", at=later)
    assert map_views.open_sums(office, later + timedelta(hours=1)).below("/") == 1


def test_a_kind_counts_its_own_only_and_an_unknown_one_nothing(office: Office) -> None:
    offices.file(office)
    offices.file(office, category="appearance.exposed_rubbish")
    assert [map_views.open_sums(office, cast.MONDAY, kind=kind).below("/") for kind in ("", "municipal", "none")] == [
        2,
        1,
        0,
    ]


@pytest.mark.parametrize("zoom", [8, 12, 14, 16])
def test_every_zoom_shows_the_same_matters_gathered_more_or_less_closely(zoom: int, office: Office) -> None:
    for area in (cast.GRID, cast.GRID, cast.OTHER_GRID):
        offices.file(office, area=area)
    sums = map_views.open_sums(office, cast.MONDAY)
    middles = map_views.ground_of(office.directory).middles
    tiles = {tile_at(spot, zoom) for spot in middles.values()}
    assert sum(one["count"] for tile in tiles for one in told(map_views.matter_tile(office, tile, sums))) == 3


@pytest.mark.parametrize("name", [name for name in cast.POSTS if "_" not in name])
def test_a_point_is_exact_for_exactly_those_posts_that_may_know_it(name: str, office: Office) -> None:
    """The policy decides, matter by matter; a post that lists a matter without its words sees the area's middle."""
    streams = [
        offices.file(office, point=POINT).stream,
        offices.file(office, point=POINT, area=cast.FAR_GRID).stream,
        offices.handled_case(office),
    ]
    post = cast.POSTS[name]
    spots = {one.line.stream: one for one in map_views.spots_for(office, post, query_for(office, post, cast.MONDAY))}
    for stream in streams:
        kept = cases.open_case(office.county_id, stream)
        assert kept is not None
        rights = rights_on(office, post, kept.state)
        assert (stream in spots) is ("case.list" in rights), stream
        if stream in spots:
            has_point = stream != streams[2]
            assert spots[stream].is_exact is (has_point and "case.point" in rights)
            assert (spots[stream].point == SPOT) is spots[stream].is_exact


def test_a_value_that_is_no_point_counts_as_none(office: Office) -> None:
    assert stored.points_of(office.county_id, []) == {}
    assert stored.points_of(office.county_id, [offices.file(office).stream]) == {}


def test_a_district_tile_names_every_community_once_and_draws_grids_only_near_by() -> None:
    office_directory = _district()
    ground = map_views.ground_of(office_directory)
    seen: list[str] = []
    for x in range(3345, 3352):
        for y in range(1600, 1612):
            layers = read(map_views.area_tile(office_directory, Tile(12, x, y)))
            assert "grid" not in layers
            seen += [one["properties"]["key"] for one in layers.get("name", {"features": []})["features"]]
    communities = [area.key for area in office_directory.tree if area.level is AreaLevel.COMMUNITY]
    assert sorted(key for key in seen if key in set(communities)) == sorted(communities)
    near = read(
        map_views.area_tile(
            office_directory, tile_at(ground.middles[office_directory.tree.by_key[communities[0]].path], 14)
        )
    )
    assert near["grid"]["features"]


def test_an_area_that_was_never_drawn_is_what_its_parts_cover() -> None:
    directory = _district(without=AreaLevel.COMMUNITY)
    ground = map_views.ground_of(directory)
    for area in directory.tree:
        if area.level is AreaLevel.COMMUNITY:
            parts = [one for one in directory.tree if one.parent_id == area.id and one.geometry]
            together = shapely.union_all([read_polygon(one.geometry or b"")[0] for one in parts])
            spot = ground.middles[area.path]
            assert together.contains(shapely.Point(spot.lon, spot.lat))


def _district(without: AreaLevel | None = None) -> Directory:
    district = build_district(1)
    areas = tuple(replace(one, geometry=None) if one.level is without else one for one in district.areas)
    return Directory(replace(cast.setup(), areas=areas, units=(), posts=(), duties=()))


def street(kind: str) -> dict[str, Any]:
    line = {"type": "LineString", "coordinates": [[114.30, 36.09], [114.33, 36.1]]}
    return {"type": "Feature", "properties": {"kind": kind, "name": "中钟路"}, "geometry": line}


def test_streets_are_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    for content in (b"", b"\xff\xfe", b"[" * 100_000, b'{"features": []}', b'{"features": [3]}'):
        with pytest.raises(Refused):
            load_streets(tmp_path, content)
    assert stored.streets_version(tmp_path) == ""
    assert map_views.street_tile(tmp_path, "", tile_at(SPOT, 14)) == b""
    file = json.dumps({"features": [street("trunk"), street("motor")]}).encode()
    assert load_streets(tmp_path, file, is_dry_run=True).kept == 1
    assert stored.streets_version(tmp_path) == ""
    loaded = load_streets(tmp_path, file)
    assert (loaded.kept, [one.code for one in loaded.refused]) == (1, ["street_kind_unknown"])
    version = stored.streets_version(tmp_path)
    drawn = read(map_views.street_tile(tmp_path, version, tile_at(Point(114.31, 36.0933), 12)))
    assert drawn["street"]["features"][0]["properties"] == {"name": "中钟路", "name_en": "中钟路", "kind": "trunk"}
    (tmp_path / stored.STREETS_FILE).write_text("broken", encoding="utf-8")
    assert stored.kept_streets(tmp_path) == ()


def test_a_lane_is_drawn_only_near_by(tmp_path: Path) -> None:
    load_streets(tmp_path, json.dumps({"features": [street("lane")]}).encode())
    version, spot = stored.streets_version(tmp_path), Point(114.31, 36.0933)
    drawn = [bool(map_views.street_tile(tmp_path, version, tile_at(spot, zoom))) for zoom in (9, 12, 14, 16)]
    assert drawn == [False, False, True, True]


def test_a_point_is_named_as_filing_would_place_it(office: Office) -> None:
    chance = random.Random(5)
    for _ in range(200):
        spot = Point(chance.uniform(114.28, 114.33), chance.uniform(36.08, 36.13)).rounded()
        named = map_views.name_place(office, spot)
        assert named.placement == office.placer.place(spot)
        assert (named.area.path if named.area else "") == named.placement.area_path
