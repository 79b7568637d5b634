"""The ledger of a demo: what was played and what is still to be filled in, kept beside the data."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from linli.demo.plan import Brief, Planner
from linli.demo.year.plan import year_of
from linli.domain.directory import Directory

FILE_NAME = "demo.json"
RECENT = 500
COHORT = 100
"""Matters that are filled in together: a second's work or less, so that pages stay quick."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What a demo was made with; the same ledger gives the same matters with the same numbers."""

    seed: int
    cases: int
    until: datetime
    first_serials: dict[int, int]
    """The first number of each year, from which on they were reserved for all matters."""
    year_share: float = 1.0
    """How much of the year beside grid events is filled in."""

    @property
    def label(self) -> str:
        """The mark of every command of this demo."""
        return f"demo/{self.seed}"

    def write(self, folder: Path) -> None:
        """Keep it in the data folder."""
        kept = {**asdict(self), "until": self.until.isoformat()}
        (folder / FILE_NAME).write_text(json.dumps(kept, indent=1), encoding="utf-8")


def read_ledger(folder: Path) -> Ledger | None:
    """Return the ledger of a data folder, or None where no demo was made."""
    try:
        kept = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    serials = {int(year): int(first) for year, first in kept["first_serials"].items()}
    return Ledger(
        seed=kept["seed"], cases=kept["cases"], until=datetime.fromisoformat(kept["until"]), first_serials=serials,
        year_share=kept.get("year_share", 1.0),
    )  # fmt: skip


class Programme:
    """The matters of a demo in the order in which they are played, with their numbers by time of filing."""

    def __init__(
        self, directory: Directory, *, seed: int, cases: int, until: datetime, year_share: float = 1.0
    ) -> None:  # fmt: skip
        """Plan every matter; nothing is played yet."""
        planner = Planner(directory, seed=seed, until=until)
        self.recent = planner.recent(min(cases, RECENT))
        older = planner.history(len(self.recent), max(0, cases - RECENT))
        groups = year_of(directory, seed=seed, until=until, share=year_share)
        """Matters of the year: disputes, petitions, suggestions and the service hall."""
        years = [brief for group in groups for brief in group]
        self.cohorts = (*groups, *reversed(_portions(older)))
        """What is filled in, in portions: the year first, then older matters, the newest portion first."""
        self._years: dict[int, list[int]] = defaultdict(list)
        self._calendar = directory.calendar
        for brief in sorted((*self.recent, *older, *years), key=lambda one: (one.filed_at, one.number)):
            self._years[self._year_of(brief)].append(brief.number)
        self._ranks = {number: rank for own in self._years.values() for rank, number in enumerate(own)}

    def _year_of(self, brief: Brief) -> int:
        return self._calendar.local_date(brief.filed_at).year

    def count_by_year(self) -> dict[int, int]:
        """Return how many numbers each year needs."""
        return {year: len(own) for year, own in self._years.items()}

    def serials(self, briefs: Sequence[Brief], first_serials: dict[int, int]) -> dict[int, list[int]]:
        """Return the numbers of `briefs` by year, in the order of filing."""
        found: dict[int, list[int]] = defaultdict(list)
        for brief in _by_filing(briefs):
            year = self._year_of(brief)
            found[year].append(first_serials[year] + self._ranks[brief.number])
        return dict(found)


def _portions(briefs: Sequence[Brief]) -> list[tuple[Brief, ...]]:
    return [tuple(briefs[at : at + COHORT]) for at in range(0, len(briefs), COHORT)]


def _by_filing(briefs: Iterable[Brief]) -> list[Brief]:
    return sorted(briefs, key=lambda one: (one.filed_at, one.number))
