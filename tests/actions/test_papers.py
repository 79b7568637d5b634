"""Papers of a matter: refused with every reason, numbered without a gap, the same bytes again, sealed like words."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.plugin import DjangoDbBlocker

from linli.actions.case_views import CaseView, open_for
from linli.actions.cases import file_case, move_case
from linli.actions.deciding import FiledCase, Filing, Office
from linli.actions.paper_files import (
    IssuedPaper,
    give_paper,
    issued_papers,
    paper_by_receipt,
    papers_by_receipt,
    void_paper,
)
from linli.actions.paper_words import words_for
from linli.actions.papers import Issuing, issue_paper, offers, preview
from linli.actions.reading import Opening
from linli.domain.deadline_steps import moment_wording
from linli.domain.engine.context import Command
from linli.domain.problems import Problem, Refused
from linli.store import journal, looks, papers
from tests import cast, offices
from tests.actions.plain_press import PlainPress

NAME, PHONE, WORDS = "探针名", "000-70917", "探针话"
TYPED = {"addressee": "张先生"}


@pytest.fixture
def press() -> PlainPress:
    return PlainPress()


def with_press(office: Office, press: PlainPress) -> Office:
    return replace(office, ports=replace(office.ports, papers=press))


@pytest.fixture
def office(db: None, press: PlainPress) -> Office:
    return with_press(offices.set_up_office(), press)


def answered(office: Office) -> FiledCase:
    """A lamp that was reported, registered and answered."""
    filed = offices.file(office, requester_phone=PHONE, requester_name=NAME)
    offices.move(office, filed.stream, "hu", "register")
    offices.move(office, filed.stream, "hu", "answer", answer="已经修好")
    return filed


def dispute(office: Office) -> FiledCase:
    fields = {
        "category": "dispute.neighbour", "area": cast.GRID, "channel": "visit", "requester": "known",
        "requester_name": NAME, "requester_phone": PHONE, "words": WORDS,
    }  # fmt: skip
    filing = Filing(command_id=offices.command_id("file"), procedure="dispute", fields=fields)
    return file_case(office, filing, actor=cast.actor("hu"), now=cast.MONDAY)


def seen(office: Office, who: str, filed: FiledCase) -> CaseView:
    view = open_for(office, cast.POSTS[who], filed.case_id, cast.MONDAY)
    assert view is not None
    return view


def issue(office: Office, filed: FiledCase, key: str = "answer_letter", who: str = "hu", **rest: Any) -> None:
    asked = Issuing(command_id=offices.command_id("paper"), key=key, **{"typed": TYPED, **rest})
    issue_paper(office, seen(office, who, filed), asked, cast.MONDAY)


def latest(office: Office, filed: FiledCase, who: str = "hu") -> IssuedPaper:
    return issued_papers(seen(office, who, filed))[0]


def refused(office: Office, filed: FiledCase, **rest: Any) -> set[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        issue(office, filed, **rest)
    return {(one.code, one.at) for one in caught.value.problems}


def test_before_its_move_a_paper_is_neither_offered_nor_issued(office: Office) -> None:
    filed = offices.file(office)
    assert offers(office, seen(office, "hu", filed), cast.MONDAY) == ()
    assert refused(office, filed) == {("paper_unknown", "paper")}


def test_everything_missing_is_named_at_once_and_no_number_is_taken(office: Office) -> None:
    filed = answered(office)
    assert refused(office, filed, typed={}) == {("paper_words_missing", "addressee")}
    issue(office, filed)
    assert latest(office, filed).number == "柳岸综治函〔2026〕1号"


def test_whoever_only_reads_along_issues_nothing(office: Office) -> None:
    assert ("not_yours", "") in refused(office, answered(office), who="ren")


def test_the_move_itself_issues_nothing_without_a_paper(office: Office) -> None:
    """Somebody who sends the move by hand, with a number of their own, gets nowhere."""
    filed = answered(office)
    for fields, code in (({"paper": "answer_letter"}, "paper_not_prepared"),
                         ({"paper": "answer_letter", "paper_number": "假〔2026〕1号"}, "unknown_field"),
                         ({"paper": "opinion"}, "paper_unknown")):  # fmt: skip
        command = Command(id=offices.command_id(), verb="issue_paper", stream=filed.stream, fields=fields)
        with pytest.raises(Refused) as caught:
            move_case(office, command, actor=cast.actor("hu"), now=cast.MONDAY)
        assert code in caught.value.codes


def test_the_entry_holds_number_and_digest_and_the_same_bytes_come_again(office: Office) -> None:
    filed = answered(office)
    issue(office, filed)
    view, paper = seen(office, "hu", filed), latest(office, filed)
    entry = view.entries[paper.seq - 1]
    assert entry.pub["paper_number"] == paper.number and entry.pub["template"] == "answer_letter@0"
    first, again = (
        give_paper(office, view, seq=paper.seq, kind="docx", asked=None, now=cast.MONDAY)[1] for _ in range(2)
    )
    assert first == again and hashlib.sha256(first).hexdigest() == entry.pub["docx_sha256"]
    pdf = give_paper(office, view, seq=paper.seq, kind="pdf", asked=None, now=cast.MONDAY)[1]
    assert hashlib.sha256(pdf).hexdigest() == entry.pub["pdf_sha256"]
    assert set(entry.com) == {"paper_docx", "paper_pdf"}
    words = json.loads(first)[1]
    assert (words["answer"], words["paper_number"], words["day"]) == ("已经修好", paper.number, "2026年3月2日")


def test_without_libreoffice_the_docx_is_issued_all_the_same(office: Office, press: PlainPress) -> None:
    press.has_pdf = False
    filed = answered(office)
    issue(office, filed)
    assert latest(office, filed).kinds == ("docx",)


def test_the_same_command_again_issues_nothing_more(office: Office) -> None:
    filed = answered(office)
    asked = Issuing(command_id="once", key="answer_letter", typed=TYPED)
    results = [issue_paper(office, seen(office, "hu", filed), asked, cast.MONDAY) for _ in range(2)]
    assert results[0] == results[1] and len(issued_papers(seen(office, "hu", filed))) == 1


def test_a_second_one_is_refused_until_the_first_is_void_and_its_number_stays_taken(office: Office) -> None:
    filed = answered(office)
    issue(office, filed)
    assert ("paper_issued_already", "paper") in refused(office, filed)
    with pytest.raises(Refused) as caught:
        void_paper(office, seen(office, "hu", filed), key="answer_letter", reason=" ", command_id="v0", now=cast.MONDAY)
    assert caught.value.codes == ("required",)
    void_paper(office, seen(office, "hu", filed), key="answer_letter", reason="错字", command_id="v1", now=cast.MONDAY)
    issue(office, filed)
    new, old = issued_papers(seen(office, "hu", filed))
    assert (old.is_void, new.is_void) == (True, False)
    assert (old.number, new.number) == ("柳岸综治函〔2026〕1号", "柳岸综治函〔2026〕2号")
    with pytest.raises(Refused):
        void_paper(office, seen(office, "hu", filed), key="opinion", reason="错字", command_id="v2", now=cast.MONDAY)


def test_a_later_act_lets_the_paper_be_issued_again(office: Office) -> None:
    filed = answered(office)
    issue(office, filed)
    offices.move(office, filed.stream, "hu", "answer", answer="又查了一次")
    issue(office, filed)
    assert [one.number[-2:] for one in issued_papers(seen(office, "hu", filed))] == ["2号", "1号"]


def test_who_is_overtaken_while_the_paper_is_made_is_refused_and_loses_no_number(
    office: Office, press: PlainPress
) -> None:
    filed, other = answered(office), answered(office)
    press.while_making.append(lambda: offices.move(office, filed.stream, "hu", "answer", answer="改了"))
    assert ("stale", "") in refused(office, filed)
    issue(office, other)
    assert latest(office, other).number == "柳岸综治函〔2026〕1号"


def test_who_is_overtaken_at_the_number_gets_the_next_and_the_paper_says_so(office: Office, press: PlainPress) -> None:
    filed, other = answered(office), answered(office)
    press.while_making.append(lambda: issue(office, other))
    issue(office, filed)
    assert latest(office, other).number.endswith("〕1号") and latest(office, filed).number.endswith("〕2号")
    paper = latest(office, filed)
    _, docx = give_paper(office, seen(office, "hu", filed), seq=paper.seq, kind="docx", asked=None, now=cast.MONDAY)
    assert paper.number in docx.decode()


def test_what_is_hidden_takes_a_duty_and_the_paper_is_sealed_like_its_words(office: Office) -> None:
    filed = dispute(office)
    typed = {"other_party": "乙某", "wishes": "请求调解"}
    assert refused(office, filed, key="application", typed={}) == {
        ("paper_words_missing", "other_party"), ("paper_words_missing", "wishes"), ("required", "reason")
    }  # fmt: skip
    assert looks.of_stream(office.county_id, filed.stream) == ()
    view = seen(office, "hu", filed)
    shown = preview(office, view, Issuing(command_id="p", key="application", typed=typed), cast.MONDAY)
    assert NAME not in shown.docx.decode() and WORDS not in shown.docx.decode() and "已隐藏" in shown.docx.decode()
    issue(office, filed, key="application", typed=typed, reason="handle")
    (look,) = looks.of_stream(office.county_id, filed.stream)
    assert look.reason == "handle" and NAME not in str(look)
    paper = latest(office, filed)
    assert paper.files == ("paper_docx_sealed", "paper_pdf_sealed")
    with pytest.raises(Refused) as caught:
        give_paper(office, seen(office, "hu", filed), seq=paper.seq, kind="docx", asked=None, now=cast.MONDAY)
    assert caught.value.codes == ("required",)
    asked = Opening(fields=(), reason="handle", request="again-1")
    _, docx = give_paper(office, seen(office, "hu", filed), seq=paper.seq, kind="docx", asked=asked, now=cast.MONDAY)
    assert NAME in docx.decode() and WORDS in docx.decode() and PHONE not in docx.decode()
    assert len(looks.of_stream(office.county_id, filed.stream)) == 2


def test_no_entry_and_no_page_of_anybody_holds_what_a_sealed_paper_says(office: Office) -> None:
    filed = dispute(office)
    issue(office, filed, key="application", typed={"other_party": "探针乙", "wishes": "请求"}, reason="handle")
    for entry in seen(office, "hu", filed).entries:
        assert not any(one in entry.body().decode() for one in (NAME, PHONE, WORDS, "探针乙"))
    for who in ("hu", "zhou"):
        view = seen(office, who, filed)
        assert not any(one in str(view.values) for one in (NAME, WORDS, "探针乙", "paper_docx"))


def test_an_order_to_a_unit_names_nobody_who_asked(office: Office) -> None:
    filed = answered(office)
    offices.move(office, filed.stream, "yuan", "supervise", strength="order", due_date="2026-03-20", reason="超期")
    issue(office, filed, key="supervision_order", who="yuan", typed={"demands": "三日内办结"})
    paper = latest(office, filed, "yuan")
    view = seen(office, "yuan", filed)
    _, docx = give_paper(office, view, seq=paper.seq, kind="docx", asked=None, now=cast.MONDAY)
    report = str(cast.report()["words"])
    assert not any(one in docx.decode() for one in (NAME, PHONE, report)) and "超期" in docx.decode()
    assert papers_by_receipt(office, filed.receipt) == ()


def test_the_receipt_gives_its_holder_the_papers_addressed_to_them_and_no_void_one(office: Office) -> None:
    filed = answered(office)
    assert paper_by_receipt(office, filed.receipt, 4, "docx") is None
    issue(office, filed)
    (paper,) = papers_by_receipt(office, filed.receipt)
    found = paper_by_receipt(office, filed.receipt, paper.seq, "docx")
    assert found is not None and hashlib.sha256(found[1]).hexdigest() == paper.docx_sha256
    assert paper_by_receipt(office, filed.receipt, 1, "docx") is None
    void_paper(office, seen(office, "hu", filed), key="answer_letter", reason="错字", command_id="v", now=cast.MONDAY)
    assert papers_by_receipt(office, filed.receipt) == ()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["函", "督"]), st.booleans()), max_size=12))
def test_whatever_is_refused_between_the_numbers_of_each_series_have_no_gap(
    office: Office, steps: list[tuple[str, str, bool]]
) -> None:
    given_: dict[papers.Counter, list[int]] = {}
    with transaction.atomic():
        for unit, series, is_refused in steps:
            counter = papers.Counter(county_id=office.county_id, unit=unit, series=series, year=2026)
            try:
                with transaction.atomic():
                    serial = papers.next_serial(counter)
                    papers.take_serial(counter, serial)
                    if is_refused:
                        raise Refused([Problem("not_yours")])
            except Refused:
                continue
            given_.setdefault(counter, []).append(serial)
        transaction.set_rollback(True)
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in given_.values())


def test_the_database_lets_no_number_be_left_out_or_given_twice(office: Office) -> None:
    counter = papers.Counter(county_id=office.county_id, unit="u", series="函", year=2026)
    papers.take_serial(counter, 1)
    with pytest.raises(papers.NumberTaken), transaction.atomic():
        papers.take_serial(counter, 1)
    for last in (0, 1, 3):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE paper_counter SET last = %s", [last])
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM paper_counter")


@pytest.fixture
def real_office(fresh_database: str, django_db_blocker: DjangoDbBlocker, press: PlainPress) -> Iterator[Office]:
    """An office whose commits are real."""
    with django_db_blocker.unblock():
        yield with_press(offices.set_up_office(), press)


def test_many_at_once_get_every_number_once(real_office: Office) -> None:
    matters = [answered(real_office) for _ in range(6)]

    def issued(filed: FiledCase) -> str:
        try:
            issue(real_office, filed)
            return latest(real_office, filed).number
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        numbers = sorted(pool.map(issued, matters))
    assert numbers == [f"柳岸综治函〔2026〕{number}号" for number in range(1, 7)]
    assert journal.entries_of(real_office.county_id, [matters[0].stream])


def words_of(office: Office, filed: FiledCase) -> Mapping[str, str]:
    """The words of the notice as its unit would issue it now."""
    view = seen(office, "xin", filed)
    offer = next(one for one in offers(office, view, cast.MONDAY) if one.paper.key == "receipt")
    return words_for(office, view, offer, {}, cast.MONDAY).filling.words


def petition(office: Office) -> FiledCase:
    """A petition of which its petitioner was told that it arrived."""
    fields = {
        "category": "petition.request", "area": cast.GRID, "channel": "visit", "requester": "known",
        "requester_name": NAME, "requester_phone": PHONE, "words": WORDS,
    }  # fmt: skip
    filing = Filing(command_id=offices.command_id("file"), procedure="petition", fields=fields)
    filed = file_case(office, filing, actor=cast.actor("hu"), now=cast.MONDAY)
    offices.move(office, filed.stream, "xin", "notify_receipt", receipt_note="已收到")
    return filed


def test_the_notice_of_a_petition_names_the_last_day_only_once_it_is_taken_in(office: Office) -> None:
    """The midnight that ends a day belongs to it: what runs out at 24:00 on 1 May is not due on 2 May.

    Before it is taken in, the office's own 15 days are nobody's limit of the matter, and the paper is silent.
    """
    filed = petition(office)
    assert words_of(office, filed)["due_day"] == ""
    offices.move(office, filed.stream, "xin", "take_here", petition_route="petition_opinion")
    assert words_of(office, filed)["due_day"] == ""
    offices.move(office, filed.stream, "xin", "accept")
    day = moment_wording(seen(office, "xin", filed).state.clocks["deciding"].due_at, office.directory.calendar).zh
    assert day.endswith(" 24:00") and day.startswith(words_of(office, filed)["due_day"])


@pytest.mark.parametrize("reason", ["", "handle"])
def test_who_may_never_see_a_name_cannot_print_it_whatever_duty_they_name(office: Office, reason: str) -> None:
    """The head of a centre watches over the petition and learns from no paper who sent it."""
    filed = petition(office)
    issue(office, filed, key="receipt", who="gu", reason=reason)
    paper = latest(office, filed, "gu")
    given = give_paper(office, seen(office, "gu", filed), seq=paper.seq, kind="docx", asked=None, now=cast.MONDAY)
    words = json.loads(given[1])[1]
    assert words["receipt_note"] == "已收到" and words["applicant"] == ""
    assert not {NAME, PHONE} & set(words.values())
    assert looks.of_stream(office.county_id, filed.stream) == ()


@pytest.mark.parametrize("who", ["xin", "yuan"])
def test_who_holds_a_petition_or_oversees_it_prints_the_name_for_a_duty_and_on_the_record(
    office: Office, who: str
) -> None:
    filed = petition(office)
    assert refused(office, filed, key="receipt", who=who) == {("required", "reason")}
    assert looks.of_stream(office.county_id, filed.stream) == ()
    issue(office, filed, key="receipt", who=who, reason="handle")
    assert len(looks.of_stream(office.county_id, filed.stream)) == 1
    (paper,) = papers_by_receipt(office, filed.receipt)
    found = paper_by_receipt(office, filed.receipt, paper.seq, "docx")
    assert found is not None and NAME in found[1].decode() and PHONE not in found[1].decode()
    with pytest.raises(Refused) as caught:
        give_paper(office, seen(office, who, filed), seq=paper.seq, kind="docx", asked=None, now=cast.MONDAY)
    assert set(caught.value.codes) <= {"required", "not_found"}


def test_the_report_of_a_breach_opens_its_words_for_a_duty_and_names_no_matter_it_concerns(office: Office) -> None:
    fields = {
        "area": cast.COUNTY, "channel": "inside", "unit": "u-protection", "post": "p-bao", "data_class": "contact",
        "data_kinds": "姓名和电话", "matters_concerned": "石桥-2026-000123", "cause_class": "sent_wrong",
        "cause_words": "导出表发错了单位", "noticed_at": cast.MONDAY, "harm": "骚扰电话",
    }  # fmt: skip
    filing = Filing(command_id=offices.command_id("file"), procedure="data_breach", fields=fields)
    filed = file_case(office, filing, actor=cast.actor("bao"), now=cast.MONDAY)
    offices.move(office, filed.stream, "bao", "tell_authority", authority="区委网信办", told_date="2026-03-02")
    asked = {
        "key": "authority_report",
        "who": "bao",
        "typed": {"noticed": "今日", "people": "约40人", "contact": "办公室"},
    }
    assert refused(office, filed, **asked) == {("required", "reason")}
    issue(office, filed, **asked, reason="handle")
    paper = latest(office, filed, "bao")
    opened = Opening(fields=(), reason="handle", request="r1")
    given = give_paper(office, seen(office, "bao", filed), seq=paper.seq, kind="docx", asked=opened, now=cast.MONDAY)
    text = given[1].decode()
    assert "导出表发错了单位" in text and "区委网信办" in text and "000123" not in text


def test_what_is_erased_by_law_is_erased_in_papers_too(office: Office) -> None:
    filed = petition(office)
    issue(office, filed, key="receipt", who="yuan", reason="handle")
    offices.move(office, filed.stream, "bao", "erase", legal_basis="第四十七条", reason="本人申请")
    offices.move(office, filed.stream, "an", "agree", proposal="erase")
    assert latest(office, filed, "yuan").files == ()
    assert papers_by_receipt(office, filed.receipt) == ()
