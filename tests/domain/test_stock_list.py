"""A required list as a table: every mistake of every row at once, and the same rows again change nothing."""

from dataclasses import replace
from datetime import date

from linli.domain.stock import SiteSet, StockSite
from linli.domain.stock_kinds import REQUIRED, StockKind, first_items
from linli.domain.stock_list import column_of, read_rows

TODAY = date(2026, 3, 2)
EMPTY = StockSite(stream="stock/S1", seq=1, told=SiteSet(unit="u", area="/a/", name="站", category="other"))
GOOD = {"name": "水带", "measure": "盘", "minimum": "6", "quantity": "4", "expires": "2027/01/31", "is_team": "否"}


def test_a_row_is_a_new_item_a_change_of_what_is_asked_or_nothing() -> None:
    (row,) = read_rows(EMPTY, [GOOD], TODAY)
    assert row.item is not None and row.is_new and row.is_changed and row.item.lots == {"2027-01-31": 4}
    site = replace(EMPTY, items={row.item.item: row.item})
    (again,) = read_rows(site, [GOOD], TODAY)
    assert again.item == row.item and not again.is_changed and again.remarks == ()
    (more,) = read_rows(site, [{"name": "水带", "minimum": "8", "quantity": "9"}], TODAY)
    assert more.item is not None and (more.item.minimum, more.item.measure, more.item.in_store) == (8, "盘", 4)
    assert more.is_changed and not more.is_new and [one.code for one in more.remarks] == ["stock_not_by_file"]


def test_everything_wrong_with_a_row_is_said_at_once_and_the_others_stand() -> None:
    wrong = {
        "name": "",
        "measure": "一二三四五六七八九",
        "minimum": "-1",
        "quantity": "x",
        "expires": "31.1.",
        "is_team": "?",
    }
    rows = list(read_rows(EMPTY, [wrong, GOOD, GOOD], TODAY))
    assert {(one.code, one.at) for one in rows[0].problems} == {
        ("required", "name"), ("too_long", "measure"), ("not_a_number", "minimum"), ("not_a_number", "quantity"),
        ("not_a_date", "expires"), ("unknown_choice", "is_team"),
    }  # fmt: skip
    assert rows[1].item is not None
    assert [one.code for one in rows[2].problems] == ["row_twice"]


def test_a_kind_of_site_begins_with_its_list() -> None:
    items = first_items(StockKind.MINI_FIRE)
    assert len({one.name for one in items}) == len(items) == len(REQUIRED[StockKind.MINI_FIRE])
    assert all(one.missing(TODAY) == one.minimum > 0 for one in items) and items[-1].is_team
    assert first_items(StockKind.STORE) == ()
    spelled = [{"name": one.name, "measure": one.measure, "minimum": str(one.minimum)} for one in items]
    site = replace(EMPTY, items={one.item: one for one in items})
    assert not any(row.is_changed for row in read_rows(site, spelled, TODAY))
    assert [column_of(head) for head in ("物资", "计量单位", "Required at least", "在库")] == [
        "name", "measure", "minimum", "quantity",
    ]  # fmt: skip
