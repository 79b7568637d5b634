"""The duty list: every petition that somebody owes something on, by the clock, and who it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.petitions import DEEDS, Owed, duties, may_register
from linli.console.clock_views import ClockPage, day_words
from linli.console.petition_words import deed_words
from linli.console.petitions.admitted import DUTY_DESK
from linli.console.seat import SeatedRequest, who_may
from linli.console.words import area_words, category_name, language, stage_of, title_of, unit_name
from linli.domain.engine.declarations import Stage
from linli.procedures import procedure_of
from linli.ui.clock_view import ClockView
from linli.ui.pieces import FilterChip

SHOWN_MAX = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedRow:
    """One line of the list: what is owed, on which matter, by whom, until when."""

    title: str
    number: str
    url: str
    deed: str
    what: str
    place: str
    stage: Stage
    unit: str
    role: str
    is_mine: bool
    due_words: str
    clock: ClockView
    wait_words: str
    """By when whoever petitioned has the answer."""


@who_may(DUTY_DESK)
def petitions(request: SeatedRequest) -> HttpResponse:
    """List what is owed, narrowed by what it is, whether it is late, and whether it is the own unit's."""
    asked = {key: str(request.GET.get(key, ""))[:40] for key in ("deed", "late", "own")}
    found = duties(request.office, request.post, request.now)
    shown = [one for one in found.owed if _fits(request, one, asked)]
    context = {
        "rows": [_row(request, one) for one in shown[:SHOWN_MAX]],
        "count": len(shown),
        "is_cut": found.is_cut or len(shown) > SHOWN_MAX,
        "filters": _chips(request, found.owed, asked),
        "is_filtered": any(asked.values()),
        "may_register": may_register(request.post),
        "clear_url": reverse("console:petitions"),
    }
    return render(request, "console/petitions/list.html", context)


def _fits(request: SeatedRequest, one: Owed, asked: dict[str, str]) -> bool:
    return (
        (asked["deed"] not in DEEDS or one.deed == asked["deed"])
        and (not asked["late"] or one.is_late(request.now))
        and (not asked["own"] or one.unit == request.post.unit_id)
    )


def _chips(request: SeatedRequest, owed: Iterable[Owed], asked: dict[str, str]) -> list[FilterChip]:
    """Return the filters, each with what it finds beside the other filters."""
    listed = list(owed)

    def chip(title: str, key: str, value: str) -> FilterChip:
        is_on = asked[key] == value
        count = sum(_fits(request, one, {**asked, key: value}) for one in listed)
        return FilterChip(title=title, url=_address({**asked, key: "" if is_on else value}), is_on=is_on, count=count)

    return [
        chip(_("Overdue"), "late", "1"),
        chip(_("My unit's"), "own", "1"),
        *(chip(deed_words(deed), "deed", deed) for deed in DEEDS),
    ]


def _address(asked: dict[str, str]) -> str:
    query = QueryDict(mutable=True)
    query.update({key: value for key, value in asked.items() if value})
    return reverse("console:petitions") + (f"?{query.urlencode()}" if query else "")


def _row(request: SeatedRequest, one: Owed) -> OwedRow:
    office, state, now = request.office, one.state, request.now
    page = ClockPage(office=office, state=state, procedure=procedure_of(state.procedure, state.version), now=now)
    post = office.directory.posts.get(one.post)
    return OwedRow(
        title=title_of(office, state),
        number=state.number,
        url=reverse("console:case", args=[state.id]),
        deed=deed_words(one.deed),
        what=category_name(office, state.category),
        place=area_words(office, state.area),
        stage=stage_of(state),
        unit=unit_name(office, one.unit),
        role=post.role.wording.within(language()) if post else "",
        is_mine=one.unit == request.post.unit_id,
        due_words=day_words(one.clock.due_at, now),
        clock=ClockView(
            title="", state=page.look(one.clock), left_text=page.left_words(one.clock), used_percent=0,
            due_at=one.clock.due_at, is_provisional=one.clock.provisional,
        ),
        wait_words=_wait(one, now),
    )  # fmt: skip


def _wait(one: Owed, now: datetime) -> str:
    """Return by when whoever petitioned has the answer, where that is another day than the step's."""
    if one.wait_due_at is None or one.wait_due_at == one.clock.due_at:
        return ""
    return _("answer by %(moment)s") % {"moment": day_words(one.wait_due_at, now)}
