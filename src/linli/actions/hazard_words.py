"""What the papers of a hazard know beyond what every paper knows: place, grade, day, limit and both inspectors."""

from linli.actions.case_views import CaseView
from linli.actions.deciding import Office
from linli.domain.deadline_steps import deadline_day
from linli.domain.engine.state import ClockState
from linli.domain.entry import Entry
from linli.domain.hazard_fields import SEVERITIES
from linli.domain.paper import chinese_day
from linli.store import staff

HAZARD = "hazard"
ORDERING = frozenset({"case.order", "case.order_correction", "case.order_major"})
LIMITS = ("rectifying", "rectifying_by_date")


def hazard_facts(office: Office, view: CaseView, act: Entry | None) -> dict[str, str]:
    """Return the facts by key for the paper that goes with `act`; none of a matter of another kind."""
    state, directory = view.state, office.directory
    if state.procedure != HAZARD:
        return {}
    place = state.notes.get("place", "")
    ran = [state.clocks[key] for key in LIMITS if key in state.clocks]
    filed = directory.calendar.local_date(state.filed_at) if state.filed_at else None
    return {
        "place_name": next((one.name for one in directory.setup.places if one.id == place), ""),
        "grade": next((one.title.zh for one in SEVERITIES if one.key == state.notes.get("severity")), ""),
        "found_day": chinese_day(filed) if filed else "",
        "limit_day": _limit(office, max(ran, key=lambda one: one.started_at)) if ran else "",
        "inspectors": _inspectors(office, act or _last_order(view)),
    }


def _last_order(view: CaseView) -> Entry | None:
    return next((one for one in reversed(view.entries) if one.type in ORDERING), None)


def _limit(office: Office, clock: ClockState) -> str:
    """Return the moment by which it is to be rectified: a day, or in hours the very minute."""
    local = clock.due_at.astimezone(office.directory.calendar.zone)
    day, hour = deadline_day(local)
    return chinese_day(day) if hour == "24:00" else f"{chinese_day(day)}{local.hour}时{local.minute:02d}分"


def _inspectors(office: Office, act: Entry | None) -> str:
    """Return the names of who acted and of the other inspector whom the act names."""
    if act is None:
        return ""
    posts = (str(act.actor.get("post", "")), str(act.pub.get("second_inspector", "")))
    held = [office.directory.posts[one].staff_id or "" for one in posts if one in office.directory.posts]
    names = staff.names_of(held)
    return "、".join(names[one] for one in held if names.get(one))
