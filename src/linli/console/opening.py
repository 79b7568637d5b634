"""Opening hidden values of a case: a duty is named, it goes on the record, and one answer holds the values.

The answer is that of the form itself: it is at no address, is not to be kept, and is not given a second time.
"""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import render

from linli.actions.case_views import CaseView
from linli.actions.look_views import field_title
from linli.actions.reading import FIELDS_MAX, Opening, open_fields
from linli.console.case import case_context, seen_or_404
from linli.console.case_facts import case_head
from linli.console.command_ids import command_id
from linli.console.masking import reason_options
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.seats_admitted import BY_CASE
from linli.console.words import language
from linli.domain.problems import Refused
from linli.ui.refusals import Refusal, take_refusal

NAME_MAX = 80


@who_may(BY_CASE)
def open_hidden(request: SeatedRequest, key: str) -> HttpResponse:
    """Ask for the duty, or show the case once with what was opened for it."""
    view = seen_or_404(request, key)
    if not view.openable:
        raise Http404
    if request.method == "POST":
        return _opened(request, view)
    refusal = take_refusal(request.session, request.get_full_path())
    wanted = refusal.typed.get("fields", "").split()
    context = {
        **case_head(request.office, view),
        "case": view.state,
        "values": [
            {"name": one.name, "title": field_title(one.key).within(language()), "is_chosen": one.name in wanted}
            for one in view.openable
        ],
        "reasons": reason_options(view),
        "problems": refusal.problems,
        "typed": refusal.typed,
        "command_id": command_id(request),
        "glass": view.glass,
    }
    return render(request, "console/open.html", context)


def _opened(request: SeatedRequest, view: CaseView) -> HttpResponse:
    fields = tuple(one[:NAME_MAX] for one in request.POST.getlist("field")[: FIELDS_MAX + 1])
    asked = Opening(
        fields=fields,
        reason=str(request.POST.get("reason", ""))[:NAME_MAX],
        words=str(request.POST.get("words", "")).strip(),
        request=command_id(request),
    )
    try:
        found = open_fields(request.office, view, asked, request.now)
    except Refused as refused:
        typed = {"reason": asked.reason, "words": asked.words[:FIELDS_MAX], "fields": " ".join(fields)}
        return refused_at(request, request.path, Refusal(problems=refused.problems, typed=typed))
    shown = replace(
        view,
        values={**view.values, **found.values},
        hidden=tuple(one for one in view.hidden if one.name not in fields),
    )
    context = {**case_context(request, shown, found.photos), "was_opened": True}
    return render(request, "console/case.html", context)
