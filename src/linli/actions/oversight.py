"""Oversight rounds: planning one, and every act of the team on it; each is an entry of the round's stream."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from linli.actions.deciding import Office, today_of
from linli.actions.oversight_rates import rate_now
from linli.actions.own_streams import Asked, Asking, Made, add_entry, begin_stream, id_in, once
from linli.domain.engine.context import Command, ValueDraft
from linli.domain.engine.effects import Effect
from linli.domain.oversight_checks import (
    WORDS_MAX,
    Noted,
    Opening,
    RoundPlan,
    Sheet,
    finding_problems,
    opening_problems,
    parent_of,
    plan_problems,
    sheet_problems,
    text_problems,
)
from linli.domain.oversight_round import (
    STREAM,
    BoxOpened,
    FindingSet,
    FindingStage,
    OversightRound,
    PeriodEnded,
    RoundSet,
    RoundStage,
    SheetTaken,
    UnitSet,
    is_member,
    leads,
    may_read,
    team_unit,
)
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post, Unit
from linli.store import journal, ledgers
from linli.store.oversight import ROUNDS

NAMED_MAX = 12
"""So many open problems a refusal names; the round's page lists them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed(Asked):
    """An act with who may ask for it, and at which stages."""

    stages: frozenset[RoundStage] = frozenset({RoundStage.ON_SITE})
    is_leaders: bool = False


def plan_round(office: Office, post: Post, plan: RoundPlan, *, command_id: str, now: datetime) -> str:
    """Plan a round; return its id. Raises Refused with every mistake."""
    team = team_unit(post, office.directory)
    if team is None:
        raise Refused([Problem("not_yours")])
    command = Command(id=command_id, verb="plan", stream=f"{STREAM}new", fields=spelled(plan))

    def make(asking: Asking) -> str:
        made = Made(past="planned", effects=_planned(office, plan, team, {}, now))
        return begin_stream(office, ROUNDS, made, asking, now).id

    return once(office, post, command, again=id_in(STREAM), make=make)


def spelled(plan: RoundPlan) -> dict[str, Any]:
    """Return a plan as the fields of a command."""
    return {
        "title": plan.title, "starts_date": plan.starts_date, "length_days": plan.length_days, "leader": plan.leader,
        "team": list(plan.team), "units": list(plan.units),
    }  # fmt: skip


def _planned(
    office: Office, plan: RoundPlan, team: Unit, before: Mapping[str, UnitSet], now: datetime
) -> tuple[Effect, ...]:
    """Return a plan as effects: the round, its units with those above them, and units that are on it no more."""
    problems = plan_problems(plan, team, office.directory, office.directory.calendar.local_date(now))
    if problems:
        raise Refused(problems)
    told = RoundSet(
        unit=team.id, area=team.area_path, title=plan.title.strip(), starts_date=plan.starts_date,
        length_days=plan.length_days, leader=plan.leader,
        team=tuple(one for one in dict.fromkeys(plan.team) if one != plan.leader),
    )  # fmt: skip
    units = tuple(office.directory.units[one] for one in dict.fromkeys(plan.units))
    listed = tuple(UnitSet(unit=one.id, parent=parent_of(one, units)) for one in units)
    dropped = tuple(
        replace(one, is_dropped=True) for key, one in before.items() if key not in plan.units and not one.is_dropped
    )
    return (told, *listed, *dropped)


def changed(
    office: Office, post: Post, round_id: str, asked: Deed, *, now: datetime, make: Callable[[OversightRound], Made]
) -> OversightRound:  # fmt: skip
    """Make one act on a round; the same command again changes nothing. Raises Refused."""

    def change(asking: Asking) -> OversightRound:
        found = ledgers.held(ROUNDS, office.county_id, round_id)
        one = readable(office, post, found)
        check_act(one, post, asked)
        return add_entry(office, ROUNDS, one.stream, make(one), asking, now)

    def again(_stream: str) -> OversightRound:
        return readable(office, post, ledgers.kept(ROUNDS, office.county_id, round_id))

    return once(office, post, asked.command(f"{STREAM}{round_id}"), again=again, make=change)


def readable(office: Office, post: Post, found: OversightRound | None) -> OversightRound:
    """Return a round that `post` may open; raises Refused for one missing and one not its to see alike."""
    if found is None or not may_read(post, found, office.directory):
        raise Refused([Problem("not_found")])
    return found


def check_act(one: OversightRound, post: Post, asked: Deed) -> None:
    """Refuse an act of who is not of the team, of who does not lead it, and at another stage; all reasons at once."""
    problems = []
    if not is_member(post, one):
        problems.append(Problem("oversight_team_acts"))
    elif asked.is_leaders and not leads(post, one):
        problems.append(Problem("oversight_leader_signs"))
    if one.stage not in asked.stages:
        problems.append(Problem("oversight_not_now"))
    if problems:
        raise Refused(problems)


PREPARING = frozenset({RoundStage.PLANNED})


def replan(
    office: Office, post: Post, round_id: str, plan: RoundPlan, *, command_id: str, now: datetime
) -> OversightRound:
    """Change a round before its notice is out: first day, length, team, units."""

    def make(one: OversightRound) -> Made:
        return Made(
            past="replanned", effects=_planned(office, plan, office.directory.units[one.head.unit], one.units, now)
        )

    asked = Deed(command_id=command_id, verb="replan", fields=spelled(plan), stages=PREPARING)
    return changed(office, post, round_id, asked, now=now, make=make)


def cancel(office: Office, post: Post, round_id: str, reason: str, *, command_id: str, now: datetime) -> OversightRound:
    """Call a round off before its notice is out, with the reason."""

    def make(one: OversightRound) -> Made:
        told = replace(one.head, stage=RoundStage.CANCELLED.value)
        return Made(past="cancelled", effects=(told,), values=(words_value("reason", reason, at="reason"),))

    asked = Deed(
        command_id=command_id, verb="cancel", fields={"reason": reason}, stages=PREPARING, is_leaders=True
    )  # fmt: skip
    return changed(office, post, round_id, asked, now=now, make=make)


def words_value(key: str, typed: str, *, at: str, most: int = WORDS_MAX) -> ValueDraft:
    """Return what somebody wrote as a value that is kept apart; raises Refused where it cannot be."""
    problems = text_problems(typed, at=at, most=most)
    if problems:
        raise Refused(problems)
    return ValueDraft(field=key, subject="case", value=typed.strip().encode())


def _seen(one: OversightRound, unit: str, day: str) -> tuple[UnitSet, ...]:
    """Note that the team was there, the first time it was."""
    told = one.units[unit]
    return () if told.visited_date and told.visited_date <= day else (replace(told, visited_date=day),)


def open_box(office: Office, post: Post, round_id: str, given: Opening, *, command_id: str, now: datetime) -> None:
    """Enter that two people emptied a letter box, and how many letters lay in it; each letter is taken in as any."""

    def make(one: OversightRound) -> Made:
        problems = opening_problems(given, post, one, office.directory, today_of(office, now))
        if problems or given.letters is None:
            raise Refused(problems)
        box = BoxOpened(unit=given.unit, day=given.day, letters=given.letters, witness=given.witness)
        return Made(past="box_opened", effects=(box, *_seen(one, given.unit, given.day)))

    fields = {"unit": given.unit, "day": given.day, "letters": given.letters, "witness": given.witness}
    changed(office, post, round_id, Deed(command_id=command_id, verb="open_box", fields=fields), now=now, make=make)


def take_sheet(office: Office, post: Post, round_id: str, given: Sheet, *, command_id: str, now: datetime) -> None:
    """Enter one questionnaire about a place or service."""

    def make(one: OversightRound) -> Made:
        problems = sheet_problems(given, one, today_of(office, now))
        if problems:
            raise Refused(problems)
        answers = tuple(f"{key}={value}" for key, value in sorted(given.answers.items()))
        sheet = SheetTaken(unit=given.unit, place_kind=given.place_kind, day=given.day, answers=answers)
        return Made(past="sheet_taken", effects=(sheet, *_seen(one, given.unit, given.day)))

    fields = {"unit": given.unit, "place_kind": given.place_kind, "day": given.day, "answers": dict(given.answers)}
    changed(office, post, round_id, Deed(command_id=command_id, verb="take_sheet", fields=fields), now=now, make=make)


def note_finding(
    office: Office, post: Post, round_id: str, given: Noted, *, command_id: str, now: datetime
) -> OversightRound:
    """Record a problem of one unit, or one that several share: each of those answers for its own."""

    def make(one: OversightRound) -> Made:
        problems = finding_problems(given, one)
        if problems:
            raise Refused(problems)
        first = len(one.findings) + 1
        units = tuple(dict.fromkeys(given.units))
        shared = f"f{first}" if given.kind == "shared" else ""
        found = tuple(
            FindingSet(
                id=f"f{number}", unit=unit, kind=given.kind, topic=given.topic, words_seq=one.seq + 1, shared=shared
            )
            for number, unit in enumerate(units, start=first)
        )
        seen = tuple(each for unit in units for each in _seen(one, unit, today_of(office, now).isoformat()))
        words = words_value("problem_words", given.words, at="words")
        return Made(past="problem_noted", effects=(*found, *seen), values=(words,))

    fields = {"kind": given.kind, "topic": given.topic, "units": list(given.units), "words": given.words}
    asked = Deed(command_id=command_id, verb="note_finding", fields=fields)
    return changed(office, post, round_id, asked, now=now, make=make)


def leave_out(
    office: Office, post: Post, round_id: str, finding_id: str, *, reason: str, command_id: str, now: datetime
) -> OversightRound:  # fmt: skip
    """Take a problem off before it is handed over, with the reason; it stays in the record."""

    def make(one: OversightRound) -> Made:
        finding = one.findings.get(finding_id)
        if finding is None or finding.stage != FindingStage.NOTED.value:
            raise Refused([Problem("oversight_finding_gone")])
        left = replace(finding, stage=FindingStage.LEFT_OUT.value)
        words = words_value("reason", reason, at="reason")
        return Made(past="problem_left_out", effects=(left,), values=(words,))

    asked = Deed(command_id=command_id, verb="leave_out", fields={"finding": finding_id, "reason": reason})
    return changed(office, post, round_id, asked, now=now, make=make)


def end_period(office: Office, post: Post, round_id: str, *, command_id: str, now: datetime) -> OversightRound:
    """End the period: the rate as it stands, with the open list, is entered for good. Raises Refused."""

    def make(one: OversightRound) -> Made:
        day = today_of(office, now)
        problems = []
        if day < one.ends_on:
            problems.append(Problem("oversight_period_runs", params={"day": one.ends_on.isoformat()}))
        if one.noted():
            problems.append(Problem("oversight_noted_left", params={"count": len(one.noted())}))
        if problems:
            raise Refused(problems)
        rate = rate_now(office, one, now)
        ended = PeriodEnded(
            day=day.isoformat(), handed_over=rate.handed_over, rectified=rate.rectified,
            open=tuple(each.finding for each in rate.open),
        )  # fmt: skip
        told = replace(one.head, stage=RoundStage.ENDED.value)
        return Made(past="period_ended", effects=(told, ended))

    asked = Deed(command_id=command_id, verb="end_period", is_leaders=True)
    return changed(office, post, round_id, asked, now=now, make=make)


def close_round(office: Office, post: Post, round_id: str, *, command_id: str, now: datetime) -> OversightRound:
    """Close a round in which nothing is open: every problem verified, every document looked back at. Raises Refused."""

    def make(one: OversightRound) -> Made:
        rate = rate_now(office, one, now)
        problems = []
        if rate.open:
            named = "、".join(each.finding for each in rate.open[:NAMED_MAX])
            more = "…" if len(rate.open) > NAMED_MAX else ""
            problems.append(Problem("oversight_open", params={"count": len(rate.open), "open": f"{named}{more}"}))
        states = journal.load_states(office.county_id, [f"case/{case}" for case in one.cases])
        waiting = [state.number for state in states.values() if not state.is_final]
        if waiting and not rate.open:
            named = "、".join(waiting[:NAMED_MAX])
            problems.append(Problem("oversight_not_looked_back", params={"count": len(waiting), "open": named}))
        if problems:
            raise Refused(problems)
        return Made(past="closed", effects=(replace(one.head, stage=RoundStage.CLOSED.value),))

    asked = Deed(
        command_id=command_id, verb="close", stages=frozenset({RoundStage.ENDED}), is_leaders=True
    )  # fmt: skip
    return changed(office, post, round_id, asked, now=now, make=make)
