"""The one place that reads the clock; everything below takes the time as an argument."""

from datetime import UTC, datetime


def present() -> datetime:
    """Return this moment, in UTC."""
    return datetime.now(UTC)
