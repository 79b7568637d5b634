"""Invented weeks of rounds: workers with holidays, leave, bad weather, night shifts and swaps; the same for a seed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random

from linli.domain.calendar import WorkingCalendar
from linli.domain.round_week import Days, DoneRound, Exempt, ExemptKind, Shift, Work

NIGHT_SHARE, FORGOTTEN_SHARE, CLEAR_SHARE = 0.3, 0.1, 0.5
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """Workers and the Mondays of the weeks for which they are judged."""

    works: tuple[Work, ...]
    mondays: tuple[date, ...]
    calendar: WorkingCalendar


def invented(*, workers: int, weeks: int, seed: int, first: date = date(2026, 9, 7)) -> Invented:
    """Return `workers` who walked, were ill, swapped shifts and forgot to finish for `weeks` from `first` on."""
    random, calendar = Random(seed), WorkingCalendar.from_library((first.year, first.year + 1))
    days = [first + number * _ONE_DAY for number in range(7 * weeks)]
    storm = frozenset(random.sample(days, max(1, len(days) // 20)))
    shifts = [_shifts(days, calendar, random) if random.random() < NIGHT_SHARE else None for _ in range(workers)]
    _swap(shifts, random)
    works = tuple(
        _work(days, random, storm, own, f"{number}", calendar) for number, own in enumerate(shifts)
    )  # fmt: skip
    mondays = tuple(first + 7 * number * _ONE_DAY for number in range(weeks))
    return Invented(works=works, mondays=mondays, calendar=calendar)


def _shifts(days: list[date], calendar: WorkingCalendar, random: Random) -> list[Shift]:
    """Return a night from 22:00 to 06:00 on five days of seven, by turns."""
    first = random.randrange(7)
    nights = [day for number, day in enumerate(days) if (number + first) % 7 < 5]
    return [
        Shift(
            starts_at=calendar.midnight(day) + timedelta(hours=22), ends_at=calendar.midnight(day) + timedelta(hours=30)
        )
        for day in nights
    ]  # fmt: skip


def _swap(shifts: list[list[Shift] | None], random: Random) -> None:
    """Let every rostered worker give a shift to the next one who is free then."""
    rostered = [own for own in shifts if own]
    for giver, taker in pairwise(rostered):
        free = [one for one in giver if one not in taker]
        if free:
            given = random.choice(free)
            giver.remove(given)
            taker.append(given)
            taker.sort(key=lambda one: one.starts_at)


def _work(
    days: list[date], random: Random, storm: frozenset[date], shifts: list[Shift] | None, name: str,
    calendar: WorkingCalendar,
) -> Work:  # fmt: skip
    rounds = []
    for day in days:
        at = calendar.midnight(day) + timedelta(minutes=random.randrange(0, 24 * 60) if shifts else 8 * 60)
        for _ in range(random.choice((0, 1, 2, 2, 2, 3))):
            one = _round(at, random, name)
            rounds.append(one)
            at = one.ended_at + timedelta(minutes=random.randrange(1, 180))
    leave = random.choice(days)
    exempt = [Exempt(days=Days(first=leave, last=leave + timedelta(days=random.randrange(4))), kind=ExemptKind.LEAVE)]
    exempt += [Exempt(days=Days(first=day, last=day), kind=ExemptKind.WEATHER) for day in sorted(storm)]
    return Work(
        rounds=tuple(rounds), shifts=tuple(shifts or ()), exempt=tuple(exempt),
        rostered=(Days(first=days[0], last=days[-1]),) if shifts is not None else (),
        held_from=random.choice((date.min, days[3])),
    )  # fmt: skip


def _round(at: datetime, random: Random, name: str) -> DoneRound:
    is_forgotten = random.random() < FORGOTTEN_SHARE
    minutes = random.randrange(1, 50) if is_forgotten else random.choice((30, 59, 60, 61, 75, 90))
    is_clear = random.random() < CLEAR_SHARE and not is_forgotten
    cases = () if is_clear else tuple(f"{name}-{random.randrange(400)}" for _ in range(random.randrange(3)))
    return DoneRound(started_at=at, ended_at=at + timedelta(minutes=minutes), cases=cases, is_clear=is_clear)
