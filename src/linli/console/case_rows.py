"""Case rows: how one case stands in a list, coded and non-personal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localtime

from linli.actions.deciding import Office
from linli.console.clock_views import line_clock, line_wait
from linli.console.words import area_words, category_words, choice_words, language, stage_of, title_of, unit_name
from linli.domain.case_query import CaseLine
from linli.domain.engine.declarations import Stage
from linli.domain.unit import Post
from linli.ui.clock_view import ClockView
from linli.ui.time_words import date_words


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One line of a list."""

    id: str
    number: str
    url: str
    title: str
    category: str
    place: str
    channel: str
    unit: str
    stage: Stage
    filed_at: datetime
    filed_words: str
    """The time of day for today, else the day."""
    is_urgent: bool
    is_sealed: bool
    clock: ClockView | None
    wait: ClockView | None
    """By when whoever asked is to be answered: the second clock of every matter."""
    alike_count: int = 0


def rows_of(
    office: Office, lines: Iterable[CaseLine], now: datetime, *, desk: bool = False,
    alike: Mapping[str, int] | None = None,
) -> list[CaseRow]:  # fmt: skip
    """Return the rows of `lines`; on the desk a row opens beside the list."""
    return [_row(office, line, now, "desk_case" if desk else "case", (alike or {}).get(line.id, 0)) for line in lines]


def _row(office: Office, line: CaseLine, now: datetime, name: str, alike_count: int) -> CaseRow:
    return CaseRow(
        id=line.id,
        number=line.number,
        url=reverse(f"console:{name}", args=[line.id]),
        title=title_of(office, line),
        category=category_words(office, line.category),
        place=area_words(office, line.area_path),
        channel=choice_words("channel", line.channel),
        unit=unit_name(office, line.holder_unit),
        stage=stage_of(line),
        filed_at=line.reported_at,
        filed_words=_short(line.reported_at, now),
        is_urgent=line.urgency == "urgent",
        is_sealed=line.seal not in ("open", "restricted"),
        clock=line_clock(line, now),
        wait=line_wait(line, now),
        alike_count=alike_count,
    )


def _short(moment: datetime, now: datetime) -> str:
    local, today = localtime(moment), localtime(now).date()
    if local.date() == today:
        return f"{local:%H:%M}"
    return date_words(local.date(), language=language(), this_year=today.year)


def is_held_by(line: CaseLine, post: Post) -> bool:
    """Say whether the post's unit has the case."""
    return line.holder_unit == post.unit_id
