"""Figures: what the centre did in a period, each number with what it is taken over and the matters behind it."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from linli.actions import figures as counting
from linli.console import figure_sheet, figure_words
from linli.console.case_rows import rows_of
from linli.console.figure_words import Place, address, period_words
from linli.console.seat import SeatedRequest, who_may
from linli.console.seats_admitted import FIGURE_POSTS
from linli.console.table_files import table_file
from linli.console.words import area_name, one_area, unit_name
from linli.domain.problems import Refused
from linli.indicators import indicators
from linli.indicators.asking import ALL, By, Scope, Side, Slice, groupable, level_below
from linli.indicators.periods import LAST_30, Period, choices, period_of
from linli.ui.pieces import FilterChip, Link, Pager

CHOSEN = "on_time"


@who_may(FIGURE_POSTS)
def figures(request: SeatedRequest) -> HttpResponse:
    """Show tiles, a trend, and tables by area, unit and channel."""
    office, as_of = request.office, counting.as_of(request.office)
    if as_of is None:
        return render(request, "console/figures_none.html")
    scope, place = _place(request)
    board = counting.board(office, scope, place.period)
    chosen = str(request.GET.get("chart", ""))
    if chosen not in board.cells:
        chosen = CHOSEN
    parts = [_part(request, scope, place, by, chosen) for by in _groupings(scope)]
    tiles = figure_words.tiles(board, place, chosen)
    context = {
        "as_of": as_of,
        "is_stale": figure_words.is_stale(as_of, request.now),
        "periods": _period_chips(request, place),
        "period_words": period_words(place.period),
        "before_words": period_words(board.before),
        "crumbs": _crumbs(request, scope, place),
        "scope_words": unit_name(office, scope.unit) if scope.unit else area_name(office, _named(scope, request)),
        "is_unit": bool(scope.unit),
        "tiles": tiles,
        "chosen": indicators()[chosen],
        "trend": _trend(request, scope, place, chosen),
        "parts": [part for part in parts if part["rows"]],
        "xlsx_url": address("figures_xlsx", period=place.period.key, area=place.area_path),
        "csv_url": address("figures_csv", period=place.period.key, area=place.area_path),
    }
    return render(request, "console/figures.html", context)


def _place(request: SeatedRequest) -> tuple[Scope, Place]:
    """Return the scope and the place that the address asks for; what it does not understand counts as not asked."""
    scope = counting.scope_of(request.office, request.post)
    area = str(request.GET.get("area", ""))[:200]
    narrow = counting.narrowed(scope, area) if area in request.office.directory.tree.by_path else scope
    is_narrow = narrow.area_path != scope.area_path
    return narrow, Place(period=_period(request), area_path=narrow.area_path if is_narrow else "")


def _period(request: SeatedRequest) -> Period:
    now = request.now.astimezone(request.office.directory.calendar.zone)
    try:
        return period_of(str(request.GET.get("period", ""))[:20], now)
    except Refused:
        return period_of(LAST_30, now)


def _named(scope: Scope, request: SeatedRequest) -> str:
    """Return the area that a scope is called by; the whole county where it is not narrower."""
    return scope.area_path if scope.area_path != "/" else request.post.area_path


def _groupings(scope: Scope) -> tuple[By, ...]:
    below = level_below(scope.area_path)
    if scope.unit:
        return ()
    return (*((below,) if below else ()), By.UNIT, By.CHANNEL)


def _period_chips(request: SeatedRequest, place: Place) -> list[FilterChip]:
    now = request.now.astimezone(request.office.directory.calendar.zone)
    offered = list(choices(now))
    if place.period.key not in {one.key for one in offered}:
        offered.insert(0, place.period)
    chart = str(request.GET.get("chart", ""))[:40]
    return [
        FilterChip(
            title=period_words(one),
            url=address("figures", period=one.key, area=place.area_path, chart=chart),
            is_on=one.key == place.period.key,
        )
        for one in offered
    ]


def _crumbs(request: SeatedRequest, scope: Scope, place: Place) -> list[Link]:
    """Return the areas above the one shown, as far as the post has their figures."""
    if not place.area_path:
        return []
    widest = counting.scope_of(request.office, request.post).area_path
    lineage = request.office.directory.tree.lineage(scope.area_path)[:-1]
    return [
        Link(title=one_area(one), url=address("figures", period=place.period.key, area=one.path))
        for one in lineage
        if one.path.startswith(widest)
    ]


def _trend(request: SeatedRequest, scope: Scope, place: Place, chosen: str) -> list[dict[str, Any]]:
    found = counting.trend(request.office, scope, place.period, indicators()[chosen])
    return [
        {
            "name": period_words(period),
            "short": figure_words.axis_words(period),
            "shown": figure_words.shown(cell, Place(period=period, area_path=place.area_path)),
        }
        for period, cell in found
    ]


def _part(request: SeatedRequest, scope: Scope, place: Place, by: By, chosen: str) -> dict[str, Any]:
    found = counting.breakdown(request.office, scope, place.period, by)
    heads = figure_words.heads(found)
    titles = {By.STREET: _("By street"), By.COMMUNITY: _("By community"), By.UNIT: _("By unit"),
              By.CHANNEL: _("By channel")}  # fmt: skip
    group_titles = {By.UNIT: _("Unit"), By.CHANNEL: _("Channel")}
    keys = [one.key for one in heads]
    rows = figure_words.rows(request.office, found, place)
    return {
        "key": by.value,
        "title": titles[by],
        "group_title": group_titles.get(by, _("Area")),
        "heads": heads,
        "rows": rows,
        "left_out": len(found.rows) - len(rows),
        "chart_column": keys.index(chosen) if chosen in keys and by not in (By.CHANNEL, By.UNIT) else None,
        "is_unit": by is By.UNIT,
    }


@who_may(FIGURE_POSTS)
def matters(request: SeatedRequest) -> HttpResponse:
    """Show the very matters that one number counts."""
    asked = _slice(request)
    if asked is None or counting.as_of(request.office) is None:
        return HttpResponseRedirect(reverse("console:figures"))
    office, (scope, place) = request.office, _place(request)
    after = str(request.GET.get("after", ""))[:26]
    found = counting.behind(office, request.post, place.period, asked, area_path=place.area_path, after=after)
    indicator = indicators()[asked.indicator]
    own = Place(period=place.period, area_path=place.area_path, by=asked.by, group=asked.group)
    back = figure_words.matters_url(indicator, own, asked.side)
    context = {
        "indicator": indicator,
        "is_hits": asked.side is Side.HITS,
        "count": found.count,
        "rows": rows_of(office, found.lines, request.now),
        "period_words": period_words(place.period),
        "scope_words": figure_words.group_name(office, asked.by, asked.group)
        if asked.by is not By.NOTHING
        else unit_name(office, scope.unit) or area_name(office, _named(scope, request)),
        "back_url": address("figures", period=place.period.key, area=place.area_path),
        "as_of": counting.as_of(office),
        "pager": Pager(
            next_url=f"{back}&after={found.next_after}" if found.next_after else "", previous_url=back if after else ""
        ),
    }
    return render(request, "console/figure_matters.html", context)


def _slice(request: SeatedRequest) -> Slice | None:
    """Return which number is asked for, or None where there is no such number."""
    key, side, by = (str(request.GET.get(one, "")) for one in ("figure", "side", "by"))
    if key not in indicators() or side not in set(Side) or (by and by not in set(By)):
        return None
    grouped = By(by) if by else By.NOTHING
    if indicators()[key] not in groupable(grouped):
        return None
    return Slice(indicator=key, side=Side(side), by=grouped, group=str(request.GET.get("group", ALL))[:200])


@who_may(FIGURE_POSTS)
def table(request: SeatedRequest, kind: str = "xlsx") -> HttpResponse:
    """Give every number of the page as a table."""
    if counting.as_of(request.office) is None:
        return HttpResponseRedirect(reverse("console:figures"))
    scope, place = _place(request)
    office = request.office
    board = counting.board(office, scope, place.period)
    parts = [counting.breakdown(office, scope, place.period, by) for by in _groupings(scope)]
    lines = figure_sheet.lines_of(office, board, parts)
    return table_file(lines, f"linli-figures-{place.period.key}-{localtime(request.now):%Y%m%d-%H%M}", kind)
