"""How fast somebody may guess: slow for whoever guesses, never shut for the person whose account it is.

A guess counts when a password is compared and its outcome told. Four buckets keep that rare:

- `device`: a browser that signed in to this account before has a bucket of its own, which no attacker can empty;
- `net`: one account from one part of the net;
- `account`: one account from everywhere that is not a known device: at most ten guesses in any hour;
- `code`: one account's one-time codes, spent only once the password was right.

Whoever gives password and one-time code together is compared without touching `account`: a refusal does not say
which of the two was wrong, so a guess at the password alone learns nothing. That is the way in for the person
whose account somebody else is guessing at.

Source: the bound of ten guesses an hour and of 15 minutes' wait is our own goal (S11); waiting that doubles up to
40 s follows GlobaLeaks' sign-in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from linli.domain.bucket import after_one, beyond

PAUSE_SECONDS_MAX: Final = 40
MISSES_WITHOUT_PAUSE: Final = 2
MISSES_FORGOTTEN_AFTER: Final = timedelta(hours=1)


class Bucket(StrEnum):
    """What is counted."""

    DEVICE = "device"
    NET = "net"
    ACCOUNT = "account"
    CODE = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """So many at once, and one more after each `refill`."""

    burst: int
    refill: timedelta


PACES: Final[Mapping[Bucket, Pace]] = {
    Bucket.DEVICE: Pace(burst=5, refill=timedelta(minutes=12)),
    # Slower than the account as a whole, so that one net alone never empties the account's bucket.
    Bucket.NET: Pace(burst=4, refill=timedelta(minutes=15)),
    Bucket.ACCOUNT: Pace(burst=5, refill=timedelta(minutes=12)),
    Bucket.CODE: Pace(burst=5, refill=timedelta(minutes=12)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tries:
    """What a bucket remembers."""

    full_at: datetime | None = None
    """When everything spent has come back."""
    misses: int = 0
    missed_at: datetime | None = None


NO_TRIES: Final = Tries()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a guess is compared, which buckets it spends from, and how long to wait otherwise."""

    is_compared: bool
    spends: tuple[Bucket, ...] = ()
    is_pair: bool = False
    """Password and one-time code count only together."""
    wait: timedelta = timedelta()


def free_in(bucket: Bucket, tries: Tries, now: datetime) -> timedelta:
    """Return how long until one more may be spent; zero for now."""
    pace = PACES[bucket]
    return beyond(tries.full_at, now, within=(pace.burst - 1) * pace.refill)


def spend(bucket: Bucket, tries: Tries, now: datetime) -> Tries:
    """Return `tries` with one more spent."""
    return replace(tries, full_at=after_one(tries.full_at, now, each=PACES[bucket].refill))


def give_back(bucket: Bucket, tries: Tries) -> Tries:
    """Return `tries` as if the last one had not been spent, and nothing had been missed."""
    back = tries.full_at - PACES[bucket].refill if tries.full_at else None
    return Tries(full_at=back)


def missed(tries: Tries, now: datetime) -> Tries:
    """Return `tries` after a wrong guess."""
    return replace(tries, misses=_misses(tries, now) + 1, missed_at=now)


def pause_left(tries: Tries, now: datetime) -> timedelta:
    """Return how long to wait after the latest wrong guess: 1, 2, 4 … 40 seconds."""
    misses = _misses(tries, now)
    if tries.missed_at is None or misses <= MISSES_WITHOUT_PAUSE:
        return timedelta()
    seconds = min(PAUSE_SECONDS_MAX, 2 ** min(misses - MISSES_WITHOUT_PAUSE - 1, 6))
    return max(tries.missed_at + timedelta(seconds=seconds) - now, timedelta())


def _misses(tries: Tries, now: datetime) -> int:
    is_forgotten = tries.missed_at is None or now - tries.missed_at >= MISSES_FORGOTTEN_AFTER
    return 0 if is_forgotten else tries.misses


def judge(tries: Mapping[Bucket, Tries], *, is_known_device: bool, has_code: bool, now: datetime) -> Verdict:
    """Say what becomes of a guess at a password. `tries` holds what every bucket remembers."""
    if is_known_device:
        device = tries.get(Bucket.DEVICE, NO_TRIES)
        wait = max(pause_left(device, now), free_in(Bucket.DEVICE, device, now))
        if not wait:
            return Verdict(is_compared=True, spends=(Bucket.DEVICE,), is_pair=has_code)
        if wait <= timedelta(seconds=PAUSE_SECONDS_MAX):
            return Verdict(is_compared=False, wait=wait)
    net = tries.get(Bucket.NET, NO_TRIES)
    pause = pause_left(net, now)
    if pause:
        return Verdict(is_compared=False, wait=pause)
    if has_code:
        return Verdict(is_compared=True, is_pair=True)
    wait = max(free_in(one, tries.get(one, NO_TRIES), now) for one in (Bucket.NET, Bucket.ACCOUNT))
    if wait:
        return Verdict(is_compared=False, wait=wait)
    return Verdict(is_compared=True, spends=(Bucket.NET, Bucket.ACCOUNT))
