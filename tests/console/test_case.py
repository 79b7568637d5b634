"""The page of one case: what each seat sees of it, its past, its clocks, and how the requester is reached."""

import re
from datetime import timedelta

import pytest
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from linli.actions.deciding import Office
from linli.console.command_ids import command_id
from linli.store import looks
from linli.store.cases import open_case
from tests import cast, offices
from tests.console.conftest import NOW, Seat, mistakes

PHONE = "000-8888-1234"
WORDS = "菜市场北口的路灯连着三晚不亮"
NAME = "王某某"


def page(client: Client, case_id: str, tail: str = "") -> str:
    answer = client.get(f"/console/cases/{case_id}{tail}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def dispatched(office: Office) -> str:
    """A case with words and a phone number, at work in a department."""
    filed = offices.file(office, requester_phone=PHONE, requester_name=NAME, words=WORDS, place_words="菜市场北口")
    offices.move(office, filed.stream, "hu", "register")
    offices.move(office, filed.stream, "pan", "dispatch", unit=cast.UNITS["city-management"].id)
    return filed.case_id


@pytest.mark.parametrize("who", ["hu", "pan", "gu", "wei", "song", "peng", "ren", "hui", "yuan"])
@pytest.mark.parametrize("tail", ["", "/clock/wait", "/clock/handling"])
def test_the_number_of_the_requester_stands_on_no_page(who: str, tail: str, dispatched: str, seat: Seat) -> None:
    shown = page(seat(who), dispatched, tail)
    assert PHONE not in shown
    assert NAME not in shown


def test_the_department_that_works_on_it_reads_the_words_and_never_the_number(dispatched: str, seat: Seat) -> None:
    client = seat("wei")
    assert WORDS in page(client, dispatched)
    assert client.get(f"/console/cases/{dispatched}/open").status_code == 404


def test_a_past_handler_without_work_on_it_reads_no_words(dispatched: str, office: Office, seat: Seat) -> None:
    stream = f"case/{dispatched}"
    offices.move(office, stream, "wei", "return", right_unit=cast.UNITS["housing"].id, reason="不是我们管的灯")
    shown = page(seat("wei"), dispatched)
    assert WORDS not in shown
    assert "不是我们管的灯" not in shown
    assert "for the units that handle it" in shown


def opening(shown: str, **given: str) -> dict[str, object]:
    """The first form of a page that opens something hidden, filled in."""
    form = shown[shown.index('class="masked-field__form"') :]
    form = form[: form.index("</form>")]
    fields = re.findall(r'name="field" value="([^"]+)"', form)
    command = re.findall(r'name="command" value="([^"]+)"', form)[0]
    return {"field": fields, "command": command, **given}


def test_the_centre_sees_the_number_after_a_duty_that_goes_on_the_record_and_once(
    dispatched: str, office: Office, seat: Seat
) -> None:
    client = seat("hu")
    address, asked = f"/console/cases/{dispatched}/open", opening(page(client, dispatched))
    assert PHONE not in client.get(address).content.decode()
    told = mistakes(client, client.post(address, {**asked, "reason": " "}))
    assert "is not one of the choices" in told or "Please fill this in." in told
    assert PHONE not in told and looks.of_stream(office.county_id, f"case/{dispatched}") == ()
    answer = client.post(address, {**asked, "reason": "call_back", "words": "约上门时间"})
    shown = answer.content.decode()
    assert PHONE in shown and NAME in shown
    assert "no-store" in answer["Cache-Control"] and PHONE not in str(answer.headers)
    assert PHONE not in client.get(address).content.decode() and PHONE not in page(client, dispatched)
    (look,) = looks.of_stream(office.county_id, f"case/{dispatched}")
    assert (look.post, look.reason, look.words) == ("p-hu", "call_back", "约上门时间")
    kept = open_case(office.county_id, f"case/{dispatched}")
    assert kept is not None and kept.entries[-1].type != "case.note"
    again = client.post(address, {**asked, "reason": "call_back"})
    assert "shown once already" in mistakes(client, again)
    assert len(looks.of_stream(office.county_id, f"case/{dispatched}")) == 1


def test_a_case_says_who_looked_to_those_who_work_on_or_watch_over_it(dispatched: str, seat: Seat) -> None:
    client = seat("hu")
    asked = opening(page(client, dispatched), reason="call_back", words="只在科室里说")
    client.post(f"/console/cases/{dispatched}/open", asked)
    assert "只在科室里说" in page(seat("wei"), dispatched)
    assert "只在科室里说" not in page(seat("ren"), dispatched)
    own = client.get("/console/looks").content.decode()
    assert "只在科室里说" in own and PHONE not in own
    assert "只在科室里说" not in seat("pan").get("/console/looks").content.decode()


def test_the_past_says_who_did_what_and_bears_the_hash_of_each_entry(
    dispatched: str, office: Office, seat: Seat
) -> None:
    shown = page(seat("hu", language="zh-CN"), dispatched)
    kept = open_case(office.county_id, f"case/{dispatched}")
    assert kept is not None
    assert all(hash_[:10] in shown for hash_ in kept.hashes)
    for words in ("居民 通过网页反映", "受理员 Hu 立案", "派遣员 Pan 派遣", "转到区城市管理局", "处置 时限"):
        assert words in shown


def test_a_case_is_found_by_its_number_too(dispatched: str, office: Office, seat: Seat) -> None:
    kept = open_case(office.county_id, f"case/{dispatched}")
    assert kept is not None
    assert WORDS in page(seat("hu"), kept.state.number)


def test_two_clocks_stand_on_the_page_and_each_explains_itself(dispatched: str, seat: Seat) -> None:
    shown = page(seat("wei"), dispatched)
    assert "My step" in shown
    assert "The resident&#x27;s whole wait" in shown
    told = page(seat("wei", language="zh-CN"), dispatched, "/clock/wait")
    for words in ("起算当日,不计", "民法典第二百零一条", "到期:", "一般事项 15 日内答复"):
        assert words in told
    assert "Ordinary matters are answered within 15 days" in page(seat("wei"), dispatched, "/clock/wait")
    assert seat("wei").get(f"/console/cases/{dispatched}/clock/nothing").status_code == 404


def test_a_pause_is_told_with_its_reason_where_the_clock_explains_itself(
    dispatched: str, office: Office, seat: Seat
) -> None:
    stream = f"case/{dispatched}"
    offices.move(office, stream, "wei", "pause", pause_reason="appraisal", reason="等检测报告")
    told = page(seat("wei", language="zh-CN"), dispatched, "/clock/handling")
    assert "检测鉴定期间" in told
    assert "暂停中,恢复后接着算" in told


def test_only_moves_that_can_be_made_now_are_offered(dispatched: str, seat: Seat) -> None:
    handler, desk, worker = (page(seat(who), dispatched) for who in ("wei", "hu", "ren"))
    assert f"/console/cases/{dispatched}/do/accept" in handler
    assert "/do/return" in handler
    assert "/do/accept" not in desk
    assert "/do/reassign" in desk
    assert "/do/accept" not in worker
    assert "/do/close" not in handler + desk + worker


def test_why_the_one_who_handled_it_may_not_check_it_is_said(office: Office, seat: Seat) -> None:
    """Zhou handled the matter and sits at the desk as well: one person with two posts is still one person."""
    filed = offices.file(office)
    for who, verb, fields in (
        ("hu", "register", {}),
        ("pan", "dispatch", {"unit": cast.UNITS["liuan"].id}),
        ("zhou", "accept", {}),
        ("zhou", "report_result", {"result": "修好了", "condition": "repaired"}),
    ):
        offices.move(office, filed.stream, who, verb, at=NOW + timedelta(minutes=5), **fields)
    shown = page(seat("zhou_at_desk", language="zh-CN"), filed.case_id)
    assert "不能“开始核查”:须由未经手的人来做" in shown
    assert "已经办过“反馈处置结果”" in shown
    assert "/do/check" not in shown
    assert "/do/check" in page(seat("hu"), filed.case_id)


def test_what_was_erased_by_law_is_told_in_place_of_the_words(dispatched: str, seat: Seat, office: Office) -> None:
    offices.move(office, f"case/{dispatched}", "bao", "erase", legal_basis="第四十七条", reason="本人申请")
    assert WORDS in page(seat("hu"), dispatched)
    offices.move(office, f"case/{dispatched}", "an", "agree", proposal="erase")
    shown = page(seat("hu", language="zh-CN"), dispatched)
    assert WORDS not in shown and "菜市场北口" not in shown
    assert shown.count("已依法删除") >= 3
    assert "/contact" not in shown


def test_a_case_page_asks_the_database_at_most_25_times(
    dispatched: str, seat: Seat, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = seat("hu")
    with django_assert_max_num_queries(25):
        page(client, dispatched)
    with django_assert_max_num_queries(25):
        page(client, dispatched, "/do/reassign")


@pytest.mark.parametrize("given", ["", "a" * 31, f"{'a' * 32}-", f"{'a' * 32}-S1", f"{'a' * 32}' or 1=1", "a" * 900])
def test_an_id_that_no_form_of_ours_wrote_is_not_taken_for_one(given: str) -> None:
    came = command_id(RequestFactory().post("/", {"command": given}))
    assert came != given and len(came) == 32


@pytest.mark.parametrize("tail", ["", "-hold", "-s12", "-out-out"])
def test_each_form_of_a_page_counts_once_by_an_id_of_its_own(tail: str) -> None:
    given = f"{'0123456789abcdef' * 2}{tail}"
    assert command_id(RequestFactory().post("/", {"command": given})) == given
