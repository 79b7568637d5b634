"""Passing changes on: who listens, what each of them has not been told yet, and what to say after a gap."""

import asyncio
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from linli.domain.engine.access import Reach
from linli.domain.live import Bell, Change, ChangeKind, LiveSeat, LiveSeats, is_heard

UNSEEN = "unseen"
"""Mark of a page whose session was not looked at yet: between its admission and the first look something may change."""
REMEMBERED_MAX = 512
"""Changes kept for pages that were away for a moment."""
PENDING_MAX = 60
"""Cases up to which a page is told each; beyond that it is told to look again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveLimits:
    """How many may listen, and how long anything may take."""

    consoles_max: int = 5_000
    consoles_per_person: int = 8
    heartbeat_seconds: float = 20.0
    check_again_seconds: float = 120.0
    """How often a page looks at its own seat again, whatever is known of it; whoever lies idle is let go then."""
    watch_seconds: float = 2.0
    """How often it is asked, once for all pages together, whose session or posts have changed meanwhile."""
    slow_seconds: float = 15.0
    """A page that takes longer to accept a line is dropped; it comes back by itself."""
    gather_seconds: float = 0.1
    """Changes within this time go out as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One change in the order in which it was heard."""

    serial: int
    at: datetime
    change: Change


class Console:
    """One page that listens, and what it has not been told yet."""

    __slots__ = (
        "cases", "is_doubted", "is_over", "is_refresh", "mark", "seat", "serial", "session_key", "woken",
    )  # fmt: skip

    def __init__(self, seat: LiveSeat, session_key: str, serial: int) -> None:
        """Begin with nothing to tell."""
        self.seat, self.session_key, self.serial = seat, session_key, serial
        self.cases: dict[str, ChangeKind] = {}
        self.is_refresh = False
        self.is_over = False
        self.is_doubted = False
        """The seat must be looked at again before anything more is said."""
        self.mark: str | None = UNSEEN
        self.woken = asyncio.Event()

    def compare(self, mark: str | None) -> None:
        """Doubt the seat where what it rests on is not what it was; the first mark is compared with nothing."""
        if mark != self.mark:
            self.mark = mark
            self.is_doubted = True
            self.woken.set()

    def tell(self, told: Told) -> None:
        """Note a change within its reach."""
        self.serial = told.serial
        if told.change.kind is ChangeKind.MANY or len(self.cases) >= PENDING_MAX:
            self.refresh()
        else:
            before = self.cases.get(told.change.case_id)
            # Filed and moved within one breath is still new to whoever looks at a list.
            self.cases[told.change.case_id] = before if before is ChangeKind.FILED else told.change.kind
        self.woken.set()

    def refresh(self) -> None:
        """Let the page look again at everything it shows."""
        self.cases.clear()
        self.is_refresh = True
        self.woken.set()

    def end(self) -> None:
        """Let the page go."""
        self.is_over = True
        self.woken.set()

    def take(self) -> tuple[dict[str, ChangeKind], bool]:
        """Return what is to be told and forget it: cases, and whether to look at everything."""
        found = self.cases, self.is_refresh
        self.cases, self.is_refresh = {}, False
        self.woken.clear()
        return found


class LiveHall:
    """Everybody who listens; hears the bell and tells each what lies within their reach."""

    def __init__(self, *, bell: Bell, seats: LiveSeats, now: Callable[[], datetime], limits: LiveLimits) -> None:
        """Start empty."""
        self.limits, self._bell, self._seats, self._now = limits, bell, seats, now
        self._begun_at = now()
        self.name = f"{self._begun_at.timestamp():.0f}"
        self._serial = 0
        self._listens_since: datetime | None = None
        self._remembered: deque[Told] = deque(maxlen=REMEMBERED_MAX)
        self._consoles: set[Console] = set()
        self._of_person: Counter[str] = Counter()

    @property
    def count(self) -> int:
        """How many pages listen."""
        return len(self._consoles)

    async def hear(self) -> None:
        """Hear the bell until cancelled."""
        async for change in self._bell.changes():
            if change is None:
                self._begin_anew()
            else:
                self._pass_on(change)

    async def watch(self) -> None:
        """Ask, until cancelled, whose session or posts have changed; one question for everybody who listens."""
        while True:
            await asyncio.sleep(self.limits.watch_seconds)
            if self._consoles:
                await self._look_at_everybody()

    async def _look_at_everybody(self) -> None:
        asked = list(self._consoles)
        marks = await self._seats.marks({one.session_key: one.seat.staff_id for one in asked})
        if marks is not None:
            for console in asked:
                console.compare(marks.get(console.session_key))

    def _begin_anew(self) -> None:
        """Something may have been missed: nobody is to rely on what is remembered."""
        is_first, self._listens_since = self._listens_since is None, self._now()
        self._remembered.clear()
        if not is_first:
            for console in self._consoles:
                console.refresh()

    def _pass_on(self, change: Change) -> None:
        self._serial += 1
        told = Told(serial=self._serial, at=self._now(), change=change)
        self._remembered.append(told)
        heard: dict[Reach, bool] = {}
        for console in self._consoles:
            seat = console.seat
            if seat.county_id != change.county_id:
                continue
            if seat.reach not in heard:
                heard[seat.reach] = is_heard(seat.reach, change)
            if heard[seat.reach]:
                console.tell(told)

    async def seat_of(self, session_key: str) -> LiveSeat | None:
        """Return the seat behind a session, or None."""
        return await self._seats.seat_of(session_key)

    def has_room(self, seat: LiveSeat) -> bool:
        """Say whether one more page of this person fits."""
        is_free = len(self._consoles) < self.limits.consoles_max
        return is_free and self._of_person[seat.staff_id] < self.limits.consoles_per_person

    def enter(
        self, seat: LiveSeat, session_key: str, *, last_event: str = "", since: datetime | None = None
    ) -> Console:
        """Let a page listen, and tell it what it missed since the last line it got or since it was made."""
        console = Console(seat, session_key, self._serial)
        self._consoles.add(console)
        self._of_person[seat.staff_id] += 1
        missed = self._after(last_event) if last_event else self._since(since)
        if missed is None:
            console.refresh()
        for told in missed or ():
            if told.change.county_id == seat.county_id and is_heard(seat.reach, told.change):
                console.tell(told)
        return console

    def _after(self, last_event: str) -> list[Told] | None:
        """Return what followed a line, or None where it is not remembered."""
        name, _, serial = last_event.partition("-")
        if name != self.name or not serial.isascii() or not serial.isdigit():
            return None
        oldest = self._remembered[0].serial if self._remembered else self._serial + 1
        if int(serial) + 1 < oldest:
            return None
        return [told for told in self._remembered if told.serial > int(serial)]

    def _since(self, since: datetime | None) -> list[Told] | None:
        """Return what followed a moment, or None where that is longer ago than is remembered."""
        if since is None:
            return []
        is_full = len(self._remembered) == REMEMBERED_MAX
        from_ = self._remembered[0].at if is_full else self._listens_since
        if from_ is None or since < from_ - timedelta(milliseconds=1):
            return None
        return [told for told in self._remembered if told.at >= since]

    def leave(self, console: Console) -> None:
        """Let a page go; safe to repeat."""
        if console in self._consoles:
            self._consoles.remove(console)
            self._of_person[console.seat.staff_id] -= 1
            self._of_person += Counter()  # drops those at nought

    def close(self) -> None:
        """Let everybody go: the process ends, and the pages come back to the next one."""
        for console in self._consoles:
            console.end()
