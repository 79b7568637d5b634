"""Reports of people without an account: counted, let straight in or held back a while, and always filed.

A report beyond the allowance is filed in the journal like any other, so its receipt is real, its clocks run, its
values are sealed where all values are, and a crash loses nothing; beside it stands one line that says it waits.
That line names the matter, why it waits and until when: nothing about a person.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from linli.actions.cases import file_case
from linli.actions.deciding import FiledCase, Filing, Office, today_of
from linli.actions.settings import setting_whole
from linli.domain import work
from linli.domain.allowance import Allowance, BucketKind, Hold, Passage, hold_for, net_of, work_bits
from linli.domain.engine.context import RESIDENT, Actor
from linli.store import allowances, held_reports

BUCKET_PREFIX = b"linli/bucket/v1\0"
DIGITS = 40
SETTING_OF: Mapping[BucketKind, str] = {
    BucketKind.DEVICE: "abuse.device_reports",
    BucketKind.NET: "abuse.net_reports",
    BucketKind.PHONE: "abuse.phone_reports",
    BucketKind.GRID: "abuse.grid_reports",
    BucketKind.LOAD: "abuse.county_reports",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a report comes from, as far as it is counted; nothing of it is kept in plain."""

    address: str = ""
    device: str = ""
    """The word of a cookie that serves nothing else and ends with the day."""
    solution: str = ""
    """Work that was done in place of waiting."""
    passage: Passage | None = None
    """Why it needs no allowance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What whoever reported gets back, and whether the report waits."""

    filed: FiledCase
    hold: Hold | None = None


def file_report(office: Office, filing: Filing, origin: Origin, *, now: datetime, actor: Actor = RESIDENT) -> Reported:
    """File a report: straight in, or, beyond the allowance and without work in its place, held back a while.

    Raises Refused for the same mistakes as `file_case`, and for no other reason.
    """
    hold = _hold(office, filing, origin, now)
    filed = file_case(office, filing, actor=actor, now=now, hold=hold)
    return Reported(filed=filed, hold=waiting_of(office, filed.case_id) if hold else None)


def waiting_of(office: Office, case_id: str) -> Hold | None:
    """Return the hold of a matter that waits, or None: also where the same report had come straight in before."""
    found = held_reports.waiting_reports(office.county_id, most=1, ids=[case_id])
    return Hold(reasons=tuple(map(BucketKind, found[0].reasons)), until=found[0].until) if found else None


def _hold(office: Office, filing: Filing, origin: Origin, now: datetime) -> Hold | None:
    if origin.passage is not None:
        return None
    buckets = _buckets(office, filing.fields, origin, now)
    longest = _longest(office, now)
    used = allowances.spend({one: rule for one, (_, rule) in buckets.items()}, longest=longest, now=now)
    found = hold_for(_waits(buckets, used, now), now)
    secret = office.ports.secret
    if found and origin.solution and work.is_solved(origin.solution, filing.command_id, secret=secret, now=now):
        return None
    return found


def work_for(office: Office, filing: Filing, origin: Origin, *, now: datetime) -> str:
    """Return the challenge that takes the place of waiting for this report; "" while it would not wait."""
    buckets = _buckets(office, filing.fields, origin, now)
    longest = _longest(office, now)
    used = allowances.look({one: rule for one, (_, rule) in buckets.items()})
    # As if it were sent now: what one report more would have to wait.
    spent = {one: rule.spend(used.get(one), now, longest=longest) for one, (_, rule) in buckets.items()}
    waits = _waits(buckets, spent, now).values()
    bits = work_bits(waits, least=work.BITS_LEAST, most=work.BITS_MOST, longest=longest)
    return work.challenge(filing.command_id, bits, secret=office.ports.secret, now=now) if bits else ""


def _waits(
    buckets: Mapping[str, tuple[BucketKind, Allowance]], used: Mapping[str, datetime], now: datetime
) -> dict[BucketKind, timedelta]:
    return {kind: rule.wait(used[one], now) for one, (kind, rule) in buckets.items()}


def _longest(office: Office, now: datetime) -> timedelta:
    return timedelta(minutes=setting_whole(office, "abuse.hold_minutes", now))


def _buckets(
    office: Office, fields: Mapping[str, Any], origin: Origin, now: datetime
) -> dict[str, tuple[BucketKind, Allowance]]:
    """Return the buckets of a report by their keys; what it does not have is not counted."""
    phone = "".join(char for char in str(fields.get("requester_phone", "")) if char.isdigit())
    named = {
        BucketKind.DEVICE: origin.device,
        BucketKind.NET: net_of(origin.address),
        BucketKind.PHONE: phone,
        BucketKind.GRID: str(fields.get("area", "")),
        BucketKind.LOAD: office.directory.county,
    }
    # The salt is another one every day: who keeps a copy of the table cannot join two days.
    salt = BUCKET_PREFIX + today_of(office, now).isoformat().encode() + b"\0"
    found = {}
    for kind, name in named.items():
        if name:
            digest = hmac.new(office.ports.secret, salt + f"{kind}/{name}".encode(), hashlib.sha256).hexdigest()
            rule = Allowance(reports=setting_whole(office, SETTING_OF[kind], now))
            found[f"{office.county_id}/{kind}/{digest[:DIGITS]}"] = (kind, rule)
    return found
