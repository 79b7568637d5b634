"""Accounts of posts: a fresh password, shown once and kept only as a hash."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from linli.actions.staffing import fresh_password
from linli.console.seat import SeatedRequest, who_may
from linli.console.setup.admitted import CHANGERS
from linli.console.setup.record_words import record_title
from linli.domain.problems import Refused


@who_may(CHANGERS)
def password(request: SeatedRequest, post_id: str) -> HttpResponse:
    """Ask before giving a holder a fresh password; show it once."""
    found = request.office.directory.posts.get(post_id)
    if found is None or found.staff_id is None:
        raise Http404
    given = None
    if request.method == "POST":
        try:
            given = fresh_password(request.office, request.post, found)
        except Refused as refused:
            raise Http404 from refused
    context = {
        "title": record_title(request.office, found),
        "given": given,
        "back_url": reverse("console:setup_noun", args=["post"]),
    }
    return render(request, "console/setup/password.html", context)
