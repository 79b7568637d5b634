"""Double-random draws: drawn once by the house's own chance, kept shut until their day, planned from, or taken back."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from linli.actions.deciding import Office, new_id, today_of
from linli.actions.inspections import planned, unit_of
from linli.actions.own_streams import (
    Asking,
    Made,
    add_entries,
    add_entry,
    begin_stream,
    entry_of,
    existing,
    id_in,
    once,
)
from linli.actions.seats import actor_at
from linli.domain.draw import Drawn, Pool, commitment, drawn, published
from linli.domain.engine.context import Command, ValueDraft
from linli.domain.inspection import STREAM as INSPECTION
from linli.domain.inspection import Kind
from linli.domain.inspection_checks import Plan, inspectors_needed
from linli.domain.inspection_draw import (
    STREAM,
    Draw,
    Drawing,
    DrawSet,
    DrawStage,
    Lists,
    WhyBack,
    aside_of,
    draw_problems,
)
from linli.domain.inspection_rights import INSPECTING, PLANNING
from linli.domain.place import Place
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post, Role, Unit
from linli.store import inspection_streams as streams
from linli.store import ledgers
from linli.store.inspection_streams import DRAWS, INSPECTIONS

SEED_BYTES = 32


def places_for(office: Office, unit: Unit, checklist: str, today: date) -> tuple[Place, ...]:
    """Return the places of a unit's area that a checklist is meant for."""
    found = office.directory.checklists.on(today).get(checklist)
    if found is None:
        return ()
    return tuple(
        one for one in office.directory.setup.places
        if one.is_active and one.kind in found.place_kinds and one.area_path.startswith(unit.area_path)
    )  # fmt: skip


def inspectors_for(office: Office, unit: Unit, now: datetime) -> tuple[Post, ...]:
    """Return the posts of a unit that can be drawn: those that serve the whole of its area."""
    posts = office.directory.posts_of(unit.id, now, INSPECTING)
    return tuple(one for one in posts if unit.area_path.startswith(one.area_path))


def lists_for(office: Office, unit: Unit, given: Drawing, now: datetime) -> Lists:
    """Return what a draw is checked against."""
    today = today_of(office, now)
    known = office.directory.checklists.on(today)
    needed = inspectors_needed(known[given.checklist], unit) if given.checklist in known else 1
    return Lists(
        places=frozenset(one.key for one in places_for(office, unit, given.checklist, today)),
        inspectors=frozenset(one.id for one in inspectors_for(office, unit, now)),
        checklists=frozenset(known), needed=needed,
    )  # fmt: skip


def house_chance() -> str:
    """Return a seed that nobody chose."""
    return secrets.token_hex(SEED_BYTES)


def draw_lots(
    office: Office, post: Post, given: Drawing, *, command_id: str, now: datetime,
    chance: Callable[[], str] = house_chance,
) -> str:  # fmt: skip
    """Draw; return the draw's id. The seed is the house's own chance: another one leaves another draw behind.

    Only a demo has another `chance`, one that hangs on the demo's own seed; no face hands one on.
    """
    unit = unit_of(office, post)
    command = Command(id=command_id, verb="draw", stream=f"{STREAM}new", fields=_spelled(given))

    def make(asking: Asking) -> str:
        lists = lists_for(office, unit, given, now)
        problems = draw_problems(given, lists, today_of(office, now))
        if problems:
            raise Refused(problems)
        return begin_stream(office, DRAWS, _made(unit, given, lists, chance()), asking, now).id

    return once(office, post, command, again=id_in(STREAM), make=make)


def _spelled(given: Drawing) -> dict[str, Any]:
    return {
        "checklist": given.checklist, "count": given.count, "per_place": given.per_place,
        "inspectors": list(given.inspectors), "first": given.first, "last": given.last, "aside": given.aside,
    }  # fmt: skip


def _made(unit: Unit, given: Drawing, lists: Lists, seed: str) -> Made:
    pool = Pool(
        places=tuple(sorted(lists.places)), inspectors=given.inspectors, count=given.count, per_place=given.per_place,
        aside=aside_of(given.aside, lists)[0],
    )  # fmt: skip
    told = DrawSet(
        unit=unit.id, area=unit.area_path, checklist=given.checklist, count=given.count, per_place=given.per_place,
        places=len(pool.places), inspectors=len(given.inspectors), first=given.first, last=given.last,
        opens=given.last, seed_sha256=commitment(seed), pool_sha256=commitment(pool.spelled),
    )  # fmt: skip
    values = (
        ValueDraft(field="seed", subject="draw", value=seed.encode()),
        ValueDraft(field="pool", subject="draw", value=pool.spelled.encode()),
    )
    return Made(past="drawn", effects=(told,), values=values)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawView:
    """One draw with all that it was drawn from."""

    draw: Draw
    pool: Pool
    seed: str

    @property
    def results(self) -> tuple[Drawn, ...]:
        """What was drawn."""
        return drawn(self.pool, self.seed)


def _kept(office: Office, draw: Draw) -> DrawView:
    kept = streams.values_of(office.county_id, draw.stream)
    told = json.loads(kept[1, "pool"])
    pool = Pool(
        places=tuple(told["places"]), inspectors=tuple(told["inspectors"]), count=told["count"],
        per_place=told["per_place"], aside=frozenset((who, where) for who, where in told["aside"]),
    )  # fmt: skip
    return DrawView(draw=draw, pool=pool, seed=kept[1, "seed"].decode())


def open_draw(office: Office, post: Post, draw_id: str) -> DrawView | None:
    """Return a draw as its own unit sees it, and the auditor; None for the rest."""
    draw = ledgers.kept(DRAWS, office.county_id, draw_id)
    if draw is None or not sees_result(post, draw.told.unit, draw.told.area):
        return None
    return _kept(office, draw)


def sees_result(post: Post, unit: str, area: str) -> bool:
    """Say whether `post` sees what was drawn before the public does: its unit's planners, and the auditor.

    What is drawn is inspected unannounced: whoever reads its area reads it from the day on that everybody does.
    """
    if post.unit_id == unit and post.role in PLANNING:
        return True
    return post.role is Role.AUDITOR and area.startswith(post.area_path)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicDraw:
    """A draw as anybody may read it."""

    draw: Draw
    told: dict[str, object] | None
    """Seed, pool and result, once it is open."""
    places: dict[str, str]
    """Names of places by key, once it is open."""


def public_draw(office: Office, draw_id: str, now: datetime) -> PublicDraw | None:
    """Return a draw for the public: before its day the commitments alone, from then on everything."""
    draw = ledgers.kept(DRAWS, office.county_id, draw_id)
    if draw is None:
        return None
    if not draw.is_open(today_of(office, now)):
        return PublicDraw(draw=draw, told=None, places={})
    view = _kept(office, draw)
    names = {one.key: one.name for one in office.directory.setup.places}
    return PublicDraw(draw=draw, told=dict(published(view.pool, view.seed)), places=names)


def take_back(office: Office, post: Post, draw_id: str, why: str, *, command_id: str, now: datetime) -> Draw:
    """Take a draw back before anything was planned from it; it is public from this moment, with why."""

    def make(draw: Draw) -> DrawSet:
        if why not in set(WhyBack):
            raise Refused([Problem("unknown_choice" if why else "required", at="why", params={"value": why[:40]})])
        return replace(draw.told, stage=DrawStage.TAKEN_BACK.value, why_back=why)

    command = Command(id=command_id, verb="take_back", stream=f"{STREAM}{draw_id[:26]}", fields={"why": why})
    return _changed(office, post, draw_id, command, past="taken_back", now=now, make=make)


def _changed(
    office: Office, post: Post, draw_id: str, command: Command, *, past: str, now: datetime,
    make: Callable[[Draw], DrawSet],
) -> Draw:  # fmt: skip
    def change(asking: Asking) -> Draw:
        draw = ledgers.held(DRAWS, office.county_id, draw_id)
        if draw is None or not sees_result(post, draw.told.unit, draw.told.area):
            raise Refused([Problem("not_found")])
        if unit_of(office, post).id != draw.told.unit:
            raise Refused([Problem("not_yours")])
        if draw.stage is not DrawStage.DRAWN:
            codes = {DrawStage.TAKEN_BACK: "draw_taken_back", DrawStage.PLANNED: "draw_used"}
            raise Refused([Problem(codes[draw.stage])])
        return add_entry(office, DRAWS, draw.stream, Made(past=past, effects=(make(draw),)), asking, now)

    def again(_stream: str) -> Draw:
        return existing(ledgers.kept(DRAWS, office.county_id, draw_id))

    return once(office, post, command, again=again, make=change)


def plan_drawn(office: Office, post: Post, draw_id: str, *, command_id: str, now: datetime) -> Draw:
    """Plan an unannounced inspection for each place that was drawn, in one moment, or none of them."""

    def make(draw: Draw) -> DrawSet:
        view = _kept(office, draw)
        day = max(date.fromisoformat(draw.told.first), today_of(office, now))
        _plan_each(office, post, view, day, command_id=command_id, now=now)
        return replace(draw.told, stage=DrawStage.PLANNED.value)

    command = Command(id=command_id, verb="plan_drawn", stream=f"{STREAM}{draw_id[:26]}")
    return _changed(office, post, draw_id, command, past="planned", now=now, make=make)


def _plan_each(
    office: Office, post: Post, view: DrawView, day: date, *, command_id: str, now: datetime
) -> None:  # fmt: skip
    unit = office.directory.units[view.draw.told.unit]
    for one in view.results:
        plan = Plan(
            place=one.place, checklist=view.draw.told.checklist, kind=Kind.UNANNOUNCED.value, planned=day.isoformat(),
            inspectors=one.inspectors, draw=view.draw.id,
        )  # fmt: skip
        told = planned(office, post, unit, plan, now)
        stream = f"{INSPECTION}{new_id(now)}"
        command = Command(id=command_id, verb="plan", stream=stream)  # one command leads to all of them
        draft = entry_of(stream, Made(past="planned", effects=(told,)), (command, actor_at(post)), now)
        add_entries(office, INSPECTIONS, [draft], None, now)
