"""Taking in at a desk: an application or question by a guide, or a stuck matter; the slip carries the receipt."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import services
from linli.actions.service_guides import desks_of, guides_of
from linli.console.command_ids import command_id
from linli.console.rail import KEPT_SENT
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.services.admitted import DESK_POSTS
from linli.console.services.room import desk_words
from linli.console.words import language
from linli.domain.engine.asked import field_of
from linli.domain.engine.shared_fields import SHARED_FIELDS
from linli.domain.privacy_notice import FOLLOW_UP_CALLS
from linli.domain.problems import Problem, Refused
from linli.domain.service_guide import ServiceGuide
from linli.procedures import procedures
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

TAKEN = "linli_service_taken"
"""Key of the session that holds what the last person was given, until the page has shown it once."""
TYPED_MAX = 6000
TYPED = ("channel", FOLLOW_UP_CALLS, *services.ASKED)


@who_may(DESK_POSTS)
def visit_new(request: SeatedRequest) -> HttpResponse:
    """Show the form of an application or question, or take it in."""
    return _taking(request, services.VISIT, "service_new")


@who_may(DESK_POSTS)
def stuck_new(request: SeatedRequest) -> HttpResponse:
    """Show the form of a stuck matter, or take it in."""
    return _taking(request, services.STUCK, "service_stuck_new")


def _taking(request: SeatedRequest, kind: str, name: str) -> HttpResponse:
    here = reverse(f"console:{name}")
    if request.method != "POST":
        return _shown(request, kind, name)
    given = {key: str(request.POST.get(key, "")).strip()[:TYPED_MAX] for key in TYPED}
    problems = _channel_problems(given)
    coming = services.Coming(
        command_id=command_id(request), channel=given["channel"] or "visit", post=request.post,
        agreed=frozenset({FOLLOW_UP_CALLS}) if given[FOLLOW_UP_CALLS] == "1" else frozenset(),
    )  # fmt: skip
    try:
        if problems:
            raise Refused(problems)
        file = services.apply if kind == services.VISIT else services.bring_stuck
        filed = file(request.office, given, coming, now=request.now)
    except Refused as refused:
        return refused_at(request, here, Refusal(problems=refused.problems, typed=given))
    request.session[KEPT_SENT] = name
    request.session[TAKEN] = {"number": filed.number, "receipt": filed.receipt, "case_id": filed.case_id}
    return HttpResponseRedirect(here)


def _channel_problems(given: dict[str, str]) -> list[Problem]:
    if given["channel"] in ("", *services.COUNTER_CHANNELS):
        return []
    return [Problem("unknown_choice", at="channel", params={"value": given["channel"][:40]})]


def _shown(request: SeatedRequest, kind: str, name: str) -> HttpResponse:
    refusal = take_refusal(request.session, reverse(f"console:{name}"))
    office, procedure = request.office, procedures()[kind]
    guides, desks = guides_of(office), desks_of(office)
    first = {"channel": "visit", "guide": str(request.GET.get("guide", ""))[:40]}
    typed = dict(refusal.typed) or {**first, **({"category": services.APPLICATION} if kind == services.VISIT else {})}
    context = {
        "is_stuck": kind == services.STUCK,
        "kept": name,
        "typed": typed,
        "problems": refusal.problems,
        "labels": {key: field_of(procedure, key).title.within(language()) for key in ("channel", *services.ASKED)},
        "kinds": [
            Option(value=one.key, title=one.title.within(language()))
            for one in field_of(procedure, "category").choices
        ],
        "channels": [
            Option(value=one.key, title=one.title.within(language()))
            for one in SHARED_FIELDS["channel"].choices if one.key in services.COUNTER_CHANNELS
        ],
        "guides": [Option(value="", title=_("Please choose")), *(_option(one) for one in guides.values())],
        "desks": [
            Option(value="", title=_("The guide's own desk")),
            *(Option(value=one.key, title=desk_words(one)) for one in desks.values()),
        ],
        "taken": request.session.pop(TAKEN, None),
        "guide": guides.get(typed.get("guide", "")),
        "has_desks": bool(desks),
        "command_id": command_id(request),
        "base": office.ports.public_url or f"{request.scheme}://{request.get_host()}",
    }  # fmt: skip
    return render(request, "console/services/new.html", context)


def _option(guide: ServiceGuide) -> Option:
    title = guide.title_en if language() == "en" and guide.title_en else guide.title
    return Option(value=guide.key, title=title)
