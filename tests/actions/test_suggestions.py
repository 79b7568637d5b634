"""Suggestions at work: handed over whole or not at all, answered in the district's classes, judged by each deputy."""

from datetime import datetime, timedelta

import pytest

from linli.actions.batch import Batch
from linli.actions.case_views import open_for
from linli.actions.deciding import Office
from linli.actions.deputy_feedback import (
    FeedbackPage,
    feedback_by_code,
    feedback_code,
    give_feedback,
    published,
    published_one,
)
from linli.actions.seats import actor_at
from linli.actions.suggestion_sheets import SentList, register, send_list
from linli.actions.suggestions import Assignment, counted, draft_answer, hand_over, lines_of_year, sign_answer
from linli.domain.case_query import CaseLine
from linli.domain.engine.context import Command
from linli.domain.engine.state import CaseState
from linli.domain.problems import Refused
from linli.domain.suggestion import table_row
from linli.store import journal, models
from tests import cast, offices
from tests.actions.suggestion_lists import book, row

NOW = cast.MONDAY
CITY, HOUSING, CIVIL = (cast.UNITS[key].id for key in ("city-management", "housing", "civil-affairs"))
ANSWER = {"disposition": "resolved", "contacted": "visit", "answer": "已经增设。"}
GOOD = {"attitude": "5", "result": "4"}


@pytest.fixture
def office(db: None) -> Office:
    return offices.set_up_office()


def listed(office: Office, *rows: list[object]) -> tuple[CaseLine, ...]:
    """Register a list of 2026 and return its lines in order."""
    sent = SentList(filename="x.xlsx", content=book(*rows), year="2026", session="五次会议")
    register(office, cast.POSTS["peng"], send_list(office, cast.POSTS["peng"], sent, NOW), NOW)
    return lines_of_year(office, cast.POSTS["yuan"], 2026, NOW)


def state_of(office: Office, line: CaseLine) -> CaseState:
    return journal.load_states(office.county_id, [line.stream])[line.stream]


def do(office: Office, line: CaseLine, who: str, verb: str, *, part: str = "", **fields: object) -> None:
    batch = Batch(office)
    with journal.one_transaction():
        command = Command(id=offices.command_id(verb), verb=verb, stream=line.stream, fields=fields, part=part)
        batch.move(command, actor=actor_at(cast.POSTS[who]), now=NOW)
        batch.flush()


def answered(office: Office, line: CaseLine, **changes: str) -> CaseLine:
    """Take it on, let the co-handlers speak, draft and sign."""
    do(office, line, "wei", "accept")
    for part in state_of(office, line).parts.values():
        if part.rule == "co_handler":
            do(office, line, "kong", "give_opinion", part=part.id, opinion="配合施工")
    given = {**ANSWER, **changes}
    wei, jin = cast.POSTS["wei"], cast.POSTS["jin"]
    draft_answer(office, wei, state_of(office, line), given, command_id=offices.command_id(), now=NOW)
    sign_answer(office, jin, state_of(office, line), command_id=offices.command_id(), now=NOW)
    return line


def page_of(office: Office, line: CaseLine, party: str = "d1") -> FeedbackPage:
    page = feedback_by_code(office, line.id, feedback_code(office, line.id, party))
    assert page is not None
    return page


def say(office: Office, line: CaseLine, party: str, at: datetime = NOW, **given: str) -> None:
    give_feedback(office, page_of(office, line, party), given, command_id=offices.command_id(), now=at)


def test_handing_over_names_every_mistake_and_does_all_of_it_or_nothing(office: Office) -> None:
    line = listed(office, row(1, lead=None, co_units=None))[0]
    state, peng = state_of(office, line), cast.POSTS["peng"]
    with pytest.raises(Refused) as refusal:
        hand_over(
            office, peng, state, Assignment(lead="", co_units=(HOUSING,), sponsor="p-wei", is_complex=True),
            command_id="a", now=NOW,
        )  # fmt: skip
    assert [one.at for one in refusal.value.problems] == ["lead", "reason", "sponsor"]
    with pytest.raises(Refused):  # the second co-handler has nobody in post: the first is not asked either
        hand_over(
            office, peng, state, Assignment(lead=CITY, co_units=(HOUSING, cast.UNITS["empty"].id)), command_id="b",
            now=NOW,
        )  # fmt: skip
    assert state_of(office, line).seq == state.seq
    given = Assignment(lead=CITY, co_units=(HOUSING, CIVIL), sponsor="p-gao", is_complex=True, reason="涉及三个部门")
    hand_over(office, peng, state, given, command_id="c", now=NOW)
    after = state_of(office, line)
    assert (after.holder.unit, after.notes["sponsor"], sorted(after.co_units)) == (
        CITY, "p-gao", sorted((HOUSING, CIVIL)),
    )  # fmt: skip


def test_a_district_with_three_outcomes_uses_no_other(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    line = listed(office, row(1, co_units=None))[0]
    do(office, line, "wei", "accept")
    monkeypatch.setattr("linli.actions.suggestions.is_set_on", lambda *given: True)
    wei = cast.POSTS["wei"]
    with pytest.raises(Refused) as refusal:
        draft_answer(
            office, wei, state_of(office, line), {**ANSWER, "disposition": "forwarded"}, command_id="x", now=NOW
        )
    assert refusal.value.codes == ("outcome_not_used",)
    planned = {**ANSWER, "disposition": "planned"}
    draft_answer(office, wei, state_of(office, line), planned, command_id="y", now=NOW)
    assert state_of(office, line).notes["drafted_class"] == "B"


def test_each_deputy_has_a_link_of_their_own_and_a_wrong_one_leads_nowhere(office: Office) -> None:
    line = listed(office, row(1))[0]
    code = feedback_code(office, line.id, "d1")
    assert feedback_by_code(office, line.id, code) is None  # nothing was answered yet
    answered(office, line)
    other = listed(office, row(2))[-1]
    assert other.id != line.id
    assert (page_of(office, line).name, page_of(office, line, "d2").name) == ("王甲", "李乙")
    for case_id, wrong in ((line.id, feedback_code(office, line.id, "d3")), (other.id, code), ("x", code)):
        assert feedback_by_code(office, case_id, wrong) is None


def test_a_years_list_stands_in_the_order_of_its_numbers_whatever_was_registered_first(office: Office) -> None:
    listed(office, *(row(number, co_units=None) for number in (9, 10, 2, 7, 5)))
    lines = listed(office, *(row(number, co_units=None) for number in (1, 8, 3)))
    assert [line.origin.rpartition("/")[2] for line in lines] == ["1", "2", "3", "5", "7", "8", "9", "10"]


@pytest.mark.parametrize(("given", "missing"), [
    ({}, ["attitude", "result"]),
    ({"attitude": "9", "result": "4"}, ["attitude"]),
    ({"attitude": "3", "result": "2"}, ["redo", "comment"]),
    ({"attitude": "3", "result": "1", "redo": "yes"}, ["comment"]),
])  # fmt: skip
def test_no_grade_is_guessed_and_a_bad_one_needs_a_word_and_a_wish(
    office: Office, given: dict[str, str], missing: list[str]
) -> None:
    line = answered(office, listed(office, row(1))[0])
    with pytest.raises(Refused) as refusal:
        say(office, line, "d1", **given)
    assert [one.at for one in refusal.value.problems] == missing


def test_what_was_said_is_not_said_twice(office: Office) -> None:
    line = answered(office, listed(office, row(1))[0])
    say(office, line, "d1", **GOOD)
    with pytest.raises(Refused) as refusal:
        say(office, line, "d1", **GOOD)
    assert refusal.value.codes == ("feedback_given",)
    say(office, line, "d2", **GOOD)
    assert state_of(office, line).stage == "closed"
    assert models.Case.objects.get(pk=line.id).grade == 4


def test_too_late_is_told_so(office: Office) -> None:
    line = answered(office, listed(office, row(1))[0])
    page = page_of(office, line)
    with journal.one_transaction():
        batch = Batch(office)
        batch.tick(line.stream, now=NOW + timedelta(days=20))
        batch.flush()
    assert not page_of(office, line).is_open
    with pytest.raises(Refused):
        give_feedback(office, page, GOOD, command_id="late", now=NOW + timedelta(days=20))


def test_done_again_asks_every_deputy_anew(office: Office) -> None:
    line = answered(office, listed(office, row(1, co_units=None))[0])
    say(office, line, "d1", attitude="3", result="2", redo="yes", comment="还差两个小区")
    say(office, line, "d2", **GOOD)
    assert state_of(office, line).stage == "redoing"
    given = {**ANSWER, "answer": "余下两个也已建成。"}
    draft_answer(office, cast.POSTS["wei"], state_of(office, line), given, command_id="r1", now=NOW)
    outside = published_one(office, line.id)
    assert outside is not None and outside.proposal.answer == "已经增设。"  # a draft is read by nobody outside
    sign_answer(office, cast.POSTS["jin"], state_of(office, line), command_id="r2", now=NOW)
    assert page_of(office, line).is_open and page_of(office, line, "d2").is_open
    assert page_of(office, line).proposal.answer == "余下两个也已建成。"


def test_everybody_reads_names_and_answers_and_nobody_telephones(office: Office) -> None:
    open_line, kept_line = (
        answered(office, one) for one in listed(office, row(1, co_units=None), row(2, publish="否", co_units=None))
    )
    do(office, open_line, "wei", "record_visit", visit_date="2026-03-02", visit_place="书院小区", attended=3)
    found, _after = published(office, NOW)
    assert [one.state.id for one in found] == [open_line.id]
    told = repr(found[0].proposal)
    assert "王甲" in told and "已经增设" in told and "书院小区" in told and "7700001" not in told
    assert published_one(office, kept_line.id) is None
    view = open_for(office, cast.POSTS["wei"], open_line.id, NOW)
    assert view is not None and "7700001" not in repr(view.values)
    assert {one.key for one in view.hidden} == {"deputy_phone"}


def test_the_districts_own_list_comes_out_as_fifty_four_twelve_and_one(office: Office) -> None:
    """67 taken in, 1 of them a motion; 54 resolved, 12 planned, 1 deferred; 66 of 67 deputies satisfied."""
    kinds = ["议案", *["建议"] * 66]
    rows = [row(at, kind=kind, deputies="王甲", phones=None, co_units=None) for at, kind in enumerate(kinds, 1)]
    lines = listed(office, *rows)
    outcomes = ["resolved"] * 54 + ["planned"] * 12 + ["deferred"]
    for line, outcome in zip(lines, outcomes, strict=True):
        play_whole(office, line, outcome)
    lines = lines_of_year(office, cast.POSTS["yuan"], 2026, NOW)
    whole = table_row("2026", counted(office, lines))
    assert {key: (one.hits, one.out_of) for key, one in whole.by_disposition.items() if one.hits} == {
        "resolved": (54, 67), "planned": (12, 67), "deferred": (1, 67),
    }  # fmt: skip
    assert (whole.answered.hits, whole.answered.out_of) == (67, 67)
    assert (whole.satisfied.hits, whole.satisfied.out_of) == (66, 67)
    assert sum(line.category == "suggestion.motion" for line in lines) == 1


def play_whole(office: Office, line: CaseLine, outcome: str) -> None:
    """From the hand-over to what the deputy said, in one transaction; the last one is not satisfied."""
    letter = {"resolved": "A", "planned": "B", "deferred": "C"}[outcome]
    drafted = {"disposition": outcome, "answer_class": letter, "contacted": "call", "answer": "答复。"}
    with journal.one_transaction():
        batch = Batch(office)

        def make(who: str, verb: str, **fields: object) -> None:
            command = Command(id=offices.command_id(verb), verb=verb, stream=line.stream, fields=fields)
            batch.move(command, actor=actor_at(cast.POSTS[who]), now=NOW)

        make("wei", "accept")
        make("wei", "draft", **drafted)
        make("jin", "sign", disposition=outcome, answer_class=letter)
        batch.flush()
    bad = {"attitude": "3", "result": "2", "redo": "no", "comment": "太慢"}
    say(office, line, "d1", **(GOOD if outcome != "deferred" else bad))
