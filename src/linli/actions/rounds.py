"""Going on a round: start, check in at places, what was found or handled, finish; every act is an entry.

The server's time counts. A round that nobody finished counts until its last act; whatever is done later goes on in a
new round with the same plan, so that nothing of it is lost.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from linli.actions.case_lists import id_of
from linli.actions.deciding import Filing, Office, new_id
from linli.actions.own_streams import Asked, Asking, Made, add_entries, add_entry, begin_stream, entry_of, id_in, once
from linli.actions.reports import Origin, file_report
from linli.actions.round_places import Found, find_place, merges_of, planned_for
from linli.actions.seats import actor_at
from linli.actions.settings import setting_whole
from linli.domain.allowance import Passage
from linli.domain.area import AreaLevel
from linli.domain.entry import moment_text, to_milliseconds
from linli.domain.problems import Problem, Refused
from linli.domain.round import (
    STREAM,
    How,
    ItemKind,
    Result,
    Round,
    RoundItem,
    RoundSet,
    RoundStage,
    StopSet,
    may_read,
    told_clock,
    walks,
)
from linli.domain.unit import Post
from linli.procedures.grid_event import HANDLED
from linli.store import journal, ledgers, rounds
from linli.store.rounds import ROUNDS

HANDLING = tuple(one for one in HANDLED if one in ("report_result", "solve_on_spot"))
"""Moves that end the work on a matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """What a check-in is made of; `told` is what the phone's own clock said."""

    place: str
    how: How
    told: str = ""


def forgotten_after(office: Office, now: datetime) -> timedelta:
    """Return after how long without an act a round counts as forgotten."""
    return timedelta(minutes=setting_whole(office, "rounds.forgotten_minutes", now))


def start_round(office: Office, post: Post, *, command_id: str, now: datetime) -> str:
    """Start a round past the places of the post's area; return its id. A forgotten one is closed by it."""
    if not walks(post, office.directory):
        raise Refused([Problem("not_yours")])

    def make(asking: Asking) -> str:
        journal.try_lock_command(office.county_id, f"{STREAM}{post.id}")  # two starts of one post wait for each other
        running = rounds.running_id(office.county_id, post.id)
        found = ledgers.held(ROUNDS, office.county_id, running) if running else None
        if found is not None:
            is_own = may_read(post, found)  # else left over by whoever held the post before
            if is_own and not found.was_forgotten(now, forgotten_after(office, now)):
                raise Refused([Problem("round_running")])
            _close_forgotten(office, found, asking, now)
        return begin_stream(office, ROUNDS, Made(past="started", effects=(_first(office, post),)), asking, now).id

    command = Asked(command_id=command_id, verb="start").command(f"{STREAM}new")
    return once(office, post, command, again=id_in(STREAM), make=make)


def _first(office: Office, post: Post) -> RoundSet:
    community = office.directory.tree.at_level(post.area_path, AreaLevel.COMMUNITY)
    return RoundSet(
        post=post.id, unit=post.unit_id, area=post.area_path, community=community.path if community else post.area_path,
        planned=tuple(one.id for one in planned_for(office, post.area_path)),
    )  # fmt: skip


def _close_forgotten(office: Office, found: Round, asking: Asking, now: datetime) -> None:
    made = Made(past="forgotten", effects=(_closed(found, is_forgotten=True, until=found.ended_at),))
    add_entries(office, ROUNDS, [entry_of(found.stream, made, asking, now)], None, now)


def _closed(found: Round, *, is_forgotten: bool, until: datetime, result: Result | None = None) -> RoundSet:
    came_to = result or (Result.FOUND if found.items else Result.NONE)
    return replace(
        found.head, stage=RoundStage.FINISHED.value, result=came_to.value, ended=moment_text(until),
        is_forgotten=is_forgotten,
    )  # fmt: skip


def acted(
    office: Office, post: Post, round_id: str, asked: Asked, *, now: datetime, make: Callable[[Round], Made]
) -> Round:  # fmt: skip
    """Make one act on a round, or, where that was forgotten, on one that follows it with the same plan."""

    def act(asking: Asking) -> Round:
        stored = ledgers.held(ROUNDS, office.county_id, round_id)
        found = _readable(stored, post)
        if not found.is_running:
            raise Refused([Problem("round_over")])
        if found.was_forgotten(now, forgotten_after(office, now)) and asked.verb != "finish":
            make(found)  # what would be refused is refused before anything is closed
            found = _following(office, post, found, asking, now)
        return add_entry(office, ROUNDS, found.stream, make(found), asking, now)

    def again(stream: str) -> Round:
        return _readable(ledgers.kept(ROUNDS, office.county_id, stream.removeprefix(STREAM)), post)

    return once(office, post, asked.command(f"{STREAM}{round_id}"), again=again, make=act)


def _readable(found: Round | None, post: Post) -> Round:
    if found is None or not may_read(post, found):
        raise Refused([Problem("not_found")])
    return found


def _following(office: Office, post: Post, found: Round, asking: Asking, now: datetime) -> Round:
    _close_forgotten(office, found, asking, now)
    told = replace(_first(office, post), planned=found.head.planned, follows=found.id)
    draft = entry_of(f"{STREAM}{new_id(now)}", Made(past="started", effects=(told,)), asking, now)
    return add_entries(office, ROUNDS, [draft], None, now)


def check_in(
    office: Office, post: Post, round_id: str, asked: CheckIn, *, command_id: str, now: datetime
) -> Round:  # fmt: skip
    """Check in at a place; where it was closed or merged meanwhile the entry says so, and the check-in counts."""
    within = timedelta(minutes=setting_whole(office, "rounds.clock_minutes", now))

    def make(found: Round) -> Made:
        place = _place(office, asked.place)
        stop = StopSet(
            place=place.place.id, how=asked.how.value, standing=place.standing.value, into=place.into,
            is_planned=bool({place.place.id, place.into} & set(found.head.planned)),
            told=told_clock(asked.told, now, within),
        )  # fmt: skip
        return Made(past="checked_in", effects=(stop,))

    fields = {"place": asked.place, "how": asked.how.value}
    act = Asked(command_id=command_id, verb="check_in", fields=fields)
    return acted(office, post, round_id, act, now=now, make=make)


def _place(office: Office, named: str) -> Found:
    if not named.strip():
        raise Refused([Problem("round_place_needed", at="place")])
    found = find_place(office, named, merges_of(office))
    if found is None:
        raise Refused([Problem("round_place_unknown", at="place", params={"value": named.strip()[:40]})])
    return found


def report_found(
    office: Office, post: Post, round_id: str, given: Mapping[str, Any], *, command_id: str, now: datetime
) -> str:  # fmt: skip
    """File what was found by the one door for every channel, and note the matter on the round; return its id.

    The same command again goes on where it stopped: the matter is filed once, and noted once.
    """
    found = _readable(ledgers.kept(ROUNDS, office.county_id, round_id), post)
    place = str(given.get("place", ""))
    spot = _place(office, place) if place else None
    fields = {key: value for key, value in given.items() if value and key != "place"}
    fields |= {"channel": "grid_worker", "requester": "none"}
    fields["area"] = spot.place.area_path if spot else found.head.area
    if spot:
        fields.setdefault("place_words", spot.place.name)
    filing = Filing(command_id=f"{command_id}-case"[:80], fields=fields)
    if not found.is_running and journal.known_command(office.county_id, command_id) is None:
        raise Refused([Problem("round_over")])
    filed = file_report(office, filing, Origin(passage=Passage.STAFF), now=now, actor=actor_at(post)).filed
    item = RoundItem(case=filed.case_id, place=spot.place.id if spot else "")
    act = Asked(command_id=command_id, verb="found", fields={"case": filed.case_id})
    acted(office, post, round_id, act, now=now, make=lambda _round: Made(past="found", effects=(item,)))
    return filed.case_id


def note_handled(office: Office, post: Post, round_id: str, number: str, *, command_id: str, now: datetime) -> Round:
    """Note a matter that the post itself handled; raises Refused where it did not, in the words of a missing one."""

    def make(found: Round) -> Made:
        case_id = id_of(office, post, number.strip()[:60], now) if number.strip() else None
        if not number.strip():
            raise Refused([Problem("required", at="number")])
        if case_id is None or not rounds.handled_by(office.county_id, case_id, post.id, HANDLING):
            raise Refused([Problem("round_not_handled", at="number")])
        if case_id in found.items:
            raise Refused([Problem("round_item_there", at="number")])
        return Made(past="handled", effects=(RoundItem(case=case_id, kind=ItemKind.HANDLED.value),))

    act = Asked(command_id=command_id, verb="handled", fields={"number": number})
    return acted(office, post, round_id, act, now=now, make=make)


def finish_round(
    office: Office, post: Post, round_id: str, *, is_clear: bool, command_id: str, now: datetime
) -> Round:  # fmt: skip
    """Finish a round, with or without the result that there was no problem; a forgotten one ends at its last act."""

    def make(found: Round) -> Made:
        if is_clear and found.items:
            raise Refused([Problem("round_has_items")])
        if is_clear and not found.stops:
            raise Refused([Problem("round_no_stop")])
        is_late = found.was_forgotten(now, forgotten_after(office, now))
        until = found.ended_at if is_late else to_milliseconds(now)
        told = _closed(found, is_forgotten=is_late, until=until, result=Result.CLEAR if is_clear else None)
        return Made(past="finished", effects=(told,))

    act = Asked(command_id=command_id, verb="finish", fields={"is_clear": is_clear})
    return acted(office, post, round_id, act, now=now, make=make)
