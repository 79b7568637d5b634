"""The set-up by workbook: take it away, send it back, look at what it would do, apply it or give it up."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import ngettext

from linli.actions import setup_sheets
from linli.actions.packed_files import MB
from linli.actions.proposals import apply_workbook
from linli.actions.setup_seat import drop_draft
from linli.actions.setup_workbook import WORKBOOK_MB_MAX, XLSX
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.setup.admitted import CHANGERS, READERS
from linli.console.setup.record_words import change_words
from linli.console.setup.second_person import because_of, second_person
from linli.console.words import language
from linli.domain.problems import Problem, Refused
from linli.domain.setup_plan import Change, ChangeKind, SetupPlan
from linli.domain.setup_sheets import SHEETS, WIZARD_ORDER
from linli.domain.wording import Wording
from linli.ui.refusals import Refusal, take_refusal

REFUSED_STATUS = 422
SHOWN_MAX = 200
KIND_WORDS = {
    ChangeKind.ADD: (Wording("新增", "Added"), "accent", "plus"),
    ChangeKind.CHANGE: (Wording("修改", "Changed"), "near", "edit"),
    ChangeKind.END: (Wording("停用", "Ended"), "overdue", "stopped"),
}


@who_may(READERS)
def file_of_all(request: SeatedRequest) -> HttpResponse:
    """Give the whole set-up as a workbook."""
    return _file(request, "")


@who_may(READERS)
def file_of_noun(request: SeatedRequest, noun: str) -> HttpResponse:
    """Give one noun as a workbook of one sheet, with its heads also where nothing stands yet."""
    if noun not in SHEETS:
        raise Http404
    return _file(request, noun)


def _file(request: SeatedRequest, noun: str) -> HttpResponse:
    content = setup_sheets.workbook_of(request.office, language=language(), only=noun)
    response = HttpResponse(content, content_type=XLSX)
    name = f"linli-{noun or 'setup'}-{localtime(request.now):%Y%m%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@who_may(CHANGERS)
def workbook(request: SeatedRequest) -> HttpResponse:
    """Take a workbook of any sheets, and lead to what it would do."""
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        only, onward = str(request.POST.get("only", "")), str(request.POST.get("step", ""))
        try:
            take(request, only=only if only in SHEETS else "")
        except Refused as refused:
            problems = refused.problems
        else:
            query = f"?step={onward}" if onward in WIZARD_ORDER else ""
            return HttpResponseRedirect(reverse("console:setup_plan") + query)
    sheets = [SHEETS[noun] for noun in SHEETS]
    return render(
        request,
        "console/setup/workbook.html",
        {"problems": problems, "sheets": sheets, "mb_max": WORKBOOK_MB_MAX},
        status=REFUSED_STATUS if problems else 200,
    )


def take(request: SeatedRequest, *, only: str) -> SetupPlan:
    """Keep the workbook that a form brought; raises Refused where there is none that can be read."""
    found = request.FILES.get("file")
    if found is None:
        raise Refused([Problem("required", at="file")])
    if found.size and found.size > WORKBOOK_MB_MAX * MB:
        raise Refused([Problem("workbook_too_large", at="file", params={"limit": WORKBOOK_MB_MAX})])
    return setup_sheets.send_workbook(
        request.office, request.post, filename=str(found.name), content=found.read(), only=only, now=request.now
    )


@who_may(CHANGERS)
def plan(request: SeatedRequest) -> HttpResponse:
    """Show what the workbook sent last would do; apply it or give it up."""
    step = str(request.POST.get("step", "") or request.GET.get("step", ""))
    step = step if step in WIZARD_ORDER else ""
    back = reverse("console:setup_step", args=[step]) if step else reverse("console:setup_workbook")
    if request.method == "POST":
        return _decide(request, step, back)
    waiting = setup_sheets.waiting_plan(request.office, request.post, request.now)
    if waiting is None:
        return HttpResponseRedirect(back)
    return render(request, "console/setup/plan.html", _context(request, waiting, step, back))


def _decide(request: SeatedRequest, step: str, back: str) -> HttpResponse:
    if "give_up" in request.POST:
        drop_draft(request.office, request.post, setup_sheets.DRAFT)
        return HttpResponseRedirect(back)
    try:
        saved = apply_workbook(request.office, request.post, request.now, because=because_of(request))
    except Refused as refused:
        here = reverse("console:setup_plan") + (f"?step={step}" if step else "")
        given = {key: str(request.POST.get(key, "")) for key in ("reason_class", "because")}
        return refused_at(request, here, Refusal(problems=refused.problems, typed=given))
    if saved.proposal_id:
        return HttpResponseRedirect(reverse("console:setup_proposal", args=[saved.proposal_id]))
    count = len(saved.plan.changes)
    said = ngettext("%(count)s record saved.", "%(count)s records saved.", count) % {"count": count}
    messages.success(request, said)
    if not step:
        return HttpResponseRedirect(reverse("console:setup"))
    after = WIZARD_ORDER.index(step) + 1
    onward = WIZARD_ORDER[after] if after < len(WIZARD_ORDER) else "check"
    return HttpResponseRedirect(reverse("console:setup_step", args=[onward]))


def _context(request: SeatedRequest, waiting: setup_sheets.WaitingPlan, step: str, back: str) -> dict[str, Any]:
    found, refusal = waiting.plan, take_refusal(request.session, request.get_full_path())
    second = second_person(request, is_dual_plan=setup_sheets.needs_two(request.office, found.records, request.now))
    by_noun: dict[str, list[Change]] = defaultdict(list)
    for one in found.changes:
        by_noun[one.noun].append(one)
    return {
        **second,
        "given_class": refusal.typed.get("reason_class", ""),
        "given_because": refusal.typed.get("because", ""),
        "problems": [one for one in refusal.problems if one.at in second["class_labels"]],
        "labels": second["class_labels"],
        "filename": waiting.filename,
        "plan": found,
        "step": step,
        "back_url": back,
        "problems_shown": found.problems[:SHOWN_MAX],
        "problems_more": max(0, len(found.problems) - SHOWN_MAX),
        "sums": [
            {"title": words.within(language()), "count": found.count(kind)}
            for kind, (words, *_rest) in KIND_WORDS.items()
        ],
        "groups": [
            {
                "title": SHEETS[noun].title,
                "count": len(changes),
                "rows": [_row(request, one) for one in changes[:SHOWN_MAX]],
                "more": max(0, len(changes) - SHOWN_MAX),
            }
            for noun, changes in by_noun.items()
        ],
        "accounts": len(found.accounts),
    }


def _row(request: SeatedRequest, change: Change) -> dict[str, Any]:
    words, tone, sign = KIND_WORDS[change.kind]
    title, differences = change_words(request.office, change)
    return {"kind": words, "tone": tone, "sign": sign, "title": title, "differences": differences, "row": change.row}
