"""Links by which the holder of an account sets a password: made by an administrator, used once, soon expired."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from linli.store import staff_sessions
from linli.store.models import FirstLink, Staff

TOKEN_BYTES = 24
GOOD_FOR = timedelta(hours=72)


def new_link(pseudonym: str, now: datetime) -> tuple[str, datetime]:
    """Return a fresh token and until when it is good; earlier links of the account stop working.

    Raises LookupError for an unknown or closed account.
    """
    account = Staff.objects.filter(pseudonym=pseudonym, is_active=True).first()
    if account is None:
        raise LookupError(pseudonym)
    token, expires_at = secrets.token_urlsafe(TOKEN_BYTES), now + GOOD_FOR
    with transaction.atomic():
        FirstLink.objects.filter(staff=account, used_at=None).delete()
        FirstLink.objects.create(token_hash=_hash(token), staff=account, made_at=now, expires_at=expires_at)
    return token, expires_at


def account_behind(token: str, now: datetime) -> Staff | None:
    """Return whose link it is while it is good, else None: used, expired, replaced and invented look the same."""
    found = (
        FirstLink.objects.select_related("staff")
        .filter(token_hash=_hash(token), used_at=None, expires_at__gt=now, staff__is_active=True)
        .first()
    )
    return found.staff if found else None


def use_link(token: str, password: str, now: datetime) -> str | None:
    """Set the password and spend the link; return the login, or None where the link is no longer good.

    Every session of the account ends.
    """
    with transaction.atomic():
        found = FirstLink.objects.select_for_update().filter(token_hash=_hash(token), used_at=None).first()
        if found is None or found.expires_at <= now or not found.staff.is_active:
            return None
        found.used_at = now
        found.save(update_fields=["used_at"])
        found.staff.set_password(password)
        found.staff.save(update_fields=["password"])
        staff_sessions.end_sessions(found.staff.pk)
        return str(found.staff.username)


def withdraw(pseudonym: str) -> None:
    """Let no open link of an account work any more."""
    FirstLink.objects.filter(staff__pseudonym=pseudonym, used_at=None).delete()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
