"""Your data by receipt: who may not, what is never shown, asking for a right, taking consent back; no retaliation."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from typing import Any

import pytest
from django.test import Client

from linli.actions.deciding import Office, receipt_hash
from linli.domain.notice_history import every_notice
from linli.domain.privacy_notice import FOLLOW_UP_CALLS, MESSAGES, NOTICE, NOTICES, Form
from linli.domain.receipt import receipt_code
from linli.store import cases, consents, models
from tests import cast, offices
from tests.public.conftest import Clock, body, closed, command_of, filled, mistakes, sent

NOWHERE = receipt_code(b"\x01" * 9)
PHONE = "000-5519 2244"


@pytest.fixture(autouse=True)
def standing_clock(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("linli.public.your_data.present", lambda: cast.MONDAY)
    yield


def ask(visitor: Client, code: str, **fields: str) -> Any:
    given = {"command_id": offices.command_id("page-right"), "category": "right.delete", "asked_as": "self", **fields}
    return visitor.post(f"/r/{code}/data", given)


def request_code(answer: Any) -> str:
    found = re.search(r"request=([0-9A-Z-]+)", answer["Location"])
    assert found is not None, answer["Location"]
    return found.group(1)


def test_a_code_that_leads_nowhere_is_answered_like_any_missing_page(visitor: Client) -> None:
    for address in (f"/r/{NOWHERE}/data", f"/r/{NOWHERE}/data/copy", "/r/x/data"):
        answer = visitor.get(address)
        assert answer.status_code == 404 and answer.content == visitor.get("/no/such/page").content


def test_a_request_with_mistakes_files_nothing_and_tells_all_of_them_at_once(visitor: Client, office: Office) -> None:
    code = offices.file(office).receipt
    answer = ask(visitor, code, category="right.everything", asked_as="", words="请删除")
    page = mistakes(visitor, answer)
    assert all(one in page for one in ("mistake-category", "mistake-asked_as", "请删除"))
    assert cases.case_of_receipt(receipt_hash(code, office.ports.secret)) is not None


def test_there_is_no_copy_before_it_was_granted(visitor: Client, office: Office) -> None:
    code = offices.file(office).receipt
    asked = request_code(ask(visitor, code, category="right.copy"))
    assert visitor.get(f"/r/{code}/data/copy").status_code == 404
    assert visitor.get(f"/r/{asked}/data/copy").status_code == 404


def test_a_request_gets_a_receipt_of_its_own_and_is_followed_by_it(visitor: Client, office: Office) -> None:
    code = offices.file(office).receipt
    answer = ask(visitor, code)
    asked = request_code(answer)
    assert asked != code and asked in body(visitor.get(answer["Location"]))
    followed = body(visitor.get(f"/r/{asked}"))
    assert "Your request has arrived" in followed


def test_a_granted_copy_is_downloaded_with_the_receipt_of_the_request(visitor: Client, office: Office) -> None:
    filed = offices.file(office, requester_phone=PHONE)
    asked = request_code(ask(visitor, filed.receipt, category="right.copy"))
    found = cases.case_of_receipt(receipt_hash(asked, office.ports.secret))
    assert found is not None
    stream = f"case/{found[1]}"
    offices.move(office, stream, "bao", "identify", identified_by="receipt")
    offices.move(office, stream, "bao", "grant")
    assert "Download the copy" in body(visitor.get(f"/r/{asked}/data"))
    answer = visitor.get(f"/r/{asked}/data/copy")
    assert answer["Content-Type"] == "application/zip" and answer["Cache-Control"] == "no-store"


def test_the_page_names_what_is_kept_and_never_says_it(visitor: Client, office: Office) -> None:
    code = offices.file(office, requester_phone=PHONE, requester_name="探针名").receipt
    shown = body(visitor.get(f"/r/{code}/data"))
    assert "Phone" in shown and PHONE not in shown and "探针名" not in shown
    assert NOTICES[Form.DATA_RIGHT].version in shown


def test_consent_is_taken_back_with_one_press(visitor: Client, office: Office) -> None:
    filed = offices.file(office, requester_phone=PHONE)
    assert visitor.post(f"/r/{filed.receipt}/data", {"purpose": MESSAGES, "agree": "0"}).status_code == 302
    assert consents.is_refused(office.county_id, filed.stream, MESSAGES)
    visitor.post(f"/r/{filed.receipt}/data", {"purpose": MESSAGES, "agree": "1"})
    assert not consents.is_refused(office.county_id, filed.stream, MESSAGES)


def test_nobody_is_offered_a_purpose_that_does_not_exist(visitor: Client, office: Office) -> None:
    code = offices.file(office, requester_phone=PHONE).receipt
    assert visitor.post(f"/r/{code}/data", {"purpose": "adverts", "agree": "1"}).status_code == 404


def test_a_notice_that_says_something_else_is_another_version() -> None:
    notice = NOTICES[Form.REPORT]
    other = replace(notice, why=NOTICES[Form.PHONE].why)
    assert notice.version != other.version and len({one.version for one in NOTICES.values()}) == len(NOTICES)


@pytest.mark.parametrize("agreed", [(), (MESSAGES,), (FOLLOW_UP_CALLS,), (MESSAGES, FOLLOW_UP_CALLS)])
def test_a_report_keeps_the_notice_it_showed_and_each_purpose_as_it_was_ticked(
    visitor: Client, office: Office, agreed: tuple[str, ...]
) -> None:
    filled(visitor)
    visitor.post("/report/check/", {"command_id": command_of(visitor), **dict.fromkeys(agreed, "1")})
    stream = _newest_stream()
    kept = consents.of_stream(office.county_id, stream)
    assert kept[NOTICE][0] == NOTICES[Form.REPORT].version
    assert {key for key in (MESSAGES, FOLLOW_UP_CALLS) if kept[key][1] is None} == set(agreed)


def test_no_purpose_is_ticked_beforehand(visitor: Client) -> None:
    filled(visitor)
    page = body(visitor.get("/report/check/"))
    for key in (MESSAGES, FOLLOW_UP_CALLS):
        [box] = re.findall(rf'<input id="field-{key}"[^>]*>', page)
        assert "checked" not in box


def test_consent_to_calls_is_taken_back_on_the_page(visitor: Client, office: Office) -> None:
    code = sent(visitor)
    stream = _newest_stream()
    for agree, is_refused in (("1", False), ("0", True)):
        assert visitor.post(f"/r/{code}/data", {"purpose": FOLLOW_UP_CALLS, "agree": agree}).status_code == 302
        assert consents.is_refused(office.county_id, stream, FOLLOW_UP_CALLS) is is_refused


def test_whoever_rates_keeps_the_notice_beside_the_rating_and_can_read_both_again(
    visitor: Client, office: Office
) -> None:
    code, stream = closed(office)
    assert visitor.post(f"/r/{code}", {"verb": "rate", "rate_grade": "4"}).status_code == 302
    version = NOTICES[Form.RATING].version
    assert version in {version for version, _ in consents.of_stream(office.county_id, stream).values()}
    page = body(visitor.get(f"/r/{code}/data"))
    assert f"/privacy/notices/{version}" in page
    assert NOTICES[Form.RATING].what.en in body(visitor.get(f"/privacy/notices/{version}"))


@pytest.mark.parametrize("version", sorted(every_notice()))
def test_every_notice_that_ever_stood_on_a_form_can_be_read(visitor: Client, version: str) -> None:
    page = body(visitor.get(f"/privacy/notices/{version}"))
    notice = every_notice()[version]
    assert escape(notice.what.en) in page and version in page
    assert ("A former notice" in page) == (NOTICES[notice.form].version != version)
    assert f"/privacy/notices/{version}" in body(visitor.get("/privacy/notices/"))


def test_a_version_that_never_was_is_missing(visitor: Client) -> None:
    assert visitor.get("/privacy/notices/report-00000000").status_code == 404


def _newest_stream() -> str:
    return f"case/{models.Case.objects.order_by('-filed_at', '-id')[0].id}"
