"""Mediation without an account: helplines first, a receipt, and a page for each party that shows no other."""

import re
from typing import Any

import pytest
from django.test import Client

from linli.actions.deciding import Office
from linli.actions.dispute_parties import party_token
from linli.public import mediation, party, report_check
from linli.store import cases
from tests import cast, disputes, offices
from tests.public.conftest import NOW, body, mistakes

GIVEN = {
    "category": "dispute.neighbour", "words": "楼上漏水两个月,吊顶坏了", "area": cast.BRIDGE_EAST,
    "place_words": "三号楼", "other_party": "OTHER-party 楼上住户",
    "requester_name": "OWN-name", "requester_phone": "000-8888 1234",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (mediation, party, report_check):
        monkeypatch.setattr(module, "present", lambda: NOW)


def command(visitor: Client) -> str:
    found = re.search(r'name="command_id" value="([^"]+)"', body(visitor.get("/mediation/")))
    assert found is not None
    return found[1]


def applied(visitor: Client, **changes: Any) -> str:
    answer = visitor.post("/mediation/", {**GIVEN, "command_id": command(visitor), **changes})
    assert answer.headers["Location"] == "/report/done/"
    return body(visitor.get("/report/done/"))


def test_an_empty_application_names_everything_that_is_missing(visitor: Client) -> None:
    page = mistakes(visitor, visitor.post("/mediation/", {}))
    assert "6 things to put right" in page


@pytest.mark.parametrize("changes", [{"danger": "yes"}, {"words": "他又动手打我"}, {"wishes": "he will kill me"}])
def test_where_danger_is_ticked_or_named_the_helplines_stand_first_and_nobody_is_kept_out(
    changes: dict[str, str], visitor: Client, office: Office
) -> None:
    page = mistakes(visitor, visitor.post("/mediation/", {**GIVEN, **changes}))
    assert page.index('href="tel:110"') < page.index('id="problems"')
    assert "Nobody has to sit at a table" in page and GIVEN["other_party"] in page
    assert cases.find_case(office.county_id, "柳岸-2026-000001") is None
    assert 'id="receipt-code"' in applied(visitor, **changes, danger_seen="1")


def test_an_application_is_sealed_and_only_its_receipt_leads_to_it(visitor: Client, office: Office) -> None:
    page = applied(visitor)
    number = re.search(r'class="number">([^<]+)<', page)
    assert number is not None
    line = cases.find_case(office.county_id, number[1])
    assert line is not None and (line.seal, line.procedure) == ("sealed", "dispute")
    code = page.partition('id="receipt-code">')[2].partition("<")[0]
    own = body(visitor.get(f"/r/{code}"))
    assert GIVEN["words"] in own and "OTHER-party" not in own and "OWN-name" not in own


def test_the_same_press_twice_is_one_application(visitor: Client, office: Office) -> None:
    id_ = command(visitor)
    for _press in range(2):
        visitor.post("/mediation/", {**GIVEN, "command_id": id_})
    assert cases.find_case(office.county_id, "柳岸-2026-000002") is None


def link(office: Office, letter: str, filed: Any) -> str:
    view = disputes.seen(office, filed)
    return f"/mediation/{party_token(office, view.state, disputes.party(office, filed, letter))}"


def test_a_link_that_leads_nowhere_is_not_found(visitor: Client, office: Office) -> None:
    for wrong in ("x", "01ARZ3NDEKTSV4RRFFQ69G5FAV-a-aaaa", "a" * 200):
        assert visitor.get(f"/mediation/{wrong}").status_code == 404
        assert visitor.get(f"/mediation/{wrong}/sitting/1.ics").status_code == 404


@pytest.mark.parametrize("rest", ["", "/sitting/1.ics"])
def test_whoever_guesses_links_waits_and_a_right_one_is_never_kept_out(
    rest: str, visitor: Client, office: Office
) -> None:
    wrong = "/mediation/01ARZ3NDEKTSV4RRFFQ69G5FAV-a-aaaa" + rest
    tried = [visitor.get(wrong).status_code for _ in range(60)]
    assert (tried[0], tried[-1]) == (404, 429)
    assert visitor.get(link(office, "a", disputes.asked(office))).status_code == 200


def test_what_an_agreement_settled_no_link_undoes(visitor: Client, office: Office) -> None:
    filed = disputes.mediating(office)
    mine = link(office, "a", filed)
    assert "I changed my mind" in body(visitor.get(mine)) and "End the mediation" in body(visitor.get(mine))
    offices.move(office, filed.stream, "tiao", "record_oral", agreement="乙方十日内修好")
    shown = body(visitor.get(mine))
    assert "I changed my mind" not in shown and "End the mediation" not in shown
    assert 'id="problems"' in mistakes(visitor, visitor.post(mine, {"verb": "withdraw"}))
    assert disputes.seen(office, filed).state.stage == "agreed"


def test_a_party_says_yes_or_no_and_is_told_its_other_ways(visitor: Client, office: Office) -> None:
    filed = disputes.asked(office)
    mine, other = link(office, "a", filed), link(office, "b", filed)
    page = body(visitor.get(mine))
    assert "Do you want this dispute to be mediated?" in page
    assert not any(name in page for name in disputes.NAMES.values())
    visitor.post(mine, {"verb": "give", "rule": "consent"})
    assert "You said yes." in body(visitor.get(mine))
    visitor.post(other, {"verb": "refuse", "rule": "consent", "party_reason": "PRIVATE"})
    assert "You said no." in body(visitor.get(other))
    assert "PRIVATE" not in body(visitor.get(mine))


def test_whoever_applied_finds_the_page_of_a_party_from_the_receipt(visitor: Client, office: Office) -> None:
    filed = disputes.asked(office)
    assert f'href="{link(office, "a", filed)}"' in body(visitor.get(f"/r/{filed.receipt}"))


def test_an_objection_to_the_mediator_needs_a_reason_and_is_the_partys_own(visitor: Client, office: Office) -> None:
    filed = disputes.mediating(office)
    mine = link(office, "b", filed)
    assert "Please fill this in." in mistakes(visitor, visitor.post(mine, {"verb": "ask_recusal", "party_reason": ""}))
    visitor.post(mine, {"verb": "ask_recusal", "party_reason": "调解员是对方的表哥"})
    objections = [one for one in disputes.seen(office, filed).state.parts.values() if one.rule == "recusal"]
    assert [one.party for one in objections] == ["b"]


def test_a_party_ends_it_by_its_link(visitor: Client, office: Office) -> None:
    filed = disputes.mediating(office)
    mine = link(office, "a", filed)
    visitor.post(mine, {"verb": "withdraw"})
    assert "Ways that stay open to you" in body(visitor.get(mine))


def test_what_no_link_may_do_is_refused_with_a_sentence(visitor: Client, office: Office) -> None:
    mine = link(office, "a", disputes.mediating(office))
    for verb in ("conclude", "", "note_danger"):
        assert 'id="problems"' in mistakes(visitor, visitor.post(mine, {"verb": verb}))
