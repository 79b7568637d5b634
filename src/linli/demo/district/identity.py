"""Identifiers of the invented district: the same object has the same id on every machine."""

import hashlib

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FOUNDED_AT_MS = 1_704_067_200_000
"""2024-01-01 in UTC: the time part, so that seeded keys sort before those of cases."""


def demo_id(kind: str, n: int) -> str:
    """Return a 26-character key that follows from `kind` and `n` alone.

    Source: ULID layout, 48 bits of time and 80 bits that are here a digest instead of chance.
    """
    digest = hashlib.sha256(f"linli/demo/{kind}/{n}".encode()).digest()[:10]
    number = _FOUNDED_AT_MS << 80 | int.from_bytes(digest, "big")
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))
