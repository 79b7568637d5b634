"""The streets of the invented district: one connected net, in every grid, and borders that share their corners."""

from collections import Counter
from itertools import pairwise
from random import Random

import pytest
import shapely

from linli.demo.district import District, build_district, gazetteer_of
from linli.demo.district.areas import polygon_of
from linli.domain.area import AreaLevel


@pytest.fixture(scope="module", params=[1, 7, 42])
def district(request: pytest.FixtureRequest) -> District:
    return build_district(request.param)


def test_every_road_can_be_reached_from_every_other(district: District) -> None:
    leader = list(range(len(district.roads)))

    def find(one: int) -> int:
        while leader[one] != one:
            one = leader[one]
        return one

    first: dict[tuple[float, float], int] = {}
    for number, road in enumerate(district.roads):
        for point in road.points:
            leader[find(number)] = find(first.setdefault(point, number))
    assert len({find(number) for number in leader}) == 1


def test_no_two_roads_share_a_name(district: District) -> None:
    assert [name for name, count in Counter(road.name.zh for road in district.roads).items() if count > 1] == []


def test_a_picked_spot_lies_in_its_grid_and_is_the_same_for_the_same_chance(district: District) -> None:
    gazetteer = gazetteer_of(district)
    for grid in [area for area in district.areas if area.level is AreaLevel.GRID][::9]:
        spot = gazetteer.pick(grid.path, Random(grid.key))
        assert polygon_of(grid).contains(shapely.Point(spot.lon, spot.lat))
        assert spot == gazetteer.pick(grid.path, Random(grid.key))


def test_neighbouring_grids_share_their_corners(district: District) -> None:
    grids = [polygon_of(area) for area in district.areas if area.level is AreaLevel.GRID]
    edges = Counter(frozenset((start, end)) for polygon in grids for start, end in pairwise(polygon.exterior.coords))
    outline = polygon_of(district.county).exterior.coords
    assert max(edges.values()) == 2
    alone = {edge for edge, count in edges.items() if count == 1}
    assert alone == {frozenset((start, end)) for start, end in pairwise(outline)}
