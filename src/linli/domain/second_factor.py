"""Second factors: whose posts need one, and when a one-time code counts.

Both are pure: the moment, the secret and what was used before are arguments.
"""

import hashlib
import hmac
import struct
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from linli.domain.engine.access import AT_WORK, READ_RULES, SETUP_ROLES
from linli.domain.engine.declarations import Relation
from linli.domain.seal import Seal
from linli.domain.unit import Post, Role

STEP_SECONDS: Final = 30
DIGITS: Final = 6
STEPS_ASIDE: Final = 1
"""A clock may be one step off in either direction. Source: RFC 6238 section 5.2 (one step for network delay)."""

NAMED: Final = frozenset({Role.MEDIATOR, Role.DATA_PROTECTION_OFFICER, Role.UNIT_HEAD})
"""Roles that work on sealed matters, decide on erasing or appoint others, by their duty and not by a rule of area."""


ONES_OWN_TASK: Final = AT_WORK | {Relation.ANSWERS}
"""What opens a matter only because one works on it: no stolen password reaches beyond the unit's own tasks by it."""


def _by_policy() -> frozenset[Role]:
    """Roles that the access policy names where it opens more than what is open, and whoever changes the set-up.

    A rule that opens no more than one's own task asks for no second factor, whatever roles it names.
    """
    more = frozenset({Seal.RESTRICTED, Seal.SEALED})
    beyond = (rule for rule in READ_RULES if not rule.relations or rule.relations - ONES_OWN_TASK)
    reading = (rule.roles for rule in beyond if rule.seals & more)
    return frozenset().union(*reading, SETUP_ROLES["setup.change"])


ROLES_WITH_TWO: Final = _by_policy() | NAMED
"""Whoever holds such a post signs in with two factors."""


def needs_two(posts: Iterable[Post]) -> bool:
    """Say whether somebody who holds `posts` must prove who they are in two ways."""
    return any(post.role in ROLES_WITH_TWO for post in posts)


def code_at(secret: bytes, step: int) -> str:
    """Return the code of one step of time.

    Source: RFC 6238 (TOTP with HMAC-SHA-1, 30 s) over RFC 4226 section 5.3 (dynamic truncation).
    """
    digest = hmac.new(secret, struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_of(secret: bytes, code: str, *, now: datetime, after_step: int = -1) -> int | None:
    """Return the step of time that `code` stands for, or None where it stands for none that may still be used.

    A step up to and including `after_step` is spent, so that no code counts twice (RFC 6238 section 5.2).
    """
    typed = "".join(code.split())
    if len(typed) != DIGITS or not (typed.isascii() and typed.isdigit()):
        return None
    present = int(now.timestamp()) // STEP_SECONDS
    found = None
    for step in range(present - STEPS_ASIDE, present + STEPS_ASIDE + 1):
        # Every step is compared, so that the time it takes does not say which one fits.
        if hmac.compare_digest(code_at(secret, step), typed) and step > after_step and found is None:
            found = step
    return found
