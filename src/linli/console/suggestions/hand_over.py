"""The assignment desk: lead unit, co-handlers, sponsor and limit, all at one press."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.case_moves import moves_for
from linli.actions.case_views import CaseView
from linli.actions.suggestions import Assignment, hand_over, proposal_in, sponsors
from linli.console.command_ids import command_id
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.suggestions.admitted import ROOM_POSTS
from linli.console.suggestions.one import head, seen
from linli.console.words import language, unit_name
from linli.domain.area import AreaLevel
from linli.domain.problems import Problem, Refused
from linli.domain.unit import UnitKind
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

REASON_MAX = 500
LEADING_KINDS = frozenset({UnitKind.DEPARTMENT, UnitKind.GOVERNANCE_CENTRE, UnitKind.SECTOR_BODY})


@who_may(ROOM_POSTS)
def hand_over_desk(request: SeatedRequest, case_id: str) -> HttpResponse:
    """Show what is to be handed over with the units it may go to, or hand it over."""
    view = seen(request, case_id)
    open_verbs = {one.move.verb for one in moves_for(request.office, view, request.now) if one.is_open}
    if "assign" not in open_verbs:
        raise Http404
    if request.method == "POST":
        return _handed_over(request, view)
    refusal = take_refusal(request.session, request.path)
    units = _units(request, view)
    objection = _objection(request, view)
    context = {
        **head(request, view),
        "proposal": proposal_in(view),
        "objection": objection,
        "units": [Option(value="", title=_("Please choose")), *units],
        "co_options": [one for one in units if one.value not in view.state.co_units],
        "co_named": [unit_name(request.office, one) for one in sorted(view.state.co_units)],
        "sponsor_options": [
            Option(value="", title=_("Nobody yet")),
            *(
                Option(
                    value=one.id,
                    title=f"{one.title or one.role.wording.within(language())} · "
                    f"{unit_name(request.office, one.unit_id)}",
                )
                for one in sponsors(request.office, request.now)
            ),
        ],
        "lengths": [Option(value="3", title=_("3 months")), Option(value="6", title=_("6 months: broad or hard"))],
        "typed": refusal.typed or _standing(view, objection),
        "co_typed": refusal.typed.get("co_units", "").split(),
        "problems": refusal.problems,
        "labels": {
            "lead": _("Lead unit"), "co_units": _("Co-handlers"), "sponsor": _("Sponsor"), "reason": _("Reason"),
            "unit": _("Lead unit"),
        },
        "command_id": command_id(request),
    }  # fmt: skip
    return render(request, "console/suggestions/hand_over.html", context)


def _standing(view: CaseView, objection: dict[str, str]) -> dict[str, str]:
    return {
        "lead": objection.get("right_unit", ""), "months": "3", "sponsor": view.state.notes.get("sponsor", ""),
    }  # fmt: skip


def _units(request: SeatedRequest, view: CaseView) -> list[Option]:
    """Return the units of county and streets that have somebody who takes work, departments first."""
    directory = request.office.directory
    found = [
        unit for unit in directory.units.values()
        if unit.is_active and unit.kind in LEADING_KINDS and unit.id != view.state.holder.unit
        and unit.tier in (AreaLevel.COUNTY, AreaLevel.SUBDISTRICT)
        and directory.working_post(unit.id, request.now, view.state.area)
    ]  # fmt: skip
    ordered = sorted(found, key=lambda one: (one.tier.depth, one.kind is not UnitKind.DEPARTMENT, one.key))
    return [Option(value=one.id, title=unit_name(request.office, one.id)) for one in ordered]


def _objection(request: SeatedRequest, view: CaseView) -> dict[str, str]:
    """Return who objected, why, and which unit it names; empty where nobody did."""
    last = next((one for one in reversed(view.entries) if one.type == "case.object"), None)
    if last is None or view.state.stage != "objected":
        return {}
    right = str(last.pub.get("right_unit", ""))
    return {
        "unit": unit_name(request.office, str(last.actor.get("unit", ""))),
        "reason": view.values.get((last.seq, "reason"), ""),
        "right_unit": right,
        "right_name": unit_name(request.office, right),
        "insist_url": reverse("console:move", args=[view.state.id, "insist"]),
    }


def _handed_over(request: SeatedRequest, view: CaseView) -> HttpResponse:
    typed: dict[str, Any] = {
        key: str(request.POST.get(key, "")).strip()[:REASON_MAX] for key in ("lead", "sponsor", "months", "reason")
    }
    co_units = tuple(str(one)[:26] for one in request.POST.getlist("co_units")[:20])
    given = Assignment(
        lead=typed["lead"], co_units=co_units, sponsor=typed["sponsor"], is_complex=typed["months"] == "6",
        reason=typed["reason"],
    )  # fmt: skip
    try:
        hand_over(request.office, request.post, view.state, given, command_id=command_id(request), now=request.now)
    except Refused as refused:
        found = tuple(Problem(one.code, "lead" if one.at == "unit" else one.at, one.params) for one in refused.problems)
        return refused_at(
            request, request.path, Refusal(problems=found, typed={**typed, "co_units": " ".join(co_units)})
        )
    messages.success(request, _("It was handed over."))
    return HttpResponseRedirect(reverse("console:suggestion", args=[view.state.id]))
