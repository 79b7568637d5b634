"""Work in place of waiting: a small sum that a browser does while somebody types, and that is checked at once.

A challenge names the one report that it is good for, so that a solution serves once; it says how hard it is and when
it was made, and is sealed by us. A solution is a number that, behind the challenge, gives a hash with as many
leading zero bits as were asked.
Source: A. Back, Hashcash (2002), with SHA-256.
"""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

GOOD_FOR = timedelta(hours=2)
BITS_LEAST, BITS_MOST = 14, 18
"""A quarter of a second to some seconds in a browser."""
SOLUTION_MAX = 400
PREFIX = b"linli/work/v1\0"


def challenge(command_id: str, bits: int, *, secret: bytes, now: datetime) -> str:
    """Return the challenge for one report; within an hour it stays the same, so that work done is kept."""
    hour = int(now.timestamp()) // 3600
    body = f"{bits}.{hour}.{command_id}"
    return f"{body}.{_seal(body, secret)}"


def is_solved(solution: str, command_id: str, *, secret: bytes, now: datetime) -> bool:
    """Say whether `solution` ("challenge:number") solves a challenge of ours for this very report."""
    if len(solution) > SOLUTION_MAX or not solution.isascii():
        return False
    given, _, number = solution.rpartition(":")
    body, _, seal = given.rpartition(".")
    bits, _, rest = body.partition(".")
    hour, _, named = rest.partition(".")
    if not number.isdigit() or not hmac.compare_digest(seal, _seal(body, secret)):
        return False
    made_at = datetime.fromtimestamp(int(hour) * 3600, UTC)
    if named != command_id or not made_at <= now < made_at + GOOD_FOR:
        return False
    return zero_bits(hashlib.sha256(solution.encode()).digest()) >= int(bits)


def zero_bits(digest: bytes) -> int:
    """Return how many zero bits a hash begins with."""
    return len(digest) * 8 - int.from_bytes(digest).bit_length()


def solve(given: str) -> str:
    """Return a solution, as a browser would find it."""
    bits, number = int(given.partition(".")[0]), 0
    while zero_bits(hashlib.sha256(f"{given}:{number}".encode()).digest()) < bits:
        number += 1
    return f"{given}:{number}"


def _seal(body: str, secret: bytes) -> str:
    return hmac.new(secret, PREFIX + body.encode(), hashlib.sha256).hexdigest()[:32]
