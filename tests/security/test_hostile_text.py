"""Hostile text in every field of every form: never a fault of ours, never markup, never a header, nothing half-done."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from linli.actions.case_moves import moves_for
from linli.actions.case_views import open_for
from linli.store import models
from tests import cast
from tests.adapters.hostile_photos import files
from tests.security.hostile_texts import COUNT_MIN, MARK, hostile_texts, is_unescaped
from tests.security.world import POSTS, SEATS, World, browser

TEXTS = hostile_texts()
REPORT_WHAT = ("category", "words", "requester", "requester_name", "requester_phone", "requester_email", "remove", "go")
INTAKE = (
    "channel", "words", "category", "area", "area_typed", "place_words", "urgency", "title", "requester",
    "requester_name", "requester_phone", "requester_email", "command",
)  # fmt: skip
OF_A_RECEIPT = (
    "command_id", "note_note", "rate_grade", "rate_comment", "ask_reopen_reason", "withdraw_reason",
)  # fmt: skip
FILTERS = (
    "q", "stage", "category", "area", "channel", "since", "mine", "state", "clock", "urgency", "unit", "sort", "after",
    "dense",
)  # fmt: skip


def checked(answer: HttpResponse, text: str) -> None:
    """What holds of every answer, whatever was sent."""
    assert answer.status_code < 500, repr(text[:80])
    assert "planted" not in answer.cookies
    assert "Set-Cookie: planted" not in "\n".join(f"{name}: {value}" for name, value in answer.items())
    if not answer.streaming:
        assert not is_unescaped(text, answer.content.decode("utf-8", "replace")), repr(text[:80])


def undone(ask: Callable[..., Any], address: str, given: Mapping[str, Any]) -> Any:
    """Ask, and leave no trace: the next text meets the same matter."""
    with transaction.atomic():
        answer = ask(address, given)
        transaction.set_rollback(True)
    return answer


def sent(client: Client, address: str, fields: tuple[str, ...], **fixed: Any) -> None:
    """Post every text into every field at once."""
    for text in TEXTS:
        given = {**dict.fromkeys(fields, text), **fixed}
        checked(undone(client.post, address, given), text)


def asked(client: Client, address: str, fields: tuple[str, ...]) -> None:
    """Ask for an address with a third of the texts in every parameter: filters are no forms."""
    for text in TEXTS[::3]:
        given = dict.fromkeys(fields, text)
        checked(undone(client.get, address, given), text)


def with_draft(step: int) -> Client:
    """A browser that has come as far as a step of a report."""
    client = browser()
    client.post("/report/", {"area": cast.GRID})
    if step > 2:
        given = {"category": "municipal.street_lamp", "words": "x", "requester": "anonymous"}
        client.post("/report/what/", given)
    return client


def test_there_are_enough_texts_and_a_planted_one_is_seen() -> None:
    assert len(TEXTS) > COUNT_MIN
    assert is_unescaped(f"<script>alert('{MARK}')</script>", f"<p><script>alert('{MARK}')</script>")
    assert not is_unescaped(f"<script>alert('{MARK}')</script>", f"<p>&lt;script&gt;alert(&#x27;{MARK}&#x27;)")


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/report/", ("area", "q")),
        ("/report/", ("lon", "lat")),
        ("/report/", ("place_words",)),
        ("/grid/", ("lon", "lat", "q")),
        ("/accounts/login/", ("login", "password", "next")),
        ("/language/", ("language", "next")),
    ],
)
def test_a_form_for_everybody_bears_any_text(address: str, fields: tuple[str, ...], world: World) -> None:
    if "login" in address:  # sign-in is throttled after a few wrong ones: then it answers 429
        sent(browser(), address, fields)
    else:
        sent(with_draft(2) if "place_words" in fields else browser(), address, fields)


@pytest.mark.parametrize(
    ("address", "fields", "step"),
    [("/report/what/", REPORT_WHAT, 2), ("/report/check/", ("command_id",), 3)],
)
def test_the_later_steps_of_a_report_bear_any_text(
    address: str, fields: tuple[str, ...], step: int, world: World
) -> None:
    sent(with_draft(step), address, fields)


def test_looking_up_a_receipt_bears_any_text(world: World) -> None:
    sent(browser(), "/follow/", ("receipt",))


@pytest.mark.parametrize("verb", ["note", "rate", "ask_reopen", "withdraw"])
def test_what_a_receipt_lets_one_say_bears_any_text(verb: str, world: World) -> None:
    matter = "own" if verb in ("rate", "ask_reopen") else "far"
    fields = tuple(one for one in OF_A_RECEIPT if one.startswith(verb) or one == "command_id")
    sent(browser(), f"/r/{world.matters[matter].receipt}", fields, verb=verb)


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/", ("lang", "x")),
        ("/report/", ("q", "under", "change")),
        ("/grid/", ("q", "under")),
        ("/console/cases", FILTERS),
        ("/console/cases.xlsx", ("q", "stage", "clock")),
        ("/console/search", ("q",)),
        ("/console/desk", ("tab", "all", "channel", "sent")),
        ("/console/seat", ("next", "theme")),
    ],
)
def test_a_filter_bears_any_text(address: str, fields: tuple[str, ...], world: World) -> None:
    asked(browser("hu" if "console" in address else ""), address, fields)


def test_taking_in_on_behalf_of_somebody_bears_any_text(world: World) -> None:
    sent(browser("hu"), "/console/desk/new", INTAKE)


def test_sending_from_the_desk_bears_any_text(world: World) -> None:
    fields = ("unit", "unit_typed", "co_unit", "category", "urgency", "title", "command", "seen_seq")
    sent(browser("deng"), f"/console/desk/{world.matters['far'].case_id}/send", fields)


def test_the_reason_for_a_look_bears_any_text(world: World) -> None:
    sent(browser("deng"), f"/console/cases/{world.matters['far'].case_id}/contact", ("reason", "command"))


def test_choosing_a_seat_bears_any_text(world: World) -> None:
    sent(browser("zhou"), "/console/seat", ("post", "next"))


def moves_open(world: World) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Yield (seat, matter, verb, fields) for every move that some seat may make now, each verb once."""
    done: set[str] = set()
    for matter in ("far", "own"):
        for seat in SEATS:
            view = open_for(world.office, POSTS[seat], world.matters[matter].case_id)
            for one in moves_for(world.office, view, cast.MONDAY) if view else ():
                if one.is_open and one.move.verb not in done:
                    done.add(one.move.verb)
                    asks = tuple(key for key, _required in one.move.asks())
                    typed = tuple(f"{key}_typed" for key in asks)
                    yield seat, matter, one.move.verb, (*asks, *typed, "command", "seen_seq")


def test_every_move_that_can_be_made_bears_any_text(world: World) -> None:
    """Every form is generated from what its move asks; a fifth of the texts goes to each, all go to some."""
    found = list(moves_open(world))
    verbs = {verb for _, _, verb, _ in found}
    assert {"register", "reject", "note", "verify", "refer", "follow_up", "correct"} <= verbs
    for number, (seat, matter, verb, fields) in enumerate(found):
        client = browser(seat)
        address = f"/console/cases/{world.matters[matter].case_id}/do/{verb}"
        for text in TEXTS[number % 5 :: 5]:
            given = dict.fromkeys(fields, text)
            checked(undone(client.post, address, given), text)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xd8\xff",
        b"GIF89a" + b"\0" * 40,
        b"<svg onload=alert(1)>",
        b"%PDF-1.4",
        b"\x89PNG\r\n\x1a\n" + b"\xff" * 99,
    ],
)
@pytest.mark.parametrize("name", ["x.jpg", "../../x.jpg", "<b>.jpg", "x\r\ny.jpg", "字" * 120 + ".jpg"])
def test_what_is_no_photo_is_refused_in_words_whatever_it_is_called(content: bytes, name: str, world: World) -> None:
    given: Mapping[str, Any] = {
        "category": "municipal.street_lamp", "words": "", "requester": "anonymous",
        "photo": SimpleUploadedFile(name, content, content_type="image/jpeg"),
    }  # fmt: skip
    answer = undone(with_draft(2).post, "/report/what/", given)
    assert answer.status_code in (302, 400)
    assert answer.headers.get("Location", "/report/what/") == "/report/what/"
    assert "<b>.jpg" not in answer.content.decode()


def test_nothing_of_all_this_was_kept(world: World) -> None:
    """Every attempt was undone; what stands there is what the world began with."""
    bodies = [bytes(one) for one in models.Entry.objects.values_list("body", flat=True)]
    assert len(bodies) > 10
    assert not any(MARK.encode() in one for one in bodies)
    assert not models.Case.objects.filter(title__contains=MARK).exists()


def test_a_file_that_is_no_table_is_shown_as_far_as_it_can_be_read(world: World) -> None:
    """What does not decode, and what no page can show, stands there as a sign that says so."""
    client, shown = browser("admin"), 0
    broken = b"id,\xff\xd8words\x00,\x01x\r\n1,\xf0\x9f,\xed\xa0\x80\r\n"
    tables = (broken, "id;状态\r\n1;".encode("gb18030") + b"\xff\x80\r\n")
    for content in (*tables, *(data for _, data in files(60))):
        with transaction.atomic():
            answer = client.post("/console/load", {"file": SimpleUploadedFile("x.csv", content)})
            checked(answer, "")
            for address in ("/console/load", "/console/load/map", "/console/load/preview", "/console/load/run"):
                answer = client.get(address)
                checked(answer, "")
                shown += "\ufffd" in answer.content.decode("utf-8")
            transaction.set_rollback(True)
    assert shown >= 2
