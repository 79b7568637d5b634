"""The channels as equals: how many were answered by each, and how soon the telephone was picked up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from linli.actions import figures
from linli.actions.deciding import Office
from linli.actions.settings import setting_whole
from linli.domain.calls import CallFigures
from linli.domain.problems import Refused
from linli.domain.seal import Seal
from linli.indicators.asking import By, Scope
from linli.indicators.periods import Period
from linli.store.calls import counts_between

REPLY = "reply"
SCOPE = Scope(area_path="/", seals=(Seal.OPEN.value, Seal.RESTRICTED.value, Seal.SEALED.value))
"""Sealed matters are counted too: of a count nobody is recognised, and small ones are hidden."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRate:
    """How many who came by one channel were answered."""

    channel: str
    due: int
    answered: int
    is_hidden: bool = False
    """Too few to be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelBoard:
    """What is published about the channels."""

    since: date
    until: date
    rates: tuple[ChannelRate, ...]
    calls: CallFigures
    as_of: datetime | None


_kept: dict[tuple[int, date], tuple[datetime | None, tuple[ChannelRate, ...]]] = {}
"""By county and day: as of when the figures stood, and what they said; a public page asks for it at any rate."""


def channel_board(office: Office, now: datetime) -> ChannelBoard:
    """Return the reply rate of each channel and the calls picked up in time, over the public period that ends today."""
    until = office.directory.calendar.local_date(now)
    since = until - timedelta(days=setting_whole(office, "public.figure_days", now) - 1)
    calendar = office.directory.calendar
    begin, end = calendar.midnight(since), calendar.midnight(until + timedelta(days=1))
    calls = counts_between(office.county_id, begin, end)
    as_of = figures.as_of(office)
    key = (office.county_id, until)
    found = _kept.get(key)
    if found is None or found[0] != as_of:
        _kept.clear()
        found = _kept[key] = (as_of, _rates(office, begin, end))
    return ChannelBoard(since=since, until=until, rates=found[1], calls=calls, as_of=as_of)


def _rates(office: Office, begin: datetime, end: datetime) -> tuple[ChannelRate, ...]:
    try:
        rows: Mapping[str, Mapping[str, figures.Cell]] = figures.breakdown(
            office, SCOPE, Period(key="public", since=begin, until=end), By.CHANNEL
        ).rows
    except Refused:  # no figures are kept here
        return ()
    found = []
    for channel, cells in rows.items():
        cell = cells[REPLY]
        if cell.n:
            found.append(ChannelRate(channel=channel, due=cell.n, answered=cell.hits, is_hidden=cell.is_hidden))
    return tuple(sorted(found, key=lambda one: (-one.due, one.channel)))
