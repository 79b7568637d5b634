"""Which identity of the single sign-on an account belongs to: kept at the first sign-in, and no other counts then.

A login may be given to somebody else at the provider; issuer and subject never are.
Source: OpenID Connect Core 1.0 section 5.7 (only `iss` and `sub` together name somebody for good).
"""

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction

from linli.store.models import OpenIdLink


def is_own(account_id: int, issuer: str, subject: str, now: datetime) -> bool:
    """Say whether that identity may sign in to an account; the first one to come is kept as its own."""
    identity = hashlib.sha256(f"{issuer}\0{subject}".encode()).hexdigest()
    try:
        with transaction.atomic():
            link, _ = OpenIdLink.objects.get_or_create(
                staff_id=account_id, defaults={"identity_hash": identity, "linked_at": now}
            )
    except IntegrityError:
        return False  # it is another account's
    return link.identity_hash == identity


def linked_at(pseudonym: str) -> datetime | None:
    """Return since when an account belongs to an identity, or None where it does to none yet."""
    return OpenIdLink.objects.filter(staff__pseudonym=pseudonym).values_list("linked_at", flat=True).first()


def unlink(account_id: int) -> bool:
    """Let an account belong to whichever identity comes next; say whether it belonged to one."""
    return OpenIdLink.objects.filter(staff_id=account_id).delete()[0] > 0
