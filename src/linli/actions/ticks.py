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
    recounted: int = 0
    """Cases counted anew because a year they rest on has been published since."""
    refused: tuple[str, ...] = ()
    """Streams that could not be decided; each was reported and left out of this sweep."""


def tick_due(office: Office, *, now: datetime, most: int = 100_000) -> Ticked:
    """Decide every clock that is due by `now`, in chunks of one transaction each.

    Compare and set: a case is folded and decided after its stream is locked, so a clock that another ticker
    or a person has just dealt with does nothing. What rests on a year that was published meanwhile is counted
    anew first, so that no clock runs out by a calendar that is over.
    """
    recounted, refused = _recount_provisional(office, now)
    done = 0
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
    return Ticked(cases=done, recounted=recounted, refused=tuple(refused))


def _recount_provisional(office: Office, now: datetime) -> tuple[int, list[str]]:
    """Count provisional clocks anew where the calendar has changed; return how many cases, and what was refused."""
    done, refused = 0, list[str]()
    version = office.directory.calendar.version
    while True:
        limit = CHUNK_CASES + len(refused)
        found = ticking.provisional_streams(office.county_id, calendar=version, limit=limit)
        streams = [one for one in found if one not in refused]
        if not streams:
            return done, refused
        try:
            done += _recompute_chunk(office, streams, now)
        except (Refused, ValueError, KeyError):
            for stream in streams:
                try:
                    done += _recompute_chunk(office, [stream], now)
                except (Refused, ValueError, KeyError):
                    log.exception("the clocks of %s cannot be counted anew", stream)
                    refused.append(stream)


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
        moved += _recompute_chunk(office, streams, now)
        after = streams[-1]
    return moved


def _recompute_chunk(office: Office, streams: Sequence[str], now: datetime) -> int:
    """Count the running clocks of some cases by the present calendar, in one transaction."""
    moved = 0
    with journal.one_transaction():
        batch = Batch(office)
        batch.load(streams)
        for stream in streams:
            running = [clock for clock in batch.state(stream).open_clocks() if clock.status == "running"]
            if any(clock.calendar != office.directory.calendar.version for clock in running):
                batch.move(Command(id=new_id(now), verb="recompute", stream=stream), actor=SYSTEM, now=now)
                moved += 1
        batch.flush()
    return moved
