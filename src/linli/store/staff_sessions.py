"""Sessions of staff: listed for the person they belong to, and ended here on the server, at once."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction

from linli.store.models import Staff, StaffSession

ID_BYTES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """One sign-in as its owner may see it; the key that opens it is not part of that."""

    id: str
    browser: str
    started_at: datetime
    seen_at: datetime
    is_here: bool


def open_session(session_key: str, staff_id: int, *, browser: str, now: datetime) -> None:
    """Note that an account has signed in by a session; a session that changed hands is noted anew."""
    StaffSession.objects.update_or_create(
        session_key=session_key,
        defaults={
            "staff_id": staff_id, "browser": browser[:60], "started_at": now, "seen_at": now,
        },
        create_defaults={
            "id": secrets.token_urlsafe(ID_BYTES), "staff_id": staff_id, "browser": browser[:60], "started_at": now,
            "seen_at": now,
        },
    )  # fmt: skip


def move_session(old_key: str, new_key: str) -> None:
    """Note that a session goes on under another key."""
    StaffSession.objects.filter(session_key=old_key).update(session_key=new_key)


def touch_session(session_key: str, now: datetime) -> None:
    """Note that a session is in use."""
    StaffSession.objects.filter(session_key=session_key).update(seen_at=now)


def sessions_of(staff_id: int, *, here: str, now: datetime) -> tuple[OpenSession, ...]:
    """Return the sessions of an account that are still open, the latest first; `here` is the key of this one."""
    rows = list(StaffSession.objects.filter(staff_id=staff_id).order_by("-seen_at"))
    keys = [row.session_key for row in rows]
    alive = set(Session.objects.filter(session_key__in=keys, expire_date__gt=now).values_list("session_key", flat=True))
    return tuple(
        OpenSession(
            id=row.id, browser=row.browser, started_at=row.started_at, seen_at=row.seen_at,
            is_here=row.session_key == here,
        )
        for row in rows
        if row.session_key in alive
    )  # fmt: skip


def end_session(staff_id: int, session_id: str) -> bool:
    """End one session of an account; say whether there was one."""
    with transaction.atomic():
        rows = StaffSession.objects.filter(staff_id=staff_id, id=session_id)
        keys = list(rows.values_list("session_key", flat=True))
        Session.objects.filter(session_key__in=keys).delete()
        rows.delete()
    return bool(keys)


def end_sessions(staff_id: int, *, but: str = "") -> int:
    """End every session of an account except the one with the key `but`; return how many there were."""
    with transaction.atomic():
        rows = StaffSession.objects.filter(staff_id=staff_id).exclude(session_key=but)
        keys = list(rows.values_list("session_key", flat=True))
        Session.objects.filter(session_key__in=keys).delete()
        rows.delete()
    return len(keys)


def end_sessions_of(pseudonym: str, *, but: str = "") -> int:
    """End every session of whoever stands behind a pseudonym."""
    found = Staff.objects.filter(pseudonym=pseudonym).values_list("pk", flat=True).first()
    return end_sessions(int(found), but=but) if found is not None else 0


def forget_session(session_key: str) -> None:
    """Drop the note of a session that is over."""
    StaffSession.objects.filter(session_key=session_key).delete()
