"""The record of an inspection as a paper: made once, when the inspection is finished, with its own number."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from linli.actions.deciding import Office, answer_of, check_command_id
from linli.actions.inspections import SUBJECT, check_inspector, list_of
from linli.actions.meeting_minutes import counter_of, number_words
from linli.actions.meeting_words import called
from linli.actions.own_streams import Asking, Made, add_entry, existing, once
from linli.actions.paper_templates import template_in_use
from linli.actions.papers import TRIES, pdf_of, press_of
from linli.actions.seats import actor_at
from linli.domain.engine.context import Command, ValueDraft
from linli.domain.inspection import (
    SIDE_PLACE,
    STREAM,
    BatchResult,
    Inspection,
    InspectionStage,
    Kind,
    Outcome,
    Way,
)
from linli.domain.inspection_rights import may_read
from linli.domain.paper import Filling, chinese_day, filling_problems
from linli.domain.paper_forms import FORMS
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post
from linli.store import cases, journal, ledgers
from linli.store import inspection_streams as streams
from linli.store import papers as stored
from linli.store.inspection_streams import INSPECTIONS

FORM = FORMS["inspection_record"]
FIELDS = {"docx": "paper_docx", "pdf": "paper_pdf"}
OUTCOMES = {Outcome.OK.value: "符合", Outcome.NOT_OK.value: "不符合", Outcome.NOT_APPLICABLE.value: "不适用"}
KINDS = {
    Kind.ROUTINE.value: "日常检查", Kind.UNANNOUNCED.value: "突击检查", Kind.FOLLOW_UP.value: "复查",
    Kind.JOINT.value: "联合检查", Kind.LEADER_LED.value: "领导带队检查",
}  # fmt: skip
WAYS = {
    Way.SIGNED.value: "当场在屏幕上签字。", Way.REFUSED.value: "拒绝签字。", Way.ABSENT.value: "无人在场签字。"
}  # fmt: skip
RESULTS = {
    BatchResult.AWAITED.value: "待检验", BatchResult.PASSED.value: "合格", BatchResult.FAILED.value: "不合格",
}  # fmt: skip
BATCHES_PRINTED = 10
Kept = Mapping[tuple[int, str], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A paper with the number it was made with."""

    docx: bytes
    pdf: bytes
    number: str
    serial: int
    template: str


def make_record(office: Office, post: Post, inspection_id: str, *, command_id: str, now: datetime) -> Inspection:
    """Make the record of a finished inspection; it is made once, and its number is lost with no other.

    The paper is made before its number is taken; where another took it meanwhile, it is made anew with the next.
    """
    check_command_id(command_id)
    command = Command(id=command_id, verb="make_record", stream=f"{STREAM}{inspection_id[:26]}")
    known = journal.known_command(office.county_id, command_id)
    if known is not None:
        answer_of(known, command.body_hash(actor_at(post)))
        return existing(ledgers.kept(INSPECTIONS, office.county_id, inspection_id))
    found = _to_record(office, post, ledgers.kept(INSPECTIONS, office.county_id, inspection_id))
    for _try in range(TRIES):
        sheet = _sheet(office, found, now)
        try:
            return _saved(office, post, inspection_id, sheet, command=command, now=now)
        except stored.NumberTaken:
            continue
    raise Refused([Problem("paper_number_busy")])


def _to_record(office: Office, post: Post, inspection: Inspection | None) -> Inspection:
    if inspection is None or not may_read(post, inspection, office.directory):
        raise Refused([Problem("not_found")])
    check_inspector(post, inspection)
    if inspection.stage is not InspectionStage.FINISHED:
        raise Refused([Problem("inspection_not_over")])
    if inspection.paper_seq:
        raise Refused([Problem("inspection_paper_made")])
    return inspection


def _saved(
    office: Office, post: Post, inspection_id: str, sheet: Sheet, *, command: Command, now: datetime
) -> Inspection:  # fmt: skip
    def make(asking: Asking) -> Inspection:
        before = _to_record(office, post, ledgers.held(INSPECTIONS, office.county_id, inspection_id))
        stored.take_serial(counter_of(office, before.head.unit, FORM.series, now), sheet.serial)
        return add_entry(office, INSPECTIONS, before.stream, _made(before, sheet), asking, now)

    def again(_stream: str) -> Inspection:
        return existing(ledgers.kept(INSPECTIONS, office.county_id, inspection_id))

    return once(office, post, command, again=again, make=make)


def _made(inspection: Inspection, sheet: Sheet) -> Made:
    files = {kind: content for kind, content in (("docx", sheet.docx), ("pdf", sheet.pdf)) if content}
    values = tuple(ValueDraft(field=FIELDS[kind], subject=SUBJECT, value=content) for kind, content in files.items())
    digests = {f"{kind}_sha256": hashlib.sha256(content).hexdigest() for kind, content in files.items()}
    pub = {**digests, "number": sheet.number, "template": sheet.template}
    return Made(past="paper_made", effects=(inspection.head,), pub=pub, values=values)


def _sheet(office: Office, inspection: Inspection, now: datetime) -> Sheet:
    unit = inspection.head.unit
    serial = stored.next_serial(counter_of(office, unit, FORM.series, now))
    number = number_words(office, unit, FORM.series, serial, now)
    filling = _filling(office, inspection, number, now)
    problems = filling_problems(FORM, filling)
    if problems:
        raise Refused(problems)
    version, template = template_in_use(office, FORM)
    docx = press_of(office).fill(template, FORM, filling)
    pdf = press_of(office).pdf(docx).content or b""
    return Sheet(docx=docx, pdf=pdf, number=number, serial=serial, template=f"{FORM.key}@{version}")


def _filling(office: Office, inspection: Inspection, number: str, now: datetime) -> Filling:
    directory, head = office.directory, inspection.head
    kept = streams.values_of(office.county_id, inspection.stream)
    place = next((one for one in directory.setup.places if one.id == head.place), None)
    checklist = list_of(office, inspection)
    names = called(office, head.inspectors)
    words = {
        "paper_number": number,
        "unit": directory.unit_name(head.unit),
        "day": chinese_day(directory.calendar.local_date(now)),
        "place_name": place.name if place else head.place,
        "place_area": "".join(one.name for one in directory.tree.lineage(head.area)),
        "checklist": f"{checklist.title.zh if checklist else head.checklist}（第{head.version}版）",
        "inspection_kind": KINDS[head.kind],
        "inspection_time": _time(office, inspection),
        "inspectors": "、".join(names.get(one, one) for one in head.inspectors),
        "findings": f"{_findings(office, inspection)}{_samples(inspection, kept)}",
        "place_stands": _stands(inspection, kept),
    }
    rows = tuple(_row(office, inspection, place_, key, kept) for place_, key in enumerate(head.items, start=1))
    return Filling(words=words, rows={"items": rows})


def _time(office: Office, inspection: Inspection) -> str:
    zone = office.directory.calendar.zone
    start, end = (
        moment.astimezone(zone) if moment else None for moment in (inspection.started_at, inspection.finished_at)
    )
    if start is None or end is None:
        return ""
    is_same = start.date() == end.date()
    last = f"{end:%H:%M}" if is_same else f"{chinese_day(end.date())} {end:%H:%M}"
    return f"{chinese_day(start.date())} {start:%H:%M} 至 {last}"


def _row(office: Office, inspection: Inspection, number: int, key: str, kept: Kept) -> tuple[str, ...]:
    checklist, answer = list_of(office, inspection), inspection.answers[key]
    item = checklist.item(key) if checklist else None
    note = kept.get((answer.note_seq, f"note_{key}"), b"").decode("utf-8", "replace")
    title, basis = (item.title.zh, item.basis.printed) if item else (key, "")
    return (str(number), title, basis, OUTCOMES.get(answer.outcome, answer.outcome), note)


def _findings(office: Office, inspection: Inspection) -> str:
    if not inspection.not_ok:
        return "未发现问题。"
    states = journal.load_states(office.county_id, [f"case/{one}" for one in inspection.cases])
    numbers = "、".join(state.number for state in states.values())
    return f"发现问题{len(inspection.not_ok)}项，已登记隐患：{numbers}。"


def _samples(inspection: Inspection, kept: Kept) -> str:
    """Return what was sampled, batch by batch; "" where nothing was."""
    told = [
        f"{one.batch} {kept.get((one.product_seq, 'product'), b'').decode('utf-8', 'replace')}"
        f"{one.samples}份（{RESULTS.get(one.result, one.result)}）"
        for one in inspection.batches.values()
    ]
    more = f"等{len(told)}批" if len(told) > BATCHES_PRINTED else ""
    return f"抽样{len(told)}批：{'；'.join(told[:BATCHES_PRINTED])}{more}。" if told else ""


def _stands(inspection: Inspection, kept: Kept) -> str:
    way, seq = inspection.signed.get(SIDE_PLACE, ("", 0))
    reason = kept.get((seq, "reason"), b"").decode("utf-8", "replace")
    return f"{WAYS.get(way, '')}{reason}"


def record_file(office: Office, post: Post, inspection_id: str, kind: str) -> tuple[Inspection, bytes] | None:
    """Return the record as it was made, for whoever may open the inspection; None otherwise."""
    found = ledgers.kept(INSPECTIONS, office.county_id, inspection_id)
    if found is None or kind not in FIELDS or not may_read(post, found, office.directory) or not found.paper_seq:
        return None
    content = cases.paper(office.county_id, found.stream, found.paper_seq, FIELDS[kind])
    if content is None and kind == "pdf":
        content = pdf_of(office, cases.paper(office.county_id, found.stream, found.paper_seq, FIELDS["docx"]))
    return (found, content) if content else None
