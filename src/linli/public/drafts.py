"""Drafts: what somebody has filled in before sending it, kept for two hours and found by a signed cookie.

There is no account: the cookie holds a random key and serves nothing else. Photos are kept one by one, already
re-encoded, so that going back loses nothing and no page carries them twice.
"""

import base64
from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from linli.store.strangers import StrangerSession

COOKIE = f"{settings.COOKIE_PREFIX}linli_report"
SALT = "linli.public.report"
DEVICE_COOKIE = f"{settings.COOKIE_PREFIX}linli_reporter"
DEVICE_SALT = "linli.public.device"
DEVICE_KEPT_SECONDS = 24 * 60 * 60
KEPT_SECONDS = 2 * 60 * 60
DONE_KEPT_SECONDS = 30 * 60
PATH = "/"
"""A cookie with the prefix of its host is for the whole host."""
LONG = ("words", "place_words")
LONG_CHARACTERS_MAX, LINE_CHARACTERS_MAX = 20_000, 1_000
"""Far more than any field takes: what is too long is shown again, so that it can be shortened."""


class Draft:
    """One report in the making."""

    def __init__(self, kept: StrangerSession, device: str = "") -> None:
        """Read what is kept; `device` is the word by which this browser's reports are counted."""
        self._kept = kept
        self.device: str = kept.get("device") or device or token_urlsafe(12)
        self.values: dict[str, str] = dict(kept.get("values", {}))
        self.point: dict[str, int] | None = kept.get("point")
        self.photos: list[str] = list(kept.get("photos", []))
        self.command_id: str = kept.get("command_id") or f"web-{token_urlsafe(18)}"
        self.done: dict[str, str] | None = kept.get("done")

    @property
    def area(self) -> str:
        """The path of the chosen area, or ""."""
        return self.values.get("area", "")

    def take(self, values: Mapping[str, str]) -> None:
        """Take in what was typed, as it was typed."""
        room = dict.fromkeys(LONG, LONG_CHARACTERS_MAX)
        self.values.update({key: value[: room.get(key, LINE_CHARACTERS_MAX)] for key, value in values.items()})

    def add_photo(self, photo: bytes) -> None:
        """Keep one cleaned photo."""
        store = StrangerSession()
        store["photo"] = base64.b64encode(photo).decode()
        store.set_expiry(KEPT_SECONDS)
        store.create()
        self.photos.append(str(store.session_key))

    def photo(self, position: int) -> bytes | None:
        """Return the photo at `position`, or None once it has expired."""
        if not 0 <= position < len(self.photos):
            return None
        kept = StrangerSession(self.photos[position]).get("photo")
        return base64.b64decode(kept) if kept else None

    def remove_photo(self, position: int) -> None:
        """Forget one photo."""
        if 0 <= position < len(self.photos):
            StrangerSession().delete(self.photos.pop(position))

    def finish(self, done: Mapping[str, str]) -> None:
        """Forget everything that was typed; keep only what the last page shows."""
        for key in self.photos:
            StrangerSession().delete(key)
        self.values, self.point, self.photos, self.done = {}, None, [], dict(done)

    def save(self, response: HttpResponse, *, is_encrypted: bool) -> HttpResponse:
        """Keep the draft and let `response` carry its key."""
        kept_seconds = DONE_KEPT_SECONDS if self.done else KEPT_SECONDS
        self._kept.update(
            {
                "values": self.values,
                "point": self.point,
                "photos": self.photos,
                "command_id": self.command_id,
                "done": self.done,
                "device": self.device,
            }
        )
        self._kept.set_expiry(kept_seconds)
        if self._kept.session_key is None:
            self._kept.clear_expired()
            self._kept.create()
        else:
            self._kept.save()
        response.set_signed_cookie(
            COOKIE, str(self._kept.session_key), salt=SALT, max_age=kept_seconds, path=PATH, httponly=True,
            samesite="Lax", secure=is_encrypted,
        )  # fmt: skip
        response.set_signed_cookie(
            DEVICE_COOKIE, self.device, salt=DEVICE_SALT, max_age=DEVICE_KEPT_SECONDS, path=PATH, httponly=True,
            samesite="Lax", secure=is_encrypted,
        )  # fmt: skip
        return response

    def forget(self) -> None:
        """Delete the draft at once."""
        self.finish({})
        self._kept.delete()


def kept_draft(request: HttpRequest) -> Draft | None:
    """Return the draft of this browser, or None where there is none, or its time is over."""
    key: Any = request.get_signed_cookie(COOKIE, default=None, salt=SALT, max_age=KEPT_SECONDS)
    if not key:
        return None
    kept = StrangerSession(key)
    return Draft(kept) if kept.get("command_id") else None


def draft_to_fill(request: HttpRequest) -> Draft:
    """Return the draft of this browser as long as it was not sent, else a new one."""
    draft = kept_draft(request)
    if draft is not None and draft.done is None:
        return draft
    device = request.get_signed_cookie(DEVICE_COOKIE, default="", salt=DEVICE_SALT, max_age=DEVICE_KEPT_SECONDS)
    return Draft(StrangerSession(), device or "")
