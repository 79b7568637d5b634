"""Roster of mediators 调解员名册: which posts mediate, what they take, and when they are free.

A mediator is a post with the role of one; the roster adds nothing about the person who holds it.
Source: 人民调解法 arts. 13, 14 (members and engaged mediators), 19 (one or several; the parties may choose);
REQUIREMENTS 000-28 (full-time, part-time and volunteer mediators).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from linli.domain.dispute_types import DISPUTE_TYPES
from linli.domain.problems import Problem
from linli.domain.wording import Wording

OPEN_MOST = 200
"""More open disputes at once than this is a slip of the pen."""


class MediatorKind(StrEnum):
    """How much of the working time goes to mediation."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    VOLUNTEER = "volunteer"

    @property
    def wording(self) -> Wording:
        """The kind in both languages."""
        return MEDIATOR_WORDINGS[self]


MEDIATOR_WORDINGS: dict[MediatorKind, Wording] = {
    MediatorKind.FULL_TIME: Wording("专职", "Full-time"),
    MediatorKind.PART_TIME: Wording("兼职", "Part-time"),
    MediatorKind.VOLUNTEER: Wording("义务", "Volunteer"),
}
SKILLS: dict[str, Wording] = {
    "law": Wording("法律", "Law"),
    "psychology": Wording("心理", "Psychology"),
    "medicine": Wording("医学", "Medicine"),
    "building": Wording("建筑", "Building"),
    "finance": Wording("财会", "Finance"),
    "labour": Wording("劳动人事", "Labour"),
    "land": Wording("土地测量", "Surveying"),
    "dialect": Wording("方言", "Dialects"),
    "sign_language": Wording("手语", "Sign language"),
}
"""What a mediator brings along; of use to the parties, and a matter of the work alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mediator:
    """One line of the roster."""

    post_id: str
    kind: MediatorKind
    types: tuple[str, ...] = ()
    """Kinds of disputes it takes; none stands for all of them."""
    skills: tuple[str, ...] = ()
    takes_new: bool = True
    """Whether it is to be given new disputes at all."""
    open_max: int | None = None
    """How many open disputes at once are enough; None for no limit."""
    away_from_date: date | None = None
    away_until_date: date | None = None
    is_active: bool = True

    def is_away(self, today: date) -> bool:
        """Say whether it is away on a day; both days count."""
        if self.away_from_date is None:
            return False
        return self.away_from_date <= today and (self.away_until_date is None or today <= self.away_until_date)


def mediator_problems(one: Mediator) -> list[Problem]:
    """Return everything that is wrong with a line of the roster, each at its field."""
    found = [*_unknown("types", one.types, DISPUTE_TYPES), *_unknown("skills", one.skills, SKILLS)]
    if one.away_until_date and one.away_from_date is None:
        found.append(Problem("required", at="away_from_date"))
    elif one.away_until_date and one.away_from_date and one.away_until_date < one.away_from_date:
        found.append(Problem("ends_before_it_begins", at="away_until_date"))
    if one.open_max is not None and not 1 <= one.open_max <= OPEN_MOST:
        code, limit = ("too_small", 1) if one.open_max < 1 else ("too_large", OPEN_MOST)
        found.append(Problem(code, at="open_max", params={"limit": limit}))
    return found


def _unknown(at: str, given: Iterable[str], known: Iterable[str]) -> list[Problem]:
    strange = sorted(set(given) - set(known))
    return [Problem("unknown_choice", at=at, params={"value": strange[0][:40]})] if strange else []
