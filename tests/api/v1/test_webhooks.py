"""News reaches a system once, signed, and only what it may see; what fails is tried again ever more slowly."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import orjson
import pytest

from linli.actions.deciding import Office
from linli.actions.door_seats import AskedClient, let_in, seat_of_client, shut_out
from linli.actions.office import open_office
from linli.actions.outbox import Delivered
from linli.actions.webhooks import TRIES_MAX, AskedHook, add_hook, deliver_news
from linli.adapters.outgoing import GuardedDoor
from linli.adapters.webhook import HttpsHookSender
from linli.domain.hook_events import is_signed_by
from linli.store import models, webhooks
from tests import cast, offices
from tests.actions.silent_ports import SILENT_PORTS
from tests.adapters.receiver import Receiver

LOCAL = replace(
    SILENT_PORTS, hooks=HttpsHookSender(GuardedDoor(schemes=frozenset({"http"}), networks=("127.0.0.0/8", "::1/128")))
)
SCOPES = ("case.read", "webhook.manage")
LATER = cast.MONDAY + timedelta(minutes=1)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as listening:
        yield listening


@pytest.fixture
def house(office: Office) -> Office:
    """The cast's county, from which news may go to this machine."""
    return open_office(LOCAL)


def subscribed(house: Office, url: str, *, unit: str = "liuan", role: str = "dispatcher", **asked: object) -> str:
    """Let a system in and subscribe it; return the secret of its address."""
    known = {"area_path": cast.COUNTY, **asked}
    client, _ = let_in(
        house, cast.POSTS["admin"],
        AskedClient(name="S", scopes=SCOPES, area_path=str(known["area_path"]), unit_id=cast.UNITS[unit].id, role=role),
        now=cast.STARTED_AT,
    )  # fmt: skip
    events = tuple(known.get("events", ()))
    return add_hook(house, AskedHook(client_id=client.id, url=url, events=events), now=cast.STARTED_AT)[1]


def deliver(at: datetime = LATER) -> Delivered:
    """Deliver what is due, as the worker does."""
    return deliver_news(open_office(LOCAL), now=at, chance=random.Random(1))


def test_a_message_is_signed_fresh_and_says_only_what_is_coded(house: Office, receiver: Receiver) -> None:
    secret = subscribed(house, receiver.url)
    filed = offices.file(open_office(LOCAL), words="我家门口的路灯", requester_phone="13800138000")
    assert deliver() == Delivered(sent=1, failed=0, left=0)
    (message,) = receiver.messages
    assert is_signed_by(secret, message.headers, message.body, now=LATER)
    assert not is_signed_by(secret, message.headers, message.body + b" ", now=LATER)
    assert not is_signed_by(secret, message.headers, message.body, now=LATER + timedelta(minutes=6))
    assert not is_signed_by("whsec_" + "A" * 44, message.headers, message.body, now=LATER)
    event = orjson.loads(message.body)
    assert (event["type"], event["case"]["number"]) == ("case.filed", filed.number)
    assert event["id"] == message.headers["webhook-id"] == f"{filed.stream}#1"
    assert "路灯".encode() not in message.body and b"138001" not in message.body


def test_each_event_is_sent_once_in_its_kind(house: Office, receiver: Receiver) -> None:
    subscribed(house, receiver.url)
    stream = offices.file(open_office(LOCAL)).stream
    offices.move(open_office(LOCAL), stream, "hu", "register")
    offices.move(
        open_office(LOCAL), stream, "hu", "reject", reject_reason="not_found", answer="现场没有发现,请再看看。"
    )
    deliver()
    assert deliver() == Delivered(sent=0, failed=0, left=0)
    kinds = [orjson.loads(one.body)["type"] for one in receiver.messages]
    assert sorted(kinds) == ["case.closed", "case.filed", "case.moved"]


def test_only_what_was_asked_for_is_queued(house: Office, receiver: Receiver) -> None:
    subscribed(house, receiver.url, events=("case.closed",))
    subscribed(house, receiver.url, area_path=cast.DONGTANG, unit="dongtang")
    offices.file(open_office(LOCAL))
    assert models.WebhookDelivery.objects.count() == 0


def test_what_a_post_may_not_see_is_withheld(house: Office, receiver: Receiver) -> None:
    """A liaison of a department that has no part in the matter is not told of it."""
    subscribed(house, receiver.url, unit="housing", role="liaison")
    offices.file(open_office(LOCAL))
    assert deliver() == Delivered(sent=0, failed=1, left=0)
    assert receiver.messages == []
    assert models.WebhookDelivery.objects.get().status == "withheld"


def test_a_key_that_is_revoked_at_the_command_line_ends_its_post(house: Office, receiver: Receiver) -> None:
    subscribed(house, receiver.url)
    client = models.DoorClient.objects.get()
    assert client.pk in open_office(LOCAL).directory.setup.machines
    assert seat_of_client(open_office(LOCAL), client.pk, LATER) is not None
    shut_out(open_office(LOCAL), None, client.pk, now=cast.MONDAY)
    assert seat_of_client(open_office(LOCAL), client.pk, LATER) is None


def test_a_round_that_is_out_of_time_leaves_the_rest_for_the_next(house: Office, receiver: Receiver) -> None:
    subscribed(house, receiver.url)
    offices.file(open_office(LOCAL))
    none = deliver_news(open_office(LOCAL), now=LATER, chance=random.Random(1), has_time=lambda: False)
    assert none == Delivered(sent=0, failed=0, left=0)
    assert deliver() == Delivered(sent=1, failed=0, left=0)


def test_a_system_that_was_shut_out_hears_nothing_more(house: Office, receiver: Receiver) -> None:
    subscribed(house, receiver.url)
    offices.file(open_office(LOCAL))
    client = models.DoorClient.objects.get()
    shut_out(open_office(LOCAL), cast.POSTS["admin"], client.pk, now=cast.MONDAY)
    offices.file(open_office(LOCAL))
    assert deliver() == Delivered(sent=0, failed=0, left=0)
    assert receiver.messages == [] and models.WebhookDelivery.objects.count() == 1


def test_what_fails_is_tried_again_ever_more_slowly_and_given_up_in_the_end(house: Office, receiver: Receiver) -> None:
    subscribed(house, receiver.url)
    offices.file(open_office(LOCAL))
    receiver.answers = [500] * TRIES_MAX
    moments = [LATER]
    for _ in range(TRIES_MAX):
        assert deliver(moments[-1]).failed == 1
        assert deliver(moments[-1]) == Delivered(sent=0, failed=0, left=0)  # not before its pause is over
        moments.append(models.WebhookDelivery.objects.get().due_at)
    pauses = [(after - before).total_seconds() for before, after in pairwise(moments[:-1])]
    assert pauses == sorted(pauses) and pauses[-1] > 100 * 20
    row = models.WebhookDelivery.objects.get()
    assert (row.status, row.tries, row.last_error) == ("dead", TRIES_MAX, "HTTP 500")
    assert len(receiver.messages) == TRIES_MAX
    assert deliver(LATER + timedelta(days=30)).sent == 0


def test_a_repetition_has_the_same_id_and_body_and_a_new_signature(house: Office, receiver: Receiver) -> None:
    secret = subscribed(house, receiver.url)
    offices.file(open_office(LOCAL))
    receiver.answers = [503]
    deliver()
    deliver(models.WebhookDelivery.objects.get().due_at)
    first, second = receiver.messages
    assert (first.body, first.headers["webhook-id"]) == (second.body, second.headers["webhook-id"])
    assert first.headers["webhook-signature"] != second.headers["webhook-signature"]
    assert is_signed_by(secret, second.headers, second.body, now=LATER + timedelta(seconds=25))


def test_an_address_that_fails_holds_up_no_other(house: Office, receiver: Receiver) -> None:
    subscribed(house, f"http://localhost:{receiver.port}/bad")
    subscribed(open_office(LOCAL), f"http://localhost:{receiver.port}/good")
    for _ in range(3):
        offices.file(open_office(LOCAL))
    receiver.answers = [500]
    while (done := deliver()).sent + done.failed:
        assert done.failed <= 1
    assert sum(one.path == "/bad" for one in receiver.messages) + sum(
        one.path == "/good" for one in receiver.messages
    ) == len(receiver.messages)
    assert models.WebhookDelivery.objects.filter(status="done").count() == 3


def test_who_dies_while_sending_leaves_the_message_to_the_next(house: Office, receiver: Receiver) -> None:
    """A taken delivery is due again when its lease is over: at least once, with the same id."""
    subscribed(house, receiver.url)
    offices.file(open_office(LOCAL))
    taken = webhooks.take_due(house.county_id, LATER, lease=timedelta(seconds=60))
    assert taken is not None and "whsec_" not in repr(taken)
    assert deliver(LATER).sent == 0
    assert deliver(LATER + timedelta(seconds=61)).sent == 1
