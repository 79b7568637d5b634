"""What deputies proposed, for everybody without private data; each deputy's page by a link, no grade beforehand."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.actions.batch import Batch
from linli.actions.cases import move_case
from linli.actions.deciding import Office
from linli.actions.deputy_feedback import feedback_code
from linli.actions.seats import actor_at
from linli.actions.suggestion_sheets import SentList, register, send_list
from linli.domain.engine.context import Command
from linli.domain.suggestion import listed_as
from linli.store import journal, models
from tests import cast, offices
from tests.actions.suggestion_lists import TITLE, book, row
from tests.public.conftest import body, visitor_in

NOW = cast.MONDAY
OUTCOME = {"disposition": "planned", "answer_class": "B"}
GOOD = {"attitude": "5", "result": "4"}


@pytest.fixture(autouse=True)
def standing_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    def set_to(moment: datetime) -> None:
        monkeypatch.setattr("linli.public.suggestions.present", lambda: moment)

    set_to(NOW)
    return set_to


def answered(office: Office, number: int = 1, **changes: object) -> str:
    """Take one in and answer it; return its id."""
    peng = cast.POSTS["peng"]
    content = book(row(number, co_units=None, **changes))
    sent = SentList(filename="x.xlsx", content=content, year="2026", session="五次会议")
    register(office, peng, send_list(office, peng, sent, NOW), NOW)
    case_id = str(models.Case.objects.get(procedure="suggestion", origin=listed_as(2026, number)).pk)
    drafted = {**OUTCOME, "contacted": "visit", "answer": "列入明年计划。"}
    for who, verb, fields in (
        ("wei", "accept", {}), ("wei", "promise", {"promise_words": "建成两处", "promised_date": "2026-06-01"}),
        ("wei", "draft", drafted), ("jin", "sign", OUTCOME),
    ):  # fmt: skip
        command = Command(id=offices.command_id(verb), verb=verb, stream=f"case/{case_id}", fields=fields)
        move_case(office, command, actor=actor_at(cast.POSTS[who]), now=NOW)
    return case_id


def address(office: Office, case_id: str, party: str = "d1") -> str:
    return f"/suggestions/{case_id}/feedback/{feedback_code(office, case_id, party)}"


def told_after(client: Client, answer: HttpResponse) -> str:
    assert answer.status_code == 302
    return body(client.get(answer.headers["Location"]))


def test_before_anything_is_answered_the_page_says_so(office: Office) -> None:
    assert "还没有已答复的建议" in body(visitor_in("zh-Hans").get("/suggestions/"))


def test_everybody_reads_the_answer_and_nobody_a_telephone_a_grade_or_a_member_of_staff(office: Office) -> None:
    case_id = answered(office)
    visitor = visitor_in("zh-Hans")
    visitor.post(address(office, case_id), {**GOOD, "comment": "只给单位看的话"})
    assert TITLE in body(visitor.get("/suggestions/"))
    page = body(visitor.get(f"/suggestions/{case_id}"))
    for words in ("王甲", "李乙", "列入明年计划。", "建成两处", "区城市管理局", "B 类"):
        assert words in page
    for words in ("7700001", "STAFF-", "只给单位看的话", "非常满意"):
        assert words not in page


def test_a_longer_list_asks_no_more_questions(office: Office) -> None:
    visitor = visitor_in("en")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert visitor.get("/suggestions/").status_code == 200
        return len(queries)

    answered(office)
    asked()
    few = asked()
    for number in (2, 3):
        answered(office, number)
    assert body(visitor.get("/suggestions/")).count(TITLE) == 3
    assert asked() == few


def test_what_is_not_suitable_for_publishing_is_missing(office: Office) -> None:
    case_id = answered(office, publish="否")
    visitor = visitor_in("zh-Hans")
    assert TITLE not in body(visitor.get("/suggestions/"))
    assert visitor.get(f"/suggestions/{case_id}").status_code == 404
    assert visitor.get(address(office, case_id)).status_code == 200  # its own deputies are asked all the same


def test_a_grid_event_is_no_suggestion(office: Office) -> None:
    assert visitor_in("en").get(f"/suggestions/{offices.file(office).case_id}").status_code == 404


def test_no_grade_is_chosen_and_everything_missing_is_named_at_once(office: Office) -> None:
    url = address(office, answered(office))
    visitor = visitor_in("zh-Hans")
    page = body(visitor.get(url))
    assert "checked" not in page and "王甲" in page
    page = told_after(visitor, visitor.post(url, {"comment": "好"}))
    assert set(re.findall(r'href="#field-(\w+)"', page)) == {"attitude", "result"} and ">好</textarea>" in page
    page = told_after(visitor, visitor.post(url, {"attitude": "3", "result": "1"}))
    assert set(re.findall(r'href="#field-(\w+)"', page)) == {"redo", "comment"}


def test_it_can_be_sent_once(office: Office) -> None:
    case_id = answered(office)
    url, visitor = address(office, case_id), visitor_in("zh-Hans")
    page = told_after(visitor, visitor.post(url, GOOD))
    assert '<form class="form panel' not in page and "满意" in page
    visitor.post(url, {**GOOD, "result": "1", "redo": "yes", "comment": "改主意了"})
    state = journal.load_states(office.county_id, [f"case/{case_id}"])[f"case/{case_id}"]
    assert [one.stage for one in state.parts.values() if one.rule == "feedback"] == ["satisfied", "asked"]


def test_a_late_word_is_not_taken(office: Office, standing_clock: Callable[[datetime], None]) -> None:
    case_id = answered(office)
    moment = NOW + timedelta(days=20)
    standing_clock(moment)
    with journal.one_transaction():
        batch = Batch(office)
        batch.tick(f"case/{case_id}", now=moment)
        batch.flush()
    visitor = visitor_in("zh-Hans")
    page = told_after(visitor, visitor.post(address(office, case_id), GOOD))
    assert "逾期未反馈" in page
    state = journal.load_states(office.county_id, [f"case/{case_id}"])[f"case/{case_id}"]
    assert "feedback" not in state.counts


@pytest.mark.parametrize("wrong", ["0000-0000-0000-0000", "x", "z" * 90])
def test_a_wrong_code_is_answered_like_a_missing_page_and_counted(office: Office, wrong: str) -> None:
    case_id = answered(office)
    visitor = visitor_in("en")
    assert visitor.get(f"/suggestions/{case_id}/feedback/{wrong}").status_code == 404
    other = f"/suggestions/01ARZ3NDEKTSV4RRFFQ69G5FAV/feedback/{feedback_code(office, case_id, 'd1')}"
    assert visitor.get(other).status_code == 404
    assert [visitor.get(other).status_code for _ in range(60)][-1] == 429


def test_the_page_of_a_deputy_is_kept_nowhere_and_named_to_nobody(office: Office) -> None:
    answer = visitor_in("en").get(address(office, answered(office)))
    assert (answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert "noindex" in answer.headers["X-Robots-Tag"]
