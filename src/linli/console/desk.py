"""The desk: the queue beside one open matter; one press files and dispatches it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import case_lists
from linli.actions.case_moves import leading_move, moves_for
from linli.actions.case_views import CaseView, open_for
from linli.actions.desk_moves import SendOut, send_out
from linli.actions.duty_units import DutyUnit, duty_units, target_units
from linli.actions.settings import setting_whole
from linli.console.case import button, clocks_of, seen_or_404
from linli.console.case_facts import case_facts, case_head
from linli.console.case_rows import rows_of
from linli.console.command_ids import command_id
from linli.console.form_fields import FieldMaker, category_groups, duty_words, find_unit
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.seats_admitted import DESK_POSTS
from linli.console.words import choice_words, language, problem_words, unit_name
from linli.domain.case_query import CaseQuery
from linli.domain.engine.shared_fields import SHARED_FIELDS
from linli.domain.problems import Refused
from linli.domain.wording import Wording
from linli.ui.pieces import FilterChip, Option
from linli.ui.refusals import NOTHING_REFUSED, Refusal, take_refusal
from linli.ui.time_words import duration_words

CHANNELS_SHOWN = ("phone", "web", "visit", "grid_worker")
PAGE_KEYS: tuple[tuple[str, Wording], ...] = (
    ("A", Wording("派遣", "Dispatch")),
    ("U", Wording("改派其他单位", "Another unit")),
    ("D", Wording("并案", "Merge")),
    ("R", Wording("不予受理、退回", "Do not take in")),
    ("O", Wording("整页打开", "Open the whole page")),
    ("N", Wording("登记来电来访", "Take in a call or visit")),
)
CLASSIFIED = ("category", "urgency", "title")


@who_may(DESK_POSTS)
def desk(request: SeatedRequest, case_id: str = "") -> HttpResponse:
    """Show the queue with one matter open; a fragment request gets the matter alone."""
    if case_id and request.headers.get("HX-Request"):
        return render(request, "console/_desk_matter.html", matter(request, seen_or_404(request, case_id)))
    query = _query(request)
    lines = case_lists.page_of(query).lines
    if request.GET.get("rows") == "1":
        return render(request, "console/_desk_fresh.html", _list(request, query, lines))
    view = seen_or_404(request, case_id) if case_id else None
    refusal = take_refusal(request.session, request.path) if case_id else NOTHING_REFUSED
    if view is None and lines:
        view = open_for(request.office, request.post, lines[0].id)
    context = {
        **_list(request, query, lines),
        **(matter(request, view, refusal) if view else {}),
        "sent": _sent(request),
        "is_open": bool(case_id),
        "page_keys": page_keys(),
    }
    return render(request, "console/desk.html", context)


def _sent(request: SeatedRequest) -> Mapping[str, str] | None:
    """Return what was sent just now without script, with the ways to put it right."""
    wanted = str(request.GET.get("sent", ""))[:26]
    view = open_for(request.office, request.post, wanted) if wanted else None
    if view is None:
        return None
    return {
        "number": view.state.number,
        "unit": unit_name(request.office, view.state.holder.unit),
        "reassign_url": _move_url(view, "reassign", reverse("console:desk")),
        "correct_url": _move_url(view, "correct", reverse("console:desk")),
    }


def page_keys() -> list[Option]:
    """Return the lines that the desk adds to the sheet of keys."""
    return [Option(value=key, title=words.within(language())) for key, words in PAGE_KEYS]


def _query(request: SeatedRequest) -> CaseQuery:
    asked = request.GET
    query = case_lists.queue(
        request.office, request.post, request.now, tab=str(asked.get("tab", "")), everywhere=asked.get("all") == "1"
    )
    channel = str(asked.get("channel", ""))
    if channel in {one.key for one in SHARED_FIELDS["channel"].choices}:
        query = replace(query, channels=(channel,))
    return query


def _list(request: SeatedRequest, query: CaseQuery, lines: tuple[Any, ...]) -> dict[str, Any]:
    office, now = request.office, request.now
    oldest = min((line.filed_at for line in lines), default=None)
    alike = case_lists.alike_counts(office, lines, now)
    return {
        "rows": rows_of(office, lines, now, desk=True, alike=alike),
        "count": len(lines),
        "is_full": len(lines) >= case_lists.QUEUE_MAX,
        "oldest_words": duration_words((now - oldest).total_seconds(), language=language()) if oldest else "",
        "filters": _filters(request.GET),
        "is_checking": request.GET.get("tab") == "check",
        "query": _kept(request.GET),
    }


def _kept(asked: QueryDict) -> str:
    """Return the query that rows carry on: the filters, and not what asks for the rows alone."""
    kept = asked.copy()
    kept.pop("rows", None)
    return kept.urlencode()


def _filters(asked: QueryDict) -> list[FilterChip]:
    def chip(title: str, **changes: str) -> FilterChip:
        values = asked.copy()
        is_on = all(values.get(key, "") == value for key, value in changes.items())
        for key, value in changes.items():
            values[key] = "" if is_on else value
        left = QueryDict(mutable=True)
        left.update({key: str(values[key]) for key in values if values[key]})
        url = reverse("console:desk") + (f"?{left.urlencode()}" if left else "")
        return FilterChip(title=title, url=url, is_on=is_on)

    return [
        chip(_("To check"), tab="check"),
        chip(_("All below us"), all="1"),
        *(chip(choice_words("channel", one), channel=one) for one in CHANNELS_SHOWN),
    ]


def matter(request: SeatedRequest, view: CaseView, refusal: Refusal = NOTHING_REFUSED) -> dict[str, Any]:
    """Return what the right pane shows of one matter."""
    office, now, state = request.office, request.now, view.state
    chosen = dict(refusal.typed) or _classified(request, view)
    category = chosen.get("category", state.category)
    duties = duty_units(office.directory, category, state.area)
    alike = case_lists.alike(office, request.post, state, now)
    moves = moves_for(office, view, now)
    is_intake = state.stage in case_lists.stages_before(case_lists.INTAKE_VERBS)
    lead = leading_move(moves, view.procedure, state.stage)
    back = reverse("console:desk")
    return {
        **case_head(office, view),
        **case_facts(office, view, now),
        "case": state,
        "clocks": clocks_of(office, view, now),
        "is_intake": is_intake,
        "hold_seconds": setting_whole(office, "desk.undo_seconds", now),
        "helper": next((one.unit.id for one in duties[1:] if one.unit.id != request.post.unit_id), ""),
        "duties": [_duty(request, one) for one in duties],
        "chosen": chosen,
        "category_groups": category_groups(office),
        "urgency_options": [
            Option(value=one.key, title=one.title.within(language())) for one in SHARED_FIELDS["urgency"].choices
        ],
        "alike": rows_of(office, alike[:5], now),
        "alike_count": len(alike),
        "merge_url": _move_url(view, "merge", back, other_case=alike[0].number if alike else ""),
        "may": {one.move.verb for one in moves if one.is_open},
        "reject_url": _move_url(view, "reject", back),
        "rework_url": _move_url(view, "rework", back),
        "lead_button": button(office, view, lead) if lead else None,
        "refusals": [problem_words(one, view.procedure) for move in moves if move.is_explained for one in move.reasons],
        "command_id": uuid4().hex,
        "problems": refusal.problems,
        "desk_problems": [problem_words(one, view.procedure) for one in refusal.problems],
    }


def _duty(request: SeatedRequest, one: DutyUnit) -> Mapping[str, str]:
    return {"name": unit_name(request.office, one.unit.id), "why": duty_words(request.office, one), "id": one.unit.id}


def _move_url(view: CaseView, verb: str, back: str, **asked: str) -> str:
    query = QueryDict(mutable=True)
    query.update({key: value for key, value in {**asked, "next": back}.items() if value})
    return f"{reverse('console:move', args=[view.state.id, verb])}?{query.urlencode()}"


def _classified(request: SeatedRequest, view: CaseView) -> dict[str, str]:
    """Return what the desk puts right, as far as it differs from what stands there."""
    given = request.POST if request.method == "POST" else request.GET
    before = {"category": view.state.category, "urgency": view.state.urgency, "title": view.state.title}
    values = {key: str(given.get(key, "")).strip()[:200] for key in CLASSIFIED}
    return {key: value for key, value in values.items() if value and value != before[key]}


@who_may(DESK_POSTS)
def send(request: SeatedRequest, case_id: str) -> HttpResponse:
    """File and dispatch one matter; the answer to a fragment request takes its row off the list."""
    view = seen_or_404(request, case_id)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    chosen = _choice(request, view)
    try:
        send_out(request.office, view, chosen, request.now)
    except Refused as refused:
        return _refused(request, view, refused)
    unit = unit_name(request.office, chosen.unit)
    words = _("%(number)s has gone to %(unit)s.") % {"number": view.state.number, "unit": unit}
    if request.headers.get("HX-Request"):
        return render(request, "console/_desk_sent.html", {"words": words, "case": view.state})
    messages.success(request, words)
    return HttpResponseRedirect(f"{reverse('console:desk')}?sent={view.state.id}")


def _choice(request: SeatedRequest, view: CaseView) -> SendOut:
    given = request.POST
    unit = str(given.get("unit", ""))
    typed = str(given.get("unit_typed", "")).strip()[:120]
    if typed:
        found = find_unit(request.office, typed, target_units(request.office.directory, view.state.area))
        unit = found.id if found else typed
    seen = str(given.get("seen_seq", ""))
    return SendOut(
        command_id=command_id(request),
        unit=unit,
        classified=_classified(request, view),
        co_unit=str(given.get("co_unit", "")),
        request=_("Please take part as the line of duty asks, and reply here."),
        seen_seq=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else None,
    )


def _refused(request: SeatedRequest, view: CaseView, refused: Refused) -> HttpResponse:
    refusal = Refusal(problems=refused.problems, typed=_classified(request, view))
    if request.headers.get("HX-Request"):
        response = render(request, "console/_desk_matter.html", matter(request, view, refusal))
        response["HX-Retarget"], response["HX-Reswap"] = "#matter", "innerHTML"
        return response
    return refused_at(request, reverse("console:desk_case", args=[view.state.id]), refusal)


@who_may(DESK_POSTS)
def choose_unit(request: SeatedRequest, case_id: str) -> HttpResponse:
    """Choose another unit than the one suggested."""
    view = seen_or_404(request, case_id)
    category = _classified(request, view).get("category", view.state.category)
    directory = request.office.directory
    maker = FieldMaker(
        office=request.office,
        suggested=duty_units(directory, category, view.state.area),
        targets=target_units(directory, view.state.area),
    )
    field = maker.field(SHARED_FIELDS["unit"], is_required=True)
    context = {
        **case_head(request.office, view),
        "case": view.state,
        "field": field,
        "chosen": _classified(request, view),
        "command_id": uuid4().hex,
    }
    return render(request, "console/desk_unit.html", context)
