"""Sittings: planning one with a room, calling it off, keeping its record, and its invitation for calendars."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.case_moves import find_move, moves_for
from linli.actions.case_views import CaseView, clean_photos
from linli.actions.cases import move_case
from linli.actions.seats import actor_at
from linli.actions.sittings import (
    MINUTES_USUAL,
    Planning,
    RoomPlan,
    cancel_sitting,
    invitation,
    moment_at,
    place_words,
    plan_sitting,
    room_plan,
    sitting_of,
)
from linli.console.case import seen_or_404
from linli.console.case_facts import case_head
from linli.console.command_ids import command_id
from linli.console.dispute_forms import DISPUTE
from linli.console.rail import KEPT_SENT
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.seats_admitted import BY_CASE
from linli.console.words import language, problem_words, unit_name
from linli.domain.dispute_parties import parties_of, seats_taken
from linli.domain.engine.context import Command
from linli.domain.mediation_fields import PANEL_SEATS
from linli.domain.problems import Problem, Refused
from linli.domain.sittings import Sitting, SittingState, sittings_of
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

PLAN_FIELDS = ("day", "time", "sitting_minutes", "room", "session_kind")
RECORD_FIELDS = ("session_kind", "attended", "session_note", "others", "sitting")
TYPED_MAX = 9000


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomChoice:
    """One room as the form offers it."""

    value: str
    title: str
    more: str
    taken: tuple[Any, ...] = ()


def dispute_or_404(request: SeatedRequest, key: str) -> CaseView:
    """Return a dispute as the post may see it; raises Http404 for anything else."""
    view = seen_or_404(request, key)
    if view.state.procedure != DISPUTE:
        raise Http404
    return view


def refused_now(request: SeatedRequest, view: CaseView, verb: str) -> list[str]:
    """Return why a move cannot be made now, in sentences; raises Http404 where it is not this post's at all."""
    one = find_move(moves_for(request.office, view, request.now), verb)
    if one is None:
        raise Http404
    return [problem_words(problem, view.procedure) for problem in one.reasons]


def frame(
    request: SeatedRequest, view: CaseView, typed: Mapping[str, str], problems: tuple[Problem, ...]
) -> dict[str, Any]:
    """Return what every form about a dispute shows around its fields."""
    return {
        **case_head(request.office, view), "case": view.state, "typed": typed,
        "problems": [one for one in problems if one.at],
        "general_problems": [problem_words(one, view.procedure) for one in problems if not one.at],
        "labels": {one.key: one.title.within(language()) for one in view.procedure.fields},
        "command_id": command_id(request), "seen_seq": view.state.seq,
    }  # fmt: skip


def seen_seq(request: SeatedRequest) -> int | None:
    """Return which version of the matter the form was filled in on."""
    given = str(request.POST.get("seen_seq", ""))
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else None


def typed_of(request: SeatedRequest, keys: tuple[str, ...]) -> dict[str, str]:
    """Return what was typed, with the lines ended as they are kept."""
    return {key: str(request.POST.get(key, ""))[:TYPED_MAX].replace("\r\n", "\n") for key in keys}


@who_may(BY_CASE)
def plan(request: SeatedRequest, key: str) -> HttpResponse:
    """Ask for day, time and room, or plan the sitting."""
    view = dispute_or_404(request, key)
    refused = refused_now(request, view, "plan_sitting")
    if request.method != "POST":
        refusal = take_refusal(request.session, request.get_full_path())
        rooms = room_plan(request.office, view.state.area, request.now)
        context = {
            **frame(request, view, refusal.typed, refusal.problems), "refused": refused,
            "rooms": room_choices(request, rooms), "kinds": kind_options(view), "minutes": MINUTES_USUAL,
            "today": request.office.directory.calendar.local_date(request.now).isoformat(),
        }  # fmt: skip
        return render(request, "console/mediation/plan.html", context)
    typed = typed_of(request, PLAN_FIELDS)
    minutes = typed["sitting_minutes"].strip()
    asked = Planning(
        command_id=command_id(request), starts_at=moment_at(request.office, typed["day"], typed["time"]),
        minutes=int(minutes) if minutes.isascii() and minutes.isdigit() and len(minutes) < 5 else 0,
        room=typed["room"], kind=typed["session_kind"], seen_seq=seen_seq(request),
    )  # fmt: skip
    try:
        plan_sitting(request.office, view, asked, request.now)
    except Refused as found:
        return refused_at(request, request.get_full_path(), Refusal(problems=found.problems, typed=typed))
    request.session[KEPT_SENT] = f"sitting-{view.state.id}"
    messages.success(request, _("The sitting is planned; its invitation can be taken into a calendar."))
    return HttpResponseRedirect(reverse("console:case", args=[view.state.id]) + "#sittings")


def room_choices(request: SeatedRequest, found: RoomPlan) -> list[RoomChoice]:
    """Return the rooms in reach, each with the times at which it is taken."""
    return [
        RoomChoice(
            value=one.id,
            title=one.name,
            more=" · ".join(
                words
                for words in (
                    unit_name(request.office, one.unit),
                    one.where_words,
                    _("%(seats)s seats") % {"seats": one.seats},
                    _("step-free") if one.is_step_free else "",
                )
                if words
            ),
            taken=found.taken.get(one.id, ()),
        )
        for one in found.rooms
    ]


def kind_options(view: CaseView) -> list[Option]:
    """Return open and closed, as the form offers them."""
    kinds = next(one.choices for one in view.procedure.fields if one.key == "session_kind")
    return [Option(value=one.key, title=one.title.within(language())) for one in kinds]


@who_may(BY_CASE)
def cancel(request: SeatedRequest, key: str, sitting: int) -> HttpResponse:
    """Ask for the reason, or call the sitting off."""
    view = dispute_or_404(request, key)
    found = _sitting_or_404(view, sitting)
    refused = refused_now(request, view, "cancel_sitting")
    if request.method != "POST":
        refusal = take_refusal(request.session, request.get_full_path())
        context = {
            **frame(request, view, refusal.typed, refusal.problems), "refused": refused, "sitting": found,
            "place": place_words(request.office, found.room, language()),
        }  # fmt: skip
        return render(request, "console/mediation/cancel.html", context)
    reason = typed_of(request, ("reason",))["reason"]
    try:
        cancel_sitting(
            request.office, view, found, reason=reason, command_id=command_id(request), now=request.now
        )  # fmt: skip
    except Refused as problems:
        refusal = Refusal(problems=problems.problems, typed={"reason": reason})
        return refused_at(request, request.get_full_path(), refusal)
    request.session[KEPT_SENT] = f"cancel-{view.state.id}"
    messages.success(request, _("The sitting is called off; its room is free again."))
    return HttpResponseRedirect(reverse("console:case", args=[view.state.id]) + "#sittings")


def _sitting_or_404(view: CaseView, number: int) -> Sitting:
    found = sitting_of(view, number)
    if found is None:
        raise Http404
    return found


@who_may(BY_CASE)
def ics(request: SeatedRequest, key: str, sitting: int) -> HttpResponse:
    """Give a sitting's invitation as a calendar program reads it."""
    view = dispute_or_404(request, key)
    found = _sitting_or_404(view, sitting)
    if not found.minutes:
        raise Http404
    return ics_answer(invitation(request.office, view.state.number, found, language=language(), now=request.now))


def ics_answer(content: bytes) -> HttpResponse:
    """Return an invitation to be kept."""
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="sitting.ics"'
    response["Cache-Control"] = "no-store"
    return response


@who_may(BY_CASE)
def record(request: SeatedRequest, key: str) -> HttpResponse:
    """Ask who was there and what was said, or keep the record of a sitting."""
    view = dispute_or_404(request, key)
    refused = refused_now(request, view, "hold_session")
    if request.method == "POST":
        return _recorded(request, view)
    refusal = take_refusal(request.session, request.get_full_path())
    typed = dict(refusal.typed) or {"sitting": str(request.GET.get("sitting", ""))[:2]}
    planned = [one for one in sittings_of(view.entries) if one.state is SittingState.PLANNED]
    context = {
        **frame(request, view, typed, refusal.problems), "refused": refused, "kinds": kind_options(view),
        "planned": planned, "people": _people(request, view), "present": typed.get("present", "").split("|"),
    }  # fmt: skip
    return render(request, "console/mediation/record.html", context)


def _people(request: SeatedRequest, view: CaseView) -> list[Option]:
    """Return who may have sat there, as they are called without names: the parties, and the seats of the panel.

    The value is what the record says; it is printed, and so Chinese in whatever language the page is read.
    """
    office = request.office
    parties = (one.wording for one in parties_of(view.entries, view.state))
    found = [Option(value=one.zh, title=one.within(language())) for one in parties]
    taken = seats_taken(view.entries, view.state)
    for seat in PANEL_SEATS:
        for part in taken.get(seat.key, ()):
            written = f"{seat.title.zh} · {office.directory.unit_name(part.unit)}"
            title = f"{seat.title.within(language())} · {unit_name(office, part.unit)}"
            found.append(Option(value=written, title=title))
    return found


def _recorded(request: SeatedRequest, view: CaseView) -> HttpResponse:
    typed = typed_of(request, RECORD_FIELDS)
    ticked = request.POST.getlist("present")
    present = [one.value for one in _people(request, view) if one.value in ticked]
    attendance = "、".join([*present, *([typed["others"].strip()] if typed["others"].strip() else [])])
    fields: dict[str, Any] = {
        "session_kind": typed["session_kind"], "attended": typed["attended"], "session_note": typed["session_note"],
        "attendance": attendance, "sitting": typed["sitting"],
    }  # fmt: skip
    scans = [file.read() for file in request.FILES.getlist("scan")]
    try:
        fields = clean_photos(request.office, fields, {"scan": scans} if scans else {})
        command = Command(
            id=command_id(request), verb="hold_session", stream=view.state.stream, fields=fields,
            seen_seq=seen_seq(request),
        )  # fmt: skip
        move_case(request.office, command, actor=actor_at(request.post), now=request.now)
    except Refused as found:
        kept = {**typed, "present": "|".join(present)}
        return refused_at(request, request.get_full_path(), Refusal(problems=found.problems, typed=kept))
    request.session[KEPT_SENT] = f"record-{view.state.id}"
    messages.success(request, _("The record of the sitting is kept."))
    return HttpResponseRedirect(reverse("console:case", args=[view.state.id]) + "#sittings")
