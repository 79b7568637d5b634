"""The tick: one sweep over due clocks; safe to run twice, catches up after any downtime."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from linli.actions.batch import Batch
from linli.actions.deciding import Office, new_id
from linli.domain.engine.context import SYSTEM, Command
from linli.domain.problems import Refused
from linli.store import journal, ticking

CHUNK_CASES = 200
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticked:
    """What one sweep came to."""

    cases: int
    """Cases whose clocks did something."""
    refused: tuple[str, ...] = ()
    """Streams that could not be decided; each was reported and left out of this sweep."""


def tick_due(office: Office, *, now: datetime, most: int = 100_000) -> Ticked:
    """Decide every clock that is due by `now`, in chunks of one transaction each.

    Compare and set: a case is folded and decided after its stream is locked, so a clock that another ticker
    or a person has just dealt with does nothing.
    """
    done, refused = 0, list[str]()
    while done + len(refused) < most:
        streams = [one for one in ticking.due_streams(office.county_id, now=now, limit=CHUNK_CASES + len(refused))
                   if one not in refused]  # fmt: skip
        if not streams:
            break
        moved, bad = _tick_chunk(office, streams, now)
        if not moved and not bad:
            break
        done += moved
        refused.extend(bad)
    return Ticked(cases=done, refused=tuple(refused))


def _tick_chunk(office: Office, streams: Sequence[str], now: datetime) -> tuple[int, list[str]]:
    """Tick a chunk in one transaction; where that fails, one case at a time, so that one stops no other."""
    try:
        with journal.one_transaction():
            batch = Batch(office)
            batch.load(streams)
            moved = sum(batch.tick(stream, now=now) for stream in streams)
            batch.flush()
            return moved, []
    except (Refused, ValueError, KeyError):
        if len(streams) == 1:
            log.exception("the clocks of %s cannot be decided", streams[0])
            return 0, [streams[0]]
    moved, bad = 0, list[str]()
    for stream in streams:
        own, its = _tick_chunk(office, [stream], now)
        moved += own
        bad += its
    return moved, bad


def recompute_clocks(office: Office, *, now: datetime) -> int:
    """Reckon every open clock by the present calendar, as a new holiday notice asks; returns how many cases moved.

    Each moved case gains an entry that says so; the past stays as it was.
    """
    moved, after = 0, ""
    while streams := ticking.open_streams(office.county_id, after=after, limit=CHUNK_CASES):
        with journal.one_transaction():
            batch = Batch(office)
            batch.load(streams)
            for stream in streams:
                command = Command(id=new_id(now), verb="recompute", stream=stream)
                before = batch.state(stream)
                if any(
                    clock.calendar != office.directory.calendar.version
                    for clock in before.open_clocks()
                    if clock.status == "running"
                ):
                    batch.move(command, actor=SYSTEM, now=now)
                    moved += 1
            batch.flush()
        after = streams[-1]
    return moved
