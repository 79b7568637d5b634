"""Connected systems: who holds a key, at which post it acts, where news goes, and what became of the last of it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import webhooks
from linli.actions.deciding import Office
from linli.actions.door_seats import SEATLESS_ROLES, AskedClient, let_in, seat_of_client, shut_out
from linli.actions.doors import RATE_PER_MINUTE, list_clients
from linli.console.seat import SeatedRequest, who_may
from linli.console.setup.admitted import CHANGERS
from linli.console.setup.second_person import because_of, second_person
from linli.console.words import area_name, area_words, language, one_area, unit_name
from linli.domain.area import AreaLevel
from linli.domain.door_scopes import SCOPES
from linli.domain.hook_events import EVENTS
from linli.domain.problems import Problem, Refused
from linli.domain.unit import ROLE_WORDINGS, Role
from linli.domain.wording import Wording
from linli.store.doors import KeptClient
from linli.store.webhooks import Hook
from linli.ui.pieces import Option

REFUSED_STATUS = 422
STATUS_WORDS: Mapping[str, Wording] = {
    "waiting": Wording("等待发送", "Waiting"),
    "done": Wording("已送达", "Delivered"),
    "dead": Wording("已放弃", "Given up"),
    "withheld": Wording("未发送(无权查看)", "Not sent (not theirs to see)"),
}
STATUS_TONES = {"waiting": "waiting", "done": "accent", "dead": "overdue", "withheld": "quiet"}


@who_may(CHANGERS)
def doors(request: SeatedRequest) -> HttpResponse:
    """Show who is connected and what was sent; take back a key, stop an address, or try a delivery again."""
    if request.method == "POST":
        return _act(request)
    office = request.office
    kept = list_clients(office)
    deliveries = [
        {
            "line": one, "status": STATUS_WORDS[one.status].within(language()), "tone": STATUS_TONES[one.status],
            "event": _event_words(one.type), "may_retry": one.status in ("waiting", "dead"),
        }
        for one in webhooks.latest_deliveries(office)
    ]  # fmt: skip
    context = {
        "clients": [_client(request, one) for one in kept if one.revoked_at is None],
        "revoked": [one for one in kept if one.revoked_at is not None],
        "hooks": [_hook(request, one) for one in webhooks.list_hooks(office)],
        "deliveries": deliveries,
    }
    return render(request, "console/doors.html", context)


def _act(request: SeatedRequest) -> HttpResponse:
    """Do one thing and come back to the page; what was not there is answered like any missing page."""
    wanted = str(request.POST.get("id", ""))[:26]
    acts: Mapping[str, tuple[Callable[[], None], str]] = {
        "revoke": (
            lambda: shut_out(request.office, request.post, wanted, now=request.now),
            _("The key no longer opens anything."),
        ),
        "stop": (lambda: webhooks.end_hook(request.office, wanted), _("Nothing more is sent to that address.")),
        "retry": (
            lambda: webhooks.try_again(request.office, wanted, now=request.now),
            _("It will be tried again in a moment."),
        ),
    }
    found = acts.get(str(request.POST.get("do", "")))
    if found is None:
        raise Http404
    act, said = found
    try:
        act()
    except Refused:
        raise Http404 from None
    messages.success(request, said)
    return HttpResponseRedirect(reverse("console:doors"))


@who_may(CHANGERS)
def client(request: SeatedRequest) -> HttpResponse:
    """Let a system in; its key is shown once, on the page that follows."""
    given = {key: str(request.POST.get(key, "")).strip()[:200] for key in ("name", "area", "unit", "role", "rate")}
    scopes = tuple(one for one in request.POST.getlist("scopes") if one in SCOPES)
    problems: tuple[Problem, ...] = ()
    second = second_person(request, noun="post")
    if request.method == "POST":
        rate = int(given["rate"]) if given["rate"].isascii() and given["rate"].isdigit() else 0
        asked = AskedClient(
            name=given["name"], scopes=scopes, area_path=given["area"], rate_per_minute=min(rate, 10**9),
            unit_id=given["unit"], role=given["role"], because=because_of(request),
        )  # fmt: skip
        try:
            made, secret = let_in(request.office, request.post, asked, now=request.now)
        except Refused as refused:
            problems = refused.problems
        else:
            if asked.unit_id and second["needs_second"]:
                messages.success(request, _("The key works; its post waits until somebody of another unit agrees."))
            return _shown_once(request, made.name, secret, _("Key"))
    given["rate"] = given["rate"] or str(RATE_PER_MINUTE)
    context = {
        **second, "problems": problems, "given": given, "areas": _areas(request.office),
        "units": _units(request.office),
        "roles": [
            Option(value=one.value, title=ROLE_WORDINGS[one].within(language()))
            for one in Role
            if one not in SEATLESS_ROLES
        ],
        "scopes": [
            {"key": key, "title": words.within(language()), "is_on": key in scopes} for key, words in SCOPES.items()
        ],
    }  # fmt: skip
    return render(request, "console/door_client.html", context, status=REFUSED_STATUS if problems else 200)


@who_may(CHANGERS)
def hook(request: SeatedRequest) -> HttpResponse:
    """Add an address for news; the secret that signs it is shown once."""
    given = {key: str(request.POST.get(key, "")).strip()[:600] for key in ("client", "url", "area")}
    events = tuple(one for one in request.POST.getlist("events") if one in EVENTS)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        asked = webhooks.AskedHook(
            client_id=given["client"][:26], url=given["url"], events=events, area_path=given["area"]
        )
        try:
            made, secret = webhooks.add_hook(request.office, asked, now=request.now)
        except Refused as refused:
            problems = refused.problems
        else:
            return _shown_once(request, made.url, secret, _("Signing secret"))
    context = {
        "problems": problems, "given": given, "areas": _areas(request.office),
        "clients": [
            Option(value=one.id, title=one.name)
            for one in list_clients(request.office)
            if one.revoked_at is None and "webhook.manage" in one.scopes
        ],
        "events": [
            {"key": key, "title": words.within(language()), "is_on": key in events} for key, words in EVENTS.items()
        ],
    }  # fmt: skip
    return render(request, "console/door_hook.html", context, status=REFUSED_STATUS if problems else 200)


def _shown_once(request: SeatedRequest, name: str, secret: str, what: str) -> HttpResponse:
    return render(request, "console/door_secret.html", {"name": name, "secret": secret, "what": what})


def _client(request: SeatedRequest, one: KeptClient) -> Mapping[str, Any]:
    post = seat_of_client(request.office, one.id, request.now)
    seat = f"{post.role.wording.within(language())} · {unit_name(request.office, post.unit_id)}" if post else ""
    return {
        "kept": one,
        "seat": seat,
        "area": area_words(request.office, one.area_path),
        "scopes": [words.within(language()) for key, words in SCOPES.items() if key in one.scopes],
    }


def _hook(request: SeatedRequest, one: Hook) -> Mapping[str, Any]:
    events = [_event_words(key) for key in one.events]
    return {"hook": one, "events": events or [_("Everything")], "area": area_name(request.office, one.area_path)}


def _event_words(key: str) -> str:
    return EVENTS[key].within(language()) if key in EVENTS else key


def _areas(office: Office) -> list[Option]:
    """Return the county and its streets: a key for less than a street is seldom asked, and can be made by hand."""
    levels = (AreaLevel.COUNTY, AreaLevel.SUBDISTRICT)
    found = sorted((one for one in office.directory.tree if one.level in levels), key=lambda one: one.path)
    return [Option(value=one.path, title=one_area(one)) for one in found]


def _units(office: Office) -> list[Option]:
    none = Option(value="", title=_("No post: it can only file"))
    found = sorted((one for one in office.directory.units.values() if one.is_active), key=lambda one: one.area_path)
    return [none, *(Option(value=one.id, title=unit_name(office, one.id)) for one in found)]
