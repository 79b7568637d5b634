"""Filters of the list by moments: filed, closed, due, rated or acted upon from one moment to another.

The wall and other figures link with them, so that a number opens to exactly the cases that were counted.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext as _

from linli.console.words import language
from linli.domain.wording import Wording

MOMENTS = {
    "filed_from": "filed_since", "filed_to": "filed_before",
    "closed_from": "closed_since", "closed_to": "closed_before",
    "due_from": "due_since", "due_to": "due_before",
    "act_from": "acted_since", "act_to": "acted_before",
}  # fmt: skip
"""Names in the address, and the fields of the query that they fill."""
ACTS: Mapping[str, tuple[Wording, tuple[str, ...]]] = {
    "sent": (Wording("已派出", "Sent out"), ("case.dispatch",)),
    "done": (Wording("已办完待核查", "Done, to be checked"), ("case.report_result", "case.solve_on_spot")),
    "escalated": (Wording("已升级", "Escalated"), ("case.escalate", "case.escalate_lapsed")),
    "lapsed": (Wording("曾超时", "Became overdue"), ("case.clock_lapsed",)),
    "reopened": (Wording("重新办理", "Reopened"), ("case.reopen",)),
}
"""What may have been done to a case, with the types of entries that say so."""
MOMENT_FILTERS = (*MOMENTS, "act", "grade", "agenda", "reopening")
FORMAT = "%Y-%m-%dT%H:%M:%S"


def spelled(moment: datetime) -> str:
    """Return a moment as it stands in an address: the district's own time."""
    return localtime(moment).strftime(FORMAT)


def read_moment(text: str) -> datetime | None:
    """Return the moment that an address names, or None."""
    try:
        return datetime.strptime(text, FORMAT).replace(tzinfo=get_current_timezone())
    except ValueError:
        return None


def moment_changes(values: Mapping[str, str]) -> dict[str, Any]:
    """Return what the filters of this module change in a query; what is not understood changes nothing."""
    changes: dict[str, Any] = {}
    for name, field in MOMENTS.items():
        if values.get(name) and (moment := read_moment(values[name])) is not None:
            changes[field] = moment
    if values.get("act") in ACTS:
        changes["acts"] = ACTS[values["act"]][1]
    grades = [one for one in values.get("grade", "").split(",") if one in {"1", "2", "3", "4", "5"}]
    if grades:
        changes["grades"] = tuple(int(one) for one in grades)
    if values.get("agenda") == "1":
        changes["on_agenda"] = True
    if values.get("reopening") == "1":
        changes["reopen_asked"] = True
    return changes


def moment_words(values: Mapping[str, str]) -> list[tuple[tuple[str, ...], str]]:
    """Return what is asked for in words, with the parameters that each takes away."""
    found = []
    act = ACTS[values["act"]][0] if values.get("act") in ACTS else None
    titles = {"filed": _("Filed"), "closed": _("Closed"), "due": _("Due"), "act": ""}
    for name, title in titles.items():
        from_, to = (read_moment(values.get(f"{name}_{one}", "")) for one in ("from", "to"))
        if name == "act":
            title = act.within(language()) if act else ""
        if title and (from_ or to or act):
            keys = (f"{name}_from", f"{name}_to", *(("act",) if name == "act" else ()))
            found.append((keys, f"{title} {_span(from_, to)}".strip()))
    if values.get("grade"):
        found.append((("grade",), _("Rated %(grades)s") % {"grades": values["grade"].replace(",", "/")}))
    if values.get("agenda") == "1":
        found.append((("agenda",), _("On a meeting's agenda")))
    if values.get("reopening") == "1":
        found.append((("reopening",), _("Reopening asked for")))
    return found


def _span(from_: datetime | None, to: datetime | None) -> str:
    def said(moment: datetime | None) -> str:
        return f"{localtime(moment):%m-%d %H:%M}" if moment else ""

    return f"{said(from_)}–{said(to)}"
