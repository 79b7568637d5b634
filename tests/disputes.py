"""A dispute in the cast's county, brought as far as a test needs it, by the actions that pages call."""

from typing import Any

from linli.actions.case_views import CaseView, open_for
from linli.actions.cases import file_case, move_case
from linli.actions.deciding import FiledCase, Filing, Office
from linli.domain.dispute_parties import Party, parties_of
from linli.domain.engine.context import Command
from tests import cast, offices

MEDIATION = cast.UNITS["mediation"].id
SIGNATURE = "[[100,200,200,100,300,220,420,90],[450,120,520,260,610,100,700,240,820,120]]"
TEXT = {
    "main_facts": "楼上漏水,泡坏吊顶。", "issues": "维修和赔偿由乙方承担。",
    "agreement": "乙方十日内修好并赔偿三千元。",
    "manner": "转账,三月底前付清。",
}  # fmt: skip
NAMES = {"a": "张某某", "b": "李某"}


def registered(office: Office, **changes: Any) -> FiledCase:
    """A dispute with two parties, in the hands of the community's committee."""
    fields = {
        "category": "dispute.neighbour", "area": cast.GRID, "channel": "visit", "requester": "known",
        "requester_name": NAMES["a"], "requester_phone": "000-55550001", "words": "楼上漏水", **changes,
    }  # fmt: skip
    filing = Filing(command_id=offices.command_id("file"), procedure="dispute", fields=fields)
    filed = file_case(office, filing, actor=cast.actor("hu"), now=cast.MONDAY)
    offices.move(office, filed.stream, "pan", "assign", unit=MEDIATION)
    for party, name in NAMES.items():
        offices.move(
            office, filed.stream, "tiao", "add_party", party=party, party_name=name, party_about="男,住三号楼",
            is_requester=party == "a",
        )  # fmt: skip
    return filed


def asked(office: Office) -> FiledCase:
    """Each party is asked whether it wants mediation."""
    filed = registered(office)
    offices.move(office, filed.stream, "tiao", "ask_consent")
    return filed


def part_move(office: Office, filed: FiledCase, part: str, verb: str = "give", **fields: Any) -> None:
    """The mediator records what a party gave or refused."""
    command = Command(
        id=offices.command_id(verb), verb=verb, stream=filed.stream, part=part,
        fields=fields or {"how_given": "orally"},
    )  # fmt: skip
    move_case(office, command, actor=cast.actor("tiao"), now=cast.MONDAY)


def mediating(office: Office) -> FiledCase:
    """All consented; mediation began."""
    filed = asked(office)
    for part in ("p1", "p2"):
        part_move(office, filed, part)
    offices.move(office, filed.stream, "tiao", "begin")
    return filed


def proposed(office: Office) -> FiledCase:
    """A text lies on the table."""
    filed = mediating(office)
    offices.move(office, filed.stream, "tiao", "propose_agreement", **TEXT)
    return filed


def seen(office: Office, filed: FiledCase, who: str = "tiao") -> CaseView:
    """The dispute as somebody of the cast may see it."""
    view = open_for(office, cast.POSTS[who], filed.case_id, cast.MONDAY)
    assert view is not None
    return view


def party(office: Office, filed: FiledCase, letter: str) -> Party:
    """One of its parties."""
    view = seen(office, filed)
    return next(one for one in parties_of(view.entries, view.state) if one.letter == letter)
