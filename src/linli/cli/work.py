"""`linli work`: ticks and delivers until it is told to stop."""

import random
import select
import signal
import socket
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from time import monotonic

from django.db import close_old_connections

from linli.actions.deciding import Office
from linli.actions.figures import keep_figures
from linli.actions.glass import ReviewRounds
from linli.actions.held_reports import release_due
from linli.actions.load_runs import LoadRuns
from linli.actions.office import open_office
from linli.actions.outbox import deliver_due
from linli.actions.retention import RetentionRounds
from linli.actions.standing_ready import tick_ready
from linli.actions.ticks import tick_due
from linli.actions.vault import keep_keys
from linli.actions.webhooks import deliver_news
from linli.actions.wechat import work_messages
from linli.cli.house import House
from linli.domain.problems import Refused
from linli.store import outbox, ticking

SUMMARY = "tick and deliver until stopped"
NEEDS_DATABASE = True
PAUSE_SECONDS = 3.0
"""Between two rounds; a clock or message that is due earlier shortens it."""
NEWS_SECONDS = 5.0
"""How long a round may wait for other systems: clocks do not stand still because an address is slow to answer."""


def configure(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--once", action="store_true", help="one round, then stop")


def run(args: Namespace) -> int:
    """Work until SIGTERM or SIGINT; several may run, one of them ticks."""
    house: House = args.house
    runs, retention, reviews = LoadRuns(), RetentionRounds(), ReviewRounds()
    with _told_to_stop() as bell:
        while True:
            close_old_connections()
            pause = _round(house, runs, retention, reviews)
            if args.once:
                return 0
            if bell.rings_within(pause):
                return 0


def _round(house: House, runs: LoadRuns, retention: RetentionRounds, reviews: ReviewRounds) -> float:
    """Do what is due and return how long to wait."""
    try:
        office = open_office(house.ports())
    except Refused:
        return PAUSE_SECONDS  # no county is set up yet
    now = house.now()
    is_ticker = ticking.take_lease(office.county_id)
    if is_ticker:
        release_due(office, now=now)
        tick_due(office, now=now)
        tick_ready(office, now=now)
    deliver_due(office, now=now, chance=random.Random(now.timestamp()))
    stop_at = monotonic() + NEWS_SECONDS
    deliver_news(office, now=now, chance=random.Random(now.timestamp()), has_time=lambda: monotonic() < stop_at)
    answer_by = monotonic() + NEWS_SECONDS
    work_messages(office, now=now, chance=random.Random(now.timestamp()), has_time=lambda: monotonic() < answer_by)
    if is_ticker:
        keep_keys(now=now)
        reviews.work(office, now=now)
        keep_figures(office, now=now)
        retention.work(office, now=now)
    if is_ticker and runs.work(office, now=now):
        return 0.0
    return _until_next(office, house.now(), is_ticker=is_ticker)


def _until_next(office: Office, now: datetime, *, is_ticker: bool) -> float:
    """Clocks in seconds and urgent messages do not wait for the next round."""
    moments = [outbox.next_due_at(office.county_id), ticking.next_tick_at(office.county_id) if is_ticker else None]
    waits = [(moment - now).total_seconds() for moment in moments if moment is not None]
    return min(PAUSE_SECONDS, max(0.2, min(waits, default=PAUSE_SECONDS)))


class _Bell:
    """Rings once the process is told to stop, also in the middle of a wait."""

    def __init__(self, listening: socket.socket) -> None:
        self._listening = listening

    def rings_within(self, seconds: float) -> bool:
        """Wait up to `seconds` and say whether the process was told to stop."""
        ready, _, _ = select.select([self._listening], [], [], seconds)
        return bool(ready)


@contextmanager
def _told_to_stop() -> Iterator[_Bell]:
    """A stop waits for the round that is running: nothing is cut off half-way."""
    listening, ringing = socket.socketpair()
    before = {
        one: signal.signal(one, lambda *_: ringing.send(b"!") and None) for one in (signal.SIGTERM, signal.SIGINT)
    }
    try:
        yield _Bell(listening)
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
        listening.close()
        ringing.close()
