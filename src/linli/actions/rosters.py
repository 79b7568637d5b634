"""Rosters: a month made in one press, a shift asked of somebody else, taken over or not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from linli.actions.deciding import Office
from linli.actions.own_streams import Asked, Asking, Made, entry_of, nothing_more, once
from linli.domain.engine.effects import Effect
from linli.domain.problems import Problem, Refused
from linli.domain.roster import (
    STREAM,
    MonthPlan,
    MonthSet,
    Roster,
    ShiftSet,
    makes_rosters,
    month_shifts,
    plan_problems,
    swap_problems,
)
from linli.domain.round import walks
from linli.domain.unit import Post
from linli.store import rosters

Drafted = list[tuple[str, tuple[Effect, ...]]]
"""Past verbs of entries with what changes."""


def walkers_of(office: Office, unit_id: str, now: datetime) -> tuple[Post, ...]:
    """Return the held posts of a unit that go on rounds."""
    return tuple(one for one in office.directory.posts_of(unit_id, now) if walks(one, office.directory))


def may_open_roster(office: Office, post: Post) -> bool:
    """Say whether `post` sees the roster of its unit: who walks for it, and who makes it."""
    return walks(post, office.directory) or makes_rosters(post, office.directory)


def make_month(office: Office, post: Post, plan: MonthPlan, *, command_id: str, now: datetime) -> int:
    """Make a month of the post's own unit; return how many shifts it has. Raises Refused with every mistake."""
    if not makes_rosters(post, office.directory):
        raise Refused([Problem("not_yours")])
    made: list[ShiftSet] = []

    def make(roster: Roster | None) -> Drafted:
        able = [one.id for one in walkers_of(office, post.unit_id, now)]
        problems = plan_problems(plan, roster, able, office.directory.calendar.local_date(now))
        if problems:
            raise Refused(problems)
        made.extend(month_shifts(plan, office.directory.calendar))
        parts: Drafted = [("month_made", (MonthSet(month=f"{plan.month:%Y-%m}"),))]
        for one in plan.posts:  # an entry for each post: a month of a large unit is more than one entry can hold
            own = tuple(shift for shift in made if shift.post == one)
            parts += [("shifts_set", own)] if own else []
        return parts

    fields = {
        "month": plan.month.isoformat(), "posts": list(plan.posts), "begins": f"{plan.begins}", "ends": f"{plan.ends}",
        "per_day": plan.per_day, "every_day": plan.every_day,
    }  # fmt: skip
    _act(office, post, Asked(command_id=command_id, verb="make_month", fields=fields), now=now, make=make)
    return len(made)


def ask_swap(office: Office, post: Post, shift: str, taker: str, *, command_id: str, now: datetime) -> None:
    """Ask somebody of the unit to take over a shift of one's own; nothing changes until they agree."""

    def make(roster: Roster | None) -> Drafted:
        found = _shift(roster, shift)
        if roster is None or found.post != post.id:
            raise Refused([Problem("shift_gone", at="shift")])
        if taker not in {one.id for one in walkers_of(office, post.unit_id, now)}:
            raise Refused([Problem("unknown_choice", at="taker", params={"value": taker[:40]})])
        problems = swap_problems(roster, found, taker, now)
        if problems:
            raise Refused(problems)
        return [("swap_asked", (replace(found, asked=taker),))]

    fields = {"shift": shift, "taker": taker}
    _act(office, post, Asked(command_id=command_id, verb="ask_swap", fields=fields), now=now, make=make)


def answer_swap(office: Office, post: Post, shift: str, *, is_agreed: bool, command_id: str, now: datetime) -> None:
    """Take over the shift that one was asked to, or not; whoever asked may take the asking back."""

    def make(roster: Roster | None) -> Drafted:
        found = _shift(roster, shift)
        is_taker, is_giver = found.asked == post.id, found.post == post.id and bool(found.asked)
        if roster is None or not (is_taker or (is_giver and not is_agreed)):
            raise Refused([Problem("shift_gone", at="shift")])
        if not is_agreed:
            return [("swap_refused" if is_taker else "swap_withdrawn", (replace(found, asked=""),))]
        problems = swap_problems(roster, found, post.id, now)
        if problems:
            raise Refused(problems)
        return [("swap_agreed", (replace(found, post=post.id, asked=""),))]

    fields = {"shift": shift, "is_agreed": is_agreed}
    _act(office, post, Asked(command_id=command_id, verb="answer_swap", fields=fields), now=now, make=make)


def _shift(roster: Roster | None, shift: str) -> ShiftSet:
    found = roster.shifts.get(shift) if roster else None
    if found is None:
        raise Refused([Problem("shift_gone", at="shift")])
    return found


def _act(
    office: Office, post: Post, asked: Asked, *, now: datetime, make: Callable[[Roster | None], Drafted]
) -> None:  # fmt: skip
    stream = f"{STREAM}{post.unit_id}"

    def act(asking: Asking) -> None:
        made = make(rosters.locked_roster(office.county_id, post.unit_id))
        drafts = [entry_of(stream, Made(past=past, effects=effects), asking, now) for past, effects in made]
        rosters.append(office.county_id, drafts, asking)

    once(office, post, asked.command(stream), again=nothing_more, make=act)
