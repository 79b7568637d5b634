"""How a deadline was counted, step by step: which days counted, which did not, and by what rule."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby

from linli.domain.calendar import DayKind, WorkingCalendar
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit, Countdown, begin, countable_seconds

_ONE_DAY = timedelta(days=1)
_ONE_SECOND = timedelta(seconds=1)
_DAY_SECONDS = 86_400


class StepKind(StrEnum):
    """What a step of the count does."""

    START = "start"
    """The moment from which it runs."""
    START_DAY = "start_day"
    """The day of start, which does not count."""
    COUNTED = "counted"
    MAKE_UP = "make_up"
    """A weekend day that is worked and counts."""
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MOVED = "moved"
    """The last day was a day off: the period ends later."""
    PROVISIONAL = "provisional"
    """The year's table is not published; it will be counted again."""
    DUE = "due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of the explanation, for a day or a run of days of one kind."""

    kind: StepKind
    first_date: date
    last_date: date
    counted_seconds: int = 0
    """Countable seconds of the run, for clocks in working hours."""
    wording: Wording
    source: Wording | None = None


UNIT_WORDINGS: dict[ClockUnit, Wording] = {
    ClockUnit.SECOND: Wording("秒", "second"),
    ClockUnit.HOUR: Wording("小时", "hour"),
    ClockUnit.WORKING_HOUR: Wording("个工作时", "working hour"),
    ClockUnit.DAY: Wording("日", "day"),
    ClockUnit.WORKING_DAY: Wording("个工作日", "working day"),
    ClockUnit.SAME_DAY: Wording("个工作日(含当日)", "working day, the first included"),
    ClockUnit.MONTH: Wording("个月", "month"),
}

_ARTICLE_201 = Wording("民法典第二百零一条", "Civil Code art. 201")
_ARTICLE_202 = Wording("民法典第二百零二条", "Civil Code art. 202")
_ARTICLE_203 = Wording("民法典第二百零三条", "Civil Code art. 203")
_WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_DAYS_OFF = (StepKind.WEEKEND, StepKind.HOLIDAY)
_DAY_KINDS = {
    DayKind.WORKING: StepKind.COUNTED,
    DayKind.MAKE_UP: StepKind.MAKE_UP,
    DayKind.WEEKEND: StepKind.WEEKEND,
    DayKind.HOLIDAY: StepKind.HOLIDAY,
}


def length_wording(length: int, unit: ClockUnit) -> Wording:
    """Return "5 个工作日" / "5 working days"; "当日" / "the same day"."""
    if unit is ClockUnit.SAME_DAY and length == 1:
        return Wording("当日", "the same day")
    word = UNIT_WORDINGS[unit]
    return Wording(f"{length} {word.zh}", f"{length} {word.en}{'' if length == 1 else 's'}")


def hours_wording(seconds: int) -> Wording:
    """Return "3 小时 30 分" / "3 h 30 min", without parts that are zero."""
    hours, rest = divmod(seconds, 3_600)
    minutes, seconds = divmod(rest, 60)
    parts = [(hours, "小时", "h"), (minutes, "分", "min"), (seconds, "秒", "s")]
    shown = [part for part in parts if part[0]] or [parts[-1]]
    return Wording(
        " ".join(f"{count} {zh}" for count, zh, _ in shown),
        " ".join(f"{count} {en}" for count, _, en in shown),
    )


def deadline_day(local: datetime) -> tuple[date, str]:
    """Return the day a deadline belongs to and its time of day: the midnight that ends a day is that day's 24:00."""
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        return (local - _ONE_SECOND).date(), "24:00"
    return local.date(), f"{local:%H:%M}"


def moment_wording(moment: datetime, calendar: WorkingCalendar) -> Wording:
    """Return a deadline as people write it: midnight is 24:00 of the day before."""
    local = moment.astimezone(calendar.zone)
    day, clock = deadline_day(local)
    if local.second:
        clock = f"{local:%H:%M:%S}"
    words = _day_wording(day)
    return Wording(f"{day.year}年{words.zh} {clock}", f"{words.en} {day.year}, {clock}")


def explain(start: datetime, length: int, unit: ClockUnit, calendar: WorkingCalendar) -> tuple[Step, ...]:
    """Return how the deadline of `length` units from `start` was counted."""
    countdown = begin(start, length, unit, calendar)
    return (_start_step(start, unit, calendar), *explain_countdown(countdown, calendar))


def explain_countdown(countdown: Countdown, calendar: WorkingCalendar) -> tuple[Step, ...]:
    """Return how the rest of a running clock is counted, from its start or its last resumption."""
    due_at = countdown.due_at(calendar)
    return (
        *_day_steps(countdown, calendar),
        *_moved_steps(countdown, calendar),
        *_provisional_steps(countdown.counts_from, due_at, calendar),
        _due_step(due_at, countdown.unit, calendar),
    )


def _start_step(start: datetime, unit: ClockUnit, calendar: WorkingCalendar) -> Step:
    """Return the step that says from when it counts."""
    day = calendar.local_date(start)
    words = _day_wording(day)
    if unit is ClockUnit.SAME_DAY:
        kind, source = StepKind.START, None
        wording = Wording(f"{words.zh} 收到,当日计入(下班后收到的从下一个工作日起)",
                          f"{words.en}: it came, and that day counts (after hours: the next working day)")  # fmt: skip
        return Step(kind=kind, first_date=day, last_date=day, wording=wording, source=source)
    if unit.ends_with_day:
        kind = StepKind.START_DAY
        wording = Wording(f"{words.zh} 起算当日,不计", f"{words.en}: start day, not counted")
    else:
        moment = moment_wording(start, calendar)
        kind = StepKind.START
        wording = Wording(f"自{moment.zh}起算", f"Counted from {moment.en}")
    return Step(kind=kind, first_date=day, last_date=day, wording=wording, source=_ARTICLE_201)


def _day_steps(countdown: Countdown, calendar: WorkingCalendar) -> Iterator[Step]:
    """Yield the days on which seconds were countable and the days off between them, in runs."""
    runs_out_at = countdown.runs_out_at(calendar)
    first, last = calendar.local_date(countdown.counts_from), calendar.local_date(runs_out_at - _ONE_SECOND)
    if not countdown.unit.counts_working_time:
        if countdown.left_seconds:
            yield _run_step(StepKind.COUNTED, (first, last), countdown.left_seconds, _length_of(countdown))
        return
    days = _days(countdown, runs_out_at, calendar)
    whole_days = calendar.working_day_seconds if countdown.unit.is_of_working_days else None
    for _, group in groupby(days, key=lambda day: day.run_key(whole_days)):
        run = list(group)
        seconds = sum(day.seconds for day in run)
        is_whole = run[0].seconds == whole_days
        words = length_wording(len(run), ClockUnit.WORKING_DAY) if is_whole else hours_wording(seconds)
        yield _run_step(run[0].kind, (run[0].day, run[-1].day), seconds, words)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    """One day of a count in working time."""

    day: date
    kind: StepKind
    seconds: int

    def run_key(self, whole_day_seconds: int | None) -> tuple[StepKind, date | None]:
        """Return what neighbouring days must share to be told as one run: days off and whole days do."""
        is_joined = self.kind in _DAYS_OFF or self.seconds == whole_day_seconds
        return (self.kind, None if is_joined else self.day)


def _days(countdown: Countdown, runs_out_at: datetime, calendar: WorkingCalendar) -> Iterator[_Day]:
    """Yield the days from where counting begins to where it runs out, without idle rests of a working day."""
    day = calendar.local_date(countdown.counts_from)
    while (midnight := calendar.midnight(day)) < runs_out_at:
        since = max(countdown.counts_from, midnight)
        until = min(runs_out_at, calendar.midnight(day + _ONE_DAY))
        seconds = countable_seconds(since, until, countdown.unit, calendar)
        kind = _DAY_KINDS[calendar.day_kind(day)]
        if seconds or kind in _DAYS_OFF:
            yield _Day(day=day, kind=kind, seconds=seconds)
        day += _ONE_DAY


def _run_step(kind: StepKind, span: tuple[date, date], seconds: int, length: Wording) -> Step:
    """Return the step for a run of days; `length` is what it counts for."""
    when = _span_wording(*span)
    wording = {
        StepKind.COUNTED: Wording(f"{when.zh} 计 {length.zh}", f"{when.en}: {length.en} counted"),
        StepKind.MAKE_UP: Wording(
            f"{when.zh} 调休上班,计 {length.zh}", f"{when.en}: worked to make up, {length.en} counted"
        ),
        StepKind.WEEKEND: Wording(f"{when.zh} 不计", f"{when.en}: not counted"),
        StepKind.HOLIDAY: Wording(f"{when.zh} 放假,不计", f"{when.en}: holiday, not counted"),
    }[kind]
    return Step(kind=kind, first_date=span[0], last_date=span[1], counted_seconds=seconds, wording=wording)


def _length_of(countdown: Countdown) -> Wording:
    """Return what is left of a clock that counts all time, in days where they are whole."""
    days, rest = divmod(countdown.left_seconds, _DAY_SECONDS)
    if countdown.unit.ends_with_day and not rest:
        return length_wording(days, ClockUnit.DAY)
    return hours_wording(countdown.left_seconds)


def _moved_steps(countdown: Countdown, calendar: WorkingCalendar) -> Iterator[Step]:
    """Yield the step that moves a last day off to the next working day."""
    if countdown.unit.counts_working_time or not countdown.unit.ends_with_day:
        return
    last = calendar.local_date(countdown.runs_out_at(calendar) - _ONE_SECOND)
    moved = calendar.working_day_on_or_after(last)
    if moved != last:
        words, next_words = _day_wording(last), _day_wording(moved)
        yield Step(
            kind=StepKind.MOVED,
            first_date=last,
            last_date=moved,
            wording=Wording(
                f"最后一日{words.zh}是休息日,顺延到{next_words.zh}",
                f"The last day, {words.en}, is a day off; it moves to {next_words.en}",
            ),
            source=_ARTICLE_203,
        )


def _provisional_steps(since: datetime, due_at: datetime, calendar: WorkingCalendar) -> Iterator[Step]:
    """Yield a step per year whose table is not published."""
    for year in calendar.provisional_years(since, due_at):
        yield Step(
            kind=StepKind.PROVISIONAL,
            first_date=date(year, 1, 1),
            last_date=date(year, 12, 31),
            wording=Wording(
                f"{year}年放假安排未发布,暂按普通周末计算,发布后重算",
                f"The holidays of {year} are not published: counted by plain weekends, to be counted again",
            ),
        )


def _due_step(due_at: datetime, unit: ClockUnit, calendar: WorkingCalendar) -> Step:
    """Return the step that names the deadline."""
    words = moment_wording(due_at, calendar)
    day = calendar.local_date(due_at - _ONE_SECOND)
    source = {ClockUnit.MONTH: _ARTICLE_202, ClockUnit.DAY: _ARTICLE_203, ClockUnit.WORKING_DAY: _ARTICLE_203}
    return Step(
        kind=StepKind.DUE,
        first_date=day,
        last_date=day,
        wording=Wording(f"到期:{words.zh}", f"Due: {words.en}"),
        source=source.get(unit),
    )


def _day_wording(day: date) -> Wording:
    """Return "11月21日 周六" / "Sat 21 Nov"."""
    weekday_zh, weekday_en = "一二三四五六日"[day.weekday()], _WEEKDAYS[day.weekday()]
    return Wording(f"{day.month}月{day.day}日 周{weekday_zh}", f"{weekday_en} {day.day} {_MONTHS[day.month - 1]}")


def _span_wording(first: date, last: date) -> Wording:
    """Return one day in full, or a run from day to day."""
    if first == last:
        return _day_wording(first)
    month = "" if first.month == last.month else f"{last.month}月"
    months = _MONTHS[first.month - 1], _MONTHS[last.month - 1]
    return Wording(
        f"{first.month}月{first.day}日至{month}{last.day}日",
        f"{first.day} {months[0]} to {last.day} {months[1]}",
    )
