"""The hazard's own panel on the page of its matter: grade, place, before and after, decisions, sweeps."""

from datetime import date
from typing import Any

from django.urls import reverse

from linli.actions.case_views import CaseView
from linli.actions.deciding import Office
from linli.actions.hazards import HAZARD, before_and_after, decisions_in, origin_of, places_by_id
from linli.actions.sweeps import sweeps_for
from linli.console.words import area_words, language
from linli.domain.hazard_fields import DECISIONS, FOUND_IN, SERVED, SEVERITIES
from linli.domain.place import KIND_WORDS
from linli.domain.sweep import PLANS, STREAM, may_plan
from linli.domain.unit import Post
from linli.domain.wording import Wording
from linli.ui.time_words import date_words

SERVICE: dict[str, Wording] = {one.key: one.title for one in SERVED} | {"due": Wording("尚未送达", "Not served yet")}
PLAN: dict[str, Wording] = {
    "due": Wording("等待提交", "Waited for"),
    "handed_in": Wording("已提交,待核定", "Handed in, to be approved"),
    "approved": Wording("已核定,五到位", "Approved: five in place"),
}


def hazard_panel(office: Office, view: CaseView) -> dict[str, Any] | None:
    """Return what the panel of a hazard shows; None for any other matter."""
    state = view.state
    if state.procedure != HAZARD:
        return None
    notes = state.notes
    place = places_by_id(office, frozenset({notes.get("place", "")})).get(notes.get("place", ""))
    before, after = before_and_after(view)
    origin = notes.get("origin", "")
    sweeps = sweeps_for(office, view.post, case_id=state.id)
    may_sweep = view.post.role in PLANS and may_plan(view.post, state.area, office.directory)
    return {
        "grade": next((one.title for one in SEVERITIES if one.key == notes.get("severity")), None),
        "is_major": notes.get("severity") == "major",
        "found_in": next((one.title for one in FOUND_IN if one.key == notes.get("found_in")), None),
        "origin_url": reverse("console:sweep", args=[origin.removeprefix(STREAM)]) if origin.startswith(STREAM) else "",
        "inspection": inspection_chip(office, view.post, state.id, origin),
        "place": place,
        "place_kind": KIND_WORDS[place.kind] if place else None,
        "place_url": f"{reverse('console:hazards')}?place={place.id}" if place else "",
        "service": SERVICE.get(notes.get("service", "")),
        "plan": PLAN.get(notes.get("plan", "")),
        "before": [_photo(state.id, one) for one in before],
        "after": [_photo(state.id, one) for one in after],
        "decisions": [
            {
                "title": next((kind.title for kind in DECISIONS if kind.key == one.kind), None),
                "number": one.number,
                "day": date_words(date.fromisoformat(one.day), language=language(), this_year=None) if one.day else "",
            }
            for one in decisions_in(view)
        ],
        "sweeps": [
            {"one": one, "url": reverse("console:sweep", args=[one.id]), "area": area_words(office, one.area_path)}
            for one in sweeps
        ],
        "sweep_url": reverse("console:sweep_new", args=[state.id]) if may_sweep and state.stage != "void" else "",
    }


def inspection_chip(office: Office, post: Post, case_id: str, origin: str) -> dict[str, str] | None:
    """Return the inspection a hazard was found in, for a reader who may open it: its list, its day, the item."""
    found = origin_of(office, post, case_id, origin)
    if found is None:
        return None
    head, tongue = found.inspection.head, language()
    day = found.inspection.finished_at
    local = office.directory.calendar.local_date(day) if day else found.inspection.planned_date
    return {
        "url": reverse("console:inspection", args=[found.inspection.id]),
        "title": found.checklist.title.within(tongue) if found.checklist else head.checklist,
        "day": date_words(local, language=tongue, this_year=None),
        "item": found.item.title.within(tongue) if found.item else "",
    }


def _photo(case_id: str, place: tuple[int, str]) -> str:
    return reverse("console:photo", args=[case_id, place[0], place[1]])
