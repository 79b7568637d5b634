"""Terms of schools: stated by a centre for its area; school gates are walked on the school days in them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import sections as acts
from linli.actions.deciding import today_of
from linli.actions.sections import Typed
from linli.console.command_ids import command_id
from linli.console.rounds.admitted import DAYS_POSTS
from linli.console.rounds.words import day_words
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import area_words
from linli.domain.exemption import may_state
from linli.domain.problems import Refused
from linli.domain.school_term import school_times
from linli.store import sections as stored
from linli.store.sections import TermLine
from linli.ui.refusals import Refusal, take_refusal

FIELDS = ("first", "last")
ID_MAX = 26


@who_may(DAYS_POSTS)
def school_terms(request: SeatedRequest) -> HttpResponse:
    """Show the terms that hold in the post's area; state one, or take it back."""
    if request.method == "POST":
        return _done(request)
    office, post = request.office, request.post
    refusal = take_refusal(request.session, request.path)
    lineage = [one.path for one in office.directory.tree.lineage(post.area_path)]
    times = school_times(office.directory.settings, today_of(office, request.now))
    context = {
        "place": area_words(office, post.area_path), "may_state": may_state(post, office.directory),
        "lines": [_line(one, request) for one in stored.terms_of(office.county_id, lineage)],
        "times": [f"{one:%H:%M}" for one in times],
        "problems": refusal.problems, "typed": refusal.typed,
        "labels": {"first": _("First day"), "last": _("Last day")}, "command_id": command_id(request),
    }  # fmt: skip
    return render(request, "console/rounds/terms.html", context)


def _line(one: TermLine, request: SeatedRequest) -> dict[str, Any]:
    is_own = one.area_path == request.post.area_path and may_state(request.post, request.office.directory)
    return {
        "id": one.id, "first": day_words(one.first_date), "last": day_words(one.last_date),
        "area": area_words(request.office, one.area_path), "is_off": not one.is_active,
        "may_withdraw": is_own and one.is_active,
    }  # fmt: skip


def _done(request: SeatedRequest) -> HttpResponse:
    office, post, now, id_ = request.office, request.post, request.now, command_id(request)
    here, do = reverse("console:school_terms"), str(request.POST.get("do", ""))
    typed = {key: str(request.POST.get(key, ""))[:40].strip() for key in FIELDS}
    try:
        if do == "state":
            acts.state_term(office, post, Typed(command_id=id_, typed=typed), now=now)
            messages.success(request, _("Stated. School gates are asked for on its school days."))
        elif do == "withdraw":
            acts.withdraw_term(office, post, str(request.POST.get("which", ""))[:ID_MAX], command_id=id_, now=now)
            messages.success(request, _("Taken back."))
        else:
            raise Http404
    except Refused as refused:
        return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
    return HttpResponseRedirect(here)
