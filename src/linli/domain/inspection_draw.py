"""A draw as its stream leaves it: what was published when it was made, what came of it, and whether it was taken back.

A draw is the stream `draw/<id>`. Its entries carry counts, days and the two commitments; the pool and the seed are kept
beside them until the day on which the draw is opened. One that is taken back is open from that moment and stays public.
Source: REQUIREMENTS 001-71; design of `linli.domain.draw`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from linli.domain.draw import INSPECTORS_MAX, PER_PLACE_MAX, POOL_MAX
from linli.domain.engine.effects import Effect
from linli.domain.entry import Entry
from linli.domain.problems import Problem
from linli.domain.wording import Wording

STREAM = "draw/"
WINDOW_MAX = timedelta(days=366)


class DrawStage(StrEnum):
    """Where a draw stands."""

    DRAWN = "drawn"
    PLANNED = "planned"
    """Its inspections were planned."""
    TAKEN_BACK = "taken_back"


class WhyBack(StrEnum):
    """Why a draw is taken back: one of these, for the public to read."""

    WRONG_PLACES = "wrong_places"
    WRONG_INSPECTORS = "wrong_inspectors"
    PUT_OFF = "put_off"


WHY_BACK: dict[str, Wording] = {
    WhyBack.WRONG_PLACES: Wording("场所名单有误", "The list of places was wrong"),
    WhyBack.WRONG_INSPECTORS: Wording("检查人员名单有误", "The list of inspectors was wrong"),
    WhyBack.PUT_OFF: Wording("检查计划改期", "The inspections were put off"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawSet(Effect):
    """The draw's coded values after an entry."""

    k: ClassVar[str] = "draw.set"
    unit: str
    area: str
    checklist: str
    count: int
    per_place: int
    places: int
    inspectors: int
    first: str
    """First and last day of the inspections, as 2026-03-02."""
    last: str
    opens: str
    """The day on which seed and pool are published."""
    seed_sha256: str
    pool_sha256: str
    stage: str = DrawStage.DRAWN.value
    why_back: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """One draw."""

    stream: str
    seq: int
    told: DrawSet
    drawn_at: datetime
    back_at: datetime | None = None

    @property
    def id(self) -> str:
        """The part of the stream's name after the slash."""
        return self.stream.partition("/")[2]

    @property
    def stage(self) -> DrawStage:
        """Where it stands."""
        return DrawStage(self.told.stage)

    def is_open(self, today: date) -> bool:
        """Say whether seed and pool are public: from its day on, and at once where it was taken back."""
        return self.stage is DrawStage.TAKEN_BACK or today >= date.fromisoformat(self.told.opens)


def folded(entries: Iterable[Entry]) -> Draw | None:
    """Return the draw that `entries` of its stream add up to; None without any."""
    draw: Draw | None = None
    for entry in entries:
        for spelled in entry.effects:
            if spelled["k"] != DrawSet.k:
                continue
            told = DrawSet(**{key: value for key, value in spelled.items() if key != "k"})
            if draw is None:
                draw = Draw(stream=entry.stream, seq=entry.seq, told=told, drawn_at=entry.recv)
            back_at = entry.recv if told.stage == DrawStage.TAKEN_BACK.value else draw.back_at
            draw = replace(draw, seq=entry.seq, told=told, back_at=back_at)
    return draw


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What whoever draws fills in."""

    checklist: str = ""
    count: int = 0
    per_place: int = 0
    inspectors: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    aside: str = ""
    """Lines of `inspector, place key`: who has to step aside where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """What a draw is checked against."""

    places: frozenset[str]
    """Keys of places that can be drawn."""
    inspectors: frozenset[str]
    """Posts that can be drawn."""
    checklists: frozenset[str]
    needed: int
    """So many inspectors the law asks for."""


def draw_problems(given: Drawing, lists: Lists, today: date) -> list[Problem]:
    """Return everything that is wrong with a draw."""
    found = []
    if given.checklist not in lists.checklists:
        value = given.checklist[:40]
        found.append(
            Problem("unknown_choice", at="checklist", params={"value": value}) if value
            else Problem("required", at="checklist")
        )  # fmt: skip
    elif not lists.places:
        found.append(Problem("draw_pool_empty", at="checklist"))
    if len(lists.places) > POOL_MAX:
        found.append(Problem("draw_pool_large", at="checklist", params={"limit": POOL_MAX}))
    most = len(lists.places) or POOL_MAX
    if not 1 <= given.count <= most:
        found.append(Problem("draw_too_many", at="count", params={"limit": most}))
    if not 1 <= given.per_place <= PER_PLACE_MAX:
        found.append(Problem("draw_too_many", at="per_place", params={"limit": PER_PLACE_MAX}))
    found += _inspectors(given, lists)
    found += _days(given, today)
    return found + aside_of(given.aside, lists)[1]


def _inspectors(given: Drawing, lists: Lists) -> list[Problem]:
    if any(one not in lists.inspectors for one in given.inspectors) or len(given.inspectors) > INSPECTORS_MAX:
        return [Problem("inspector_unable", at="inspectors")]
    least = max(given.per_place, lists.needed)
    if len(given.inspectors) < least or given.per_place < lists.needed:
        return [Problem("draw_few_inspectors", at="inspectors", params={"limit": least})]
    return []


def _days(given: Drawing, today: date) -> list[Problem]:
    found, days = [], {}
    for key in ("first", "last"):
        try:
            days[key] = date.fromisoformat(getattr(given, key))
        except ValueError:
            found.append(Problem("not_a_date" if getattr(given, key) else "required", at=key))
    if "first" in days and days["first"] < today:
        found.append(Problem("inspection_in_past", at="first"))
    if len(days) == 2 and days["last"] < days["first"]:
        found.append(Problem("campaign_days", at="last"))
    if "last" in days and days["last"] - today > WINDOW_MAX:
        found.append(Problem("inspection_too_far", at="last"))
    return found


def aside_of(typed: str, lists: Lists) -> tuple[frozenset[tuple[str, str]], list[Problem]]:
    """Return who has to step aside where, and a problem for each line that says neither."""
    pairs, found = set(), []
    for line in typed.splitlines():
        if not line.strip():
            continue
        who, _, where = (part.strip() for part in line.replace("，", ",").partition(","))
        if who in lists.inspectors and where in lists.places:
            pairs.add((who, where))
        else:
            found.append(Problem("draw_aside_bad", at="aside", params={"value": where[:40] or who[:40]}))
    return frozenset(pairs), found
