"""The invented district: it tiles exactly, everybody's duty can be found, and the same seed gives the same one."""

from collections import Counter
from datetime import UTC, datetime

import pytest
import shapely

from linli.demo.district import District, build_district, district_svg_paths
from linli.domain.area import Area, AreaLevel
from linli.domain.calendar import WorkingCalendar
from linli.domain.coordinates import Point
from linli.domain.default_catalogue import CATEGORIES, LIMITS
from linli.domain.directory import Directory, Setup
from linli.domain.duty import DutyRole
from linli.domain.placing import How, Placer
from linli.domain.unit import Role, UnitKind

NOW = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def district() -> District:
    return build_district(1)


@pytest.fixture(scope="module")
def directory(district: District) -> Directory:
    calendar = WorkingCalendar.from_library((2026,))
    return Directory(
        Setup(
            county="yunxi", areas=tuple(district.areas), units=tuple(district.units), posts=tuple(district.posts),
            duties=tuple(district.duties), categories=CATEGORIES, limits=LIMITS, calendar=calendar,
        )
    )  # fmt: skip


def shape(area: Area) -> shapely.Geometry:
    assert area.geometry is not None
    return shapely.from_wkb(area.geometry)


def at(district: District, level: AreaLevel) -> list[Area]:
    return [area for area in district.areas if area.level is level]


def test_the_same_seed_builds_the_same_district_and_another_seed_another(district: District) -> None:
    assert build_district(1) == district
    assert build_district(2).areas != district.areas


def test_a_district_has_ten_streets_and_towns_110_communities_and_at_least_a_thousand_grids(district: District) -> None:
    counts = {level: len(at(district, level)) for level in AreaLevel}
    assert (counts[AreaLevel.COUNTY], counts[AreaLevel.SUBDISTRICT], counts[AreaLevel.COMMUNITY]) == (1, 10, 110)
    assert counts[AreaLevel.GRID] >= 1000
    assert sum(area.population or 0 for area in at(district, AreaLevel.GRID)) == 300_000


def test_it_has_fifteen_departments_and_532_mediators(district: District) -> None:
    kinds = Counter(unit.kind for unit in district.units)
    assert kinds[UnitKind.DEPARTMENT] == 15
    assert kinds[UnitKind.GOVERNANCE_CENTRE] == 11
    assert Counter(post.role for post in district.posts)[Role.MEDIATOR] == 532


@pytest.mark.parametrize("level", [AreaLevel.COUNTY, AreaLevel.SUBDISTRICT, AreaLevel.COMMUNITY])
def test_children_tile_their_parent_without_gap_or_overlap(district: District, level: AreaLevel) -> None:
    children: dict[str, list[shapely.Geometry]] = {}
    for area in district.areas:
        children.setdefault(area.parent_id or "", []).append(shape(area))
    for parent in at(district, level):
        own = shape(parent)
        together = shapely.union_all(children[parent.id])
        assert shapely.area(shapely.symmetric_difference(own, together)) < 1e-12
        assert abs(sum(shapely.area(one) for one in children[parent.id]) - shapely.area(own)) < 1e-12


def test_every_grid_is_one_whole_polygon_in_its_community(district: District) -> None:
    by_id = {area.id: area for area in district.areas}
    for grid in at(district, AreaLevel.GRID):
        assert shapely.is_valid(shape(grid))
        parent = by_id[grid.parent_id or ""]
        assert parent.level is AreaLevel.COMMUNITY
        assert grid.path.startswith(parent.path)


def test_a_point_of_each_grid_is_placed_in_that_grid(district: District) -> None:
    placer = Placer(district.areas)
    for grid in at(district, AreaLevel.GRID)[::17]:
        inner = shapely.point_on_surface(shape(grid))
        found = placer.place(Point(inner.x, inner.y))
        assert (found.area_path, found.how) == (grid.path, How.INSIDE)


def test_places_lie_where_they_say(district: District) -> None:
    placer = Placer(district.areas)
    for place in district.places:
        assert placer.place(Point(place.lon, place.lat)).area_path == place.area_path


def test_for_every_category_in_every_grid_a_unit_with_somebody_in_post_can_be_found(
    district: District, directory: Directory
) -> None:
    leaves = [one.key for one in CATEGORIES if "." in one.key]
    for number, grid in enumerate(at(district, AreaLevel.GRID)):
        for category in leaves[number % 7 :: 7]:
            duty = directory.responsible(category, grid.path, DutyRole.TERRITORIAL)
            assert duty is not None, (category, grid.path)
            assert directory.working_post(duty.unit_id, NOW, grid.path) is not None
    sectors = [directory.responsible(one, at(district, AreaLevel.GRID)[0].path, DutyRole.SECTOR) for one in leaves]
    assert all(sectors)


def test_every_grid_has_its_grid_worker_and_every_post_its_holder(district: District) -> None:
    workers = {post.area_path for post in district.posts if post.role is Role.GRID_WORKER and post.is_active(NOW)}
    assert workers == {grid.path for grid in at(district, AreaLevel.GRID)}
    known = {person.id for person in district.staff}
    assert {post.staff_id for post in district.posts} <= known


def test_the_follow_up_desk_is_a_unit_of_its_own_that_handles_nothing(district: District) -> None:
    desk = {post.unit_id for post in district.posts if post.role is Role.FOLLOW_UP}
    assert {unit.kind for unit in district.units if unit.id in desk} == {UnitKind.TEAM}
    assert not [duty for duty in district.duties if duty.unit_id in desk]


def test_its_code_is_no_real_countys_and_its_phones_are_nobodys(district: District) -> None:
    assert all(area.code is None or area.code.startswith("990101") for area in district.areas)
    phones = {unit.phone for unit in district.units if unit.phone}
    assert phones
    assert all("000" in phone for phone in phones)


def test_the_drawing_has_every_street_inside_its_frame(district: District) -> None:
    drawing = district_svg_paths(district)
    assert len(drawing.streets) == 10
    assert drawing.roads
    assert drawing.river
