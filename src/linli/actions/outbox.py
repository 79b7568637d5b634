"""Delivering the outbox: at least once, each message by itself, so that one bad one holds up nobody."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from linli.actions.deciding import Office
from linli.domain.directory import TAKES_WORK
from linli.domain.messages import say
from linli.domain.ports import DeliveryFailed
from linli.store import cases, outbox, staff
from linli.store.outbox import NoticeLine, Waiting

FIRST_PAUSE_SECONDS = 30
CONTACTS = ("requester_email", "requester_phone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What one round of deliveries came to."""

    sent: int
    failed: int
    left: int


class _NoWay(Exception):
    """A message for which there is no way at all; trying again would not help."""


def deliver_due(office: Office, *, now: datetime, chance: random.Random, most: int = 200) -> Delivered:
    """Deliver up to `most` messages that are due; what fails is tried again later, each time after a longer pause."""
    sent = failed = 0
    while sent + failed < most:
        with outbox.take_one(office.county_id, now) as waiting:
            if waiting is None:
                break
            try:
                _deliver(office, waiting, now)
            except DeliveryFailed as failure:
                pause = FIRST_PAUSE_SECONDS * 2**waiting.attempts * chance.uniform(0.8, 1.2)
                outbox.mark_failed(waiting.id, error=str(failure), again_at=now + timedelta(seconds=pause))
                failed += 1
            except _NoWay as reason:
                outbox.mark_given_up(waiting.id, error=str(reason))
                failed += 1
            else:
                outbox.mark_done(waiting.id, now=now)
                sent += 1
    return Delivered(sent=sent, failed=failed, left=outbox.count_waiting(office.county_id)[0])


def leave_past_unsent(office: Office, *, before: datetime, now: datetime) -> int:
    """Send nothing of what an invented or imported past would have said; returns how many messages that closes."""
    reason = "written for a past that was played or loaded: not sent"
    return outbox.leave_unsent(office.county_id, created_before=before, now=now, reason=reason)


def _deliver(office: Office, waiting: Waiting, now: datetime) -> None:
    payload = waiting.payload
    if payload["to"] == "requester":
        _to_requester(office, waiting)
        return
    line = NoticeLine(
        id=waiting.id, unit_id=payload["unit"], post_id=payload["post"], case_id=payload["stream"].partition("/")[2],
        template=payload["template"], params=payload["params"], created_at=now, read_at=None,
    )  # fmt: skip
    outbox.add_notice(line, county_id=office.county_id)
    for pseudonym in _receivers(office, payload, now):
        account = staff.address_of(pseudonym)
        if account:
            subject, text = say(payload["template"], payload["params"], "zh", office.directory.texts)
            office.ports.mail.send(
                to=account,
                subject=subject,
                text=_with_link(office, text, line.case_id),
                key=f"{waiting.key}/{pseudonym}",
            )


def _receivers(office: Office, payload: Mapping[str, Any], now: datetime) -> list[str]:
    post = office.directory.posts.get(payload["post"])
    posts = (post,) if post else office.directory.posts_of(payload["unit"], now, TAKES_WORK)
    return sorted({one.staff_id for one in posts if one.staff_id and one.is_active(now)})


def _with_link(office: Office, text: str, case_id: str) -> str:
    return f"{text}\n\n{office.ports.public_url}/console/cases/{case_id}\n"


def _to_requester(office: Office, waiting: Waiting) -> None:
    """The contact is read at the moment of sending and stands nowhere else."""
    payload = waiting.payload
    found = {one.field: one.text for one in cases.values_of(office.county_id, payload["stream"], fields=CONTACTS)}
    subject, text = say(payload["template"], payload["params"], "zh", office.directory.texts)
    if found.get("requester_email"):
        office.ports.mail.send(to=found["requester_email"], subject=subject, text=text, key=waiting.key)
    elif found.get("requester_phone"):
        office.ports.sms.send(to=found["requester_phone"], text=text, key=waiting.key)
    else:
        raise _NoWay("no way to reach the person was left")
