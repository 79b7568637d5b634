"""Rights of the persons concerned: each asked for, granted or refused, inside its clock, with its reason, on record."""

import io
import json
import random
import zipfile
from datetime import timedelta
from typing import Any

import pytest

from linli.actions import asking, consenting, retention, rights, rights_copy
from linli.actions.case_views import erased_in
from linli.actions.deciding import FiledCase, Office
from linli.actions.outbox import deliver_due
from linli.actions.reports import waiting_of
from linli.actions.ticks import tick_due
from linli.domain.engine.state import CaseState
from linli.domain.entry import Entry
from linli.domain.privacy_notice import MESSAGES, NOTICE, NOTICES, Form
from linli.domain.problems import Refused
from linli.store import cases, consents, outbox
from tests import cast, offices

PHONE, NAME = "000-4471", "探针甲"
LATER = cast.MONDAY + timedelta(days=2)
RIGHTS = (
    "right.access", "right.copy", "right.correct", "right.complete", "right.delete", "right.withdraw_consent",
    "right.explain", "right.object",
)  # fmt: skip
DONE_AS = {
    "right.access": "shown", "right.copy": "copied", "right.correct": "corrected", "right.complete": "completed",
    "right.delete": "erased", "right.withdraw_consent": "consent_withdrawn", "right.explain": "explained",
    "right.object": "restricted",
}  # fmt: skip
WHO = (*((right, "self") for right in RIGHTS), ("right.access", "guardian"), ("right.delete", "guardian"),
       ("right.copy", "relative"), ("right.delete", "relative"))  # fmt: skip
"""Twelve flows: each right by the person, and what a guardian of a child and a relative of a deceased may ask."""


@pytest.fixture
def office(db: None) -> Office:
    return offices.set_up_office()


def lamp(office: Office) -> FiledCase:
    return offices.file(office, requester_phone=PHONE, requester_name=NAME)


def asked(office: Office, filed: FiledCase, right: str = "right.delete", who: str = "self", **more: str) -> FiledCase:
    given = {"category": right, "asked_as": who, "words": "请办理", **more}
    return asking.ask_by_receipt(
        office, filed.receipt, given, command_id=offices.command_id("right"), now=cast.MONDAY + timedelta(hours=1)
    )


def case(office: Office, stream: str) -> tuple[CaseState, tuple[Entry, ...]]:
    kept = cases.open_case(office.county_id, stream)
    assert kept is not None
    return kept.state, kept.entries


def granted(office: Office, request: FiledCase, done_as: str = "erased") -> None:
    offices.move(office, request.stream, "bao", "identify", at=LATER, identified_by="receipt")
    offices.move(office, request.stream, "bao", "grant", at=LATER)
    offices.move(office, request.stream, "bao", "finish", at=LATER, done_as=done_as, answer="已办理。")


def codes(refused: "pytest.ExceptionInfo[Refused]") -> set[str]:
    return {one.code for one in refused.value.problems}


def test_a_request_without_its_matter_or_with_mistakes_is_refused_with_all_of_them(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        asking.ask_by_receipt(office, "0000-0000-0000-0000", {}, command_id="c", now=cast.MONDAY)
    assert codes(refused) == {"not_found"}
    with pytest.raises(Refused) as refused:
        asked(office, lamp(office), "right.everything", "neighbour")
    assert [one.at for one in refused.value.problems] == ["category", "asked_as"]


@pytest.mark.parametrize("missing", ["refusal_class", "legal_basis", "answer"])
def test_no_request_is_refused_without_a_lawful_reason_and_words(office: Office, missing: str) -> None:
    request = asked(office, lamp(office))
    given = {"refusal_class": "kept_by_law", "legal_basis": "第四十七条", "answer": "保存期限未满。"}
    with pytest.raises(Refused) as refused:
        offices.move(office, request.stream, "bao", "refuse", at=LATER, **{**given, missing: ""})
    assert [(one.code, one.at) for one in refused.value.problems] == [("required", missing)]


@pytest.mark.parametrize("who", ["hu", "wei", "ren", "admin", "cha"])
def test_nobody_but_the_officer_answers_a_request(office: Office, who: str) -> None:
    request = asked(office, lamp(office))
    with pytest.raises(Refused) as refused:
        offices.move(office, request.stream, who, "identify", at=LATER, identified_by="receipt")
    assert "not_yours" in codes(refused)


@pytest.mark.parametrize(("right", "who"), WHO)
def test_each_right_is_granted_inside_its_clock_and_stands_in_the_journal(office: Office, right: str, who: str) -> None:
    request = asked(office, lamp(office), right, who)
    state, entries = case(office, request.stream)
    assert (state.holder.unit, state.holder.post) == ("u-protection", "p-bao") or state.holder.post == "p-an"
    assert (state.clocks["doing"].amount, state.clocks["doing"].unit) == (15, "working_day")
    granted(office, request, DONE_AS[right])
    state, entries = case(office, request.stream)
    assert (state.stage, state.notes["result"], state.notes["answered"]) == ("done", "granted", "yes")
    assert state.closed_at is not None and state.closed_at < state.clocks["doing"].due_at
    assert [one.type for one in entries] == [f"case.{verb}" for verb in ("file", "identify", "grant", "finish")]
    assert entries[0].pub["asked_as"] == who and entries[3].pub["done_as"] == DONE_AS[right]


@pytest.mark.parametrize(("right", "who"), WHO)
def test_each_right_is_refused_with_its_reason_and_the_level_above_may_be_asked(
    office: Office, right: str, who: str
) -> None:
    request = asked(office, lamp(office), right, who)
    why = {"refusal_class": "hinders_duty", "legal_basis": "个人信息保护法第三十五条", "answer": "会妨碍调查。"}
    offices.move(office, request.stream, "an", "refuse", at=LATER, **why)
    state, entries = case(office, request.stream)
    assert (state.stage, state.notes["answered"]) == ("refused", "yes")
    assert entries[-1].pub["refusal_class"] == "hinders_duty" and "answer" in entries[-1].com
    offices.move(office, request.stream, "resident", "ask_reopen", at=LATER, reason="不同意")
    offices.move(office, request.stream, "yuan", "reopen", at=LATER, reason="应当再看")
    assert case(office, request.stream)[0].stage == "checking"


def test_a_request_left_lying_moves_up_by_its_clock(office: Office) -> None:
    request = asked(office, lamp(office))
    tick_due(office, now=cast.MONDAY + timedelta(days=40))
    state, entries = case(office, request.stream)
    assert state.holder.unit == "u-centre" and "case.escalate_lapsed" in [one.type for one in entries]


def test_the_same_press_twice_is_one_request(office: Office) -> None:
    filed, given = lamp(office), {"category": "right.access", "asked_as": "self"}
    first, second = (
        asking.ask_by_receipt(office, filed.receipt, given, command_id="same-press", now=cast.MONDAY) for _ in range(2)
    )
    assert first == second


def test_requests_without_end_by_one_receipt_wait_and_none_is_lost(office: Office) -> None:
    filed = lamp(office)
    asked_for = [asked(office, filed, "right.access") for _ in range(30)]
    waiting = [one for one in asked_for if waiting_of(office, one.case_id)]
    assert waiting and waiting_of(office, asked_for[0].case_id) is None
    assert len({one.number for one in asked_for}) == 30


def test_deleting_takes_two_officers_and_removes_what_the_person_left(office: Office) -> None:
    filed = lamp(office)
    request = asked(office, filed)
    about = rights.concerned(office, *case(office, request.stream))
    assert about is not None and not about.awaits_erasure and any(one.key == "requester_phone" for one in about.kept)
    why = {"legal_basis": "第四十七条", "reason": "本人要求"}
    rights.erase_concerned(office, cast.POSTS["bao"], about, why, command_id=offices.command_id("e"), now=LATER)
    about = rights.concerned(office, *case(office, request.stream))
    assert about is not None and about.awaits_erasure
    with pytest.raises(Refused) as refused:
        rights.erase_concerned(office, cast.POSTS["bao"], about, {}, command_id=offices.command_id("e"), now=LATER)
    assert "second_person_needed" in codes(refused)
    rights.erase_concerned(office, cast.POSTS["an"], about, {}, command_id=offices.command_id("e"), now=LATER)
    assert not cases.values_of(office.county_id, filed.stream, fields=["requester_phone", "requester_name", "words"])


def test_a_copy_is_given_to_the_person_alone_and_only_when_it_was_granted(office: Office) -> None:
    filed = lamp(office)
    request = asked(office, filed, "right.copy")
    assert rights_copy.copy_by_receipt(office, filed.receipt) is None
    assert rights_copy.copy_by_receipt(office, request.receipt) is None
    granted(office, request, "copied")
    made = rights_copy.copy_by_receipt(office, request.receipt)
    assert made is not None
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        data = json.loads(package.read("data.json"))
        page = package.read("data.html").decode()
    assert {PHONE, NAME} <= {one["value"] for one in data["values"]} and PHONE in page


def test_what_is_kept_is_named_and_never_said(office: Office) -> None:
    found = rights.about_me(office, lamp(office).receipt)
    assert found is not None and {"words", "requester_phone"} <= {one.key for one in found.kept}
    assert PHONE not in repr(found.kept)


def test_no_message_is_sent_after_consent_was_withdrawn(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    filed, other = lamp(office), lamp(office)
    consenting.withdraw_consent(office, filed.receipt, MESSAGES, is_given=False, now=cast.MONDAY)
    sent: list[Any] = []
    monkeypatch.setattr(type(office.ports.sms), "send", lambda self, **message: sent.append(message))
    deliver_due(office, now=LATER, chance=random.Random(1))
    assert outbox.count_waiting(office.county_id)[0] == 0
    assert [one["to"] for one in sent] == [PHONE], "only the other person hears of it"
    assert other.number in sent[0]["text"] and filed.number not in sent[0]["text"]


def test_refusing_messages_is_no_condition_and_the_notice_version_is_kept(office: Office) -> None:
    filed = lamp(office)
    consenting.remember_report(office, filed.stream, agreed=(), now=cast.MONDAY)
    kept = consents.of_stream(office.county_id, filed.stream)
    assert kept[NOTICE] == (NOTICES[Form.REPORT].version, None) and kept[MESSAGES][1] == cast.MONDAY
    assert case(office, filed.stream)[0].stage == "reported"


def ended(office: Office) -> FiledCase:
    """A report that was withdrawn at once, so that its period runs."""
    filed = lamp(office)
    offices.move(office, filed.stream, "resident", "withdraw", at=LATER)
    return filed


def test_retention_erases_nothing_before_its_day_and_everything_once_after(office: Office) -> None:
    filed, over = ended(office), LATER + timedelta(days=731)
    assert retention.erase_due(office, LATER + timedelta(days=729)) == 0
    assert retention.erase_due(office, over) == 1
    _, entries = case(office, filed.stream)
    assert entries[-1].type == "case.erase" and "保存期限届满" in entries[-1].pub["legal_basis"]
    assert {"requester_phone", "requester_name", "words"} <= {key for _, key in erased_in(entries)}
    assert not cases.values_of(office.county_id, filed.stream, fields=["requester_phone", "words"])
    assert retention.erase_due(office, over) == 0


def test_retention_leaves_open_matters_alone(office: Office) -> None:
    lamp(office)
    assert retention.erase_due(office, LATER + timedelta(days=4000)) == 0


def test_the_round_of_a_day_is_made_once(office: Office) -> None:
    ended(office)
    rounds, over = retention.RetentionRounds(), LATER + timedelta(days=731)
    assert [rounds.work(office, now=over), rounds.work(office, now=over)] == [1, 0]
