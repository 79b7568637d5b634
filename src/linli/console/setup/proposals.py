"""Proposals: what waits for a second person, what it would change, and who decided what."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import proposals as actions
from linli.actions.deciding import Office
from linli.console.reauthentication import needs_fresh
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.setup.admitted import CHANGERS, DECIDERS, PROPOSAL_READERS
from linli.console.setup.checklist_words import item_rows
from linli.console.setup.record_words import HIDDEN_FIELDS, change_words, field_title, value_words
from linli.console.setup.workbook import KIND_WORDS
from linli.console.words import language, unit_name
from linli.domain.engine.access import may_set_up
from linli.domain.problems import Refused
from linli.domain.proposal import PROPOSAL_CLASSES, VERDICT_WORDINGS, Proposal, Side, Verdict
from linli.domain.setup_plan import Change, SetupPlan
from linli.domain.setup_sheets import SHEETS
from linli.domain.wording import Wording
from linli.ui.refusals import Refusal, take_refusal

SHOWN_MAX = 200
WORKBOOK_WORDS = Wording("整份表格", "A workbook")
TONES = {
    Verdict.WAITING: ("near", "people"), Verdict.AGREED: ("accent", "check"), Verdict.REFUSED: ("overdue", "stopped"),
    Verdict.WITHDRAWN: ("quiet", "undo"), Verdict.EXPIRED: ("quiet", "clock"),
}  # fmt: skip


@who_may(PROPOSAL_READERS)
def proposals(request: SeatedRequest) -> HttpResponse:
    """Show the newest proposals: those that wait, then what became of the others."""
    found = actions.list_of(request.office, request.post, request.now)
    rows = [{**_head(request.office, one), "url": _url(one.proposal)} for one in found]
    context = {
        "waiting": [row for row in rows if row["is_waiting"]],
        "past": [row for row in rows if not row["is_waiting"]],
        "is_dual": actions.is_dual(request.office, request.now),
        "reads_setup": may_set_up("setup.read", request.post, request.office.directory),
    }
    return render(request, "console/setup/proposals.html", context)


@who_may(PROPOSAL_READERS)
def proposal(request: SeatedRequest, proposal_id: str) -> HttpResponse:
    """Show one proposal with what it would change, and take a decision where the reader may."""
    view = _seen_or_404(request, proposal_id)
    refusal = take_refusal(request.session, request.get_full_path())
    context = {
        **_head(request.office, view),
        "view": view,
        "groups": list(_groups(request.office, view, request.now)),
        "problems": refusal.problems or view.problems,
        "labels": {"answer": _("Reason")},
        "typed_answer": refusal.typed.get("answer", ""),
        "rehearsal_url": _rehearsal_url(request, view),
        "reads_setup": may_set_up("setup.read", request.post, request.office.directory),
        "decides": may_set_up("setup.decide", request.post, request.office.directory),
    }
    return render(request, "console/setup/proposal.html", context)


@who_may(DECIDERS)
@needs_fresh
def decide(request: SeatedRequest, proposal_id: str) -> HttpResponse:
    """Agree to a proposal or refuse it, after a fresh proof of who decides."""
    view = _seen_or_404(request, proposal_id)
    if request.method != "POST":
        return HttpResponseRedirect(_url(view.proposal))
    answer = str(request.POST.get("answer", ""))
    try:
        if "agree" in request.POST:
            actions.agree(request.office, request.post, proposal_id, request.now)
            messages.success(request, _("Agreed. It holds now."))
        else:
            actions.refuse(request.office, request.post, proposal_id, answer, request.now)
            messages.success(request, _("Not agreed. Whoever proposed it sees your reason."))
    except Refused as refused:
        return refused_at(request, _url(view.proposal), Refusal(problems=refused.problems, typed={"answer": answer}))
    return HttpResponseRedirect(_url(view.proposal))


@who_may(CHANGERS)
def withdraw(request: SeatedRequest, proposal_id: str) -> HttpResponse:
    """Take one's own proposal back."""
    view = _seen_or_404(request, proposal_id)
    if request.method != "POST":
        return HttpResponseRedirect(_url(view.proposal))
    try:
        actions.withdraw(request.office, request.post, proposal_id, request.now)
        messages.success(request, _("Taken back."))
    except Refused as refused:
        return refused_at(request, _url(view.proposal), Refusal(problems=refused.problems, typed={}))
    return HttpResponseRedirect(_url(view.proposal))


def _seen_or_404(request: SeatedRequest, proposal_id: str) -> actions.ProposalView:
    view = actions.view_of(request.office, request.post, proposal_id[:26], request.now)
    if view is None:
        raise Http404
    return view


def _url(one: Proposal) -> str:
    return reverse("console:setup_proposal", args=[one.id])


def waiting_rows(office: Office, found: tuple[Proposal, ...]) -> list[dict[str, Any]]:
    """Return proposals as Today lists them."""
    return [
        {"title": kind_words(one), "more": unit_name(office, one.proposer.unit_id), "url": _url(one)} for one in found
    ]


def kind_words(one: Proposal) -> str:
    """Return what a proposal is about in a word."""
    words = SHEETS[one.kind].title if one.kind in SHEETS else WORKBOOK_WORDS
    return words.within(language())


def _head(office: Office, view: actions.ProposalView) -> dict[str, Any]:
    """What every line about a proposal says."""
    one, (tone, sign) = view.proposal, TONES[view.standing]
    reason = next((choice.title for choice in PROPOSAL_CLASSES if choice.key == one.because.reason_class), None)
    return {
        "one": one,
        "title": kind_words(one),
        "reason_class": reason.within(language()) if reason else "",
        "proposer": _who(office, one.proposer, view.proposer_name),
        "decider": _who(office, one.decider, view.decider_name) if one.decider else "",
        "standing": VERDICT_WORDINGS[view.standing],
        "tone": tone,
        "sign": sign,
        "is_waiting": view.standing is Verdict.WAITING,
        "may_decide": view.may_decide,
    }


def _who(office: Office, side: Side, name: str) -> str:
    post = office.directory.posts.get(side.post_id)
    role = post.role.wording.within(language()) if post else ""
    return f"{unit_name(office, side.unit_id)} · {role} {name}".strip()


def _groups(office: Office, view: actions.ProposalView, now: datetime) -> Iterator[dict[str, Any]]:
    """The changes by noun, each field before and after."""
    plan = view.plan or SetupPlan()
    for noun in dict.fromkeys(one.noun for one in plan.changes):
        own = [one for one in plan.changes if one.noun == noun]
        if noun == "checklist_item":
            items = list(item_rows(office, plan, now))
            yield {"title": SHEETS[noun].title, "count": len(own), "rows": items[:SHOWN_MAX], "more": 0}
            continue
        yield {
            "title": SHEETS[noun].title,
            "count": len(own),
            "rows": [_row(office, view, one) for one in own[:SHOWN_MAX]],
            "more": max(0, len(own) - SHOWN_MAX),
        }


def _row(office: Office, view: actions.ProposalView, change: Change) -> dict[str, Any]:
    words, tone, sign = KIND_WORDS[change.kind]
    title, differences = change_words(office, change)
    if change.before is None:
        differences = list(_of_new(office, change))
    holder = view.holders.get(getattr(change.record, "staff_id", None) or "", "")
    return {
        "kind": words, "tone": tone, "sign": sign, "title": title, "differences": differences, "holder": holder,
    }  # fmt: skip


def _of_new(office: Office, change: Change) -> Iterator[dict[str, str]]:
    """What is filled in of a record that is new; who holds a post is named beside."""
    titled = {column.key for column in SHEETS[change.noun].columns} | {"unit_id", "area_path", "started_at", "ended_at"}
    for name in type(change.record).__dataclass_fields__:
        value = getattr(change.record, name)
        if name in HIDDEN_FIELDS - {"path"} or name not in titled or value in (None, ""):
            continue
        yield {
            "title": field_title(change.noun, name).removesuffix("代码"),
            "before": "",
            "after": value_words(office, change.noun, name, value),
        }


def _rehearsal_url(request: SeatedRequest, view: actions.ProposalView) -> str:
    """Where a single changed limit or duty can be tried on past matters, for whoever may."""
    rows = view.proposal.payload.get("rows", ())
    is_one = len(rows) == 1 and view.proposal.kind in ("limit", "duty") and view.plan is not None
    if not is_one or not may_set_up("setup.rehearse", request.post, request.office.directory):
        return ""
    asked = {"kind": view.proposal.kind, "go": "1", **rows[0]["cells"]}
    return f"{reverse('console:setup_rehearsal')}?{urlencode(asked)}"
