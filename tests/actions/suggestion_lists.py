"""Lists of suggestions as offices send them: a good one, and the ways in which they are wrong."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

from linli.domain.suggestion_sheet import SHEET

CITY, HOUSING, CIVIL = "区城市管理局", "区住建局", "区民政局"
TITLE, TEXT = "老旧小区增设充电桩", "建议在老旧小区增设电动自行车充电桩。"
HEADS = [column.title.zh for column in SHEET.columns]
KEYS = [column.key for column in SHEET.columns]


def row(number: Any, **changes: Any) -> list[Any]:
    """One line of the list; `changes` by column."""
    given = {
        "number": number, "kind": "建议", "topic": "城建环保", "title": TITLE, "text": TEXT, "deputies": "王甲、李乙",
        "phones": "000-7700001、000-7700002", "proposed": date(2026, 1, 20), "lead": CITY, "co_units": HOUSING,
        "months": "三个月", "publish": "是", **changes,
    }  # fmt: skip
    return [given[key] for key in KEYS]


def book(*rows: Sequence[Any], merged: Sequence[str] = (), title: str = "") -> bytes:
    """A workbook with the heads and these rows; a title above them may be merged, as offices like it."""
    made = Workbook()
    page = made.active
    assert page is not None
    page.title = SHEET.title.zh
    if title:
        page.append([title])
        page.merge_cells("A1:L1")
    page.append(HEADS)
    for one in rows:
        page.append(list(one))
    for one in merged:
        page.merge_cells(one)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def table(*rows: Sequence[Any], encoding: str = "gb18030") -> bytes:
    """The same as CSV."""
    text = io.StringIO()
    csv.writer(text).writerows([HEADS, *rows])
    return text.getvalue().encode(encoding)
