"""Streets from GeoJSON: every mistake is named, OpenStreetMap's words are understood, shifted coordinates put right."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.domain.coordinates import Crs, Point, convert
from linli.domain.streets import StreetKind, read_streets, spell_streets

LINE = {"type": "LineString", "coordinates": [[114.31, 36.09], [114.32, 36.10]]}
POND = {"type": "Polygon", "coordinates": [[[114.31, 36.09], [114.32, 36.09], [114.32, 36.1], [114.31, 36.09]]]}


def collection(*features: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def feature(geometry: Any = LINE, **told: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": told, "geometry": geometry}


@pytest.mark.parametrize("document", [None, [], {}, {"features": 3}, "x"])
def test_what_is_no_collection_is_refused(document):
    streets, problems = read_streets(document)
    assert (streets, [one.code for one in problems]) == ((), ["not_geojson"])


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (3, "street_without_line"),
        (feature(None, kind="lane"), "street_without_line"),
        (feature({"type": "Point", "coordinates": [1, 2]}, kind="lane"), "street_without_line"),
        (feature({"type": "LineString", "coordinates": [[114.3, "x"]]}, kind="lane"), "street_without_line"),
        (
            feature({"type": "LineString", "coordinates": [[500000, 4000000], [500100, 4000000]]}, kind="lane"),
            "street_not_degrees",
        ),
        (feature(kind="motor"), "street_kind_unknown"),
        (feature(), "street_kind_unknown"),
        (feature(POND, kind="lane"), "street_kind_unknown"),
        (feature(LINE, kind="water"), "street_kind_unknown"),
    ],
)
def test_each_mistake_is_named_with_its_place_and_the_rest_is_kept(wrong, code):
    streets, problems = read_streets(collection(feature(kind="trunk", name="中钟路"), wrong))
    assert [one.name for one in streets] == ["中钟路"]
    assert [(one.code, one.at) for one in problems] == [(code, "feature 2")]


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"kind": "river"}, StreetKind.RIVER),
        ({"highway": "primary"}, StreetKind.TRUNK),
        ({"highway": "footway"}, StreetKind.LANE),
        ({"waterway": "stream"}, StreetKind.RIVER),
    ],
)
def test_words_of_openstreetmap_are_understood(told, kind):
    ((street,), _) = read_streets(collection(feature(**told)))
    assert street.kind is kind
    ((pond,), _) = read_streets(collection(feature(POND, natural="water")))
    assert pond.kind is StreetKind.WATER


def test_shifted_coordinates_are_put_right():
    true = Point(114.31, 36.09)
    shifted = convert(true, Crs.WGS84, Crs.GCJ02)
    line = {"type": "LineString", "coordinates": [[shifted.lon, shifted.lat], [shifted.lon + 0.01, shifted.lat]]}
    ((street,), _) = read_streets(collection(feature(line, kind="lane")), datum=Crs.GCJ02)
    lon, lat = street.shape.coords[0]
    assert (lon, lat) == pytest.approx((true.lon, true.lat), abs=1e-7)


@given(st.text(max_size=80), st.sampled_from([one for one in StreetKind if one is not StreetKind.WATER]))
def test_what_is_kept_reads_back_the_same(name, kind):
    (streets, _) = read_streets(collection(feature(kind=kind.value, name=name)))
    again, problems = read_streets(collection(*spell_streets(streets)))
    assert problems == ()
    assert [(one.name, one.kind, one.shape.wkt) for one in again] == [
        (one.name, one.kind, one.shape.wkt) for one in streets
    ]
