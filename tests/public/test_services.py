"""Services for residents: guides to read, applying and stuck matters without script, rating by receipt only."""

import re

import pytest
from django.test import Client

from linli.actions import service_guides as register
from linli.actions.deciding import Office
from linli.domain.receipt import read_receipt_code
from linli.store import cases
from tests import cast, offices
from tests.actions.test_services import DESK, GUIDE
from tests.public.conftest import body, mistakes, visitor_in
from tests.public.test_matter import NOWHERE, WRONG_CODES_MAX


@pytest.fixture
def hall(office: Office) -> Office:
    register.save_desk(office, cast.POSTS["hu"], DESK, now=cast.MONDAY)
    register.save_guide(office, cast.POSTS["hu"], GUIDE, now=cast.MONDAY)
    return office


def taken(visitor: Client, address: str, **given: str) -> str:
    """Send a form and return the receipt code."""
    page = body(visitor.get(address))
    command = page.partition('name="command_id" value="')[2].partition('"')[0]
    answer = visitor.post(address, {"command_id": command, **given})
    assert answer.status_code == 302, body(answer)
    shown = body(visitor.get(answer.headers["Location"]))
    return shown.partition('id="receipt-code">')[2].partition("<")[0]


def matter_of(office: Office, code: str) -> cases.CaseFile:
    from linli.actions.deciding import receipt_hash

    found = cases.case_of_receipt(receipt_hash(read_receipt_code(code), office.ports.secret))
    assert found is not None
    kept = cases.open_case(office.county_id, f"case/{found[1]}")
    assert kept is not None
    return kept


def test_before_anything_is_published_the_page_says_so(visitor: Client) -> None:
    page = body(visitor.get("/services"))
    assert "No guides yet" in page and "/services/stuck" in page


def test_a_guide_says_what_to_bring_how_long_and_where_in_chinese(hall: Office) -> None:
    page = body(visitor_in("zh-hans").get("/services/guide/food-licence"))
    told = ("食品经营许可", "平面图", "原件", "10 个工作日", "不收费", "一楼大厅", "食品安全法第三十五条", "一次告知")
    for words in told:
        assert words in page, words
    assert "食品经营许可" in body(visitor_in("zh-hans").get("/services?q=平面图"))
    assert "没有找到" in body(visitor_in("zh-hans").get("/services?q=护照"))


def test_a_former_version_can_be_read_and_is_marked(hall: Office, visitor: Client) -> None:
    register.save_guide(hall, cast.POSTS["hu"], {**GUIDE, "limit_days": "3", "reason": "提速"}, now=cast.MONDAY)
    assert "former version" in body(visitor.get("/services/guide/food-licence?version=1"))
    assert visitor.get("/services/guide/food-licence?version=9").status_code == 404
    assert visitor.get("/services/guide/none").status_code == 404


def test_every_mistake_of_a_stuck_matter_comes_at_once_and_the_words_stay(hall: Office, visitor: Client) -> None:
    page = mistakes(visitor, visitor.post("/services/stuck", {"requester_name": "云某", "guide": "food-licence"}))
    assert 'id="mistake-category"' in page and 'id="mistake-words"' in page and 'value="云某"' in page


def test_a_stuck_matter_is_brought_without_script_and_gives_a_receipt(hall: Office, visitor: Client) -> None:
    code = taken(
        visitor, "/services/stuck", category="service.many_trips", words="跑了三趟", guide="food-licence",
        requester_phone="000-5555",
    )  # fmt: skip
    state = matter_of(hall, code).state
    assert (state.procedure, state.stage, state.notes["guide"]) == ("stuck_matter", "received", "food-licence")
    page = body(visitor.get(f"/r/{code}"))
    assert "next working day after a day off" in page and "000-5555" not in page


def test_an_application_from_home_is_supplemented_by_receipt_after_one_telling(hall: Office, visitor: Client) -> None:
    code = taken(visitor, "/services/guide/food-licence/apply", words="", requester_phone="000-5555")
    kept = matter_of(hall, code)
    offices.move(hall, kept.state.stream, "hu", "tell_missing", missing="平面图 1 份,要盖章")
    page = body(visitor.get(f"/r/{code}"))
    assert "平面图 1 份,要盖章" in page and "nothing beyond it may be asked for" in page
    given = {"verb": "supplement", "supplement_note": "已寄出", "command_id": "abcdefgh-supp"}
    sent = visitor.post(f"/r/{code}", given)
    assert sent.status_code == 302
    assert matter_of(hall, code).state.stage == "applied"
    assert "平面图 1 份,要盖章" not in body(visitor.get(f"/r/{code}"))


def test_a_rating_needs_the_receipt_and_nothing_is_filled_in_before(hall: Office, visitor: Client) -> None:
    page = mistakes(visitor, visitor.post("/services/desk/hall-1", {"receipt": "0000-0000-0000-0000"}))
    assert "16 characters" in page
    code = taken(visitor, "/services/guide/food-licence/apply", requester_phone="000-5555")
    stream = matter_of(hall, code).state.stream
    for who, verb, fields in (
        ("hu", "check", {}), ("hu", "grant", {"answer": "准予。"}), ("hu", "send_out", {"given_as": "post"}),
    ):  # fmt: skip
        offices.move(hall, stream, who, verb, **fields)
    answer = visitor.post("/services/desk/hall-1", {"receipt": code.lower()})
    assert answer.status_code == 302 and answer.headers["Location"] == f"/r/{code}#s-rate"
    page = body(visitor.get(f"/r/{code}"))
    assert len(re.findall(r'name="rate_grade" value="[1-5]"', page)) == 5
    assert not re.search(r'name="rate_grade" value="[1-5]" checked', page)
    rated = {"verb": "rate", "rate_grade": "2", "command_id": "abcdefgh-rate"}
    assert visitor.post(f"/r/{code}", rated).status_code == 302
    state = matter_of(hall, code).state
    assert state.notes["grade"] == "2" and state.clocks["fixing"].is_open
    once_more = {"verb": "rate", "rate_grade": "5", "command_id": "other-rate-1"}
    assert "rated already" in mistakes(visitor, visitor.post(f"/r/{code}", once_more))


def test_a_service_that_ended_is_not_applied_for(hall: Office, visitor: Client) -> None:
    register.save_guide(hall, cast.POSTS["hu"], {**GUIDE, "is_active": False, "reason": "停办"}, now=cast.MONDAY)
    assert visitor.get("/services/guide/food-licence/apply").status_code == 404
    assert "not offered now" in body(visitor.get("/services/guide/food-licence"))


def test_a_receipt_of_another_kind_shows_no_slip_here(hall: Office, visitor: Client) -> None:
    filed = offices.file(hall)
    assert visitor.get(f"/services/taken/{filed.receipt}").status_code == 404


def test_after_too_many_wrong_codes_the_hall_answers_429_and_a_right_code_goes_on(
    hall: Office, visitor: Client
) -> None:
    code = taken(visitor, "/services/stuck", category="service.many_trips", words="跑了三趟", guide="food-licence")
    answers = [visitor.get(f"/services/taken/{NOWHERE}").status_code for _ in range(WRONG_CODES_MAX + 1)]
    assert answers == [404] * WRONG_CODES_MAX + [429]
    assert visitor.post("/services/desk/hall-1", {"receipt": NOWHERE}).status_code == 429
    assert visitor.get(f"/services/taken/{code}").status_code == 200
    answer = visitor.post("/services/desk/hall-1", {"receipt": code})
    assert answer.headers["Location"].startswith(f"/r/{code}")


def test_a_guide_whose_desk_is_closed_is_neither_listed_nor_counted(hall: Office, visitor: Client) -> None:
    register.save_desk(hall, cast.POSTS["hu"], {**DESK, "is_active": False, "reason": "撤窗口"}, now=cast.MONDAY)
    assert "No guides yet" in body(visitor.get("/services"))
    assert "Nothing found" not in body(visitor.get("/services?q=平面图"))
    assert "not offered now" in body(visitor.get("/services/guide/food-licence"))
