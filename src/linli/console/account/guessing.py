"""Guessing at passwords: which buckets a request counts in, and the cookie of a browser that was let in before.

Neither an address nor a login is kept: a bucket's name is a keyed hash of what it stands for.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from linli.domain.allowance import net_of
from linli.domain.problems import Problem
from linli.domain.sign_in_pace import Bucket, Verdict
from linli.domain.wording import Wording
from linli.store import second_factors, sign_in_pace
from linli.ui.sender_address import sender_address

PREFIX: Final = b"linli/sign-in/v1\0"
DEVICE_SALT: Final = "linli.known-device"
DEVICE_COOKIE: Final = "__Host-linli_device" if settings.SESSION_COOKIE_SECURE else "linli_device"
DEVICE_GOOD_FOR: Final = timedelta(days=90)
ACCOUNTS_OF_DEVICE_MAX: Final = 12
"""One desk's computer is shared by few people; the latest are remembered."""
TAG_CHARACTERS: Final = 24
CODE_CHARACTERS_MAX: Final = 40
SECONDS_SAID_MAX: Final = 90
BRIEF_SECONDS: Final = 40
"""A wait of at most this long is told as it is; a longer one names the other way in."""
SECONDS: Final = Wording("{n} 秒", "{n} s")
MINUTES: Final = Wording("{n} 分钟", "{n} min")


def keys_of(request: HttpRequest, login: str) -> Mapping[Bucket, str]:
    """Return the names of the buckets that a guess from this browser at this login counts in."""
    account = _spelled(login)
    keys = {
        Bucket.ACCOUNT: _digest("account", account),
        Bucket.NET: _digest("net", f"{account}\0{net_of(sender_address(request))}"),
    }
    device = known_device(request, login)
    return {**keys, Bucket.DEVICE: _digest("device", f"{account}\0{device}")} if device else keys


def ask(request: HttpRequest, login: str, *, has_code: bool, now: datetime) -> Verdict:
    """Judge a guess and spend what it costs."""
    keys = keys_of(request, login)
    return sign_in_pace.ask(keys, is_known_device=Bucket.DEVICE in keys, has_code=has_code, now=now)


def note(request: HttpRequest, login: str, verdict: Verdict, *, is_right: bool, now: datetime) -> None:
    """Note how a guess went: a right one gives back what it spent, a wrong one makes the next wait."""
    keys = keys_of(request, login)
    if is_right:
        sign_in_pace.note_hit({one: keys[one] for one in verdict.spends}, now=now)
        return
    pausing = Bucket.DEVICE if Bucket.DEVICE in verdict.spends else Bucket.NET
    sign_in_pace.note_miss({pausing: keys[pausing]}, now=now)


def try_code(staff_id: int, code: str, now: datetime) -> tuple[bool, timedelta]:
    """Say whether a code is right, or how long to wait before the next try; a right one costs nothing."""
    bucket = _digest("code", str(staff_id))
    wait = sign_in_pace.ask_code(bucket, now=now)
    if wait or not second_factors.take_code(staff_id, code[:CODE_CHARACTERS_MAX], now):
        return False, wait
    sign_in_pace.note_hit({Bucket.CODE: bucket}, now=now)
    return True, wait


def known_device(request: HttpRequest, login: str) -> str:
    """Return the id of a browser that was let in to this account before, or ""."""
    device, accounts = _device(request)
    return device if _tag(login) in accounts else ""


def remember_device(request: HttpRequest, response: HttpResponse, login: str) -> None:
    """Let this browser count by itself when somebody signs in to this account from it again."""
    device, known = _device(request)
    accounts = [one for one in known if one != _tag(login)]
    told = {
        "id": device or secrets.token_urlsafe(16),
        "accounts": [*accounts, _tag(login)][-ACCOUNTS_OF_DEVICE_MAX:],
    }
    response.set_cookie(
        DEVICE_COOKIE, signing.dumps(told, salt=DEVICE_SALT, compress=True),
        max_age=int(DEVICE_GOOD_FOR.total_seconds()), path="/", httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def said(code: str, **params: str | int) -> str:
    """Return a problem's sentence in the language of the page."""
    return Problem(code, params=params).within(get_language() or "zh")


def slow_words(code: str, wait: timedelta) -> str:
    """Say that one has to wait, and how long."""
    return said(code, wait=wait_words(wait))


def wait_words(wait: timedelta) -> str:
    """Say a time in seconds, or in whole minutes where it is longer."""
    seconds = ceil(wait.total_seconds())
    words, number = (SECONDS, seconds) if seconds <= SECONDS_SAID_MAX else (MINUTES, ceil(seconds / 60))
    return words.within(get_language() or "zh").format(n=number)


def _device(request: HttpRequest) -> tuple[str, list[str]]:
    """Return a browser's id and the accounts it was let in to, by their tags; "" for a cookie that is not ours."""
    try:
        found = signing.loads(request.COOKIES.get(DEVICE_COOKIE, ""), salt=DEVICE_SALT, max_age=DEVICE_GOOD_FOR)
    except signing.BadSignature:
        return "", []
    return str(found["id"]), [str(one) for one in found["accounts"]]


def _tag(login: str) -> str:
    return _digest("tag", _spelled(login))[:TAG_CHARACTERS]


def _spelled(login: str) -> str:
    return login.strip().casefold()


def _digest(what: str, of: str) -> str:
    key = settings.LINLI_PORTS.secret
    return hmac.new(key, PREFIX + what.encode() + b"\0" + of.encode(), hashlib.sha256).hexdigest()
