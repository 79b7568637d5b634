"""A sketch keeps directions and proportions and stays inside its drawing."""

import re

import pytest

from linli.ui.sketch_view import Position, SketchKind, sketch_of

SQUARE = ((120.0, 30.0), (120.01, 30.0), (120.01, 30.01), (120.0, 30.01))


def numbers(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path)]


def test_nothing_to_draw_is_an_empty_sketch() -> None:
    assert sketch_of([], title="x").shapes == ()
    assert sketch_of([("area", ())], title="x").pin is None


def test_one_point_alone_stands_in_the_middle() -> None:
    assert sketch_of([], title="x", pin=(120.0, 30.0), size=(100, 60)).pin == (50.0, 30.0)


def test_north_is_up_and_east_is_right() -> None:
    drawn = sketch_of([("area", SQUARE)], title="x")
    south_west, south_east, north_east, _ = numbers(drawn.shapes[0].path)
    assert south_west[0] < south_east[0]
    assert north_east[1] < south_east[1]


def test_a_degree_of_longitude_is_shorter_away_from_the_equator() -> None:
    drawn = numbers(sketch_of([("area", SQUARE)], title="x").shapes[0].path)
    width, height = drawn[1][0] - drawn[0][0], drawn[1][1] - drawn[2][1]
    assert width / height == pytest.approx(0.866, abs=0.002)


def test_everything_lies_inside_and_areas_close() -> None:
    parts: list[tuple[SketchKind, tuple[Position, ...]]] = [
        ("area", SQUARE),
        ("water", ((119.99, 30.0), (120.02, 30.02))),
    ]
    drawn = sketch_of(parts, title="x", pin=(120.005, 30.02), size=(200, 100))
    assert drawn.pin is not None
    spots = [spot for shape in drawn.shapes for spot in numbers(shape.path)] + [drawn.pin]
    assert all(0 <= x <= 200 and 0 <= y <= 100 for x, y in spots)
    assert [shape.path.endswith("Z") for shape in drawn.shapes] == [True, False]
