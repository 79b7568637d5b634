"""Today: what is mine by clock, what is new, what waits for me, what I promised."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from linli.actions import case_lists
from linli.actions.follow_up import work_list
from linli.actions.glass import Glass, to_review
from linli.actions.held_reports import count_held
from linli.actions.proposals import waiting_for
from linli.console.accountability.glass import glass_row
from linli.console.case_rows import CaseRow, rows_of
from linli.console.seat import SeatedRequest, who_may
from linli.console.seats_admitted import ANY_POST
from linli.console.setup.proposals import waiting_rows
from linli.console.words import language, unit_name
from linli.domain.case_query import CaseLine, ClockFilter
from linli.domain.unit import Role
from linli.ui.time_words import date_words

SHOWN_MAX = 8
WEEKDAYS = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One list on the page, with how many it holds altogether."""

    key: str
    title: str
    rows: tuple[CaseRow, ...]
    count: int
    sign: str = ""
    more_url: str = ""
    hint: str = ""


@who_may(ANY_POST)
def today(request: SeatedRequest) -> HttpResponse:
    """Show what waits for the post today."""
    office, post, now = request.office, request.post, request.now
    found = case_lists.today(office, post, now)
    if post.role is Role.FOLLOW_UP:
        found = replace(found, follow_ups=tuple(one.line for one in work_list(office, post, now).now))
    reviews = to_review(office, post, now)
    by_clock = _by_clock(found.mine, request)
    proposed = waiting_for(office, post, now)
    local = localtime(now)
    context = {
        "day_words": date_words(local.date(), language=language(), this_year=local.year),
        "weekday": WEEKDAYS[language()][local.weekday()],
        "sums": _sums(request, found, reviews),
        "mine": [section for section in by_clock if section.count],
        "waiting": [section for section in _waiting(request, found) if section.count],
        "has_anything": bool(found.mine or proposed or reviews or any(one.count for one in _waiting(request, found))),
        "proposals": waiting_rows(office, proposed),
        "overview": _overview(request),
        "has_desk": case_lists.has_desk(office, post),
        "reviews": [glass_row(request, one) for one in reviews],
        "overdue_reviews": sum(one.is_overdue(now) for one in reviews),
        "unit_name": unit_name(office, post.unit_id),
    }
    name = "_today_body" if request.headers.get("HX-Request") else "today"
    return render(request, f"console/{name}.html", context)


def _section(
    request: SeatedRequest, key: str, title: str, lines: Iterable[CaseLine], *, sign: str = "", more: str = ""
) -> Section:
    lines = tuple(lines)
    rows = rows_of(request.office, lines[:SHOWN_MAX], request.now)
    url = reverse("console:cases") + more if more and len(lines) > SHOWN_MAX else ""
    return Section(key=key, title=title, rows=tuple(rows), count=len(lines), sign=sign, more_url=url)


def _by_clock(mine: tuple[CaseLine, ...], request: SeatedRequest) -> list[Section]:
    def having(*states: ClockFilter | None) -> list[CaseLine]:
        return [line for line in mine if line.clock_state(request.now) in states]

    shown = (
        ("overdue", _("Overdue"), "overdue", having(ClockFilter.OVERDUE)),
        ("near", _("Due soon"), "near", having(ClockFilter.NEAR)),
        ("on_time", _("On time"), "clock", having(ClockFilter.ON_TIME, None)),
        ("paused", _("Paused"), "paused", having(ClockFilter.PAUSED)),
    )
    return [
        _section(request, key, title, lines, sign=sign, more=f"?mine=1&clock={key}")
        for key, title, sign, lines in shown
    ]


def _waiting(request: SeatedRequest, found: case_lists.Today) -> list[Section]:
    return [
        _section(request, "handed_over", _("New hand-overs to accept"), found.handed_over, sign="inbox"),
        _section(request, "to_check", _("To be checked"), found.to_check, sign="check"),
        _section(request, "extensions", _("Extensions to decide"), found.extensions, sign="clock"),
        _section(request, "reopenings", _("Reopenings to decide"), found.reopenings, sign="undo"),
        _section(request, "agreements", _("Awaits your agreement"), found.agreements, sign="people"),
        _section(request, "co_handling", _("Our help was asked"), found.co_handling, sign="handshake"),
        _calls(request, found),
        _section(request, "promised", _("What I promised"), found.promised, sign="calendar"),
    ]


def _calls(request: SeatedRequest, found: case_lists.Today) -> Section:
    """The calls to make lead to what is said on the telephone, not to the matter."""
    section = _section(request, "follow_ups", _("To follow up"), found.follow_ups, sign="phone")
    rows = tuple(replace(row, url=reverse("console:follow_up_call", args=[row.id])) for row in section.rows)
    return replace(section, rows=rows, more_url=reverse("console:follow_up") if section.count > SHOWN_MAX else "")


def _sums(request: SeatedRequest, found: case_lists.Today, reviews: Sequence[Glass]) -> list[dict[str, Any]]:
    clocks = [line.clock_state(request.now) for line in found.mine]
    list_url = reverse("console:cases")
    lists = (
        found.to_check, found.extensions, found.reopenings, found.agreements, found.co_handling, found.follow_ups
    )  # fmt: skip
    waiting = sum(map(len, lists)) + len(reviews)
    is_late = any(one.is_overdue(request.now) for one in reviews)
    has_desk = case_lists.has_desk(request.office, request.post)
    held = count_held(request.office, request.post, request.now) if has_desk else 0
    return [
        {"key": "overdue", "title": _("Overdue"), "count": clocks.count(ClockFilter.OVERDUE), "sign": "overdue",
         "url": f"{list_url}?mine=1&clock=overdue"},
        {"key": "near", "title": _("Due soon"), "count": clocks.count(ClockFilter.NEAR), "sign": "near",
         "url": f"{list_url}?mine=1&clock=near"},
        {"key": "new", "title": _("New"), "count": len(found.handed_over), "sign": "inbox", "url": "#handed_over"},
        {"key": "waiting", "title": _("Waiting for me"), "count": waiting, "sign": "people", "url": "#waiting",
         "is_late": is_late},
        *([{"key": "held", "title": _("Waiting reports"), "count": held, "sign": "waiting",
            "url": reverse("console:queue")}] if held else []),
    ]  # fmt: skip


def _overview(request: SeatedRequest) -> dict[str, Any] | None:
    found = case_lists.overview(request.office, request.post, request.now)
    if found is None:
        return None
    list_url = reverse("console:cases")
    titles = {
        ClockFilter.ON_TIME: _("On time"), ClockFilter.NEAR: _("Due soon"), ClockFilter.OVERDUE: _("Overdue"),
        ClockFilter.PAUSED: _("Paused"),
    }  # fmt: skip
    return {
        "clocks": [
            {
                "key": one.value,
                "title": title,
                "count": found.clocks[one],
                "url": f"{list_url}?clock={one.value}&state=open",
            }
            for one, title in titles.items()
        ],
        "by_unit": [
            {"name": unit_name(request.office, unit), "count": count, "url": f"{list_url}?clock=overdue&unit={unit}"}
            for unit, count in found.overdue_by_unit[:SHOWN_MAX]
        ],
        "stuck": _section(request, "stuck", _("Stuck: overdue the longest"), found.stuck, sign="overdue"),
        "on_agenda": _section(request, "agenda", _("On the joint meeting's agenda"), found.on_agenda, sign="calendar"),
    }
