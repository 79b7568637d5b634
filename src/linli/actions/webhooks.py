"""Webhooks: news to other systems, signed, tried again with growing pauses, given up with a reason.

What a system may not see is not sent to it: each delivery asks the one access policy at the moment of sending.
"""

import random
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from linli.actions.case_views import rights_on
from linli.actions.deciding import Office, new_id
from linli.actions.door_seats import seat_of_client
from linli.actions.outbox import Delivered
from linli.domain.hook_events import EVENTS, body_of, new_secret, signed_headers
from linli.domain.ports import DeliveryFailed, HookSender
from linli.domain.problems import Problem, Refused
from linli.store import doors, journal, webhooks
from linli.store.webhooks import DeliveryLine, Due, Hook

TRIES_MAX = 9
FIRST_PAUSE_SECONDS = 20
"""Doubled after each failure: nine tries take about an hour and a half."""
LEASE = timedelta(seconds=60)
SECRET_BYTES = 32
URL_MAX = 500
HOOKS_MAX = 10
BY_ROUND = 20
LATEST = 50
NOT_THEIRS = "not for this system to see"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedHook:
    """Where a system wants to hear of what."""

    client_id: str
    url: str
    events: tuple[str, ...] = ()
    """Empty: everything."""
    area_path: str = ""
    """Empty: the whole area of the client."""


def add_hook(office: Office, asked: AskedHook, *, now: datetime) -> tuple[Hook, str]:
    """Add an address and return it with its signing secret, which is shown once.

    Raises Refused with every mistake.
    """
    problems = tuple(_problems(office, asked))
    if problems:
        raise Refused(problems)
    client = next(one for one in doors.clients_of(office.county_id) if one.id == asked.client_id)
    hook = Hook(
        id=new_id(now), client_id=client.id, client_name=client.name, url=asked.url.strip(), events=asked.events,
        area_path=asked.area_path or client.area_path, is_active=True, failures=0, created_at=now,
    )  # fmt: skip
    secret = new_secret(secrets.token_bytes(SECRET_BYTES))
    webhooks.add_hook(hook, secret)
    return hook, secret


def _problems(office: Office, asked: AskedHook) -> Iterator[Problem]:
    clients = {one.id: one for one in doors.clients_of(office.county_id) if one.revoked_at is None}
    client = clients.get(asked.client_id)
    if client is None:
        yield Problem("unknown_choice", at="client", params={"value": asked.client_id[:40]})
    elif not {"webhook.manage", "case.read"} <= client.scopes:
        missing = sorted({"webhook.manage", "case.read"} - client.scopes)[0]
        yield Problem("scope_missing", at="client", params={"scope": missing})
    elif sum(one.client_id == client.id for one in webhooks.hooks_of(office.county_id)) >= HOOKS_MAX:
        yield Problem("too_many_hooks", at="client", params={"limit": HOOKS_MAX})
    yield from _url_problems(office.ports.hooks, asked.url.strip())
    for event in asked.events:
        if event not in EVENTS:
            yield Problem("unknown_choice", at="events", params={"value": event[:40]})
    if asked.area_path and asked.area_path not in office.directory.tree.by_path:
        yield Problem("unknown_choice", at="area", params={"value": asked.area_path[:40]})


def _url_problems(sender: HookSender | None, url: str) -> Iterable[Problem]:
    if not url:
        return (Problem("required", at="url"),)
    if len(url) > URL_MAX:
        return (Problem("too_long", at="url", params={"limit": URL_MAX}),)
    code = sender.problem_with(url) if sender else "hook_not_an_address"
    return (Problem(code, at="url"),) if code else ()


def end_hook(office: Office, hook_id: str) -> None:
    """Send nothing more to an address; raises Refused where there is none."""
    if not hook_id.isprintable() or not webhooks.end_hook(office.county_id, hook_id):
        raise Refused([Problem("not_found", at="hook")])


def try_again(office: Office, delivery_id: str, *, now: datetime) -> None:
    """Try a delivery again from the beginning; raises Refused where there is none that failed."""
    if not delivery_id.isprintable() or not webhooks.try_again(office.county_id, delivery_id, now=now):
        raise Refused([Problem("not_found", at="delivery")])


def list_hooks(office: Office) -> tuple[Hook, ...]:
    """Return the addresses in use."""
    return webhooks.hooks_of(office.county_id)


def latest_deliveries(office: Office) -> tuple[DeliveryLine, ...]:
    """Return the latest deliveries, the newest first."""
    return webhooks.deliveries_of(office.county_id, limit=LATEST)


def deliver_news(
    office: Office,
    *,
    now: datetime,
    chance: random.Random,
    most: int = BY_ROUND,
    has_time: Callable[[], bool] = lambda: True,
) -> Delivered:
    """Try up to `most` deliveries that are due, as long as `has_time`; an address that fails holds up no other."""
    sender = office.ports.hooks
    sent = failed = 0
    while sender is not None and sent + failed < most and has_time():
        due = webhooks.take_due(office.county_id, now, lease=LEASE)
        if due is None:
            break
        if not _is_theirs(office, due, now):
            webhooks.mark_withheld(due, reason=NOT_THEIRS)
            failed += 1
            continue
        try:
            _send(sender, due, now)
        except DeliveryFailed as failure:
            pause = FIRST_PAUSE_SECONDS * 2 ** (due.tries - 1) * chance.uniform(0.8, 1.2)
            again_at = now + timedelta(seconds=pause) if due.tries < TRIES_MAX else None
            webhooks.mark_failed(due, error=str(failure), again_at=again_at)
            failed += 1
        else:
            webhooks.mark_delivered(due, now=now)
            sent += 1
    return Delivered(sent=sent, failed=failed, left=0)


def _send(sender: HookSender, due: Due, now: datetime) -> None:
    body = body_of(due.event)
    headers = {
        "Content-Type": "application/json",
        **signed_headers(due.secret, id_=due.event_id, at=now, body=body),
    }
    sender.send(url=due.url, body=body, headers=headers)


def _is_theirs(office: Office, due: Due, now: datetime) -> bool:
    """Say whether the client may list the case as it stands now."""
    post = seat_of_client(office, due.client_id, now)
    stream = due.event_id.partition("#")[0]
    state = journal.load_states(office.county_id, [stream]).get(stream)
    if post is None or state is None or not {"case.read", "webhook.manage"} <= due.scopes:
        return False
    return state.area.startswith(due.client_area) and "case.list" in rights_on(office, post, state, ("case.list",))
