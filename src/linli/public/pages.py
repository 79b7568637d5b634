"""The first page and the pages that explain: charter, help, privacy."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from linli.actions.deciding import Office
from linli.actions.public_views import REPORT_PROCEDURE, PublicFigures, figures, public_matters
from linli.actions.settings import setting_text
from linli.domain.area import AreaLevel
from linli.domain.deadline_steps import length_wording
from linli.domain.unit import Unit
from linli.domain.wording import Wording
from linli.procedures import procedures
from linli.public.charter_words import ROWS
from linli.public.grids import matter_row
from linli.public.opening import public_page
from linli.public.reading_words import HELP, PRIVACY, Section, filled
from linli.public.words import language
from linli.ui.moment import present
from linli.ui.office import the_office
from linli.ui.pieces import TableRow

RECENT_MAX = 6
SMALL_MAX = 4
"""Counts from 1 to this are told as "fewer than 5"."""
FEW = Wording("不足 5", "under 5")
AT_LEAST = Wording("{number} 以上", "{number} or more")


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Offer the one thing people come for, and a few honest figures."""
    office, now = the_office(), present()
    page = {
        "figures": told_figures(figures(office, now)),
        "matters": tuple(matter_row(office, one) for one in public_matters(office, now, limit=RECENT_MAX)),
        "lines": phone_lines(office),
        "hotline": setting_text(office, "public.hotline", now),
    }
    return render(request, "public/home.html", page)


def told_figures(found: PublicFigures) -> dict[str, object]:
    """Return the figures as they are told: small ones blurred, also against being worked out from the others."""
    closed, still_open = counted(found.closed), counted(found.still_open)
    if is_small(found.closed):
        still_open = at_least(found.received - SMALL_MAX)
    elif is_small(found.still_open):
        closed = at_least(found.received - SMALL_MAX)
    return {
        "days": found.days,
        "is_empty": found.received == 0,
        "received": counted(found.received),
        "closed": closed,
        "open": still_open,
        "overdue": counted(found.overdue),
        "is_overdue": found.overdue > 0,
    }


def is_small(number: int) -> bool:
    """Say whether a count is too small to be told exactly."""
    return 0 < number <= SMALL_MAX


def counted(number: int) -> str:
    """Return a count; a small one is not told exactly."""
    return FEW.within(language()) if is_small(number) else f"{number:,}"


def at_least(number: int) -> str:
    """Return a count of which only the lower bound is told."""
    return AT_LEAST.within(language()).format(number=number) if number > SMALL_MAX else FEW.within(language())


def phone_lines(office: Office) -> tuple[Unit, ...]:
    """Return the units whose public lines stand on the first page: the county's centre."""
    top = next((area for area in office.directory.tree if area.level is AreaLevel.COUNTY), None)
    centre = office.directory.centre_for(top.path, AreaLevel.COUNTY) if top else None
    return (centre,) if centre is not None and centre.phone else ()


@public_page
def charter(request: HttpRequest) -> HttpResponse:
    """Say what is not built, why, and what serves the real need instead."""
    rows = [TableRow(cells=tuple(cell.within(language()) for cell in row)) for row in ROWS]
    return render(request, "public/charter.html", {"rows": rows})


@public_page
def help_page(request: HttpRequest) -> HttpResponse:
    """Answer what people ask first."""
    return _reading(request, "help", filled(HELP, lengths_in_force()))


def lengths_in_force() -> dict[str, Wording]:
    """Return how long the clocks run that help tells of, as the rules in force have it."""
    rules = procedures()[REPORT_PROCEDURE].clocks
    return {one.key: length_wording(one.length.amount, one.unit) for one in rules if one.length.amount}


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is asked, why, for how long, and what one may demand.

    Source: PIPL art. 17 by its items.
    """
    return _reading(request, "privacy", PRIVACY)


def _reading(request: HttpRequest, kind: str, sections: tuple[Section, ...]) -> HttpResponse:
    shown = [
        {"title": one.title.within(language()), "lines": [line.within(language()) for line in one.lines]}
        for one in sections
    ]
    return render(request, "public/reading.html", {"kind": kind, "sections": shown})
