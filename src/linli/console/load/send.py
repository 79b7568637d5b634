"""Sending a file of cases: what it is is found out, and a first map is guessed for it."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from linli.actions import load_wizard as actions
from linli.actions.load_files import FILE_MB_MAX
from linli.actions.packed_files import MB
from linli.console.seat import SeatedRequest, who_may
from linli.console.setup.admitted import CHANGERS
from linli.domain.problems import Problem, Refused

REFUSED_STATUS = 422


@who_may(CHANGERS)
def send(request: SeatedRequest) -> HttpResponse:
    """Take a file, or forget the one that waits."""
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            if "give_up" in request.POST:
                actions.give_up(request.office, request.post)
                return HttpResponseRedirect(reverse("console:load"))
            _take(request)
            return HttpResponseRedirect(reverse("console:load_map"))
        except Refused as refused:
            problems = refused.problems
    sent = actions.sent_file(request.office, request.post)
    context = {"problems": problems, "sent": sent, "mb_max": FILE_MB_MAX}
    return render(request, "console/load/send.html", context, status=REFUSED_STATUS if problems else 200)


def _take(request: SeatedRequest) -> None:
    found = request.FILES.get("file")
    if found is None:
        raise Refused([Problem("required", at="file")])
    if found.size and found.size > FILE_MB_MAX * MB:
        raise Refused([Problem("workbook_too_large", at="file", params={"limit": FILE_MB_MAX})])
    actions.send_file(request.office, request.post, filename=str(found.name), content=found.read(), now=request.now)
