"""Drafts: what somebody has filled in before sending it, kept for two hours and found by a signed cookie.

There is no account: the cookie holds a random key and serves nothing else. Photos are kept one by one, already
re-encoded, so that going back loses nothing and no page carries them twice.
"""

import base64
from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse

COOKIE = "linli_report"
SALT = "linli.public.report"
KEPT_SECONDS = 2 * 60 * 60
DONE_KEPT_SECONDS = 30 * 60
PATH = "/report/"
KEPT_CHARACTERS_MAX = 20_000
"""Far more than any field takes: what is too long is shown again, so that it can be shortened."""


class Draft:
    """One report in the making."""

    def __init__(self, kept: SessionStore) -> None:
        """Read what is kept."""
        self._kept = kept
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
        self.values.update({key: value[:KEPT_CHARACTERS_MAX] for key, value in values.items()})

    def add_photo(self, photo: bytes) -> None:
        """Keep one cleaned photo."""
        store = SessionStore()
        store["photo"] = base64.b64encode(photo).decode()
        store.set_expiry(KEPT_SECONDS)
        store.create()
        self.photos.append(str(store.session_key))

    def photo(self, position: int) -> bytes | None:
        """Return the photo at `position`, or None once it has expired."""
        if not 0 <= position < len(self.photos):
            return None
        kept = SessionStore(self.photos[position]).get("photo")
        return base64.b64decode(kept) if kept else None

    def remove_photo(self, position: int) -> None:
        """Forget one photo."""
        if 0 <= position < len(self.photos):
            SessionStore().delete(self.photos.pop(position))

    def finish(self, done: Mapping[str, str]) -> None:
        """Forget everything that was typed; keep only what the last page shows."""
        for key in self.photos:
            SessionStore().delete(key)
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
    kept = SessionStore(key)
    return Draft(kept) if kept.get("command_id") else None


def draft_to_fill(request: HttpRequest) -> Draft:
    """Return the draft of this browser as long as it was not sent, else a new one."""
    draft = kept_draft(request)
    return draft if draft is not None and draft.done is None else Draft(SessionStore())
