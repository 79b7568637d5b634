"""Periods: a month, a quarter, a year or the last 30 days, as local days; each knows the one before it."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from linli.domain.problems import Problem, Refused
from linli.domain.wording import Wording

LAST_30 = "30d"
_WRITTEN = re.compile(r"(?P<year>20[0-9]{2})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")
_WRITTEN_DAYS = re.compile(r"30d-(20[0-9]{2}-[0-9]{2}-[0-9]{2})")
_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From the start of a local day to the start of another, which is no longer in it."""

    key: str
    since: datetime
    until: datetime

    @property
    def since_ms(self) -> int:
        """The start in milliseconds since 1970."""
        return int(self.since.timestamp()) * 1000

    @property
    def until_ms(self) -> int:
        """The first millisecond after the end."""
        return int(self.until.timestamp()) * 1000

    @property
    def wording(self) -> Wording:
        """The period as people write it."""
        found = _WRITTEN.fullmatch(self.key)
        if found is None:
            last = (self.until - timedelta(days=1)).date()
            days = Wording("近 30 天", "Last 30 days")
            if self.key == LAST_30:
                return days
            return Wording(f"截至 {last} 的 30 天", f"30 days to {last}")
        year = found["year"]
        if found["quarter"]:
            return Wording(f"{year}年第{'一二三四'[int(found['quarter']) - 1]}季度", f"Q{found['quarter']} {year}")
        if found["month"]:
            return Wording(f"{year}年{int(found['month'])}月", f"{year}-{found['month']}")
        return Wording(f"{year}年", year)

    def before(self) -> "Period":
        """Return the period of the same kind right before this one."""
        zone = self.since.tzinfo
        assert isinstance(zone, ZoneInfo)
        found = _WRITTEN.fullmatch(self.key)
        last = (self.since - timedelta(hours=1)).astimezone(zone).date()
        if found is None:
            return _days_until(last + timedelta(days=1), zone, key=f"30d-{last.isoformat()}")
        if found["quarter"]:
            return period_of(f"{last.year}-Q{(last.month + 2) // 3}", self.since)
        return period_of(f"{last:%Y-%m}" if found["month"] else str(last.year), self.since)


def period_of(key: str, now: datetime) -> Period:
    """Return the period written as "2026-09", "2026-Q3", "2026" or "30d"; raises Refused for anything else.

    The 30 days to another day are written "30d-2026-09-30".
    `now` bears the district's zone; the last 30 days end with its day, which they include.
    """
    zone = now.tzinfo
    assert isinstance(zone, ZoneInfo)
    if key == LAST_30:
        return _days_until(now.date() + timedelta(days=1), zone, key=LAST_30)
    found, days = _WRITTEN.fullmatch(key), _WRITTEN_DAYS.fullmatch(key)
    if days is not None and (last := _day(days[1])) is not None:
        return _days_until(last + timedelta(days=1), zone, key=key)
    if found is None:
        raise Refused([Problem("not_a_period", at="period")])
    year, first, months = int(found["year"]), 1, 12
    if found["quarter"]:
        first, months = int(found["quarter"]) * 3 - 2, 3
    elif found["month"]:
        first, months = int(found["month"]), 1
    end_year, end_month0 = divmod(year * 12 + first - 1 + months, 12)
    since, until = date(year, first, 1), date(end_year, end_month0 + 1, 1)
    return Period(key=key, since=_midnight(since, zone), until=_midnight(until, zone))


def choices(now: datetime) -> tuple[Period, ...]:
    """Return what the page offers: the last 30 days, this month and last, this quarter and last, this year."""
    month = period_of(f"{now:%Y-%m}", now)
    quarter = period_of(f"{now.year}-Q{(now.month + 2) // 3}", now)
    return (
        period_of(LAST_30, now), month, month.before(), quarter, quarter.before(), period_of(str(now.year), now)
    )  # fmt: skip


def run_of(period: Period, amount: int) -> tuple[Period, ...]:
    """Return `amount` periods of the same kind that end with `period`, the earliest first."""
    found = [period]
    while len(found) < amount:
        found.append(found[-1].before())
    return tuple(reversed(found))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _days_until(until: date, zone: ZoneInfo, *, key: str) -> Period:
    return Period(key=key, since=_midnight(until - timedelta(days=_DAYS), zone), until=_midnight(until, zone))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)
