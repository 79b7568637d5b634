"""Second factors of an account: what there is, a code taken once, codes for the day the phone is lost.

The tables are allauth's. Its own check of one-time codes remembers used ones in one process for 30 s only, so the
step that was used last is kept here beside the secret, under a lock; and its recovery codes can be made again from
what is kept, so here only what Argon2id makes of each is kept. Source: OWASP ASVS 5.0.0 6.5.1 and 6.5.2.
"""

import base64
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from django.db import transaction

from linli.domain.second_factor import step_of

SECRET_BYTES = 20
"""Source: RFC 4226 section 4, R6: 160 bits are recommended."""
STEP = "step"
SALT, DIGESTS = "salt", "digests"
RECOVERY_CODES, RECOVERY_DIGITS, SALT_BYTES = 10, 8, 16
TYPE = Authenticator.Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One second factor as its owner may see it."""

    id: int
    kind: str
    """totp, webauthn or recovery_codes."""
    name: str
    made_at: datetime
    used_at: datetime | None
    left: int = 0
    """How many recovery codes are unused."""


def factors_of(staff_id: int) -> tuple[Factor, ...]:
    """Return what an account has, the oldest first."""
    rows = Authenticator.objects.filter(user_id=staff_id).order_by("pk")
    return tuple(
        Factor(
            id=row.pk, kind=str(row.type), name=str(row.data.get("name", "")), made_at=row.created_at,
            used_at=row.last_used_at, left=_left(row) if row.type == TYPE.RECOVERY_CODES else 0,
        )
        for row in rows
    )  # fmt: skip


def has_two(staff_id: int) -> bool:
    """Say whether an account has a second factor of its own; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user_id=staff_id, type__in=[TYPE.TOTP, TYPE.WEBAUTHN]).exists())


def new_secret() -> str:
    """Return a fresh secret, sealed: only the page that shows it once opens it again."""
    return str(encrypt(base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode("ascii")))


def shown_secret(sealed: str) -> str:
    """Return a sealed secret as an app on a phone takes it (base32)."""
    return str(decrypt(sealed))


def add_totp(staff_id: int, sealed: str, code: str, now: datetime) -> bool:
    """Keep a secret once a code of it has been typed; say whether the code fits. One account has one."""
    step = step_of(base64.b32decode(shown_secret(sealed)), code, now=now)
    if step is None or Authenticator.objects.filter(user_id=staff_id, type=TYPE.TOTP).exists():
        return False
    Authenticator.objects.create(user_id=staff_id, type=TYPE.TOTP, data={"secret": sealed, STEP: step})
    return True


@transaction.atomic
def take_code(staff_id: int, code: str, now: datetime) -> bool:
    """Say whether a one-time or a recovery code is right, and spend it: the same one never counts again."""
    row = Authenticator.objects.select_for_update().filter(user_id=staff_id, type=TYPE.TOTP).first()
    if row is not None and (step := _step(row, code, now)) is not None:
        row.data[STEP], row.last_used_at = step, now
        row.save(update_fields=["data", "last_used_at"])
        return True
    spare = Authenticator.objects.select_for_update().filter(user_id=staff_id, type=TYPE.RECOVERY_CODES).first()
    if spare is None or not _is_spare(spare, code):
        return False
    spare.last_used_at = now
    spare.save(update_fields=["data", "last_used_at"])
    return True


@transaction.atomic
def new_recovery_codes(staff_id: int, now: datetime) -> list[str]:
    """Replace an account's recovery codes and return them: they are shown now, and nobody can show them again."""
    Authenticator.objects.filter(user_id=staff_id, type=TYPE.RECOVERY_CODES).delete()
    codes, salt = set[str](), secrets.token_bytes(SALT_BYTES)
    while len(codes) < RECOVERY_CODES:
        codes.add(f"{secrets.randbelow(10**RECOVERY_DIGITS):0{RECOVERY_DIGITS}}")
    kept = {SALT: salt.hex(), DIGESTS: sorted(_digest(one, salt) for one in codes), "made_at": now.timestamp()}
    Authenticator.objects.create(user_id=staff_id, type=TYPE.RECOVERY_CODES, data=kept)
    return list(codes)


def remove_factor(staff_id: int, factor_id: int) -> bool:
    """Remove one factor; recovery codes go with the last of the others. Say whether there was one."""
    with transaction.atomic():
        named = Authenticator.objects.filter(user_id=staff_id, pk=factor_id)
        gone, _ = named.exclude(type=TYPE.RECOVERY_CODES).delete()
        if gone and not has_two(staff_id):
            Authenticator.objects.filter(user_id=staff_id).delete()
    return bool(gone)


def remove_all(staff_id: int) -> int:
    """Remove every factor of an account whose holder has lost them; return how many there were."""
    gone, _ = Authenticator.objects.filter(user_id=staff_id).delete()
    return int(gone)


def _step(row: Authenticator, code: str, now: datetime) -> int | None:
    try:
        secret = base64.b32decode(shown_secret(row.data["secret"]))
    except (InvalidTag, ValueError):
        return None  # sealed with another key: the account needs a new factor, and nothing here says more
    return step_of(secret, code, now=now, after_step=int(row.data.get(STEP, -1)))


def _is_spare(row: Authenticator, code: str) -> bool:
    """Say whether a code is one of those left, and strike it out."""
    typed = "".join(code.split())
    if not (typed.isascii() and typed.isdigit() and len(typed) == RECOVERY_DIGITS):
        return False
    digest = _digest(typed, bytes.fromhex(row.data[SALT]))
    left = [one for one in row.data[DIGESTS] if not hmac.compare_digest(one, digest)]
    is_one, row.data[DIGESTS] = len(left) < len(row.data[DIGESTS]), left
    return is_one


def _left(row: Authenticator) -> int:
    return len(row.data[DIGESTS])


def _digest(code: str, salt: bytes) -> str:
    """Return what is kept of a recovery code. Source: RFC 9106 section 4, second recommended option."""
    made = hash_secret_raw(code.encode(), salt, time_cost=3, memory_cost=64 * 1024, parallelism=4, hash_len=32,
                           type=Type.ID)  # fmt: skip
    return made.hex()
