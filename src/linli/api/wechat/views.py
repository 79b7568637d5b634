"""Callbacks of WeChat and WeCom: answered at once and in few words; whoever has no signature learns nothing."""

import os

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.csrf import csrf_exempt

from linli.actions.wechat import shake_hands, take_message
from linli.domain.problems import Refused
from linli.domain.wechat import BODY_BYTES_MAX, Signed
from linli.ui.moment import present
from linli.ui.office import the_office

CHANCE_BYTES = 16
PART_MAX = 2_000
STATUS = {"wechat_off": 404, "no_county": 404, "wechat_forged": 403, "wechat_stale": 403, "wechat_not_ours": 403}
UNREADABLE = 400


@csrf_exempt
def callback(request: HttpRequest) -> HttpResponse:
    """Answer the platform: its handshake when the address is entered there, and each message afterwards."""
    if request.method not in ("GET", "POST"):
        return HttpResponseNotAllowed(["GET", "POST"])
    signed = Signed(
        signature=_part(request, "msg_signature") or _part(request, "signature"),
        timestamp=_part(request, "timestamp"),
        nonce=_part(request, "nonce"),
    )
    try:
        if request.method == "GET":
            told = shake_hands(the_office(), signed, _part(request, "echostr"), now=present())
            return _said(told, "text/plain; charset=utf-8")
        if len(request.body) > BODY_BYTES_MAX:
            return _said(b"", "text/plain", status=413)
        chance = os.urandom(CHANCE_BYTES)
        told = take_message(the_office(), signed, request.body, chance=chance, now=present())
    except Refused as refused:
        return _said(b"", "text/plain", status=STATUS.get(refused.codes[0], UNREADABLE))
    return _said(told, "application/xml; charset=utf-8")


def _part(request: HttpRequest, name: str) -> str:
    return str(request.GET.get(name, ""))[:PART_MAX]


def _said(body: bytes, content_type: str, *, status: int = 200) -> HttpResponse:
    response = HttpResponse(body, content_type=content_type, status=status)
    response["Cache-Control"] = "no-store"
    return response
