"""The batch form of the one write path: the same decisions, kept in memory and saved by COPY."""

from collections.abc import Iterable, Mapping
from datetime import datetime

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
    new_id,
    numbered,
    outbox_of,
    streams_named,
)
from linli.domain.engine.assembling import Head
from linli.domain.engine.context import SYSTEM, Actor, Command, Context
from linli.domain.engine.declarations import StageKind
from linli.domain.engine.erasing import concerns_erasing
from linli.domain.engine.importing import ImportedCase, import_case
from linli.domain.engine.state import CaseState
from linli.domain.engine.ticking import tick_with_links
from linli.domain.entry import to_milliseconds
from linli.domain.problems import Problem, Refused
from linli.procedures import procedure_of, procedures
from linli.store import cases, journal

NUMBERS_AT_ONCE = 200


class Batch:
    """Commands decided one after another and saved together by `flush`.

    Between two flushes the caller is the only writer of the streams it touches: their rows are locked
    for as long as the surrounding transaction lasts.
    """

    def __init__(self, office: Office, *, begins_anew: bool = False) -> None:
        """Start empty, for one county.

        `begins_anew` says that none of its commands was ever given, which spares a question for each; one that
        was given all the same lets the saving fail as a whole.
        """
        self._office = office
        self._begins_anew = begins_anew
        self._savings: list[journal.Saving] = []
        self._states: dict[str, CaseState] = {}
        self._heads: dict[str, Head] = {}
        self._numbers: dict[int, list[int]] = {}
        self._commands: dict[str, journal.KnownCommand] = {}

    def __len__(self) -> int:
        """Count what waits to be saved."""
        return len(self._savings)

    def use_numbers(self, year: int, serials: Iterable[int]) -> None:
        """Give these serial numbers of `year`, which the caller reserved, before any others."""
        self._numbers.setdefault(year, []).extend(reversed(tuple(serials)))

    def load(self, streams: Iterable[str]) -> None:
        """Lock and fold many streams at once, where the caller knows them beforehand."""
        self._load(set(streams))

    def state(self, stream: str) -> CaseState:
        """Return the state of a stream as decided so far; raises Refused `not_found`."""
        self._load({stream})
        if stream not in self._states:
            raise Refused([Problem("not_found")])
        return self._states[stream]

    def file(self, filing: Filing, *, actor: Actor, now: datetime, linked_to: str = "") -> FiledCase:
        """Decide a filing; see `cases.file_case`."""
        known = self._answered(command_for_filing(filing), actor)
        if known is not None:
            return filed_before(known, self._office)
        year = self._office.directory.calendar.local_date(now).year
        related = {linked_to: self.state(linked_to)} if linked_to else None
        serial = self._serial(year)
        saving, filed = decide_filing(self._office, filing, actor=actor, serial=serial, now=now, related=related)
        self._keep(saving)
        return filed

    def move(self, command: Command, *, actor: Actor, now: datetime) -> Mapping[str, object]:
        """Decide a move; see `cases.move_case`."""
        known = self._answered(command, actor)
        if known is not None:
            return known
        if concerns_erasing(command):
            self.flush()  # what is kept is asked of the database, so it has to stand there
        kept = cases.kept_values(self._office.county_id, command.stream) if concerns_erasing(command) else None
        state = self.state(command.stream)
        named = streams_named(state, command.fields)
        self._load(named)
        related = {stream: self._states[stream] for stream in named if stream in self._states}
        serial = self._serial(self._office.directory.calendar.local_date(now).year) if command.verb == "split" else None
        beside = Beside(related=related, serial=serial, kept=kept)
        saving = decide_move(self._office, state, command, actor=actor, now=now, beside=beside)
        self._keep(saving)
        return saving.result

    def tick(self, stream: str, *, now: datetime) -> bool:
        """Decide what the clocks of one case have made due, here and on linked cases; says whether anything was."""
        state = self.state(stream)
        named = streams_named(state, {})
        self._load(named)
        context = Context(
            now=to_milliseconds(max(now, state.moved_at or now)),
            actor=SYSTEM,
            procedure=procedure_of(state.procedure, state.version),
            directory=self._office.directory,
            related={one: self._states[one] for one in named if one in self._states},
            procedures=procedures(),
        )
        decisions = tick_with_links(state, context)
        if decisions:
            outbox = outbox_of(self._office, decisions, context.now)
            self._keep(
                journal.Saving(county_id=self._office.county_id, decisions=decisions, outbox=outbox, at=context.now)
            )
        return bool(decisions)

    def import_case(self, given: ImportedCase, *, now: datetime, procedure: str = "grid_event") -> str:
        """Decide the import of one case and return its stream; closed ones stand in the procedure's last stage."""
        now = to_milliseconds(now)
        directory = self._office.directory
        year = directory.calendar.local_date(now).year
        declared = procedures()[procedure]
        context = Context(
            now=now,
            actor=Actor(kind="import", id=given.origin.partition("#")[0]),
            procedure=declared,
            directory=directory,
            number=numbered(self._office, given.area, now, self._serial(year)),
        )
        closed = next(stage.key for stage in declared.stages if stage.kind is StageKind.FINAL)
        stream = f"case/{new_id(now)}"
        decision = import_case(stream, given, context, closed_stage=closed)
        self._keep(journal.Saving(county_id=self._office.county_id, decisions=(decision,), at=now))
        return stream

    def flush(self) -> int:
        """Save everything decided since the last flush in the present transaction; returns how many commands."""
        count = len(self._savings)
        if count:
            journal.save_many(self._savings, self._heads)
        self._savings, self._states, self._heads, self._commands = [], {}, {}, {}
        return count

    def _keep(self, saving: journal.Saving) -> None:
        self._savings.append(saving)
        for decision in saving.decisions:
            self._states[decision.after.stream] = decision.after
        if saving.command is not None and saving.actor is not None:
            body_hash = journal.kept_hash(saving.command.body_hash(saving.actor))
            self._commands[saving.command.id] = journal.KnownCommand(body_hash=body_hash, result=saving.result)

    def _load(self, streams: set[str]) -> None:
        missing = sorted(streams - set(self._states))
        if missing:
            self._heads.update(journal.lock_streams(self._office.county_id, missing))
            self._states.update(journal.load_states(self._office.county_id, missing))

    def _serial(self, year: int) -> int:
        kept = self._numbers.setdefault(year, [])
        if not kept:
            kept.extend(reversed(journal.reserve_numbers(self._office.county_id, year, NUMBERS_AT_ONCE)))
        return kept.pop()

    def _answered(self, command: Command, actor: Actor) -> Mapping[str, object] | None:
        check_command_id(command.id)
        known = self._commands.get(command.id)
        if known is None and not self._begins_anew:
            known = journal.known_command(self._office.county_id, command.id)
        return None if known is None else answer_of(known, command.body_hash(actor))
