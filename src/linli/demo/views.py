"""Pages of the demo: the centre at a glance, seats by one press, stories to play through."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from linli.actions.deciding import Office
from linli.actions.seats import SESSION_POST
from linli.demo.cast import Cast
from linli.demo.drawing import drawing_of
from linli.demo.glance import LOOKS, glance_of, rooms_of
from linli.demo.later import LATER_ROOMS, LATER_STORIES
from linli.demo.seats import FIRST_STREET, RESIDENT, seats_in
from linli.demo.telling import STORIES
from linli.domain.area import Area, AreaLevel
from linli.domain.problems import Refused
from linli.domain.wording import Wording
from linli.store.staff import account_of
from linli.ui.clock_view import CLOCK_WORDS
from linli.ui.moment import present
from linli.ui.office import name_district, the_office

View = Callable[..., HttpResponse]
STORY_MARK = "linli_story_"
"""Begins the session keys that hold which matter a visitor's story is; they outlast a change of seats."""


def only_in_demo(view: View) -> View:
    """Show a page only where the whole installation is a demo; elsewhere it does not exist."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        try:
            office = the_office()
        except Refused as refused:
            return render(request, "demo/not_ready.html", {"problems": refused.problems}, status=503)
        name_district(request)
        response = view(request, office, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response

    return shown


@require_GET
@only_in_demo
def home(request: HttpRequest, office: Office) -> HttpResponse:
    """Show the centre at a glance, the seats and the stories."""
    now = present()
    streets = sorted(
        (area for area in office.directory.tree if area.level is AreaLevel.SUBDISTRICT), key=lambda area: area.path
    )
    chosen = next((area for area in streets if area.key == request.GET.get("street", "")), streets[FIRST_STREET])
    drawing = drawing_of(Path(settings.DATA_DIR))
    glance = glance_of(office, drawing, now)
    page = {
        "drawing": drawing,
        "glance": glance,
        "rooms": rooms_of(glance),
        "now": now,
        "streets": {area.key: Wording(area.name, area.name_en or area.name) for area in streets},
        "chosen": chosen,
        "chosen_name": Wording(chosen.name, chosen.name_en or chosen.name),
        "sums": _sums(office),
        "looks": [CLOCK_WORDS[look] for look in LOOKS],
        "seats": seats_in(Cast(office, now), chosen),
        "stories": STORIES.values(),
        "later_stories": LATER_STORIES,
        "later_rooms": LATER_ROOMS,
    }
    return render(request, "demo/home.html", page)


def _sums(office: Office) -> Wording:
    """Say how many areas of each level there are, and how many people live there."""
    areas: list[Area] = list(office.directory.tree)
    streets, communities, grids = (
        sum(area.level is level for area in areas)
        for level in (AreaLevel.SUBDISTRICT, AreaLevel.COMMUNITY, AreaLevel.GRID)
    )
    people = next((area.population for area in areas if area.level is AreaLevel.COUNTY), None) or 0
    return Wording(
        f"{streets} 个街道镇 · {communities} 个社区村 · {grids:,} 个网格 · 约\u00a0{people / 10_000:.0f}\u00a0万居民",
        f"{streets} streets and towns · {communities} communities and villages · {grids:,} grids · {people:,} people",
    )


@require_POST
@only_in_demo
def take_seat(request: HttpRequest, office: Office) -> HttpResponse:
    """Sign in as whoever holds a post, without password and second factor, and go to where the work is."""
    post_id = request.POST.get("post", "")[:60]
    if post_id == RESIDENT:
        keep_stories(request, lambda: logout(request))
        return HttpResponseRedirect(_onward(request, "/"))
    post = office.directory.posts.get(post_id)
    account = account_of(post.staff_id or "") if post and post.is_active(present()) else None
    if post is None or account is None or not account.is_demo:
        raise Http404
    keep_stories(request, lambda: login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0]))
    request.session[SESSION_POST] = post.id
    return HttpResponseRedirect(_onward(request, reverse("console:today")))


def keep_stories(request: HttpRequest, change: Callable[[], None]) -> None:
    """Change who is signed in, which empties the session, and put the visitor's stories back."""
    kept = {key: value for key, value in request.session.items() if key.startswith(STORY_MARK)}
    change()
    request.session.update(kept)


def _onward(request: HttpRequest, otherwise: str) -> str:
    """Return the address asked for, if it is on this site."""
    wanted = request.POST.get("next", "")
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours else otherwise
