"""Records of the set-up in words: what each is called, and what a change does to it."""

from typing import Any, assert_never

from linli.actions.deciding import Office
from linli.console.words import area_words, category_name, language, unit_name
from linli.domain.area import Area
from linli.domain.calendar import YearTable
from linli.domain.category import Category
from linli.domain.deadline_steps import length_wording
from linli.domain.duty import Duty
from linli.domain.house_list import ListItem
from linli.domain.limit import Limit
from linli.domain.mediation_committee import MediationCommittee
from linli.domain.mediator import Mediator
from linli.domain.message_text import MessageText
from linli.domain.own_checklist import ChecklistHead, ChecklistLine
from linli.domain.place import Place
from linli.domain.setting import Setting
from linli.domain.settings_catalogue import SETTINGS
from linli.domain.setup_plan import Change
from linli.domain.setup_records import Record, record_name
from linli.domain.setup_sheets import CLASS_WORDINGS, DUTY_WORDINGS, SHEETS, URGENCY_WORDINGS
from linli.domain.setup_tables import cell_of
from linli.domain.unit import Post, Unit
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit

EVERYTHING, EVERY_CLASS = Wording("全部类别", "All categories"), Wording("全部地段", "All classes")
HIDDEN_FIELDS = frozenset({"geometry", "path", "id"})
FIELD_TITLES = {
    "unit_id": ("duty", "unit"), "area_path": ("post", "area"), "staff_id": ("post", "login"),
    "started_at": ("post", "started"), "ended_at": ("post", "ended"), "name": ("area", "name"),
}  # fmt: skip


def record_title(office: Office, record: Record) -> str:
    """Return what a record is called in the reader's language."""
    tongue = language()
    match record:
        case Area() | Unit():
            own = record.name_en if tongue == "en" and record.name_en else record.name
            return f"{own} ({record.key})"
        case Post():
            return f"{record.title or record.role.wording.within(tongue)} · {unit_name(office, record.unit_id)}"
        case Duty():
            kind = category_name(office, record.category) if record.category else EVERYTHING.within(tongue)
            return f"{kind} · {area_words(office, record.area_path)} · {DUTY_WORDINGS[record.role].within(tongue)}"
        case Category():
            return f"{record.name.within(tongue)} ({record.key})"
        case Limit():
            return limit_title(office, record)
        case YearTable():
            return str(record.year)
        case Setting():
            return SETTINGS[record.key].title.within(tongue)
        case MessageText():
            return f"{record.template} · {record.language}"
        case Place():
            return record.name_en if tongue == "en" and record.name_en else record.name
        case ListItem():
            return f"{record.list.wording.within(tongue)} {record.number} · {record.title}"
        case MediationCommittee():
            return f"{unit_name(office, record.unit_id)} · {record.kind.wording.within(tongue)}"
        case Mediator():
            post = office.directory.posts.get(record.post_id)
            return f"{record.kind.wording.within(tongue)} · {unit_name(office, post.unit_id) if post else ''}"
        case ChecklistHead():
            own = record.title_en if tongue == "en" and record.title_en else record.title
            return f"{own} v{record.version}"
        case ChecklistLine():
            own = record.title_en if tongue == "en" and record.title_en else record.title
            return f"{record.position}. {own}"
    assert_never(record)


def limit_title(office: Office, limit: Limit) -> str:
    """Return which matters a limit is for."""
    tongue = language()
    kind = category_name(office, limit.category) if limit.category else EVERYTHING.within(tongue)
    place = CLASS_WORDINGS[limit.area_class] if limit.area_class else EVERY_CLASS
    return f"{kind} · {place.within(tongue)} · {URGENCY_WORDINGS[limit.urgency].within(tongue)}"


def length_words(limit: Limit) -> str:
    """Return a limit's length such as "3 个工作日"."""
    return length_wording(limit.length, ClockUnit(limit.unit)).within(language())


def change_words(office: Office, change: Change) -> tuple[str, list[dict[str, str]]]:
    """Return what a change is about, and its differences field by field."""
    title = record_title(office, change.record)
    differences = []
    for name in change.changed_fields:
        if name in HIDDEN_FIELDS:
            continue
        before, after = getattr(change.before, name), getattr(change.record, name)
        differences.append(
            {
                "title": field_title(record_name(change.record), name),
                "before": value_words(office, change.noun, name, before),
                "after": value_words(office, change.noun, name, after),
            }
        )
    return title, differences


def field_title(noun: str, name: str) -> str:
    """Return what a field is called in its sheet."""
    keys = {column.key: column.title for column in SHEETS[noun].columns}
    if name in keys:
        return keys[name].within(language())
    other = FIELD_TITLES.get(name)
    return SHEETS[other[0]].column(other[1]).title.within(language()) if other else name


def value_words(office: Office, noun: str, name: str, value: Any) -> str:
    """Return a field's value as a person reads it; a holder's pseudonym stays behind a sign."""
    if name in ("unit_id",):
        return unit_name(office, str(value))
    if name == "area_path":
        return area_words(office, str(value))
    if name == "staff_id":
        return "●" if value else "–"
    if isinstance(value, Wording):
        return f"{value.zh} / {value.en}"
    column = next((one for one in SHEETS[noun].columns if one.key == name), None)
    shown = cell_of(column, value, language()) if column else value
    if hasattr(shown, "astimezone"):
        shown = f"{shown:%Y-%m-%d}"
    return "–" if shown in (None, "") else str(shown)
