"""Rows of the set-up sheets turned into rules: categories, limits, calendars, settings, words of messages, lists."""

import re
from dataclasses import replace

from linli.domain.area import AreaClass
from linli.domain.calendar import YearTable
from linli.domain.category import Category, CategoryKind, ClosingCondition
from linli.domain.checklist_rows import checklist_row, item_row
from linli.domain.house_list import ListItem, ListKind
from linli.domain.limit import Limit
from linli.domain.mediation_rows import committee_row, mediator_row
from linli.domain.message_text import MessageText, text_problems
from linli.domain.problems import Refused
from linli.domain.setting import Setting, SettingSource
from linli.domain.settings_catalogue import SETTINGS
from linli.domain.setup_cells import SheetRow
from linli.domain.setup_plan import Workshop
from linli.domain.setup_rows import area_row, duty_row, post_row, unit_row
from linli.domain.wording import Wording

LENGTH_MAX = 366
YEAR_MIN, YEAR_MAX = 2000, 2100
_CATEGORY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?")


def category_row(shop: Workshop, row: SheetRow) -> None:
    """Add, change or end a category; the second level stands below a first one."""
    key = row.text("key")
    before = shop.categories.get(key)
    if before is None and not _CATEGORY.fullmatch(key):
        shop.wrong(row, "key", "category_key_bad", value=key[:60])
        return
    head = key.rpartition(".")[0]
    if head and head not in shop.categories:
        shop.wrong(row, "key", "category_unknown", value=head)
        return
    last = max((one.position for one in shop.categories.values()), default=0)
    position = row.values.get("position")
    if position is None:
        position = before.position if before else last + 1
    category = Category(
        key=key,
        name=Wording(row.text("name"), row.text("name_en")),
        kind=CategoryKind(row.text("kind")),
        closing_condition=ClosingCondition(row.text("closing_condition")),
        icon=row.text("icon"),
        is_active=bool(row.values["is_active"]),
        position=position,
    )
    if shop.keep(row, category, before):
        shop.categories[key] = category


def limit_row(shop: Workshop, row: SheetRow) -> None:
    """Add, change or end a limit; the limit for everything cannot end, every matter needs one."""
    category, length = row.text("category"), int(row.values["length"])
    area_class = AreaClass(row.text("area_class")) if row.text("area_class") else None
    is_active = bool(row.values["is_active"])
    if category and category not in shop.categories:
        shop.wrong(row, "category", "category_unknown", value=category[:60])
        return
    if not 1 <= length <= LENGTH_MAX:
        shop.wrong(row, "length", "too_small" if length < 1 else "too_large", limit=1 if length < 1 else LENGTH_MAX)
        return
    if not category and area_class is None and not is_active:
        shop.wrong(row, "is_active", "last_limit")
        return
    limit = Limit(
        category=category, area_class=area_class, urgency=row.text("urgency"),  # type: ignore[arg-type]  # a choice
        length=length, unit=row.text("unit"),  # type: ignore[arg-type]  # a choice
        source=row.text("source"), is_active=is_active,
    )  # fmt: skip
    cell = (limit.category, limit.area_class, limit.urgency)
    limits = shop.directory.setup.limits
    before = next((one for one in limits if (one.category, one.area_class, one.urgency) == cell), None)
    if before is None and not is_active:
        return
    shop.keep(row, limit, before)


def year_row(shop: Workshop, row: SheetRow) -> None:
    """Add or change the calendar of a year; every edition counts one up."""
    year = int(row.values["year"])
    if not YEAR_MIN <= year <= YEAR_MAX:
        shop.wrong(row, "year", "not_a_year")
        return
    before = next((one for one in shop.directory.calendar.tables if one.year == year), None)
    table = YearTable(
        year=year, off_days=row.values["off_days"], work_days=row.values["work_days"], notice=row.text("notice"),
        provisional=bool(row.values["provisional"]), version=before.version if before else 1,
    )  # fmt: skip
    problems = table.problems()
    for one in problems:
        shop.wrong(row, "off_days", one.code, **one.params)
    if not table.provisional and not table.notice:
        shop.wrong(row, "notice", "notice_needed")
    if problems or (not table.provisional and not table.notice):
        return
    if before is not None and table != before:
        table = replace(table, version=before.version + 1)
    shop.keep(row, table, before)


def setting_row(shop: Workshop, row: SheetRow) -> None:
    """Set a value from a day on; days that are over cannot be changed, what stands is passed over."""
    key, from_date = row.text("key"), row.values.get("from_date") or shop.today
    rule = SETTINGS[key]
    try:
        value = rule.read(row.text("value"))
    except Refused as refused:
        for one in refused.problems:
            shop.wrong(row, "value", one.code, **one.params)
        return
    same = [one for one in shop.directory.setup.settings if (one.key, one.from_date) == (key, from_date)]
    if same and (same[0].value, same[0].reason) == (value, row.text("reason")):
        shop.keep(row, same[0], same[0])
        return
    if from_date < shop.today:
        shop.wrong(row, "from_date", "not_before_today")
        return
    setting = Setting(
        key=key, value=value, from_date=from_date, reason=row.text("reason"), source=SettingSource.FILE
    )  # fmt: skip
    shop.keep(row, setting, same[0] if same else None)


def message_row(shop: Workshop, row: SheetRow) -> None:
    """Put a district's words in place of a template's, or take the standing ones back."""
    given = MessageText(
        template=row.text("template"), language=row.text("language"),  # type: ignore[arg-type]  # a choice
        subject=row.text("subject"), text=row.text("text"),
    )  # fmt: skip
    problems = text_problems(given)
    for one in problems:
        shop.wrong(row, one.at, one.code, **one.params)
    if problems:
        return
    own = (given.template, given.language)
    before = next((one for one in shop.directory.setup.texts if (one.template, one.language) == own), None)
    if before is None and given.is_reset:
        return
    shop.keep(row, given, before)


def list_row(shop: Workshop, row: SheetRow) -> None:
    """Add, change or end a line of a list."""
    item = ListItem(
        list=ListKind(row.text("list")), number=row.text("number"), title=row.text("title"), body=row.text("body"),
        unit=row.text("unit"), source=row.text("source"), is_active=bool(row.values["is_active"]),
    )  # fmt: skip
    own = (item.list, item.number)
    before = next((one for one in shop.directory.setup.lists if (one.list, one.number) == own), None)
    shop.keep(row, item, before)


BUILDERS = {
    "area": area_row, "unit": unit_row, "post": post_row, "duty": duty_row, "category": category_row,
    "limit": limit_row, "year_table": year_row, "setting": setting_row, "message_text": message_row,
    "list_item": list_row, "mediation_committee": committee_row, "mediator": mediator_row,
    "checklist": checklist_row, "checklist_item": item_row,
}  # fmt: skip
"""By noun: what turns a row into a record."""
