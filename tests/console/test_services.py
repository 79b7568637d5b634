"""The service hall at the console: who finds it, all mistakes at once, nothing typed lost, the rater never named."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from linli.actions import service_guides as register
from linli.actions.cases import move_case
from linli.actions.deciding import FiledCase, Office
from linli.actions.services import Coming, bring_stuck
from linli.domain.engine.context import RESIDENT, Command
from tests import cast, offices
from tests.actions.test_services import DESK, GUIDE
from tests.console.conftest import Seat, mistakes

NAME, PHONE = "云某", "000-4417"


@pytest.fixture
def hall(office: Office) -> Office:
    register.save_desk(office, cast.POSTS["hu"], DESK, now=cast.MONDAY)
    register.save_guide(office, cast.POSTS["hu"], GUIDE, now=cast.MONDAY)
    return office


def badly_rated(office: Office) -> FiledCase:
    coming = Coming(command_id=offices.command_id("s"), channel="visit", post=cast.POSTS["hu"])
    given = {"category": "service.not_decided", "words": "没下文", "requester_name": NAME, "requester_phone": PHONE}
    filed = bring_stuck(office, given, coming, now=cast.MONDAY)
    for who, verb, fields in (
        ("hu", "contact", {"contact_way": "phone"}), ("hu", "solve", {"cause": "policy", "result": "办了"}),
        ("pan", "reply", {"outcome": "solved", "answer": "已经办好。"}),
    ):  # fmt: skip
        offices.move(office, filed.stream, who, verb, **fields)
    rating = Command(id=offices.command_id("r"), verb="rate", stream=filed.stream, fields={"grade": "2"})
    move_case(office, rating, actor=RESIDENT, now=cast.MONDAY)
    return filed


@pytest.mark.parametrize("address", ["", "/causes", "/guides", "/new", "/stuck", "/guide", "/desk", "/causes.xlsx"])
@pytest.mark.parametrize("who", ["ren", "admin", "cha", "bao", "tiao"])
def test_whoever_has_nothing_to_do_with_the_hall_finds_no_page_of_it(
    address: str, who: str, hall: Office, seat: Seat
) -> None:
    assert seat(who).get(f"/console/service{address}").status_code == 404


def test_a_handler_takes_in_and_does_not_change_guides(hall: Office, seat: Seat) -> None:
    zhou = seat("zhou")
    assert zhou.get("/console/service/new").status_code == 200
    assert zhou.get("/console/service/guides").status_code == 200
    assert zhou.get("/console/service/guide").status_code == 404
    assert zhou.post("/console/service/load", {}).status_code == 404


def test_every_mistake_at_the_desk_comes_at_once_and_what_was_typed_stays(hall: Office, seat: Seat) -> None:
    hu = seat("hu")
    sent = hu.post("/console/service/stuck", {"requester_name": NAME, "channel": "visit"})
    page = mistakes(hu, sent)
    assert 'id="mistake-category"' in page and 'id="mistake-words"' in page
    assert f'value="{NAME}"' in page
    page = mistakes(hu, hu.post("/console/service/new", {"category": "service.application"}))
    assert 'id="mistake-guide"' in page


def test_what_was_taken_in_gives_a_slip_once(hall: Office, seat: Seat) -> None:
    hu = seat("hu", language="zh-hans")
    given = {"category": "service.application", "guide": "food-licence", "channel": "visit", "requester_phone": PHONE}
    assert hu.post("/console/service/new", given).status_code == 302
    page = hu.get("/console/service/new").content.decode()
    assert 'id="receipt-code"' in page and "已收件" in page and PHONE not in page
    assert 'id="receipt-code"' not in hu.get("/console/service/new").content.decode()


def test_the_room_shows_the_grade_and_never_the_rater(hall: Office, seat: Seat) -> None:
    filed = badly_rated(hall)
    for who in ("hu", "pan", "hui"):
        page = seat(who).get("/console/service").content.decode()
        assert "Dissatisfied" in page and filed.number in page
        assert NAME not in page and PHONE not in page


def test_the_causes_open_down_to_the_matters_and_go_out_as_a_table_with_both_numbers(hall: Office, seat: Seat) -> None:
    filed = badly_rated(hall)
    page = seat("hu").get("/console/service/causes?month=2026-03&cause=policy").content.decode()
    assert filed.number in page and "100.0 %" in page
    found = seat("hu", language="zh-hans").get("/console/service/causes.xlsx?month=2026-03").content
    rows = list(load_workbook(io.BytesIO(found)).active.iter_rows(values_only=True))
    assert ("政策", 1, 1, "100.0 %") in rows and ("材料", 0, 1, "0.0 %") in rows
    assert "no cases" not in page
    assert "nobody" not in seat("hu").get("/console/service/causes?month=garbage").content.decode()


def test_a_guide_is_changed_by_a_form_with_a_reason_and_every_mistake(hall: Office, seat: Seat) -> None:
    hu = seat("hu")
    address = "/console/service/guide?key=food-licence"
    page = hu.get(address).content.decode()
    assert "平面图|原件|1" in page and "新增" in page
    page = mistakes(hu, hu.post(address, {"title": "", "limit_days": "99", "desk": "hall-1", "materials": "图|羊皮纸"}))
    for name in ("title", "limit_days", "materials", "steps", "basis", "reason"):
        assert f'id="mistake-{name}"' in page, name
    assert "图|羊皮纸" in page
    good = {key: str(value) for key, value in GUIDE.items()} | {"limit_days": "4", "is_active": "1", "reason": "提速"}
    good["seen"] = "1"
    assert hu.post(address, good).status_code == 302
    assert register.guides_of(hall)["food-licence"].limit_days == 4


def test_a_workbook_with_mistakes_is_refused_on_the_page_with_rows_and_columns(hall: Office, seat: Seat) -> None:
    hu = seat("hu", language="zh-hans")
    content = hu.get("/console/service/guides.xlsx").content
    book = load_workbook(io.BytesIO(content))
    page = book.active
    assert page is not None
    page.cell(row=3, column=7, value=99)
    page.cell(row=3, column=2, value="")
    buffer = io.BytesIO()
    book.save(buffer)
    file = SimpleUploadedFile("g.xlsx", buffer.getvalue())
    sent = hu.post("/console/service/load", {"noun": "service_guide", "file": file})
    shown = sent.content.decode()
    assert sent.status_code == 422 and "承诺工作日" in shown and "事项" in shown
    nothing = hu.post("/console/service/load", {"noun": "service_guide"})
    assert nothing.status_code == 422 and "请填写这一项" in nothing.content.decode()
    broken = hu.post("/console/service/load", {"file": SimpleUploadedFile("g.xlsx", b"PK\x03\x04not a book")})
    assert broken.status_code == 422


def test_the_code_of_a_desk_leads_to_its_page(hall: Office, seat: Seat) -> None:
    page = seat("hu").get("/console/service/desk/hall-1/code").content.decode()
    assert "/services/desk/hall-1" in page and 'class="qr"' in page
    assert seat("hu").get("/console/service/desk/none/code").status_code == 404


FORM = {**{key: value for key, value in GUIDE.items() if isinstance(value, str)}, "is_active": "1"}


def saved(hall: Office) -> list[int]:
    return [one.version for one in register.history_of(hall, "guide", "food-licence")]


def test_a_new_guide_never_takes_the_code_of_another(hall: Office, seat: Seat) -> None:
    hu = seat("hu")
    page = mistakes(hu, hu.post("/console/service/guide", {**FORM, "title": "别的事项"}))
    assert "This code is in use" in page and "别的事项" in page
    assert saved(hall) == [1]


def test_what_somebody_saved_meanwhile_is_not_undone_unseen(hall: Office, seat: Seat) -> None:
    here, hu = "/console/service/guide?key=food-licence", seat("hu")
    assert 'name="seen" value="1"' in hu.get(here).content.decode()
    register.save_guide(hall, cast.POSTS["hu"], {**GUIDE, "limit_days": "5", "reason": "提速"}, now=cast.MONDAY)
    page = mistakes(hu, hu.post(here, {**FORM, "seen": "1", "fee": "10 元"}))
    assert "saved a new version since you opened it" in page and "10 元" in page and 'name="seen" value="2"' in page
    assert saved(hall) == [2, 1]
    assert hu.post(here, {**FORM, "seen": "2", "fee": "10 元"}).status_code == 302
    assert saved(hall) == [3, 2, 1]


def test_a_closed_desk_offers_no_code_to_put_up(hall: Office, seat: Seat) -> None:
    here, hu = "/console/service/desk?key=hall-1", seat("hu")
    assert "/console/service/desk/hall-1/code" in hu.get(here).content.decode()
    register.save_desk(hall, cast.POSTS["hu"], {**DESK, "is_active": False, "reason": "撤窗口"}, now=cast.MONDAY)
    assert "/console/service/desk/hall-1/code" not in hu.get(here).content.decode()


KEPT = re.compile(r'data-keep="([^"]*)"')


@pytest.mark.parametrize("address", ["new", "stuck", "guide", "guide?key=food-licence", "desk", "desk?key=hall-1"])
def test_what_was_typed_for_one_person_or_record_is_forgotten_when_it_is_taken(
    hall: Office, seat: Seat, address: str
) -> None:
    """The next person at the desk never finds the words and number of the one before in the form."""
    hu, here = seat("hu"), f"/console/service/{address}"
    (kept,) = KEPT.findall(hu.get(here).content.decode())
    given = {
        "new": {"category": "service.application", "guide": "food-licence", "requester_phone": PHONE},
        "stuck": {"category": "service.many_trips", "words": "跑了三趟", "requester_phone": PHONE},
        "guide": {**FORM, "key": "another"}, "guide?key=food-licence": {**FORM, "seen": "1", "fee": "10 元"},
        "desk": {**DESK, "key": "hall-9"}, "desk?key=hall-1": {**DESK, "seen": "1", "hours": "上午"},
    }[address]  # fmt: skip
    answer = hu.post(here, given)
    assert answer.status_code == 302
    assert f'data-kept-sent="{kept}"' in hu.get(answer.headers["Location"]).content.decode()
