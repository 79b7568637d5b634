"""Minutes become entries and orders at one press: all of them, or none.

The paper is made before the transaction, with the numbers that come next; where another took one meanwhile it is made
anew, so that no number is lost and none is given twice (see `linli.actions.papers`).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from linli.actions.deciding import (
    Beside,
    Office,
    answer_of,
    check_command_id,
    decide_move,
    new_id,
    numbered,
    outbox_of,
    streams_named,
)
from linli.actions.meeting_agenda import is_taken_up
from linli.actions.meeting_words import Called, called, item_title
from linli.actions.own_streams import Made, add_entry
from linli.actions.paper_templates import template_in_use
from linli.actions.papers import TRIES, press_of
from linli.actions.seats import actor_at
from linli.domain.engine import effects as fx
from linli.domain.engine.access import relations_of
from linli.domain.engine.assembling import Head
from linli.domain.engine.context import Actor, Command, Context, Decision, ValueDraft
from linli.domain.engine.decide import decide
from linli.domain.engine.running import conclude, joined
from linli.domain.engine.state import CaseState
from linli.domain.entry import to_milliseconds
from linli.domain.meeting import STREAM, ItemSet, MeetingStage, Sitting, Strength, Why, may_read
from linli.domain.meeting_checks import Minutes, Pressing, pressing_problems
from linli.domain.paper import Filling, PaperNumber, chinese_day, filling_problems, unit_label
from linli.domain.paper_forms import FORMS
from linli.domain.problems import Problem, Refused
from linli.domain.seal import Seal
from linli.domain.unit import Post
from linli.procedures import difficult_case, procedures
from linli.store import journal, ledgers, meetings
from linli.store import papers as stored
from linli.store.meetings import SITTINGS

FORM = FORMS["meeting_minutes"]
ORDER_SERIES = "督"
CATEGORY = {why.value: f"difficult_case.{why.value}" for why in Why if why is not Why.MISSED}
OPEN_SEALS = (Seal.OPEN.value, Seal.RESTRICTED.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeMinutes:
    """A paper with the numbers it was made with."""

    docx: bytes
    pdf: bytes
    template: str
    number: str
    serial: int
    order_serials: Mapping[str, int]
    """By the matter of a carried item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything a press starts from, fetched before the transaction."""

    sitting: Sitting
    minutes: Minutes
    texts: Mapping[str, str]
    """Measures (or an order's reason) by matter."""
    states: Mapping[str, CaseState]
    """By stream."""


def press_minutes(
    office: Office, post: Post, meeting_id: str, minutes: Minutes, *, command_id: str, now: datetime
) -> Mapping[str, object]:  # fmt: skip
    """Make the minutes: the paper, an entry in each matter, an item for each, an order for each that was missed.

    The same command again gives the same answer. Raises Refused with everything that is missing, item by item.
    """
    check_command_id(command_id)
    fields = {"summary": minutes.summary, "present": list(minutes.present)}
    command = Command(id=command_id, verb="make_minutes", stream=f"{STREAM}{meeting_id}", fields=fields)
    known = journal.known_command(office.county_id, command_id)
    if known is not None:
        return answer_of(known, command.body_hash(actor_at(post)))
    sheet = _sheet(office, post, meeting_id, minutes, now)
    press_of(office)
    for _try in range(TRIES):
        made = _paper(office, sheet, now)
        try:
            return _saved(office, post, sheet, made, command=command, now=now)
        except stored.NumberTaken:
            continue
    raise Refused([Problem("paper_number_busy")])


def _sheet(office: Office, post: Post, meeting_id: str, minutes: Minutes, now: datetime) -> Sheet:
    """Fetch and check everything; raises Refused with all that keeps the minutes from being made."""
    sitting = ledgers.kept(SITTINGS, office.county_id, meeting_id)
    if sitting is None or not may_read(post, sitting, office.directory):
        raise Refused([Problem("not_found")])
    kept = meetings.texts_of(office.county_id, [sitting.stream], ["measures"])
    written = {seq: text for (_, seq, _), text in kept.items()}
    states = journal.load_states(office.county_id, [f"case/{one.case}" for one in sitting.agenda])
    pressing = Pressing(
        sitting=sitting, written=frozenset(written),
        finals={state.id: state.is_final for state in states.values()},
    )  # fmt: skip
    problems = pressing_problems(pressing, minutes, post, office.directory, now)
    if problems:
        raise Refused(problems)
    texts = {one.case: written[one.words_seq] for one in sitting.agenda}
    return Sheet(sitting=sitting, minutes=minutes, texts=texts, states=states)


def counter_of(office: Office, unit_id: str, series: str, now: datetime) -> stored.Counter:
    """Return the run of numbers of a joint meeting's papers."""
    year = office.directory.calendar.local_date(now).year
    return stored.Counter(county_id=office.county_id, unit=unit_id, series=series, year=year)


def number_words(office: Office, unit_id: str, series: str, serial: int, now: datetime) -> str:
    """Return a number as it is printed, like 柳岸联席会议督〔2026〕3号."""
    year = office.directory.calendar.local_date(now).year
    label = unit_label(office.directory.unit_name(unit_id))
    return PaperNumber(label=label, series=series, year=year, serial=serial).text


def _paper(office: Office, sheet: Sheet, now: datetime) -> MadeMinutes:
    """Make the minutes with the numbers that come next; nobody holds those yet."""
    unit_id = sheet.sitting.head.unit
    serial = stored.next_serial(counter_of(office, unit_id, FORM.series, now))
    first = stored.next_serial(counter_of(office, unit_id, ORDER_SERIES, now))
    carried = [one.case for one in sheet.sitting.agenda if one.is_carried]
    serials = {case: first + place for place, case in enumerate(carried)}
    number = number_words(office, unit_id, FORM.series, serial, now)
    filling = _filling(office, sheet, number, serials, now)
    problems = filling_problems(FORM, filling)
    if problems:
        raise Refused(problems)
    version, template = template_in_use(office, FORM)
    docx = press_of(office).fill(template, FORM, filling)
    pdf = press_of(office).pdf(docx).content or b""
    return MadeMinutes(
        docx=docx, pdf=pdf, template=f"{FORM.key}@{version}", number=number, serial=serial, order_serials=serials
    )  # fmt: skip


def _filling(office: Office, sheet: Sheet, number: str, serials: Mapping[str, int], now: datetime) -> Filling:
    directory, sitting = office.directory, sheet.sitting
    names = called(office, [sitting.head.chair, *(id_ for one in sitting.agenda for id_ in _posts(sheet, one))])
    zone = directory.calendar.zone
    starts = sitting.starts_at.astimezone(zone)
    absent = [one for one in sitting.head.units if one not in sheet.minutes.present]
    units = "、".join(directory.unit_name(one) for one in sheet.minutes.present)
    words = {
        "paper_number": number,
        "unit": directory.unit_name(sitting.head.unit),
        "day": chinese_day(directory.calendar.local_date(now)),
        "meeting_name": f"{directory.unit_name(sitting.head.unit)}{starts.year}年{starts.month}月例会",
        "meeting_time": f"{chinese_day(starts.date())} {starts:%H:%M}",
        "meeting_place": sitting.head.place,
        "chair": names.get(sitting.head.chair, ""),
        "present": units,
        "absent": "、".join(directory.unit_name(one) for one in absent) or "无",
        "summary": sheet.minutes.summary.strip(),
        "orders": _order_words(office, sheet, serials, now),
        "copies_to": "各成员单位",
    }
    rows = tuple(_row(office, sheet, place, one, names) for place, one in enumerate(sitting.agenda, start=1))
    return Filling(words=words, rows={"items": rows})


def _posts(sheet: Sheet, item: ItemSet) -> tuple[str, str]:
    """Return sponsor and handler: as fixed now, or as an earlier sitting fixed them."""
    state = sheet.states[f"case/{item.case}"]
    return item.sponsor or state.notes.get("sponsor", ""), item.post or state.holder.post


def _row(office: Office, sheet: Sheet, place: int, item: ItemSet, names: Called) -> tuple[str, ...]:
    state = sheet.states[f"case/{item.case}"]
    sponsor, handler = _posts(sheet, item)
    unit = office.directory.unit_name(item.unit or state.holder.unit)
    return (
        str(place), item_title(office, state), names.get(sponsor, ""), sheet.texts[item.case],
        f"{unit} {names.get(handler, '')}".strip(), chinese_day(date.fromisoformat(item.due_date)),
    )  # fmt: skip


def _order_words(office: Office, sheet: Sheet, serials: Mapping[str, int], now: datetime) -> str:
    called = {"reminder": "督办提醒函", "order": "督办单", "listed": "挂牌督办通知书"}
    lines = [
        f"对“{item_title(office, sheet.states[f'case/{one.case}'])}”签发{called[one.strength]}:"
        f"{number_words(office, sheet.sitting.head.unit, ORDER_SERIES, serials[one.case], now)}。"
        for one in sheet.sitting.agenda
        if one.is_carried
    ]
    return "\n".join(lines) or "本次会议没有签发督办单。"


def _saved(
    office: Office, post: Post, sheet: Sheet, made: MadeMinutes, *, command: Command, now: datetime
) -> Mapping[str, object]:  # fmt: skip
    actor, sitting = actor_at(post), sheet.sitting
    unit_id = sitting.head.unit
    with journal.one_transaction():
        known = journal.begin_command(office.county_id, command.id)
        if known is not None:
            return answer_of(known, command.body_hash(actor))
        # Numbers before matters, as whoever signs one order between two sittings does: neither waits for the other.
        stored.take_serial(counter_of(office, unit_id, FORM.series, now), made.serial)
        for serial in made.order_serials.values():
            stored.take_serial(counter_of(office, unit_id, ORDER_SERIES, now), serial)
        states, heads = _locked(office, sitting)
        decided = _decided(office, sheet, states, actor, made, command=command, now=now)
        at = to_milliseconds(now)
        saving = journal.Saving(
            county_id=office.county_id, decisions=decided.decisions,
            outbox=outbox_of(office, decided.decisions, at), at=at,
        )  # fmt: skip
        journal.save(saving, heads)
        act = _minutes_act(sheet, made, decided.items)
        after = add_entry(office, SITTINGS, sitting.stream, act, (command, actor), now)
        return {"stream": after.stream, "seq": after.seq}


def _locked(office: Office, sitting: Sitting) -> tuple[dict[str, CaseState], dict[str, Head]]:
    """Lock the sitting and its matters in one order; raises Refused where the sitting moved on meanwhile."""
    streams = {f"case/{one.case}" for one in sitting.agenda}
    linked = journal.load_states(office.county_id, sorted(streams))
    wanted = streams | {name for state in linked.values() for name in streams_named(state, {})}
    heads = journal.lock_streams(office.county_id, {sitting.stream, *wanted})
    if heads.pop(sitting.stream, Head()).seq != sitting.seq:
        raise Refused([Problem("stale")])
    return journal.load_states(office.county_id, sorted(heads)), heads


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What the press does to matters, and the items as they stand after it."""

    decisions: tuple[Decision, ...]
    items: tuple[ItemSet, ...]


def _decided(
    office: Office, sheet: Sheet, states: dict[str, CaseState], actor: Actor, made: MadeMinutes, *, command: Command,
    now: datetime,
) -> Decided:  # fmt: skip
    """Decide every item; raises Refused with the reasons of all that cannot be, each named by its number."""
    found: dict[str, Decision] = {}
    items: list[ItemSet] = []
    problems: list[Problem] = []
    fresh = [one for one in sheet.sitting.agenda if not one.is_carried]
    year = office.directory.calendar.local_date(now).year
    serials = iter(journal.reserve_numbers(office.county_id, year, len(fresh)) if fresh else [])
    press = Press(office=office, sheet=sheet, states=states, actor=actor, command=command, now=now)
    for place, item in enumerate(sheet.sitting.agenda, start=1):
        try:
            if item.is_carried:
                serial = made.order_serials[item.case]
                decisions, after = _ordered(press, item, serial)
            else:
                decisions, after = _fixed(press, item, next(serials), place)
        except Refused as refused:
            problems += [replace(one, at=f"items.{item.case}.{one.at}".rstrip(".")) for one in refused.problems]
            continue
        items.append(replace(after, position=place))
        for one in decisions:
            before = found.get(one.after.stream)
            found[one.after.stream] = joined(before, one) if before else one
            states[one.after.stream] = one.after
    if problems:
        raise Refused(problems)
    return Decided(decisions=tuple(found.values()), items=tuple(items))


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What deciding one item may know."""

    office: Office
    sheet: Sheet
    states: Mapping[str, CaseState]
    actor: Actor
    command: Command
    now: datetime


def _fixed(press: Press, item: ItemSet, serial: int, place: int) -> tuple[tuple[Decision, ...], ItemSet]:
    """File the item that the meeting fixed, linked to its matter, and enter in the matter that it was."""
    office, parent = press.office, press.states[f"case/{item.case}"]
    if parent.is_final or is_taken_up(parent):  # it moved on between the check and the lock
        raise Refused([Problem("item_closed" if parent.is_final else "item_taken", params={"number": place})])
    now = to_milliseconds(max(press.now, parent.moved_at or press.now))
    stream = f"case/{new_id(now)}"
    unit_id = press.sheet.sitting.head.unit
    context = Context(
        now=now, actor=press.actor, procedure=difficult_case.PROCEDURE, directory=office.directory,
        related={parent.stream: parent}, procedures=procedures(),
        number=numbered(office, parent.area, now, serial),
    )  # fmt: skip
    fields = {
        "category": CATEGORY[item.why[0]], "area": parent.area, "channel": "inside", "other_case": parent.stream,
        "title": parent.title if parent.seal in OPEN_SEALS else "", "urgency": parent.urgency, "unit": item.unit,
        "post": item.post, "sponsor_post": item.sponsor, "measures": press.sheet.texts[item.case],
        "due_date": item.due_date, "meeting_unit": unit_id, "meeting": press.sheet.sitting.id,
        "asker": "known" if parent.requester == "known" else "none",
    }  # fmt: skip
    filing = Command(id=press.command.id, verb="file", stream=stream, fields=fields)
    decisions = {one.after.stream: one for one in decide(CaseState(stream=stream), filing, context)}
    child = decisions[stream].after
    told = {"matter": child.id, "meeting": press.sheet.sitting.id, "due_date": item.due_date}
    there = replace(
        context, procedure=context.procedure_for(parent), related={},
        relations=relations_of(press.actor.post, parent, office.directory) if press.actor.post else frozenset(),
    )  # fmt: skip
    linked = decisions.get(parent.stream)
    entry = conclude(
        linked.after if linked else parent, verb="meeting_fixed", given=told,
        effects=(fx.Noted(key="sponsor", value=item.sponsor), fx.Counted(what="meetings")), context=there,
        command=press.command,
    )  # fmt: skip
    decisions[parent.stream] = joined(linked, entry) if linked else entry
    return tuple(decisions.values()), replace(item, child=child.id)


def _ordered(press: Press, item: ItemSet, serial: int) -> tuple[tuple[Decision, ...], ItemSet]:
    """Sign the order on an item whose deadline passed."""
    office, state = press.office, press.states[f"case/{item.case}"]
    number = number_words(office, press.sheet.sitting.head.unit, ORDER_SERIES, serial, press.now)
    fields = {
        "unit": state.holder.unit, "due_date": item.due_date, "reason": press.sheet.texts[item.case],
        "order_number": number,
    }  # fmt: skip
    order = Command(id=press.command.id, verb=Strength(item.strength).verb, stream=state.stream, fields=fields)
    beside = Beside(related={key: one for key, one in press.states.items() if key != state.stream})
    saving = decide_move(office, state, order, actor=press.actor, now=press.now, beside=beside)
    return tuple(saving.decisions), replace(item, order_number=number, child=item.case)


def _minutes_act(sheet: Sheet, made: MadeMinutes, items: tuple[ItemSet, ...]) -> Made:
    """Return the sitting's last act: what was made of its items, and the paper's digests; the bytes lie beside."""
    told = replace(sheet.sitting.head, stage=MeetingStage.DECIDED.value, number=made.number)
    files = {"docx": made.docx, "pdf": made.pdf}
    values = (
        ValueDraft(field="summary", subject="case", value=sheet.minutes.summary.strip().encode()),
        *(
            ValueDraft(field=meetings.PAPER_FIELDS[kind], subject="case", value=content)
            for kind, content in files.items()
            if content
        ),
    )
    digests = {f"{kind}_sha256": hashlib.sha256(content).hexdigest() for kind, content in files.items() if content}
    pub = {
        **digests, "paper_number": made.number, "template": made.template, "present": list(sheet.minutes.present)
    }  # fmt: skip
    return Made(past="minutes_made", effects=(told, *items), pub=pub, values=values)


def minutes_file(office: Office, post: Post, meeting_id: str, kind: str) -> tuple[Sitting, bytes] | None:
    """Return the minutes as they were made, for whoever may open the sitting; None otherwise."""
    sitting = ledgers.kept(SITTINGS, office.county_id, meeting_id)
    if sitting is None or kind not in meetings.PAPER_FIELDS or not may_read(post, sitting, office.directory):
        return None
    content = meetings.paper(office.county_id, sitting, kind) if sitting.minutes_seq else None
    return (sitting, content) if content else None
