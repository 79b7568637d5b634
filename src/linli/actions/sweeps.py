"""Sweeps of like places: begun from a hazard, each place checked once, closed by whoever oversees it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from linli.actions.cases import file_case
from linli.actions.deciding import FiledCase, Filing, Office, new_id
from linli.actions.own_streams import Asking, Made, add_entries, add_entry, entry_of, id_in, once
from linli.actions.seats import actor_at
from linli.domain.engine.context import Command
from linli.domain.engine.effects import Effect
from linli.domain.place import Place
from linli.domain.problems import Problem, Refused
from linli.domain.sweep import (
    STREAM,
    WITHOUT_CASE,
    Outcome,
    SpotSet,
    Sweep,
    SweepLine,
    SweepPlan,
    SweepSet,
    SweepStage,
    check_problems,
    close_problems,
    like_places,
    may_check,
    may_close,
    may_plan,
    may_read,
    plan_problems,
    portions,
)
from linli.domain.unit import Post
from linli.store import journal, ledgers, sweeps
from linli.store.sweeps import SWEEPS

HAZARD = "hazard"


def places_of(office: Office) -> tuple[Place, ...]:
    """Return the register of places."""
    return office.directory.setup.places


def chosen_places(office: Office, plan: SweepPlan, but: str) -> tuple[Place, ...]:
    """Return the places that a plan takes in: of its kind and in its area, but the one where it began."""
    return like_places(places_of(office), kind=plan.kind, area=plan.area or "?", but=but)


def begin_sweep(office: Office, post: Post, plan: SweepPlan, *, command_id: str, now: datetime) -> str:
    """Begin a sweep from a hazard; return its id. Raises Refused with every mistake."""
    origin = journal.load_states(office.county_id, [f"case/{plan.case}"]).get(f"case/{plan.case}")
    if origin is None or origin.procedure != HAZARD or not may_plan(post, origin.area, office.directory):
        raise Refused([Problem("not_found")])
    if origin.stage == "void":
        raise Refused([Problem("sweep_not_from_here")])
    fields = {"case": plan.case, "kind": plan.kind, "area": plan.area, "overseer": plan.overseer,
              "due_date": plan.due_date}  # fmt: skip
    command = Command(id=command_id, verb="begin_sweep", stream=f"{STREAM}new", fields=fields)

    def make(asking: Asking) -> str:
        chosen = chosen_places(office, plan, origin.notes.get("place", ""))
        if problems := plan_problems(plan, chosen, post, office.directory, now=now):
            raise Refused(problems)
        told = SweepSet(
            case=plan.case, kind=plan.kind, area=plan.area, overseer=plan.overseer, due_date=plan.due_date
        )  # fmt: skip
        spots = tuple(SpotSet(place=one.id, name=one.name, area=one.area_path) for one in chosen)
        stream = f"{STREAM}{new_id(now)}"
        first, *further = portions(spots)
        drafts = (
            entry_of(stream, Made(past="begun", effects=(told, *first)), asking, now),
            *(entry_of(stream, Made(past="places_listed", effects=part), asking, now) for part in further),
        )
        return add_entries(office, SWEEPS, drafts, asking, now).id

    return once(office, post, command, again=id_in(STREAM), make=make)


def check_place(
    office: Office, post: Post, sweep_id: str, place: str, outcome: str, *, command_id: str, now: datetime
) -> Sweep:
    """Say that nothing was found at a place, or that it is there no longer; the same command changes nothing."""

    def make(sweep: Sweep) -> tuple[str, tuple[Effect, ...]]:
        spot = _spot_for(sweep, post, place)
        if outcome not in WITHOUT_CASE:
            raise Refused([Problem("unknown_choice", at="outcome", params={"value": outcome[:40]})])
        return "place_checked", (replace(spot, outcome=outcome),)

    fields = {"place": place, "outcome": outcome}
    command = Command(id=command_id, verb="check_place", stream=f"{STREAM}{sweep_id}", fields=fields)
    return _changed(office, post, command, now=now, make=make)


def raise_hazard(office: Office, post: Post, sweep_id: str, place: str, filing: Filing, *, now: datetime) -> FiledCase:
    """File the hazard that was found at a place of a sweep, linked to the first one; all of it or nothing."""
    filed: list[FiledCase] = []

    def file_at(sweep: Sweep) -> FiledCase:
        spot = sweep.spots[place]
        fields = {
            **filing.fields, "area": spot.area, "place": spot.place, "found_in": "sweep", "found_ref": sweep.stream,
            "other_case": f"case/{sweep.head.case}", "channel": "inside",
        }  # fmt: skip
        whole = Filing(command_id=filing.command_id, procedure=HAZARD, fields=fields)
        return file_case(office, whole, actor=actor_at(post), now=now, linked_to=f"case/{sweep.head.case}")

    def make(sweep: Sweep) -> tuple[str, tuple[Effect, ...]]:
        spot = _spot_for(sweep, post, place)
        filed.append(file_at(sweep))
        return "hazard_found", (replace(spot, outcome=Outcome.HAZARD.value, case=filed[0].case_id),)

    fields = {"place": place, "filing": filing.command_id}
    id_ = f"{filing.command_id}-spot"
    command = Command(id=id_, verb="raise_hazard", stream=f"{STREAM}{sweep_id}", fields=fields)
    sweep = _changed(office, post, command, now=now, make=make)
    return filed[0] if filed else file_at(sweep)  # the same filing again has the same answer, another is refused


def close_sweep(office: Office, post: Post, sweep_id: str, *, command_id: str, now: datetime) -> Sweep:
    """Close a sweep of which every place was looked at."""

    def make(sweep: Sweep) -> tuple[str, tuple[Effect, ...]]:
        if not may_close(post, sweep):
            raise Refused([Problem("not_yours")])
        if problems := close_problems(sweep):
            raise Refused(problems)
        return "closed", (replace(sweep.head, stage=SweepStage.CLOSED.value),)

    command = Command(id=command_id, verb="close_sweep", stream=f"{STREAM}{sweep_id}", fields={})
    return _changed(office, post, command, now=now, make=make)


def open_sweep(office: Office, post: Post, sweep_id: str) -> Sweep | None:
    """Return a sweep that `post` may read; None where there is none, or it may not."""
    found = ledgers.kept(SWEEPS, office.county_id, sweep_id)
    return found if found is not None and may_read(post, found) else None


def sweeps_for(office: Office, post: Post, *, case_id: str = "") -> tuple[SweepLine, ...]:
    """Return the sweeps of the post's area, or those that began at one hazard, the newest first."""
    return sweeps.lines(office.county_id, area_path="" if case_id else post.area_path, case_id=case_id)


def _spot_for(sweep: Sweep, post: Post, place: str) -> SpotSet:
    if problems := check_problems(sweep, place):
        raise Refused(problems)
    spot = sweep.spots[place]
    if not may_check(post, spot):
        raise Refused([Problem("not_yours")])
    return spot


def _changed(
    office: Office, post: Post, command: Command, *, now: datetime,
    make: Callable[[Sweep], tuple[str, tuple[Effect, ...]]],
) -> Sweep:  # fmt: skip
    sweep_id = command.stream.removeprefix(STREAM)

    def change(asking: Asking) -> Sweep:
        found = ledgers.held(SWEEPS, office.county_id, sweep_id)
        sweep = _readable(found, post)
        past, effects = make(sweep)
        return add_entry(office, SWEEPS, sweep.stream, Made(past=past, effects=effects), asking, now)

    def again(_stream: str) -> Sweep:
        return _readable(ledgers.kept(SWEEPS, office.county_id, sweep_id), post)

    return once(office, post, command, again=again, make=change)


def _readable(sweep: Sweep | None, post: Post) -> Sweep:
    if sweep is None or not may_read(post, sweep):
        raise Refused([Problem("not_found")])
    return sweep
