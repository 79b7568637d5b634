"""Papers of a matter: what can be issued, how it would read, issuing it, giving it again, declaring it void."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.case_views import CaseView
from linli.actions.paper_files import give_paper, issued_papers, void_paper
from linli.actions.paper_words import TYPED_MAX, PaperWords, words_for
from linli.actions.papers import Issuing, PaperOffer, issue_paper, offer_of, preview
from linli.actions.reading import Opening
from linli.console.case import seen_or_404
from linli.console.case_facts import case_head
from linli.console.command_ids import command_id
from linli.console.masking import reason_options
from linli.console.seat import SeatedRequest, who_may
from linli.console.seats_admitted import BY_CASE
from linli.console.words import language, problem_words
from linli.domain.paper import Source, Variable
from linli.domain.problems import Problem, Refused

REFUSED_STATUS = 422
WORDS_MAX = 200
TYPED = (Source.ASKED, Source.ROWS)
LONG = 120
"""A variable that may hold more than so many signs is asked in several lines."""
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@who_may(BY_CASE)
def paper(request: SeatedRequest, key: str, paper: str) -> HttpResponse:
    """Show what a paper would say; preview or issue it."""
    view = seen_or_404(request, key)
    offer = offer_of(request.office, view, paper[:40], request.now)
    if offer is None:
        raise Http404
    problems: tuple[Problem, ...] = ()
    asked = Issuing(
        command_id=command_id(request), key=offer.paper.key, typed=_typed(request, offer),
        reason=str(request.POST.get("reason", ""))[:40], words=str(request.POST.get("words", "")).strip(),
    )  # fmt: skip
    if request.method == "POST":
        try:
            return _previewed(request, view, asked) if "preview" in request.POST else _made(request, view, asked)
        except Refused as refused:
            problems = refused.problems
    return _form(request, view, offer, asked, problems)


def _typed(request: SeatedRequest, offer: PaperOffer) -> dict[str, str]:
    return {
        one.key: str(request.POST.get(one.key, ""))[: TYPED_MAX + 1].replace("\r\n", "\n")
        for one in offer.form.variables
        if one.source in TYPED
    }


def _previewed(request: SeatedRequest, view: CaseView, asked: Issuing) -> HttpResponse:
    made = preview(request.office, view, asked, request.now)
    kind, content = ("pdf", made.pdf) if made.pdf is not None else ("docx", made.docx)
    return file_answer(content, kind, _("preview"), is_shown=kind == "pdf")


def file_answer(content: bytes, kind: str, name: str, *, is_shown: bool = False) -> HttpResponse:
    """Return a document to be kept, or (a PDF) to be shown."""
    response = HttpResponse(content, content_type=TYPES[kind])
    how = "inline" if is_shown else "attachment"
    response["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(name)}.{kind}"
    response["Cache-Control"] = "no-store"
    return response


def _made(request: SeatedRequest, view: CaseView, asked: Issuing) -> HttpResponse:
    issue_paper(request.office, view, asked, request.now)
    messages.success(request, _("The paper is issued and stands on the record."))
    return HttpResponseRedirect(reverse("console:case", args=[view.state.id]) + "#papers-title")


def _form(
    request: SeatedRequest, view: CaseView, offer: PaperOffer, asked: Issuing, problems: tuple[Problem, ...]
) -> HttpResponse:
    words = words_for(request.office, view, offer, asked.typed, request.now)
    press = request.office.ports.papers
    context = {
        **case_head(request.office, view),
        "case": view.state,
        "paper": offer.paper,
        "form": offer.form,
        "given": [_given(words, one) for one in offer.form.variables if one.source is not Source.ASKED],
        "asked": [_asked(one, asked.typed) for one in offer.form.variables if one.source in TYPED and not one.drawn],
        "needs_reason": bool(words.to_open),
        "reasons": reason_options(view),
        "reason": asked.reason,
        "words": asked.words,
        "problems": problems,
        "labels": {one.key: one.title.within(language()) for one in offer.form.variables},
        "refused": [problem_words(one, view.procedure) for one in offer.reasons] if not problems else [],
        "standing": press.standing() if press else (Problem("paper_no_press"),),
        "command_id": asked.command_id,
        "paper_url": request.path,
    }
    return render(request, "console/paper.html", context, status=REFUSED_STATUS if problems else 200)


def _given(words: PaperWords, one: Variable) -> Mapping[str, Any]:
    text = words.filling.words.get(one.key, "")
    if one.source is Source.ROWS:
        text = "\n".join(_line(one, row) for row in words.filling.rows.get(one.key, ()))
    return {"title": one.title, "text": text, "is_hidden": one.key in words.hidden, "is_required": one.is_required}


def _line(one: Variable, row: tuple[str, ...]) -> str:
    """Return one line of a list as words; of a signature is told only whether it is there."""
    cells = [
        (_("signed on the screen") if cell else _("signs on the paper")) if key == one.drawn else cell
        for (key, _title), cell in zip(one.columns, row, strict=True)
    ]
    return " ".join(cell for cell in cells if cell)


def _asked(one: Variable, typed: Mapping[str, str]) -> Mapping[str, Any]:
    is_rows = one.source is Source.ROWS
    hint = _("About each of them, one line each, in the order above") if is_rows else ""
    return {
        "name": one.key, "label": one.title.within(language()), "value": typed.get(one.key, ""), "hint": hint,
        "kind": "textarea" if is_rows or one.limit > LONG else "text", "is_optional": is_rows or not one.is_required,
        "maxlength": one.limit, "sample": one.sample,
    }  # fmt: skip


@who_may(BY_CASE)
def paper_file(request: SeatedRequest, key: str, seq: int, kind: str) -> HttpResponse:
    """Give an issued paper again, as it was issued; where it holds what is hidden, for a duty that is named."""
    view = seen_or_404(request, key)
    if kind not in TYPES:
        raise Http404
    problems: tuple[Problem, ...] = ()
    asked = Opening(
        fields=(), reason=str(request.POST.get("reason", ""))[:40], words=str(request.POST.get("words", "")).strip(),
        request=command_id(request),
    )  # fmt: skip
    try:
        found, content = give_paper(request.office, view, seq=seq, kind=kind, asked=asked, now=request.now)
    except Refused as refused:
        if "not_found" in refused.codes:
            raise Http404 from None
        problems = refused.problems if request.method == "POST" else ()
    else:
        return file_answer(content, kind, f"{found.title.zh}{found.number}")
    context = {
        **case_head(request.office, view), "case": view.state, "problems": problems, "reasons": reason_options(view),
        "reason": asked.reason, "words": asked.words, "command_id": asked.request,
    }  # fmt: skip
    return render(request, "console/paper_open.html", context, status=REFUSED_STATUS if problems else 200)


@who_may(BY_CASE)
def paper_void(request: SeatedRequest, key: str, paper: str) -> HttpResponse:
    """Declare a paper void, with the reason; then it can be issued anew under a new number."""
    view = seen_or_404(request, key)
    found = next((one for one in issued_papers(view) if one.key == paper and not one.is_void), None)
    if found is None:
        raise Http404
    problems: tuple[Problem, ...] = ()
    reason = str(request.POST.get("reason", "")).strip()
    if request.method == "POST":
        try:
            void_paper(request.office, view, key=paper, reason=reason, command_id=command_id(request), now=request.now)
        except Refused as refused:
            problems = refused.problems
        else:
            messages.success(request, _("The paper is void; its number stays taken."))
            return HttpResponseRedirect(reverse("console:case", args=[view.state.id]) + "#papers-title")
    context = {
        **case_head(request.office, view), "case": view.state, "found": found, "problems": problems,
        "reason": reason[:WORDS_MAX], "command_id": command_id(request),
        "general_problems": [problem_words(one, view.procedure) for one in problems if not one.at],
    }  # fmt: skip
    return render(request, "console/paper_void.html", context, status=REFUSED_STATUS if problems else 200)
