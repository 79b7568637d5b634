"""Files that hold shapes: GeoJSON, and Shapefiles packed in one ZIP."""

import io
import json
import zipfile
from collections.abc import Collection, Mapping
from typing import Any

import shapefile
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape as shape_of

from linli.actions.packed_files import MB, check_packed
from linli.domain.boundaries import Shape
from linli.domain.problems import Problem, Refused

SHAPES_MAX = 10_000
FILE_MB_MAX, UNPACKED_MB_MAX = 20, 100
ENCODINGS = ("utf-8", "gb18030")
POLYGONAL = ("Polygon", "MultiPolygon")
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile, shapefile.ShapefileException,
              ShapelyError, OSError, IndexError, NotImplementedError)  # fmt: skip
"""What a broken file of either kind raises."""


def read_layer(content: bytes) -> tuple[Shape, ...]:
    """Return the polygons of a file; raises Refused where it cannot be read, is too large or holds none."""
    return read_shapes(content, POLYGONAL)


def read_shapes(content: bytes, kinds: Collection[str]) -> tuple[Shape, ...]:
    """Return the shapes of some kinds; raises Refused where the file cannot be read, is too large or holds none."""
    if len(content) > FILE_MB_MAX * MB:
        raise Refused([Problem("workbook_too_large", at="file", params={"limit": FILE_MB_MAX})])
    try:
        found = _shapefile(content, kinds) if content[:2] == b"PK" else _geojson(content, kinds)
    except Refused:
        raise
    except UNREADABLE:
        raise Refused([Problem("layer_unreadable", at="file")]) from None
    if len(found) > SHAPES_MAX:
        raise Refused([Problem("sheet_too_long", at="file", params={"limit": SHAPES_MAX})])
    if not found:
        raise Refused([Problem("layer_without_polygons" if kinds == POLYGONAL else "layer_without_shapes", at="file")])
    return tuple(found)


def _geojson(content: bytes, kinds: Collection[str]) -> list[Shape]:
    told = json.loads(content.decode("utf-8-sig"))
    features = told["features"] if told.get("type") == "FeatureCollection" else [told]
    shapes = []
    for one in features:
        geometry = one.get("geometry") if one.get("type") == "Feature" else one
        if geometry and geometry.get("type") in kinds:
            properties = one.get("properties") or {}
            kept = {str(key): _text(value) for key, value in properties.items()}
            if one.get("id") is not None:
                kept.setdefault("id", _text(one["id"]))
            shapes.append(Shape(properties=kept, geometry=shape_of(geometry)))
    return shapes


def _shapefile(content: bytes, kinds: Collection[str]) -> list[Shape]:
    check_packed(content, unpacked_mb_max=UNPACKED_MB_MAX, told_mb=FILE_MB_MAX)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {name.rpartition(".")[2].lower(): packed.read(name) for name in packed.namelist()}
    if "shp" not in parts or "dbf" not in parts:
        raise Refused([Problem("layer_unreadable", at="file")])
    for encoding in ENCODINGS:
        try:
            return _records(parts, encoding, kinds)
        except (UnicodeDecodeError, shapefile.dbfFileException):
            continue
    raise Refused([Problem("layer_unreadable", at="file")])


def _records(parts: Mapping[str, bytes], encoding: str, kinds: Collection[str]) -> list[Shape]:
    files = {key: io.BytesIO(parts[key]) for key in ("shp", "shx", "dbf") if key in parts}
    with shapefile.Reader(**files, encoding=encoding) as reader:
        shapes = []
        for one in reader.iterShapeRecords():
            told: Any = one.shape.__geo_interface__
            if told and told.get("type") in kinds:
                kept = {str(key): _text(value) for key, value in one.record.as_dict().items()}
                shapes.append(Shape(properties=kept, geometry=shapely.force_2d(shape_of(told))))
    return shapes


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()[:120]
