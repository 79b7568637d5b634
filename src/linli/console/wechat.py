"""The WeChat account in the set-up: whether it is configured and open, and what became of the last messages."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.settings import is_set_on
from linli.actions.wechat import SETTING, is_open, latest_messages, try_message_again
from linli.console.seat import SeatedRequest, who_may
from linli.console.setup.admitted import CHANGERS
from linli.console.words import language
from linli.domain.problems import Refused
from linli.domain.wording import Wording

STATE_WORDS: Mapping[str, Wording] = {
    "waiting": Wording("等待登记", "To be filed"),
    "filed": Wording("已登记,待告知", "Filed; to be told"),
    "told": Wording("已登记并告知", "Filed and told"),
    "given_up": Wording("未能告知", "Could not be told"),
}
TONES = {"waiting": "waiting", "filed": "waiting", "told": "accent", "given_up": "overdue"}
KIND_WORDS: Mapping[str, Wording] = {
    "text": Wording("文字", "Words"),
    "image": Wording("照片", "Photo"),
    "location": Wording("位置", "Place"),
}
CALLBACK = "/wechat/callback"


@who_may(CHANGERS)
def wechat(request: SeatedRequest) -> HttpResponse:
    """Show how the account stands, or answer a message again."""
    office, now = request.office, request.now
    if request.method == "POST":
        try:
            try_message_again(office, str(request.POST.get("id", ""))[:26], now=now)
        except Refused:
            raise Http404 from None
        messages.success(request, _("It will be tried again in a moment."))
        return HttpResponseRedirect(reverse("console:setup_wechat"))
    line = office.ports.wechat
    lines = [
        {
            "line": one, "state": STATE_WORDS[one.state].within(language()), "tone": TONES[one.state],
            "kind": KIND_WORDS[one.kind].within(language()), "may_retry": one.state == "given_up",
        }
        for one in latest_messages(office)
    ]  # fmt: skip
    context = {
        "account": line.account if line else None,
        "is_on": is_set_on(office, SETTING, now),
        "is_open": is_open(office, now),
        "address": f"{office.ports.public_url}{CALLBACK}",
        "setting_url": reverse("console:setup_setting", args=[SETTING]),
        "lines": lines,
    }
    return render(request, "console/wechat.html", context)
