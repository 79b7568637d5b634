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

from linli.actions.case_views import open_for
from linli.actions.outbox import deliver_due
from linli.actions.reading import Opening, open_fields
from linli.store import models
from linli.store.secrets import EVERYTHING, opened
from tests import cast
from tests.security import safe_things
from tests.security.addresses import Filling, Place, places
from tests.security.bytes_seen import forms_of, seen_in
from tests.security.world import PERSONAL, POINT, POSTS, SEATS, World, browser, each_seat, token

MATTERS = ("own", "far", "sealed", "restricted")
WRITTEN = {
    "own": (*PERSONAL[:10], "reason"),
    "far": ("name", "phone", "mail", "words", "place"),
    "sealed": ("name", "phone", "mail", "words", "place", "note", "party", "danger"),
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
READS_ON_A_PAGE = {**MAY_READ, "sealed": set()}
"""What is written in a sealed matter stands on no page; it is opened for a duty, once."""
MAY_OPEN = {
    "own": {"hu", "pan", "cheng", "yuan", "hui"},
    "far": {"deng", "cheng", "yuan", "hui"},
    "sealed": {"hu", "zhou", "pan", "gu"},
    "restricted": {"hu", "pan", "cheng", "yuan", "hui", "xin"},
}
"""To whom the hidden values of a matter are given once they name a duty.

Xin's office holds the petition and owes its sender a written answer, addressed by name (ADR 0017): of the
other matters whoever handles them still does not learn who reported.
"""
KNOW_THE_POINT = {"hu", "pan", "cheng", "yuan", "zhou", "gu", "ren"}
"""Who goes to the place or sends somebody there."""
NEVER_ON_A_PAGE = ("name", "phone", "mail", "party", "danger")
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
        named = (address for matter in MATTERS for address in _addresses(world, place, matter))
        for address in dict.fromkeys(named):  # most things have one address, whatever the matter
            yield address, all_of(client.get(address))
    for address in LISTS:
        yield address, all_of(client.get(address))
    yield (
        "fragment",
        all_of(client.get(f"/console/desk/{world.matters['own'].case_id}", headers={"hx-request": "true"})),
    )


LOGINS = {name: re.compile(rf"login-{name}\b".encode()) for name in POSTS}


def accounts_in(address: str, content: bytes, seat: str) -> list[str]:
    """Return what of accounts and pseudonyms an answer holds; one's own stands on the pages of one's own sign-in."""
    is_own_page = address.startswith(("/accounts/", "/console/account/")) or address == "/console/account"
    found = [name for name, login in LOGINS.items() if login.search(content) and not (name == seat and is_own_page)]
    found += [post.staff_id or "" for post in POSTS.values() if f">{post.staff_id}<".encode() in content]
    return [f"{address}: account {one}" for one in found]


def _addresses(world: World, place: Place, matter: str) -> Iterator[str]:
    filed = world.matters[matter]
    photo_at = world.photos.get(matter, (1, "photo1"))
    verbs = ("note", "follow_up", "correct", "reopen", "erase") if place.name == "console:move" else ("note",)
    clocks = tuple(world.state(matter).clocks) if place.name == "console:clock" else ("wait",)
    for verb in verbs:
        for clock in clocks:
            if "code" not in place.arguments:  # a receipt is a key of its own, with a test of its own
                yield Filling(
                    case_id=filed.case_id, photo=photo_at, verb=verb, clock=clock, glass=world.glass
                ).address(place)  # fmt: skip


@pytest.mark.parametrize("seat", list(each_seat()), ids=lambda one: one or "nobody")
def test_no_answer_holds_a_value_that_its_reader_may_not_know(seat: str, world: World) -> None:
    """No personal value that is hidden from the seat, no account, and no pseudonym on any page."""
    client, wrong = browser(seat), []
    for address, content in answers(world, client):
        wrong += accounts_in(address, content, seat)
        wrong += safe_things.seen_wrongly(address, content, seat)
        wrong += safe_things.side_by_side(address, content)
        for (matter, of), forms in FORMS.items():
            readers = READ_THE_RATING[matter] if of == "comment" else READS_ON_A_PAGE[matter]
            if of not in NEVER_ON_A_PAGE and seat in readers:
                continue
            wrong += [f"{address}: {of} of {matter} ({form})" for form in seen_in(content, forms)]
        wrong += [f"{address}: metadata of {one}" for one, forms in METADATA.items() if seen_in(content, forms)]
        if seat not in KNOW_THE_POINT:  # on the map of a case the point is exact for these, by duty
            wrong += [f"{address}: the exact point" for one in POINT_FORMS if one.encode() in content]
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("matter", ["own", "far"])
def test_who_may_read_the_words_does_read_them(matter: str, world: World) -> None:
    """Without this the search above could find nothing because nothing was there."""
    for seat in MAY_READ[matter] & set(SEATS):
        shown = all_of(browser(seat).get(f"/console/cases/{world.matters[matter].case_id}"))
        assert seen_in(shown, FORMS[matter, "words"]), seat


def test_who_may_read_what_was_written_on_site_does_read_it(world: World) -> None:
    """The same of a round of inspection and of oversight: their texts are there to be found."""
    for address, keys in safe_things.STAND_AT.items():
        for seat in safe_things.MAY_READ[keys[0]] - {"lan"}:
            shown = all_of(browser(seat).get(address))
            assert all(seen_in(shown, safe_things.FORMS[key]) for key in keys), (seat, address)
    assert seen_in(all_of(browser("lan").get("/console/oversight/answers")), safe_things.FORMS["problem"])


def test_the_policy_says_the_same_as_the_list_written_by_hand(world: World) -> None:
    for matter in MATTERS:
        by_policy = {seat for seat in SEATS if "case.words" in world.rights(seat, matter)}
        assert by_policy == MAY_READ[matter] & set(SEATS), matter


def test_the_policy_says_who_knows_the_point_as_the_list_written_by_hand(world: World) -> None:
    assert {seat for seat in SEATS if "case.point" in world.rights(seat, "own")} == KNOW_THE_POINT


def test_the_policy_says_who_may_learn_who_asked_as_the_list_written_by_hand(world: World) -> None:
    """Asked by itself: whoever may open the name and not the words is refused both when asking for both at once."""
    for matter in MATTERS:
        by_policy = {seat for seat in SEATS if "case.requester" in world.rights(seat, matter)}
        assert by_policy == MAY_OPEN[matter], matter


def hidden_of(world: World, matter: str) -> list[str]:
    """The names of a matter's hidden values, as whoever may open them learns them."""
    seat = next(iter(sorted(MAY_OPEN[matter])))
    view = open_for(world.office, POSTS[seat], world.matters[matter].case_id)
    assert view is not None and view.openable
    return [one.name for one in view.openable]


@pytest.mark.parametrize("seat", SEATS)
@pytest.mark.parametrize("matter", MATTERS)
def test_what_is_hidden_is_given_once_for_a_duty_and_only_where_the_policy_says(
    matter: str, seat: str, world: World
) -> None:
    client, address = browser(seat), f"/console/cases/{world.matters[matter].case_id}/open"
    hidden = [of for of in WRITTEN[matter] if of in NEVER_ON_A_PAGE or matter == "sealed"]
    asked = {"field": hidden_of(world, matter), "command": f"{MATTERS.index(matter):0>30}{SEATS.index(seat):02}"}
    told = []
    for reason in ("", "call_back", "call_back"):
        told.append(all_of(client.post(address, {**asked, "reason": reason}, follow=True)))
    told.append(all_of(client.get(address)))
    told.append(all_of(client.get(f"/console/cases/{world.matters[matter].case_id}")))
    found = [{of for of in hidden if seen_in(one, FORMS[matter, of])} for one in told]
    given = set(hidden) if seat in MAY_OPEN[matter] else set()
    assert found == [set(), given, set(), set(), set()]
    others = [key for key in FORMS if key[0] != matter]
    assert not any(seen_in(one, FORMS[key]) for key in others for one in told)


def test_no_look_holds_what_was_looked_at(world: World) -> None:
    view = open_for(world.office, POSTS["hu"], world.matters["sealed"].case_id)
    assert view is not None
    names = tuple(one.name for one in view.openable)
    open_fields(world.office, view, Opening(fields=names, reason="handle", words="约见"), cast.MONDAY)
    with opened(world.office.county_id, EVERYTHING):
        kept = "\n".join(str(one) for one in models.AccessRecord.objects.values()).encode()
    assert b"1/words" in kept
    assert [key for key, forms in FORMS.items() if seen_in(kept, forms)] == []


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
        seq, name = world.photos[matter]
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
