"""The rooms of mediation at the desk: who gets in, what is refused with a sentence, what stays hidden."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from linli.actions.deciding import FiledCase, Office
from linli.store.cases import values_of
from linli.store.journal import load_states
from tests import cast, disputes, offices
from tests.console.conftest import NOW, Seat, mistakes
from tests.disputes import NAMES, SIGNATURE, TEXT

COMMAND = "d" * 32
DAY = (NOW + timedelta(days=3)).date().isoformat()


def at(filed: FiledCase, rest: str = "") -> str:
    return f"/console/cases/{filed.case_id}{rest}"


def stage(office: Office, filed: FiledCase) -> str:
    return load_states(office.county_id, [filed.stream])[filed.stream].stage


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("rest", ["/table", "/agreement", "/sittings/new", "/sittings/record", "/party/a"])
def test_whoever_has_nothing_to_do_with_it_finds_no_such_page(rest: str, office: Office, seat: Seat) -> None:
    filed, lamp = disputes.mediating(office), offices.file(office)
    for who in ("song", "lan", "bai"):
        assert seat(who).get(at(filed, rest)).status_code == 404
    assert seat("hu").get(at(lamp, rest)).status_code == 404  # and no such page of a matter that is no dispute


def test_the_panel_shows_letters_and_states_and_no_name(office: Office, seat: Seat) -> None:
    filed = disputes.proposed(office)
    shown = page(seat("tiao"), at(filed))
    assert "Party A" in shown and "Signatures · Asked" in shown
    assert not any(words in shown for words in (*NAMES.values(), *TEXT.values()))


def test_what_has_a_page_of_its_own_is_made_there_alone(office: Office, seat: Seat) -> None:
    filed = disputes.proposed(office)
    client = seat("tiao")
    for verb, to in (("plan_sitting", "/sittings/new"), ("propose_agreement", "/agreement"), ("conclude", "/table")):
        answer = client.post(at(filed, f"/do/{verb}"), {"command": COMMAND})
        assert (answer.status_code, answer.headers["Location"]) == (302, at(filed, to))
    answer = client.get(at(filed, "/do/give?part=p3"))
    assert answer.headers["Location"] == at(filed, "/table")


def test_a_sitting_is_planned_and_its_invitation_taken(office: Office, seat: Seat) -> None:
    filed, client = disputes.mediating(office), seat("tiao")
    client.post("/console/rooms", {"name": "一号调解室", "seats": "8"})
    room = re.search(r'name="room" value="(\w{26})"', page(client, "/console/rooms"))
    assert room is not None
    wrong = client.post(at(filed, "/sittings/new"), {"day": "", "time": "", "sitting_minutes": "1"})
    assert "2 things to put right" in mistakes(client, wrong)
    given = {"day": DAY, "time": "14:30", "sitting_minutes": "60", "room": room[1], "session_kind": "closed"}
    client.post(at(filed, "/sittings/new"), {**given, "command": COMMAND})
    assert "一号调解室" in page(client, at(filed))
    other = disputes.mediating(office)
    taken = client.post(at(other, "/sittings/new"), {**given, "command": "e" * 32})
    assert "That room is taken at that time" in mistakes(client, taken)
    invited = client.get(at(filed, "/sittings/1.ics"))
    assert invited.headers["Content-Type"].startswith("text/calendar")
    assert b"BEGIN:VEVENT" in invited.content
    assert client.get(at(filed, "/sittings/7.ics")).status_code == 404


def test_a_sitting_is_called_off_with_a_reason(office: Office, seat: Seat) -> None:
    filed, client = disputes.mediating(office), seat("tiao")
    given = {"day": DAY, "time": "09:00", "sitting_minutes": "60", "session_kind": "open"}
    client.post(at(filed, "/sittings/new"), {**given, "command": COMMAND})
    assert "Please fill this in" in mistakes(client, client.post(at(filed, "/sittings/1/cancel"), {"reason": ""}))
    client.post(at(filed, "/sittings/1/cancel"), {"reason": "一方住院", "command": "f" * 32})
    assert "Called off" in page(client, at(filed))


def test_a_record_keeps_who_was_there_sealed(office: Office, seat: Seat) -> None:
    filed, client = disputes.mediating(office), seat("tiao")
    given = {"session_kind": "closed", "attended": "4", "session_note": "各方陈述", "others": "翻译"}
    client.post(at(filed, "/sittings/record"), {**given, "present": ["甲方", "nobody"], "command": COMMAND})
    shown = page(client, at(filed))
    assert "4 present" in shown and "翻译" not in shown and "各方陈述" not in shown


def test_who_was_there_is_written_as_it_is_printed_in_whatever_language_it_was_ticked(
    office: Office, seat: Seat
) -> None:
    filed, client = disputes.mediating(office), seat("tiao")
    asked = page(client, at(filed, "/sittings/record"))
    assert 'value="甲方"' in asked and ">Party A<" in asked
    given = {"session_kind": "closed", "attended": "4", "session_note": "各方陈述", "others": "翻译"}
    client.post(at(filed, "/sittings/record"), {**given, "present": ["甲方", "nobody"], "command": COMMAND})
    kept = values_of(office.county_id, filed.stream, fields=["attendance"])
    assert [one.text for one in kept] == ["甲方、翻译"]


def test_an_agreement_lacks_nothing_of_article_29(office: Office, seat: Seat) -> None:
    filed, client = disputes.mediating(office), seat("tiao")
    wrong = client.post(at(filed, "/agreement"), {**TEXT, "issues": "", "manner": ""})
    shown = mistakes(client, wrong)
    assert "2 things to put right" in shown and TEXT["agreement"] in shown
    client.post(at(filed, "/agreement"), {**TEXT, "command": COMMAND})
    assert "waits for signatures" in page(client, at(filed))


def test_it_takes_effect_when_all_have_signed_and_not_before(office: Office, seat: Seat) -> None:
    filed, client = disputes.proposed(office), seat("tiao")
    table = at(filed, "/table")
    shown = page(client, table)
    assert TEXT["agreement"] not in shown and NAMES["a"] not in shown
    opened = client.post(table, {"open": "1", "command": COMMAND}).content.decode()
    assert all(words in opened for words in (*TEXT.values(), *NAMES.values()))
    early = client.post(table, {"conclude": "1", "command": "1" * 32})
    assert "Not enough of “Signatures” yet" in mistakes(client, early)
    signing = {"give": "1", "rule": "signature", "how_given": "on_screen"}
    empty = client.post(table, {**signing, "party": "a", "command": "2" * 32})
    assert "There is no signature yet" in mistakes(client, empty)
    for number, letter in enumerate("ab", start=3):
        given = {**signing, "party": letter, "strokes": SIGNATURE, "command": str(number) * 32}
        assert client.post(table, given).status_code == 302
    assert stage(office, filed) == "mediating"
    client.post(table, {"conclude": "1", "answer": "已签协议", "command": "5" * 32})
    assert stage(office, filed) == "agreed"
    shown = page(client, at(filed))
    assert "Judicial confirmation" in shown and SIGNATURE not in shown


def test_a_signature_opened_for_a_duty_is_drawn_and_not_spelled(office: Office, seat: Seat) -> None:
    filed, client = disputes.proposed(office), seat("tiao")
    given = {"give": "1", "rule": "signature", "how_given": "on_screen", "party": "a", "strokes": SIGNATURE}
    client.post(at(filed, "/table"), {**given, "command": COMMAND})
    (name,) = [one.name for one in disputes.seen(office, filed).hidden if one.key == "strokes"]
    opened = client.post(at(filed, "/open"), {"field": name, "reason": "handle", "command": "9" * 32})
    assert b'd="M100 200L200 100L300 220L420 90"' in opened.content and SIGNATURE.encode() not in opened.content


def test_a_refusal_at_the_table_stops_it_with_a_sentence_and_the_other_ways(office: Office, seat: Seat) -> None:
    filed, client = disputes.asked(office), seat("tiao")
    client.post(at(filed, "/table"), {"refuse": "1", "rule": "consent", "party": "b", "command": COMMAND})
    shown = page(client, at(filed))
    assert "Refuses" in shown
    given = {"routes": "court", "answer": "对方不愿意调解,您可以起诉。", "command": "8" * 32}
    client.post(at(filed, "/do/end_refused"), given)
    assert stage(office, filed) == "withdrawn"
    assert "Sue at the court" in page(client, at(filed))


def test_a_dispute_is_registered_by_whoever_finds_it_and_by_nobody_else(office: Office, seat: Seat) -> None:
    assert seat("hui").get("/console/dispute/new").status_code == 404
    client = seat("ren")
    shown = mistakes(client, client.post("/console/dispute/new", {"danger": "yes", "words": ""}))
    assert "You must report it" in shown
    given = {
        "found_by": "search", "channel": "inside", "category": "dispute.neighbour", "area": cast.GRID,
        "words": "楼道堆物争吵", "command": COMMAND,
    }  # fmt: skip
    answer = client.post("/console/dispute/new", given, follow=True)
    assert "is registered. Receipt code" in answer.content.decode()


def test_the_slip_is_for_whoever_works_on_it(office: Office, seat: Seat) -> None:
    filed = disputes.asked(office)
    shown = page(seat("tiao"), at(filed, "/party/b"))
    assert "/mediation/" in shown and not any(name in shown for name in NAMES.values())
    assert seat("hu").get(at(filed, "/party/b")).status_code == 404
    assert seat("tiao").get(at(filed, "/party/d")).status_code == 404
