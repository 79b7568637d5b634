"""The follow-up desk 回访: which closed matters are due for a call, how often one tries, and what a call comes to.

Pure. A matter is drawn or not by its own stream, the moment it closed and the seed that held on that day: whoever
knows the seed can draw the sample again. Source: 001 line 75 of the districts' practice (every matter solved in time
is called back); 信访工作条例 art. 21 (look up, rate).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from itertools import groupby

from linli.domain.wording import Wording

TRIES_MAX = 3
"""A person who did not answer so often was not reached: a result of its own, and never a satisfied one."""
BETWEEN_TRIES = timedelta(hours=2)
"""A matter that was tried stands behind the others for so long."""
NOT_CALLED_RESULTS = frozenset({"void", "merged", "withdrawn"})
"""Ends after which nobody waits for a call: made void, gone on elsewhere, taken back by the person."""
SEED, WINDOW = "follow_up.seed", "follow_up.within_days"
_SHARES = 1 << 32


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpKind:
    """One kind of matter that is called back about."""

    procedure: str
    title: Wording

    @property
    def share(self) -> str:
        """The setting that says what part of them is called."""
        return f"follow_up.{self.procedure}_percent"

    @property
    def script(self) -> str:
        """The template of what is said on the telephone."""
        return f"call_{self.procedure}"


KINDS: tuple[FollowUpKind, ...] = (
    FollowUpKind(procedure="grid_event", title=Wording("网格事件", "Grid events")),
    FollowUpKind(procedure="petition", title=Wording("信访事项", "Petitions")),
    FollowUpKind(procedure="dispute", title=Wording("矛盾纠纷", "Disputes")),
    FollowUpKind(procedure="support", title=Wording("帮扶", "Support")),
    FollowUpKind(procedure="stuck_matter", title=Wording("办不成事", "Stuck matters")),
    FollowUpKind(procedure="service_visit", title=Wording("窗口办事", "Service visits")),
)
KIND_OF = {one.procedure: one for one in KINDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpSetting:
    """One setting of the desk; without a highest value it is words."""

    key: str
    title: Wording
    hint: Wording
    default: str
    unit: Wording | None = None
    lowest: int | None = None
    highest: int | None = None


SETTINGS: tuple[FollowUpSetting, ...] = (
    *(
        FollowUpSetting(
            key=one.share, default="100", lowest=0, highest=100, unit=Wording("%", "%"),
            title=Wording(f"{one.title.zh}:回访多少", f"{one.title.en}: share called"),
            hint=Wording("100 为件件回访;少于 100 时按种子抽样。", "100: every matter. Below, a sample by the seed."),
        )
        for one in KINDS
    ),
    FollowUpSetting(
        key=SEED, default="linli", title=Wording("抽样的种子", "Seed of the sample"),
        hint=Wording("同一种子抽出同样的事项,可以复核。", "The same seed draws the same matters again, for a check."),
    ),
    FollowUpSetting(
        key=WINDOW, default="30", lowest=7, highest=365, unit=Wording("天", "days"),
        title=Wording("办结后多久内回访", "Called within so long of the closing"),
        hint=Wording("超过的不再列入名单。", "Older matters leave the list."),
    ),
)  # fmt: skip
"""What a district decides about its calls, each with its own history."""


class CallResult(StrEnum):
    """What a call, or the last of three, comes to."""

    SATISFIED = "satisfied"
    NOT_SATISFIED = "not_satisfied"
    NOT_REACHED = "not_reached"

    @property
    def wording(self) -> Wording:
        """The result in both languages."""
        return RESULT_WORDINGS[self]


RESULT_WORDINGS: dict[CallResult, Wording] = {
    CallResult.SATISFIED: Wording("联系上了,满意", "Reached, satisfied"),
    CallResult.NOT_SATISFIED: Wording("联系上了,不满意", "Reached, not satisfied"),
    CallResult.NOT_REACHED: Wording("没联系上", "Not reached"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call as its entry tells it."""

    at: datetime
    is_reached: bool
    satisfied: str = ""
    """satisfied or not_satisfied, "" where it was not asked."""
    end: int = 0
    """About which end of the matter it was: 0 the first, 1 the one after it was reopened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a closed matter stands: the calls since it closed."""

    calls: tuple[Call, ...] = ()

    @property
    def tries(self) -> tuple[datetime, ...]:
        """When somebody called and nobody answered."""
        return tuple(one.at for one in self.calls if not one.is_reached)

    @property
    def is_reached(self) -> bool:
        """Say whether the person was spoken to."""
        return any(one.is_reached for one in self.calls)

    @property
    def is_given_up(self) -> bool:
        """Say whether the last try passed without anybody answering."""
        return not self.is_reached and len(self.tries) >= TRIES_MAX

    @property
    def is_over(self) -> bool:
        """Say whether no further call is due."""
        return self.is_reached or self.is_given_up

    @property
    def over_at(self) -> datetime | None:
        """When the call was made after which no other is due."""
        return self.calls[-1].at if self.is_over else None

    @property
    def satisfied(self) -> str:
        """Return what the person said last, "" where nobody asked."""
        return next((one.satisfied for one in reversed(self.calls) if one.is_reached), "")

    def rests_until(self) -> datetime | None:
        """Return until when it stands behind the others; None before the first try."""
        return self.tries[-1] + BETWEEN_TRIES if self.tries else None


def since(calls: Iterable[Call], closed_at: datetime) -> Standing:
    """Return how a matter stands that closed at that moment; calls about an earlier end do not count."""
    return Standing(calls=tuple(sorted((one for one in calls if one.at >= closed_at), key=lambda one: one.at)))


def is_drawn(stream: str, closed_at: datetime, *, seed: str, percent: int) -> bool:
    """Say whether a matter belongs to the sample; every matter does at 100, none at 0."""
    closed_ms = int(closed_at.timestamp() * 1000)
    drawn = sha256(f"linli/follow-up/{seed}/{stream}/{closed_ms}".encode()).digest()
    return int.from_bytes(drawn[:4], "big") * 100 < percent * _SHARES


def rounds(calls: Iterable[Call]) -> Iterator[Standing]:
    """Yield the calls of one matter by what they were for: each end of it is followed up on its own."""
    for _end, own in groupby(sorted(calls, key=lambda one: (one.end, one.at)), key=lambda one: one.end):
        yield Standing(calls=tuple(own))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The calls of a month: every figure with what it is taken of."""

    reached: int = 0
    not_reached: int = 0
    satisfied: int = 0
    asked: int = 0
    """Reached and asked whether they are satisfied."""
    to_call: int = 0
    """Due now, and not over yet."""

    @property
    def over(self) -> int:
        """How many came to an end in the month."""
        return self.reached + self.not_reached

    @property
    def due(self) -> int:
        """How many were to be called: those that are over and those still to call."""
        return self.over + self.to_call


def tally(over: Iterable[Standing], *, to_call: int) -> Tally:
    """Return the figures of matters whose calls are over; one that was reopened since still counts."""
    found = tuple(over)
    reached = [one for one in found if one.is_reached]
    said = [one.satisfied for one in reached if one.satisfied]
    return Tally(
        reached=len(reached),
        not_reached=sum(one.is_given_up for one in found),
        satisfied=said.count(CallResult.SATISFIED.value),
        asked=len(said),
        to_call=to_call,
    )
