"""Data breaches: those that are open, and the form that writes one down.

Source: 个人信息保护法 art. 57.
"""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import breaches as recorded
from linli.actions import case_lists
from linli.console.case_rows import CaseRow, rows_of
from linli.console.command_ids import command_id
from linli.console.rail import KEPT_SENT
from linli.console.rights.admitted import BREACH_POSTS
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import language
from linli.domain.case_query import Order
from linli.domain.engine.asked import field_of
from linli.domain.problems import Problem, Refused
from linli.procedures import data_breach
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

SHOWN_MAX = 100
TYPED_MAX = 6000
ON_PAGE = (
    "noticed_at", "began_at", "cause_class", "cause_words", "data_class", "data_kinds", "matters_concerned",
    "people_count", "harm", "measures",
)  # fmt: skip
"""The fields of the form, from its top."""
CHOSEN = ("data_class", "cause_class")


@who_may(BREACH_POSTS)
def breaches(request: SeatedRequest) -> HttpResponse:
    """List the open breaches, the earliest due first, and the latest closed ones."""
    context = {"rows": _rows(request, is_final=False), "closed": _rows(request, is_final=True)}
    return render(request, "console/rights/breaches.html", context)


def _rows(request: SeatedRequest, *, is_final: bool) -> list[CaseRow]:
    query = case_lists.query_for(
        request.office, request.post, request.now, procedures=(recorded.PROCEDURE,), is_final=is_final,
        order=Order.NEWEST if is_final else Order.DUE, limit=SHOWN_MAX,
    )  # fmt: skip
    title = data_breach.PROCEDURE.title.within(language())
    return [
        replace(row, title=title)
        for row in rows_of(request.office, case_lists.page_of(query).lines, request.now)
    ]  # fmt: skip


@who_may(BREACH_POSTS)
def breach_new(request: SeatedRequest) -> HttpResponse:
    """Show the form, or write the breach down; every mistake comes back at once beside what was typed."""
    here = reverse("console:breach_new")
    if request.method != "POST":
        return _shown(request, here)
    given = {key: str(request.POST.get(key, "")).strip()[:TYPED_MAX] for key in recorded.ASKED}
    try:
        filed = recorded.record_breach(
            request.office, request.post, given, command_id=command_id(request), now=request.now
        )
    except Refused as refused:
        problems = tuple(sorted(refused.problems, key=_place_on_page))
        return refused_at(request, here, Refusal(problems=problems, typed=given))
    request.session[KEPT_SENT] = "breach"
    messages.success(request, _("%(number)s is written down; its clocks run.") % {"number": filed.number})
    return HttpResponseRedirect(reverse("console:breaches"))


def _place_on_page(problem: Problem) -> int:
    """Mistakes are told in the order of the page; what no field shows stands last."""
    return ON_PAGE.index(problem.at) if problem.at in ON_PAGE else len(ON_PAGE)


def _shown(request: SeatedRequest, here: str) -> HttpResponse:
    refusal = take_refusal(request.session, here)
    declared = {key: field_of(data_breach.PROCEDURE, key) for key in recorded.ASKED}
    context = {
        "f": declared,
        "typed": refusal.typed,
        "problems": refusal.problems,
        "labels": {key: one.title.within(language()) for key, one in declared.items()},
        "options": {
            key: tuple(Option(value=one.key, title=one.title.within(language())) for one in declared[key].choices)
            for key in CHOSEN
        },
        "command_id": command_id(request),
    }
    return render(request, "console/rights/breach_new.html", context)
