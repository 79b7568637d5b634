"""How long somebody stays signed in: while they do something, and never beyond a working day.

Source: NIST SP 800-63B-4 section 5.2 (reauthentication and time-outs at AAL2); ten hours are one shift with overtime.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

LONGEST: Final = timedelta(hours=10)
IDLE_IN_DEMO: Final = LONGEST
"""Nobody's data lie in a demo, and whoever looks at it puts it down for lunch."""
TOUCHED_EVERY: Final = timedelta(seconds=60)
"""A session notes that it is in use at most this often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionTimes:
    """When a session began, and when it was last in use."""

    started_at: datetime
    seen_at: datetime

    def ends_at(self, idle: timedelta) -> datetime:
        """Return when it ends, if nothing more is done."""
        return min(self.started_at + LONGEST, self.seen_at + idle)

    def is_over(self, now: datetime, idle: timedelta) -> bool:
        """Say whether it has ended; a clock that ran back ends it too."""
        return now >= self.ends_at(idle) or now < self.started_at - TOUCHED_EVERY

    def is_to_be_touched(self, now: datetime) -> bool:
        """Say whether its use is to be noted again."""
        return now - self.seen_at >= TOUCHED_EVERY


def is_fresh(proven_at: datetime | None, now: datetime, within: timedelta) -> bool:
    """Say whether somebody proved who they are recently enough for what cannot be undone."""
    return proven_at is not None and timedelta() <= now - proven_at < within
