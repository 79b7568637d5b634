"""What somebody typed into a field, read as what it stands for; a mistake joins the others, and reading goes on."""

from datetime import date, time

from linli.domain.problems import Problem

NUMBER_DIGITS_MAX = 6


def typed_date(text: str, at: str, problems: list[Problem]) -> date:
    """Return the day that was typed; a stand-in, and a problem at that field, where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.append(Problem("not_a_date" if text else "required", at=at))
        return date.min


def typed_time(text: str, at: str, problems: list[Problem]) -> time:
    """Read 9:00 as 09:00, and the wide colon of a Chinese keyboard like the narrow one."""
    try:
        return time.fromisoformat(text.replace("：", ":").zfill(5) if text else "").replace(tzinfo=None)
    except ValueError:
        problems.append(Problem("not_a_time" if text else "required", at=at))
        return time()


def typed_number(text: str, at: str, problems: list[Problem]) -> int:
    """Return the whole number that was typed; 0, and a problem at that field, where it is none."""
    if not (text.isascii() and text.isdigit()) or len(text) > NUMBER_DIGITS_MAX:
        problems.append(Problem("not_a_number" if text else "required", at=at))
        return 0
    return int(text)
