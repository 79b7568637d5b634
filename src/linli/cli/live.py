"""`linli live`: tells open pages at once what changed, from one small process beside the web server."""

import asyncio
import os
import signal
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linli.actions.live import LiveHall, LiveLimits
from linli.cli.house import House
from linli.console.live import LiveApp

if TYPE_CHECKING:
    from granian.server.embed import Server

SUMMARY = "tell open pages at once what changed"
NEEDS_DATABASE = True
NEEDS_DJANGO = False
"""Neither models nor pages are loaded: a thousand open pages are to fit into little memory."""
BACKLOG = 1_024
CLOSE_SECONDS = 3.0
LOOK_SECONDS = 2.0
"""Between two looks at whether the parent is still there."""


def configure(parser: ArgumentParser) -> None:
    """Add the options."""
    usual = LiveLimits()
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument(
        "--pages", type=int, default=usual.consoles_max, help=f"open at most (default: {usual.consoles_max})"
    )
    parser.add_argument("--with-parent", action="store_true", help="end when the process that started it has ended")
    parser.add_argument(
        "--pages-per-person", type=int, default=usual.consoles_per_person,
        help=f"open at most (default: {usual.consoles_per_person})",
    )  # fmt: skip


def run(args: Namespace) -> int:
    """Serve until SIGINT or SIGTERM."""
    house: House = args.house
    limits = LiveLimits(consoles_max=args.pages, consoles_per_person=args.pages_per_person)
    parent = os.getppid() if args.with_parent else 0
    asyncio.run(_serve(house, limits, Place(host=args.host, port=args.port, parent=parent)))
    return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where to listen, and beside which process (0: none)."""

    host: str
    port: int
    parent: int


async def _serve(house: House, limits: LiveLimits, place: Place) -> None:
    """Run server and bell side by side; on a stop first let every page go, then end."""
    # Imported here: verbs that serve nothing need not load the server.
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server.embed import Server

    ports = house.live_ports()
    hall = LiveHall(bell=ports.bell, seats=ports.seats, now=house.now, limits=limits)
    server = Server(
        LiveApp(hall, hosts=ports.hosts),
        address=place.host,
        port=place.port,
        interface=Interfaces.ASGINL,
        backlog=BACKLOG,
        backpressure=limits.consoles_max + BACKLOG,
        log_level=LogLevels.error,
        websockets=False,
    )
    loop = asyncio.get_running_loop()
    for told in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(told, lambda: loop.create_task(_stop(hall, server)))
    beside = [loop.create_task(hall.hear()), loop.create_task(hall.watch())]
    if place.parent:
        beside.append(loop.create_task(_stop_with(place.parent, hall, server)))
    try:
        await server.serve()
    finally:
        for task in beside:
            task.cancel()


async def _stop_with(parent: int, hall: LiveHall, server: "Server") -> None:
    """A parent that was killed cannot tell its child."""
    while os.getppid() == parent:
        await asyncio.sleep(LOOK_SECONDS)
    await _stop(hall, server)


async def _stop(hall: LiveHall, server: "Server") -> None:
    hall.close()
    end = asyncio.get_running_loop().time() + CLOSE_SECONDS
    while hall.count and asyncio.get_running_loop().time() < end:
        await asyncio.sleep(0.05)
    server.stop()  # type: ignore[no-untyped-call]  # granian types its servers only in part
