"""Signatures on the agreement: printed as written, kept from whoever names no duty, with room to sign by hand."""

import json
from dataclasses import replace

import pytest

from linli.actions.case_views import CaseView
from linli.actions.deciding import FiledCase, Office
from linli.actions.dispute_parties import Deed, record_party
from linli.actions.paper_files import give_paper, issued_papers
from linli.actions.papers import Issuing, issue_paper, preview
from linli.actions.reading import Opening
from linli.domain.problems import Refused
from tests import cast, disputes, offices
from tests.actions.plain_press import PlainPress
from tests.disputes import SIGNATURE

HER_HAND = SIGNATURE.replace("100,200", "110,205")
HIS_HAND = SIGNATURE.replace("820,120", "830,130")
MEDIATORS_HAND = SIGNATURE.replace("700,240", "705,245")
NOW = cast.MONDAY


@pytest.fixture
def office(db: None) -> Office:
    office = offices.set_up_office()
    return replace(office, ports=replace(office.ports, papers=PlainPress()))


def signed(office: Office, filed: FiledCase, letter: str, strokes: str) -> None:
    made = Deed(
        command_id=offices.command_id("sign"), verb="give", rule="signature", how_given="on_screen", strokes=strokes
    )  # fmt: skip
    record_party(office, disputes.seen(office, filed), disputes.party(office, filed, letter), made, NOW)


def concluded(office: Office, **fields: str) -> FiledCase:
    """Both parties wrote their names on the screen; the first of them twice, for the text was put forward anew."""
    filed = disputes.proposed(office)
    signed(office, filed, "a", SIGNATURE)
    offices.move(office, filed.stream, "tiao", "propose_agreement", **disputes.TEXT)
    signed(office, filed, "a", HER_HAND)
    signed(office, filed, "b", HIS_HAND)
    offices.move(office, filed.stream, "tiao", "conclude", **fields)
    return filed


def asked(reason: str = "") -> Issuing:
    return Issuing(command_id=offices.command_id("paper"), key="agreement", reason=reason)


def printed(view: CaseView, office: Office) -> dict[str, str]:
    """What stands beside each who signs, in the paper that was issued."""
    [paper] = issued_papers(view)
    why = Opening(fields=(), reason="handle", request=offices.command_id("look"))
    _paper, docx = give_paper(office, view, seq=paper.seq, kind="docx", asked=why, now=NOW)
    _template, _words, rows = json.loads(docx)
    return dict(rows["signed"])


def test_signatures_are_printed_only_for_a_duty_and_never_shown_before(office: Office) -> None:
    filed = concluded(office)
    view = disputes.seen(office, filed)
    with pytest.raises(Refused) as refused:
        issue_paper(office, view, asked(), NOW)
    assert [(one.code, one.at) for one in refused.value.problems] == [("required", "reason")]
    shown = preview(office, view, asked(), NOW).docx.decode()
    assert all(hand not in shown for hand in (SIGNATURE, HER_HAND, HIS_HAND))


def test_each_standing_signature_stands_in_the_paper_and_whoever_signs_by_hand_has_room(office: Office) -> None:
    filed = concluded(office)
    issue_paper(office, disputes.seen(office, filed), asked("handle"), NOW)
    lines = printed(disputes.seen(office, filed), office)
    assert lines == {"甲方": HER_HAND, "乙方": HIS_HAND, "人民调解员": ""}


def test_the_mediator_who_signs_on_the_screen_is_printed_too(office: Office) -> None:
    filed = concluded(office, strokes=MEDIATORS_HAND)
    issue_paper(office, disputes.seen(office, filed), asked("handle"), NOW)
    assert printed(disputes.seen(office, filed), office)["人民调解员"] == MEDIATORS_HAND
