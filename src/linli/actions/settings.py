"""Settings as actions and faces ask for them, and the one way in which they change: with a reason, from a day on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from linli.actions.deciding import Office
from linli.domain.engine.access import may_set_up
from linli.domain.engine.context import Actor
from linli.domain.problems import Problem, Refused
from linli.domain.setting import Setting, SettingSource
from linli.domain.settings_catalogue import SETTINGS, SettingRule
from linli.domain.unit import Post
from linli.store import settings as stored
from linli.store import setup, staff

REASON_MAX = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingChange:
    """One change of a setting, as its entry tells it."""

    key: str
    changed_at: datetime
    who: str
    """The name of whoever changed it, "" where it was the system."""
    before: str
    after: str
    from_date: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingView:
    """A setting as the page shows it."""

    rule: SettingRule
    value: str
    source: SettingSource
    since: date | None
    coming: Sequence[Setting] = ()
    history: Sequence[SettingChange] = ()
    may_change: bool = False


def today(office: Office, now: datetime) -> date:
    """Return the local day on which `now` falls."""
    return office.directory.calendar.local_date(now)


def setting_whole(office: Office, key: str, now: datetime) -> int:
    """Return a whole number that is in force now."""
    return office.directory.settings.whole(key, today(office, now))


def setting_text(office: Office, key: str, now: datetime) -> str:
    """Return a text that is in force now."""
    return office.directory.settings.text(key, today(office, now))


def is_set_on(office: Office, key: str, now: datetime) -> bool:
    """Return a flag that is in force now."""
    return office.directory.settings.is_on(key, today(office, now))


def settings_page(office: Office, post: Post, now: datetime) -> tuple[SettingView, ...]:
    """Return every setting with its value, source and history, the newest change first."""
    changes = history(office)
    return tuple(_view(office, rule, post, now, changes.get(rule.key, ())) for rule in SETTINGS.values())


def _view(
    office: Office, rule: SettingRule, post: Post, now: datetime, changes: Sequence[SettingChange]
) -> SettingView:
    day = today(office, now)
    found = office.directory.settings.stands(rule.key, day)
    return SettingView(
        rule=rule,
        value=found.value if found else rule.default,
        source=found.source if found else SettingSource.DEFAULT,
        since=found.from_date if found else None,
        coming=office.directory.settings.coming(rule.key, day),
        history=changes,
        may_change=may_change(office, post, rule),
    )


def may_change(office: Office, post: Post, rule: SettingRule) -> bool:
    """Say whether `post` may change a setting: by the access policy, and by the setting's own roles."""
    return post.role in rule.roles and may_set_up("setup.change", post, office.directory)


def change_setting(office: Office, post: Post, given: Mapping[str, str], *, key: str, now: datetime) -> Setting:
    """Save a new value of one setting; raises Refused with every mistake, also where nothing would change."""
    rule = SETTINGS.get(key)
    if rule is None or not may_change(office, post, rule):
        raise Refused([Problem("not_found")])
    setting, problems = _read(office, rule, given, now)
    if problems:
        raise Refused(problems)
    actor = Actor(kind="post", post=post).to_json()
    setup.save_records(office.county_id, [setting], actor=actor, now=now)
    return setting


def _read(office: Office, rule: SettingRule, given: Mapping[str, str], now: datetime) -> tuple[Setting, list[Problem]]:
    problems: list[Problem] = []
    value, day = "", today(office, now)
    try:
        value = rule.read(given.get("value", ""))
    except Refused as refused:
        problems += [Problem(one.code, "value", one.params) for one in refused.problems]
    reason = given.get("reason", "").strip()
    if not reason:
        problems.append(Problem("reason_needed", at="reason"))
    elif len(reason) > REASON_MAX:
        problems.append(Problem("too_long", at="reason", params={"limit": REASON_MAX}))
    from_date = day
    try:
        from_date = date.fromisoformat(given.get("from_date", "").strip() or day.isoformat())
    except ValueError:
        problems.append(Problem("not_a_date", at="from_date"))
    if from_date < day:
        problems.append(Problem("not_before_today", at="from_date"))
    if not problems and value == office.directory.settings.text(rule.key, from_date):
        problems.append(Problem("nothing_changed", at="value"))
    return Setting(key=rule.key, value=value, from_date=from_date, reason=reason), problems


def history(office: Office) -> dict[str, list[SettingChange]]:
    """Return the changes of every setting by key, the newest first, as the entries tell them."""
    told = stored.setting_entries(office.county_id, office.directory.county)
    names = staff.names_of(one.staff for one in told if one.staff)
    found: dict[str, list[SettingChange]] = {}
    last: dict[str, str] = {}
    for one in told:
        before = last.get(one.key, SETTINGS[one.key].default if one.key in SETTINGS else "")
        change = SettingChange(
            key=one.key, changed_at=one.changed_at, who=names.get(one.staff, ""), before=before, after=one.value,
            from_date=one.from_date, reason=one.reason,
        )  # fmt: skip
        found.setdefault(one.key, []).insert(0, change)
        last[one.key] = one.value
    return found
