"""Retention: what has been kept long enough is erased by an ordinary entry; a legal hold stops it and says why.

The rule was approved when it was set, so no second person is asked each time (ADR 0009). Safe to repeat: what has
been erased is no longer due.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from linli.actions.deciding import Office, new_id, today_of
from linli.actions.settings import setting_whole
from linli.domain.engine import effects as fx
from linli.domain.engine.context import SYSTEM, Command, Context, Decision
from linli.domain.engine.erasing import ERASE, erasable, further_entries, with_erased
from linli.domain.engine.running import conclude
from linli.domain.engine.state import CaseState
from linli.domain.entry import to_milliseconds
from linli.domain.retention import LEGAL_BASIS, RULES
from linli.procedures import procedure_of, procedures
from linli.store import cases, copies, journal
from linli.store import retention as stored
from linli.store.journal import Saving

LOG = logging.getLogger(__name__)
AT_ONCE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One matter whose data have been kept long enough, and what keeps them all the same."""

    stream: str
    procedure: str
    held_for: str = ""
    """The document that holds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionSummary:
    """How retention stands: what is due, and what is held for which document."""

    due: int
    held: tuple[Due, ...]


def due_now(office: Office, now: datetime, *, most: int = 10_000) -> Iterator[Due]:
    """Yield every matter whose personal data have been kept long enough, held ones included."""
    held, found = stored.holds(office.county_id), 0
    for rule in RULES:
        if rule.procedure not in procedures():
            continue
        before = now - timedelta(days=setting_whole(office, rule.setting, now))
        after = ""
        while found < most:
            streams = stored.streams_due(
                office.county_id, rule.procedure, before=before, after=after, most=min(AT_ONCE, most - found)
            )
            for stream in streams:
                yield Due(
                    stream=stream, procedure=rule.procedure, held_for=held[stream].document if stream in held else ""
                )
            found += len(streams)
            if len(streams) < AT_ONCE:
                break
            after = streams[-1].partition("/")[2]


def summary(office: Office, now: datetime, *, most: int = 1_000) -> RetentionSummary:
    """Return how retention stands now."""
    found = tuple(due_now(office, now, most=most))
    return RetentionSummary(
        due=sum(not one.held_for for one in found), held=tuple(one for one in found if one.held_for)
    )


def erase_due(office: Office, now: datetime, *, most: int = AT_ONCE) -> int:
    """Erase up to `most` matters that are due and not held; return how many there were."""
    wanted = [one for one in due_now(office, now) if not one.held_for][:most]
    return sum(_erase(office, one.stream, now) for one in wanted)


def _erase(office: Office, stream: str, now: datetime) -> bool:
    """Write the erasing entry of one matter; what it names goes with it, keys included."""
    with journal.one_transaction():
        states, heads = journal.load_locked(office.county_id, stream, lambda _: set())
        state = states[stream]
        if not state.is_final or state.notes.get("held"):
            return False
        kept = cases.kept_values(office.county_id, stream)
        if not erasable(state, kept):
            return False
        at = to_milliseconds(max(now, state.moved_at or now))
        context = Context(
            now=at, actor=SYSTEM, procedure=procedure_of(state.procedure, state.version), directory=office.directory,
            procedures=procedures(), kept=kept,
        )  # fmt: skip
        decision = _decided(state, context, Command(id=f"retention-{new_id(at)}", verb=ERASE, stream=stream))
        journal.save(Saving(county_id=office.county_id, decisions=(decision,), at=at), heads)
        return True


def _decided(state: CaseState, context: Context, command: Command) -> Decision:
    given = with_erased({"legal_basis": LEGAL_BASIS.zh}, state, context)
    counted = fx.Counted(what="erasures", unit="")
    first = conclude(state, verb=ERASE, given=given, effects=(counted,), context=context)
    return further_entries(first, given, context, command)


@dataclass(slots=True)
class RetentionRounds:
    """The daily round of a worker: in batches until nothing is due, then not before the next day."""

    done_on: date | None = field(default=None)

    def work(self, office: Office, *, now: datetime) -> int:
        """Erase one batch where today's round is not over; return how many matters it took."""
        if self.done_on == today_of(office, now):
            return 0
        erased = erase_due(office, now)
        if erased < AT_ONCE:
            copies.drop_old(office.county_id, now)
            self.done_on = today_of(office, now)
        if erased:
            LOG.info("retention: personal data of %s matters erased", erased)
        return erased
