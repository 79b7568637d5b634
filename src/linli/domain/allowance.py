"""Allowances: how many reports may come straight in; what is beyond waits a while, and nothing is ever turned away.

A bucket keeps one moment: until when what it let through has used it up. Each report moves that moment on by the
time in which one report's worth grows back; a report is within the allowance while the moment lies no further ahead
than a full bucket. Because nobody is refused, a flood moves it no further than the longest wait, so whoever comes
after the flood waits no longer than that either.
Source: `linli.domain.bucket`; GlobaLeaks' table of limits, with delaying in place of blocking.
"""

import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from linli.domain.bucket import after_one, beyond
from linli.domain.wording import Wording


class BucketKind(StrEnum):
    """What is counted; a report counts in every bucket that it has."""

    DEVICE = "device"
    NET = "net"
    PHONE = "phone"
    GRID = "grid"
    LOAD = "load"

    @property
    def wording(self) -> Wording:
        """What a person at the desk reads."""
        return WORDINGS[self]


WORDINGS: Mapping[BucketKind, Wording] = {
    BucketKind.DEVICE: Wording("同一浏览器短时间内提交较多", "Many from one browser in a short time"),
    BucketKind.NET: Wording("同一网段短时间内提交较多", "Many from one part of the net in a short time"),
    BucketKind.PHONE: Wording("同一电话短时间内提交较多", "Many with one phone number in a short time"),
    BucketKind.GRID: Wording("同一网格短时间内提交较多", "Many for one grid in a short time"),
    BucketKind.LOAD: Wording("全区提交量明显高于平时", "Far more than usual in the whole county"),
}


class Passage(StrEnum):
    """Why a report needs no allowance."""

    STAFF = "staff"
    """Somebody in post took it in, on the phone, at the window or from a letter."""
    KEY = "key"
    """It came with a key of another system, which has a limit of its own."""


V4_BITS, V6_BITS = 24, 48
"""What one household or firm is usually given shares its first bits."""


def net_of(address: str) -> str:
    """Return the part of the net an address lies in: /24 or /48; what is no address counts as one net."""
    try:
        parsed = ipaddress.ip_address(address.strip().partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    bits = V4_BITS if parsed.version == 4 else V6_BITS
    return str(ipaddress.ip_network((parsed, bits), strict=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """How many come straight in at once, and as many again in each hour."""

    reports: int

    @property
    def each(self) -> timedelta:
        """The time in which one report's worth grows back."""
        return timedelta(hours=1) / self.reports

    @property
    def whole(self) -> timedelta:
        """The time in which an empty bucket is full again."""
        return self.each * self.reports

    def spend(self, used_until: datetime | None, now: datetime, *, longest: timedelta) -> datetime:
        """Return until when the bucket is used up, one report later."""
        return min(after_one(used_until, now, each=self.each), now + self.whole + longest)

    def wait(self, used_until: datetime, now: datetime) -> timedelta:
        """Return how long the report that led to `used_until` waits; nothing where it is within the allowance."""
        return beyond(used_until, now, within=self.whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Why a report waits, and until when at the longest."""

    reasons: tuple[BucketKind, ...]
    until: datetime


def hold_for(waits: Mapping[BucketKind, timedelta], now: datetime) -> Hold | None:
    """Return the hold that `waits` lead to: until the last of them is over, or None where none is left."""
    beyond = {kind: wait for kind, wait in waits.items() if wait > timedelta()}
    if not beyond:
        return None
    return Hold(reasons=tuple(sorted(beyond)), until=now + max(beyond.values()))


def work_bits(waits: Iterable[timedelta], *, least: int, most: int, longest: timedelta) -> int:
    """Return how hard the work is that takes the place of waiting; 0 while nothing would wait.

    The further beyond the allowance, the harder: from `least` bits where the wait begins up to `most` at the longest.
    """
    wait = max(waits, default=timedelta())
    if wait <= timedelta():
        return 0
    share = min(wait / longest, 1.0) if longest > timedelta() else 1.0
    # In steps of two bits, so that what a browser has already worked out stays good while the load changes a little.
    return min(least + 2 * round(share * (most - least) / 2), most)
