"""Checks of a joint meeting: what a sitting, an item and its minutes lack; every mistake is named, never only one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from linli.domain.directory import TAKES_WORK, Directory
from linli.domain.keepable_text import is_keepable
from linli.domain.meeting import (
    SPONSOR_ROLES,
    ItemSet,
    MeetingStage,
    Sitting,
    Strength,
    may_sign,
)
from linli.domain.problems import Problem
from linli.domain.unit import Post, Unit

PLACE_MAX = 80
LENGTHS_MINUTES = (30, 60, 90, 120, 180)
AHEAD_MAX, DUE_AHEAD_MAX = timedelta(days=366), timedelta(days=3 * 366)
"""How far ahead a sitting is planned and a deadline fixed: what lies further is a slip of the pen."""
MEASURES_MAX = 1000
REASON_MAX = 500
SUMMARY_MAX = 4000
FOUR = ("sponsor", "handler", "measures", "due_date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What whoever plans a sitting fills in."""

    starts_at: datetime | None
    place: str = ""
    length_minutes: int = 60
    chair: str = ""
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixing:
    """What is filled in for one item: the four, or for a carried one the order."""

    sponsor: str = ""
    handler: str = ""
    """A post; its unit is the handling unit."""
    measures: str = ""
    """Of a carried item: why it is supervised."""
    due_date: str = ""
    strength: str = ""


def plan_problems(plan: Plan, unit: Unit, directory: Directory, now: datetime) -> list[Problem]:
    """Return everything that is wrong with the plan of a sitting."""
    found = []
    if plan.starts_at is None:
        found.append(Problem("required", at="starts_at"))
    elif plan.starts_at <= now:
        found.append(Problem("meeting_in_past", at="starts_at"))
    elif plan.starts_at - now > AHEAD_MAX:
        found.append(Problem("meeting_too_far", at="starts_at"))
    if not plan.place.strip():
        found.append(Problem("required", at="place"))
    found += _text(plan.place, at="place", most=PLACE_MAX, is_line=True)
    if plan.length_minutes not in LENGTHS_MINUTES:
        found.append(Problem("unknown_choice", at="length_minutes", params={"value": str(plan.length_minutes)}))
    chair = directory.posts.get(plan.chair)
    if chair is None or not chair.is_active(now) or not may_sign(chair, unit):
        found.append(Problem("meeting_chair", at="chair") if plan.chair else Problem("required", at="chair"))
    unknown = [one for one in plan.units if (body := directory.units.get(one)) is None or not body.is_active]
    found += [Problem("unknown_choice", at="units", params={"value": one[:40]}) for one in unknown]
    if not plan.units:
        found.append(Problem("required", at="units"))
    return found


def fixing_problems(item: ItemSet, given: Fixing, directory: Directory, now: datetime) -> list[Problem]:
    """Return everything that is wrong with what is fixed for one item; what is left empty may still come."""
    found = _date(given.due_date, directory, now)
    found += _text(given.measures, at="measures", most=REASON_MAX if item.is_carried else MEASURES_MAX)
    if item.is_carried:
        if given.strength and given.strength not in set(Strength):
            found.append(Problem("unknown_choice", at="strength", params={"value": given.strength[:40]}))
        return found
    sponsor, handler = directory.posts.get(given.sponsor), directory.posts.get(given.handler)
    if given.sponsor and (sponsor is None or not sponsor.is_active(now) or sponsor.role not in SPONSOR_ROLES):
        found.append(Problem("unknown_choice", at="sponsor", params={"value": given.sponsor[:40]}))
    if given.handler and (handler is None or not handler.is_active(now) or handler.role not in TAKES_WORK):
        found.append(Problem("unknown_choice", at="handler", params={"value": given.handler[:40]}))
    if sponsor is not None and handler is not None and _is_one_person(sponsor, handler):
        found.append(Problem("sponsor_is_handler", at="sponsor"))
    return found


def _is_one_person(one: Post, other: Post) -> bool:
    """One person with two posts is still one person."""
    return one.id == other.id or bool(one.staff_id and one.staff_id == other.staff_id)


def _date(typed: str, directory: Directory, now: datetime) -> list[Problem]:
    if not typed:
        return []
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return [Problem("not_a_date", at="due_date")]
    today = directory.calendar.local_date(now)
    if day - today > DUE_AHEAD_MAX:
        return [Problem("meeting_too_far", at="due_date")]
    return [] if day > today else [Problem("not_in_future", at="due_date")]


def _text(typed: str, *, at: str, most: int, is_line: bool = False) -> list[Problem]:
    if len(typed) > most:
        return [Problem("too_long", at=at, params={"limit": most})]
    return [] if not typed or is_keepable(typed, is_line=is_line) else [Problem("bad_text", at=at)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """What whoever presses the minutes fills in."""

    summary: str = ""
    present: tuple[str, ...] = ()
    """Units that came, of those asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressing:
    """What is known when the minutes are pressed."""

    sitting: Sitting
    written: frozenset[int] = field(default_factory=frozenset)
    """Entries beside which measures or a reason are kept."""
    finals: Mapping[str, bool] = field(default_factory=dict)
    """For each item's matter, whether it is closed by now; one that is missing is unknown here."""


def pressing_problems(
    pressing: Pressing, minutes: Minutes, post: Post, directory: Directory, now: datetime
) -> list[Problem]:
    """Return everything that keeps the minutes from being made, item by item."""
    sitting = pressing.sitting
    found = list(_frame(sitting, post, directory, now))
    if not minutes.summary.strip():
        found.append(Problem("required", at="summary"))
    found += _text(minutes.summary, at="summary", most=SUMMARY_MAX)
    if not minutes.present:
        found.append(Problem("required", at="present"))
    found += [
        Problem("unknown_choice", at="present", params={"value": one[:40]})
        for one in minutes.present
        if one not in sitting.head.units
    ]
    if not sitting.agenda:
        found.append(Problem("agenda_empty"))
    for number, item in enumerate(sitting.agenda, start=1):
        found += _item(number, item, pressing, directory, now)
    return found


def _frame(sitting: Sitting, post: Post, directory: Directory, now: datetime) -> Iterator[Problem]:
    """A meeting may begin early; its minutes are not made before its day."""
    if sitting.stage is not MeetingStage.PLANNED:
        yield Problem("minutes_made" if sitting.stage is MeetingStage.DECIDED else "meeting_cancelled")
    if not may_sign(post, directory.units[sitting.head.unit]):
        yield Problem("convener_signs")
    if directory.calendar.local_date(sitting.starts_at) > directory.calendar.local_date(now):
        yield Problem("meeting_not_begun")


def _item(number: int, item: ItemSet, pressing: Pressing, directory: Directory, now: datetime) -> list[Problem]:
    """Name what an item lacks by its number on the agenda; dates and posts are looked at again, for days have gone."""
    has_words = item.words_seq in pressing.written
    wanted: dict[str, bool] = {"measures": has_words, "due_date": bool(item.due_date)}
    if item.is_carried:
        wanted["strength"] = bool(item.strength)
    else:
        wanted |= {"sponsor": bool(item.sponsor), "handler": bool(item.post)}
    found = [
        _lacking(item, key, number)
        for key in ("sponsor", "handler", "measures", "due_date", "strength")
        if key in wanted and not wanted[key]
    ]
    given = Fixing(sponsor=item.sponsor, handler=item.post, due_date=item.due_date, strength=item.strength)
    for problem in fixing_problems(item, given, directory, now):
        at = f"items.{item.case}.{problem.at}"
        code = "item_date_past" if problem.code == "not_in_future" else problem.code
        found.append(Problem(code, at=at, params={**problem.params, "number": number}))
    if pressing.finals.get(item.case, False):
        found.append(Problem("item_closed", at=f"items.{item.case}", params={"number": number}))
    return found


def _lacking(item: ItemSet, key: str, number: int) -> Problem:
    at, params = f"items.{item.case}.{key}", {"number": number}
    if item.is_carried and key == "measures":
        return Problem("item_lacks_reason", at=at, params=params)
    return Problem(f"item_lacks_{key}", at=at, params=params)
