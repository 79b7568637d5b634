"""Joint meetings: planning a sitting, its agenda, the four that each item fixes; every act is an entry."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from linli.actions.deciding import Office
from linli.actions.meeting_agenda import candidates, proposed
from linli.actions.own_streams import Asked, Asking, Made, add_entry, begin_stream, existing, id_in, once
from linli.domain.engine.context import Command, ValueDraft
from linli.domain.entry import moment_text
from linli.domain.keepable_text import is_keepable
from linli.domain.meeting import (
    ITEMS_MAX,
    STREAM,
    ItemSet,
    MeetingSet,
    MeetingStage,
    Sitting,
    may_prepare,
    may_read,
    meeting_unit,
)
from linli.domain.meeting_checks import REASON_MAX, Fixing, Plan, fixing_problems, plan_problems
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post, Unit
from linli.store import ledgers
from linli.store.meetings import SITTINGS


def own_unit(office: Office, post: Post) -> Unit | None:
    """Return the joint meeting whose sittings `post` plans or sits in, or None."""
    return meeting_unit(post, office.directory)


def plan_meeting(office: Office, post: Post, plan: Plan, *, command_id: str, now: datetime) -> str:
    """Plan a sitting with the agenda that builds itself; return its id. Raises Refused with every mistake."""
    unit = own_unit(office, post)
    if unit is None or not may_prepare(post, unit, office.directory):
        raise Refused([Problem("not_yours")])
    command = Command(id=command_id, verb="plan", stream=f"{STREAM}new", fields=_spelled(plan))

    def make(asking: Asking) -> str:
        problems = plan_problems(plan, unit, office.directory, now)
        if problems or plan.starts_at is None:
            raise Refused(problems)
        told = MeetingSet(
            unit=unit.id, area=unit.area_path, starts=moment_text(plan.starts_at), place=plan.place.strip(),
            length_minutes=plan.length_minutes, chair=plan.chair, units=plan.units,
        )  # fmt: skip
        found = candidates(office, post, unit, now)[:ITEMS_MAX]
        items = tuple(one.item(position) for position, one in enumerate(found, start=1))
        made = Made(past="planned", effects=(told, *items), pub={"found": len(items)})
        return begin_stream(office, SITTINGS, made, asking, now).id

    return once(office, post, command, again=id_in(STREAM), make=make)


def _spelled(plan: Plan) -> dict[str, Any]:
    return {
        "starts_at": plan.starts_at.isoformat() if plan.starts_at else "", "place": plan.place,
        "length_minutes": plan.length_minutes, "chair": plan.chair, "units": list(plan.units),
    }  # fmt: skip


def changed(
    office: Office, post: Post, meeting_id: str, asked: Asked, *, now: datetime, make: Callable[[Sitting], Made]
) -> Sitting:  # fmt: skip
    """Make one act on a sitting that is still planned; the same command again changes nothing."""

    def change(asking: Asking) -> Sitting:
        sitting = ledgers.held(SITTINGS, office.county_id, meeting_id)
        if sitting is None or not may_read(post, sitting, office.directory):
            raise Refused([Problem("not_found")])
        if not may_prepare(post, office.directory.units[sitting.head.unit], office.directory):
            raise Refused([Problem("not_yours")])
        if sitting.stage is not MeetingStage.PLANNED:
            is_decided = sitting.stage is MeetingStage.DECIDED
            raise Refused([Problem("minutes_made" if is_decided else "meeting_cancelled")])
        return add_entry(office, SITTINGS, sitting.stream, make(sitting), asking, now)

    def again(_stream: str) -> Sitting:
        return existing(ledgers.kept(SITTINGS, office.county_id, meeting_id))

    return once(office, post, asked.command(f"{STREAM}{meeting_id}"), again=again, make=change)


def replan(office: Office, post: Post, meeting_id: str, plan: Plan, *, command_id: str, now: datetime) -> Sitting:
    """Put a sitting to another day, place, chair or circle of units."""

    def make(sitting: Sitting) -> Made:
        problems = plan_problems(plan, office.directory.units[sitting.head.unit], office.directory, now)
        if problems or plan.starts_at is None:
            raise Refused(problems)
        told = replace(
            sitting.head, starts=moment_text(plan.starts_at), place=plan.place.strip(), chair=plan.chair,
            length_minutes=plan.length_minutes, units=plan.units,
        )  # fmt: skip
        return Made(past="replanned", effects=(told,))

    asked = Asked(command_id=command_id, verb="replan", fields=_spelled(plan))
    return changed(office, post, meeting_id, asked, now=now, make=make)


def cancel(office: Office, post: Post, meeting_id: str, reason: str, *, command_id: str, now: datetime) -> Sitting:
    """Call a sitting off, with the reason; its items stand on the next agenda."""

    def make(sitting: Sitting) -> Made:
        told = replace(sitting.head, stage=MeetingStage.CANCELLED.value)
        return Made(past="cancelled", effects=(told,), values=(_words("reason", reason),))

    asked = Asked(command_id=command_id, verb="cancel", fields={"reason": reason})
    return changed(office, post, meeting_id, asked, now=now, make=make)


def refresh(office: Office, post: Post, meeting_id: str, *, command_id: str, now: datetime) -> int:
    """Put what got stuck meanwhile on the agenda; return how many items came on."""
    counted: list[int] = []

    def make(sitting: Sitting) -> Made:
        unit = office.directory.units[sitting.head.unit]
        new = [one for one in candidates(office, post, unit, now) if one.line.id not in sitting.items]
        room = max(0, ITEMS_MAX - len(sitting.agenda))
        last = max((one.position for one in sitting.items.values()), default=0)
        items = tuple(one.item(last + number) for number, one in enumerate(new[:room], start=1))
        counted.append(len(items))
        return Made(past="agenda_built", effects=items, pub={"found": len(items)})

    changed(office, post, meeting_id, Asked(command_id=command_id, verb="refresh"), now=now, make=make)
    return sum(counted)


def propose(office: Office, post: Post, meeting_id: str, number: str, *, command_id: str, now: datetime) -> Sitting:
    """Put a matter on the agenda by hand; raises Refused where it is closed, unknown or there already."""

    def make(sitting: Sitting) -> Made:
        found = proposed(office, post, number, now)
        if found.line.id in sitting.items:
            raise Refused([Problem("item_there", at="number")])
        _check_room(sitting)
        last = max((one.position for one in sitting.items.values()), default=0)
        return Made(past="item_proposed", effects=(found.item(last + 1),))

    asked = Asked(command_id=command_id, verb="propose", fields={"number": number})
    return changed(office, post, meeting_id, asked, now=now, make=make)


def _check_room(sitting: Sitting) -> None:
    if len(sitting.agenda) >= ITEMS_MAX:
        raise Refused([Problem("agenda_full", params={"limit": ITEMS_MAX})])


def item_of(sitting: Sitting, case_id: str) -> ItemSet:
    """Return an item of the agenda; raises Refused where there is none."""
    found = sitting.items.get(case_id)
    if found is None:
        raise Refused([Problem("item_unknown")])
    return found


def leave_out(
    office: Office, post: Post, meeting_id: str, case_id: str, *, reason: str, command_id: str, now: datetime
) -> Sitting:  # fmt: skip
    """Leave an item out of this sitting, with the reason; it may come back on."""

    def make(sitting: Sitting) -> Made:
        item = item_of(sitting, case_id)
        words = _words("left_out", reason)
        left = replace(item, is_left_out=True, left_out_seq=sitting.seq + 1)
        return Made(past="item_left_out", effects=(left,), values=(words,))

    asked = Asked(command_id=command_id, verb="leave_out", fields={"case": case_id, "reason": reason})
    return changed(office, post, meeting_id, asked, now=now, make=make)


def take_back(office: Office, post: Post, meeting_id: str, case_id: str, *, command_id: str, now: datetime) -> Sitting:
    """Put an item that was left out back at the end of the agenda."""

    def make(sitting: Sitting) -> Made:
        _check_room(sitting)
        last = max((one.position for one in sitting.items.values()), default=0)
        return Made(
            past="item_taken_back", effects=(replace(item_of(sitting, case_id), is_left_out=False, position=last + 1),)
        )

    asked = Asked(command_id=command_id, verb="take_back", fields={"case": case_id})
    return changed(office, post, meeting_id, asked, now=now, make=make)


def shift(
    office: Office, post: Post, meeting_id: str, case_id: str, *, up: bool, command_id: str, now: datetime
) -> Sitting:  # fmt: skip
    """Move an item one place up or down; at the end of the agenda it stays where it is."""

    def make(sitting: Sitting) -> Made:
        agenda = list(sitting.agenda)
        here = agenda.index(item_of(sitting, case_id)) if not item_of(sitting, case_id).is_left_out else -1
        there = here - 1 if up else here + 1
        if here < 0 or not 0 <= there < len(agenda):
            return Made(past="agenda_ordered", effects=())
        agenda[here], agenda[there] = agenda[there], agenda[here]
        moved = [replace(one, position=place) for place, one in enumerate(agenda, start=1)]
        return Made(past="agenda_ordered", effects=tuple(one for one in moved if one != sitting.items[one.case]))

    asked = Asked(command_id=command_id, verb="shift", fields={"case": case_id, "up": up})
    return changed(office, post, meeting_id, asked, now=now, make=make)


def fix_item(
    office: Office, post: Post, meeting_id: str, case_id: str, *, given: Fixing, command_id: str, now: datetime
) -> Sitting:  # fmt: skip
    """Fix for an item what is known by now; what is wrong is refused whole, what is missing may still come."""

    def make(sitting: Sitting) -> Made:
        item = item_of(sitting, case_id)
        problems = fixing_problems(item, given, office.directory, now)
        if problems:
            raise Refused(problems)
        handler = office.directory.posts.get(given.handler)
        words = (ValueDraft(field="measures", subject="case", value=given.measures.strip().encode()),)
        has_words = bool(given.measures.strip())
        fixed = replace(
            item, sponsor=given.sponsor, post=given.handler, unit=handler.unit_id if handler else "",
            due_date=given.due_date, strength=given.strength, words_seq=sitting.seq + 1 if has_words else 0,
        )  # fmt: skip
        return Made(past="item_fixed", effects=(fixed,), values=words if has_words else ())

    fields = {
        "case": case_id, "sponsor": given.sponsor, "handler": given.handler, "measures": given.measures,
        "due_date": given.due_date, "strength": given.strength,
    }  # fmt: skip
    return changed(
        office, post, meeting_id, Asked(command_id=command_id, verb="fix", fields=fields), now=now, make=make
    )


def _words(key: str, typed: str) -> ValueDraft:
    """Return a reason as a value; raises Refused where it is empty, too long or cannot be kept."""
    text = typed.strip()
    if not text:
        raise Refused([Problem("required", at="reason")])
    if len(text) > REASON_MAX:
        raise Refused([Problem("too_long", at="reason", params={"limit": REASON_MAX})])
    if not is_keepable(text):
        raise Refused([Problem("bad_text", at="reason")])
    return ValueDraft(field=key, subject="case", value=text.encode())
