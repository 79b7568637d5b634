"""`linli serve`: the web server; it ends when it is told to, and keeps the embedded server while it runs."""

import sys
from argparse import ArgumentParser, Namespace
from contextlib import nullcontext

from django.db import Error, connections

from linli.actions.vault import vault_state
from linli.cli.children import kept_running

SUMMARY = "serve the pages"
NEEDS_DATABASE = True
APPLICATION = "linli.config.wsgi:application"


def configure(parser: ArgumentParser) -> None:
    """Add the options; the defaults were measured on two cores."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2, help="processes (default: 2)")
    parser.add_argument(
        "--live-port", type=int, default=-1, help="where `linli live` listens (default: the port after; 0: nowhere)"
    )
    parser.add_argument("--threads", type=int, default=4, help="threads in each (default: 4)")


def run(args: Namespace) -> int:
    """Serve until SIGINT or SIGTERM."""
    say_vault_problems()
    live_port = args.port + 1 if args.live_port < 0 else args.live_port
    # Pages do without it: where its port is taken they ask now and then.
    live = ("live", "--host", args.host, "--port", str(live_port), "--with-parent")
    with kept_running(live) if live_port else nullcontext():
        serve(host=args.host, port=args.port, workers=args.workers, threads=args.threads)
    return 0


def say_vault_problems() -> None:
    """Say at once where nothing can be sealed: pages are served, and whoever reports is told so before it is taken."""
    try:
        state = vault_state()
        problems = (*state.problems, *state.warnings)
    except Error:  # pages wait for the database; `linli check` names what is wrong with it
        problems = ()
    for problem in problems:
        print(f"{problem.within('zh')} / {problem.within('en')}", file=sys.stderr)
    connections.close_all()


def serve(*, host: str, port: int, workers: int = 2, threads: int = 4) -> None:
    """Run granian in this process and `workers` children; returns when it was told to stop."""
    # Imported here: verbs that serve nothing need not load the server.
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        respawn_failed_workers=True,
        log_access=False,
        websockets=False,
    ).serve()
