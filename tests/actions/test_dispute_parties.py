"""Parties by their own links and before the mediator: nobody answers for another, no link opens more than its own."""

from dataclasses import replace

import pytest

from linli.actions.deciding import FiledCase, Office
from linli.actions.dispute_parties import Deed, move_by_party, open_by_party, party_token, record_party
from linli.actions.disputes import hidden_on_the_table, open_the_table
from linli.actions.public_views import open_by_receipt
from linli.domain.problems import Refused
from linli.store import looks
from linli.store.journal import load_states
from tests import cast, disputes, offices
from tests.disputes import NAMES, SIGNATURE, TEXT

NOW = cast.MONDAY


@pytest.fixture
def office(db: None) -> Office:
    return offices.set_up_office()


def token(office: Office, filed: FiledCase, letter: str) -> str:
    view = disputes.seen(office, filed)
    return party_token(office, view.state, disputes.party(office, filed, letter))


def stages(office: Office, filed: FiledCase) -> tuple[str, dict[str, str]]:
    state = load_states(office.county_id, [filed.stream])[filed.stream]
    return state.stage, {one.id: one.stage for one in state.parts.values()}


def deed(verb: str = "give", **rest: str) -> Deed:
    return Deed(command_id=offices.command_id("deed"), verb=verb, **rest)


def codes(office: Office, link: str, made: Deed) -> tuple[str, ...]:
    with pytest.raises(Refused) as refused:
        move_by_party(office, link, made, NOW)
    return refused.value.codes


def test_a_link_that_was_guessed_changed_or_is_of_another_matter_leads_nowhere(office: Office) -> None:
    filed, other = disputes.asked(office), disputes.asked(office)
    link = token(office, filed, "a")
    case_id, letter, seal = link.split("-")
    foreign = token(office, other, "a").split("-")[2]
    wrong = (f"{case_id}-b-{seal}", f"{case_id}-{letter}-{seal[:-1]}", f"{case_id}-{letter}-{foreign}", "", "x-y-z",
             f"{case_id}-{letter}-é{seal}", "../../etc", "a" * 500, f"{case_id}--", f"{case_id}-c-{seal}")  # fmt: skip
    assert [one for one in wrong if open_by_party(office, one, NOW)] == []
    assert codes(office, wrong[0], deed(rule="consent")) == ("not_found",)


def test_the_link_of_a_matter_that_is_no_dispute_does_not_exist(office: Office) -> None:
    filed = offices.file(office)
    assert open_by_party(office, f"{filed.case_id}-a-{'a' * 24}", NOW) is None


def test_a_party_consents_by_its_own_link_and_for_nobody_else(office: Office) -> None:
    filed = disputes.asked(office)
    move_by_party(office, token(office, filed, "a"), deed(rule="consent"), NOW)
    assert stages(office, filed) == ("consent_asked", {"p1": "given", "p2": "asked"})
    move_by_party(office, token(office, filed, "b"), deed(rule="consent"), NOW)
    assert stages(office, filed)[0] == "accepted"


def test_by_link_nobody_signs_an_agreement_or_makes_a_move_of_the_staff(office: Office) -> None:
    filed = disputes.proposed(office)
    link = token(office, filed, "a")
    assert codes(office, link, deed(rule="signature")) == ("part_not_found",)
    assert codes(office, link, deed("conclude")) == ("no_such_move",)
    assert codes(office, link, deed("note_danger")) == ("no_such_move",)


def test_a_refusal_is_told_without_its_reason_to_whoever_applied(office: Office) -> None:
    filed = disputes.asked(office)
    move_by_party(office, token(office, filed, "b"), deed("refuse", rule="consent", reason="PRIVATE-reason"), NOW)
    assert stages(office, filed)[1]["p2"] == "refused"
    shown = open_by_receipt(office, filed.receipt, NOW)
    assert shown is not None and "PRIVATE-reason" not in str(shown.values)
    hidden = [one for one in disputes.seen(office, filed).hidden if one.key == "party_reason"]
    assert [one.subject for one in hidden] == ["party"]


def test_a_link_dies_when_consent_is_asked_anew(office: Office) -> None:
    filed = disputes.asked(office)
    link = token(office, filed, "a")
    view = open_by_party(office, link, NOW)
    assert view is not None
    parts = {**view.state.parts, "p1": replace(view.state.parts["p1"], stage="recalled")}
    again = replace(view.party, parts={"consent": replace(view.state.parts["p1"], id="p9")})
    assert party_token(office, replace(view.state, parts=parts), again) != link


def test_a_signature_is_kept_sealed_and_bad_ones_are_refused(office: Office) -> None:
    filed = disputes.proposed(office)
    view, party = disputes.seen(office, filed), disputes.party(office, filed, "a")
    signing = Deed(command_id=offices.command_id("sign"), verb="give", rule="signature", how_given="on_screen")
    for strokes, code in (("", "signature_missing"), ("[[1,1]]", "signature_too_short"), ("x", "signature_unreadable")):
        with pytest.raises(Refused) as refused:
            record_party(office, view, party, replace(signing, strokes=strokes), NOW)
        assert refused.value.codes == (code,)
    for how, code in (("orally", "signature_needed"), ("by_link", "signature_needed"), ("on_paper", "scan_needed")):
        with pytest.raises(Refused) as refused:
            record_party(office, view, party, replace(signing, how_given=how), NOW)
        assert refused.value.codes == (code,)
    record_party(office, view, party, replace(signing, strokes=SIGNATURE), NOW)
    after = disputes.seen(office, filed)
    assert SIGNATURE not in str(after.entries) and SIGNATURE not in str(after.values)
    assert [one.subject for one in after.hidden if one.key == "strokes"] == ["party"]


def test_text_and_names_are_opened_at_the_table_once_and_on_the_record(office: Office) -> None:
    filed = disputes.mediating(office)
    with pytest.raises(Refused) as refused:
        open_the_table(office, replace(disputes.seen(office, filed), hidden=()), "t" * 32, NOW)
    assert refused.value.codes == ("nothing_to_open",)
    offices.move(office, filed.stream, "tiao", "propose_agreement", agreement="一稿")
    offices.move(office, filed.stream, "tiao", "propose_agreement", **TEXT)
    view = disputes.seen(office, filed)
    assert len(hidden_on_the_table(view)) == len(TEXT) + len(NAMES)
    opened = open_the_table(office, view, "t" * 32, NOW)
    assert set(opened.values()) == {*TEXT.values(), *NAMES.values()}
    assert {one.reason for one in looks.of_stream(office.county_id, filed.stream)} == {"handle"}
    with pytest.raises(Refused):
        open_the_table(office, view, "t" * 32, NOW)


def test_somebody_who_does_not_work_on_it_reads_nothing_at_the_table(office: Office) -> None:
    filed = disputes.proposed(office)
    view = disputes.seen(office, filed, "hu")
    assert hidden_on_the_table(view) == ()
