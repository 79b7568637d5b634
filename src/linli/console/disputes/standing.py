"""What is open: disputes by clock, type, level and body, each count an address, and the disputes themselves."""

from dataclasses import dataclass

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.dispute_views import OpenAsked, OpenDisputes, open_disputes
from linli.console.case_rows import rows_of
from linli.console.seat import SeatedRequest, who_may
from linli.console.seats_admitted import FIGURE_POSTS
from linli.console.words import language, unit_name
from linli.domain.area import AreaLevel
from linli.domain.case_query import ClockFilter
from linli.domain.dispute_types import DISPUTE_TYPES
from linli.domain.mediation_committee import MEDIATION_LEVELS
from linli.ui.clock_view import CLOCK_WORDS, ClockState
from linli.ui.pieces import FilterChip, Pager

FILTERS = ("clock", "type", "level", "unit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address asks for; what it does not understand counts as not asked."""

    values: QueryDict

    def text(self, key: str) -> str:
        """Return one parameter, short."""
        return str(self.values.get(key, "")).strip()[:60]

    def changed(self, **changes: str) -> str:
        """Return the address with `changes`; an empty value takes a filter away."""
        kept = {key: self.text(key) for key in FILTERS if self.text(key)} | changes
        query = QueryDict(mutable=True)
        query.update({key: value for key, value in kept.items() if value})
        return reverse("console:disputes") + (f"?{query.urlencode()}" if query else "")

    def read(self, request: SeatedRequest) -> OpenAsked:
        """Return it as a question."""
        clock, kind, level, unit = (self.text(key) for key in FILTERS)
        return OpenAsked(
            clock=ClockFilter(clock) if clock in set(ClockFilter) else None,
            category=kind if kind in DISPUTE_TYPES else "",
            level=AreaLevel(level) if level in {one.value for one in MEDIATION_LEVELS} else None,
            unit_id=unit if unit in request.office.directory.units else "",
        )


@who_may(FIGURE_POSTS)
def disputes(request: SeatedRequest) -> HttpResponse:
    """Show the open disputes within the post's reach, the earliest due first."""
    asked, office = Asked(values=request.GET), request.office
    wanted = asked.read(request)
    after = asked.values.get("after", "")[:80]
    found = open_disputes(office, request.post, request.now, asked=wanted, after=after)
    next_url = asked.changed(after=found.page.next_cursor) if found.page.next_cursor else ""
    context = {
        "tab": "open",
        "count": found.count,
        "clocks": _clock_chips(asked, found),
        "types": _type_chips(asked, found),
        "levels": _level_chips(asked, found),
        "bodies": _bodies(request, asked, found),
        "unit_words": unit_name(office, wanted.unit_id),
        "unit_off_url": asked.changed(unit=""),
        "is_filtered": wanted != OpenAsked(),
        "clear_url": reverse("console:disputes"),
        "rows": rows_of(office, found.page.lines, request.now),
        "pager": Pager(next_url=next_url, previous_url=asked.changed() if after else ""),
    }
    return render(request, "console/disputes/open.html", context)


def _chip(asked: Asked, key: str, value: str, *, title: str, count: int) -> FilterChip:
    is_on = asked.text(key) == value
    return FilterChip(title=title, url=asked.changed(**{key: "" if is_on else value}), is_on=is_on, count=count)


def _clock_chips(asked: Asked, found: OpenDisputes) -> list[FilterChip]:
    order = (ClockFilter.OVERDUE, ClockFilter.NEAR, ClockFilter.ON_TIME, ClockFilter.PAUSED)
    return [
        _chip(
            asked, "clock", one.value, title=CLOCK_WORDS[ClockState(one.value)].within(language()),
            count=found.by_clock[one],
        )
        for one in order
    ]  # fmt: skip


def _type_chips(asked: Asked, found: OpenDisputes) -> list[FilterChip]:
    return [
        _chip(asked, "type", key, title=DISPUTE_TYPES[key].within(language()), count=count)
        for key, count in found.by_type.items()
    ]


def _level_chips(asked: Asked, found: OpenDisputes) -> list[FilterChip]:
    return [
        _chip(asked, "level", level.value, title=MEDIATION_LEVELS[level].within(language()), count=count)
        for level, count in found.by_level.items()
    ]


def _bodies(request: SeatedRequest, asked: Asked, found: OpenDisputes) -> list[FilterChip]:
    """Return the bodies that have open disputes, by level and name: where work lies, and no ranking."""
    units = request.office.directory.units
    known = sorted(
        (units[one] for one in found.by_body if one in units),
        key=lambda unit: (-unit.tier.depth, unit.area_path, unit.key),
    )
    return [
        _chip(
            asked,
            "unit",
            unit.id,
            title=unit_name(request.office, unit.id) or _("Nobody"),
            count=found.by_body[unit.id],
        )
        for unit in known
    ]
