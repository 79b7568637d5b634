"""The address to which browsers report that a page broke the content policy: counted, throttled, never shown back."""

from threading import Lock

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from linli.actions.policy_reports import note_report
from linli.domain.policy_report import BODY_BYTES_MAX, Slack
from linli.ui.moment import present


class Throttle:
    """Lets a few messages be counted at once and then one now and then; per process, whoever sends them."""

    def __init__(self) -> None:
        """Begin with all of it."""
        self._slack, self._turn = Slack(), Lock()

    def take(self) -> bool:
        """Say whether one more is counted."""
        with self._turn:
            after = self._slack.take(present())
            self._slack = after or self._slack
        return after is not None


THROTTLE = Throttle()


@csrf_exempt  # a browser sends it by itself, without a token; what it can do is add one to a number
@require_POST
def policy_report(request: HttpRequest) -> HttpResponse:
    """Count a report; every answer is the same, for a browser does not read it."""
    body = request.read(BODY_BYTES_MAX + 1)
    if len(body) <= BODY_BYTES_MAX and THROTTLE.take():
        note_report(body, now=present())
    return HttpResponse(status=204)
