"""One suggestion: its text and deputies, who leads and who helps, the answer, the promises, what deputies said."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from linli.actions.case_moves import OpenMove, moves_for
from linli.actions.case_views import CaseView, open_for
from linli.actions.deputy_feedback import feedback_code
from linli.actions.suggestions import proposal_in
from linli.console.case import button, clocks_of, refusal
from linli.console.paper_rows import papers_panel
from linli.console.seat import SeatedRequest, who_may
from linli.console.suggestions.admitted import ROOM_POSTS
from linli.console.words import category_name, language, title_of, unit_name
from linli.domain.engine.state import RECALLED, PartState
from linli.domain.suggestion import CLASSES, DISPOSITIONS, KEY
from linli.domain.wording import Wording
from linli.procedures import suggestion as declared

OWN_FORMS = {
    "assign": "suggestion_hand_over", "assign_complex": "suggestion_hand_over", "draft": "suggestion_answer",
    "sign": "suggestion_sign",
}  # fmt: skip
"""Moves that have a page of their own here; every other one has the form that every move has."""
LEFT_OUT = frozenset({"assign_complex", "set_sponsor"})
"""What the assignment desk does together with handing over."""
QUIET = frozenset({
    "note", "attach", "correct", "erase", "hold_erasure", "lift_hold", "supervise", "ask_co_handler", "record_visit",
    "record_withdrawal", "add_proposer", "strike", "recall", "satisfied", "dissatisfied", "ask_redo", "ask_extension",
})  # fmt: skip
"""Moves that stand behind "more": needed now and then, never the next step."""
FIELDS = {one.key: one for one in declared.FIELDS}


def seen(request: SeatedRequest, case_id: str) -> CaseView:
    """Return the suggestion as the post may see it; raises Http404 for one that is missing or not its to see."""
    view = open_for(request.office, request.post, case_id[:60], request.now)
    if view is None or view.state.procedure != KEY:
        raise Http404
    return view


@who_may(ROOM_POSTS)
def suggestion(request: SeatedRequest, case_id: str) -> HttpResponse:
    """Show one suggestion, with what the post may do next."""
    view = seen(request, case_id)
    moves = moves_for(request.office, view, request.now)
    buttons = [_button(request, view, one) for one in moves if one.is_open and one.move.verb not in LEFT_OUT]
    context = {
        **head(request, view),
        "proposal": proposal_in(view),
        "clocks": clocks_of(request.office, view, request.now),
        "co_handlers": list(co_handlers_of(request, view)),
        "feedback": list(_feedback(view)),
        "promises": _promises(request, view),
        "moves": [one for one in buttons if one["verb"] not in QUIET],
        "more_moves": [one for one in buttons if one["verb"] in QUIET],
        "refusals": [refusal(view, one) for one in moves if one.is_explained],
        "has_slips": view.state.stage == "answered",
        **papers_panel(request.office, view, request.now),
    }
    return render(request, "console/suggestions/one.html", context)


def head(request: SeatedRequest, view: CaseView) -> dict[str, Any]:
    """Return what stands at the head of every page about one suggestion."""
    state = view.state
    sponsor = request.office.directory.posts.get(state.notes.get("sponsor", ""))
    return {
        "case": state,
        "title": title_of(request.office, state),
        "kind": category_name(request.office, state.category),
        "topic": choice_title("topic", state.notes.get("topic", "")),
        "stage": view.procedure.stage(state.stage),
        "lead_unit": unit_name(request.office, state.holder.unit),
        "sponsor": (sponsor.title or sponsor.role.wording.within(language())) if sponsor else "",
        "outcome": choice_title("disposition", state.notes.get("result", "")),
        "answer_class": choice_title("answer_class", state.notes.get("answer_class", "")),
        "is_published": state.notes.get("publish") == "yes",
    }


def choice_title(field: str, value: str) -> Wording | None:
    """Return what one choice of a field is called, or None."""
    fields = {"disposition": DISPOSITIONS, "answer_class": CLASSES}
    choices = fields.get(field) or FIELDS[field].choices
    return next((one.title for one in choices if one.key == value), None)


def _button(request: SeatedRequest, view: CaseView, one: OpenMove) -> dict[str, Any]:
    found = dict(button(request.office, view, one))
    here = reverse("console:suggestion", args=[view.state.id])
    found["url"] += ("&" if "?" in found["url"] else "?") + urlencode({"next": here})
    if one.move.verb in OWN_FORMS:
        found |= {"url": reverse(f"console:{OWN_FORMS[one.move.verb]}", args=[view.state.id]), "asks": True}
    if one.part is not None:
        found["title"] = f"{one.move.title.within(language())} · {_part_name(request, view, one.part)}"
    return found


def _part_name(request: SeatedRequest, view: CaseView, part: PartState) -> str:
    """Return which co-handler, promise or deputy a part is about."""
    if part.unit:
        return unit_name(request.office, part.unit)
    if part.rule == "promise":
        return next(one.words for one in proposal_in(view).promises if one.part.id == part.id)[:20]
    return dict(proposal_in(view).deputies).get(part.party, "")


def co_handlers_of(request: SeatedRequest, view: CaseView) -> Iterator[dict[str, Any]]:
    """Yield each co-handler with its opinion, or how long it has."""
    said = {str(one.pub.get("part")): one.seq for one in view.entries if one.type == "case.co_handler_give_opinion"}
    for part in view.state.parts.values():
        if part.rule == "co_handler" and part.stage != RECALLED:
            clock = view.state.clocks.get(f"co_opinion:{part.id}")
            yield {
                "unit": unit_name(request.office, part.unit),
                "stage": _stage_of(view, part),
                "due_at": clock.due_at if clock else None,
                "is_late": clock is not None and clock.is_open and clock.due_at <= request.now,
                "opinion": view.values.get((said[part.id], "opinion"), "") if part.id in said else "",
            }


def _stage_of(view: CaseView, part: PartState) -> Any:
    return next(one for one in view.procedure.part(part.rule).stages if one.key == part.stage)


def _feedback(view: CaseView) -> Iterator[dict[str, Any]]:
    """Yield what each deputy said about the answer that was signed last; whoever reads sees grades, and comments."""
    names = dict(proposal_in(view).deputies)
    said = {str(one.pub.get("part")): one for one in view.entries if one.type.startswith("case.feedback_")}
    for part in view.state.parts.values():
        if part.rule == "feedback" and part.stage != RECALLED:
            entry = said.get(part.id)
            grade = str(entry.pub.get("satisfied_with") or entry.pub.get("dissatisfied_with") or "") if entry else ""
            clock = view.state.clocks.get(f"deputy_feedback:{part.id}")
            yield {
                "name": names.get(part.party, ""),
                "stage": _stage_of(view, part),
                "result": choice_title("attitude", grade),
                "attitude": choice_title("attitude", str(entry.pub.get("attitude", ""))) if entry else None,
                "comment": view.values.get((entry.seq, "comment"), "") if entry else "",
                "is_by_office": entry is not None and entry.actor.get("kind") == "post",
                "due_at": clock.due_at if clock and clock.is_open else None,
            }


def _promises(request: SeatedRequest, view: CaseView) -> list[dict[str, Any]]:
    found = [
        {
            "words": one.words,
            "due_at": one.due_at,
            "kept_words": one.kept_words,
            "stage": _stage_of(view, one.part),
            "is_kept": one.is_kept,
            "is_late": one.part.stage == "late",
        }
        for one in proposal_in(view).promises
    ]
    return sorted(found, key=lambda one: (bool(one["is_kept"]), str(one["due_at"])))


@who_may(ROOM_POSTS)
def slips(request: SeatedRequest, case_id: str) -> HttpResponse:
    """Show one slip for each deputy who was asked, with a link of their own; for the office and the lead unit only."""
    view = seen(request, case_id)
    may_hand_out = {"holder", "supervisor"} & {one.value for one in view.relations}
    asked = [
        part for part in view.state.parts.values() if part.rule == "feedback" and part.stage == "asked"
    ] if may_hand_out else []  # fmt: skip
    if not asked:
        raise Http404
    names = dict(proposal_in(view).deputies)
    rows = []
    for part in asked:
        code = feedback_code(request.office, view.state.id, part.party)
        clock = view.state.clocks.get(f"deputy_feedback:{part.id}")
        address = f"/suggestions/{view.state.id}/feedback/{code}"
        rows.append({
            "name": names.get(part.party, ""), "code": code, "url": request.build_absolute_uri(address),
            "due_at": clock.due_at if clock else None,
        })  # fmt: skip
    return render(
        request, "console/suggestions/slips.html", {**head(request, view), "proposal": proposal_in(view), "rows": rows}
    )
