"""The plan: which matters are reported when, where and how, and how far each has come at the end.

Cycles instead of dice decide what kinds of course there are, so that a small demo has every stage as well;
chance decides the rest.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from linli.demo.working_moments import minutes_after, minutes_before
from linli.domain.area import AreaLevel
from linli.domain.default_catalogue import LEAF_CATEGORIES
from linli.domain.directory import Directory
from linli.domain.unit import Role

HISTORY_DAYS = 118
YOUNGEST_CLOSED_DAYS = 4
OLDER_DAYS = 9
OPEN_SHARE = 0.44
WORKING_DAY_MINUTES = 420

EVERY_SECOND_COURSE: tuple[str, ...] = (
    "on_the_spot", "returned", "co_handled", "extended", "rejected", "late", "reworked", "void", "paused", "reopened",
    "on_the_spot", "withdrawn", "co_handled", "merged", "deferred", "extension_refused", "whistled", "late_supervised",
    "reopen_refused", "escalated", "on_the_spot", "returned", "corrected", "transferred",
)  # fmt: skip
CLOSED_COURSES: tuple[str, ...] = tuple(one for course in EVERY_SECOND_COURSE for one in ("plain", course))
"""Courses that come to an end; every second one goes as it should."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """Where an open matter waits at the end, and since how many working minutes."""

    course: str
    stage: str
    waits: tuple[float, float]
    of_limit: bool = False
    """True when `waits` are shares of the handling limit."""
    needs_requester: bool = False


def _rest(course: str, stage: str, low: float, high: float, *, of_limit: bool = False, asked: bool = False) -> Rest:
    return Rest(course=course, stage=stage, waits=(low, high), of_limit=of_limit, needs_requester=asked)


RESTS: tuple[Rest, ...] = (
    _rest("plain", "reported", 3, 70),
    _rest("plain", "handling", 0.15, 0.6, of_limit=True),
    _rest("plain", "handled", 25, 600),
    _rest("plain", "dispatched", 25, 200),
    _rest("plain", "filed", 15, 170),
    _rest("plain", "handling", 0.8, 0.95, of_limit=True),
    _rest("plain", "reported", 93, 117),
    _rest("plain", "checking", 60, 500),
    _rest("plain", "accepted", 0.1, 0.5, of_limit=True),
    _rest("verified", "verified", 20, 100),
    _rest("plain", "handling", 1.05, 1.6, of_limit=True),
    _rest("paused", "paused", 0.5, 1.1, of_limit=True),
    _rest("plain", "handled", 560, 780),
    _rest("plain", "dispatched", 245, 400),
    _rest("deferred", "deferred", 900, 3000),
    _rest("extended", "extension_asked", 0.55, 0.75, of_limit=True),
    _rest("returned", "returned", 20, 180),
    _rest("co_handled", "co_handler_asked", 120, 700),
    _rest("plain", "reported", 10, 80),
    _rest("plain", "handling", 0.3, 0.7, of_limit=True),
    _rest("reopened", "reopen_asked", 60, 900, asked=True),
    _rest("whistled", "responder_asked", 60, 220),
    _rest("merged", "merge_proposed", 20, 200),
    _rest("plain", "accepted", 0.2, 0.6, of_limit=True),
    _rest("void", "void_proposed", 15, 100),
    _rest("split", "split_off", 0.2, 0.5, of_limit=True),
)
"""Where open matters wait, the everyday ones first."""

CHANNELS: dict[str, int] = {
    "web": 26, "grid_worker": 30, "wechat": 14, "phone": 14, "hotline": 9, "visit": 4, "superior": 2, "letter": 1,
}  # fmt: skip
FREQUENT: dict[str, int] = {
    "municipal.street_lamp": 8, "appearance.full_bin": 7, "street_order.bike_parking": 7, "fire.ebike_corridor": 6,
    "appearance.exposed_rubbish": 6, "facility.corridor_lamp": 6, "municipal.manhole": 4, "fire.wire_charging": 4,
    "fire.blocked_lane": 4, "appearance.bulky_waste": 4, "municipal.road_damage": 4, "neighbour.noise": 3,
    "facility.entrance_door": 3, "facility.lift": 3, "appearance.posters": 3, "utility.water_fault": 3,
    "green.tree": 3, "street_order.trading": 3, "construction.night_noise": 3, "street_order.car_on_sidewalk": 3,
}  # fmt: skip
"""How much more often than the others these are reported."""
CATEGORY_KEYS = tuple(one.key for one in LEAF_CATEGORIES)
CATEGORY_WEIGHTS = tuple(FREQUENT.get(key, 1) for key in CATEGORY_KEYS)
HOURS = (1, 1, 0, 0, 0, 1, 3, 8, 14, 15, 12, 8, 5, 5, 9, 11, 10, 8, 7, 9, 10, 7, 4, 2)
"""How likely a resident reports in each hour of the day."""
BY_STAFF = frozenset({"grid_worker", "phone", "visit", "letter", "superior", "hotline"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One matter before it is played."""

    number: int
    course: str
    filed_at: datetime
    grid: str
    category: str
    channel: str
    requester: str
    urgency: str
    rests_at: str = ""
    """Where it stops; "" when it runs to its end."""
    procedure: str = "grid_event"
    told: int = 0
    """Which of the texts of its kind is told."""


class Planner:
    """Plans for one county up to one moment."""

    def __init__(self, directory: Directory, *, seed: int, until: datetime) -> None:
        """Index the grids that have a worker, street by street."""
        self.directory, self.seed, self.until = directory, seed, until
        streets = [area.path for area in directory.tree if area.level is AreaLevel.SUBDISTRICT]
        grids = sorted(post.area_path for post in directory.posts.values() if post.role is Role.GRID_WORKER)
        self._grids = [[grid for grid in grids if grid.startswith(street)] for street in sorted(streets)]

    def recent(self, count: int) -> tuple[Brief, ...]:
        """Return the newest matters: the open ones of every street, and what closed before them."""
        opened = round(count * OPEN_SHARE)
        briefs = [self._open(number) for number in range(opened)]
        briefs += [self._closed(number, YOUNGEST_CLOSED_DAYS) for number in range(opened, count)]
        return tuple(sorted(briefs, key=lambda one: (one.filed_at, one.number)))

    def history(self, first: int, count: int) -> tuple[Brief, ...]:
        """Return older matters, numbered from `first`, that came to their end long ago."""
        briefs = [self._closed(number, OLDER_DAYS) for number in range(first, first + count)]
        return tuple(sorted(briefs, key=lambda one: (one.filed_at, one.number)))

    def fresh(self, number: int, filed_at: datetime) -> Brief:
        """Return a matter that is reported at that moment and goes as it should."""
        rng = self._chance(-number)
        channel = self._channel("plain", rng)
        return Brief(
            number=number, course="plain", filed_at=filed_at, grid=rng.choice(self._grids_of(rng.randrange(1_000))),
            category=self._category(rng), channel=channel, requester=_requester("plain", channel, rng),
            urgency="urgent" if rng.random() < 0.06 else "ordinary",
        )  # fmt: skip

    def _closed(self, number: int, youngest_days: float) -> Brief:
        rng = self._chance(number)
        course = CLOSED_COURSES[number % len(CLOSED_COURSES)]
        grid, channel = rng.choice(self._grids_of(number)), self._channel(course, rng)
        # Older matters thin out a little, as a service that becomes known grows.
        days = youngest_days + (HISTORY_DAYS - youngest_days) * rng.random() ** 1.15
        return Brief(
            number=number, course=course, filed_at=self._reported(self.until - timedelta(days=days), channel, rng),
            grid=grid, category=self._category(rng), channel=channel, requester=_requester(course, channel, rng),
            urgency="urgent" if rng.random() < 0.06 else "ordinary",
        )  # fmt: skip

    def _open(self, number: int) -> Brief:
        rng = self._chance(number)
        rest = RESTS[(number // len(self._grids) + number) % len(RESTS)]
        grid, category = rng.choice(self._grids_of(number)), self._category(rng)
        channel = "web" if rest.needs_requester else self._channel(rest.course, rng)
        waits = rng.uniform(*rest.waits) * (self._limit_minutes(category, grid) if rest.of_limit else 1)
        rested_since = minutes_before(self.until, waits, self.directory.calendar)
        return Brief(
            number=number, course=rest.course, rests_at=rest.stage,
            filed_at=minutes_before(rested_since, _lead_minutes(rest.stage), self.directory.calendar),
            grid=grid, category=category, channel=channel,
            requester=_requester("needs_requester" if rest.needs_requester else rest.course, channel, rng),
            urgency="ordinary",
        )  # fmt: skip

    def _chance(self, number: int) -> Random:
        return Random(f"{self.seed}/plan/{number}")

    def _grids_of(self, number: int) -> list[str]:
        """Return the grids of the street whose turn it is."""
        return self._grids[number % len(self._grids)]

    def _limit_minutes(self, category: str, grid: str) -> float:
        limit = self.directory.limit(category, grid, "ordinary")
        per_unit = {"working_day": WORKING_DAY_MINUTES, "day": WORKING_DAY_MINUTES, "working_hour": 60, "hour": 30}
        return limit.length * per_unit[limit.unit]

    def _channel(self, course: str, rng: Random) -> str:
        if course == "on_the_spot":
            return "grid_worker"
        if course in ("reopened", "reopen_refused", "withdrawn", "merged"):
            return rng.choice(("web", "web", "wechat", "phone"))
        return rng.choices(tuple(CHANNELS), tuple(CHANNELS.values()))[0]

    def _category(self, rng: Random) -> str:
        return rng.choices(CATEGORY_KEYS, CATEGORY_WEIGHTS)[0]

    def _reported(self, day: datetime, channel: str, rng: Random) -> datetime:
        """Return when on about that day it is reported: residents at any hour, staff at work."""
        calendar = self.directory.calendar
        midnight = calendar.midnight(calendar.local_date(day))
        hour = rng.choices(range(24), HOURS)[0]
        moment = midnight + timedelta(hours=hour, seconds=rng.randrange(3600))
        return minutes_after(moment, rng.uniform(1, 90), calendar) if channel in BY_STAFF else moment


def _lead_minutes(stage: str) -> float:
    """Return about how many working minutes a brisk matter takes to come that far."""
    leads = {"reported": 0.0, "verified": 15, "filed": 15, "dispatched": 30, "void_proposed": 15, "merge_proposed": 20}
    return leads.get(stage, 75.0)


def _requester(course: str, channel: str, rng: Random) -> str:
    if channel in ("grid_worker", "superior"):
        return "none"
    if course in ("reopened", "reopen_refused", "withdrawn", "needs_requester"):
        return "known"
    if channel in ("phone", "visit", "hotline"):
        return rng.choices(("known", "anonymous"), (8, 2))[0]
    return rng.choices(("known", "anonymous"), (6, 4))[0]
