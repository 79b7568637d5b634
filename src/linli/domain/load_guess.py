"""A first map for a file nobody has mapped yet: columns by their names and values, states and date form by theirs.

A guess is only ever shown for somebody to confirm; nothing is loaded by it alone.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from linli.domain.category import Category
from linli.domain.load_map import COLUMNS, STATUSES

NAMES: Mapping[str, tuple[str, ...]] = {
    "id": (
        "id", "编号", "工单编号", "工单号", "案件编号", "事项编号", "序号", "key", "number", "case number", "ticket",
        "service_request_id", "nummer", "vorgangsnummer", "meldungsnummer",
    ),
    "words": (
        "words", "内容", "描述", "问题描述", "诉求内容", "事项内容", "description", "text", "details", "beschreibung",
    ),
    "title": ("title", "标题", "事项名称", "主题", "subject", "summary", "service_name", "titel", "betreff"),
    "place_words": ("place_words", "地址", "地点", "位置", "事发地址", "address", "location", "place", "where",
                    "adresse", "ort", "standort"),
    "lon": ("lon", "lng", "long", "longitude", "x", "经度", "längengrad", "laengengrad"),
    "lat": ("lat", "latitude", "y", "纬度", "breitengrad"),
    "area": ("area", "区划代码", "区域代码", "网格编号", "area_code", "areacode"),
    "category": ("category", "类别", "分类", "事项类别", "问题类型", "类型", "kind", "type", "service_code",
                 "kategorie", "art", "issue type", "request type"),
    "status": ("status", "state", "状态", "办理状态", "处理状态"),
    "filed_at": ("filed_at", "时间", "上报时间", "受理时间", "反映时间", "登记时间", "created", "date created",
                 "created_at", "requested_datetime", "opened", "date", "datum", "erstellt", "eingang", "when"),
    "closed_at": ("closed_at", "办结时间", "结案时间", "完成时间", "closed", "date closed", "closed_datetime",
                  "erledigt am", "abgeschlossen"),
}  # fmt: skip
"""How heads of other systems call our columns, in Chinese, English and German."""
CLOSED = (
    "closed", "done", "completed", "complete", "resolved", "finished", "archived", "已办结", "办结", "已结案", "结案",
    "已完成", "完成", "已处理", "已归档", "erledigt", "geschlossen", "abgeschlossen", "behoben",
)  # fmt: skip
VALUES_MAX, VALUE_LETTERS_MAX = 40, 80
_SEPARATED_DAY = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}")


def _plain(name: str) -> str:
    return " ".join(name.strip().lower().replace("-", " ").split())


def guess_columns(heads: Sequence[str]) -> dict[str, str]:
    """Return ours → theirs for the heads whose names tell; each head is taken once, the plainest name first."""
    free = {_plain(one).replace(" ", "_"): one.strip() for one in reversed(heads) if one.strip()}
    found: dict[str, str] = {}
    for ours in COLUMNS:
        wanted = (name.replace(" ", "_") for name in NAMES[ours])
        name = next((one for one in wanted if one in free), None)
        if name is not None:
            found[ours] = free.pop(name)
    return found


def common_values(values: Iterable[str]) -> tuple[str, ...]:
    """Return the values that stand in a column, the most frequent first; only as many as a form can show."""
    counted = Counter(value for one in values if 0 < len(value := one.strip()) <= VALUE_LETTERS_MAX)
    return tuple(value for value, _ in counted.most_common(VALUES_MAX))


def guess_statuses(values: Iterable[str]) -> dict[str, str]:
    """Return theirs → ours: closed where the word says so, else open."""
    return {one: STATUSES[1] if _plain(one) in CLOSED else STATUSES[0] for one in values}


def guess_categories(values: Iterable[str], categories: Mapping[str, Category]) -> dict[str, str]:
    """Return theirs → our key where a value is our key or the name of one of our second-level categories."""
    by_name: dict[str, str] = {}
    for key, one in categories.items():
        if one.parent_key is not None:
            by_name |= {_plain(key): key, _plain(one.name.zh): key, _plain(one.name.en): key}
    return {one: by_name[_plain(one)] for one in values if _plain(one) in by_name}


def guess_day_first(values: Iterable[str]) -> bool:
    """Say whether days stand before months: a number above twelve decides, and nothing decides for the day."""
    first, second = 0, 0
    for one in values:
        if found := _SEPARATED_DAY.match(one.strip()):
            first += int(found[1]) > 12
            second += int(found[2]) > 12
    return first >= second


def map_text(spelled: Mapping[str, Any]) -> str:
    """Return a map as the TOML file that `linli load cases --map` takes."""
    lines = [f"{key} = {_toml(value)}" for key, value in spelled.items() if not isinstance(value, Mapping)]
    for name, table in spelled.items():
        if isinstance(table, Mapping):
            lines += ["", f"[{name}]", *(f"{_toml(str(key))} = {_toml(value)}" for key, value in table.items())]
    return "\n".join(lines) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    # A JSON string is a TOML string, but for one letter that TOML wants escaped.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
