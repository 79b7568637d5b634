"""Rows of a district's own checklists turned into records: every mistake at once, and a version in force is let be."""

from dataclasses import fields
from itertools import pairwise

from linli.domain.checklist import ITEMS_MAX, KEY
from linli.domain.own_checklist import (
    AGAIN_DAYS_MAX,
    INSPECTORS_MAX,
    OWN_FROM,
    OWN_MAX,
    ChecklistHead,
    ChecklistLine,
)
from linli.domain.setup_cells import SheetRow
from linli.domain.setup_plan import Workshop

ARTICLE_MAX = 9999


def checklist_row(shop: Workshop, row: SheetRow) -> None:
    """Add a version of a list, or change one whose first day has yet to come."""
    key, version, before = row.text("key"), int(row.values["version"]), len(shop.problems)
    if not KEY.fullmatch(key):
        shop.wrong(row, "key", "checklist_key_bad")
    _between(shop, row, "version", OWN_FROM, OWN_MAX)
    _between(shop, row, "again_days", 1, AGAIN_DAYS_MAX)
    _between(shop, row, "inspectors", 1, INSPECTORS_MAX)
    _category(shop, row)
    head = ChecklistHead(
        key=key, version=version, title=row.text("title"), title_en=row.text("title_en"),
        from_date=row.values["from_date"], kinds=tuple(row.values["kinds"]), category=row.text("category"),
        again_days=int(row.values["again_days"]), inspectors=int(row.values["inspectors"]),
        has_batches=bool(row.values["has_batches"]), is_active=bool(row.values["is_active"]),
    )  # fmt: skip
    standing = shop.directory.checklists.heads.get((key, version))
    if standing is not None and standing.from_date <= shop.today:
        if _differs(row, head, standing):
            shop.wrong(row, "version", "checklist_stands", version=version)
        return
    if head.from_date < shop.today:
        shop.wrong(row, "from_date", "not_before_today")
    if len(shop.problems) == before and shop.keep(row, head, standing):
        _check_at_end(shop, row, key, version)


def item_row(shop: Workshop, row: SheetRow) -> None:
    """Add an item to a version whose first day has yet to come, change it, or take it out."""
    key, version, before = row.text("checklist"), int(row.values["version"]), len(shop.problems)
    standing = shop.directory.checklists.heads.get((key, version))
    if standing is None and _head(shop, key, version) is None:
        shop.wrong(row, "checklist", "checklist_unknown")
    if not KEY.fullmatch(row.text("key")):
        shop.wrong(row, "key", "checklist_key_bad")
    article = row.text("article")
    if article and not (article.isascii() and article.isdecimal() and 1 <= int(article) <= ARTICLE_MAX):
        shop.wrong(row, "article", "not_a_number")
    _category(shop, row)
    line = ChecklistLine(
        checklist=key, version=version, position=int(row.values["position"]), key=row.text("key"),
        title=row.text("title"), title_en=row.text("title_en"), basis=row.text("basis"), basis_en=row.text("basis_en"),
        article=article, grade=row.text("grade"), part=row.text("part"), part_en=row.text("part_en"),
        is_urgent=bool(row.values["is_urgent"]), category=row.text("category"),
        is_active=bool(row.values["is_active"]),
    )  # fmt: skip
    present = shop.directory.checklists.lines.get((key, version), ())
    same = next((one for one in present if one.key == line.key), None)
    if standing is not None and standing.from_date <= shop.today:
        if same is None or _differs(row, line, same):
            shop.wrong(row, "version", "checklist_stands", version=version)
        return
    if len(shop.problems) == before and shop.keep(row, line, same):
        _check_at_end(shop, row, key, version)


def _between(shop: Workshop, row: SheetRow, key: str, least: int, most: int) -> None:
    value = int(row.values[key])
    if value < least:
        code = "checklist_version_low" if key == "version" else "too_small"
        shop.wrong(row, key, code, limit=least)
    elif value > most:
        shop.wrong(row, key, "too_large", limit=most)


def _category(shop: Workshop, row: SheetRow) -> None:
    given = row.text("category")
    if given and given not in shop.categories:
        shop.wrong(row, "category", "category_unknown", value=given[:60])


def _differs(row: SheetRow, given: ChecklistHead | ChecklistLine, standing: ChecklistHead | ChecklistLine) -> bool:
    """What a file has no column for says nothing."""
    return any(getattr(given, one.name) != getattr(standing, one.name) for one in fields(given) if row.has(one.name))


def _head(shop: Workshop, key: str, version: int) -> ChecklistHead | None:
    """Return a version's head as it will stand."""
    records = (one.record for one in shop.changes.values())
    made = (one for one in records if isinstance(one, ChecklistHead) and (one.key, one.version) == (key, version))
    return next(made, shop.directory.checklists.heads.get((key, version)))


def _check_at_end(shop: Workshop, row: SheetRow, key: str, version: int) -> None:
    """Check a version as a whole when all rows are read; once, at the row that touched it first."""
    shop.at_end.setdefault(f"checklist/{key}/{version}", lambda: _check(shop, row, key, version))


def _check(shop: Workshop, row: SheetRow, key: str, version: int) -> None:
    lines = {one.key: one for one in shop.directory.checklists.lines.get((key, version), ())}
    for change in shop.changes.values():
        one = change.record
        if isinstance(one, ChecklistLine) and (one.checklist, one.version) == (key, version):
            lines[one.key] = one
    used = [one for one in lines.values() if one.is_active]
    if not used:
        shop.wrong(row, "", "checklist_empty")
    elif len(used) > ITEMS_MAX:
        shop.wrong(row, "", "checklist_long", limit=ITEMS_MAX)
    if len({bool(one.part) for one in used}) > 1:
        shop.wrong(row, "", "checklist_parts")
    heads = {one.version: one for one in shop.directory.checklists.own(key)}
    heads |= {
        one.record.version: one.record for one in shop.changes.values()
        if isinstance(one.record, ChecklistHead) and one.record.key == key
    }  # fmt: skip
    for former, latter in pairwise(heads[one] for one in sorted(heads)):
        if latter.from_date < former.from_date and version in (former.version, latter.version):
            shop.wrong(row, "", "checklist_day_order", day=former.from_date.isoformat())
