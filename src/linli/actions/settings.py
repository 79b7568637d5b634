"""Settings as actions and faces ask for them, and the one way in which they change: with a reason, from a day on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from linli.actions.deciding import Office, today_of
from linli.actions.proposals import save_row
from linli.actions.setup_records import Typed
from linli.actions.setup_sheets import needs_two, save_changes
from linli.domain.engine.access import may_set_up
from linli.domain.problems import Problem, Refused
from linli.domain.proposal import Because, words_problems
from linli.domain.setting import Setting, SettingSource
from linli.domain.settings_catalogue import SETTINGS, SettingRule
from linli.domain.setup_sheets import SHEETS
from linli.domain.unit import Post
from linli.store import settings as stored
from linli.store import staff


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


def setting_whole(office: Office, key: str, now: datetime) -> int:
    """Return a whole number that is in force now."""
    return office.directory.settings.whole(key, today_of(office, now))


def setting_text(office: Office, key: str, now: datetime) -> str:
    """Return a text that is in force now."""
    return office.directory.settings.text(key, today_of(office, now))


def is_set_on(office: Office, key: str, now: datetime) -> bool:
    """Return a flag that is in force now."""
    return office.directory.settings.is_on(key, today_of(office, now))


def settings_page(office: Office, post: Post, now: datetime) -> tuple[SettingView, ...]:
    """Return every setting with its value, source and history, the newest change first."""
    changes = history(office)
    return tuple(_view(office, rule, post, now, changes.get(rule.key, ())) for rule in SETTINGS.values())


def _view(
    office: Office, rule: SettingRule, post: Post, now: datetime, changes: Sequence[SettingChange]
) -> SettingView:
    day = today_of(office, now)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedSetting:
    """A value that was set, or that waits under the number of its proposal."""

    setting: Setting
    proposal_id: str = ""


def change_setting(office: Office, post: Post, given: Mapping[str, str], *, key: str, now: datetime) -> ChangedSetting:
    """Save or propose a new value; raises Refused with every mistake, also where nothing would change."""
    rule = SETTINGS.get(key)
    if rule is None or not may_change(office, post, rule):
        raise Refused([Problem("not_found")])
    setting, problems = _read(office, rule, given, now)
    because = Because(reason_class=given.get("reason_class", ""), words=setting.reason)
    is_dual = needs_two(office, (setting,), now)
    if is_dual:
        problems += [one for one in because.problems() if one.at == "reason_class"]
    if problems:
        raise Refused(problems)
    if not is_dual:
        save_changes(office, post, (setting,), now)
        return ChangedSetting(setting=setting)
    cells = {"key": key, "value": setting.value, "from_date": f"{setting.from_date}", "reason": setting.reason}
    saved = save_row(office, post, Typed(sheet=SHEETS["setting"], cells=cells), now=now, because=because)
    return ChangedSetting(setting=setting, proposal_id=saved.proposal_id)


def _read(office: Office, rule: SettingRule, given: Mapping[str, str], now: datetime) -> tuple[Setting, list[Problem]]:
    problems: list[Problem] = []
    value, day = "", today_of(office, now)
    try:
        value = rule.read(given.get("value", ""))
    except Refused as refused:
        problems += [Problem(one.code, "value", one.params) for one in refused.problems]
    reason = given.get("reason", "").strip()
    problems += words_problems(reason, at="reason")
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
