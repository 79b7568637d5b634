"""An oversight round played in a real database: the team goes out, writes problems down, hands them over, verifies."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from linli.actions.cases import move_case
from linli.actions.deciding import Office
from linli.actions.oversight import note_finding, plan_round
from linli.actions.oversight_papers import Document, hand_over, publish_notice
from linli.actions.oversight_rates import rate_now
from linli.domain.engine.context import Command
from linli.domain.oversight_checks import Noted, RoundPlan
from linli.domain.oversight_rate import HandedProblem, Rate
from linli.domain.oversight_round import OversightRound
from linli.store import ledgers
from linli.store.oversight import ROUNDS
from linli.store.staff import StaffMember, save_staff
from tests import cast, offices
from tests.actions.plain_press import PlainPress

CHA, CEN = cast.POSTS["cha"], cast.POSTS["cen"]
STARTED_AT = cast.MONDAY
ENDED_AT = STARTED_AT + timedelta(days=49)

ANSWERING = {
    "u-liuan": "hu", "u-bridge-east": "he", "u-bridge-west": "bai", "u-dongtang": "deng", "u-lotus": "lian",
    "u-stone": "shi", "u-city-management": "wei", "u-housing": "kong",
}  # fmt: skip
"""Who rectifies for each unit."""
UNITS = tuple(ANSWERING)
PLAN = RoundPlan(
    title="2026年第一轮巡察", starts_date=STARTED_AT.date().isoformat(), length_days=50, leader="p-cha",
    team=("p-cen",), units=UNITS,
)  # fmt: skip
RECTIFY_BY = (STARTED_AT + timedelta(days=40)).date().isoformat()


def set_up(press: PlainPress | None = None) -> Office:
    """The cast's county with a press and with named staff."""
    office = offices.set_up_office()
    save_staff(StaffMember(username=name, pseudonym=f"s-{name}", name=name.title()) for name in ("cha", "cen", "wei"))
    return replace(office, ports=replace(office.ports, papers=press or PlainPress()))


def found(office: Office, round_id: str) -> OversightRound:
    """The round as it stands."""
    one = ledgers.kept(ROUNDS, office.county_id, round_id)
    assert one is not None
    return one


def planned(office: Office, **changes: Any) -> OversightRound:
    """A round that was planned."""
    id_ = plan_round(office, CHA, replace(PLAN, **changes), command_id=offices.command_id("plan"), now=STARTED_AT)
    return found(office, id_)


def on_site(office: Office, **changes: Any) -> OversightRound:
    """A round whose notice is out."""
    return publish_notice(
        office, CHA, planned(office, **changes).id, "受理反映履行职责方面的问题。", ("letter", "phone"),
        command_id=offices.command_id("notice"), now=STARTED_AT,
    )  # fmt: skip


def noted(office: Office, one: OversightRound, *units: str, words: str = "台账不全", kind: str = "") -> OversightRound:
    """Write one problem down."""
    given = Noted(
        kind=kind or ("shared" if len(units) > 1 else "individual"), topic="livelihood", units=units, words=words
    )  # fmt: skip
    return note_finding(office, CEN, one.id, given, command_id=offices.command_id("note"), now=STARTED_AT)


def handed(office: Office, one: OversightRound, unit: str, *, limit: int = 40) -> OversightRound:
    """Hand what waits for a unit over."""
    given = Document(
        unit=unit, findings=tuple(each.id for each in one.noted(unit)[:limit]), rectify_date=RECTIFY_BY,
        demands="请举一反三,逐项整改。",
    )  # fmt: skip
    return hand_over(office, CHA, one.id, given, command_id=offices.command_id("hand"), now=STARTED_AT)


def act(
    office: Office, case: str, who: str, verb: str, *, part: str = "", at: datetime = STARTED_AT, **fields: Any
) -> None:
    """Let `who` make a move on a matter of the round."""
    command = Command(id=offices.command_id(verb), verb=verb, stream=f"case/{case}", part=part, fields=fields)
    move_case(office, command, actor=cast.actor(who), now=at)


def rectified(office: Office, problem: HandedProblem, **fields: Any) -> None:
    """Let the unit report and the team verify."""
    told = {"measures": "已补齐", **fields}
    act(office, problem.case, ANSWERING[problem.unit], "rectify", part=problem.part, **told)
    act(office, problem.case, "cen", "verify", part=problem.part)


def rate(office: Office, one: OversightRound, at: datetime = STARTED_AT) -> Rate:
    """The rate as it stands."""
    return rate_now(office, found(office, one.id), at)
