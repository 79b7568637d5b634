"""Petitions at work: what is owed by when and by whom, a paper that bears a name, an accused who learns nothing."""

import json
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from linli.actions.case_views import CaseView, open_for
from linli.actions.cases import file_case
from linli.actions.deciding import FiledCase, Filing, Office
from linli.actions.notices import notices_for
from linli.actions.outbox import deliver_due
from linli.actions.paper_files import issued_papers, papers_by_receipt
from linli.actions.papers import Issuing, issue_paper, offers
from linli.actions.petition_chain import Standing, chain_of
from linli.actions.petitions import DEEDS, EXTENSION, OBJECTION, Owed, duties, has_petitions, may_register
from linli.actions.phone_desk import earlier_of_caller
from linli.actions.public_views import move_by_receipt
from linli.actions.reading import Opening, open_fields
from linli.domain.disclosure import Part
from linli.domain.engine.context import Command
from linli.domain.look import Look, LookKind
from linli.domain.problems import Refused
from linli.store import cases, journal, looks
from tests import cast, offices
from tests.actions.plain_press import PlainPress

NAME, PHONE, WORDS = "探针名", "000-70917", "探针话"
CITY = cast.UNITS["city-management"].id
GIVEN = {
    "category": "petition.request", "area": cast.GRID, "channel": "letter", "requester": "known",
    "requester_name": NAME, "requester_phone": PHONE, "words": WORDS,
}  # fmt: skip
OPINION = {
    "petition_result": "supported", "request_words": "请求修复", "facts": "属实", "opinion": "限期修复",
    "legal_basis": "某条例第三条", "answer": "已经安排修复",
}  # fmt: skip


class Telephone:
    """Takes every message to whoever petitioned; what staff are written goes by mail, and none is expected."""

    def send(self, *, to: str, key: str, text: str = "") -> None:
        """Reach the petitioner."""
        assert to == PHONE


@pytest.fixture
def office(db: None) -> Office:
    found = offices.set_up_office()
    return replace(found, ports=replace(found.ports, papers=PlainPress(), sms=Telephone()))


def registered(office: Office, **changes: Any) -> FiledCase:
    filing = Filing(command_id=offices.command_id("file"), procedure="petition", fields={**GIVEN, **changes})
    return file_case(office, filing, actor=cast.actor("xin"), now=cast.MONDAY)


def routed(office: Office, **changes: Any) -> FiledCase:
    filed = registered(office, **changes)
    offices.move(office, filed.stream, "peng", "route", unit=CITY, petition_route="petition_opinion")
    return filed


def decided(office: Office, **changes: Any) -> FiledCase:
    filed = routed(office, **changes)
    offices.move(office, filed.stream, "wei", "accept")
    offices.move(office, filed.stream, "wei", "decide", **OPINION)
    return filed


def seen(office: Office, who: str, filed: FiledCase) -> CaseView:
    view = open_for(office, cast.POSTS[who], filed.case_id, cast.MONDAY)
    assert view is not None
    return view


def owed(office: Office, who: str, **length: float) -> list[Owed]:
    return list(duties(office, cast.POSTS[who], cast.MONDAY + timedelta(**length)).owed)


def issue(office: Office, filed: FiledCase, who: str, **rest: Any) -> None:
    asked = Issuing(command_id=offices.command_id("paper"), key="opinion", **rest)
    issue_paper(office, seen(office, who, filed), asked, cast.MONDAY)


def test_no_unit_gives_anothers_opinion_in_its_own_name_not_even_the_one_that_reviews_it(office: Office) -> None:
    """Arts. 32 and 35: the opinion is the deciding unit's and the review is the reviewer's, each under its number."""
    filed = decided(office)
    assert "opinion" in offered(office, filed, "wei") and "opinion" not in offered(office, filed, "yuan")
    ask = Command(id=offices.command_id("ask"), verb="ask_review", stream="", fields={"reason": "不服"})
    move_by_receipt(office, filed.receipt, ask, now=cast.MONDAY)
    assert seen(office, "peng", filed).state.holder.unit == cast.POSTS["peng"].unit_id
    assert "opinion" not in offered(office, filed, "peng")
    with pytest.raises(Refused) as caught:
        issue(office, filed, "peng", reason="handle")
    assert caught.value.codes == ("paper_unknown",)
    offices.move(office, filed.stream, "peng", "answer_review", **OPINION)
    assert "review" in offered(office, filed, "peng")


def offered(office: Office, filed: FiledCase, who: str) -> set[str]:
    """The papers that a post is offered on a matter."""
    return {one.paper.key for one in offers(office, seen(office, who, filed), cast.MONDAY)}


def looked(office: Office) -> tuple[Look, ...]:
    """Everything that was opened so far."""
    return looks.told_of(office.county_id, looks.Asked(kinds=(LookKind.LOOK,), since=cast.STARTED_AT))


def printed(office: Office, filed: FiledCase, who: str) -> dict[str, str]:
    """The words of the opinion that was issued, as its file holds them."""
    paper = issued_papers(seen(office, who, filed))[0]
    kept = cases.paper(office.county_id, filed.stream, paper.seq, paper.name_of("docx"))
    assert kept is not None
    words = json.loads(kept)[1]
    assert isinstance(words, dict)
    return words


def test_what_is_owed_first_is_routing_and_telling_and_says_by_whom(office: Office) -> None:
    registered(office)
    found = owed(office, "cheng")
    assert [one.deed for one in found] == ["routing", "receipt"]
    assert {one.unit for one in found} == {"u-letters"}
    assert all(one.wait_due_at and one.wait_due_at > one.clock.due_at for one in found)
    assert not any(one.is_late(cast.MONDAY) for one in found)
    assert all(one.is_late(cast.MONDAY + timedelta(days=20)) for one in found)


def test_an_objection_is_listed_for_five_working_days_and_never_as_late(office: Office) -> None:
    routed(office)
    assert OBJECTION in {one.deed for one in owed(office, "wei")}
    assert not any(one.is_late(cast.MONDAY) for one in owed(office, "wei"))
    assert OBJECTION not in {one.deed for one in owed(office, "wei", days=8)}


def test_an_extension_that_was_asked_is_owed_by_the_unit_one_tier_up(office: Office) -> None:
    filed = routed(office)
    offices.move(office, filed.stream, "wei", "accept")
    assert EXTENSION not in {one.deed for one in owed(office, "lei")}
    offices.move(office, filed.stream, "wei", "ask_extension", amount=20, extension_class="complex", reason="须鉴定")
    (asked,) = [one for one in owed(office, "lei") if one.deed == EXTENSION]
    assert (asked.unit, asked.clock.key) == ("u-centre", "deciding")
    (deciding,) = [one for one in owed(office, "lei") if one.deed == "deciding"]
    assert deciding.unit == CITY


def test_the_list_holds_nothing_that_the_post_may_not_list(office: Office) -> None:
    routed(office)
    assert owed(office, "kong") == [] and owed(office, "deng") == []
    assert not has_petitions(cast.POSTS["admin"]) and not may_register(cast.POSTS["jin"])


def test_while_the_petitioner_may_ask_for_a_review_nobody_owes_anything_but_what_was_never_told(
    office: Office,
) -> None:
    filed = decided(office)
    assert [one.deed for one in owed(office, "cheng")] == ["receipt"]
    told = routed(office)
    offices.move(office, told.stream, "wei", "notify_receipt", receipt_note="已收到")
    assert {one.deed for one in owed(office, "cheng") if one.state.id == told.case_id} == {"taking_in", OBJECTION}
    assert {one.deed for one in owed(office, "cheng")} <= set(DEEDS) and filed.number != told.number


def test_the_chain_tells_where_each_tier_stands(office: Office) -> None:
    def standings(filed: FiledCase) -> list[Standing]:
        view = seen(office, "cheng", filed)
        return [one.standing for one in chain_of(view.state, view.entries, view.procedure, cast.MONDAY)]

    assert standings(registered(office)) == [Standing.NOT_YET] * 3
    filed = decided(office)
    assert standings(filed) == [Standing.GIVEN, Standing.MAY_BE_ASKED, Standing.NOT_YET]
    offices.move(office, filed.stream, "resident", "ask_review", reason="不服")
    assert standings(filed) == [Standing.GIVEN, Standing.AT_WORK, Standing.NOT_YET]
    offices.move(office, filed.stream, "cheng", "answer_review", **OPINION)
    offices.move(office, filed.stream, "resident", "accept_answer")
    assert standings(filed) == [Standing.GIVEN, Standing.GIVEN, Standing.NEVER]


def test_the_unit_that_decides_addresses_its_opinion_for_a_duty_that_goes_on_record(office: Office) -> None:
    filed = decided(office)
    view = seen(office, "wei", filed)
    assert NAME not in str(view.values) and {one.part for one in view.openable} == {Part.CONTACT}
    with pytest.raises(Refused) as refused:
        issue(office, filed, "wei")
    assert refused.value.codes == ("required",)
    assert looked(office) == ()
    issue(office, filed, "wei", reason="handle")
    (look,) = looked(office)
    assert (look.unit, look.reason, look.fields) == (CITY, "handle", ("1/requester_name",))
    assert printed(office, filed, "wei")["applicant"] == NAME
    (paper,) = papers_by_receipt(office, filed.receipt)
    assert (paper.key, paper.kinds) == ("opinion", ("pdf", "docx"))
    assert NAME not in str(seen(office, "wei", filed).values)


def test_whoever_wrote_without_a_name_is_answered_by_a_paper_that_names_nobody(office: Office) -> None:
    filed = decided(office, requester="anonymous", requester_name="", requester_phone="")
    issue(office, filed, "wei")
    assert printed(office, filed, "wei")["applicant"] == ""


def test_the_unit_of_the_accused_answers_without_learning_who_accused(office: Office) -> None:
    """Neither the view nor an opening nor the paper gives the name; the centre above still opens it."""
    filed = registered(office, category="petition.accusation")
    offices.move(office, filed.stream, "xin", "name_accused", accused_post="p-song")
    offices.move(office, filed.stream, "peng", "route", unit=CITY, petition_route="petition_opinion")
    assert open_for(office, cast.POSTS["song"], filed.case_id, cast.MONDAY) is None
    assert owed(office, "song") == []
    view = seen(office, "wei", filed)
    assert view.openable == () and NAME not in str(view.values)
    asked = Opening(fields=("1/requester_name",), reason="handle", request="r1")
    with pytest.raises(Refused) as refused:
        open_fields(office, view, asked, cast.MONDAY)
    assert refused.value.codes == ("not_found",)
    offices.move(office, filed.stream, "wei", "accept")
    offices.move(office, filed.stream, "wei", "decide", **OPINION)
    issue(office, filed, "wei")
    assert NAME not in json.dumps(printed(office, filed, "wei"), ensure_ascii=False)
    opened = open_fields(office, seen(office, "cheng", filed), asked, cast.MONDAY)
    assert opened.values[1, "requester_name"] == NAME


def test_the_number_of_whoever_accused_finds_nothing_at_the_desk_of_the_accused(office: Office) -> None:
    filed = registered(office, category="petition.accusation")
    assert [one.id for one in earlier_of_caller(office, cast.POSTS["cheng"], PHONE, cast.MONDAY)] == [filed.case_id]
    offices.move(office, filed.stream, "xin", "name_accused", accused_post="p-peng")
    assert earlier_of_caller(office, cast.POSTS["cheng"], PHONE, cast.MONDAY) == ()
    assert [one.id for one in earlier_of_caller(office, cast.POSTS["hu"], PHONE, cast.MONDAY)] == [filed.case_id]


def test_the_state_kept_of_a_petition_counts_deeds_of_units_and_nobody_who_came(office: Office) -> None:
    filed = decided(office)
    state = journal.load_states(office.county_id, [filed.stream])[filed.stream]
    assert set(state.counts) <= {"dispatches", "answers", "dispatches@u-centre", f"answers@{CITY}"}


def test_what_was_written_before_the_accused_was_named_does_not_reach_them_afterwards(office: Office) -> None:
    """A message waits for the next working hour; by then the case accuses whoever it was written to."""
    filed = routed(office, category="petition.accusation")
    offices.move(office, filed.stream, "peng", "name_accused", accused_post="p-song")
    deliver_due(office, now=cast.MONDAY + timedelta(days=1), chance=Random(1))
    assert notices_for(office, cast.POSTS["song"], language="zh") == ()
    assert [one for one in notices_for(office, cast.POSTS["wei"], language="zh") if one.case_id == filed.case_id]


def test_a_notice_that_was_read_already_is_shown_no_more(office: Office) -> None:
    filed = routed(office, category="petition.accusation")
    deliver_due(office, now=cast.MONDAY + timedelta(days=1), chance=Random(1))
    assert [one.case_id for one in notices_for(office, cast.POSTS["song"], language="zh")] == [filed.case_id]
    offices.move(office, filed.stream, "peng", "name_accused", accused_post="p-song")
    assert notices_for(office, cast.POSTS["song"], language="zh") == ()
