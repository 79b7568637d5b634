"""One's own looks: what the record holds about the person who sits here."""

from django.http import HttpResponse
from django.shortcuts import render

from linli.actions.look_views import own_looks
from linli.console.look_rows import look_rows
from linli.console.seat import SeatedRequest, who_may
from linli.console.seats_admitted import ANY_POST


@who_may(ANY_POST)
def own(request: SeatedRequest) -> HttpResponse:
    """Show what the person at this post opened, under any of their posts."""
    rows = look_rows(request.office, own_looks(request.office, request.post, request.now))
    return render(request, "console/accountability/own.html", {"looks": rows})
