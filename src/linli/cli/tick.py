"""`linli tick`: one sweep over the clocks that are due."""

from argparse import ArgumentParser, Namespace
from contextlib import nullcontext
from datetime import datetime

from linli.actions.held_reports import release_due
from linli.actions.office import open_office
from linli.actions.standing_ready import tick_ready
from linli.actions.ticks import recompute_clocks, tick_due
from linli.cli.house import House
from linli.store.journal import one_transaction, take_back

SUMMARY = "move everything whose clock is due, once (safe to repeat)"
NEEDS_DATABASE = True


def configure(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--at", type=datetime.fromisoformat, help="as if it were this moment, with zone (rehearsal)")
    parser.add_argument("--recompute", action="store_true", help="first reckon open clocks by the present calendar")
    parser.add_argument("--dry-run", action="store_true", help="decide everything, keep nothing")


def run(args: Namespace) -> int:
    """Tick once; 3 when a case could not be decided (each is named)."""
    house: House = args.house
    now = args.at or house.now()
    if now.tzinfo is None:
        print("--at needs a zone, e.g. 2026-11-21T09:00+08:00")
        return 2
    office = open_office(house.ports())
    with one_transaction() if args.dry_run else nullcontext():
        recomputed = recompute_clocks(office, now=now) if args.recompute else 0
        released = release_due(office, now=now)
        ticked = tick_due(office, now=now)
        tick_ready(office, now=now)
        if args.dry_run:
            take_back()
    recomputed += ticked.recounted
    print(f"{ticked.cases} cases moved, {recomputed} recomputed, {released} let in, {len(ticked.refused)} refused")
    for stream in ticked.refused:
        print(f"  {stream}")
    return 3 if ticked.refused else 0
