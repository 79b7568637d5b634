"""Outlines of areas: GeoJSON and Shapefiles are read, looked at, and applied only then; broken files are refused."""

import io
import json
import zipfile
from typing import Any

import pytest
import shapefile

from linli.actions import boundaries
from linli.actions.deciding import Office
from linli.actions.layer_files import read_layer
from linli.actions.office import open_office
from linli.domain.problems import Refused
from linli.store import models
from tests import cast, offices
from tests.actions.silent_ports import SILENT_PORTS

NOW, ADMIN = cast.MONDAY, cast.POSTS["admin"]
CORNERS = [(114.30, 36.10), (114.31, 36.10), (114.31, 36.11), (114.30, 36.11), (114.30, 36.10)]


@pytest.fixture
def office(db: None) -> Office:
    return offices.set_up_office()


def geojson(*properties: dict[str, Any]) -> bytes:
    """A layer of squares side by side, one for each of `properties`."""
    features = [
        {
            "type": "Feature",
            "properties": told,
            "geometry": {"type": "Polygon", "coordinates": [[(lon + 0.01 * at, lat) for lon, lat in CORNERS]]},
        }
        for at, told in enumerate(properties)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def packed_shapefile(name: str, encoding: str) -> bytes:
    """The files of a Shapefile with one square, in one ZIP."""
    parts = {key: io.BytesIO() for key in ("shp", "shx", "dbf")}
    with shapefile.Writer(**parts, encoding=encoding) as writer:
        writer.field("CODE", "C", 40)
        writer.field("NAME", "C", 40)
        writer.poly([CORNERS])
        writer.record("minghe-liuan-bridge-east", name)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for key, part in parts.items():
            packed.writestr(f"layer/areas.{key}", part.getvalue())
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_shapefile_is_read_in_either_usual_encoding(encoding: str) -> None:
    shapes = read_layer(packed_shapefile("桥东社区", encoding))
    assert [one.properties["NAME"] for one in shapes] == ["桥东社区"]
    assert shapes[0].geometry.bounds == (114.30, 36.10, 114.31, 36.11)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "layer_unreadable"),
        (b"PK\x03\x04", "layer_unreadable"),
        (b"[1, 2]", "layer_unreadable"),
        (b'{"type": "FeatureCollection", "features": []}', "layer_without_polygons"),
        (b'{"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}}', "layer_without_polygons"),
        (b'{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": "x"}}', "layer_unreadable"),
        (b'{"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}', "layer_unreadable"),
    ],
)
def test_what_is_no_layer_is_refused_in_a_sentence(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_layer(content)
    assert refused.value.codes == (code,)


def test_a_layer_is_looked_at_before_its_outlines_are_saved(office: Office) -> None:
    before = models.Entry.objects.count()
    content = geojson({"code": "minghe-liuan-bridge-east"}, {"name": "桥西社区"}, {"name": "别处"})
    boundaries.send_layer(office, ADMIN, filename="a.json", content=content, crs="wgs84", now=NOW)
    waiting = boundaries.waiting_layer(office, ADMIN)
    assert waiting is not None and len(waiting.plan.areas) == 2
    assert models.Entry.objects.count() == before
    assert boundaries.apply_layer(office, ADMIN, NOW) == 2
    tree = open_office(SILENT_PORTS, office.county_id).directory.tree
    assert tree.by_key["minghe-liuan-bridge-west"].geometry is not None
    assert boundaries.waiting_layer(office, ADMIN) is None


def test_a_matter_falls_where_the_fresh_outline_lies(office: Office) -> None:
    content = geojson({"code": "minghe-liuan-bridge-west-g1"}, {"code": "minghe-liuan-bridge-west-g2"})
    boundaries.send_layer(office, ADMIN, filename="a.json", content=content, crs="cgcs2000", now=NOW)
    boundaries.apply_layer(office, ADMIN, NOW)
    fresh = open_office(SILENT_PORTS, office.county_id)
    filed = offices.file(fresh, area="", point={"lon_e6": 114_315_000, "lat_e6": 36_105_000})
    assert models.Case.objects.get(id=filed.case_id).area_path == cast.BRIDGE_WEST + "g2/"


def test_an_outline_is_drawn_and_taken_away_again(office: Office) -> None:
    key = "minghe-liuan-bridge-west"
    text = "\n".join(f"{lon}, {lat}" for lon, lat in CORNERS[:-1])
    boundaries.draw_outline(office, ADMIN, key, text, "wgs84", now=NOW)
    fresh = open_office(SILENT_PORTS, office.county_id)
    assert fresh.directory.tree.by_key[key].geometry is not None
    boundaries.draw_outline(fresh, ADMIN, key, "", "wgs84", now=NOW)
    assert open_office(SILENT_PORTS, office.county_id).directory.tree.by_key[key].geometry is None


def test_who_keeps_no_rules_draws_nothing(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        boundaries.draw_outline(office, cast.POSTS["hu"], "minghe-liuan", "", "wgs84", now=NOW)
    assert refused.value.codes == ("not_found",)
