"""Papers at the console: offered when due, refused on the page with every reason, given again, and their templates."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from linli.actions.deciding import FiledCase, Office
from linli.adapters.papers import OfficePress
from linli.domain.problems import Problem
from tests import offices
from tests.actions.plain_press import PlainPress
from tests.actions.silent_ports import SILENT_PORTS
from tests.adapters.hostile_templates import HOSTILE, in_text
from tests.console.conftest import Seat


@pytest.fixture
def answered(office: Office, settings: Settings) -> FiledCase:
    settings.LINLI_PORTS = replace(SILENT_PORTS, papers=PlainPress())
    filed = offices.file(office, requester_name="探针名", requester_phone="000-70917")
    offices.move(office, filed.stream, "hu", "register")
    offices.move(office, filed.stream, "hu", "answer", answer="已经修好")
    return filed


def test_a_paper_is_previewed_issued_and_given_again(answered: FiledCase, seat: Seat) -> None:
    hu, case = seat("hu", language="zh-CN"), f"/console/cases/{answered.case_id}"
    assert f"{case}/papers/answer_letter" in hu.get(case).content.decode()
    shown = hu.get(f"{case}/papers/answer_letter").content.decode()
    assert "已经修好" in shown and "出具文书" in shown and "称呼" in shown
    empty = hu.post(f"{case}/papers/answer_letter", {"issue": "1"})
    assert empty.status_code == 422 and "缺“称呼”" in empty.content.decode()
    looked = hu.post(f"{case}/papers/answer_letter", {"preview": "1"})
    assert looked["Content-Type"] == "application/pdf" and "〔2026〕×号" in looked.content.decode()
    made = hu.post(f"{case}/papers/answer_letter", {"issue": "1", "addressee": "张先生"})
    assert made.status_code == 302
    page = hu.get(case).content.decode()
    assert "柳岸综治函〔2026〕1号" in page and "答复函" in page
    seq = int(page.split(f"{case}/paper/")[1].split(".")[0])
    first, again = (hu.get(f"{case}/paper/{seq}.docx") for _ in range(2))
    assert first.content == again.content and "no-store" in first["Cache-Control"]
    assert "attachment" in first["Content-Disposition"]
    assert hu.get(f"{case}/paper/{seq}.exe").status_code == 404
    assert hu.get(f"{case}/paper/1.docx").status_code == 404


def test_a_void_paper_says_so_and_can_be_issued_anew(answered: FiledCase, seat: Seat) -> None:
    hu, case = seat("hu", language="zh-CN"), f"/console/cases/{answered.case_id}"
    hu.post(f"{case}/papers/answer_letter", {"issue": "1", "addressee": "张先生"})
    assert hu.post(f"{case}/papers/answer_letter/void", {}).status_code == 422
    assert hu.post(f"{case}/papers/answer_letter/void", {"reason": "错字"}).status_code == 302
    assert "已作废" in hu.get(case).content.decode()
    assert hu.post(f"{case}/papers/answer_letter", {"issue": "1", "addressee": "张先生"}).status_code == 302


def test_who_may_not_see_the_matter_finds_no_paper(answered: FiledCase, seat: Seat) -> None:
    for who in ("deng", "admin"):
        for address in ("papers/answer_letter", "paper/4.docx", "papers/answer_letter/void"):
            assert seat(who).get(f"/console/cases/{answered.case_id}/{address}").status_code == 404


def test_templates_are_shown_to_readers_of_the_set_up_and_changed_by_the_administrator(
    office: Office, seat: Seat, settings: Settings
) -> None:
    settings.LINLI_PORTS = replace(SILENT_PORTS, papers=OfficePress())
    assert seat("hu").get("/console/setup/papers").status_code == 404
    reader, admin = seat("yuan", language="zh-CN"), seat("admin", language="zh-CN")
    assert "信访事项处理意见书" in reader.get("/console/setup/papers").content.decode()
    page = reader.get("/console/setup/papers/answer_letter").content.decode()
    assert "{{答复内容}}" in page and "启用" not in page.replace("看过样张再启用", "")
    assert reader.post("/console/setup/papers/answer_letter", {"reason": "x"}).status_code == 404
    given = reader.get("/console/setup/papers/answer_letter/0.docx")
    assert given.content.startswith(b"PK")
    assert reader.get("/console/setup/papers/answer_letter/7.docx").status_code == 404
    bad = SimpleUploadedFile("x.docx", HOSTILE["macros"][0])
    answer = admin.post("/console/setup/papers/answer_letter", {"file": bad, "reason": ""})
    assert answer.status_code == 422
    told = answer.content.decode()
    assert "模板里有宏" in told and Problem("reason_needed").within("zh") in told
    good = SimpleUploadedFile("x.docx", in_text("本区另行说明。"))
    assert admin.post("/console/setup/papers/answer_letter", {"file": good, "reason": "加一句"}).status_code == 302
    page = admin.get("/console/setup/papers/answer_letter").content.decode()
    assert "加一句" in page and "Admin" in page
    back = admin.post("/console/setup/papers/answer_letter", {"back_to": "0", "reason": "不要了"})
    assert back.status_code == 302
