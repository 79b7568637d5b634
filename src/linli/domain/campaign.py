"""Campaigns 专项行动: checklists for an area and a time, begun by hand or switched on by the season that stands.

A campaign is the stream `campaign/<id>`; what it is called is kept beside its first entry. Its figures are counted from
the inspections that name it, and nothing is filled in for them.
Source: REQUIREMENTS 000-32 (sectors, checklist, places checked, findings, rectified), 002-27 (seasonal templates).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar

from linli.domain.engine.effects import Effect
from linli.domain.entry import Entry
from linli.domain.keepable_text import is_keepable
from linli.domain.problems import Problem

STREAM = "campaign/"
TITLE_MAX = 40
LENGTH_MAX = timedelta(days=400)
CHECKLISTS_MAX = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignSet(Effect):
    """The campaign's coded values after an entry."""

    k: ClassVar[str] = "campaign.set"
    unit: str
    area: str
    checklists: tuple[str, ...]
    first: str
    last: str
    season: str = ""
    is_closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """One campaign."""

    stream: str
    seq: int
    told: CampaignSet

    @property
    def id(self) -> str:
        """The part of the stream's name after the slash."""
        return self.stream.partition("/")[2]

    @property
    def first_date(self) -> date:
        """Its first day."""
        return date.fromisoformat(self.told.first)

    @property
    def last_date(self) -> date:
        """Its last day."""
        return date.fromisoformat(self.told.last)

    def is_on(self, day: date) -> bool:
        """Say whether inspections may name it on `day`."""
        return not self.told.is_closed and day <= self.last_date


def folded(entries: Iterable[Entry]) -> Campaign | None:
    """Return the campaign that `entries` of its stream add up to; None without any."""
    campaign: Campaign | None = None
    for entry in entries:
        for spelled in entry.effects:
            if spelled["k"] != CampaignSet.k:
                continue
            values = {key: value for key, value in spelled.items() if key != "k"}
            values["checklists"] = tuple(values["checklists"])
            told = CampaignSet(**values)
            campaign = campaign or Campaign(stream=entry.stream, seq=entry.seq, told=told)
            campaign = replace(campaign, seq=entry.seq, told=told)
    return campaign


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What whoever opens a campaign fills in."""

    title: str = ""
    checklists: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    season: str = ""


def opening_problems(given: Opening, known: Iterable[str], seasons: Iterable[str], today: date) -> list[Problem]:
    """Return everything that is wrong with a campaign."""
    found = [] if given.title.strip() else [Problem("required", at="title")]
    if len(given.title) > TITLE_MAX:
        found.append(Problem("too_long", at="title", params={"limit": TITLE_MAX}))
    elif not is_keepable(given.title, is_line=True):
        found.append(Problem("bad_text", at="title"))
    lists = set(known)
    if not given.checklists:
        found.append(Problem("required", at="checklists"))
    unknown = [one for one in given.checklists[:CHECKLISTS_MAX] if one not in lists]
    found += [Problem("unknown_choice", at="checklists", params={"value": one[:40]}) for one in unknown]
    if given.season and given.season not in set(seasons):
        found.append(Problem("unknown_choice", at="season", params={"value": given.season[:40]}))
    return found + _days(given, today)


def _days(given: Opening, today: date) -> list[Problem]:
    found, days = [], {}
    for key in ("first", "last"):
        typed = getattr(given, key)
        try:
            days[key] = date.fromisoformat(typed)
        except ValueError:
            found.append(Problem("not_a_date" if typed else "required", at=key))
    if "last" in days and days["last"] < max(today, days.get("first", today)):
        found.append(Problem("campaign_days", at="last"))
    elif len(days) == 2 and days["last"] - days["first"] > LENGTH_MAX:
        found.append(Problem("campaign_long", at="last", params={"limit": LENGTH_MAX.days}))
    return found
