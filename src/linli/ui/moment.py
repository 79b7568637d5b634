"""The one place that reads the clock; everything below takes the time as an argument."""

import time
from datetime import UTC, datetime, timedelta

# What runs on through a suspended machine, where the system has it.
STEADY = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def present() -> datetime:
    """Return this moment, in UTC."""
    return datetime.now(UTC)


def steady() -> timedelta:
    """Return how long the machine has run; nobody can set this clock."""
    return timedelta(seconds=time.clock_gettime(STEADY))


BEGAN = (present(), steady())


def moved() -> timedelta:
    """Return by how much the clock was moved since this process began; forward is more than nothing."""
    return (present() - BEGAN[0]) - (steady() - BEGAN[1])
