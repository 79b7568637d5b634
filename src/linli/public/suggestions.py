"""What deputies proposed and what was answered, for everybody; and each deputy's own page to judge the answer."""

from secrets import token_urlsafe
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from linli.actions.deciding import Office
from linli.actions.deputy_feedback import (
    FeedbackPage,
    PublicSuggestion,
    feedback_by_code,
    give_feedback,
    published,
    published_one,
)
from linli.actions.public_views import wrong_codes
from linli.domain.engine.declarations import Choice
from linli.domain.engine.shared_fields import GRADES
from linli.domain.problems import Refused
from linli.domain.receipt import read_receipt_code
from linli.domain.suggestion import CLASSES, DISPOSITIONS, LEAST_GOOD_GRADE
from linli.domain.wording import Wording
from linli.procedures import procedure_of
from linli.public.matter import COMMAND_ID
from linli.public.opening import private_page, public_page
from linli.public.refusals import refused, shown_once, too_many
from linli.public.words import category_name, language, unit_called
from linli.ui.moment import present
from linli.ui.office import the_office
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal
from linli.ui.sender_address import sender_address

CODE_MAX, CURSOR_MAX, ID_MAX = 80, 80, 40
COMMENT_MAX = 500
ASKED = ("attitude", "result", "redo", "comment")


@public_page
def suggestions(request: HttpRequest) -> HttpResponse:
    """List the answered suggestions that are published, the latest first."""
    office = the_office()
    cursor = request.GET.get("after", "")[:CURSOR_MAX]
    found, after = published(office, present(), cursor)
    page = {
        "rows": [_told(office, one) for one in found],
        "next_url": f"{reverse('public_suggestions')}?after={after}" if after else "",
        "is_later_page": bool(cursor),
    }
    return render(request, "public/suggestions.html", page)


@public_page
def suggestion(request: HttpRequest, *, case_id: str) -> HttpResponse:
    """Show one suggestion with its answer, its promises and the visits."""
    office = the_office()
    found = published_one(office, case_id[:ID_MAX])
    if found is None:
        raise Http404
    return render(request, "public/suggestion.html", _told(office, found))


def _told(office: Office, one: PublicSuggestion | FeedbackPage) -> dict[str, Any]:
    """Return what everybody may read of it; nothing about whoever handles it, and no grade of any deputy."""
    state, proposal = one.state, one.proposal
    rule = procedure_of(state.procedure, state.version)
    stages = {stage.key: stage.public_words for stage in rule.part("promise").stages}
    lead = state.handler.unit or state.holder.unit
    return {
        "state": state,
        "proposal": proposal,
        "kind": category_name(office, state.category),
        "lead": unit_called(office, lead),
        "co_units": [unit_called(office, unit) for unit in sorted(state.co_units)],
        "stage": rule.stage(state.stage),
        "outcome": _title(DISPOSITIONS, proposal.disposition),
        "answer_class": _title(CLASSES, proposal.answer_class),
        "names": [name for _party, name in proposal.deputies],
        "promises": [
            {"one": promise, "stage": stages[promise.part.stage], "is_late": promise.part.stage == "late"}
            for promise in proposal.promises
        ],
        "url": reverse("public_suggestion", args=[state.id]),
    }


def _title(choices: tuple[Choice, ...], value: str) -> Wording | None:
    return next((one.title for one in choices if one.key == value), None)


@private_page
def feedback(request: HttpRequest, *, case_id: str, code: str) -> HttpResponse:
    """Show a deputy the answer and ask what they think, or keep what they say; no grade is filled in beforehand."""
    office, now = the_office(), present()
    page = _by_code(office, case_id, code)
    if page is None:
        if wrong_codes(office, sender_address(request), now):
            return too_many(request)
        raise Http404
    if request.method == "POST":
        given = request.POST.get("command_id", "")
        typed = {key: request.POST.get(key, "").strip()[: COMMENT_MAX + 1] for key in ASKED}
        try:
            give_feedback(
                office, page, typed, command_id=given if COMMAND_ID.match(given) else token_urlsafe(18), now=now
            )
        except Refused as found:
            return refused(request, Refusal(problems=found.problems, typed=typed))
        return redirect("deputy_feedback", case_id=case_id, code=code)
    refusal = shown_once(request)
    grades = [Option(value=one.key, title=one.title.within(language())) for one in GRADES]
    context = {
        **_told(office, page),
        "page": page,
        "part_stage": next(
            one.public_words for one in procedure_of(page.state.procedure, page.state.version).part("feedback").stages
            if one.key == page.part.stage
        ),
        "grades": grades,
        "least_good": LEAST_GOOD_GRADE,
        "typed": refusal.typed,
        "problems": refusal.problems,
        "command_id": token_urlsafe(18),
    }  # fmt: skip
    return render(request, "public/deputy_feedback.html", context)


def _by_code(office: Office, case_id: str, code: str) -> FeedbackPage | None:
    """Return the page of a code in its one written form; a spelling that is none leads nowhere."""
    try:
        written = read_receipt_code(code[:CODE_MAX])
    except Refused:
        return None
    return feedback_by_code(office, case_id[:ID_MAX], written) if written == code else None
