"""One place as a form or a row of a table spells it: all its mistakes at once, and remarks that refuse nothing.

Source: a wrong check digit and a point outside the named area are told and kept as typed (FIELD.md §5.3).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

import shapely

from linli.domain.area import Area, AreaLevel
from linli.domain.area_names import find_areas
from linli.domain.boundaries import outline_text, read_outline
from linli.domain.coordinate_checks import read_point
from linli.domain.coordinates import Crs, Point
from linli.domain.credit_code import code_remarks, plain_code
from linli.domain.directory import Directory
from linli.domain.office_phone import phone_problems, plain_phone
from linli.domain.place import ALIAS_MARK, KIND_WORDS, RISK_WORDS, Place, PlaceKind, PlaceRisk
from linli.domain.placing import Placer
from linli.domain.problems import Problem, Refused
from linli.domain.source_values import kept_text
from linli.domain.wording import Wording

E = TypeVar("E", bound=StrEnum)
COLUMNS = (
    "key", "name", "name_en", "kind", "risk", "address", "area", "lon", "lat", "outline", "aliases", "regulator",
    "owner", "phone", "credit_code",
)  # fmt: skip
REQUIRED = ("key", "name", "kind")
LENGTHS = {"key": 40, "name": 120, "name_en": 160, "address": 200, "aliases": 200, "credit_code": 40, "phone": 40}
OUTLINE_CORNERS_MAX = 100
"""About two kilobytes in an entry; a building or a compound needs fewer."""
ALIAS_MARKS = re.compile(r"[、,,;;/|]+")
COLUMN_WORDS: Mapping[str, Wording] = {
    "key": Wording("编号", "Number"), "name": Wording("名称", "Name"), "name_en": Wording("英文名", "Name in English"),
    "kind": Wording("类别", "Category"), "risk": Wording("风险等级", "Risk class"),
    "address": Wording("地址", "Address"),
    "area": Wording("所在区域", "Area"), "lon": Wording("经度", "Longitude"), "lat": Wording("纬度", "Latitude"),
    "outline": Wording("轮廓", "Outline"), "aliases": Wording("别名", "Other names"),
    "regulator": Wording("行业监管单位", "Sector regulator"), "owner": Wording("属地责任单位", "Territorial owner"),
    "phone": Wording("办公电话", "Office phone"), "credit_code": Wording("统一社会信用代码", "Credit code"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPlace:
    """What became of a row: a place without an id, or problems; remarks refuse nothing."""

    place: Place | None
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


def column_of(head: str) -> str:
    """Return the column that a head names in either language, or the head itself."""
    plain = " ".join(head.strip().lstrip("\ufeff").lower().split())
    for column, words in COLUMN_WORDS.items():
        if plain in (column, column.replace("_", " "), words.zh, words.en.lower()):
            return column
    return plain


def _spelled(words: Mapping[E, Wording]) -> Mapping[str, E]:
    return {text.lower(): one for one, own in words.items() for text in (one.value, own.zh, own.en)}


KIND_OF: Mapping[str, PlaceKind] = _spelled(KIND_WORDS)
RISK_OF: Mapping[str, PlaceRisk] = _spelled(RISK_WORDS)


class PlaceReader:
    """Reads places of one county in one coordinate system."""

    def __init__(self, directory: Directory, placer: Placer, datum: Crs = Crs.WGS84) -> None:
        """Index the names of units and areas."""
        self._directory, self._placer, self._datum = directory, placer, datum
        self._named: dict[str, str | Problem] = {}
        self._units: dict[str, list[str]] = {}
        for unit in directory.units.values():
            for name in {unit.id, unit.key, unit.name, unit.name_en} - {""}:
                self._units.setdefault(name, []).append(unit.id)

    def read(self, cells: Mapping[str, str], standing: Place | None = None) -> ReadPlace:
        """Return the place that `cells` spell; a column that is not there leaves what stands."""
        problems: list[Problem] = []
        texts = self._texts(cells, standing, problems)
        kind = _chosen(KIND_OF, "kind", cells, standing.kind if standing else None, problems)
        risk = _chosen(RISK_OF, "risk", cells, standing.risk if standing else PlaceRisk.UNRATED, problems)
        outline = self._outline(cells, standing, problems)
        point = self._point(cells, standing, outline, problems)
        area_path = self._area(cells, standing, point, problems)
        regulator = self._unit("regulator", cells, standing.regulator_unit if standing else "", problems)
        owner = self._unit("owner", cells, standing.owner_unit if standing else "", problems)
        problems += phone_problems(texts["phone"])
        if problems or kind is None or risk is None:
            return ReadPlace(place=None, problems=tuple(problems))
        lon_e6, lat_e6 = point.microdegrees if point else (None, None)
        place = replace(
            standing or Place(id="", key=texts["key"], name="", kind=kind, area_path=""),
            key=texts["key"], name=texts["name"], name_en=texts["name_en"], address=texts["address"],
            aliases=texts["aliases"], phone=texts["phone"], credit_code=texts["credit_code"], kind=kind,
            risk=risk, area_path=area_path, lon_e6=lon_e6, lat_e6=lat_e6, outline=outline,
            regulator_unit=regulator, owner_unit=owner,
        )  # fmt: skip
        return ReadPlace(place=place, remarks=self.remarks(place))

    def remarks(self, place: Place) -> tuple[Problem, ...]:
        """Return what looks wrong with a place and is kept all the same."""
        found = list(code_remarks(place.credit_code))
        if place.point is not None:
            fallen = self._placer.place(place.point).area_path
            is_inside = fallen.startswith(place.area_path) or place.area_path.startswith(fallen or "?")
            if not is_inside and self._placer.areas:
                tree = self._directory.tree.by_path
                words = {"area": _name(tree.get(place.area_path)), "found": _name(tree.get(fallen))}
                found.append(
                    Problem("point_outside_area", at="point", params=words)
                    if fallen
                    else Problem("point_outside_borders", at="point")
                )
        return tuple(found)

    def _texts(
        self, cells: Mapping[str, str], standing: Place | None, problems: list[Problem]
    ) -> dict[str, str]:  # fmt: skip
        texts: dict[str, str] = {}
        for name, limit in LENGTHS.items():
            if name not in cells:
                texts[name] = str(getattr(standing, name)) if standing else ""
                continue
            text = cells[name]
            if name == "aliases":
                text = ALIAS_MARK.join(one.strip() for one in ALIAS_MARKS.split(text) if one.strip())
            text = plain_phone(text) if name == "phone" else plain_code(text) if name == "credit_code" else text
            try:
                texts[name] = kept_text(text, limit=limit, at=name)
            except Refused as refused:
                problems += refused.problems
                texts[name] = ""
            if name in REQUIRED and not text:
                problems.append(Problem("required", at=name))
        return texts

    def _outline(self, cells: Mapping[str, str], standing: Place | None, problems: list[Problem]) -> str:
        text = cells.get("outline")
        if text is None or (standing and text.strip() and _lines(standing.outline) == text.strip()):
            return standing.outline if standing else ""
        if not text.strip():
            return ""
        try:
            drawn = read_outline(text.replace(";", "\n"), self._datum)
        except Refused as refused:
            problems += refused.problems
            return ""
        spelled = outline_text(shapely.to_wkb(drawn)).splitlines()
        if len(spelled) > OUTLINE_CORNERS_MAX:
            problems.append(Problem("outline_too_long", at="outline", params={"limit": OUTLINE_CORNERS_MAX}))
            return ""
        pairs = (line.split(",") for line in spelled)
        return ";".join(f"{round(float(lon) * 1e6)},{round(float(lat) * 1e6)}" for lon, lat in pairs)

    def _point(
        self, cells: Mapping[str, str], standing: Place | None, outline: str, problems: list[Problem]
    ) -> Point | None:
        if "lon" not in cells and "lat" not in cells:
            return (standing.point if standing else None) or middle_of(outline)
        lon, lat = cells.get("lon", "").strip(), cells.get("lat", "").strip()
        if not lon and not lat:
            return middle_of(outline)
        if standing and standing.point and (lon, lat) == spelled_point(standing.point):
            return standing.point  # shown in WGS-84 and sent back untouched, whatever system the rest is in
        try:
            return read_point(lon, lat, crs=self._datum)
        except Refused as refused:
            problems += refused.problems
            return None

    def _area(
        self, cells: Mapping[str, str], standing: Place | None, point: Point | None, problems: list[Problem]
    ) -> str:
        words = cells.get("area", "").strip()
        if not words:
            if "area" not in cells and standing:
                return standing.area_path
            placed = self._placer.place(point).area_path if point else ""
            if not placed and not any(one.at.startswith("point") for one in problems):
                problems.append(Problem("place_needed", at="area"))
            return placed
        if words not in self._named:
            self._named[words] = self._find_area(words)
        found = self._named[words]
        if isinstance(found, Problem):
            problems.append(found)
            return ""
        return found

    def _find_area(self, words: str) -> str | Problem:
        """Return the path of the area named by path, key, code or name, or why there is none."""
        tree = self._directory.tree
        named = tree.by_path.get(words) or tree.by_key.get(words)
        if named is not None:
            return named.path
        by_code: Sequence[Area] = [one for one in tree if one.code == words]
        same = by_code or [
            one for one in tree if words in (one.name, one.name_en) and one.level is not AreaLevel.COUNTY
        ]
        found = same or list(find_areas(self._directory, words))[:2]
        if len(found) == 1:
            return found[0].path
        return Problem("place_unclear" if found else "place_unknown", at="area", params={"value": words[:40]})

    def _unit(self, column: str, cells: Mapping[str, str], standing: str, problems: list[Problem]) -> str:
        words = cells.get(column)
        if words is None:
            return standing
        if not words.strip():
            return ""
        found = self._units.get(words.strip(), [])
        if len(found) == 1:
            return found[0]
        code = "unit_unclear" if found else "unit_not_there"
        problems.append(Problem(code, at=column, params={"value": words.strip()[:40]}))
        return ""


def _chosen(
    words_of: Mapping[str, E], column: str, cells: Mapping[str, str], standing: E | None, problems: list[Problem]
) -> E | None:
    words = cells.get(column, "").strip()
    if column not in cells or not words:
        if column in REQUIRED:
            problems += [Problem("required", at=column)] if column in cells or standing is None else []
        elif column in cells:
            return words_of["unrated"]
        return standing
    found = words_of.get(words.lower())
    if found is None:
        problems.append(Problem("unknown_choice", at=column, params={"value": words[:40]}))
    return found


def _name(area: Area | None) -> str:
    return area.name if area else ""


def _corners(outline: str) -> list[tuple[float, float]]:
    pairs = (one.split(",") for one in outline.split(";") if one)
    return [(int(lon) / 1e6, int(lat) / 1e6) for lon, lat in pairs]


def _lines(outline: str) -> str:
    return "\n".join(f"{lon:.6f}, {lat:.6f}" for lon, lat in _corners(outline))


def outline_lines(outline: str) -> str:
    """Return an outline as a form shows it: a line "longitude, latitude" for each corner."""
    return _lines(outline)


def spelled_point(point: Point) -> tuple[str, str]:
    """Return a point as a form shows it."""
    return f"{point.lon:.6f}", f"{point.lat:.6f}"


def middle_of(outline: str) -> Point | None:
    """Return a point inside an outline, or None without one."""
    corners = _corners(outline)
    if len(corners) < 3:
        return None
    inside = shapely.point_on_surface(shapely.Polygon(corners))
    return Point(inside.x, inside.y).rounded()
