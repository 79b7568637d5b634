"""Notices: what the house told this post and its unit; new until they were told to be seen."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from linli.actions import notices as told_notices
from linli.console.seat import SeatedRequest, who_may
from linli.console.seats_admitted import ANY_POST
from linli.console.words import language
from linli.ui.pieces import Pager


@who_may(ANY_POST)
def notices(request: SeatedRequest) -> HttpResponse:
    """Show a page of notices, the newest first; a press notes that they were seen."""
    if request.method == "POST":
        told_notices.mark_seen(request.office, request.post, now=request.now)
        return HttpResponseRedirect(reverse("console:notices"))
    before = str(request.GET.get("after", ""))[:26]
    found = told_notices.notices_for(request.office, request.post, language=language(), before=before)
    here = reverse("console:notices")
    is_full = len(found) >= told_notices.PAGE_SIZE
    context = {
        "notices": found,
        "has_new": any(one.is_new for one in found),
        "pager": Pager(next_url=f"{here}?after={found[-1].id}" if is_full else "", previous_url=here if before else ""),
    }
    return render(request, "console/notices.html", context)
