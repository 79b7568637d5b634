"""A required list as the rows of a table: what each row would do to a site, all its mistakes at once.

A row of a name that is known changes what is asked for, never what is there: stock moves by going in or out, or by a
stock-take. So the same table again changes nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from linli.domain.problems import Problem, Refused
from linli.domain.stock import StockItemSet, StockSite
from linli.domain.stock_moves import item_values
from linli.domain.supply_checks import Reading
from linli.domain.wording import Wording

COLUMNS = ("name", "measure", "minimum", "quantity", "expires", "is_team")
NEEDED = ("name", "measure", "minimum")
COLUMN_WORDS: Mapping[str, Wording] = {
    "name": Wording("物资", "Supply item"),
    "measure": Wording("单位(计量)", "Counted in"),
    "minimum": Wording("最低应备", "Required at least"),
    "quantity": Wording("现有数量", "There now"),
    "expires": Wording("有效期至", "Good until"),
    "is_team": Wording("应急队伍", "Emergency team"),
}
ALSO = {
    "计量单位": "measure", "单位": "measure", "应备数量": "minimum", "应备": "minimum", "名称": "name",
    "数量": "quantity", "在库": "quantity", "in store": "quantity",
}  # fmt: skip
"""Other heads that lists bear, those of the table that a site gives itself among them."""
YES = frozenset({"1", "是", "yes", "true"})
NO = frozenset({"", "0", "否", "no", "false"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """What became of one row."""

    item: StockItemSet | None
    is_new: bool = False
    is_changed: bool = False
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


def column_of(head: str) -> str:
    """Return the column that a head names in either language, or the head itself."""
    plain = " ".join(head.strip().lstrip("\ufeff").lower().split())
    for column, words in COLUMN_WORDS.items():
        if plain in (column, words.zh, words.en.lower()):
            return column
    return ALSO.get(plain, plain)


def read_rows(site: StockSite, rows: Iterable[Mapping[str, str]], today: date) -> Iterable[ListRow]:
    """Yield what each row would do, one after the other, so that a name stands in a table once."""
    standing = {one.name: one for one in site.listed}
    after, seen = site, set[str]()
    for cells in rows:
        name = cells.get("name", "").strip()
        if name in seen:
            row = ListRow(item=None, problems=(Problem("row_twice", at="name"),))
        else:
            row = _read(after, standing.get(name), cells, today)
        if row.item is not None:
            seen.add(name)
            after = replace(after, items={**after.items, row.item.item: row.item})
        yield row


def _read(site: StockSite, before: StockItemSet | None, cells: Mapping[str, str], today: date) -> ListRow:
    typed = {key: text.strip() for key, text in cells.items()}
    team = typed.get("is_team", "").lower()
    problems = [] if team in YES | NO else [Problem("unknown_choice", at="is_team", params={"value": team[:40]})]
    typed["is_team"] = "1" if team in YES else ""
    typed["expires"] = typed.get("expires", "").replace("/", "-")
    if before is not None:
        typed = {"measure": before.measure, "minimum": str(before.minimum), **typed}
    item: StockItemSet | None = None
    try:
        item = item_values(Reading(typed=typed, today=today), site, before.item if before else "")
    except Refused as refused:
        problems += refused.problems
    if problems or item is None:
        return ListRow(item=None, problems=tuple(problems))
    quantity = typed.get("quantity", "")
    remarks = []
    if before is not None and quantity.isascii() and quantity.isdigit() and int(quantity[:9]) != before.in_store:
        remarks = [Problem("stock_not_by_file", at="quantity", params={"count": before.in_store})]
    return ListRow(item=item, is_new=before is None, is_changed=item != before, remarks=tuple(remarks))
