"""`linli demo`: builds the invented district and serves it; one command, one Ctrl-C."""

import os
import signal
import socket
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from http import HTTPStatus
from typing import TypeVar

from django.conf import settings
from django.db import connections

from linli.cli import init
from linli.cli.children import Child, children
from linli.cli.dispatch import verbs
from linli.cli.house import House
from linli.demo import living, opening
from linli.demo.district import DEFAULT_SEED
from linli.domain.problems import Problem, Refused
from linli.ui.moment import present

SUMMARY = "build the invented district and serve it: everything to try, nothing to set up"
NEEDS_DATABASE = True
IS_DEMO = True

T = TypeVar("T")
HOST = "127.0.0.1"
CASES = 5_000
WHOLE_YEAR_CASES = 500
"""A demo of fewer matters has a smaller year of disputes, petitions, suggestions and services, in proportion."""
FILLER_NICENESS = 10
FILLER_REST_SECONDS = 0.4
PATIENCE_SECONDS = 120.0
POLL_SECONDS = 0.1
EMPTY = """
DO $$ DECLARE one record; BEGIN
    FOR one IN SELECT c.oid::regclass AS name, c.relkind FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND pg_get_userbyid(c.relowner) = current_user
    LOOP EXECUTE format('DROP TABLE IF EXISTS %s CASCADE', one.name); END LOOP;
    FOR one IN SELECT c.oid::regclass AS name FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'S' AND pg_get_userbyid(c.relowner) = current_user
    LOOP EXECUTE format('DROP SEQUENCE IF EXISTS %s CASCADE', one.name); END LOOP;
    FOR one IN SELECT p.oid::regprocedure AS name FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace AND pg_get_userbyid(p.proowner) = current_user
    LOOP EXECUTE format('DROP FUNCTION IF EXISTS %s CASCADE', one.name); END LOOP;
END $$
"""
"""Takes everything of the owner's out of the database; extensions and roles stay."""


def configure(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--port", type=int, default=8000, help="where to serve (default: 8000)")
    parser.add_argument(
        "--seed", type=int, default=DEFAULT_SEED, help=f"of everything invented (default: {DEFAULT_SEED})"
    )
    parser.add_argument("--cases", type=int, default=CASES, help=f"how many matters (default: {CASES})")
    parser.add_argument("--fresh", action="store_true", help="throw the demo's data away and begin anew")
    parser.add_argument("--only-fill", action="store_true", help="only play the older matters, then end")
    parser.add_argument("--still", action="store_true", help="nothing new happens while it is served")
    parser.add_argument("--no-serve", action="store_true", help="only build; serve nothing")


def run(args: Namespace) -> int:
    """Build what is missing, then serve until told to stop."""
    house: House = args.house
    if args.only_fill:
        return fill(house, goes_on=not args.still)
    if not args.no_serve:
        check_port(args.port)
    wanted = prepare(house, seed=args.seed, cases=args.cases, is_fresh=args.fresh)
    if args.no_serve:
        play_newest(wanted)
        return fill(house)
    connections.close_all()
    data = ("--data", str(house.data_dir))
    filling = ("demo", "--only-fill", *data, *(("--still",) if args.still else ()))
    helpers: list[tuple[str, ...]] = [filling, *([("work", *data)] if "work" in verbs() else [])]
    # The server comes up while the newest matters are played; what else there is begins when the first page stands.
    is_whole = False
    with ExitStack() as kept:
        (server,) = kept.enter_context(children(("serve", "--port", str(args.port), *data)))
        try:
            play_newest(wanted)
            is_whole = True
            connections.close_all()
            announce(args.port, server)
            kept.enter_context(children(*helpers))
            server.wait()
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not leave children behind
            if not is_whole:
                raise
    print("stopped; the data stay for the next time")
    return 0


def check_port(port: int) -> None:
    """Raise Refused where somebody listens on `port` already."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((HOST, port))
        except OSError:
            raise Refused([Problem("port_busy", params={"port": port, "other": port + 1})]) from None


def prepare(house: House, *, seed: int, cases: int, is_fresh: bool) -> opening.Wanted | None:
    """Bring the tables up to date and, where no demo lies there yet, set its district up; return what is to be played.

    None says that a whole demo is there. Says what is done.
    """
    timed("database", lambda: init.prepare(house))
    if opening.is_open(house.data_dir) and not is_fresh:
        print("the demo's data are there already; --fresh begins anew")
        return None
    if is_fresh:
        timed("old data thrown away", lambda: empty(house))
    # Whole seconds: the moment is kept in the ledger and must read back as it was.
    until = present().replace(microsecond=0) - timedelta(seconds=1)
    wanted = opening.Wanted(
        seed=seed, cases=cases, until=until, folder=house.data_dir, year_share=min(1.0, cases / WHOLE_YEAR_CASES)
    )
    timed("district with its units, posts and accounts", lambda: opening.set_up_district(wanted))
    return wanted


def play_newest(wanted: opening.Wanted | None) -> None:
    """Play what the first page shows, where anything is to be played; say what came of it."""
    if wanted is None:
        return
    played = timed("newest matters played", lambda: opening.play_recent(wanted, settings.LINLI_PORTS))
    print(f"  {played.filed} matters, {played.moves} moves, {played.ticks} clocks come due")
    if played.refusals:
        print("  refused although the player thought them right:", *played.refusals, sep="\n  ")


def empty(house: House) -> None:
    """Throw away the demo's own tables; `opening.is_open` has refused any other county before."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(EMPTY)
    (house.data_dir / "demo.json").unlink(missing_ok=True)
    init.prepare(house)


def fill(house: House, *, goes_on: bool = False) -> int:
    """Play the older matters, a portion at a time and behind everybody else; then let the day go on."""
    os.nice(FILLER_NICENESS)
    started_at, filed = time.monotonic(), 0
    for played in opening.fill_in(house.data_dir, settings.LINLI_PORTS):
        filed += played.filed
        for refusal in played.refusals:
            print(f"  refused although the player thought it right: {refusal}", flush=True)
        time.sleep(FILLER_REST_SECONDS)
    if filed:
        print(f"{filed} older matters filled in, {time.monotonic() - started_at:.0f} s", flush=True)
    if goes_on:
        for seconds in living.live_on(house.data_dir, settings.LINLI_PORTS, now=house.now):
            time.sleep(seconds)
    return 0


def announce(port: int, server: Child) -> None:
    """Print the address as soon as the first page really answers."""
    address, started_at = f"http://localhost:{port}/demo/", time.monotonic()
    while server.poll() is None and time.monotonic() - started_at < PATIENCE_SECONDS:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/demo/", timeout=20) as answer:
                if answer.status == HTTPStatus.OK:
                    print(f"\n  {address}\n\nCtrl-C stops everything.", flush=True)
                    return
        except urllib.error.HTTPError as failure:
            print(f"{address} answers with {failure.code}", flush=True)
            return
        except OSError:
            time.sleep(POLL_SECONDS)


def timed(what: str, work: Callable[[], T]) -> T:
    """Do `work` and say how long it took."""
    started_at = time.monotonic()
    result = work()
    print(f"  {what}: {time.monotonic() - started_at:.1f} s", flush=True)
    return result
