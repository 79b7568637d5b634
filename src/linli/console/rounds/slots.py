"""Six slots a day by community: which sections were passed when, and which slots nobody passed; never who."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from linli.actions.slot_days import CommunityDay, SectionDay, SlotDay, day_asked, slot_coverage
from linli.console.rounds.admitted import COVERING_POSTS
from linli.console.rounds.sections import around, head_of, hours
from linli.console.rounds.words import day_words
from linli.console.seat import SeatedRequest, who_may
from linli.console.table_files import Line, table_file, table_links
from linli.console.words import area_words, unit_name
from linli.domain.slot_coverage import NOTHING, SlotCount, stretches

PAGE = 50


@who_may(COVERING_POSTS)
def round_slots(request: SeatedRequest) -> HttpResponse:
    """Show the sections of each community of the post's area on one day, and those that somebody missed."""
    office, now = request.office, request.now
    day, today = day_asked(office, str(request.GET.get("day", "")), now), day_asked(office, "", now)
    found = slot_coverage(office, request.post.area_path, day, now)
    page = Paginator(found.missed, PAGE).get_page(request.GET.get("page"))
    whole = [sum((one.slots[number] for one in found.communities), NOTHING) for number in range(len(found.slots))]
    titles = [hours(*one) for one in found.slots]
    context = {
        "place": area_words(office, request.post.area_path), "words": day_words(day), "day": day,
        **around(day, today),
        "slots": titles,
        "rows": [_row(request, one, titles) for one in found.communities],
        "whole": _cells(whole, titles) if len(found.communities) > 1 else [],
        "total": sum((one.total for one in found.communities), NOTHING),
        "missed": [_missed(request, one) for one in page.object_list], "page": page,
        "files": table_links("round_slots", day=day.isoformat()),
    }  # fmt: skip
    return render(request, "console/rounds/slots.html", context)


@who_may(COVERING_POSTS)
def slots_file(request: SeatedRequest, kind: str = "xlsx") -> HttpResponse:
    """Give the slots of the communities on one day as a table, a line for each slot."""
    day = day_asked(request.office, str(request.GET.get("day", "")), request.now)
    found = slot_coverage(request.office, request.post.area_path, day, request.now)
    name = f"linli-slots-{day:%Y%m%d}-{localtime(request.now):%Y%m%d-%H%M}"
    return table_file(_lines(request, found), name, kind)


def _lines(request: SeatedRequest, found: SlotDay) -> Iterator[Line]:
    yield (_("Community"), _("Day"), _("Sections"), _("Slot"), _("Over or passed"), _("Of these passed"))
    for one in found.communities:
        name = area_words(request.office, one.path, joint="/")
        for slot, count in zip(found.slots, one.slots, strict=True):
            yield (name, found.day.isoformat(), one.sections, hours(*slot), count.asked, count.covered)


def _row(request: SeatedRequest, one: CommunityDay, titles: list[str]) -> dict[str, Any]:
    return {
        "name": area_words(request.office, one.path), "sections": one.sections, "total": one.total,
        "cells": _cells(list(one.slots), titles),
    }  # fmt: skip


def _cells(counts: list[SlotCount], titles: list[str]) -> list[dict[str, Any]]:
    return [{"count": one, "hours": title} for one, title in zip(counts, titles, strict=True)]


def _missed(request: SeatedRequest, one: SectionDay) -> dict[str, Any]:
    spans = one.missed(request.now)
    return {
        **head_of(one.line), "area": area_words(request.office, one.line.area_path),
        "unit": unit_name(request.office, one.line.unit), "count": len(spans),
        "hours": " · ".join(hours(*one) for one in stretches(spans)),
    }  # fmt: skip
