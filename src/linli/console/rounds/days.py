"""Days that no round is asked for: weather and floods stated by the centre, leave agreed to by a leader."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import exemptions as acts
from linli.actions.exemptions import STATED, AskedDays
from linli.actions.rosters import may_open_roster
from linli.actions.round_weeks import may_cover, waiting_leave
from linli.console.command_ids import command_id
from linli.console.rounds.admitted import DAYS_POSTS
from linli.console.rounds.words import DAY_KINDS, day_words
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.typed_values import typed_date
from linli.console.words import area_words, language
from linli.domain.exemption import is_own_leave, may_state
from linli.domain.problems import Problem, Refused
from linli.domain.round_week import DayKind, ExemptKind
from linli.store import exemptions, staff
from linli.store.exemptions import ExemptLine
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

FIELDS = ("first", "last", "kind")
KINDS = {
    ExemptKind.WEATHER: lambda: _("Bad weather: heavy rain, ice, heat, foul air"),
    ExemptKind.FLOOD: lambda: _("Flood duty: everybody is at the dykes"),
}


@who_may(DAYS_POSTS)
def round_days(request: SeatedRequest) -> HttpResponse:
    """Show what waits for this post and what stands; state days, agree, take back."""
    if request.method == "POST":
        return _done(request)
    office, post = request.office, request.post
    refusal = take_refusal(request.session, request.path)
    states = may_state(post, office.directory)
    lineage = [one.path for one in office.directory.tree.lineage(post.area_path)]
    context = {
        "place": area_words(office, post.area_path),
        "has_roster": may_open_roster(office, post),
        "may_cover": may_cover(office, post),
        "waiting": _waiting(request),
        "may_state": states,
        "lines": [_line(one, request) for one in exemptions.of_areas(office.county_id, lineage)],
        "kinds": [Option(value=one.value, title=KINDS[one]()) for one in STATED],
        "problems": refusal.problems,
        "typed": {"kind": ExemptKind.WEATHER.value, **refusal.typed},
        "labels": {"first": _("First day"), "last": _("Last day"), "kind": _("Why")},
        "command_id": command_id(request),
    }
    return render(request, "console/rounds/days.html", context)


def _waiting(request: SeatedRequest) -> list[dict[str, Any]]:
    """Return the leave that waits for this post; whose it is must be known to agree to it."""
    office = request.office
    found = waiting_leave(office, request.post)
    owners = {one.id: office.directory.posts.get(one.post) for one in found}
    names = staff.names_of(owner.staff_id or "" for owner in owners.values() if owner)
    lines = []
    for one in found:
        owner = owners[one.id]
        if owner is None or is_own_leave(request.post, owner):
            continue
        lines.append(
            {**_days(one), "who": names.get(owner.staff_id or "", ""), "area": area_words(office, owner.area_path)}
        )
    return lines


def _days(one: ExemptLine) -> dict[str, Any]:
    return {
        "id": one.id, "first": day_words(one.first_date), "last": day_words(one.last_date),
        "is_one_day": one.first_date == one.last_date,
    }  # fmt: skip


def _line(one: ExemptLine, request: SeatedRequest) -> dict[str, Any]:
    is_own = one.area_path == request.post.area_path and may_state(request.post, request.office.directory)
    return {
        **_days(one), "kind": DAY_KINDS[DayKind(one.kind)].within(language()),
        "area": area_words(request.office, one.area_path), "is_off": one.stage == "withdrawn",
        "may_withdraw": is_own and one.stage == "agreed",
    }  # fmt: skip


def _done(request: SeatedRequest) -> HttpResponse:
    office, post, now, id_ = request.office, request.post, request.now, command_id(request)
    here, do = reverse("console:round_days"), str(request.POST.get("do", ""))
    typed = {key: str(request.POST.get(key, ""))[:40].strip() for key in FIELDS}
    which = str(request.POST.get("which", ""))[:26]
    try:
        if do == "state":
            acts.state_days(office, post, _asked(typed), command_id=id_, now=now)
            messages.success(request, _("Stated. The weeks of this area are judged by it at once."))
        elif do in ("agree", "refuse"):
            acts.decide_leave(office, post, which, is_agreed=do == "agree", command_id=id_, now=now)
            messages.success(request, _("Agreed.") if do == "agree" else _("Not agreed; they see it on their week."))
        elif do == "withdraw":
            acts.withdraw(office, post, which, command_id=id_, now=now)
            messages.success(request, _("Taken back."))
        else:
            raise Http404
    except Refused as refused:
        return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
    return HttpResponseRedirect(here)


def _asked(typed: dict[str, str]) -> AskedDays:
    problems: list[Problem] = []
    first, last = (typed_date(typed[key], key, problems) for key in ("first", "last"))
    if typed["kind"] not in set(STATED):
        problems.append(Problem("exemption_kind", at="kind"))
    if problems:
        raise Refused(problems)
    return AskedDays(first=first, last=last, kind=typed["kind"])
