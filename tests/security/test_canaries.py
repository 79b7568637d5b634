"""No byte of any answer holds a personal value that its reader may not know.

Each value of each matter is a token of its own. Every address, list, table and picture is fetched from every seat and
searched for every token in every form; who may know what is written down here by hand.
"""

import base64
import json
import logging
import random
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.test import Client

from linli.actions.outbox import deliver_due
from linli.store import models
from tests import cast
from tests.security.addresses import Filling, Place, places
from tests.security.bytes_seen import forms_of, seen_in
from tests.security.world import PERSONAL, POINT, POSTS, SEATS, World, browser, each_seat, token

MATTERS = ("own", "far", "sealed", "restricted")
WRITTEN = {
    "own": (*PERSONAL[:10], "reason"),
    "far": ("name", "phone", "mail", "words", "place"),
    "sealed": ("name", "phone", "mail", "words", "place"),
    "restricted": ("name", "phone", "mail", "words", "place"),
}
"""Which personal values each matter has as text; metadata and the point are asked for apart."""
OVERSEERS = {"hu", "pan", "gu", "cheng", "yuan", "lei", "peng", "hui", "tang", "ma"}
MAY_READ = {
    "own": OVERSEERS | {"zhou", "ren"},
    "far": {"deng", "ding", "cheng", "yuan", "hui", "tang", "lan"},
    "sealed": {"hu", "zhou", "pan", "gu"},
    "restricted": {"xin", "cheng", "yuan", "hui", "tang", "hu", "pan", "gu", "ma"},
}
"""Who may read the words of a matter on pages of the console."""
READ_THE_RATING = {"own": MAY_READ["own"] | {"wei", "song"}}
"""Whoever handled it and passed it on reads no words of it any more, but what was said of the result."""
NEVER_ON_A_PAGE = ("name", "phone", "mail")
RECEIPT_SHOWS = {"own": ("words", "place", "answer", "comment"), "far": ("words", "place")}
"""What whoever holds the receipt sees: their own words and the answers."""
FORMS = {(matter, of): forms_of(token(matter, of)) for matter in MATTERS for of in WRITTEN[matter]}
METADATA = {matter: forms_of(token(matter, "metadata")) for matter in ("own", "far")}
POINT_FORMS = [str(POINT["lon_e6"]), str(POINT["lat_e6"]), "114.305717", "36.104939", "114.30571", "36.10493"]
LISTS = (
    "/console/cases?dense=1", "/console/cases?state=final", "/console/cases?sort=due", "/console/cases.xlsx",
    "/console/desk?all=1", "/console/desk?tab=check", "/console/search?q=zqx", "/console/cases?q=zqx",
)  # fmt: skip


def all_of(answer: HttpResponse) -> bytes:
    """Headers, cookies and body of an answer."""
    head = "\n".join(f"{name}: {value}" for name, value in answer.items())
    cookies = "\n".join(str(one) for one in answer.cookies.values())
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body if body.startswith((b"PK", b"\xff\xd8", b"\x89PNG")) else f"{head}\n{cookies}\n".encode() + body


def answers(world: World, client: Client) -> Iterator[tuple[str, bytes]]:
    """Yield every answer that a browser gets by reading."""
    for place in places():
        if place.face == "demo":
            continue  # its pages need the district of the demo; they show matters through the console
        for matter in MATTERS if place.arguments else ("own",):
            for address in _addresses(world, place, matter):
                yield address, all_of(client.get(address))
    for address in LISTS:
        yield address, all_of(client.get(address))
    yield (
        "fragment",
        all_of(client.get(f"/console/desk/{world.matters['own'].case_id}", headers={"hx-request": "true"})),
    )


def _addresses(world: World, place: Place, matter: str) -> Iterator[str]:
    filed = world.matters[matter]
    photo_at = world.photo_of(matter) if matter in ("own", "far") else (1, "photo1")
    verbs = ("note", "follow_up", "correct", "reopen", "erase") if place.name == "console:move" else ("note",)
    clocks = tuple(world.state(matter).clocks) if place.name == "console:clock" else ("wait",)
    for verb in verbs:
        for clock in clocks:
            if "code" not in place.arguments:  # a receipt is a key of its own, with a test of its own
                yield Filling(case_id=filed.case_id, photo=photo_at, verb=verb, clock=clock).address(place)


@pytest.mark.parametrize("seat", list(each_seat()), ids=lambda one: one or "nobody")
def test_no_answer_holds_a_value_that_its_reader_may_not_know(seat: str, world: World) -> None:
    client, wrong = browser(seat), []
    for address, content in answers(world, client):
        for (matter, of), forms in FORMS.items():
            readers = READ_THE_RATING[matter] if of == "comment" else MAY_READ[matter]
            if of not in NEVER_ON_A_PAGE and seat in readers:
                continue
            wrong += [f"{address}: {of} of {matter} ({form})" for form in seen_in(content, forms)]
        wrong += [f"{address}: metadata of {one}" for one, forms in METADATA.items() if seen_in(content, forms)]
        if not seat or seat not in MAY_READ["own"]:  # on the map of a case the point is exact for these, by duty
            wrong += [f"{address}: the exact point" for one in POINT_FORMS if one.encode() in content]
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("matter", ["own", "far"])
def test_who_may_read_the_words_does_read_them(matter: str, world: World) -> None:
    """Without this the search above could find nothing because nothing was there."""
    for seat in MAY_READ[matter] & set(SEATS):
        shown = all_of(browser(seat).get(f"/console/cases/{world.matters[matter].case_id}"))
        assert seen_in(shown, FORMS[matter, "words"]), seat


def test_the_policy_says_the_same_as_the_list_written_by_hand(world: World) -> None:
    for matter in MATTERS:
        by_policy = {seat for seat in SEATS if "case.words" in world.rights(seat, matter)}
        assert by_policy == MAY_READ[matter] & set(SEATS), matter


@pytest.mark.parametrize("seat", SEATS)
def test_a_name_and_a_number_are_given_only_after_a_reason_and_only_where_the_policy_says(
    seat: str, world: World
) -> None:
    may_know = {"own": {"hu", "pan", "cheng", "yuan", "hui"}, "far": {"deng", "cheng", "yuan", "hui"}}
    for matter, known in may_know.items():
        address = f"/console/cases/{world.matters[matter].case_id}/contact"
        without = all_of(browser(seat).post(address, {"reason": "  ", "command": "a" * 32}, follow=True))
        given = all_of(
            browser(seat).post(
                address, {"reason": "约时间", "command": f"{matter:0>30}{SEATS.index(seat):02}"}, follow=True
            )
        )
        found = [of for of in NEVER_ON_A_PAGE if seen_in(given, FORMS[matter, of])]
        assert found == (list(NEVER_ON_A_PAGE) if seat in known else []), matter
        assert not any(seen_in(without, FORMS[matter, of]) for of in NEVER_ON_A_PAGE)


@pytest.mark.parametrize("matter", ["own", "far", "restricted"])
def test_a_receipt_shows_its_holder_what_is_theirs_and_nothing_of_the_staff(matter: str, world: World) -> None:
    client, code = browser(), world.matters[matter].receipt
    content = all_of(client.get(f"/r/{code}"))
    shown = {of for of in WRITTEN[matter] if seen_in(content, FORMS[matter, of])}
    assert shown <= set(RECEIPT_SHOWS.get(matter, ("words", "place")))
    assert "words" in shown
    assert b"STAFF-" not in content
    others = [one for one in MATTERS if one != matter]
    assert not any(seen_in(content, FORMS[one, of]) for one in others for of in WRITTEN[one])


def test_a_photo_keeps_its_pixels_and_nothing_else(world: World) -> None:
    for matter in ("own", "far"):
        seq, name = world.photo_of(matter)
        filed = world.matters[matter]
        reader = browser("hu" if matter == "own" else "deng")
        kept = [
            all_of(browser().get(f"/r/{filed.receipt}/photo/{seq}/{name}")),
            all_of(reader.get(f"/console/cases/{filed.case_id}/photo/{seq}/{name}")),
        ]
        assert all(one.startswith(b"\xff\xd8") for one in kept)
        assert not any(seen_in(one, METADATA[matter]) for one in kept)
        assert not any(word in one for one in kept for word in (b"Exif", b"GPS", b"http://ns.adobe", b"ICC_PROFILE"))


def test_nobody_outside_meets_an_account_a_pseudonym_or_the_name_of_staff(world: World) -> None:
    """The name of a grid worker stands on the page of their grid: the law has it published."""
    client, published = browser(), {"STAFF-ren"}
    for place in (one for one in places() if one.face in ("public", "accounts")):
        content = all_of(client.get(Filling(case_id="x", receipt=world.matters["own"].receipt).address(place))).decode(
            "utf-8", "replace"
        )
        for name, post in POSTS.items():
            assert f"login-{name}" not in content, place.name
            assert f'"{post.staff_id}"' not in content and f">{post.staff_id}<" not in content, place.name
            assert f"STAFF-{name}" not in content or f"STAFF-{name}" in published, (place.name, name)


@pytest.mark.parametrize("seat", SEATS)
def test_no_seat_meets_an_account_or_a_pseudonym(seat: str, world: World) -> None:
    """One's own account stands on the pages of one's own sign-in."""
    for address, content in answers(world, browser(seat)):
        for name, post in POSTS.items():
            is_own = name == seat and address.startswith("/accounts/")
            assert is_own or not re.search(rf"login-{name}\b".encode(), content), (address, name)
            assert f">{post.staff_id}<".encode() not in content, (address, name)


def test_what_waits_to_be_sent_and_what_is_told_inside_holds_no_value(world: World) -> None:
    kept = [
        *(str(values) for values in models.Outbox.objects.values()),
        *(str(values) for values in models.Notice.objects.values()),
        *(str(values) for values in models.Command.objects.values()),
        *(bytes(body).decode() for body in models.Entry.objects.values_list("body", flat=True)),
    ]
    assert len(kept) > 10
    text = "\n".join(kept).encode()
    assert [key for key, forms in FORMS.items() if seen_in(text, forms)] == []


def test_a_message_that_is_sent_bears_no_word_of_the_matter(world: World) -> None:
    """The address it goes to is the requester's own; what it says could stand on a postcard."""
    deliver_due(world.office, now=cast.MONDAY.replace(hour=12), chance=random.Random(1))
    sent = [one for outside in world.outside.values() for one in outside.sent]
    assert sent
    for one in sent:
        text = f"{one.get('subject', '')} {one['text']}".encode()
        assert [key for key, forms in FORMS.items() if seen_in(text, forms)] == []
        assert b"STAFF-" not in text


def test_nothing_personal_is_written_to_the_log(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    client = browser("hu")
    own = world.matters["own"]
    for address in (f"/console/cases/{own.case_id}", f"/r/{own.receipt}", "/console/cases/x", "/nothing"):
        client.get(address)
    client.post(f"/r/{own.receipt}", {"verb": "note", "note_note": token("own", "note"), "command_id": "log-test-1"})
    client.post("/report/what/", {"words": token("own", "words"), "requester_phone": token("own", "phone")})
    written = caplog.text.encode()
    assert [key for key, forms in FORMS.items() if seen_in(written, forms)] == []


@pytest.mark.parametrize(
    "wrap", ["plain", "json", "html", "url", "gb18030", "base64 at 0", "base64 at 1", "base64 at 2"]
)
def test_a_planted_token_is_found_in_every_form(wrap: str) -> None:
    value = token("own", "words")
    planted = {
        "plain": value.encode(),
        "json": json.dumps({"x": value}).encode(),
        "html": value.encode(),
        "url": quote(value).encode(),
        "gb18030": value.encode("gb18030"),
        **{f"base64 at {shift}": base64.b64encode(b"x" * shift + value.encode() + b"tail") for shift in range(3)},
    }[wrap]
    assert seen_in(b"before " + planted + b" after", FORMS["own", "words"])
    assert not seen_in(b"before after", FORMS["own", "words"])
