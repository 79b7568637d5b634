"""Moments, days and durations as people write them, in Chinese and English."""

from datetime import date, datetime

from django.utils import timezone

from linli.domain.deadline_steps import deadline_day
from linli.domain.wording import Language, Wording

ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MINUTE, HOUR, DAY = 60, 3600, 86400
UNIT_WORDS = {DAY: Wording("天", "d"), HOUR: Wording("小时", "h"), MINUTE: Wording("分", "min")}
UNDER_A_MINUTE = Wording("不到 1 分", "under 1 min")


def date_words(day: date, *, language: Language, this_year: int | None) -> str:
    """Return "11月18日" or "18 Nov", with the year unless it is `this_year`."""
    with_year = day.year != this_year
    if language == "en":
        words = f"{day.day} {ENGLISH_MONTHS[day.month - 1]}"
        return f"{words} {day.year}" if with_year else words
    words = f"{day.month}月{day.day}日"
    return f"{day.year}年{words}" if with_year else words


def month_words(month: date, *, language: Language) -> str:
    """Return the month of a day as "2026年11月" or "Nov 2026"."""
    if language == "en":
        return f"{ENGLISH_MONTHS[month.month - 1]} {month.year}"
    return f"{month.year}年{month.month}月"


def moment_words(moment: datetime, *, language: Language, this_year: int | None) -> str:
    """Return "11月18日 09:41" or "18 Nov 09:41" in the district's time zone; `moment` must carry a zone."""
    local = timezone.localtime(moment)
    return f"{date_words(local.date(), language=language, this_year=this_year)} {local:%H:%M}"


def deadline_words(moment: datetime, *, language: Language, this_year: int | None) -> str:
    """Return a deadline as "11月18日 24:00" or "18 Nov 24:00" in the district's time zone."""
    day, clock = deadline_day(timezone.localtime(moment))
    return f"{date_words(day, language=language, this_year=this_year)} {clock}"


def duration_words(seconds: float, *, language: Language) -> str:
    """Return "3 小时 5 分" or "3 h 5 min": the two largest units, never rounded up; the sign is dropped."""
    rest = int(abs(seconds))
    if rest < MINUTE:
        return UNDER_A_MINUTE.within(language)
    large, small = (DAY, HOUR) if rest >= DAY else (HOUR, MINUTE) if rest >= HOUR else (MINUTE, 0)
    words = [f"{rest // large} {UNIT_WORDS[large].within(language)}"]
    if small and rest % large // small:
        words.append(f"{rest % large // small} {UNIT_WORDS[small].within(language)}")
    return " ".join(words)
