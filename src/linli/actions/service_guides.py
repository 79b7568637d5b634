"""Guides and desks of the service hall: read by anybody, changed by whoever answers for the desk, with history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from linli.actions.deciding import Office
from linli.actions.setup_workbook import read_workbook, write_workbook
from linli.domain.area import AreaLevel
from linli.domain.entry import to_milliseconds
from linli.domain.problems import Problem, Refused
from linli.domain.service_guide import (
    ServiceDesk,
    ServiceGuide,
    desk_from,
    desk_problems,
    guide_from,
    guide_problems,
)
from linli.domain.service_sheet import (
    DESKS,
    GUIDES,
    desk_of,
    desk_row,
    guide_of,
    guide_row,
    read_desks,
    read_guides,
    unread,
)
from linli.domain.setup_cells import CellProblem
from linli.domain.unit import Post, Role
from linli.domain.wording import Language
from linli.store import service as stored
from linli.store import staff

EDITORS = frozenset({Role.OPERATOR, Role.DISPATCHER, Role.DISTRICT_COORDINATOR, Role.UNIT_HEAD, Role.LIAISON})
"""Who may change the guides and desks of their own unit; in the county's centre, those of every unit."""
REASON_MAX = 200
FROM_FILE = "XLSX"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideVersion:
    """One version of a guide or desk, as its history tells it."""

    version: int
    made_at: datetime
    who: str
    reason: str
    changed: tuple[str, ...]
    """Keys of what differs from the version before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedGuides:
    """What became of a workbook: everything in it was kept, or nothing was, and why."""

    kept: int = 0
    same: int = 0
    problems: tuple[CellProblem, ...] = ()


def desks_of(office: Office, *, only_active: bool = True) -> dict[str, ServiceDesk]:
    """Return the desks by key."""
    found = {one.key: desk_from(one.content) for one in stored.newest(office.county_id, stored.DESK)}
    return _open(found) if only_active else found


def guides_of(office: Office, *, only_active: bool = True) -> dict[str, ServiceGuide]:
    """Return the guides by key; one whose desk is closed stands with the closed ones."""
    found = {one.key: guide_from(one.content, one.version) for one in stored.newest(office.county_id, stored.GUIDE)}
    if not only_active:
        return found
    open_desks = desks_of(office)
    return {key: one for key, one in found.items() if one.is_active and one.desk in open_desks}


def guide_in_version(office: Office, key: str, version: int) -> ServiceGuide | None:
    """Return a guide as it read in one version, or None."""
    kept = stored.versions_of(office.county_id, stored.GUIDE, key)
    return next((guide_from(one.content, one.version) for one in kept if one.version == version), None)


def history_of(office: Office, noun: str, key: str) -> tuple[GuideVersion, ...]:
    """Return the versions of a guide ("guide") or desk ("desk"), the newest first."""
    kept = stored.versions_of(office.county_id, noun, key)
    names = staff.names_of({one.staff for one in kept if one.staff})
    before = [*(one.content for one in kept[1:]), {}]
    return tuple(
        GuideVersion(
            version=one.version, made_at=one.made_at, who=names.get(one.staff, ""), reason=one.reason,
            changed=tuple(key for key in one.content if former and former.get(key) != one.content[key]),
        )
        for one, former in zip(kept, before, strict=True)
    )  # fmt: skip


def unit_of(office: Office, desk: ServiceDesk) -> str:
    """Return the id of the unit whose staff sit at a desk, "" where it is no more."""
    return next((one.id for one in office.directory.units.values() if one.key == desk.unit and one.is_active), "")


def may_edit(office: Office, post: Post, desk: ServiceDesk | None) -> bool:
    """Say whether `post` may change a desk and its guides; None: whether it may change any."""
    if post.role not in EDITORS:
        return False
    if desk is None:
        return True
    unit = office.directory.units.get(post.unit_id)
    is_county_wide = _is_top(office, post) and unit is not None and unit.kind.value == "governance_centre"
    return is_county_wide or (unit is not None and unit.key == desk.unit)


def _is_top(office: Office, post: Post) -> bool:
    return any(one.level is AreaLevel.COUNTY and one.path == post.area_path for one in office.directory.tree)


def save_desk(office: Office, post: Post, given: Mapping[str, Any], *, now: datetime) -> ServiceDesk:
    """Keep a desk as a form describes it; raises Refused with every mistake."""
    desk = desk_of(given)
    former = desks_of(office, only_active=False).get(desk.key)
    problems = [*desk_problems(desk, _unit_keys(office)), *_reason_problems(given)]
    problems += _seen_problems(office, stored.DESK, desk.key, given)
    if not may_edit(office, post, desk) or (former is not None and not may_edit(office, post, former)):
        problems.append(Problem("not_yours"))
    if not problems and desk == former:
        problems.append(Problem("nothing_new"))
    if problems:
        raise Refused(problems)
    _keep(office, post, stored.DESK, {desk.key: desk.to_json()}, reason=str(given["reason"]).strip(), now=now)
    return desk


def save_guide(office: Office, post: Post, given: Mapping[str, Any], *, now: datetime) -> ServiceGuide:
    """Keep a guide as a form describes it, as its next version; raises Refused with every mistake."""
    known = desks_of(office, only_active=False)
    guide, problems = guide_of(given)
    former = guides_of(office, only_active=False).get(guide.key)
    problems += [*guide_problems(guide, _open(known)), *_reason_problems(given)]
    problems += _seen_problems(office, stored.GUIDE, guide.key, given)
    if not _may_edit_each(office, post, [known.get(one.desk) for one in (guide, former) if one is not None]):
        problems.append(Problem("not_yours"))
    if not problems and guide == former:
        problems.append(Problem("nothing_new"))
    if problems:
        raise Refused(problems)
    _keep(office, post, stored.GUIDE, {guide.key: guide.to_json()}, reason=str(given["reason"]).strip(), now=now)
    return guide


def _open(desks: Mapping[str, ServiceDesk]) -> dict[str, ServiceDesk]:
    return {key: one for key, one in desks.items() if one.is_active}


def _may_edit_each(office: Office, post: Post, desks: Iterable[ServiceDesk | None]) -> bool:
    """Say whether `post` may change every one of the desks that there are; a closed one still has its unit."""
    return all(desk is None or may_edit(office, post, desk) for desk in desks)


def _seen_problems(office: Office, noun: str, key: str, given: Mapping[str, Any]) -> list[Problem]:
    """Say where a form was filled in over another version than the newest; `seen` is 0 for what was to be new."""
    newest = next((one.version for one in stored.versions_of(office.county_id, noun, key)), 0)
    if given.get("seen", newest) == newest:
        return []
    return [Problem("register_changed") if given["seen"] else Problem("register_key_taken", at="key")]


def _reason_problems(given: Mapping[str, Any]) -> list[Problem]:
    reason = str(given.get("reason") or "").strip()
    if not reason:
        return [Problem("reason_needed", at="reason")]
    return [Problem("too_long", at="reason", params={"limit": REASON_MAX})] if len(reason) > REASON_MAX else []


def _unit_keys(office: Office) -> dict[str, str]:
    return {one.key: one.id for one in office.directory.units.values() if one.is_active}


def _keep(
    office: Office, post: Post, noun: str, contents: Mapping[str, Mapping[str, Any]], *, reason: str, now: datetime
) -> int:
    kind = stored.Kind(noun=noun, reason=reason, post=post.id, staff=post.staff_id or "", made_at=to_milliseconds(now))
    return stored.add_versions(office.county_id, kind, contents.items())


def guides_workbook(office: Office, language: Language) -> bytes:
    """Return the guides as a workbook, heads alone where there are none."""
    guides = guides_of(office, only_active=False).values()
    return write_workbook([(GUIDES, [guide_row(one) for one in guides])], language)


def desks_workbook(office: Office, language: Language) -> bytes:
    """Return the desks as a workbook, heads alone where there are none."""
    desks = desks_of(office, only_active=False).values()
    return write_workbook([(DESKS, [desk_row(one) for one in desks])], language)


def load_guides(office: Office, post: Post, content: bytes, *, now: datetime) -> LoadedGuides:
    """Keep every guide of a workbook that differs, or none and every mistake; raises Refused for any other file."""
    rows, problems = read_workbook(content, only=unread(GUIDES))
    desks = desks_of(office, only_active=False)
    guides, mistakes = read_guides(rows, _open(desks))
    known = guides_of(office, only_active=False)
    for row, guide in zip(rows, guides, strict=True):
        touched = [desks.get(one.desk) for one in (guide, known.get(guide.key)) if one is not None]
        if not _may_edit_each(office, post, touched):
            mistakes.append(row.wrong("desk", "not_yours"))
    if problems or mistakes:
        return LoadedGuides(problems=(*problems, *mistakes))
    new = {one.key: one.to_json() for one in guides if known.get(one.key) != one}
    kept = _keep(office, post, stored.GUIDE, new, reason=FROM_FILE, now=now) if new else 0
    return LoadedGuides(kept=kept, same=len(guides) - kept)


def load_desks(office: Office, post: Post, content: bytes, *, now: datetime) -> LoadedGuides:
    """Keep every desk of a workbook that differs, or none and every mistake; raises Refused for any other file."""
    rows, problems = read_workbook(content, only=unread(DESKS))
    desks, mistakes = read_desks(rows, _unit_keys(office))
    known = desks_of(office, only_active=False)
    for row, desk in zip(rows, desks, strict=True):
        touched = [one for one in (desk, known.get(desk.key)) if one is not None]
        if any(not may_edit(office, post, one) for one in touched):
            mistakes.append(row.wrong("unit", "not_yours"))
    if problems or mistakes:
        return LoadedGuides(problems=(*problems, *mistakes))
    new = {one.key: one.to_json() for one in desks if known.get(one.key) != one}
    kept = _keep(office, post, stored.DESK, new, reason=FROM_FILE, now=now) if new else 0
    return LoadedGuides(kept=kept, same=len(desks) - kept)
