"""Opening a sealed matter in an emergency, and the review of it by a second person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.glass import Because, Glass, break_glass, find_glass, may_review, number_of, review
from linli.actions.look_views import is_accountable, reads_through
from linli.console.accountability.admitted import ACCOUNTANTS, GLASS_POSTS
from linli.console.command_ids import command_id
from linli.console.look_rows import LookRow, look_rows
from linli.console.reauthentication import needs_fresh
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import language, unit_name
from linli.domain.disclosure import GLASS_REASONS, VERDICTS, Reason, reason_wording
from linli.domain.problems import Refused
from linli.domain.unit import ROLE_WORDINGS, Role
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

NUMBER_MAX = 60
TYPED_MAX = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class GlassRow:
    """One opening in an emergency, in the reader's language."""

    url: str
    number: str
    at: datetime
    ends_at: datetime
    review_due_at: datetime
    who: str
    staff: str
    reason: str
    words: str
    verdict: str
    verdict_words: str
    verdict_by: str
    is_in_order: bool
    is_overdue: bool


@who_may(GLASS_POSTS)
@needs_fresh
def break_one(request: SeatedRequest) -> HttpResponse:
    """Ask which matter and why, or open it for three hours and lead to it."""
    if request.method == "POST":
        return _broken(request)
    refusal = take_refusal(request.session, request.path)
    context = {
        "number": refusal.typed.get("number", str(request.GET.get("number", ""))[:NUMBER_MAX]),
        "reasons": options(GLASS_REASONS),
        "typed": refusal.typed,
        "problems": refusal.problems,
        "command_id": command_id(request),
    }
    return render(request, "console/accountability/break.html", context)


def options(reasons: Sequence[Reason]) -> tuple[Option, ...]:
    """Return reasons as the choices of a form."""
    return tuple(Option(value=one.key, title=one.wording.within(language())) for one in reasons)


def _broken(request: SeatedRequest) -> HttpResponse:
    number, because = str(request.POST.get("number", "")).strip()[:NUMBER_MAX], _because(request)
    try:
        glass = break_glass(request.office, request.post, number, because, request.now)
    except Refused as refused:
        typed = {"number": number, "reason": because.reason, "words": because.words}
        return refused_at(request, reverse("console:glass"), Refusal(problems=refused.problems, typed=typed))
    return HttpResponseRedirect(reverse("console:case", args=[glass.stream.partition("/")[2]]))


def _because(request: SeatedRequest) -> Because:
    return Because(
        reason=str(request.POST.get("reason", ""))[:NUMBER_MAX],
        words=str(request.POST.get("words", "")).strip()[:TYPED_MAX],
        request=command_id(request),
    )


@who_may(ACCOUNTANTS)
def review_one(request: SeatedRequest, glass_id: str) -> HttpResponse:
    """Show one opening with everything read through it; a second person judges it here."""
    found = find_glass(request.office, glass_id)
    if found is None or not (
        is_accountable(request.office, request.post, found.broken)
        or may_review(request.office, request.post, found.broken)
    ):
        raise Http404
    if request.method == "POST":
        return _reviewed(request, found)
    refusal = take_refusal(request.session, request.path)
    context = {
        "one": glass_row(request, found),
        "reads": _reads(request, found),
        "may_review": found.review is None and may_review(request.office, request.post, found.broken),
        "verdicts": options(VERDICTS),
        "typed": refusal.typed,
        "problems": refusal.problems,
    }
    return render(request, "console/accountability/review.html", context)


def _reads(request: SeatedRequest, found: Glass) -> list[LookRow]:
    return look_rows(request.office, reads_through(request.office, found.reads))


def _reviewed(request: SeatedRequest, found: Glass) -> HttpResponse:
    verdict = _because(request)
    try:
        review(request.office, request.post, found, verdict, request.now)
    except Refused as refused:
        if any(one.code == "not_found" for one in refused.problems):
            raise Http404 from None
        typed = {"reason": verdict.reason, "words": verdict.words}
        return refused_at(request, request.path, Refusal(problems=refused.problems, typed=typed))
    messages.success(request, _("The review is on the record."))
    return HttpResponseRedirect(reverse("console:accountability"))


def glass_row(request: SeatedRequest, one: Glass) -> GlassRow:
    """Return one opening in the reader's language."""
    broken, judged = one.broken, one.review
    return GlassRow(
        url=reverse("console:glass_review", args=[broken.id]),
        number=number_of(request.office, broken),
        at=broken.at,
        ends_at=broken.ends_at,
        review_due_at=broken.review_due_at,
        who=_who(request, broken.role, broken.unit),
        staff=one.staff_name,
        reason=reason_wording(broken.reason).within(language()),
        words=broken.words,
        verdict=reason_wording(judged.reason).within(language()) if judged else "",
        verdict_words=judged.words if judged else "",
        verdict_by=_who(request, judged.role, judged.unit) if judged else "",
        is_in_order=judged is not None and judged.reason == VERDICTS[0].key,
        is_overdue=one.is_overdue(request.now),
    )


def _who(request: SeatedRequest, role: str, unit: str) -> str:
    return f"{ROLE_WORDINGS[Role(role)].within(language())} · {unit_name(request.office, unit)}"
