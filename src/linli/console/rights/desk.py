"""The rights desk: requests by their due day, and one request beside the matter it is about."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import case_lists, holds
from linli.actions.case_views import CaseView, open_for
from linli.actions.kept_things import RIGHT
from linli.actions.rights import RequestConcerns, concerned, erase_concerned
from linli.console.case_rows import CaseRow, rows_of
from linli.console.command_ids import command_id
from linli.console.reauthentication import needs_fresh
from linli.console.rights.admitted import OFFICERS
from linli.console.rights.counter import labels_of
from linli.console.rights.held import hold_given, hold_labels, hold_refused
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import unit_name
from linli.domain.case_query import Order
from linli.domain.problems import Refused
from linli.ui.refusals import Refusal, take_refusal

SHOWN_MAX = 100
"""A longer list is worked off from its top."""
TYPED_MAX = 600
ERASED_FOR = frozenset({"right.delete", "right.withdraw_consent", "right.object"})
"""Requests that erasing may answer. Source: 个人信息保护法 arts. 15, 44, 47."""


@who_may(OFFICERS)
def rights(request: SeatedRequest) -> HttpResponse:
    """List the open requests, the earliest due first, and the latest answered ones."""
    rows, answered = _rows(request, is_final=False), _rows(request, is_final=True)
    return render(request, "console/rights/list.html", {"rows": rows, "answered": answered})


def _rows(request: SeatedRequest, *, is_final: bool) -> list[CaseRow]:
    query = case_lists.query_for(
        request.office, request.post, request.now, procedures=(RIGHT,), is_final=is_final,
        order=Order.NEWEST if is_final else Order.DUE, limit=SHOWN_MAX,
    )  # fmt: skip
    rows = rows_of(request.office, case_lists.page_of(query).lines, request.now)
    return [replace(row, url=reverse("console:right", args=[row.id])) for row in rows]


@who_may(OFFICERS)
def right(request: SeatedRequest, case_id: str) -> HttpResponse:
    """Show a request beside the matter it is about; what people wrote in that matter is not shown."""
    view, about = _seen(request, case_id)
    refusal = take_refusal(request.session, request.path)
    context = {
        "case": view.state,
        "procedure": view.procedure,
        "stage": view.procedure.stage(view.state.stage),
        "right_title": next(
            (one.title for field in view.procedure.fields if field.key == "category" for one in field.choices
             if one.key == view.state.category), None,
        ),
        "about": about,
        "is_open_matter": about is not None and open_for(request.office, request.post, about.case_id) is not None,
        "holder": unit_name(request.office, about.holder_unit) if about else "",
        "may_erase": about is not None and _may_erase(view, about),
        "typed": refusal.typed,
        "problems": refusal.problems,
        "labels": {**hold_labels(), **labels_of(("legal_basis",))},
        "command_id": command_id(request),
    }  # fmt: skip
    return render(request, "console/rights/right.html", context)


def _may_erase(view: CaseView, about: RequestConcerns) -> bool:
    """Say whether there is something to erase, nothing holds it, and the request is one that erasing can answer."""
    is_asked = about.awaits_erasure or view.state.category in ERASED_FOR
    return is_asked and not about.held_for and any(not one.is_erased for one in about.kept)


def _concerned(request: SeatedRequest, case_id: str) -> RequestConcerns:
    """Return the matter a request is about; raises Http404 where it names none."""
    _view, about = _seen(request, case_id)
    if about is None:
        raise Http404
    return about


@who_may(OFFICERS)
@needs_fresh
def right_erase(request: SeatedRequest, case_id: str) -> HttpResponse:
    """Propose the erasure in the matter concerned, or agree to it as the second person."""
    about, back = _concerned(request, case_id), reverse("console:right", args=[case_id])
    if request.method != "POST":
        return HttpResponseRedirect(back)
    given = {key: str(request.POST.get(key, "")).strip()[:TYPED_MAX] for key in ("legal_basis", "reason")}
    try:
        erase_concerned(request.office, request.post, about, given, command_id=command_id(request), now=request.now)
    except Refused as refused:
        return refused_at(request, back, Refusal(problems=refused.problems, typed=given))
    messages.success(request, _("It is erased.") if about.awaits_erasure else _("Somebody else must now agree."))
    return HttpResponseRedirect(back)


@who_may(OFFICERS)
def right_hold(request: SeatedRequest, case_id: str) -> HttpResponse:
    """Keep the matter concerned from erasing, for the document named."""
    about, back = _concerned(request, case_id), reverse("console:right", args=[case_id])
    if request.method != "POST":
        return HttpResponseRedirect(back)
    given = hold_given(request)
    stream = f"case/{about.case_id}"
    try:
        holds.hold(request.office, request.post, stream, given, command_id=command_id(request), now=request.now)
    except Refused as refused:
        return hold_refused(request, back, refused, given)
    messages.success(request, _("It is held; nothing of it is erased until somebody else lifts the hold."))
    return HttpResponseRedirect(back)


def _seen(request: SeatedRequest, case_id: str) -> tuple[CaseView, RequestConcerns | None]:
    view = open_for(request.office, request.post, case_id[:60], request.now)
    if view is None or view.state.procedure != RIGHT:
        raise Http404
    return view, concerned(request.office, view.state, view.entries)
