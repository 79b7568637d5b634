"""The house: my unit and its duties, my seats, what keys and words mean, and the parts pages are made of."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from linli.actions.case_lists import WITH_PAGES, WITH_ROOMS
from linli.actions.deciding import Office
from linli.actions.hand_over import may_end
from linli.actions.seats import SESSION_POST, posts_of_staff
from linli.actions.seats import seat as seat_of
from linli.actions.unit_pages import unit_page
from linli.console.form_fields import DUTY_WORDS
from linli.console.seat import SeatedRequest, who_may
from linli.console.seats_admitted import ANY_POST, SIGNED_IN
from linli.console.words import area_words, category_name, language, unit_name
from linli.domain.unit import Post
from linli.procedures import procedures
from linli.ui.samples import component_samples

DUTIES_SHOWN = 200


@who_may(ANY_POST)
def unit(request: SeatedRequest) -> HttpResponse:
    """Show the post's unit: who holds which post, what it answers for, how to reach it."""
    office = request.office
    found = unit_page(office, request.post.unit_id, request.now)
    duties = [
        {
            "role": DUTY_WORDS[one.role],
            "category": category_name(office, one.category) if one.category else _("All categories"),
            "area": area_words(office, one.area_path),
        }
        for one in found.duties[:DUTIES_SHOWN]
    ]
    posts = [
        {
            "title": _post_title(one),
            "leave_url": reverse("console:setup_leave", args=[one.id]) if may_end(office, request.post, one) else "",
            "name": found.names.get(one.staff_id or "", ""),
            "area": area_words(office, one.area_path),
        }
        for one in found.posts
    ]
    context = {
        "unit": found.unit,
        "unit_name": unit_name(office, found.unit.id),
        "unit_area": area_words(office, found.unit.area_path),
        "upper_name": unit_name(office, found.upper.id) if found.upper else "",
        "posts": posts,
        "duties": duties,
        "duties_more": max(0, len(found.duties) - DUTIES_SHOWN),
    }
    return render(request, "console/unit.html", context)


def _post_title(post: Post) -> str:
    return post.title if language() == "zh" and post.title else post.role.wording.within(language())


@who_may(ANY_POST)
def guide(request: SeatedRequest) -> HttpResponse:
    """Explain keys, words and stages."""
    explained = [procedures()[key] for key in (*WITH_PAGES, *WITH_ROOMS)]
    return render(request, "console/help.html", {"procedures": explained})


@who_may(SIGNED_IN)
def seat(request: SeatedRequest) -> HttpResponse:
    """Show the posts that the person signed in holds, and sit down at one of them."""
    office, pseudonym = request.office, request.user.pseudonym  # type: ignore[union-attr]  # who_may lets nobody in unsigned
    if request.method == "POST":
        wanted = str(request.POST.get("post", ""))[:26]
        found = seat_of(office, pseudonym, wanted, request.now)
        if found is not None and found.id == wanted:
            request.session[SESSION_POST] = wanted
            messages.success(request, _("You now act as %(post)s.") % {"post": _seat_words(office, found)})
        onward = str(request.POST.get("next", ""))
        is_safe = url_has_allowed_host_and_scheme(onward, allowed_hosts=None)
        return HttpResponseRedirect(onward if onward and is_safe else reverse("console:today"))
    held = posts_of_staff(office, pseudonym, request.now)
    current = getattr(request, "post", None)
    return render(request, "console/seat.html", {"seats": [_seat(office, one, current) for one in held]})


def _seat(office: Office, post: Post, current: Post | None) -> dict[str, Any]:
    return {
        "id": post.id,
        "title": _post_title(post),
        "unit": unit_name(office, post.unit_id),
        "area": area_words(office, post.area_path),
        "is_current": current is not None and post.id == current.id,
    }


def _seat_words(office: Office, post: Post) -> str:
    return f"{_post_title(post)} · {unit_name(office, post.unit_id)}"


@who_may(ANY_POST)
def components(request: SeatedRequest) -> HttpResponse:
    """Show every part of the visual language."""
    return render(request, "ui/components.html", component_samples(now=request.now, language=language()))
