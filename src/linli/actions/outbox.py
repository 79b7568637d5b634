"""Delivering the outbox: at least once, each message by itself, so that one bad one holds up nobody."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from linli.actions import account_news
from linli.actions.deciding import Office
from linli.domain.contact import PHONE
from linli.domain.directory import TAKES_WORK
from linli.domain.dispute_parties import parties_of
from linli.domain.messages import say
from linli.domain.ports import DeliveryFailed
from linli.domain.privacy_notice import MESSAGES
from linli.domain.problems import Refused
from linli.store import cases, consents, outbox, staff
from linli.store.outbox import NoticeLine, Waiting

FIRST_PAUSE_SECONDS = 30
CONTACTS = ("requester_email", "requester_phone")
PARTY_PHONE = "party_phone"


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
            except (DeliveryFailed, Refused) as failure:  # refused: the contact could not be opened
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
    if payload["to"] == "party":
        _to_party(office, waiting)
        return
    if payload["to"] == "staff":
        account_news.deliver(office, waiting, now)
        return
    receivers = _receivers(office, payload, now)
    if not receivers and payload["post"] and _accused(office, payload):
        raise _NoWay("the case accuses whoever it was written to")
    line = NoticeLine(
        id=waiting.id, unit_id=payload["unit"], post_id=payload["post"], case_id=payload["stream"].partition("/")[2],
        template=payload["template"], params=payload["params"], created_at=now, read_at=None,
    )  # fmt: skip
    outbox.add_notice(line, county_id=office.county_id)
    for pseudonym in receivers:
        account = staff.address_of(pseudonym)
        if account:
            subject, text = say(payload["template"], payload["params"], "zh", office.directory.texts)
            office.ports.mail.send(
                to=account,
                subject=subject,
                text=_with_link(office, text, line),
                key=f"{waiting.key}/{pseudonym}",
            )


def _receivers(office: Office, payload: Mapping[str, Any], now: datetime) -> list[str]:
    post = office.directory.posts.get(payload["post"])
    posts = (post,) if post else office.directory.posts_of(payload["unit"], now, TAKES_WORK)
    accused = _accused(office, payload)
    return sorted({one.staff_id for one in posts if one.staff_id and one.is_active(now)} - accused)


def _accused(office: Office, payload: Mapping[str, Any]) -> set[str]:
    """Return whom the case accuses by now: somebody may have been named after the message was written."""
    return set(cases.accused_in(office.county_id, str(payload["stream"]).partition("/")[2]))


def _with_link(office: Office, text: str, line: NoticeLine) -> str:
    place = f"cases/{line.case_id}" if line.case_id else "accountability"
    if line.params.get("plan"):
        place = f"plans/{line.params['plan']}"
    return f"{text}\n\n{office.ports.public_url}/console/{place}\n"


def _to_requester(office: Office, waiting: Waiting) -> None:
    """The contact is read at the moment of sending and stands nowhere else."""
    payload = waiting.payload
    if consents.is_refused(office.county_id, payload["stream"], MESSAGES):
        raise _NoWay("the person does not agree to messages")
    found = {one.field: one.text for one in cases.values_of(office.county_id, payload["stream"], fields=CONTACTS)}
    subject, text = say(payload["template"], payload["params"], "zh", office.directory.texts)
    if found.get("requester_email"):
        office.ports.mail.send(to=found["requester_email"], subject=subject, text=text, key=waiting.key)
    elif found.get("requester_phone"):
        office.ports.sms.send(to=found["requester_phone"], text=text, key=waiting.key)
    else:
        raise _NoWay("no way to reach the person was left")


def _to_party(office: Office, waiting: Waiting) -> None:
    """Tell one party of a dispute by the number that was entered with it; whoever applied is told as such alone."""
    payload = waiting.payload
    kept = cases.open_case(office.county_id, payload["stream"])
    parties = parties_of(kept.entries, kept.state) if kept else ()
    party = next((one for one in parties if one.letter == payload["party"]), None)
    if kept is None or party is None or (party.is_requester and kept.state.requester == "known"):
        raise _NoWay("no such party, or told as the one who applied")
    found = cases.values_of(office.county_id, payload["stream"], fields=(PARTY_PHONE,))
    phone = next((one.text.strip() for one in found if one.seq == party.seq), "")
    if not PHONE.match(phone):
        raise _NoWay("no way to reach the party was left")
    _subject, text = say(payload["template"], payload["params"], "zh", office.directory.texts)
    office.ports.sms.send(to=phone, text=text, key=waiting.key)
