"""Weeks and slots counted the slow and plain way, minute by minute where that helps: what the rules must equal."""

from datetime import date, datetime, timedelta
from typing import Any

from linli.domain.calendar import WorkingCalendar
from linli.domain.round_standard import Standard
from linli.domain.round_week import DoneRound, Work


def own_day(one: DoneRound, work: Work, calendar: WorkingCalendar) -> date:
    for shift in work.shifts:
        if shift.starts_at <= one.started_at < shift.ends_at:
            return shift.starts_at.astimezone(calendar.zone).date()
    return one.started_at.astimezone(calendar.zone).date()


def is_asked(day: date, work: Work, calendar: WorkingCalendar) -> bool:
    if day < work.held_from or day > work.held_until:
        return False
    if any(one.days.first <= day <= one.days.last for one in work.exempt):
        return False
    for span in work.rostered:
        if span.first <= day <= span.last:
            return any(one.starts_at.astimezone(calendar.zone).date() == day for one in work.shifts)
    return calendar.is_working_day(day)


def week(work: Work, monday: date, standard: Standard, calendar: WorkingCalendar) -> dict[str, Any]:
    asked_days, with_round, with_enough, counted, items = 0, 0, 0, 0, set()
    rounds_in_all, minutes_in_all, clear = 0, 0, 0
    for offset in range(7):
        day = monday + timedelta(days=offset)
        own = [one for one in work.rounds if own_day(one, work, calendar) == day]
        long_enough = 0
        for one in own:
            minutes = 0
            while one.started_at + timedelta(minutes=minutes + 1) <= one.ended_at:
                minutes += 1
            minutes_in_all += minutes
            rounds_in_all += 1
            if minutes >= standard.minutes_per_round:
                long_enough += 1
            for case in one.cases:
                items.add(case)
            if one.is_clear:
                clear += 1
        asked_days += is_asked(day, work, calendar)
        with_round += bool(own)
        with_enough += len(own) >= standard.rounds_per_day
        counted += long_enough >= standard.rounds_per_day
    needed = min(asked_days, standard.days_per_week)
    items_needed = 0
    while items_needed * standard.days_per_week < standard.items_per_week * needed:
        items_needed += 1
    have = (with_round, with_enough, counted, len(items) + clear)
    asked = (needed, needed, needed, items_needed)
    return {
        "have": have, "asked": asked, "is_met": all(one >= two for one, two in zip(have, asked, strict=True)),
        "rounds": rounds_in_all, "minutes": minutes_in_all,
    }  # fmt: skip


def covered_slots(
    day: date, visits: list[datetime], slots: int, first_hour: int, calendar: WorkingCalendar
) -> list[bool]:
    start = datetime(day.year, day.month, day.day, tzinfo=calendar.zone) + timedelta(hours=first_hour)
    hours = 24 // slots
    found = []
    for number in range(slots):
        begins = start + timedelta(hours=number * hours)
        ends = begins + timedelta(hours=hours)
        found.append(any(begins <= one < ends for one in visits))
    return found
