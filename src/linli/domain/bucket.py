"""A bucket that is kept as one moment: when all that was spent has come back.

Source: generic cell rate algorithm, ITU-T I.371 annex A (virtual scheduling).
"""

from datetime import datetime, timedelta


def after_one(back_at: datetime | None, now: datetime, *, each: timedelta) -> datetime:
    """Return when all has come back once one more is spent, which takes `each` to grow back."""
    return (now if back_at is None else max(back_at, now)) + each


def beyond(back_at: datetime | None, now: datetime, *, within: timedelta) -> timedelta:
    """Return how long until all comes back within that time; zero where it does already."""
    return timedelta() if back_at is None else max(back_at - now - within, timedelta())
