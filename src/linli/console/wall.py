"""The wall screen: the county at a glance, for a hall; every number opens the list of exactly those matters."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from linli.actions import wall_views
from linli.console import wall_panels
from linli.console.case_moments import spelled
from linli.console.seat import SeatedRequest, who_may
from linli.console.seats_admitted import WALL_POSTS
from linli.console.today import WEEKDAYS
from linli.console.wall_counting import Figure, Link, WallCounting
from linli.console.wall_map import dots_of, map_of
from linli.console.words import language, one_area
from linli.domain.wording import Wording
from linli.ui.clock_view import CLOCK_WORDS, ClockState
from linli.ui.time_words import date_words

PANELS: tuple[tuple[str, Wording], ...] = (
    ("streets", Wording("各街道", "Streets")),
    ("flow", Wording("今日流量", "Today's flow")),
    ("clocks", Wording("时限", "Time limits")),
    ("voices", Wording("群众满意", "Satisfaction")),
    ("alerts", Wording("提醒", "Alerts")),
)
LOOKS = (ClockState.ON_TIME, ClockState.NEAR, ClockState.OVERDUE, ClockState.PAUSED)


@who_may(WALL_POSTS)
def wall(request: SeatedRequest) -> HttpResponse:
    """Show the whole screen, or for a fragment request what changes on it."""
    counting = WallCounting(request)
    places = wall_views.open_by_place(counting.query())
    context = {
        "figures": _figures(counting, places),
        **_map(request, counting, places),
        **wall_panels.panels_of(counting, places),
        "ticker": wall_panels.ticker_of(counting),
        "as_of": localtime(request.now),
    }
    if request.headers.get("HX-Request"):
        return render(request, "console/_wall_body.html", context)
    local = localtime(request.now)
    asked = str(request.GET.get("panel", ""))
    keys = [key for key, _words in PANELS]
    context |= {
        "panels": [{"key": key, "title": words.within(language())} for key, words in PANELS],
        "panel": asked if asked in keys else keys[0],
        "is_chosen": asked in keys,
        "day_words": date_words(local.date(), language=language(), this_year=0),
        "weekday": WEEKDAYS[language()][local.weekday()],
    }
    return render(request, "console/wall.html", context)


def _figures(counting: WallCounting, places: Mapping[tuple[str, str], int]) -> list[Figure]:
    """Return the column of large figures, each with a smaller one that it is read against."""
    now, midnight = counting.now, counting.midnight
    yesterday = {"from": spelled(midnight - timedelta(days=1)), "to": spelled(now - timedelta(days=1))}
    overdue, near = (_with_look(places, look) for look in (ClockState.OVERDUE, ClockState.NEAR))
    return [
        counting.figure(
            "filed", _("Taken in today"), filed_from=spelled(midnight),
            beside=counting.link(_("Yesterday by now"), filed_from=yesterday["from"], filed_to=yesterday["to"]),
        ),
        counting.figure(
            "closed", _("Closed today"), closed_from=spelled(midnight),
            beside=counting.link(_("Yesterday by now"), closed_from=yesterday["from"], closed_to=yesterday["to"]),
        ),
        Figure(
            key="open", title=_("Open now"), main=counting.known(sum(places.values()), state="open"),
            beside=counting.link(_("Due today"), due_from=spelled(now), due_to=spelled(midnight + timedelta(days=1))),
        ),
        Figure(
            key="overdue", title=_("Overdue now"), main=counting.known(overdue, clock="overdue", state="open"),
            beside=counting.known(near, words=_("Due soon"), clock="near", state="open"),
        ),
    ]  # fmt: skip


def _with_look(places: Mapping[tuple[str, str], int], look: ClockState) -> int:
    return sum(number for (_path, one), number in places.items() if one == look.value)


def _map(request: SeatedRequest, counting: WallCounting, places: Mapping[tuple[str, str], int]) -> dict[str, Any]:
    drawing = map_of(request.office.directory)
    legend: list[tuple[ClockState, Link]] = [
        (
            look,
            counting.known(
                _with_look(places, look), words=_("Waiting") if look is ClockState.PAUSED
                else CLOCK_WORDS[look].within(language()), clock=look.value, state="open",
            ),
        )
        for look in LOOKS
    ]  # fmt: skip
    return {
        "map": drawing,
        "map_streets": [
            {"name": one_area(one.area), "path": one.path, "label": one.label,
             "url": counting.url(area=one.area.path, state="open")}
            for one in (drawing.streets if drawing else ())
        ],
        "dots": dots_of(drawing, places) if drawing else (),
        "legend": legend,
        "has_unclocked": any(look == "" for _path, look in places),
    }  # fmt: skip
