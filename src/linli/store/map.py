"""What maps are drawn from beside the set-up: points of matters, and the streets kept in the data folder."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from linli.domain.coordinates import Point
from linli.domain.problems import Problem
from linli.domain.streets import Street, read_streets, spell_streets
from linli.store.secrets import EVERYTHING, opened, sealed_rows, unsealed

NAMED_MAX = 100
"""More streams than that are not named one by one to the wall, which reads the names again for every row."""
STREETS_FILE = "streets.geojson"


def points_of(county_id: int, streams: Sequence[str]) -> dict[str, Point]:
    """Return the latest point given of each case that has one; who may see it is the caller's question."""
    if not streams:
        return {}
    with opened(county_id, EVERYTHING if len(streams) > NAMED_MAX else streams):
        rows = sealed_rows(county_id, streams, "field = 'point'")
    latest = {row.place.stream: row for row in rows}
    return {row.place.stream: point for row, held in unsealed(list(latest.values())) if (point := _point(held.value))}


def _point(spelled: bytes) -> Point | None:
    try:
        told: Any = json.loads(spelled)
        return Point.from_microdegrees(int(told["lon_e6"]), int(told["lat_e6"]))
    except (ValueError, KeyError, TypeError):
        return None


def streets_version(folder: Path) -> str:
    """Return what changes whenever other streets are kept, "" where there are none."""
    try:
        kept = (folder / STREETS_FILE).stat()
    except OSError:
        return ""
    return f"{kept.st_mtime_ns:x}"


def kept_streets(folder: Path) -> tuple[Street, ...]:
    """Return the streets kept in `folder`; a file that cannot be read counts as none."""
    try:
        document = json.loads((folder / STREETS_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    return read_streets(document)[0]


def keep_streets(folder: Path, streets: tuple[Street, ...]) -> None:
    """Put `streets` in the place of those before, whole or not at all."""
    document = {"type": "FeatureCollection", "features": list(spell_streets(streets))}
    fresh = folder / f"{STREETS_FILE}.new"
    fresh.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    os.replace(fresh, folder / STREETS_FILE)


def read_street_file(content: bytes) -> tuple[Any, tuple[Problem, ...]]:
    """Return the document in `content`, or why there is none."""
    try:
        return json.loads(content.decode("utf-8-sig")), ()
    except (ValueError, RecursionError):
        return None, (Problem("not_geojson", at="file"),)
