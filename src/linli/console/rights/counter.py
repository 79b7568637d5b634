"""Rights at the counter: a request taken down for somebody who comes, calls or writes; the person gets its receipt."""

from collections.abc import Iterable

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.asking import ASKED, COUNTER_CHANNELS, ask_at_counter
from linli.console.command_ids import command_id
from linli.console.rail import KEPT_SENT
from linli.console.rights.admitted import COUNTER_POSTS, OFFICERS
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import language
from linli.domain.engine.asked import field_of
from linli.domain.engine.shared_fields import SHARED_FIELDS
from linli.domain.problems import Problem, Refused
from linli.procedures import data_right
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

TAKEN = "linli_right_taken"
"""Key of the session that holds what the last request was given, until the page has shown it once."""
TYPED = ("channel", "matter", *ASKED)
TYPED_MAX = 6000
FIRST_VALUES = {"channel": "visit", "asked_as": "self"}


@who_may(COUNTER_POSTS)
def right_new(request: SeatedRequest) -> HttpResponse:
    """Show the form, or take the request down; every mistake comes back at once beside what was typed."""
    here = reverse("console:right_new")
    if request.method != "POST":
        return _shown(request, here)
    given = {key: str(request.POST.get(key, "")).strip()[:TYPED_MAX] for key in TYPED}
    try:
        filed = ask_at_counter(request.office, request.post, given, command_id=command_id(request), now=request.now)
    except Refused as refused:
        return refused_at(request, here, Refusal(problems=_pointed(refused.problems), typed=given))
    request.session[KEPT_SENT] = "right"
    request.session[TAKEN] = {"number": filed.number, "receipt": filed.receipt}
    return HttpResponseRedirect(here)


def _shown(request: SeatedRequest, here: str) -> HttpResponse:
    refusal = take_refusal(request.session, here)
    context = {
        "typed": refusal.typed or FIRST_VALUES,
        "problems": refusal.problems,
        "labels": {**labels_of(TYPED), "matter": _("The matter concerned"), "words": _("What exactly")},
        "channels": options_of("channel", COUNTER_CHANNELS),
        "rights": options_of("category"),
        "people": options_of("asked_as"),
        "taken": request.session.pop(TAKEN, None),
        "is_officer": OFFICERS.admits(request.office, request.post),
        "command_id": command_id(request),
    }
    return render(request, "console/rights/new.html", context)


def labels_of(keys: Iterable[str]) -> dict[str, str]:
    """Return what fields of a request are called."""
    return {key: field_of(data_right.PROCEDURE, key).title.within(language()) for key in keys}


def options_of(key: str, only: Iterable[str] = ()) -> tuple[Option, ...]:
    """Return the choices of a field of a request."""
    wanted = frozenset(only)
    choices = field_of(data_right.PROCEDURE, key).choices
    return tuple(
        Option(value=one.key, title=one.title.within(language())) for one in choices if not wanted or one.key in wanted
    )


def _pointed(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """What is wrong with a field that no page shows is told without a place."""
    return tuple(
        one if one.at in TYPED or one.at in SHARED_FIELDS else Problem(one.code, params=one.params) for one in problems
    )
