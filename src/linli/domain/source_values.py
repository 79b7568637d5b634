"""Values as other systems write them: moments in many forms, text that can be kept."""

import re
from datetime import UTC, datetime, tzinfo

from linli.domain.problems import Problem, Refused

_EPOCH = re.compile(r"^\d{9,10}(?:\.\d+)?$|^\d{12,13}$")
_CHINESE = re.compile(
    r"^(\d{4})年(\d{1,2})月(\d{1,2})日(?:\s*(\d{1,2})[时:点](?:(\d{1,2})分?)?(?:[::](\d{1,2})秒?)?)?$"
)
_ISO_DATE_FIRST = re.compile(
    r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$"
)
_DAY_OR_MONTH_FIRST = re.compile(
    r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp][Mm])?)?$"
)
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_WORD = re.compile(
    r"^(?:(\d{1,2})\s+([A-Za-z]{3,9})|([A-Za-z]{3,9})\s+(\d{1,2}),?)\s+(\d{4})"
    r"(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp][Mm])?)?$"
)


def read_moment(text: str, *, zone: tzinfo, is_day_first: bool, at: str) -> datetime:
    """Return the moment that `text` writes, in UTC; a form without a zone is read in `zone`.

    Raises Refused `not_a_moment` for anything else: a guess would be a false fact.
    """
    text = " ".join(text.split())
    try:
        moment = _parsed(text, zone, is_day_first)
    except (ValueError, OverflowError):
        moment = None
    if moment is None or not 1970 <= moment.year <= 2200:
        raise Refused([Problem("not_a_moment", at=at, params={"value": text[:40]})])
    return moment.astimezone(UTC)


def _parsed(text: str, zone: tzinfo, is_day_first: bool) -> datetime | None:
    if _EPOCH.match(text):
        number = float(text)
        return datetime.fromtimestamp(number / 1000 if number > 1e11 else number, UTC)
    if found := _CHINESE.match(text):
        numbers = [int(one) if one else 0 for one in found.groups()]
        return datetime(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], tzinfo=zone)
    if found := _ISO_DATE_FIRST.match(text):
        return _iso(found, zone)
    if found := _DAY_OR_MONTH_FIRST.match(text):
        one, two, year, hour, minute, second, half = found.groups()
        month, day = (two, one) if is_day_first else (one, two)
        return _built((year, month, day), (hour, minute, second), half, zone)
    if found := _MONTH_WORD.match(text):
        day1, name1, name2, day2, year, hour, minute, second, half = found.groups()
        name = (name1 or name2).lower()[:3]
        if name in _MONTH_NAMES:
            month = str(_MONTH_NAMES.index(name) + 1)
            return _built((year, month, day1 or day2), (hour, minute, second), half, zone)
    return None


def _iso(found: re.Match[str], zone: tzinfo) -> datetime:
    year, month, day, hour, minute, second, offset = found.groups()
    if offset:
        spelled = "+0000" if offset == "Z" else offset.replace(":", "")
        zone = datetime.strptime(spelled, "%z").tzinfo or zone
    return _built((year, month, day), (hour, minute, second), None, zone)


def _built(
    day: tuple[str, str, str], clock: tuple[str | None, str | None, str | None], half: str | None, zone: tzinfo
) -> datetime:
    hour = int(clock[0] or 0)
    if half:
        if not 1 <= hour <= 12:
            raise ValueError("an hour of a half day")
        hour = hour % 12 + (12 if half.lower() == "pm" else 0)
    return datetime(int(day[0]), int(day[1]), int(day[2]), hour, int(clock[1] or 0), int(clock[2] or 0), tzinfo=zone)


def kept_text(text: str, *, limit: int, at: str) -> str:
    """Return `text` with plain line ends; raises Refused where a character cannot be kept or it is too long."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if any((ord(char) < 32 and char not in "\n\t") or 0xD800 <= ord(char) <= 0xDFFF for char in text):
        raise Refused([Problem("bad_text", at=at)])
    if len(text) > limit:
        raise Refused([Problem("too_long", at=at, params={"limit": limit})])
    return text
