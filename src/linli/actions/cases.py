"""Acting on cases: one door in for every channel, one verb for every move."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from linli.actions.deciding import (
    Beside,
    FiledCase,
    Filing,
    Office,
    answer_of,
    check_command_id,
    command_for_filing,
    decide_filing,
    decide_move,
    filed_before,
    streams_named,
)
from linli.domain.allowance import Hold
from linli.domain.engine.context import Actor, Command
from linli.domain.engine.erasing import concerns_erasing
from linli.domain.engine.prepared_paper import PreparedPaper
from linli.domain.problems import Problem, Refused
from linli.domain.sittings import SITTINGS_PLANNED
from linli.store import cases, journal, rooms


def file_case(
    office: Office, filing: Filing, *, actor: Actor, now: datetime, hold: Hold | None = None, linked_to: str = ""
) -> FiledCase:
    """File a case: the one door for every channel. The same command again gives the same answer.

    With `hold` it is filed like any other, but those who take it in see it only when it was let in. `linked_to` is the
    stream that it may name as `other_case`: the caller vouches that the actor may; no face passes on what was typed.
    Raises Refused with every mistake, or with `command_conflict` where the id was used for something else.
    """
    command = command_for_filing(filing)
    check_command_id(command.id)
    year = office.directory.calendar.local_date(now).year
    with journal.one_short_transaction():
        known, serial = journal.begin_filing(office.county_id, command.id, year)
        if known is not None:
            return filed_before(answer_of(known, command.body_hash(actor)), office)
        related, heads = journal.load_locked(office.county_id, linked_to, lambda _: set()) if linked_to else ({}, {})
        saving, filed = decide_filing(office, filing, actor=actor, serial=serial, now=now, related=related)
        if hold is not None:
            waiting = tuple(replace(one, not_before=max(one.not_before, hold.until)) for one in saving.outbox)
            saving = replace(saving, hold=hold, outbox=waiting)
        journal.save_last(saving, heads)
        return filed


def move_case(office: Office, command: Command, *, actor: Actor, now: datetime) -> Mapping[str, Any]:
    """Make one move; returns {"stream", "seq"}. The same command again gives the same answer.

    Raises Refused with every reason, `not_found` for a stream that does not exist.
    """
    return move_case_on(office, (command,), actor=actor, now=now)


def move_case_on(office: Office, commands: tuple[Command, ...], *, actor: Actor, now: datetime) -> Mapping[str, Any]:
    """Make several moves on one case in one transaction: all of them, or none."""
    first = commands[0]
    if any(command.stream != first.stream for command in commands):
        raise ValueError("moves made together are on one case")
    for command in commands:
        check_command_id(command.id)
    with journal.one_transaction():
        # Ids are locked in order before any stream, so that two requests with the same ids cannot block each other.
        known = {id_: journal.begin_command(office.county_id, id_) for id_ in sorted({one.id for one in commands})}
        result: Mapping[str, Any] = {}
        for command in commands:
            before = known[command.id]
            if before is not None:
                result = answer_of(before, command.body_hash(actor))
                continue
            result = move_within(office, command, actor=actor, now=now)
            body_hash = journal.kept_hash(command.body_hash(actor))
            known[command.id] = journal.KnownCommand(body_hash=body_hash, result=result)
        return result


def move_within(
    office: Office, command: Command, *, actor: Actor, now: datetime, paper: PreparedPaper | None = None
) -> Mapping[str, Any]:
    """Make a move within the caller's transaction, which holds the command's id; `paper` is what it issues."""
    states, heads = journal.load_locked(
        office.county_id, command.stream, lambda state: streams_named(state, command.fields)
    )
    state = states.pop(command.stream, None)
    if state is None:
        raise Refused([Problem("not_found")])
    serial = None
    if command.verb == "split":
        year = office.directory.calendar.local_date(now).year
        serial = journal.reserve_numbers(office.county_id, year, 1)[0]
    kept = cases.kept_values(office.county_id, command.stream) if concerns_erasing(command) else None
    beside = Beside(related=states, serial=serial, kept=kept, paper=paper)
    saving = decide_move(office, state, command, actor=actor, now=now, beside=beside)
    journal.save(saving, heads)
    for one in saving.decisions:
        if one.after.is_final and one.after.count(SITTINGS_PLANNED):
            rooms.free_rooms(office.county_id, one.after.stream)
    return saving.result
