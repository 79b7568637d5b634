"""The wizard of an empty district: what each step still needs, its name, and the day on which it opens."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from linli.actions.deciding import Office
from linli.actions.proposals import is_dual
from linli.actions.settings import change_setting, is_set_on
from linli.actions.setup_pages import counts, readiness
from linli.actions.setup_sheets import save_changes
from linli.domain.area import AreaLevel
from linli.domain.problems import Problem, Refused
from linli.domain.proposal import OPEN_SETTING
from linli.domain.setting import Setting
from linli.domain.setup_records import Record
from linli.domain.unit import Post, UnitKind
from linli.domain.wording import Wording

NAME_MAX, NAME_EN_MAX = 60, 120


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One step of the wizard."""

    key: str
    title: Wording
    is_done: bool
    count: int = 0


STEP_TITLES: dict[str, Wording] = {
    "name": Wording("名称", "Name"),
    "area": Wording("区划", "Areas"),
    "unit": Wording("单位", "Units"),
    "post": Wording("岗位和人员", "Posts and staff"),
    "duty": Wording("职责", "Duties"),
    "category": Wording("类别", "Categories"),
    "limit": Wording("时限", "Limits"),
    "year_table": Wording("日历", "Calendar"),
    "check": Wording("检查", "Check list"),
    "open": Wording("开放", "Open"),
}
"""Steps in their order."""
CHECKS_OF = {
    "area": ("areas",), "unit": ("centres",), "post": ("posts",), "duty": ("duties",), "limit": ("limits",),
    "year_table": ("calendar",),
}  # fmt: skip


def steps(office: Office, now: datetime) -> tuple[StepView, ...]:
    """Return the steps with what is done."""
    standing, checks = counts(office), {one.key: one.is_done for one in readiness(office, now)}
    ready = is_ready(office, now)
    done = {
        "name": _is_named(office),
        "category": bool(standing["category"]),
        "check": ready,
        "open": ready and is_dual(office, now) and is_set_on(office, OPEN_SETTING, now),
    }
    return tuple(
        StepView(
            key=key,
            title=title,
            is_done=done.get(key, all(checks.get(one, True) for one in CHECKS_OF.get(key, ()))),
            count=standing.get(key, 0),
        )
        for key, title in STEP_TITLES.items()
    )


def _is_named(office: Office) -> bool:
    top = next((one for one in office.directory.tree if one.level is AreaLevel.COUNTY), None)
    return top is not None and bool(top.name) and top.name != top.key


def is_ready(office: Office, now: datetime) -> bool:
    """Say whether everything that must stand before a district opens does."""
    return all(one.is_done for one in readiness(office, now) if one.is_needed)


def name_district(office: Office, post: Post, given: Mapping[str, str], now: datetime) -> None:
    """Give the county and its centre their names; raises Refused with every mistake."""
    name, name_en = given.get("name", "").strip(), given.get("name_en", "").strip()
    problems = []
    if not name:
        problems.append(Problem("required", at="name"))
    for at, text, limit in (("name", name, NAME_MAX), ("name_en", name_en, NAME_EN_MAX)):
        if len(text) > limit:
            problems.append(Problem("too_long", at=at, params={"limit": limit}))
        if text and not text.isprintable():
            problems.append(Problem("bad_text", at=at))
    if problems:
        raise Refused(problems)
    top = next(one for one in office.directory.tree if one.level is AreaLevel.COUNTY)
    records: list[Record] = []
    if (top.name, top.name_en) != (name, name_en):
        records.append(replace(top, name=name, name_en=name_en))
    centre = office.directory.centre_for(top.path, AreaLevel.COUNTY)
    wanted = f"{name}综治中心"
    if centre is not None and centre.kind is UnitKind.GOVERNANCE_CENTRE and centre.name != wanted:
        english = f"{name_en} governance centre" if name_en else centre.name_en
        records.append(replace(centre, name=wanted, name_en=english))
    save_changes(office, post, tuple(records), now)


def open_district(office: Office, post: Post, reason: str, now: datetime) -> str:
    """Open the district to reports; raises Refused while anything that must stand does not.

    From the first opening on two people are needed where `linli.domain.proposal` says so; that first one needs one,
    and later ones return the number of their proposal.
    """
    missing = [one for one in readiness(office, now) if one.is_needed and not one.is_done]
    if missing:
        params = {
            "what": "、".join(one.title.zh for one in missing),
            "what_en": ", ".join(one.title.en for one in missing),
        }
        raise Refused([Problem("district_not_ready", params=params)])
    if not is_dual(office, now):
        day = office.directory.calendar.local_date(now)
        save_changes(office, post, (Setting(key=OPEN_SETTING, value="1", from_date=day, reason=reason),), now)
        return ""
    return _switch(office, post, "1", reason, now)


def close_district(office: Office, post: Post, reason: str, now: datetime) -> str:
    """Close the district to reports on the web; returns the number of the proposal where a second person must agree."""
    return _switch(office, post, "0", reason, now)


def _switch(office: Office, post: Post, value: str, reason: str, now: datetime) -> str:
    if is_set_on(office, OPEN_SETTING, now) is (value == "1"):
        return ""
    given = {"value": value, "reason": reason, "reason_class": "maintenance"}
    return change_setting(office, post, given, key=OPEN_SETTING, now=now).proposal_id
