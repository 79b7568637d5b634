"""The first page of the set-up: every noun with how much of it stands, and what still has to be done."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.proposals import is_dual, waiting_for
from linli.actions.setup_pages import counts, readiness
from linli.console.seat import SeatedRequest, who_may
from linli.console.setup.admitted import READERS
from linli.domain.engine.access import may_set_up
from linli.domain.setup_sheets import SHEETS

ICONS = {
    "area": "map", "unit": "building", "post": "people", "duty": "scales", "category": "list", "limit": "clock",
    "year_table": "calendar", "message_text": "message", "list_item": "paper",
    "mediation_committee": "scales", "mediator": "people", "checklist": "check",
}  # fmt: skip


@who_may(READERS)
def overview(request: SeatedRequest) -> HttpResponse:
    """Show what is set up, and lead to each part of it."""
    standing = counts(request.office)
    directory = request.office.directory
    context = {
        "nouns": [_noun(noun, standing.get(noun, 0)) for noun in ICONS],
        "checks": [one for one in readiness(request.office, request.now) if not one.is_done],
        "may_change": may_set_up("setup.change", request.post, directory),
        "is_dual": is_dual(request.office, request.now),
        "waiting_count": len(waiting_for(request.office, request.post, request.now)),
        "may_rehearse": may_set_up("setup.rehearse", request.post, directory),
    }
    return render(request, "console/setup/overview.html", context)


def _noun(noun: str, count: int) -> dict[str, Any]:
    return {
        "title": SHEETS[noun].title,
        "icon": ICONS[noun],
        "count": count,
        "url": noun_url(noun),
        "more": hint_of(noun),
    }


def noun_url(noun: str) -> str:
    """Return where a noun is looked at first."""
    own = {
        "duty": "console:setup_duties", "limit": "console:setup_limits", "area": "console:setup_areas",
        "message_text": "console:setup_texts", "checklist": "console:setup_checklists",
        "setting": "console:setup_settings",
    }  # fmt: skip
    return reverse(own[noun]) if noun in own else reverse("console:setup_noun", args=[noun])


def hint_of(noun: str) -> str:
    """Return in a line what a noun is about."""
    return {
        "area": _("Streets, communities, grids and their outlines"),
        "unit": _("Centres, departments, committees"),
        "post": _("Who works where, from when until when"),
        "duty": _("Which unit answers for what, and where nobody does"),
        "category": _("Kinds of matters and when one may close"),
        "limit": _("How long a unit has, by kind, place and urgency"),
        "year_table": _("Days off and make-up working days"),
        "message_text": _("What messages say"),
        "list_item": _("Matters, tasks, duties, and what is not the community's job"),
        "mediation_committee": _("Committees of three levels and sector bodies, their terms and what they take"),
        "mediator": _("Who mediates, what they take, when they are free"),
        "checklist": _("What inspections look at, with versions and the rule behind each item"),
    }.get(noun, "")
