"""Making one move: its own form, generated from what the move asks; all mistakes at once, nothing typed is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from linli.actions.case_moves import OpenMove, find_move, moves_for
from linli.actions.case_views import CaseView, clean_photos, declared_field, open_for
from linli.actions.cases import move_case
from linli.actions.consenting import may_call_afterwards
from linli.actions.duty_units import duty_units, target_units
from linli.actions.post_choices import posts_for
from linli.actions.seats import actor_at
from linli.console.case import button, clocks_of, seen_or_404
from linli.console.case_facts import case_head
from linli.console.command_ids import command_id
from linli.console.dispute_forms import own_page
from linli.console.form_fields import FieldMaker, candidates_of, read_form
from linli.console.mediator_field import mediator_field, proposes_mediators, with_mediator
from linli.console.rail import KEPT_SENT
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.seats_admitted import BY_CASE
from linli.console.words import language, move_called, problem_words
from linli.domain.engine.context import Command
from linli.domain.engine.declarations import Field, FieldType
from linli.domain.lawful_pauses import lawful_now
from linli.domain.problems import Problem, Refused
from linli.ui.refusals import NOTHING_REFUSED, Refusal, take_refusal

NOT_ASKED = frozenset({FieldType.POINT, FieldType.MOMENT})
"""A point comes from the map; a moment is that of the move. A post that may be left out follows from the unit."""
CALLED_FOR = frozenset({"follow_up", "rate_by_proxy"})
"""Moves for which somebody is called after the end."""
UNKNOWN_CASE = "case/unknown"
"""What a number stands for that leads nowhere: typing the stream of a hidden case leads there too."""


@who_may(BY_CASE)
def make_move(request: SeatedRequest, key: str, verb: str) -> HttpResponse:
    """Show the form of one move, or make it."""
    view = seen_or_404(request, key)
    part = str(request.GET.get("part", ""))[:20]
    if elsewhere := own_page(view.state, verb, part):
        return HttpResponseRedirect(elsewhere)
    proposal = str(request.GET.get("proposal", ""))[:60]
    refusal = NOTHING_REFUSED if request.method == "POST" else take_refusal(request.session, request.get_full_path())
    one = find_move(moves_for(request.office, view, request.now), verb, part=part, proposal=proposal)
    if one is None:
        one = _outdated(request, view, verb, part, was_refused=bool(refusal.problems))
    maker = _maker(request, view, one)
    if request.method == "POST":
        return _make(request, view, one, maker)
    if refusal.problems:
        return _form(request, view, one, _with(maker, refusal.typed), refusal.problems)
    given = {name: str(request.GET[name])[:200] for name, _field in _asked(view, one) if name in request.GET}
    return _form(request, view, one, _with(maker, given), ())


def _outdated(request: SeatedRequest, view: CaseView, verb: str, part_id: str, *, was_refused: bool) -> OpenMove:
    """Return a move that an earlier page offered, so that its refusal can be told; raises Http404 for any other."""
    part = view.state.parts.get(part_id)
    move = move_called(view.procedure, f"{part.rule}_{verb}" if part else verb)
    is_late = request.method == "POST" and _seen_seq(request) not in (None, view.state.seq)
    if move is None or not (was_refused or is_late):
        raise Http404
    return OpenMove(move=move, part=part)


def _make(request: SeatedRequest, view: CaseView, one: OpenMove, maker: FieldMaker) -> HttpResponse:
    declared = [field for _key, (field, _required) in _asked_fields(view, one).items()]
    read = with_mediator(request, view, one, read_form(request, declared, maker))
    problems: list[Problem] = list(read.problems)
    try:
        fields = clean_photos(request.office, _with_case(request, read.fields, declared), read.uploads)
        move_case(request.office, _command(request, view, one, fields), actor=actor_at(request.post), now=request.now)
    except Refused as refused:
        settled = {problem.at for problem in problems}
        problems += [problem for problem in refused.problems if not problem.at or problem.at not in settled]
    if problems:
        if _seen_seq(request) not in (None, view.state.seq) and not any(one.code == "stale" for one in problems):
            problems.insert(0, Problem("stale"))
        return refused_at(request, request.get_full_path(), Refusal(problems=tuple(problems), typed=read.typed))
    request.session[KEPT_SENT] = f"move-{view.state.id}-{one.move.verb}"
    messages.success(request, _("Done: %(move)s.") % {"move": one.move.title.within(language())})
    return HttpResponseRedirect(next_url(request, view))


def next_url(request: SeatedRequest, view: CaseView) -> str:
    """Return where to go after a move: back where it was started from, else the case, else Today."""
    wanted = str(request.GET.get("next", ""))
    if wanted and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    still_seen = open_for(request.office, request.post, view.state.id) is not None
    return reverse("console:case", args=[view.state.id]) if still_seen else reverse("console:today")


def _command(request: SeatedRequest, view: CaseView, one: OpenMove, fields: Mapping[str, Any]) -> Command:
    return Command(
        id=command_id(request),
        verb=one.move.verb,
        stream=view.state.stream,
        fields={**fields, **({"proposal": one.proposal} if one.proposal else {})},
        part=one.part.id if one.part else "",
        seen_seq=_seen_seq(request),
    )


def _seen_seq(request: SeatedRequest) -> int | None:
    given = str(request.POST.get("seen_seq", ""))
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else None


def _with_case(request: SeatedRequest, fields: Mapping[str, Any], declared: Sequence[Field]) -> Mapping[str, Any]:
    """Return the fields with another case's number turned into its stream; one that the post may not see is none."""
    numbers = {one.key for one in declared if one.type is FieldType.CASE and fields.get(one.key)}
    found = {key: open_for(request.office, request.post, str(fields[key]).strip()[:60]) for key in numbers}
    return {**fields, **{key: view.state.stream if view else UNKNOWN_CASE for key, view in found.items()}}


def _asked_fields(view: CaseView, one: OpenMove) -> dict[str, tuple[Field, bool]]:
    found = {}
    for key, is_required in one.move.asks():
        declared = declared_field(view.procedure, key)
        if declared is None or key == "proposal" or declared.type in NOT_ASKED:
            continue
        if is_required or declared.type is not FieldType.POST or proposes_mediators(view, one):
            found[key] = (declared, is_required)
    return found


def _asked(view: CaseView, one: OpenMove) -> list[tuple[str, tuple[Field, bool]]]:
    return list(_asked_fields(view, one).items())


def _maker(request: SeatedRequest, view: CaseView, one: OpenMove) -> FieldMaker:
    state, directory = view.state, request.office.directory
    only_departments = "target_is_department" in one.move.guards
    targets = target_units(
        directory, state.area, only_departments=only_departments, with_mediation=proposes_mediators(view, one)
    )
    kept = {unit.id for unit in targets if unit.id != state.holder.unit}
    suggested = [found for found in duty_units(directory, state.category, state.area) if found.unit.id in kept]
    if proposes_mediators(view, one):
        suggested = []  # the mediators that are proposed say whose it is
    named = next((key for key, (field, _required) in _asked(view, one) if field.type is FieldType.POST), "")
    return FieldMaker(
        office=request.office,
        posts=posts_for(request.office, state, named, request.now) if named else (),
        suggested=suggested,
        targets=[unit for unit in targets if unit.id in kept],
        within_path=request.post.area_path if state.area.startswith(request.post.area_path) else state.area,
        lawful=lawful_now(state, view.procedure, request.now) if one.move.verb == "pause" else {},
    )


def _with(maker: FieldMaker, typed: Mapping[str, str]) -> FieldMaker:
    return replace(maker, given=typed, candidates=candidates_of(maker.office, typed))


def _form(
    request: SeatedRequest, view: CaseView, one: OpenMove, maker: FieldMaker, problems: tuple[Problem, ...]
) -> HttpResponse:
    is_for_mediators = proposes_mediators(view, one)
    fields = [
        mediator_field(request, view.state, field, maker.given)
        if is_for_mediators and field.type is FieldType.POST
        else maker.field(field, is_required=required and not (is_for_mediators and field.type is FieldType.UNIT))
        for _key, (field, required) in _asked(view, one)
    ]
    if is_for_mediators:
        fields.sort(key=lambda field: field.look != "mediator")
    shown = [problem for problem in problems if problem.at]
    general = [problem_words(problem, view.procedure) for problem in problems if not problem.at]
    context = {
        **case_head(request.office, view),
        "case": view.state,
        "move": button(request.office, view, one),
        "move_title": one.move.title,
        "needs_second": one.move.second is not None,
        "refused": [problem_words(problem, view.procedure) for problem in one.reasons] if not problems else [],
        "fields": fields,
        "labels": {field.name: field.label for field in fields},
        "problems": shown,
        "general_problems": general,
        "clocks": clocks_of(request.office, view, request.now)[:1],
        "command_id": command_id(request),
        "seen_seq": view.state.seq,
        "words": view.values.get((1, "words"), ""),
        "no_calls": one.move.verb in CALLED_FOR and not may_call_afterwards(request.office, view.state.stream),
    }
    return render(request, "console/move.html", context)
