"""Taking in at the service hall: an application or question at a desk, and a matter that is stuck; by web or window."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from linli.actions.consenting import remember_call, remember_report
from linli.actions.deciding import FiledCase, Filing, Office
from linli.actions.reports import Origin, file_report
from linli.actions.seats import actor_at
from linli.actions.service_guides import desks_of, guides_of, unit_of
from linli.domain.allowance import Passage
from linli.domain.area import AreaLevel
from linli.domain.engine.context import RESIDENT, Actor
from linli.domain.privacy_notice import FOLLOW_UP_CALLS, OPTIONAL_PURPOSES
from linli.domain.problems import Problem, Refused
from linli.domain.service_guide import ServiceDesk, ServiceGuide
from linli.domain.unit import Post, Role
from linli.procedures.service_visit import DECIDE_DAYS, WINDOW

ROOM_ROLES = WINDOW | {Role.FOLLOW_UP, Role.CONVENER, Role.AUDITOR}
"""Who sees the room of the service hall; each matter in it by the access policy."""
VISIT, STUCK = "service_visit", "stuck_matter"
APPLICATION, QUESTION = "service.application", "service.question"
QUESTION_DAYS = 1
"""A question at a desk is answered by the end of the next working day."""
COUNTER_CHANNELS = ("visit", "phone", "letter", "wechat")
REACHED_BY = ("requester_phone", "requester_email")
ASKED = ("category", "guide", "desk", "words", "requester_name", "requester_phone", "requester_email")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """Who brings it and how: a post at a desk, or a resident's browser."""

    command_id: str
    channel: str = "web"
    post: Post | None = None
    origin: Origin | None = None
    agreed: frozenset[str] = frozenset()
    """The optional purposes that were agreed to."""

    @property
    def actor(self) -> Actor:
        """Who acts."""
        return actor_at(self.post) if self.post else RESIDENT


def apply(office: Office, given: Mapping[str, str], coming: Coming, *, now: datetime) -> FiledCase:
    """File an application (or a question) for the guide or desk named; raises Refused with every mistake."""
    problems, guide, desk = _named(office, given)
    category = given.get("category") or APPLICATION
    if category == APPLICATION and guide is None and not problems:
        problems.append(Problem("required", at="guide"))
    if desk is None and not problems:
        problems.append(Problem("required", at="desk"))
    problems += _wanted(given, ("words",) if category == QUESTION else ())
    unit = unit_of(office, desk) if desk else ""
    if desk is not None and not unit:
        problems.append(Problem("desk_unit_unknown", at="desk", params={"value": desk.unit}))
    if problems or desk is None:
        raise Refused(problems)
    limit_days = QUESTION_DAYS if category == QUESTION else guide.limit_days if guide else DECIDE_DAYS
    fields = {
        **_asked(given), "category": category, "desk": desk.key, "unit": unit, "limit_days": limit_days,
        "area": office.directory.units[unit].area_path, "title": guide.title if guide else "",
        **({"guide": guide.key, "guide_version": guide.version, "cross_province": guide.cross_province}
           if guide else {}),
    }  # fmt: skip
    return _file(office, VISIT, fields, coming, now)


def bring_stuck(office: Office, given: Mapping[str, str], coming: Coming, *, now: datetime) -> FiledCase:
    """File a stuck matter; raises Refused with every mistake."""
    problems, guide, desk = _named(office, given)
    problems += _wanted(given, ("category", "words"))
    if problems:
        raise Refused(problems)
    unit = unit_of(office, desk) if desk else ""
    area = office.directory.units[unit].area_path if unit else _top_path(office)
    if coming.post is not None and not unit:
        area = coming.post.area_path
    fields = {
        **_asked(given), "area": area, "title": guide.title if guide else "",
        **({"guide": guide.key} if guide else {}), **({"desk": desk.key} if desk else {}),
    }  # fmt: skip
    return _file(office, STUCK, fields, coming, now)


def _named(office: Office, given: Mapping[str, str]) -> tuple[list[Problem], ServiceGuide | None, ServiceDesk | None]:
    """Return what is wrong with the guide and desk that are named, and both; the guide names its desk."""
    problems: list[Problem] = []
    guides, desks = guides_of(office, only_active=False), desks_of(office)
    guide = guides.get(given.get("guide", ""))
    if given.get("guide") and guide is None:
        problems.append(Problem("guide_unknown", at="guide"))
    if guide is not None and not guide.is_active:
        problems.append(Problem("guide_ended", at="guide"))
    named = given.get("desk", "") or (guide.desk if guide else "")
    if named and named not in desks:
        problems.append(Problem("desk_unknown", at="desk", params={"value": named[:40]}))
    return problems, guide, desks.get(named)


def _wanted(given: Mapping[str, str], keys: tuple[str, ...]) -> list[Problem]:
    return [Problem("required", at=key) for key in keys if not given.get(key, "").strip()]


def _asked(given: Mapping[str, str]) -> dict[str, Any]:
    filled = {key: given[key] for key in ASKED if given.get(key, "").strip() and key not in ("guide", "desk")}
    is_reachable = any(filled.get(key) for key in REACHED_BY)
    return {**filled, "requester": "known" if is_reachable else "anonymous"}


def _top_path(office: Office) -> str:
    return next((one.path for one in office.directory.tree if one.level is AreaLevel.COUNTY), "/")


def _file(office: Office, procedure: str, fields: Mapping[str, Any], coming: Coming, now: datetime) -> FiledCase:
    """File it through the one door, and keep which notice stood on the form."""
    filled = {key: value for key, value in fields.items() if value not in ("", None)}
    filing = Filing(
        command_id=coming.command_id, procedure=procedure, fields={**filled, "channel": coming.channel}
    )  # fmt: skip
    origin = coming.origin or Origin(passage=Passage.STAFF)
    filed = file_report(office, filing, origin, now=now, actor=coming.actor).filed
    if coming.post is None:
        remember_report(office, filed.stream, agreed=coming.agreed & frozenset(OPTIONAL_PURPOSES), now=now)
    else:
        remember_call(office, filed.stream, may_call=FOLLOW_UP_CALLS in coming.agreed, now=now)
    return filed
