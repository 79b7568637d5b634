"""Accountability at the console: an emergency opening, its review as somebody's work, and who may see any of it."""

import random
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from linli.actions.cases import file_case
from linli.actions.deciding import FiledCase, Filing, Office
from linli.actions.glass import glasses
from linli.actions.outbox import deliver_due
from linli.domain.look import GLASS_LASTS, REVIEW_WITHIN
from linli.store import looks
from tests import cast, offices
from tests.console.conftest import NOW, Seat, mistakes

WORDS, PHONE = "探针话,两家吵得厉害", "000-70918"
ASKED = {"reason": "life", "words": "说要动手", "command": "b" * 32}


class Taking:
    """Takes every message."""

    def send(self, **told: str) -> None:
        """Take one."""


@pytest.fixture
def dispute(office: Office) -> FiledCase:
    fields = {
        "category": "dispute.neighbour", "area": cast.GRID, "channel": "visit", "requester": "known",
        "requester_name": "探针甲", "requester_phone": PHONE, "words": WORDS,
    }  # fmt: skip
    filing = Filing(command_id=offices.command_id("file"), procedure="dispute", fields=fields)
    return file_case(office, filing, actor=cast.actor("hu"), now=NOW)


@pytest.mark.parametrize("who", ["hu", "wei", "ren", "admin", "cha", "cheng", "kong"])
def test_the_page_is_for_whoever_answers_for_data_and_like_missing_for_others(who: str, seat: Seat) -> None:
    client = seat(who)
    missing = client.get("/console/nothing-here")
    assert client.get("/console/accountability").status_code == missing.status_code == 404
    assert "/console/accountability" not in client.get("/console/").content.decode()


@pytest.mark.parametrize("who", ["wei", "ren", "bao", "admin"])
def test_whoever_has_no_duty_in_an_area_finds_no_form_for_an_emergency(who: str, seat: Seat) -> None:
    assert seat(who).get("/console/glass").status_code == 404
    assert seat(who).post("/console/glass", ASKED).status_code == 404


def test_a_matter_out_of_the_area_is_refused_in_the_words_for_a_missing_one(dispute: FiledCase, seat: Seat) -> None:
    client, told = seat("deng"), []
    for number in (dispute.number, "石桥-2026-999999"):
        answer = client.post("/console/glass", {**ASKED, "number": number})
        shown = re.sub(r'value="[^"]*"|"X-CSRFToken": "[^"]*"|nonce="[^"]*"', "", mistakes(client, answer))
        told.append(shown)
    assert told[0] == told[1] and "Not found" in told[0]


def test_every_mistake_is_told_at_once_and_nothing_is_opened(dispute: FiledCase, office: Office, seat: Seat) -> None:
    client = seat("cheng")
    answer = client.post("/console/glass", {"number": dispute.number, "reason": "", "words": "", "command": "c" * 32})
    assert "Please fill this in." in mistakes(client, answer)
    assert glasses(office, NOW) == ()
    assert WORDS not in client.get(f"/console/cases/{dispute.case_id}").content.decode()


def test_an_emergency_opens_reads_once_is_told_reviewed_and_shown_to_the_person(
    dispute: FiledCase, office: Office, seat: Seat, clock: Callable[[datetime], None]
) -> None:
    client, address = seat("cheng"), f"/console/cases/{dispute.case_id}"
    before = client.get(address).content.decode()
    assert "open it in an emergency" in before and "masked-field__form" not in before
    answer = client.post("/console/glass", {**ASKED, "number": dispute.number})
    assert (answer.status_code, answer.headers["Location"]) == (302, address)
    seen = client.get(address).content.decode()
    assert WORDS not in seen and "Opened in an emergency until" in seen
    name = re.findall(r'name="field" value="(1/words)"', seen)[0]
    opened = client.post(f"{address}/open", {"field": name, "reason": "life", "words": "急", "command": "d" * 32})
    assert WORDS in opened.content.decode() and PHONE not in opened.content.decode()
    (glass,) = glasses(office, NOW)
    reviewer, review = seat("bao"), f"/console/accountability/glass/{glass.broken.id}"
    today = reviewer.get("/console/").content.decode()
    assert dispute.number in today and review in today
    page = reviewer.get(review).content.decode()
    assert "What happened" in page and WORDS not in page and "说要动手" in page
    assert seat("cheng").get(review).status_code == 404
    wrong = mistakes(reviewer, reviewer.post(review, {"reason": "in_order", "words": "", "command": "e" * 32}))
    assert "Please fill this in." in wrong
    done = reviewer.post(review, {"reason": "not_in_order", "words": "可以等", "command": "f" * 32}, follow=True)
    assert "It should not have been opened" in done.content.decode()
    assert dispute.number not in reviewer.get("/console/").content.decode()
    clock(NOW + GLASS_LASTS)
    later = client.post(f"{address}/open", {"field": name, "reason": "life", "words": "急", "command": "a1" * 16})
    assert later.status_code == 404
    assert looks.verify(office.county_id) == (3, ())


def test_an_overdue_review_stands_out(dispute: FiledCase, seat: Seat, clock: Callable[[datetime], None]) -> None:
    seat("cheng").post("/console/glass", {**ASKED, "number": dispute.number})
    assert "Review overdue" not in seat("bao").get("/console/accountability").content.decode()
    clock(NOW + REVIEW_WITHIN + timedelta(minutes=1))
    for who in ("bao", "lei"):
        assert "Review overdue" in seat(who).get("/console/accountability").content.decode()
    assert "Review overdue" not in seat("gu").get("/console/accountability").content.decode()


def test_the_message_about_it_leads_to_accountability_and_not_to_the_matter(
    dispute: FiledCase, office: Office, seat: Seat
) -> None:
    seat("cheng").post("/console/glass", {**ASKED, "number": dispute.number})
    ports = replace(office.ports, sms=Taking())
    deliver_due(replace(office, ports=ports), now=NOW, chance=random.Random(1))
    shown = seat("bao").get("/console/notices").content.decode()
    assert dispute.number in shown and "/console/accountability" in shown
    assert dispute.case_id not in shown and WORDS not in shown
