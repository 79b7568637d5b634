"""The agreement's editor: its contents by article 29, each in a field of its own, put forward for every signature.

Source: 人民调解法 art. 29: who the parties are; the main facts, the points in dispute and each one's responsibility;
what was agreed, how it is performed and by when. Who the parties are was entered with each of them.
"""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.case_views import CaseView
from linli.actions.cases import move_case
from linli.actions.disputes import AGREEMENT_FIELDS, hidden_on_the_table, open_the_table
from linli.actions.seats import actor_at
from linli.console.command_ids import command_id
from linli.console.form_fields import FieldMaker
from linli.console.mediation.sittings import dispute_or_404, frame, refused_now, seen_seq, typed_of
from linli.console.rail import KEPT_SENT
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.seats_admitted import BY_CASE
from linli.domain.dispute_parties import parties_of
from linli.domain.engine.context import Command
from linli.domain.problems import Problem, Refused
from linli.ui.refusals import Refusal, take_refusal

FIELDS = (*AGREEMENT_FIELDS, "performance_date")
REQUIRED = frozenset(AGREEMENT_FIELDS)


@who_may(BY_CASE)
def agreement(request: SeatedRequest, key: str) -> HttpResponse:
    """Show the editor, fill it with the last text where that is asked for, or put the text forward."""
    view = dispute_or_404(request, key)
    refused = refused_now(request, view, "propose_agreement")
    if request.method != "POST":
        refusal = take_refusal(request.session, request.get_full_path())
        return _editor(request, view, refused, dict(refusal.typed), refusal.problems)
    if "open" in request.POST:
        return _reopened(request, view, refused)
    typed = typed_of(request, FIELDS)
    problems = [Problem("required", at=one) for one in AGREEMENT_FIELDS if not typed[one].strip()]
    try:
        if not problems:
            _put_forward(request, view, typed)
    except Refused as found:
        problems = list(found.problems)
    if problems:
        return refused_at(request, request.get_full_path(), Refusal(problems=tuple(problems), typed=typed))
    request.session[KEPT_SENT] = f"agreement-{view.state.id}"
    messages.success(request, _("The text lies on the table; every party signs it."))
    return HttpResponseRedirect(reverse("console:table", args=[view.state.id]))


def _put_forward(request: SeatedRequest, view: CaseView, typed: dict[str, str]) -> None:
    fields: dict[str, Any] = {key: value for key, value in typed.items() if value.strip()}
    command = Command(
        id=command_id(request), verb="propose_agreement", stream=view.state.stream, fields=fields,
        seen_seq=seen_seq(request),
    )  # fmt: skip
    move_case(request.office, command, actor=actor_at(request.post), now=request.now)


def _reopened(request: SeatedRequest, view: CaseView, refused: list[str]) -> HttpResponse:
    """Fill the editor with the text that was put forward last; the look is on the record."""
    try:
        opened = open_the_table(request.office, view, command_id(request), request.now)
    except Refused as found:
        return refused_at(request, request.get_full_path(), Refusal(problems=found.problems, typed={}))
    typed = {key: text for (_seq, key), text in sorted(opened.items()) if key in AGREEMENT_FIELDS}
    return _editor(request, view, refused, typed, (), is_opened=True)


def _editor(
    request: SeatedRequest,
    view: CaseView,
    refused: list[str],
    typed: dict[str, str],
    problems: tuple[Problem, ...],
    *,
    is_opened: bool = False,
) -> HttpResponse:
    maker = FieldMaker(office=request.office, given=typed)
    declared = {one.key: one for one in view.procedure.fields}
    is_text_there = bool(view.state.actors_of(("propose_agreement",)))
    context = {
        **frame(request, view, typed, problems),
        "refused": refused,
        "fields": [maker.field(declared[key], is_required=key in REQUIRED) for key in FIELDS],
        "parties": parties_of(view.entries, view.state),
        "may_open": is_text_there and not is_opened and bool(hidden_on_the_table(view)),
        "is_opened": is_opened,
        "open_id": uuid4().hex,
        "move_url": reverse("console:move", args=[view.state.id, "add_party"]),
    }
    return render(request, "console/mediation/agreement.html", context)
