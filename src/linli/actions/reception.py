"""The reception rota: drawn up from the calendar, changed with history, shown to everybody with its gaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from linli.actions.channel_posts import may_plan
from linli.actions.deciding import Office, new_id
from linli.actions.seats import actor_at
from linli.domain.area import AreaLevel
from linli.domain.engine.context import EntryDraft
from linli.domain.entry import to_milliseconds
from linli.domain.problems import Problem, Refused
from linli.domain.reception import (
    LEADERS,
    DutyKind,
    Leader,
    ReceptionDuty,
    RotaDay,
    duty_problems,
    fill_gaps,
    is_at_once,
    month_days,
    rota_of,
)
from linli.domain.unit import Post, UnitKind
from linli.store import journal, staff, streams
from linli.store import reception as stored
from linli.store.letters import lock_register

PLACE_MAX = 80
LEADING_KINDS = frozenset({UnitKind.GOVERNANCE_CENTRE, UnitKind.JOINT_MEETING})
"""Units whose leaders also receive at those below: a department's head receives at the department."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyShown:
    """One line of a rota with the names that are published: who leads is no secret."""

    duty: ReceptionDuty
    leader: str
    """The leader's name; "" where the post is vacant by now."""
    title: str
    title_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayShown:
    """One working day of a rota."""

    day: date
    lines: tuple[DutyShown, ...]

    @property
    def is_gap(self) -> bool:
        """Say whether nobody receives: none is named, or whoever is named has left the post."""
        return not any(one.leader for one in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedDuty:
    """What somebody fills in for one line."""

    on_date: date
    begins: time
    ends: time
    post_id: str
    place: str
    kind: DutyKind = DutyKind.HERE
    area_path: str = ""


def leaders_for(office: Office, unit_id: str, now: datetime) -> tuple[Post, ...]:
    """Return the held posts of leaders who may receive at a unit: its own, and of the centres and meetings above."""
    unit = office.directory.units[unit_id]
    found = []
    for post in office.directory.posts.values():
        own = office.directory.units.get(post.unit_id)
        if own is None or post.role not in LEADERS or not post.is_active(now):
            continue
        is_above = own.kind in LEADING_KINDS and unit.area_path.startswith(own.area_path)
        if own.id == unit_id or is_above:
            found.append((own.id != unit_id, -len(own.area_path), own.id, post.id, post))
    return tuple(one[-1] for one in sorted(found, key=lambda one: one[:-1]))


def rota_unit(office: Office, wanted: str = "") -> str:
    """Return the unit whose rota is asked for by its key, else the county's centre; "" where there is none."""
    by_key = {one.key: one.id for one in office.directory.units.values() if one.is_active}
    if wanted:
        return by_key.get(wanted, "")
    top = next((area for area in office.directory.tree if area.level is AreaLevel.COUNTY), None)
    centre = office.directory.centre_for(top.path, AreaLevel.COUNTY) if top else None
    return centre.id if centre else ""


def units_with_rota(office: Office, now: datetime) -> tuple[str, ...]:
    """Return the units that have a rota in this month or later, the widest area first."""
    since = office.directory.calendar.local_date(now).replace(day=1)
    units = office.directory.units
    found = [one for one in stored.units_with_rota(office.county_id, since) if one in units]
    return tuple(sorted(found, key=lambda one: (len(units[one].area_path), units[one].key)))


def rota_shown(office: Office, unit_id: str, month: date, now: datetime) -> tuple[DayShown, ...]:
    """Return the working days of a month with who receives at a unit."""
    days = month_days(month)
    duties = stored.duties_between(office.county_id, days[0], days[-1], units=(unit_id,))
    shown = {one.duty.id: one for one in _shown(office, duties, now)}
    rota = rota_of(month, duties, office.directory.calendar)
    return tuple(DayShown(day=one.day, lines=tuple(shown[duty.id] for duty in one.duties)) for one in rota)


def goings_down(office: Office, first: date, last: date, now: datetime) -> tuple[DutyShown, ...]:
    """Return the days on which leaders go to service points, of every unit."""
    duties = stored.duties_between(office.county_id, first, last)
    return _shown(office, [one for one in duties if one.kind is DutyKind.OUT], now)


def receiving_on(office: Office, unit_id: str, day: date, now: datetime) -> tuple[DutyShown, ...]:
    """Return who receives on a day at a unit, here or where they go."""
    return _shown(office, stored.duties_between(office.county_id, day, day, units=(unit_id,)), now)


def _shown(office: Office, duties: Sequence[ReceptionDuty], now: datetime) -> tuple[DutyShown, ...]:
    posts = {one.post_id: office.directory.posts.get(one.post_id) for one in duties}
    held = {key: post for key, post in posts.items() if post is not None and post.is_active(now)}
    names = staff.names_of(post.staff_id or "" for post in held.values())
    return tuple(
        DutyShown(
            duty=one,
            leader=names.get(held[one.post_id].staff_id or "", "") if one.post_id in held else "",
            title=_title(office, posts.get(one.post_id), "zh"),
            title_en=_title(office, posts.get(one.post_id), "en"),
        )
        for one in duties
    )


def _title(office: Office, post: Post | None, language: str) -> str:
    if post is None:
        return ""
    unit = office.directory.units.get(post.unit_id)
    name = (unit.name_en if language == "en" and unit.name_en else unit.name) if unit else ""
    role = post.role.wording.within("en") if language == "en" else post.title or post.role.wording.zh
    return f"{name} · {role}" if language == "en" else f"{name}{role}"


def add_duty(office: Office, post: Post, asked: AskedDuty, *, now: datetime) -> ReceptionDuty:
    """Put one line on the rota of the post's unit; raises Refused with everything that speaks against it."""
    duty = _made(office, post, asked, now)
    with journal.one_transaction():
        lock_register(office.county_id)
        known = stored.duties_between(office.county_id, duty.on_date, duty.on_date)
        if problems := _problems(office, post, duty, known, now):
            raise Refused(problems)
        stored.add_duties(office.county_id, (duty,))
        _append(office, post, "planned", duty, now)
    return duty


def fill_month(
    office: Office, post: Post, month: date, leaders: Sequence[str], asked: AskedDuty, *, now: datetime
) -> tuple[ReceptionDuty, ...]:
    """Give every working day of a month that has nobody to one of `leaders` in turn; `asked` tells hours and place.

    Days that are over and days that have somebody stay as they are, and days on which all of them are elsewhere at
    those hours. Raises Refused with every mistake.
    """
    if not leaders:
        raise Refused([Problem("reception_nobody_chosen", at="leaders")])
    today = office.directory.calendar.local_date(now)
    days = month_days(month)
    with journal.one_transaction():
        lock_register(office.county_id)
        known = stored.duties_between(office.county_id, days[0], days[-1])
        own = [one for one in known if one.unit_id == post.unit_id]
        rota: Sequence[RotaDay] = rota_of(month, own, office.directory.calendar, since=today)
        busy = {(one.on_date, one.post_id) for one in known if is_at_once(one, asked.begins, asked.ends)}
        chosen = fill_gaps(rota, leaders, busy=busy)
        if not chosen:
            code = "reception_twice" if any(one.is_gap for one in rota) else "reception_no_gap"
            raise Refused([Problem(code, at="leaders")])
        made = []
        problems: dict[tuple[str, str], Problem] = {}
        for day, leader in chosen:
            line = AskedDuty(on_date=day, begins=asked.begins, ends=asked.ends, post_id=leader, place=asked.place)
            duty = _made(office, post, line, now)
            for one in _problems(office, post, duty, known, now):
                problems.setdefault((one.code, one.at), one)
            made.append(duty)
        if problems:
            raise Refused(problems.values())
        stored.add_duties(office.county_id, made)
        _append_all(office, post, "planned", made, now)
    return tuple(made)


def end_duty(office: Office, post: Post, duty_id: str, *, now: datetime) -> None:
    """Take a line off the rota; it stays in the history. Raises Refused for a stranger's or an ended one."""
    with journal.one_transaction():
        lock_register(office.county_id)
        duty = stored.duty(office.county_id, duty_id[:26])
        if duty is None or not duty.is_active or duty.unit_id != post.unit_id or not may_plan(office, post):
            raise Refused([Problem("not_found")])
        if duty.on_date < office.directory.calendar.local_date(now):
            raise Refused([Problem("reception_in_the_past")])
        stored.end_duty(duty.id)
        _append(office, post, "taken_off", duty, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaChange:
    """One change of a rota as its entry tells it."""

    verb: str
    changed_at: datetime
    who: str
    on_date: date | None
    leader: str
    place: str


def history(office: Office, unit_id: str) -> tuple[RotaChange, ...]:
    """Return every change of a unit's rota, the newest first."""
    entries = streams.entries_of(office.county_id, f"reception/{unit_id}")
    actors = staff.names_of(str(one.actor.get("staff", "")) for one in entries)
    found = []
    for entry in reversed(list(entries)):
        for line in entry.pub.get("lines", ()):
            post = office.directory.posts.get(str(line["post"]))
            found.append(
                RotaChange(
                    verb=entry.type.partition(".")[2], changed_at=entry.recv,
                    who=actors.get(str(entry.actor.get("staff", "")), ""),
                    on_date=date.fromisoformat(line["on_date"]), leader=_title(office, post, "zh"),
                    place=str(line["place"]),
                )
            )  # fmt: skip
    return tuple(found)


def _made(office: Office, post: Post, asked: AskedDuty, now: datetime) -> ReceptionDuty:
    return ReceptionDuty(
        id=new_id(now), unit_id=post.unit_id, on_date=asked.on_date, begins=asked.begins, ends=asked.ends,
        post_id=asked.post_id, place=asked.place.strip()[:PLACE_MAX], kind=asked.kind, area_path=asked.area_path,
    )  # fmt: skip


def _problems(
    office: Office, post: Post, duty: ReceptionDuty, known: Sequence[ReceptionDuty], now: datetime
) -> list[Problem]:
    if not may_plan(office, post):
        return [Problem("not_found")]
    eligible = {one.id: one for one in leaders_for(office, post.unit_id, now)}
    leader = eligible.get(duty.post_id)
    calendar = office.directory.calendar
    others = [one for one in known if one.on_date == duty.on_date]
    found = list(
        duty_problems(
            duty, Leader(post_id=duty.post_id, role=leader.role if leader else None), others, calendar,
            today=calendar.local_date(now),
        )
    )  # fmt: skip
    if duty.kind is DutyKind.OUT and not _is_within(office, duty):
        found.append(Problem("place_needed", at="area"))
    return found


def _is_within(office: Office, duty: ReceptionDuty) -> bool:
    """Say whether a leader goes to a place that there is, in the unit's own area."""
    own = office.directory.units[duty.unit_id].area_path
    return duty.area_path in office.directory.tree.by_path and duty.area_path.startswith(own)


def _append(office: Office, post: Post, verb: str, duty: ReceptionDuty, now: datetime) -> None:
    _append_all(office, post, verb, (duty,), now)


def _append_all(office: Office, post: Post, verb: str, duties: Sequence[ReceptionDuty], now: datetime) -> None:
    lines = [_spelled(one) for one in duties]
    draft = EntryDraft(
        stream=f"reception/{post.unit_id}", type=f"reception.{verb}", at=to_milliseconds(now),
        actor=actor_at(post).to_json(), pub={"lines": lines}, effects=(),
    )  # fmt: skip
    streams.append(office.county_id, (draft,))


def _spelled(duty: ReceptionDuty) -> Mapping[str, Any]:
    return {
        "duty": duty.id, "kind": duty.kind.value, "on_date": duty.on_date.isoformat(),
        "begins": duty.begins.isoformat("minutes"), "ends": duty.ends.isoformat("minutes"), "post": duty.post_id,
        "place": duty.place, "area": duty.area_path,
    }  # fmt: skip


def months_shown(office: Office, now: datetime) -> tuple[date, date]:
    """Return the first days of this month and of the next: what a public rota shows."""
    first = office.directory.calendar.local_date(now).replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1)
