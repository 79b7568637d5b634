"""The follow-up desk: whom to call, what to say, and what came of it; every step has its key."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from linli.actions.follow_up import (
    CallGiven,
    CallSheet,
    DueCall,
    Month,
    call_sheet,
    due_calls,
    month_of,
    open_number,
    record_call,
    script,
    work_list,
)
from linli.actions.look_views import field_title
from linli.actions.papers import offer_of
from linli.actions.settings import setting_text, setting_whole
from linli.console.case_facts import case_head
from linli.console.case_rows import rows_of
from linli.console.command_ids import command_id
from linli.console.seat import Access, SeatedRequest, refused_at, who_may
from linli.console.words import area_words, language, problem_words
from linli.domain.disclosure import CONTACT_FIELDS
from linli.domain.engine.shared_fields import SHARED_FIELDS
from linli.domain.follow_up import KIND_OF, KINDS, SEED, TRIES_MAX, CallResult, Tally
from linli.domain.problems import Refused
from linli.domain.unit import Role
from linli.domain.wording import Wording
from linli.ui.pieces import FilterChip, Option
from linli.ui.refusals import Refusal, take_refusal
from linli.ui.time_words import moment_words

PAPER = "follow_up_record"
TYPED_MAX = 2_000
NOTHING = "—"
CALLERS = Access(words=Wording("回访员", "The follow-up desk"), admits=lambda office, post: post.role is Role.FOLLOW_UP)
KEYS = (
    ("O", Wording("打开号码", "Open the number")),
    ("1 2 3", Wording("满意、不满意、没联系上", "Satisfied, not satisfied, not reached")),
    ("4 5 6", Wording("解决了、部分解决、没有解决", "Solved, partly, not solved")),
    ("S", Wording("记下结果", "Record the result")),
    ("B", Wording("回到名单", "Back to the list")),
)


@who_may(CALLERS)
def follow_up(request: SeatedRequest) -> HttpResponse:
    """Show whom to call now, whom a little later, and how the month stands."""
    office, post, now = request.office, request.post, request.now
    chosen = str(request.GET.get("kind", ""))
    kind = chosen if chosen in KIND_OF else ""
    due = due_calls(office, post, now)
    found, month = work_list(office, post, now, procedure=kind, found=due), month_of(office, post, now, found=due)
    context = {
        "calls": _rows(request, found.now),
        "later": _rows(request, found.later),
        "barred": found.barred,
        "is_cut": found.is_cut,
        "kinds": _chips(kind, month),
        "month": f"{month.first_date:%Y-%m}",
        "total": _figures(month.total),
        "by_kind": [(KIND_OF[key].title, _figures(one)) for key, one in month.by_kind.items()],
        "not_agreed": month.not_agreed,
        "shares": [(one.title, setting_whole(office, one.share, now)) for one in KINDS],
        "seed": setting_text(office, SEED, now),
        "page_keys": _keys(),
    }
    return render(request, "console/follow_up.html", context)


def _rows(request: SeatedRequest, due: tuple[DueCall, ...]) -> list[dict[str, Any]]:
    rows = rows_of(request.office, (one.line for one in due), request.now)
    return [
        {
            "row": replace(row, url=reverse("console:follow_up_call", args=[row.id])),
            "kind": KIND_OF[one.line.procedure].title,
            "closed": one.line.closed_at,
            "closed_words": _moment(request, one.line.closed_at),
            "tries": one.tries,
            "tried_words": [_moment(request, at) for at in one.standing.tries],
        }
        for row, one in zip(rows, due, strict=True)
    ]


def _moment(request: SeatedRequest, moment: datetime | None) -> str:
    this_year = localtime(request.now).year
    return moment_words(moment, language=language(), this_year=this_year) if moment else ""


def _chips(kind: str, month: Month) -> list[FilterChip]:
    own = [
        FilterChip(
            title=KIND_OF[key].title.within(language()), url=f"?kind={key}", is_on=key == kind, count=one.to_call
        )
        for key, one in month.by_kind.items()
    ]
    return [FilterChip(title=_("All"), url="?", is_on=not kind, count=month.total.to_call), *own]


def _figures(one: Tally) -> list[tuple[str, int, int, str]]:
    """Return each figure with what it is taken of; a share of nothing is none."""
    parts = (
        (_("Called"), one.over, one.due),
        (_("Reached"), one.reached, one.over),
        (_("Not reached"), one.not_reached, one.over),
        (_("Satisfied, of those reached and asked"), one.satisfied, one.asked),
    )
    return [(title, part, whole, f"{100 * part / whole:.1f} %" if whole else NOTHING) for title, part, whole in parts]


def _keys() -> list[Option]:
    return [Option(value=key, title=title.within(language())) for key, title in KEYS]


@who_may(CALLERS)
def call(request: SeatedRequest, key: str) -> HttpResponse:
    """Show one matter to call about, open the number for this answer alone, or record what the call came to."""
    sheet = call_sheet(request.office, request.post, key[:60], request.now)
    if sheet is None:
        raise Http404
    if request.method != "POST":
        return _sheet(request, sheet, take_refusal(request.session, request.path))
    if "open" in request.POST:
        return _opened(request, sheet)
    return _recorded(request, sheet)


def _opened(request: SeatedRequest, sheet: CallSheet) -> HttpResponse:
    try:
        values = open_number(request.office, sheet, command_id(request), request.now)
    except Refused as refused:
        return refused_at(request, request.path, Refusal(problems=refused.problems))
    return _sheet(request, replace(sheet, opened=values), Refusal())


def _recorded(request: SeatedRequest, sheet: CallSheet) -> HttpResponse:
    typed = {key: str(request.POST.get(key, ""))[:TYPED_MAX] for key in ("result", "solved", "note", "reason", "keeps")}
    given = CallGiven(
        result=typed["result"], solved=typed["solved"], note=typed["note"], reason=typed["reason"],
        keeps_closed=typed["keeps"] == "1",
    )  # fmt: skip
    try:
        result = record_call(request.office, sheet, given, command_id=command_id(request), now=request.now)
    except Refused as refused:
        return refused_at(request, request.path, Refusal(problems=refused.problems, typed=typed))
    words = {"number": sheet.view.state.number, "result": result.wording.within(language())}
    messages.success(request, _("Recorded for %(number)s: %(result)s.") % words)
    tries = len(sheet.standing.tries) + 1
    if result is CallResult.NOT_REACHED and tries < TRIES_MAX:
        words = {"tries": f"{tries}", "most": f"{TRIES_MAX}"}
        messages.info(request, _("Try %(tries)s of %(most)s: the matter comes back to the list.") % words)
    return HttpResponseRedirect(reverse("console:follow_up"))


def _sheet(request: SeatedRequest, sheet: CallSheet, refusal: Refusal) -> HttpResponse:
    view, state = sheet.view, sheet.view.state
    offer = offer_of(request.office, view, PAPER, request.now)
    context = {
        **case_head(request.office, view),
        "case": state,
        "kind": KIND_OF[state.procedure].title,
        "place": area_words(request.office, state.area),
        "closed_words": _moment(request, state.closed_at),
        "answers": _said(sheet, "answer"),
        "script": script(request.office, sheet, language()),
        "contact": [
            (field_title(name).within(language()), words, name == "requester_phone")
            for (_seq, name), words in sorted(sheet.opened.items())
            if name in CONTACT_FIELDS
        ],
        "was_opened": bool(sheet.opened),
        "has_contact": bool(sheet.contact),
        "is_agreed": sheet.is_agreed,
        "standing": sheet.standing,
        "tries": [_moment(request, at) for at in sheet.standing.tries],
        "last_try": len(sheet.standing.tries) + 1 >= TRIES_MAX,
        "tries_max": TRIES_MAX,
        "reasons": [problem_words(one, view.procedure) for one in sheet.reasons],
        "may_reopen": sheet.may_reopen,
        "results": [(one.value, one.wording, str(at)) for at, one in enumerate(CallResult, start=1)],
        "solved": [(one.key, one.title, str(at)) for at, one in enumerate(SHARED_FIELDS["solved"].choices, start=4)],
        "problems": refusal.problems,
        "labels": {
            "result": _("What came of it"), "solved": _("Is it solved?"), "reason": _("Why it should be reopened"),
        },
        "typed": refusal.typed,
        "command_id": command_id(request),
        "paper_url": reverse("console:paper", args=[state.id, PAPER]) if offer and offer.is_open else "",
        "page_keys": _keys(),
    }  # fmt: skip
    return render(request, "console/follow_up_call.html", context)


def _said(sheet: CallSheet, key: str) -> list[str]:
    """Return what was answered, as far as this post may read it."""
    found: Mapping[tuple[int, str], str] = sheet.view.values
    return [words for (_seq, name), words in sorted(found.items()) if name == key]
