"""Whether the clock is right, seen by what the record, the database and the running process know.

Pure: moments in, problems out. Nothing is lost by a wrong clock: every stream keeps its own order, and no entry is
earlier than the one before it. Time limits are reckoned from it, so a wrong one is named.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from linli.domain.calendar import SHANGHAI
from linli.domain.problems import Problem

TOLERANCE = timedelta(minutes=2)
SILENT_FOR = timedelta(days=30)
"""So long nothing happens only where nobody works, or where the clock was set forward."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """What is known of the time."""

    now: datetime
    """The process's own clock."""
    database_at: datetime
    """The database server's."""
    last_at: datetime | None
    """The last thing on record."""
    has_open: bool = False
    """Whether any matter is still open."""
    moved: timedelta = timedelta()
    """By how much the process's clock was moved while it ran."""


def clock_problems(told: Moments) -> tuple[Problem, ...]:
    """Return everything that speaks against the clock."""
    found = []
    if told.last_at is not None and told.last_at - told.now > TOLERANCE:
        found.append(Problem("clock_behind", params={"now": _spelled(told.now), "last": _spelled(told.last_at)}))
    apart = abs(told.database_at - told.now)
    if apart > TOLERANCE:
        params: dict[str, str | int] = {
            "minutes": _minutes(apart),
            "now": _spelled(told.now),
            "database": _spelled(told.database_at),
        }
        found.append(Problem("clock_differs", params=params))
    if abs(told.moved) > TOLERANCE:
        found.append(Problem("clock_jumped", params={"minutes": _minutes(told.moved)}))
    if told.has_open and told.last_at is not None and told.now - told.last_at > SILENT_FOR:
        days = (told.now - told.last_at).days
        found.append(Problem("clock_silent", params={"last": _spelled(told.last_at), "days": days}))
    return tuple(found)


def _spelled(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def _minutes(amount: timedelta) -> int:
    return round(amount / timedelta(minutes=1))
