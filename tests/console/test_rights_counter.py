"""Rights at the counter, legal holds and breaches: who finds the pages, all mistakes at once, what is shown."""

import re
from datetime import timedelta

import pytest

from linli.actions import asking, holds
from linli.actions.deciding import FiledCase, Office
from linli.actions.ticks import tick_due
from linli.domain.receipt import read_receipt_code
from linli.store import cases
from tests import cast, offices
from tests.console.conftest import Seat, mistakes

PHONE = "000-3378"
COURT = "(2026)冀 0102 民初 2 号"
BREACH = {
    "noticed_at": "2026-03-02T08:30", "began_at": "2026-03-01T20:00", "cause_class": "lost",
    "cause_words": "值班手机遗失", "data_class": "contact", "data_kinds": "姓名电话",
    "matters_concerned": "三月一日的事项",
    "people_count": "12", "harm": "可能被骚扰", "measures": "已远程清除",
}  # fmt: skip


def held(office: Office, who: str = "bao") -> FiledCase:
    filed = offices.file(office, requester_phone=PHONE)
    given = {"hold_document": COURT, "reason": "诉讼未结"}
    holds.hold(office, cast.POSTS[who], filed.stream, given, command_id=offices.command_id("h"), now=cast.MONDAY)
    return filed


@pytest.mark.parametrize(
    ("address", "who"),
    [
        *(("/console/rights/new", who) for who in ("wei", "ren", "admin", "cha", "tang")),
        *(("/console/rights/held", who) for who in ("hu", "yuan", "wei", "admin", "cha")),
        *((f"/console/breaches{tail}", who) for tail in ("", "/new") for who in ("hu", "lei", "wei", "admin", "cha")),
    ],
)
def test_who_has_no_duty_finds_no_such_page(office: Office, seat: Seat, address: str, who: str) -> None:
    client = seat(who)
    assert client.get(address).status_code == 404
    assert client.post(address, {}).status_code == 404


def test_a_request_with_mistakes_keeps_what_was_typed_and_names_all_of_them(office: Office, seat: Seat) -> None:
    client = seat("hu")
    given = {"channel": "", "category": "", "asked_as": "", "matter": "没有这件", "words": "请给我看"}
    page = mistakes(client, client.post("/console/rights/new", given))
    for key in ("channel", "category", "asked_as", "matter"):
        assert f"mistake-{key}" in page, key
    assert "请给我看" in page and "没有这件" in page


def test_the_person_at_the_counter_gets_the_receipt_once(office: Office, seat: Seat) -> None:
    client, matter = seat("hu"), offices.file(office)
    given = {"channel": "visit", "category": "right.copy", "asked_as": "self", "matter": matter.receipt}
    assert client.post("/console/rights/new", given).status_code == 302
    page = client.get("/console/rights/new").content.decode()
    code = re.search(r'translate="no">([0-9A-Z-]{10,})<', page)
    assert code is not None and read_receipt_code(code.group(1))
    assert code.group(1) not in client.get("/console/rights/new").content.decode()
    rights = seat("bao").get("/console/rights").content.decode()
    assert "/console/rights/01" in rights


def test_a_hold_is_put_listed_and_lifted_by_another_officer_only(office: Office, seat: Seat) -> None:
    filed = offices.file(office, requester_phone=PHONE)
    bao, an = seat("bao"), seat("an")
    page = mistakes(bao, bao.post("/console/rights/held", {"number": filed.number, "hold_reason": "诉讼"}))
    assert "mistake-hold_document" in page and "诉讼" in page
    given = {"number": filed.number, "hold_document": COURT, "hold_reason": "诉讼未结"}
    assert bao.post("/console/rights/held", given).status_code == 302
    lift = f"/console/rights/held/{filed.case_id}/lift"
    assert COURT in bao.get("/console/rights/held").content.decode()
    assert lift not in bao.get("/console/rights/held").content.decode()
    page = an.get("/console/rights/held").content.decode()
    assert lift in page and PHONE not in page
    assert "took no part" in mistakes(bao, bao.post(lift, {"lift_reason": "结案"}))
    assert "problems__title" in mistakes(an, an.post(lift, {"lift_reason": " "}))
    assert an.post(lift, {"lift_reason": "已结案"}).status_code == 302
    assert COURT not in an.get("/console/rights/held").content.decode()


def test_the_page_of_the_matter_and_the_refusal_to_erase_name_the_document(office: Office, seat: Seat) -> None:
    filed = held(office)
    client = seat("an")
    page = client.get(f"/console/cases/{filed.case_id}").content.decode()
    assert page.count(COURT) >= 2, "on the head of the page, and as the reason why it is not erased"
    assert "no personal data are erased until the hold is lifted" in page
    assert f"/console/cases/{filed.case_id}/do/erase" not in page


def test_at_the_request_the_hold_stands_instead_of_the_form_that_erases(office: Office, seat: Seat) -> None:
    filed = offices.file(office, requester_phone=PHONE)
    request = asking.ask_by_receipt(
        office, filed.receipt, {"category": "right.delete", "asked_as": "self"}, command_id=offices.command_id("q"),
        now=cast.MONDAY,
    )  # fmt: skip
    client, address = seat("bao"), f"/console/rights/{request.case_id}"
    page = mistakes(client, client.post(f"{address}/hold", {"hold_reason": "诉讼"}))
    assert "mistake-hold_document" in page and f"{address}/erase" in page
    given = {"hold_document": COURT, "hold_reason": "诉讼未结"}
    assert client.post(f"{address}/hold", given).status_code == 302
    page = client.get(address).content.decode()
    assert COURT in page and f"{address}/erase" not in page
    why = {"legal_basis": "第四十七条", "reason": "本人要求"}
    assert COURT in mistakes(client, client.post(f"{address}/erase", why))
    assert cases.values_of(office.county_id, filed.stream, fields=["requester_phone"])


def test_a_breach_with_mistakes_names_all_of_them_and_keeps_what_was_typed(office: Office, seat: Seat) -> None:
    client = seat("bao")
    given = {
        "noticed_at": "2026-03-09T10:00",
        "began_at": "gestern",
        "cause_words": "值班手机遗失",
        "people_count": "x",
    }
    page = mistakes(client, client.post("/console/breaches/new", given))
    for key in ("noticed_at", "began_at", "cause_class", "data_class", "data_kinds", "matters_concerned", "harm",
                "people_count"):  # fmt: skip
        assert f"mistake-{key}" in page, key
    assert "mistake-cause_words" not in page and "值班手机遗失" in page
    late = {**BREACH, "began_at": "2026-03-02T08:31"}
    assert "after it was noticed" in mistakes(client, client.post("/console/breaches/new", late))


@pytest.mark.parametrize("who", ["bao", "yuan"])
def test_a_breach_lies_with_the_officer_and_its_words_are_on_no_list(office: Office, seat: Seat, who: str) -> None:
    client = seat(who)
    assert client.post("/console/breaches/new", BREACH).status_code == 302
    for reader in (who, "bao"):
        page = seat(reader).get("/console/breaches").content.decode()
        assert "Data breach" in page and "值班手机遗失" not in page
    [row] = re.findall(r'href="/console/cases/([0-9A-Z]{26})"', seat("bao").get("/console/breaches").content.decode())
    kept = cases.open_case(office.county_id, f"case/{row}")
    assert kept is not None and (kept.state.holder.unit, kept.state.seal) == ("u-protection", "sealed")
    assert kept.entries[0].pub["noticed_at"].startswith("2026-03-02T08:30")
    page = seat("bao").get(f"/console/cases/{row}").content.decode()
    assert "It is contained" in page and "值班手机遗失" not in page
    assert seat("hu").get(f"/console/cases/{row}").status_code == 404


def test_a_breach_left_lying_is_seen_by_the_coordinator_after_a_day(office: Office, seat: Seat) -> None:
    assert seat("bao").post("/console/breaches/new", BREACH).status_code == 302

    tick_due(office, now=cast.MONDAY + timedelta(hours=25))
    [row] = re.findall(r'href="/console/cases/([0-9A-Z]{26})"', seat("yuan").get("/console/breaches").content.decode())
    kept = cases.open_case(office.county_id, f"case/{row}")
    assert kept is not None and kept.state.holder.unit == "u-centre"
