"""Loading the register of places: estates, schools, markets and whatever else people call a spot by."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from linli.actions.deciding import Office, new_id
from linli.actions.table_rows import RefusedRow, TableRow, table_rows
from linli.domain.area import AreaLevel
from linli.domain.area_names import find_areas
from linli.domain.coordinate_checks import read_point
from linli.domain.coordinates import Crs, Point
from linli.domain.delimited import RawRecord
from linli.domain.place import ALIAS_MARK, KIND_WORDS, Place, PlaceKind
from linli.domain.problems import Problem, Refused
from linli.domain.source_values import kept_text
from linli.store import journal, setup

COLUMNS = ("key", "name", "name_en", "kind", "address", "area", "lon", "lat", "aliases")
REQUIRED = ("key", "name", "kind")
LENGTHS = {"key": 40, "name": 120, "name_en": 160, "address": 200, "aliases": 200}
KIND_OF: Mapping[str, PlaceKind] = {
    word.lower(): kind for kind, words in KIND_WORDS.items() for word in (kind.value, words.zh, words.en)
}
ALIAS_MARKS = re.compile(r"[、,,;;/|]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedPlaces:
    """What became of a file: every row is added, changed, unchanged or refused."""

    read: int
    added: int
    changed: int
    unchanged: int
    refused: tuple[RefusedRow, ...]


def load_places(
    office: Office, records: Iterable[RawRecord], *, now: datetime, datum: Crs = Crs.WGS84, is_dry_run: bool = False
) -> LoadedPlaces:
    """Load a table (header first) in one transaction; a second run changes nothing."""
    known = {one.key: one for one in office.directory.setup.places}
    wanted: dict[str, Place] = {}
    refused: list[RefusedRow] = []
    read = unchanged = 0
    for row in table_rows(records, COLUMNS, REQUIRED):
        read += 1
        place, problems = _place(office, row, datum)
        if place is not None and place.key in wanted:
            problems.append(Problem("row_twice", at="key"))
        if place is None or problems:
            refused.append(RefusedRow(line=row.line, key=row.cells.get("key", "")[:40], problems=tuple(problems)))
            continue
        before = known.get(place.key)
        wanted[place.key] = replace(place, id=before.id if before else new_id(now))
        unchanged += before == wanted[place.key]
    fresh = [one for one in wanted.values() if known.get(one.key) != one]
    if fresh and not is_dry_run:
        with journal.one_transaction():
            setup.save_records(office.county_id, fresh, actor={"kind": "import", "id": "places"}, now=now)
    added = sum(one.key not in known for one in fresh)
    return LoadedPlaces(
        read=read, added=added, changed=len(fresh) - added, unchanged=unchanged, refused=tuple(refused)
    )  # fmt: skip


def _place(office: Office, row: TableRow, datum: Crs) -> tuple[Place | None, list[Problem]]:
    """Return the place of a row without its id, or every mistake in it."""
    problems = list(row.problems)
    if problems:
        return None, problems
    texts: dict[str, str] = {}
    cells = {
        **row.cells,
        "aliases": ALIAS_MARK.join(one.strip() for one in ALIAS_MARKS.split(row.cells.get("aliases", ""))),
    }
    for name, limit in LENGTHS.items():
        try:
            texts[name] = kept_text(cells.get(name, ""), limit=limit, at=name)
        except Refused as refused:
            problems += refused.problems
    problems += [Problem("required", at=name) for name in REQUIRED if not cells[name]]
    kind = KIND_OF.get(cells["kind"].lower())
    if kind is None and cells["kind"]:
        problems.append(Problem("unknown_choice", at="kind", params={"value": cells["kind"][:40]}))
    point = None
    try:
        point = _point(cells, datum)
    except Refused as refused:
        problems += refused.problems
    area_path = ""
    try:
        area_path = _area(office, cells.get("area", ""), point, is_point_wrong=bool(point is None and cells.get("lon")))
    except Refused as refused:
        problems += refused.problems
    if problems or kind is None:
        return None, problems
    lon_e6, lat_e6 = point.microdegrees if point else (None, None)
    place = Place(
        id="",
        key=texts["key"],
        name=texts["name"],
        name_en=texts["name_en"],
        kind=kind,
        area_path=area_path,
        aliases=texts["aliases"],
        address=texts["address"],
        lon_e6=lon_e6,
        lat_e6=lat_e6,
    )
    return place, []


def _point(cells: Mapping[str, str], datum: Crs) -> Point | None:
    lon, lat = cells.get("lon", ""), cells.get("lat", "")
    return read_point(lon, lat, crs=datum) if lon or lat else None


def _area(office: Office, words: str, point: Point | None, *, is_point_wrong: bool) -> str:
    """Return the path of the area named by code, key, path or name, or of the one in which the point lies."""
    tree = office.directory.tree
    if not words:
        placed = office.placer.place(point).area_path if point else ""
        if not placed and not is_point_wrong:
            raise Refused([Problem("place_needed", at="area")])
        return placed
    named = tree.by_path.get(words) or tree.by_key.get(words)
    if named is None:
        by_code = [one for one in tree if one.code == words]
        same = by_code or [
            one for one in tree if words in (one.name, one.name_en) and one.level is not AreaLevel.COUNTY
        ]
        found = same or list(find_areas(office.directory, words))[:2]
        if len(found) != 1:
            code = "place_unclear" if found else "place_unknown"
            raise Refused([Problem(code, at="area", params={"value": words[:40]})])
        named = found[0]
    return named.path
