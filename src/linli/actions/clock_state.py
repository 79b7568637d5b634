"""Whether the clock is right, asked of the record and the database."""

from datetime import datetime, timedelta

from linli.domain.clock_state import Moments, clock_problems
from linli.domain.problems import Problem
from linli.store.standing import last_moments


def clock_state(*, now: datetime, moved: timedelta = timedelta()) -> tuple[Problem, ...]:
    """Return everything that speaks against the clock; `moved`: by how much it was moved while the process ran."""
    told = last_moments()
    moments = Moments(now=now, database_at=told.database_at, last_at=told.last_at, has_open=told.has_open, moved=moved)
    return clock_problems(moments)
