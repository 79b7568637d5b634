"""Inspections: planning one, beginning it with the list of the day, answering, calling it off; each act is an entry."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from linli.actions.deciding import Office, today_of
from linli.actions.own_streams import Asked, Asking, Made, add_entry, begin_stream, existing, id_in, once
from linli.domain.checklist import Checklist
from linli.domain.engine.context import Command, ValueDraft
from linli.domain.inspection import STREAM, Inspection, InspectionSet, InspectionStage, Kind
from linli.domain.inspection_checks import REASON_MAX, Plan, PlanContext, plan_problems, text_problems
from linli.domain.inspection_rights import may_do, may_plan, may_read, may_steer
from linli.domain.place import Place
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post, Unit
from linli.store import ledgers
from linli.store.inspection_streams import INSPECTIONS

SUBJECT = "case"


def place_called(office: Office, typed: str) -> Place | None:
    """Return the place of that id, number or name; None where there is none, or more than one of the name."""
    places = office.directory.setup.places
    for one in places:
        if typed and typed in (one.id, one.key):
            return one
    named = [one for one in places if one.is_active and typed.strip() in one.names]
    return named[0] if len(named) == 1 else None


def list_of(office: Office, inspection: Inspection) -> Checklist | None:
    """Return the checklist as it was when the inspection began; None before that, or where no such version is known."""
    head = inspection.head
    return office.directory.checklists.of(head.checklist, head.version) if head.version else None


def unit_of(office: Office, post: Post) -> Unit:
    """Return the unit of `post` where it plans inspections; raises Refused for the rest."""
    if not may_plan(post, office.directory):
        raise Refused([Problem("not_yours")])
    return office.directory.units[post.unit_id]


def context_of(office: Office, unit: Unit, plan: Plan, now: datetime, post: Post) -> PlanContext:
    """Return what a plan is checked against."""
    previous = ledgers.kept(INSPECTIONS, office.county_id, plan.previous) if plan.previous else None
    if previous is not None and not may_read(post, previous, office.directory):
        previous = None
    return PlanContext(
        unit=unit, place=place_called(office, plan.place), directory=office.directory, now=now, previous=previous,
        checklist=_list_for(office, plan, previous, now),
    )  # fmt: skip


def _list_for(office: Office, plan: Plan, previous: Inspection | None, now: datetime) -> Checklist | None:
    """Return the list that is planned with: a follow-up goes by the version of what it follows, used today or not."""
    if plan.kind == Kind.FOLLOW_UP.value and previous is not None and previous.head.checklist == plan.checklist:
        return list_of(office, previous)
    return office.directory.checklists.on(today_of(office, now)).get(plan.checklist)


def plan_inspection(office: Office, post: Post, plan: Plan, *, command_id: str, now: datetime) -> str:
    """Plan an inspection; return its id. Raises Refused with every mistake."""
    unit = unit_of(office, post)
    command = Command(id=command_id, verb="plan", stream=f"{STREAM}new", fields=_spelled(plan))

    def make(asking: Asking) -> str:
        told = planned(office, post, unit, plan, now)
        return begin_stream(office, INSPECTIONS, Made(past="planned", effects=(told,)), asking, now).id

    return once(office, post, command, again=id_in(STREAM), make=make)


def planned(office: Office, post: Post, unit: Unit, plan: Plan, now: datetime) -> InspectionSet:
    """Return the values of an inspection that is planned so; raises Refused with every mistake."""
    context = context_of(office, unit, plan, now, post)
    problems = plan_problems(plan, context)
    place = context.place
    if problems or place is None:
        raise Refused(problems)
    posts = office.directory.posts
    others = {posts[one].unit_id for one in plan.inspectors} - {unit.id}
    previous = context.previous if plan.kind == Kind.FOLLOW_UP.value else None
    return InspectionSet(
        unit=unit.id, area=place.area_path, place=place.id, checklist=plan.checklist, kind=plan.kind,
        planned=plan.planned, inspectors=plan.inspectors, units=tuple(sorted(others)), campaign=plan.campaign,
        draw=plan.draw, previous=previous.id if previous else "",
    )  # fmt: skip


def _spelled(plan: Plan) -> dict[str, Any]:
    return {
        "place": plan.place, "checklist": plan.checklist, "kind": plan.kind, "planned": plan.planned,
        "inspectors": list(plan.inspectors), "previous": plan.previous, "campaign": plan.campaign, "draw": plan.draw,
    }  # fmt: skip


def changed(
    office: Office, post: Post, inspection_id: str, asked: Asked, *, now: datetime,
    make: Callable[[Inspection, Command], Made | None],
) -> Inspection:  # fmt: skip
    """Make one act on an inspection; the same command again changes nothing, and `None` leaves everything as it is."""

    def change(asking: Asking) -> Inspection:
        before = ledgers.held(INSPECTIONS, office.county_id, inspection_id)
        if before is None or not may_read(post, before, office.directory):
            raise Refused([Problem("not_found")])
        made = make(before, asking[0])
        if made is None:
            return before
        return add_entry(office, INSPECTIONS, before.stream, made, asking, now)

    def again(_stream: str) -> Inspection:
        return existing(ledgers.kept(INSPECTIONS, office.county_id, inspection_id))

    return once(office, post, asked.command(f"{STREAM}{inspection_id[:26]}"), again=again, make=change)


def check_stage(inspection: Inspection, wanted: InspectionStage) -> None:
    """Raise Refused, saying where it stands, unless the inspection stands at `wanted`."""
    words = {
        InspectionStage.PLANNED: "inspection_not_started", InspectionStage.STARTED: "inspection_started",
        InspectionStage.FINISHED: "inspection_over", InspectionStage.CANCELLED: "inspection_cancelled",
    }  # fmt: skip
    if inspection.stage is not wanted:
        raise Refused([Problem(words[inspection.stage])])


def check_inspector(post: Post, inspection: Inspection) -> None:
    """Raise Refused unless `post` is one of the inspectors."""
    if not may_do(post, inspection):
        raise Refused([Problem("not_an_inspector")])


def replan(office: Office, post: Post, inspection_id: str, plan: Plan, *, command_id: str, now: datetime) -> Inspection:
    """Put an inspection that has not begun to another day, list or team."""

    def make(before: Inspection, command: Command) -> Made:
        if not may_steer(post, before, office.directory):
            raise Refused([Problem("not_yours")])
        check_stage(before, InspectionStage.PLANNED)
        kept = replace(plan, campaign=before.head.campaign, draw=before.head.draw)
        unit = office.directory.units[before.head.unit]
        return Made(past="replanned", effects=(planned(office, post, unit, kept, now),))

    asked = Asked(command_id=command_id, verb="replan", fields=_spelled(plan))
    return changed(office, post, inspection_id, asked, now=now, make=make)


def cancel(
    office: Office, post: Post, inspection_id: str, reason: str, *, command_id: str, now: datetime
) -> Inspection:
    """Call an inspection off, with the reason; what was answered by then stays in its record."""

    def make(before: Inspection, command: Command) -> Made:
        if not may_steer(post, before, office.directory):
            raise Refused([Problem("not_yours")])
        if before.stage is InspectionStage.FINISHED:
            raise Refused([Problem("inspection_over")])
        if before.stage is InspectionStage.CANCELLED:
            raise Refused([Problem("inspection_cancelled")])
        off = replace(before.head, stage=InspectionStage.CANCELLED.value)
        return Made(past="cancelled", effects=(off,), values=(reason_value(reason),))

    asked = Asked(command_id=command_id, verb="cancel", fields={"reason": reason})
    return changed(office, post, inspection_id, asked, now=now, make=make)


def reason_value(typed: str, *, at: str = "reason", missing: str = "required") -> ValueDraft:
    """Return a reason as a value; raises Refused where it is empty, too long or cannot be kept."""
    text = typed.strip()
    problems = text_problems(text, at=at, most=REASON_MAX) if text else [Problem(missing, at=at)]
    if problems:
        raise Refused(problems)
    return ValueDraft(field="reason", subject=SUBJECT, value=text.encode())


def start(office: Office, post: Post, inspection_id: str, *, command_id: str, now: datetime) -> Inspection:
    """Begin: the list in force today is fixed, and for a follow-up those of its items that were not in order."""

    def make(before: Inspection, command: Command) -> Made:
        check_inspector(post, before)
        check_stage(before, InspectionStage.PLANNED)
        version, items = _fixed(office, before, now)
        begun = replace(before.head, version=version, items=items, stage=InspectionStage.STARTED.value)
        return Made(past="started", effects=(begun,), pub={"checklist": f"{before.head.checklist}_v{version}"})

    return changed(office, post, inspection_id, Asked(command_id=command_id, verb="start"), now=now, make=make)


def _fixed(office: Office, inspection: Inspection, now: datetime) -> tuple[int, tuple[str, ...]]:
    """Return the version and the items that are looked at from now on."""
    head = inspection.head
    if head.previous:
        before = ledgers.kept(INSPECTIONS, office.county_id, head.previous)
        if before is not None:
            return before.head.version, tuple(one.item for one in before.not_ok)
    found = office.directory.checklists.on(today_of(office, now)).get(head.checklist)
    if found is None:
        raise Refused([Problem("checklist_gone")])
    return found.version, found.item_keys
