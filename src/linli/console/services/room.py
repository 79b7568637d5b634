"""The room of the service hall: desks today, what waits by clock, bad reviews with their clocks."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from linli.actions.service_guides import desks_of, guides_of, may_edit
from linli.actions.service_room import BadReview
from linli.actions.service_room import room as room_of
from linli.console.case_rows import rows_of
from linli.console.clock_views import ClockPage
from linli.console.seat import SeatedRequest, who_may
from linli.console.services.admitted import DESK_POSTS, ROOM_POSTS
from linli.console.words import language
from linli.domain.engine.shared_fields import GRADES
from linli.domain.service_guide import ServiceDesk
from linli.domain.wording import Wording
from linli.procedures import procedure_of

APPEALS = {
    "asked": Wording("申诉中,评价照旧", "Appealed; the rating stands"),
    "upheld": Wording("申诉未成立", "Appeal not upheld"),
}


@who_may(ROOM_POSTS)
def room(request: SeatedRequest) -> HttpResponse:
    """Show the room."""
    office, post, now = request.office, request.post, request.now
    found = room_of(office, post, now)
    context = {
        "desks": [{"name": desk_words(one.desk), "day": one} for one in found.desks],
        "sections": [
            {"key": key, "rows": rows_of(office, one.lines, now), "count": len(one.lines), "is_cut": one.is_cut}
            for key, one in (("stuck", found.stuck), ("visits", found.visits))
        ],
        "reviews": [_review(request, one) for one in found.reviews],
        "is_desk": DESK_POSTS.admits(office, post),
        "may_edit": may_edit(office, post, None),
        "guides": len(guides_of(office)),
        "has_desks": bool(desks_of(office)),
    }
    return render(request, "console/services/room.html", context)


def desk_words(desk: ServiceDesk | None) -> str:
    """Return a desk's name in the reader's language."""
    if desk is None:
        return ""
    return desk.name_en if language() == "en" and desk.name_en else desk.name


def _review(request: SeatedRequest, one: BadReview) -> dict[str, Any]:
    """Return a bad review as a row: the grade and the clock, never who gave it."""
    office, now = request.office, request.now
    page = ClockPage(
        office=office, state=one.state, procedure=procedure_of(one.state.procedure, one.state.version), now=now
    )
    (row,) = rows_of(office, [one.line], now)
    grade = next((words.title for words in GRADES if words.key == one.state.notes.get("grade")), None)
    return {
        "row": row,
        "clock": page.view(one.clock, ""),
        "grade": grade,
        "is_proxy": one.state.notes.get("grade_by") == "proxy",
        "appeal": APPEALS.get(one.state.notes.get("appeal", "")),
    }
