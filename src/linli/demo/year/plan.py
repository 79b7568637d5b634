"""The plan of the year: how many matters of each kind, how each goes, and when it was brought.

The numbers are the districts' own arithmetic: 235 disputes of which 223 were settled, and 67 suggestions of which
54 are resolved, 12 planned and 1 put off. How each goes is fixed beforehand; chance decides where, when and in what
words. Source: REQUIREMENTS 001-33 and 000-49.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from linli.demo.plan import Brief
from linli.demo.seats import FIRST_STREET
from linli.domain.area import AreaLevel
from linli.domain.calendar import WorkingCalendar
from linli.domain.directory import Directory
from linli.domain.unit import Role

YEAR = (46.0, 360.0)
"""So many days ago: long enough for a mediation to have come to its end, and within the year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One way to go: how many matters take it, and how many days ago they were brought."""

    course: str
    count: int
    days: tuple[float, float] = YEAR


DISPUTES: tuple[Share, ...] = (
    Share(course="performed", count=126),
    Share(course="oral", count=40),
    Share(course="prolonged", count=12, days=(64, 360)),
    Share(course="lifted", count=10),
    Share(course="panel", count=8),
    Share(course="confirmed", count=7),
    Share(course="performing", count=14, days=(46, 75)),
    Share(course="breached", count=6, days=(100, 360)),
    Share(course="failed", count=4, days=(60, 360)),
    Share(course="refused", count=3),
    Share(course="waiting", count=2, days=(0.4, 1.8)),
    Share(course="in_talks", count=3, days=(10, 19)),
)
"""223 came to an agreement; of the other twelve 4 failed, 3 were refused by a party and 5 are still open."""
PETITIONS: tuple[Share, ...] = (
    Share(course="supported", count=46, days=(2, 360)),
    Share(course="explained", count=24, days=(2, 360)),
    Share(course="not_supported", count=12, days=(2, 360)),
    Share(course="objected", count=7, days=(2, 360)),
    Share(course="stuck", count=12, days=(80, 350)),
    Share(course="extended", count=5, days=(30, 360)),
    Share(course="reviewed", count=9, days=(50, 360)),
    Share(course="finally_reviewed", count=3, days=(150, 360)),
    Share(course="other_route", count=9, days=(10, 360)),
    Share(course="not_taken_in", count=2, days=(20, 360)),
    Share(course="withdrawn", count=3, days=(20, 360)),
)
SUGGESTIONS: tuple[Share, ...] = (
    Share(course="resolved", count=53, days=(262, 270)),
    Share(course="redone", count=1, days=(262, 270)),
    Share(course="planned", count=12, days=(262, 270)),
    Share(course="deferred", count=1, days=(262, 270)),
)
"""Brought at one session of the people's congress; 54 + 12 + 1 = 67."""
STUCK: tuple[Share, ...] = (
    Share(course="stuck", count=33, days=(1, 360)),
    Share(course="stuck", count=3, days=(0.1, 1)),
)
SERVICES: tuple[Share, ...] = (
    Share(course="served", count=56, days=(1, 360)),
    Share(course="told_once", count=22, days=(8, 360)),
    Share(course="served", count=6, days=(0.2, 2)),
)
"""The last of each came in just now, so that something waits at the desks."""
FIRST_NUMBERS = {
    "suggestion": 1_000_000, "dispute": 1_100_000, "petition": 1_200_000, "stuck_matter": 1_300_000,
    "service_visit": 1_400_000,
}  # fmt: skip
"""Far beyond any grid event of a demo."""
SHARES: Mapping[str, tuple[Share, ...]] = {
    "suggestion": SUGGESTIONS, "dispute": DISPUTES, "petition": PETITIONS, "stuck_matter": STUCK,
    "service_visit": SERVICES,
}  # fmt: skip
CATEGORIES = {
    "petition": ("petition.request",) * 8 + ("petition.suggestion",),
    "suggestion": ("suggestion.suggestion",) * 9 + ("suggestion.motion",),
    "stuck_matter": ("service.many_trips",),
    "service_visit": ("service.application",),
}  # fmt: skip
KINDS_OF_DISPUTE = {
    "dispute.neighbour": 30, "dispute.family": 16, "dispute.property": 15, "dispute.debt": 11, "dispute.wages": 9,
    "dispute.traffic": 7, "dispute.land": 6, "dispute.medical": 3, "dispute.other": 3,
}  # fmt: skip
CHANNELS: Mapping[str, Mapping[str, int]] = {
    "dispute": {"visit": 8, "phone": 5, "grid_worker": 7, "hotline": 2},
    "petition": {"letter": 9, "visit": 7, "phone": 3, "web": 4},
    "suggestion": {"letter": 1},
    "stuck_matter": {"visit": 6, "phone": 3, "hotline": 1},
    "service_visit": {"visit": 1},
}
WITHOUT_REQUESTER = frozenset({"suggestion"})
IN_TALKS = "in_talks"
HOURS = (8.6, 11.4, 14.2, 17.2)


def year_of(
    directory: Directory, *, seed: int, until: datetime, share: float = 1.0
) -> tuple[tuple[Brief, ...], ...]:  # fmt: skip
    """Return the matters of the year before `until`, kind by kind: all, a share with every way to go, or none."""
    if not share:
        return ()
    year = _Year(directory, seed=seed, until=until, share=share)
    return tuple(tuple(year.of(procedure)) for procedure in SHARES)


class _Year:
    def __init__(self, directory: Directory, *, seed: int, until: datetime, share: float) -> None:
        self._seed, self._until, self._calendar = seed, until, directory.calendar
        self._share = share
        streets = sorted(area.path for area in directory.tree if area.level is AreaLevel.SUBDISTRICT)
        grids = sorted(post.area_path for post in directory.posts.values() if post.role is Role.GRID_WORKER)
        self._grids = [[grid for grid in grids if grid.startswith(street)] for street in streets]

    def of(self, procedure: str) -> Iterator[Brief]:
        """Yield the matters of one procedure in the order of their numbers."""
        shares = [one for share in SHARES[procedure] for one in [share] * max(1, round(share.count * self._share))]
        Random(f"{self._seed}/year/{procedure}").shuffle(shares)
        for place, share in enumerate(shares):
            yield self._brief(procedure, place, share)

    def _brief(self, procedure: str, place: int, share: Share) -> Brief:
        rng = Random(f"{self._seed}/year/{procedure}/{place}")
        channels = CHANNELS[procedure]
        return Brief(
            number=FIRST_NUMBERS[procedure] + place, procedure=procedure, course=f"{procedure}.{share.course}",
            filed_at=at_work(self._until - timedelta(days=rng.uniform(*share.days)), self._until, self._calendar, rng),
            grid=rng.choice(self._grids_of(place, share)), category=_category(procedure, rng),
            channel=rng.choices(tuple(channels), tuple(channels.values()))[0],
            requester="none" if procedure in WITHOUT_REQUESTER else "known", urgency="ordinary", told=place,
        )  # fmt: skip

    def _grids_of(self, place: int, share: Share) -> list[str]:
        """Streets take turns; what is being mediated lies where a visitor's seat stands first, and not empty."""
        return self._grids[FIRST_STREET if share.course == IN_TALKS else place % len(self._grids)]


def _category(procedure: str, rng: Random) -> str:
    if procedure == "dispute":
        return rng.choices(tuple(KINDS_OF_DISPUTE), tuple(KINDS_OF_DISPUTE.values()))[0]
    return rng.choice(CATEGORIES[procedure])


def at_work(day: datetime, until: datetime, calendar: WorkingCalendar, rng: Random) -> datetime:
    """Return a moment of an office's hours on about that day, never beyond `until`."""
    date = calendar.working_day_on_or_after(calendar.local_date(day))
    morning, noon, after, evening = HOURS
    hour = rng.uniform(morning, noon) if rng.random() < 0.55 else rng.uniform(after, evening)
    moment = calendar.midnight(date) + timedelta(hours=hour)
    return moment if moment < until else day
