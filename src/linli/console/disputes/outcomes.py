"""What came of mediation: shares with what they are taken over, by type, level and body, down to the disputes."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from linli.actions import dispute_views
from linli.actions import figures as counting
from linli.actions.figures import Cell
from linli.console import figure_sheet, figure_words
from linli.console.figure_words import Place, Row, Tile, address, period_words
from linli.console.seat import SeatedRequest, who_may
from linli.console.seats_admitted import FIGURE_POSTS
from linli.console.table_files import table_file
from linli.console.words import area_name, category_name, language, unit_name
from linli.domain.area import AreaLevel
from linli.domain.mediation_committee import MEDIATION_LEVELS
from linli.domain.problems import Refused
from linli.indicators.asking import By, Scope
from linli.indicators.mediation import INDICATORS
from linli.indicators.periods import Period, choices, period_of
from linli.ui.pieces import FilterChip

PAGE = "dispute_outcomes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of the page."""

    key: str
    title: str
    head: str
    rows: list[Row]
    remark: str = ""


@who_may(FIGURE_POSTS)
def outcomes(request: SeatedRequest) -> HttpResponse:
    """Show the outcomes of a period; every number says what it is taken over and leads to it."""
    office, as_of = request.office, counting.as_of(request.office)
    if as_of is None:
        return render(request, "console/disputes/outcomes_none.html", {"tab": "outcomes"})
    scope, period = counting.scope_of(office, request.post), _period(request)
    found = dispute_views.outcomes(office, scope, period)
    context = {
        "tab": "outcomes",
        "as_of": as_of,
        "is_stale": figure_words.is_stale(as_of, request.now),
        "periods": _period_chips(request, period),
        "period_words": period_words(period),
        "before_words": period_words(found.board.before),
        "scope_words": _scope_words(request, scope),
        "tiles": _tiles(found, period),
        "heads": INDICATORS,
        "tables": _tables(request, found, period),
        "xlsx_url": address("dispute_outcomes_xlsx", period=period.key),
    }
    return render(request, "console/disputes/outcomes.html", context)


def _period(request: SeatedRequest) -> Period:
    """Return the period that the address asks for, else this year: mediation is told by the year."""
    now = request.now.astimezone(request.office.directory.calendar.zone)
    try:
        return period_of(str(request.GET.get("period", ""))[:20], now)
    except Refused:
        return period_of(str(now.year), now)


def _period_chips(request: SeatedRequest, period: Period) -> list[FilterChip]:
    now = request.now.astimezone(request.office.directory.calendar.zone)
    offered = list(choices(now))
    if period.key not in {one.key for one in offered}:
        offered.insert(0, period)
    return [
        FilterChip(title=period_words(one), url=address(PAGE, period=one.key), is_on=one.key == period.key)
        for one in offered
    ]


def _scope_words(request: SeatedRequest, scope: Scope) -> str:
    if scope.unit:
        return unit_name(request.office, scope.unit)
    return area_name(request.office, scope.area_path if scope.area_path != "/" else request.post.area_path)


def _tiles(found: dispute_views.Outcomes, period: Period) -> list[Tile]:
    """Return the figures of mediation, in the order in which a dispute goes its way."""
    made = {one.indicator.key: one for one in figure_words.tiles(found.board, Place(period=period), "")}
    return [made[one.key] for one in INDICATORS if one.key in made]


def _tables(request: SeatedRequest, found: dispute_views.Outcomes, period: Period) -> list[Table]:
    level = _level_of(request)
    bodies = {
        unit: cells for unit, cells in found.by_body.rows.items() if level in (None, found.level_of_body[unit])
    }  # fmt: skip
    title = f"{_('By body')} · {MEDIATION_LEVELS[level].within(language())}" if level else _("By body")
    return [
        Table(key="types", title=_("By type"), head=_("Type"), rows=_type_rows(request, found, period)),
        Table(key="levels", title=_("By level"), head=_("Level"), rows=_level_rows(found, period)),
        Table(
            key="bodies", title=title, head=_("Body"), rows=_body_rows(request, bodies, period),
            remark=_("A count of work by the body that had it, not a ranking."),
        ),
    ]  # fmt: skip


def _level_of(request: SeatedRequest) -> AreaLevel | None:
    asked = str(request.GET.get("level", ""))
    return AreaLevel(asked) if asked in {one.value for one in MEDIATION_LEVELS} else None


def _cells(cells: dict[str, Cell] | Any, place: Place) -> tuple[Any, ...]:
    return tuple(figure_words.shown(cells[one.key], place) for one in INDICATORS)


def _type_rows(request: SeatedRequest, found: dispute_views.Outcomes, period: Period) -> list[Row]:
    return [
        Row(
            group=key, name=category_name(request.office, key),
            cells=_cells(cells, Place(period=period, by=By.CATEGORY, group=key)),
        )
        for key, cells in sorted(found.by_type.rows.items())
    ]  # fmt: skip


def _level_rows(found: dispute_views.Outcomes, period: Period) -> list[Row]:
    """A level leads to its bodies; their numbers lead to the disputes."""
    rows = []
    for level, cells in found.by_level.items():
        url = address(PAGE, period=period.key, level=level.value) + "#table-bodies"
        plain = [figure_words.shown(cells[one.key], Place(period=period)) for one in INDICATORS]
        told = tuple(figure_words.led_to(one, url) for one in plain)
        rows.append(Row(group=level.value, name=MEDIATION_LEVELS[level].within(language()), cells=told, url=url))
    return rows


def _body_rows(request: SeatedRequest, bodies: dict[str, Any], period: Period) -> list[Row]:
    units = request.office.directory.units
    ordered = sorted(bodies, key=lambda one: (-units[one].tier.depth, units[one].area_path, units[one].key))
    return [
        Row(
            group=one, name=unit_name(request.office, one),
            cells=_cells(bodies[one], Place(period=period, by=By.UNIT, group=one)),
        )
        for one in ordered
    ]  # fmt: skip


@who_may(FIGURE_POSTS)
def table(request: SeatedRequest) -> HttpResponse:
    """Give every number of the page as a table."""
    if counting.as_of(request.office) is None:
        return HttpResponseRedirect(reverse(f"console:{PAGE}"))
    period = _period(request)
    found = dispute_views.outcomes(request.office, counting.scope_of(request.office, request.post), period)
    lines = figure_sheet.lines_of(request.office, dispute_views.own_board(found.board), [found.by_type, found.by_body])
    return table_file(lines, f"linli-disputes-{period.key}-{localtime(request.now):%Y%m%d-%H%M}")
