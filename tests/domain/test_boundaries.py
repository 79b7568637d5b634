"""Boundaries from outside: matched by code, else by name; brought to WGS-84; overlaps and gaps named."""

from dataclasses import replace

import pytest
import shapely

from linli.domain.area import AreaTree
from linli.domain.boundaries import Shape, outline_text, plan_layer, read_outline
from linli.domain.coordinates import Crs, Point, convert
from linli.domain.problems import Refused
from tests import cast

EAST, WEST = "minghe-liuan-bridge-east", "minghe-liuan-bridge-west"


def tree(**outlines: object) -> AreaTree:
    """The cast's areas, some with an outline."""
    return AreaTree(
        replace(one, geometry=shapely.to_wkb(outlines[one.key]) if one.key in outlines else None)
        for one in cast.setup().areas
    )


def box(west: float, east: float) -> object:
    return shapely.box(west, 36.10, east, 36.11)


def test_a_code_wins_over_a_name_and_what_fits_nothing_is_left_out() -> None:
    shapes = [
        Shape(properties={"CODE": EAST, "NAME": "桥西社区"}, geometry=box(114.30, 114.31)),
        Shape(properties={"NAME": "桥西社区"}, geometry=box(114.31, 114.32)),
        Shape(properties={"NAME": "别处"}, geometry=box(114.40, 114.41)),
    ]
    plan = plan_layer(shapes, tree(), Crs.WGS84)
    assert [(one.area.key if one.area else "", one.by) for one in plan.matched] == [
        (EAST, "code"), (WEST, "name"), ("", ""),
    ]  # fmt: skip
    assert {one.key for one in plan.areas} == {EAST, WEST}


def test_a_name_that_several_areas_bear_matches_none() -> None:
    shapes = [Shape(properties={"NAME": "第1网格"}, geometry=box(114.30, 114.31))]
    assert plan_layer(shapes, tree(), Crs.WGS84).matched[0].area is None


def test_two_shapes_of_one_area_are_both_refused() -> None:
    shapes = [Shape(properties={"c": EAST}, geometry=box(114.30 + n, 114.31 + n)) for n in (0, 1)]
    plan = plan_layer(shapes, tree(), Crs.WGS84)
    assert {one.problem for one in plan.matched} == {"area_matched_twice"}
    assert plan.areas == ()


def test_neighbours_that_overlap_and_ground_left_over_are_named() -> None:
    shapes = [
        Shape(properties={"c": EAST}, geometry=box(114.30, 114.31)),
        Shape(properties={"c": WEST}, geometry=box(114.305, 114.315)),
        Shape(properties={"c": "minghe-liuan"}, geometry=box(114.30, 114.33)),
    ]
    plan = plan_layer(shapes, tree(), Crs.WGS84)
    assert [(one.one.key, one.other.key, round(one.share, 2)) for one in plan.overlaps] == [(EAST, WEST, 0.5)]
    assert [(one.area.key, round(one.share, 2)) for one in plan.gaps] == [("minghe-liuan", 0.5)]


@pytest.mark.parametrize("crs", [Crs.GCJ02, Crs.BD09])
def test_a_layer_in_a_shifted_datum_lands_where_it_was_drawn(crs: Crs) -> None:
    corners = [(114.30, 36.10), (114.31, 36.10), (114.31, 36.11), (114.30, 36.11)]
    shifted = [convert(Point(*one), Crs.WGS84, crs) for one in corners]
    shape = Shape(properties={"c": EAST}, geometry=shapely.Polygon([(one.lon, one.lat) for one in shifted]))
    found = plan_layer([shape], tree(), crs).areas[0]
    assert found.geometry is not None
    assert shapely.hausdorff_distance(shapely.from_wkb(found.geometry), shapely.Polygon(corners)) < 1e-5


def test_an_outline_is_read_from_lines_and_written_back() -> None:
    text = "114.300000, 36.100000\n114.310000, 36.100000\n114.310000, 36.110000"
    shape = read_outline(text, Crs.WGS84)
    assert set(outline_text(shapely.to_wkb(shape)).splitlines()) == set(text.splitlines())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("here\nthere", "outline_unreadable"),
        ("114,36\n115,36", "outline_too_short"),
        ("0,0\n2,2\n2,0\n0,2", "outline_crosses"),
        ("0,0\n200,2\n2,0", "area_polygon_not_degrees"),
    ],
)
def test_lines_that_draw_no_polygon_are_refused(text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_outline(text, Crs.WGS84)
    assert set(refused.value.codes) == {code}
