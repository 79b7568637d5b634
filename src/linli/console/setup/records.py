"""One noun of the set-up: its records as a list with search, and one of them as a form.

The form is made from the sheet's columns and read by the sheet's own builders, so that a page and a workbook
refuse the same things.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.deciding import Office
from linli.actions.proposals import save_row
from linli.actions.setup_records import Typed, sheet_rows
from linli.console.seat import SeatedRequest, who_may
from linli.console.setup.admitted import CHANGERS, READERS
from linli.console.setup.overview import hint_of, noun_url
from linli.console.setup.record_words import EVERYTHING
from linli.console.setup.second_person import because_of, say_saved, second_person
from linli.console.words import category_words, language, one_area, unit_name
from linli.domain.engine.access import may_set_up
from linli.domain.problems import Problem, Refused
from linli.domain.setup_cells import read_cell
from linli.domain.setup_sheets import SHEETS
from linli.domain.setup_tables import cell_of
from linli.domain.sheet_columns import CellKind, Column, Sheet
from linli.domain.wording import Wording
from linli.ui.pieces import Option, Pager

PAGE_ROWS = 100
REFUSED_STATUS = 422
SHOWN = {
    "area": ("name", "key", "level", "parent", "area_class", "population", "valid_to"),
    "unit": ("name", "key", "kind", "area", "phone", "is_active"),
    "post": ("role", "unit", "title", "person", "login", "area", "ended"),
    "duty": ("category", "area", "role", "unit"),
    "category": ("name", "key", "kind", "closing_condition", "is_active"),
    "limit": ("category", "area_class", "urgency", "length", "unit", "source", "is_active"),
    "year_table": ("year", "notice", "provisional"),
    "list_item": ("title", "list", "number", "unit", "is_active"),
    "message_text": ("template", "language", "subject"),
    "setting": ("key", "value", "from_date", "reason"),
    "mediation_committee": ("unit", "kind", "types", "member_count", "women_count", "ended_date", "is_active"),
    "mediator": ("login", "unit", "kind", "types", "takes_new", "away_until_date", "is_active"),
}
"""Columns of the list, the first of them bearing the link."""
CODED_UNITS = frozenset({"post", "duty", "mediation_committee", "mediator"})
"""Nouns whose unit is given by its code."""
FORMLESS = frozenset({"setting", "message_text", "checklist", "checklist_item"})
"""Nouns with pages of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordField:
    """One column as a field of a form."""

    column: Column
    value: str
    options: tuple[Option, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    """Codes with their names, offered while typing."""
    chosen: tuple[str, ...] = ()
    """Which of several choices are ticked."""

    @property
    def look(self) -> str:
        """How the field is drawn."""
        if self.column.kind is CellKind.FLAG:
            return "checkbox"
        if self.column.kind is CellKind.MANY:
            return "many"
        if self.options:
            return "select"
        if self.column.kind is CellKind.DAYS or self.column.limit > 400:
            return "textarea"
        return "date" if self.column.kind is CellKind.DATE else "text"


@who_may(READERS)
def noun(request: SeatedRequest, noun: str) -> HttpResponse:
    """Show the records of a noun, those that a search finds."""
    if noun not in SHEETS or noun in FORMLESS:
        raise Http404
    sheet, words = SHEETS[noun], str(request.GET.get("q", "")).strip()[:80]
    found = [row for row in sheet_rows(request.office, sheet) if _fits(sheet, row, words)]
    page = Paginator(found, PAGE_ROWS).get_page(request.GET.get("page"))
    columns = [sheet.column(key) for key in SHOWN[noun]]
    rows = [
        {
            "url": one_url(sheet, row),
            "cells": [
                (_heading(column), _shown(request.office, sheet, column, row.get(column.key))) for column in columns
            ],
            "has_account": bool(row.get("login")),
            "post_id": row.get("id"),
        }
        for row in page.object_list
    ]
    pager = Pager(
        next_url=_page_url(words, page.next_page_number()) if page.has_next() else "",
        previous_url=_page_url(words, page.previous_page_number()) if page.has_previous() else "",
        words=f"{page.start_index()}–{page.end_index()} / {len(found)}",
    )
    context = {
        "sheet": sheet, "hint": hint_of(noun), "rows": rows, "count": len(found), "pager": pager,
        "columns": [_heading(column) for column in columns],
        "search_words": words, "add_url": reverse("console:setup_record", args=[noun]),
        "may_change": may_set_up("setup.change", request.post, request.office.directory),
    }  # fmt: skip
    return render(request, "console/setup/noun.html", context)


def _heading(column: Column) -> Wording:
    """Return the heading of a column of the list, which shows names where the sheet has codes."""
    is_code = column.key in ("area", "parent", "unit")
    return Wording(column.title.zh.removesuffix("代码"), column.title.en) if is_code else column.title


def _shown(office: Office, sheet: Sheet, column: Column, value: Any) -> Any:
    """Return a cell of the list: what a code stands for, instead of the code."""
    directory = office.directory
    if value and column.key in ("area", "parent"):
        area = directory.tree.by_key.get(str(value))
        return one_area(area) if area else value
    if value and column.key == "unit" and sheet.noun in CODED_UNITS:
        found = next((one for one in directory.setup.units if one.key == value), None)
        return unit_name(office, found.id) if found else value
    if column.key == "category" and sheet.noun in ("duty", "limit"):
        return category_words(office, str(value)) if value else EVERYTHING.within(language())
    return cell_of(column, value, language())


def _page_url(words: str, number: int) -> str:
    query = QueryDict(mutable=True)
    query.update({"q": words, "page": str(number)})
    return f"?{query.urlencode()}"


def _fits(sheet: Sheet, row: Mapping[str, Any], words: str) -> bool:
    if not words:
        return True
    shown = " ".join(str(cell_of(column, row.get(column.key), language()) or "") for column in sheet.columns)
    return all(word.lower() in shown.lower() for word in words.split())


KEY_COLUMNS = {
    "area": ("key",), "unit": ("key",), "post": ("id",), "duty": ("category", "area", "role", "unit"),
    "category": ("key",), "limit": ("category", "area_class", "urgency"), "year_table": ("year",),
    "list_item": ("list", "number"), "mediation_committee": ("unit",), "mediator": ("unit", "login"),
}  # fmt: skip
"""What tells one row of a sheet from another."""


def one_url(sheet: Sheet, row: Mapping[str, Any]) -> str:
    """Return the address of one record's form."""
    if sheet.noun == "year_table":
        return reverse("console:setup_year", args=[row["year"]])
    query = QueryDict(mutable=True)
    for key in KEY_COLUMNS[sheet.noun]:
        value = row.get(key)
        query[key] = str(getattr(value, "value", value) or "")
    return reverse("console:setup_record", args=[sheet.noun]) + f"?{query.urlencode()}"


@who_may(CHANGERS)
def record(request: SeatedRequest, noun: str) -> HttpResponse:
    """Show one record as a form, an empty one to add, and save what it brings."""
    if noun not in SHEETS or noun in FORMLESS:
        raise Http404
    sheet = SHEETS[noun]
    standing = _standing(request, sheet)
    problems: tuple[Problem, ...] = ()
    typed = {column.key: str(request.POST.get(column.key, "")) for column in sheet.columns}
    for column in sheet.columns:
        if column.kind is CellKind.FLAG:
            typed[column.key] = "1" if typed[column.key] else "0"
        elif column.kind is CellKind.MANY:
            typed[column.key] = "、".join(request.POST.getlist(column.key))
    if request.method == "POST":
        try:
            brought, because = Typed(sheet=sheet, cells=typed), because_of(request)
            saved = save_row(request.office, request.post, brought, now=request.now, because=because)
        except Refused as refused:
            problems = refused.problems
        else:
            say_saved(request, saved)
            onward = str(request.POST.get("step", ""))
            url = reverse("console:setup_step", args=[onward]) if onward == noun else noun_url(noun)
            return HttpResponseRedirect(url)
    fields = list(_fields(request.office, sheet, typed if request.method == "POST" else standing))
    context = {
        "sheet": sheet, "fields": fields, "problems": problems, "is_new": standing is None,
        **(second := second_person(request, noun=noun)),
        "labels": {column.key: column.title.within(language()) for column in sheet.columns} | second["class_labels"],
        "back_url": noun_url(noun), "step": str(request.GET.get("step", "")),
    }  # fmt: skip
    return render(request, "console/setup/record.html", context, status=REFUSED_STATUS if problems else 200)


def _standing(request: SeatedRequest, sheet: Sheet) -> dict[str, str] | None:
    """The record that the address names, as a form shows it; None for a new one."""
    keys = KEY_COLUMNS[sheet.noun]
    asked = {key: str(request.GET.get(key, ""))[:120] for key in keys}
    if not any(asked.values()) and not (request.GET and sheet.noun == "limit" and asked.get("urgency")):
        return None
    for row in sheet_rows(request.office, sheet):
        if all(str(getattr(row.get(key), "value", row.get(key)) or "") == asked[key] for key in keys):
            return {column.key: _form_value(column, row.get(column.key)) for column in sheet.columns}
    raise Http404


def _form_value(column: Column, value: Any) -> str:
    if column.kind is CellKind.CHOICE:
        return str(getattr(value, "value", value) or "")
    if column.kind is CellKind.FLAG:
        return "1" if value else ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return str(cell_of(column, value, language()) or "")


def _fields(office: Office, sheet: Sheet, values: Mapping[str, str] | None) -> Iterator[RecordField]:
    for column in sheet.columns:
        if sheet.noun == "post" and column.key == "id" and not (values or {}).get("id"):
            continue
        value = (values or {}).get(column.key, "") if values is not None else column.default
        if column.kind is CellKind.FLAG:
            value = "" if value == "0" else value
        options = tuple(Option(value=key, title=title.within(language())) for key, title in column.choices)
        if column.kind is CellKind.MANY:
            yield RecordField(column=column, value=value, options=options, chosen=read_cell(column, value)[0])
            continue
        if options and not column.is_required and not column.default:
            options = (Option(value="", title=_("All") if sheet.noun == "limit" else "–"), *options)
        elif options and not value:
            options = (Option(value="", title=_("Please choose")), *options)
        yield RecordField(column=column, value=value, options=options, names=_names(office, sheet, column))


def _names(office: Office, sheet: Sheet, column: Column) -> tuple[tuple[str, str], ...]:
    """Return codes that may be typed in a column, with what they stand for."""
    directory = office.directory
    if column.key in ("area", "parent"):
        return tuple((one.key, one_area(one)) for one in directory.tree if one.level.depth < 3)
    if column.key == "unit" and sheet.noun in CODED_UNITS:
        return tuple((one.key, unit_name(office, one.id)) for one in directory.units.values() if one.is_active)
    if column.key == "category":
        return tuple((one.key, one.name.within(language())) for one in directory.categories.values() if one.is_active)
    return ()
