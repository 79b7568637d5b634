"""Checklists of the set-up: which list is in force in which version, its items and their basis, and its history."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from linli.actions import checklist_setup as acts
from linli.actions.deciding import Office
from linli.console.seat import SeatedRequest, who_may
from linli.console.setup.admitted import READERS
from linli.console.words import category_words, language
from linli.domain import checklists as shipped
from linli.domain.checklist import CheckItem, Checklist, Grade
from linli.domain.engine.access import may_set_up
from linli.domain.own_checklist import GRADE_WORDS, OWN_FROM
from linli.domain.own_checklist_changes import Difference
from linli.domain.place import KIND_WORDS

KEY_MAX = 32


@who_may(READERS)
def checklists(request: SeatedRequest) -> HttpResponse:
    """Show every list with the version in force, and what is to come."""
    rows = [
        {
            "one": one, "title": one.newest.title.within(language()),
            "url": reverse("console:setup_checklist", args=[one.key]),
            "count": len((one.in_force or one.newest).items),
        }
        for one in acts.lines(request.office, request.now)
    ]  # fmt: skip
    context = {"rows": rows, "may_change": may_set_up("setup.change", request.post, request.office.directory)}
    return render(request, "console/setup/checklists.html", context)


@who_may(READERS)
def checklist(request: SeatedRequest, checklist: str) -> HttpResponse:
    """Show one list: the version in force or the one asked for, every version, and who changed it when."""
    line = next((one for one in acts.lines(request.office, request.now) if one.key == checklist[:KEY_MAX]), None)
    if line is None:
        raise Http404
    shown = _asked(request, line.key) or line.in_force or line.newest
    may_change = may_set_up("setup.change", request.post, request.office.directory)
    context = {
        "line": line, "shown": shown, "title": shown.title.within(language()),
        "versions": _versions(request.office, line, shown),
        **head_words(request.office, shown), "items": item_rows(request.office, shown), "may_change": may_change,
        "history": [
            {"one": one, "url": reverse("console:setup_proposal", args=[one.proposal]) if one.proposal else ""}
            for one in acts.history(request.office, line.key)
        ],
        "too_long": len(line.newest.items) > acts.ITEMS_ON_PAGE,
    }  # fmt: skip
    return render(request, "console/setup/checklist.html", context)


def _versions(office: Office, line: acts.ListLine, shown: Checklist) -> list[dict[str, Any]]:
    """Every version of a list, the newest first: those that ship, then the district's own."""
    known = office.directory.checklists
    heads = {one.version: one for one in known.own(line.key)}
    found = [*shipped.editions().get(line.key, ()), *(known.of(line.key, version) for version in heads)]
    return [
        {
            "version": one.version, "since": one.since, "is_shown": one.version == shown.version,
            "is_own": one.version >= OWN_FROM, "is_in_force": line.in_force is not None and one == line.in_force,
            "is_end": one.version in heads and not heads[one.version].is_active,
            "url": f"{reverse('console:setup_checklist', args=[line.key])}?version={one.version}",
        }
        for one in reversed(found)
        if one is not None
    ]  # fmt: skip


def _version(office: Office, key: str, version: int) -> Checklist | None:
    return office.directory.checklists.of(key, version)


def _asked(request: SeatedRequest, key: str) -> Checklist | None:
    asked = str(request.GET.get("version", ""))
    if not asked:
        return None
    found = _version(request.office, key, int(asked)) if asked.isascii() and asked.isdecimal() else None
    if found is None:
        raise Http404
    return found


def head_words(office: Office, one: Checklist) -> dict[str, Any]:
    """Return what a list is for, in words."""
    return {
        "kinds": [KIND_WORDS[kind] for kind in one.place_kinds],
        "category": category_words(office, one.category) if one.category else "",
    }


def item_rows(office: Office, one: Checklist) -> list[dict[str, Any]]:
    """Return the items of a list as rows, each with the part that begins with it."""
    titles, rows, last = {link.key: link.title for link in one.links}, list[dict[str, Any]](), ""
    for number, item in enumerate(one.items, start=1):
        part = titles.get(item.link) if item.link != last else None
        rows.append({"number": number, "part": part, **item_words(office, item)})
        last = item.link
    return rows


def item_words(office: Office, item: CheckItem) -> dict[str, Any]:
    """Return one item in words: what is looked at, by which rule, and how well that is known."""
    is_known = item.category in office.directory.categories
    return {
        "title": item.title, "basis": item.basis.words, "grade": GRADE_WORDS[item.basis.grade],
        "is_to_compare": item.basis.grade is Grade.CITED, "is_urgent": item.is_urgent,
        "category": category_words(office, item.category) if is_known else "",
    }  # fmt: skip


def difference_rows(office: Office, found: tuple[Difference, ...]) -> list[dict[str, Any]]:
    """Return what a version changes as rows: the item as it will be, and as it was."""
    return [
        {
            "change": one.change, "words": one.change.wording, **item_words(office, one.item),
            "before": item_words(office, one.before) if one.before and one.after else None,
        }
        for one in found
    ]  # fmt: skip
