"""The chain of an answer to a petition: opinion, review, final review, and where each of them stands.

Source: 信访工作条例 (2022) arts. 32, 34 (opinion), 35 (review), 36 (final review).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from linli.domain.calendar import WorkingCalendar
from linli.domain.clock_history import turns_of
from linli.domain.clock_lines import Storyteller
from linli.domain.directory import Directory
from linli.domain.engine.clock_keeping import basis_of, rule_of
from linli.domain.engine.declarations import Procedure
from linli.domain.engine.state import CaseState
from linli.domain.entry import Entry
from linli.domain.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """One tier of the answer."""

    key: str
    """Also the key of its paper."""
    title: Wording
    verb: str
    stage: str
    """Where the matter stands while the tier works."""
    result: str
    """The note that holds what it came to."""
    asked_by: str = ""
    """The move that brings it there; the first tier is owed without being asked."""
    right: str = ""
    """The clock within which it may be asked."""


TIERS = (
    Tier(key="opinion", title=Wording("处理意见", "Opinion"), verb="decide", stage="accepted", result="result"),
    Tier(key="review", title=Wording("复查", "Review"), verb="answer_review", stage="review", result="review_result",
         asked_by="ask_review", right="review_right"),
    Tier(key="final_review", title=Wording("复核", "Final review"), verb="answer_final_review", stage="final_review",
         result="final_result", asked_by="ask_final_review", right="final_review_right"),
)  # fmt: skip


class Standing(StrEnum):
    """Where a tier stands."""

    GIVEN = "given"
    AT_WORK = "at_work"
    MAY_BE_ASKED = "may_be_asked"
    NOT_YET = "not_yet"
    NEVER = "never"
    """The matter ended without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TierStanding:
    """One tier of one petition."""

    tier: Tier
    standing: Standing
    until: datetime | None = None
    """Until when it may be asked."""
    at: datetime | None = None
    """When it was given."""
    unit: str = ""
    """By whom."""
    result: Wording | None = None


def chain_of(
    state: CaseState, entries: Sequence[Entry], procedure: Procedure, now: datetime
) -> tuple[TierStanding, ...]:
    """Return the three tiers as they stand now."""
    return tuple(_standing(tier, state, entries, procedure, now) for tier in TIERS)


def _standing(
    tier: Tier, state: CaseState, entries: Sequence[Entry], procedure: Procedure, now: datetime
) -> TierStanding:
    given = next((one for one in reversed(entries) if one.type == f"case.{tier.verb}"), None)
    if given is not None:
        results = next(one.choices for one in procedure.fields if one.key == "petition_result")
        return TierStanding(
            tier=tier, standing=Standing.GIVEN, at=given.recv, unit=str(given.actor.get("unit", "")),
            result=next((one.title for one in results if one.key == state.notes.get(tier.result)), None),
        )  # fmt: skip
    if state.stage == tier.stage:
        return TierStanding(tier=tier, standing=Standing.AT_WORK)
    right = state.clocks.get(tier.right)
    if right is not None and right.is_open and right.due_at > now:
        return TierStanding(tier=tier, standing=Standing.MAY_BE_ASKED, until=right.due_at)
    return TierStanding(tier=tier, standing=Standing.NEVER if state.is_final else Standing.NOT_YET)


def prolonged(
    state: CaseState, entries: Sequence[Entry], procedure: Procedure, directory: Directory
) -> tuple[Wording, ...]:
    """Return how the whole time of whoever waits became longer: by how much, by whose approval, why, until when."""
    clock = state.clocks.get("wait")
    if clock is None:
        return ()
    calendar: WorkingCalendar = directory.calendar
    units = {one.id: Wording(one.name, one.name_en or one.name) for one in directory.units.values()}
    teller = Storyteller(
        clock=clock, turns=turns_of(entries, clock.key), calendar=calendar, units=units, procedure=procedure.key,
        basis=basis_of(clock, rule_of(procedure, clock.key)),
    )  # fmt: skip
    return teller.prolonged()
