"""Visits: a ticket with a number and nobody's name, called, received, and then a matter like any other.

The code on the paper is derived from the ticket and stored nowhere; with it its holder finds the receipt of the matter.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from linli.actions.channel_posts import has_rooms
from linli.actions.deciding import FiledCase, Filing, Office, new_id, receipt_again
from linli.actions.reports import Origin, file_report
from linli.actions.seats import actor_at
from linli.domain.allowance import Passage
from linli.domain.engine.context import EntryDraft
from linli.domain.entry import to_milliseconds
from linli.domain.problems import Problem, Refused
from linli.domain.receipt import RANDOM_BYTES, receipt_code
from linli.domain.reception import ReceptionDuty, Visit, VisitState, step_problems
from linli.domain.unit import Post
from linli.store import journal, letters, streams
from linli.store import reception as stored

TICKET_PREFIX = b"linli/ticket/v1\0"
LOOK_UP_PREFIX = b"linli/ticket-look-up/v1\0"
STEPS = {
    "call": VisitState.CALLED, "back": VisitState.WAITING, "receive": VisitState.RECEIVED, "left": VisitState.LEFT,
    "advise": VisitState.ADVISED,
}  # fmt: skip
"""What a press at the desk leads to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A visit with the code that stands on its paper."""

    visit: Visit
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketShown:
    """What the holder of a ticket sees."""

    visit: Visit
    ahead: int = 0
    """How many numbers wait before it."""
    now_called: int = 0
    """The number that was called last; 0 for none."""
    receipt: str = ""
    """The receipt code of the matter that it became."""


def ticket_code(visit_id: str, secret: bytes) -> str:
    """Return the code of a ticket: derived, so that it is never stored and can be printed again."""
    return receipt_code(hmac.new(secret, TICKET_PREFIX + visit_id.encode(), hashlib.sha256).digest()[:RANDOM_BYTES])


def _look_up(code: str, secret: bytes) -> str:
    return hmac.new(secret, LOOK_UP_PREFIX + code.encode(), hashlib.sha256).hexdigest()


def give_ticket(office: Office, post: Post, *, duty_id: str = "", now: datetime) -> Ticket:
    """Give the next number of the day at the post's unit, or at the place that a leader has gone to. Raises Refused."""
    if not has_rooms(office, post):
        raise Refused([Problem("not_yours")])
    today = office.directory.calendar.local_date(now)
    duty = _duty(office, post, duty_id, today)
    with journal.one_transaction():
        letters.lock_register(office.county_id)
        visit = Visit(
            id=new_id(now), unit_id=post.unit_id, on_date=today, state=VisitState.WAITING, taken_at=now,
            number=stored.last_number(office.county_id, post.unit_id, today) + 1, duty_id=duty.id if duty else "",
        )  # fmt: skip
        code = ticket_code(visit.id, office.ports.secret)
        stored.add_visit(office.county_id, visit, _look_up(code, office.ports.secret))
        _append(office, post, visit, "ticket_given", {"duty": visit.duty_id}, now)
    return Ticket(visit=visit, code=code)


def _duty(office: Office, post: Post, duty_id: str, today: date) -> ReceptionDuty | None:
    if not duty_id:
        return None
    found = stored.duty(office.county_id, duty_id[:26])
    if found is None or not found.is_active or found.unit_id != post.unit_id or found.on_date != today:
        raise Refused([Problem("not_found", at="duty")])
    return found


def step_visit(office: Office, post: Post, visit_id: str, step: str, *, now: datetime) -> Visit:
    """Call a number, receive whoever holds it, answer on the spot, or note that they left. Raises Refused."""
    to = STEPS.get(step)
    if to is None:
        raise Refused([Problem("not_found")])
    with journal.one_transaction():
        visit = _locked(office, post, visit_id)
        if problems := step_problems(visit, to):
            raise Refused(problems)
        after = replace(visit, state=to)
        if to is VisitState.CALLED:
            after = replace(after, called_at=now)
        elif to is VisitState.RECEIVED:
            after = replace(after, received_at=now, received_post=post.id)
        elif to in (VisitState.LEFT, VisitState.ADVISED):
            after = replace(after, ended_at=now)
        stored.mark_visit(after)
        _append(office, post, after, to.value, {}, now)
    return after


def take_in_visit(office: Office, post: Post, visit_id: str, filing: Filing, *, now: datetime) -> FiledCase:
    """File what a visitor asks as a matter that came by visit; the same command again gives the same answer.

    Raises Refused: before the visitor is received, and with every mistake in the form.
    """
    fields: dict[str, Any] = {**filing.fields, "channel": "visit"}
    with journal.one_transaction():
        visit = _locked(office, post, visit_id)
        if not visit.case_id and (problems := step_problems(visit, VisitState.FILED)):
            raise Refused(problems)
        asked = replace(filing, command_id=f"visit-{visit.id}", fields=fields)
        filed = file_report(office, asked, Origin(passage=Passage.STAFF), now=now, actor=actor_at(post)).filed
        if not visit.case_id:
            after = replace(visit, state=VisitState.FILED, case_id=filed.case_id, ended_at=now)
            stored.mark_visit(after)
            _append(office, post, after, "filed", {"case": filed.case_id}, now)
    return filed


def visits_today(office: Office, post: Post, now: datetime) -> tuple[Visit, ...]:
    """Return the tickets that the post's unit has given today, by number."""
    return stored.visits_on(office.county_id, post.unit_id, office.directory.calendar.local_date(now))


def visit_of(office: Office, post: Post, visit_id: str) -> Ticket | None:
    """Return one ticket of the post's unit with its code, or None."""
    visit = stored.find_visit(office.county_id, post.unit_id, visit_id)
    if visit is None:
        return None
    codes = [ticket_code(visit.id, one) for one in (office.ports.secret, *office.ports.secrets_before)]
    for code, secret in zip(codes, (office.ports.secret, *office.ports.secrets_before), strict=True):
        if stored.visit_of_code(_look_up(code, secret)) is not None:
            return Ticket(visit=visit, code=code)
    return Ticket(visit=visit, code=codes[0])


def ticket_shown(office: Office, code: str) -> TicketShown | None:
    """Return what the holder of a ticket's code sees, or None where the code leads nowhere."""
    secrets = (office.ports.secret, *office.ports.secrets_before)
    found = stored.visit_of_code(*(_look_up(code, one) for one in secrets))
    if found is None or found[0] != office.county_id:
        return None
    visit = found[1]
    given = stored.visits_on(office.county_id, visit.unit_id, visit.on_date)
    beside = [one for one in given if one.duty_id == visit.duty_id]  # the hall and a service point call by themselves
    called = [one for one in beside if one.called_at is not None]
    waiting = [one for one in beside if one.state is VisitState.WAITING and one.number < visit.number]
    return TicketShown(
        visit=visit,
        ahead=len(waiting) if visit.state is VisitState.WAITING else 0,
        now_called=max(called, key=lambda one: one.called_at or one.taken_at).number if called else 0,
        receipt=receipt_again(visit.case_id, office.ports) if visit.case_id else "",
    )


def _locked(office: Office, post: Post, visit_id: str) -> Visit:
    visit = stored.lock_visit(office.county_id, post.unit_id, visit_id[:26]) if has_rooms(office, post) else None
    if visit is None:
        raise Refused([Problem("not_found")])
    return visit


def _append(office: Office, post: Post, visit: Visit, verb: str, pub: Mapping[str, Any], now: datetime) -> None:
    told = {"unit": visit.unit_id, "on_date": visit.on_date.isoformat(), "number": visit.number}
    draft = EntryDraft(
        stream=f"visit/{visit.id}", type=f"visit.{verb}", at=to_milliseconds(now), actor=actor_at(post).to_json(),
        pub={**told, **{key: value for key, value in pub.items() if value}}, effects=(),
    )  # fmt: skip
    streams.append(office.county_id, (draft,))
