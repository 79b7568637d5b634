"""Rosters in the store: a unit's stream, and the shifts that weeks and pages read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from linli.domain.engine.context import Actor, Command, EntryDraft
from linli.domain.entry import parse_moment
from linli.domain.roster import STREAM, MonthSet, Roster, ShiftSet, folded
from linli.store import models, streams
from linli.store.journal import entries_of
from linli.store.streams import Given


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftLine:
    """One shift of a list."""

    shift: str
    unit: str
    post: str
    starts_at: datetime
    ends_at: datetime
    asked: str


_LINE = ("shift", "unit", "post", "starts_at", "ends_at", "asked")


def roster_of(county_id: int, unit: str) -> Roster | None:
    """Return a unit's roster, or None while none was made."""
    return folded(entries_of(county_id, [f"{STREAM}{unit}"])[f"{STREAM}{unit}"])


def locked_roster(county_id: int, unit: str) -> Roster | None:
    """Return a unit's roster while nobody else changes any: the county's row is held, as appending holds it."""
    models.County.objects.select_for_update().only("pk").get(pk=county_id)
    return roster_of(county_id, unit)


def append(county_id: int, drafts: Sequence[EntryDraft], given: tuple[Command, Actor]) -> None:
    """Append entries to a unit's stream and write its rows over."""
    result = {"stream": drafts[0].stream}
    command = Given(command=given[0], actor=given[1], result=result, at=drafts[0].at)
    streams.append(county_id, drafts, given=command)
    unit = drafts[0].stream.removeprefix(STREAM)
    effects = [effect for draft in drafts for effect in draft.effects]
    _write_shifts(county_id, unit, (one for one in effects if isinstance(one, ShiftSet)))
    for one in effects:
        if isinstance(one, MonthSet):
            month = date.fromisoformat(f"{one.month}-01")
            models.RosterMonth.objects.get_or_create(county_id=county_id, unit=unit, month=month)


def shift_row(one: ShiftSet) -> dict[str, Any]:
    """Return the columns of a shift, but for its key."""
    return {
        "post": one.post, "starts_at": parse_moment(one.starts), "ends_at": parse_moment(one.ends), "asked": one.asked,
    }  # fmt: skip


def _write_shifts(county_id: int, unit: str, shifts: Iterable[ShiftSet]) -> None:
    rows = [models.Shift(county_id=county_id, unit=unit, shift=one.shift, **shift_row(one)) for one in shifts]
    models.Shift.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["county_id", "unit", "shift"],
        update_fields=["post", "starts_at", "ends_at", "asked"],
    )  # fmt: skip


def shifts_of_unit(county_id: int, unit: str, since: datetime, until: datetime) -> tuple[ShiftLine, ...]:
    """Return the shifts of a unit that begin in a time, in order."""
    rows = models.Shift.objects.filter(county_id=county_id, unit=unit, starts_at__gte=since, starts_at__lt=until)
    return tuple(ShiftLine(**one) for one in rows.order_by("starts_at", "shift").values(*_LINE))


def shifts_by_post(county_id: int, since: datetime, until: datetime) -> Mapping[str, Sequence[ShiftLine]]:
    """Return the shifts that begin in a time, by post, each in order."""
    rows = models.Shift.objects.filter(county_id=county_id, starts_at__gte=since, starts_at__lt=until)
    found: dict[str, list[ShiftLine]] = defaultdict(list)
    for row in rows.order_by("starts_at", "shift").values(*_LINE):
        found[row["post"]].append(ShiftLine(**row))
    return found


def months_between(county_id: int, first: date, last: date) -> Mapping[str, Sequence[date]]:
    """Return the months that touch the days from `first` to `last` and for which a roster stands, by unit."""
    rows = models.RosterMonth.objects.filter(
        county_id=county_id, month__gt=first.replace(day=1) - timedelta(days=1), month__lte=last
    )
    found: dict[str, list[date]] = defaultdict(list)
    for unit, month in rows.order_by("month").values_list("unit", "month"):
        found[unit].append(month)
    return found
