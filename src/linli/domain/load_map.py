"""Load maps: how the columns and words of another system's file become ours; read from TOML."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from linli.domain.calendar import SHANGHAI
from linli.domain.coordinates import Crs
from linli.domain.problems import Problem, Refused

COLUMNS = ("id", "words", "title", "place_words", "lon", "lat", "area", "category", "status", "filed_at", "closed_at")
"""What a column may become; `id` is the source's own key, without which nothing can be recognised again."""
STATUSES = ("open", "closed")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadMap:
    """One source's way of writing, agreed once."""

    source: str
    """Short name of the source; with its own key it makes an import recognisable for ever."""
    columns: Mapping[str, str]
    """Ours → theirs."""
    categories: Mapping[str, str] = field(default_factory=dict)
    default_category: str = ""
    statuses: Mapping[str, str] = field(default_factory=dict)
    crs: Crs = Crs.WGS84
    zone: ZoneInfo = SHANGHAI
    is_day_first: bool = True
    area: str = ""
    """Key of the area for rows whose place cannot be found; empty: the whole county."""


def read_load_map(data: Mapping[str, Any], *, category_keys: Collection[str]) -> LoadMap:
    """Return the map that a TOML document describes; raises Refused with every mistake in it."""
    problems: list[Problem] = []
    known = {"source", "columns", "categories", "default_category", "statuses", "crs", "zone", "day_first", "area"}
    problems.extend(Problem("unknown_field", at=key, params={"value": key[:40]}) for key in data if key not in known)
    source = str(data.get("source", "")).strip()
    columns = _words(data, "columns", problems)
    if not source:
        problems.append(Problem("required", at="source"))
    if "id" not in columns:
        problems.append(Problem("required", at="columns.id"))
    problems.extend(
        Problem("unknown_field", at=f"columns.{key}", params={"value": key[:40]})
        for key in columns
        if key not in COLUMNS
    )
    categories = _words(data, "categories", problems)
    default = str(data.get("default_category", ""))
    for at, key in (*((f"categories.{name}", key) for name, key in categories.items()), ("default_category", default)):
        if key and key not in category_keys:
            problems.append(Problem("unknown_choice", at=at, params={"value": key[:40]}))
    if not default:
        problems.append(Problem("required", at="default_category"))
    statuses = _words(data, "statuses", problems)
    problems.extend(
        Problem("unknown_choice", at=f"statuses.{name}", params={"value": value[:40]})
        for name, value in statuses.items()
        if value not in STATUSES
    )
    crs, zone = _crs(data, problems), _zone(data, problems)
    if problems or crs is None or zone is None:
        raise Refused(problems)
    return LoadMap(
        source=source[:60],
        columns=columns,
        categories=categories,
        default_category=default,
        statuses=statuses,
        crs=crs,
        zone=zone,
        is_day_first=bool(data.get("day_first", True)),
        area=str(data.get("area", "")),
    )


def _words(data: Mapping[str, Any], key: str, problems: list[Problem]) -> dict[str, str]:
    given = data.get(key, {})
    if not isinstance(given, Mapping):
        problems.append(Problem("not_a_table", at=key))
        return {}
    return {str(name): str(value) for name, value in given.items()}


def _crs(data: Mapping[str, Any], problems: list[Problem]) -> Crs | None:
    value = str(data.get("crs", Crs.WGS84.value))
    if value in {one.value for one in Crs}:
        return Crs(value)
    problems.append(Problem("unknown_choice", at="crs", params={"value": value[:40]}))
    return None


def _zone(data: Mapping[str, Any], problems: list[Problem]) -> ZoneInfo | None:
    value = str(data.get("zone", "Asia/Shanghai"))
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError):
        problems.append(Problem("unknown_choice", at="zone", params={"value": value[:40]}))
        return None
