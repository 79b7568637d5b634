"""Checks of an inspection: what a plan, an answer, a batch or its end lacks; every mistake is named, never only one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations

from linli.domain.checklist import Checklist
from linli.domain.directory import Directory
from linli.domain.inspection import Inspection, InspectionStage, Kind, Outcome
from linli.domain.inspection_rights import INSPECTING, LEADING, covers, enforces, is_one_person
from linli.domain.keepable_text import is_keepable
from linli.domain.place import Place
from linli.domain.problems import Problem
from linli.domain.unit import Post, Unit

NOTE_MAX = 500
REASON_MAX = 300
PRODUCT_MAX = 80
PHOTOS_MAX = 3
INSPECTORS_MAX = 8
SAMPLES_MAX = 999
BATCHES_MAX = 50
AHEAD_MAX = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What whoever plans an inspection fills in."""

    place: str = ""
    """Id or key of the place."""
    checklist: str = ""
    kind: str = Kind.ROUTINE.value
    planned: str = ""
    inspectors: tuple[str, ...] = ()
    previous: str = ""
    campaign: str = ""
    draw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanContext:
    """What is known when a plan is checked."""

    unit: Unit
    place: Place | None
    checklist: Checklist | None
    directory: Directory
    now: datetime
    previous: Inspection | None = None


def inspectors_needed(checklist: Checklist, unit: Unit) -> int:
    """Return how many inspectors the law asks for."""
    return checklist.inspectors_enforcing if enforces(unit) else 1


def plan_problems(plan: Plan, context: PlanContext) -> list[Problem]:
    """Return everything that is wrong with a plan."""
    found = list(_what(plan, context))
    found += _day(plan.planned, context)
    found += _who(plan, context)
    if plan.kind == Kind.FOLLOW_UP.value:
        found += _follow_up(plan, context)
    return found


def _what(plan: Plan, context: PlanContext) -> Iterator[Problem]:
    place = context.place
    if not plan.place:
        yield Problem("required", at="place")
    elif place is None:
        yield Problem("place_not_there", at="place")
    elif not place.is_active:
        yield Problem("inspected_place_closed", at="place", params={"name": place.name})
    elif not place.area_path.startswith(context.unit.area_path):
        yield Problem("place_not_of_unit", at="place", params={"name": place.name})
    if not plan.checklist:
        yield Problem("required", at="checklist")
    elif context.checklist is None:
        yield Problem("unknown_choice", at="checklist", params={"value": plan.checklist[:40]})
    if plan.kind not in set(Kind):
        yield Problem("unknown_choice", at="kind", params={"value": plan.kind[:40]})


def _day(typed: str, context: PlanContext) -> Iterator[Problem]:
    if not typed:
        yield Problem("required", at="planned")
        return
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        yield Problem("not_a_date", at="planned")
        return
    today = context.directory.calendar.local_date(context.now)
    if day < today:
        yield Problem("inspection_in_past", at="planned")
    elif day - today > AHEAD_MAX:
        yield Problem("inspection_too_far", at="planned")


def _who(plan: Plan, context: PlanContext) -> Iterator[Problem]:
    at = "inspectors"
    if not plan.inspectors:
        yield Problem("required", at=at)
        return
    if len(plan.inspectors) > INSPECTORS_MAX:
        yield Problem("too_many_inspectors", at=at, params={"limit": INSPECTORS_MAX})
    posts = context.directory.posts
    able = [one for key in plan.inspectors if (one := posts.get(key)) and _is_able(one, context)]
    if len(able) < len(plan.inspectors):
        yield Problem("inspector_unable", at=at)
    if any(is_one_person(one, other) for one, other in combinations(able, 2)):
        yield Problem("inspectors_one_person", at=at)
    if context.checklist is not None:
        needed = inspectors_needed(context.checklist, context.unit)
        if len(plan.inspectors) < needed:
            yield Problem("inspectors_too_few", at=at, params={"limit": needed})
    units = {one.unit_id for one in able}
    if plan.kind == Kind.JOINT.value and len(units) < 2:
        yield Problem("joint_needs_units", at=at)
    elif plan.kind != Kind.JOINT.value and units - {context.unit.id} and not plan.draw:
        yield Problem("inspectors_of_other_unit", at=at)
    if plan.kind == Kind.LEADER_LED.value and not any(one.role in LEADING for one in able):
        yield Problem("leader_needed", at=at)


def _is_able(post: Post, context: PlanContext) -> bool:
    place = context.place
    reaches = place is None or covers(post, place.area_path)
    return post.is_active(context.now) and post.role in INSPECTING and reaches


def _follow_up(plan: Plan, context: PlanContext) -> Iterator[Problem]:
    before = context.previous
    if before is None or before.stage is not InspectionStage.FINISHED:
        yield Problem("previous_unknown", at="previous")
    elif not before.not_ok:
        yield Problem("previous_all_ok", at="previous")
    elif context.place is not None and before.head.place != context.place.id:
        yield Problem("previous_elsewhere", at="previous")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is filled in for one item."""

    item: str
    outcome: str
    note: str = ""
    photos: tuple[bytes, ...] = ()


def answer_problems(inspection: Inspection, given: Answer) -> list[Problem]:
    """Return everything that is wrong with one answer."""
    found = []
    if given.item not in inspection.head.items:
        found.append(Problem("item_not_on_list", at="item"))
    if given.outcome not in set(Outcome):
        value = given.outcome[:40]
        found.append(
            Problem("unknown_choice", at="outcome", params={"value": value}) if value
            else Problem("required", at="outcome")
        )  # fmt: skip
    if given.outcome == Outcome.NOT_OK.value and not given.note.strip():
        found.append(Problem("finding_needs_note", at="note"))
    found += text_problems(given.note, at="note", most=NOTE_MAX)
    kept = inspection.answers.get(given.item)
    if len(given.photos) + (len(kept.photos) if kept else 0) > PHOTOS_MAX:
        found.append(Problem("too_many_photos", at="photo", params={"limit": PHOTOS_MAX}))
    return found


def text_problems(typed: str, *, at: str, most: int, is_line: bool = False) -> list[Problem]:
    """Return what is wrong with words somebody typed."""
    if len(typed) > most:
        return [Problem("too_long", at=at, params={"limit": most})]
    return [] if not typed or is_keepable(typed, is_line=is_line) else [Problem("bad_text", at=at)]


def batch_problems(inspection: Inspection, product: str, samples: str) -> list[Problem]:
    """Return everything that is wrong with a batch that is sampled."""
    found = [] if product.strip() else [Problem("required", at="product")]
    found += text_problems(product, at="product", most=PRODUCT_MAX, is_line=True)
    if not samples:
        found.append(Problem("required", at="samples"))
    elif not (samples.isascii() and samples.isdecimal()):
        found.append(Problem("not_a_number", at="samples"))
    elif len(samples) > 4 or not 1 <= int(samples) <= SAMPLES_MAX:
        found.append(Problem("too_large" if int(samples[:9]) else "too_small", at="samples",
                             params={"limit": SAMPLES_MAX if int(samples[:9]) else 1}))  # fmt: skip
    if len(inspection.batches) >= BATCHES_MAX:
        found.append(Problem("too_many_batches", at="product", params={"limit": BATCHES_MAX}))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Finishing:
    """What is known when an inspection is to be finished."""

    unit: Unit
    checklist: Checklist | None
    finisher: str
    """Post of the inspector who finishes: finishing puts their name to it."""
    titles: Mapping[str, str]
    """What items are called, by key."""


def finish_problems(inspection: Inspection, finishing: Finishing) -> list[Problem]:
    """Return everything that keeps an inspection from being finished, item by item."""
    titles = finishing.titles
    found = [
        Problem("item_open", at=f"items.{key}", params={"item": titles.get(key, key)}) for key in inspection.open_items
    ]
    if inspection.place_way is None:
        found.append(Problem("place_not_signed", at="signature"))
    others = set(unsigned_inspectors(inspection)) - {finishing.finisher}
    needed = inspectors_needed(finishing.checklist, finishing.unit) if finishing.checklist else 1
    if len(inspection.head.inspectors) - len(others) < needed:
        found.append(Problem("inspectors_not_signed", at="inspectors", params={"limit": needed}))
    return found


def unsigned_inspectors(inspection: Inspection) -> tuple[str, ...]:
    """Return the posts of inspectors who have not put their name to the record as it stands."""
    return tuple(one for one in inspection.head.inspectors if one not in inspection.signed)
