"""Coverage: totals of communities in a week, and places that nobody passed; never a list of workers."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from linli.actions.round_places import Uncovered, uncovered
from linli.actions.round_weeks import Covered, coverage, week_asked
from linli.actions.settings import setting_whole
from linli.console.rounds.admitted import COVERING_POSTS, keeps_days
from linli.console.rounds.words import day_words, place_name
from linli.console.seat import SeatedRequest, who_may
from linli.console.table_files import Line, table_file, table_links
from linli.console.words import area_words, language
from linli.domain.place import KIND_WORDS, PlaceKind
from linli.domain.round_standard import SMALLEST, standard_at
from linli.domain.round_week import Coverage
from linli.ui.pieces import FilterChip

PAGE = 50


@who_may(COVERING_POSTS)
def round_coverage(request: SeatedRequest) -> HttpResponse:
    """Show the communities of the post's area in one week, each as one total."""
    monday = week_asked(request.office, str(request.GET.get("week", "")), request.now)
    found = coverage(request.office, request.post.area_path, monday)
    today = request.office.directory.calendar.local_date(request.now)
    after = monday + timedelta(days=7)
    context = {
        "place": area_words(request.office, request.post.area_path),
        "first": day_words(monday), "last": day_words(after - timedelta(days=1)),
        "before": monday - timedelta(days=7), "after": after if after <= today else None,
        "is_running": monday <= today < after,
        "rows": [
            {"name": area_words(request.office, one.area.path), "total": _shares(one.total)}
            for one in found.communities
        ],
        "total": _shares(found.total), "hidden_count": found.hidden_count, "smallest": SMALLEST,
        "keeps_days": keeps_days(request.office, request.post),
        "standard": standard_at(request.office.directory.settings, monday),
        "files": table_links("round_coverage", week=monday.isoformat()),
    }  # fmt: skip
    return render(request, "console/rounds/coverage.html", context)


def _shares(total: Coverage | None) -> dict[str, Any] | None:
    """Return a total with its shares; of nothing there is none."""
    if total is None:
        return None
    return {
        "posts": total.posts, "met": total.met, "asked_days": total.asked_days, "counted_days": total.counted_days,
        "rounds": total.rounds, "hours": f"{total.minutes / 60:.1f}", "items": total.items,
    }  # fmt: skip


@who_may(COVERING_POSTS)
def coverage_file(request: SeatedRequest, kind: str = "xlsx") -> HttpResponse:
    """Give the totals of the communities as a table; what is hidden on the page is hidden in it."""
    monday = week_asked(request.office, str(request.GET.get("week", "")), request.now)
    lines = _lines(request, coverage(request.office, request.post.area_path, monday))
    return table_file(lines, f"linli-rounds-{monday:%Y%m%d}-{localtime(request.now):%Y%m%d-%H%M}", kind)


def _lines(request: SeatedRequest, found: Covered) -> Iterator[Line]:
    yield (
        _("Community"), _("Week from"), _("Posts asked"), _("Of these met the standard"), _("Days asked for"),
        _("Days that count"), _("Rounds"), _("Minutes long"), _("Items entered"), _("Remark"),
    )  # fmt: skip
    for one in found.communities:
        name, total = area_words(request.office, one.area.path, joint="/"), one.total
        if total is None:
            remark = _("fewer than %(count)s posts, not shown") % {"count": SMALLEST}
            yield (name, found.monday.isoformat(), None, None, None, None, None, None, None, remark)
        else:
            yield (
                name, found.monday.isoformat(), total.posts, total.met, total.asked_days, total.counted_days,
                total.rounds, total.minutes, total.items, "",
            )  # fmt: skip


@who_may(COVERING_POSTS)
def uncovered_places(request: SeatedRequest) -> HttpResponse:
    """List the places that nobody passed within the days set, the longest first, by kind."""
    office, now = request.office, request.now
    kind = _kind(str(request.GET.get("kind", "")))
    found, in_all = uncovered(office, request.post.area_path, now=now, kind=kind)
    every = found if kind is None else uncovered(office, request.post.area_path, now=now)[0]
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    here = reverse("console:rounds_uncovered")
    counts = {one: sum(line.place.kind is one for line in every) for one in PlaceKind}
    context = {
        "place": area_words(office, request.post.area_path),
        "days": setting_whole(office, "rounds.uncovered_days", now),
        "count": len(found), "in_all": in_all,
        "filters": [
            FilterChip(title=_("All kinds"), url=here, is_on=kind is None, count=len(every)),
            *(
                FilterChip(title=KIND_WORDS[one].within(language()), url=f"{here}?kind={one.value}", is_on=one is kind,
                           count=count)
                for one, count in counts.items()
                if count
            ),
        ],
        "rows": [_row(request, one) for one in page.object_list],
        "page": page,
        "kind": kind.value if kind else "",
    }  # fmt: skip
    return render(request, "console/rounds/uncovered.html", context)


def _kind(typed: str) -> PlaceKind | None:
    return PlaceKind(typed) if typed in set(PlaceKind) else None


def _row(request: SeatedRequest, one: Uncovered) -> dict[str, Any]:
    return {
        "name": place_name(one.place), "kind": KIND_WORDS[one.place.kind].within(language()), "code": one.place.key,
        "area": area_words(request.office, one.place.area_path),
        "passed_at": one.passed_at,
    }  # fmt: skip
