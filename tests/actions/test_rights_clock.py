"""Twelve flows of rights, many times each: answered inside the clock or moved up, with the reason, each in the journal.

Source: 个人信息保护法 arts. 44-50; OWASP ASVS 5.0.0 14.2.7; ASSURANCE S29.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random

import pytest

from linli.actions import asking
from linli.actions.deciding import FiledCase, Office
from linli.actions.ticks import tick_due
from linli.domain.engine.state import CaseState
from linli.domain.entry import Entry
from linli.store import cases
from linli.store.auditing import audit_store
from tests import cast, offices

SEED = 20_260_302
RIGHTS = ("access", "copy", "correct", "complete", "delete", "withdraw_consent", "explain", "object")
DONE_AS = {
    "access": "shown", "copy": "copied", "correct": "corrected", "complete": "completed", "delete": "erased",
    "withdraw_consent": "consent_withdrawn", "explain": "explained", "object": "restricted",
}  # fmt: skip
REFUSALS = ("not_identified", "not_kept", "kept_by_law", "secrecy", "hinders_duty", "others_data", "is_correct")
IDENTIFIED = {"self": ("receipt", "at_counter", "call_back"), "guardian": ("papers",), "relative": ("papers",)}
DAYS_MAX = 18
"""Fifteen working days after the Monday on which everything begins are not over before this many days."""


@dataclass
class Flow:
    """One request on its way, with what chance makes of it."""

    office: Office
    chance: Random
    right: str
    who: str

    def begin(self) -> "Flow":
        """Somebody asks, by the receipt of a matter or at a counter, with or without a contact."""
        self.now = cast.MONDAY + timedelta(minutes=self.chance.randrange(0, 8 * 60))
        matter = offices.file(self.office, words=f"路灯不亮{self.chance.randrange(10**6)}")
        given = {"category": f"right.{self.right}", "asked_as": self.who, "words": "请" * self.chance.randrange(0, 40)}
        if self.chance.random() < 0.5:
            given["requester_phone"] = f"000-{self.chance.randrange(10**6)}"
        self.request = self.chance.choice((self.by_receipt, self.at_counter))(matter, given)
        return self

    def by_receipt(self, matter: FiledCase, given: dict[str, str]) -> FiledCase:
        command = offices.command_id("flow")
        return asking.ask_by_receipt(self.office, matter.receipt, given, command_id=command, now=self.now)

    def at_counter(self, matter: FiledCase, given: dict[str, str]) -> FiledCase:
        named = self.chance.choice((matter.receipt, matter.number, ""))
        given |= {"channel": self.chance.choice(asking.COUNTER_CHANNELS), "matter": named}
        post = cast.POSTS[self.chance.choice(("hu", "pan", "yuan", "hui", "bao"))]
        return asking.ask_at_counter(self.office, post, given, command_id=offices.command_id("flow"), now=self.now)

    def do(self, verb: str, *, who: str = "", **fields: str) -> None:
        """Let an officer do something at a moment of what is left of the time."""
        last = cast.MONDAY + timedelta(days=DAYS_MAX)
        self.now += (last - self.now) * self.chance.random() * 0.6
        officer = who or self.chance.choice(("bao", "an"))
        offices.move(self.office, self.request.stream, officer, verb, at=self.now, **fields)

    def seen(self) -> tuple[CaseState, tuple[Entry, ...]]:
        kept = cases.open_case(self.office.county_id, self.request.stream)
        assert kept is not None
        return kept.state, kept.entries


def granted(flow: Flow) -> list[str]:
    flow.do("identify", identified_by=flow.chance.choice(IDENTIFIED[flow.who]))
    notes = ["note"] * flow.chance.randrange(0, 3)
    for verb in notes:
        flow.do(verb, note="已核对")
    flow.do("grant")
    flow.do("finish", done_as=DONE_AS[flow.right], answer="已办理。")
    return ["file", "identify", *notes, "grant", "finish"]


def refused(flow: Flow) -> list[str]:
    steps = []
    if flow.chance.random() < 0.5:
        flow.do("identify", identified_by=flow.chance.choice(IDENTIFIED[flow.who]))
        steps = ["identify"]
    why = flow.chance.choice(REFUSALS)
    flow.do("refuse", refusal_class=why, legal_basis="个人信息保护法", answer="依法不能办理,理由如下。")
    _, entries = flow.seen()
    assert entries[-1].pub["refusal_class"] == why and entries[-1].pub["legal_basis"] and "answer" in entries[-1].com
    return ["file", *steps, "refuse"]


def lapsed(flow: Flow) -> list[str]:
    steps = []
    if flow.chance.random() < 0.5:
        flow.do("identify", identified_by=flow.chance.choice(IDENTIFIED[flow.who]))
        steps = ["identify"]
    state, _ = flow.seen()
    due = state.clocks["doing"].due_at
    tick_due(flow.office, now=due - timedelta(minutes=1))
    assert flow.seen()[0].holder.unit == "u-protection", "not a minute before"
    tick_due(flow.office, now=due + timedelta(minutes=flow.chance.randrange(1, 60)))
    state, entries = flow.seen()
    assert state.holder.unit == "u-centre" and state.clocks["after_lapse"].is_open and not state.is_final
    return ["file", *steps, *[one.type.removeprefix("case.") for one in entries[1 + len(steps) :]]]


FLOWS: dict[str, tuple[Callable[[Flow], list[str]], tuple[str, ...], str]] = {
    **{right: (granted, (right,), "self") for right in RIGHTS},
    "under-14 by the guardian": (granted, RIGHTS, "guardian"),
    "deceased by a relative": (granted, ("access", "copy", "correct", "delete"), "relative"),
    "refused with a reason": (refused, RIGHTS, "self"),
    "lapsed and moved up": (lapsed, RIGHTS, "self"),
}


def run(office: Office, name: str, times: int) -> None:
    way, rights, who = FLOWS[name]
    for number in range(times):
        chance = Random(f"{SEED}/{name}/{number}")
        flow = Flow(office=office, chance=chance, right=chance.choice(rights), who=who).begin()
        told = f"seed {SEED}, {name} number {number}"
        steps = way(flow)
        state, entries = flow.seen()
        assert [one.type for one in entries] == [f"case.{verb}" for verb in steps], told
        assert entries[0].pub["asked_as"] == who and state.clocks["doing"].amount == 15, told
        if way is lapsed:
            assert "case.escalate_lapsed" in [one.type for one in entries], told
        else:
            assert state.closed_at is not None and state.closed_at < state.clocks["doing"].due_at, told
            assert state.notes["answered"] == "yes" and "lapses" not in state.counts, told
    assert audit_store().faults == ()


@pytest.fixture
def office(fresh_database: str) -> Office:
    return offices.set_up_office()


def test_there_are_twelve_flows() -> None:
    assert len(FLOWS) == 12


@pytest.mark.parametrize("name", FLOWS)
def test_a_right_is_answered_inside_its_clock_or_moves_up(office: Office, name: str) -> None:
    run(office, name, 5)


@pytest.mark.drill
@pytest.mark.parametrize("name", FLOWS)
def test_fifty_times_a_right_is_answered_inside_its_clock_or_moves_up(office: Office, name: str) -> None:
    run(office, name, 50)
