"""Papers of an oversight round: the notice that begins it, and the document by which problems become a unit's duty.

A paper is made before the transaction with the number that comes next, as minutes of a joint meeting are; where another
took the number meanwhile it is made anew.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from linli.actions.deciding import Office, answer_of, check_command_id, new_id, numbered, outbox_of, today_of
from linli.actions.oversight import Deed, check_act, readable
from linli.actions.own_streams import Asking, Made, add_entry, once
from linli.actions.paper_templates import template_in_use
from linli.actions.papers import TRIES, pdf_of, press_of
from linli.actions.seats import actor_at
from linli.domain.engine.access import relations_of
from linli.domain.engine.context import Command, Context, Decision, ValueDraft
from linli.domain.engine.decide import decide
from linli.domain.engine.running import joined
from linli.domain.engine.state import CaseState
from linli.domain.entry import to_milliseconds
from linli.domain.oversight_checks import document_problems, notice_problems
from linli.domain.oversight_round import (
    CHANNEL_WORDS,
    KINDS,
    FindingSet,
    FindingStage,
    HandedOver,
    OversightRound,
    RoundStage,
    may_read,
)
from linli.domain.paper import Filling, PaperForm, PaperNumber, chinese_day, filling_problems, unit_label
from linli.domain.paper_forms import FORMS
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post
from linli.procedures import oversight as procedure
from linli.procedures import procedures
from linli.store import journal, ledgers, meetings
from linli.store import oversight as stored
from linli.store import papers as numbers
from linli.store.oversight import ROUNDS

NOTICE, HAND_OVER = FORMS["oversight_notice"], FORMS["oversight_hand_over"]
KINDS_ZH = {key: zh for key, zh, _ in KINDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What the leader fills in to hand problems over to one unit."""

    unit: str = ""
    findings: tuple[str, ...] = ()
    rectify_date: str = ""
    demands: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeDocument:
    """A paper with the number it was made with."""

    form: PaperForm
    docx: bytes
    pdf: bytes
    template: str
    number: str
    serial: int

    def values(self) -> tuple[ValueDraft, ...]:
        """Return its files as values that are kept apart."""
        files = {"docx": self.docx, "pdf": self.pdf}
        return tuple(
            ValueDraft(field=stored.PAPER_FIELDS[kind], subject="case", value=content)
            for kind, content in files.items()
            if content
        )

    def digests(self) -> dict[str, str]:
        """Return what an entry tells of it."""
        files = {"docx": self.docx, "pdf": self.pdf}
        found = {f"{kind}_sha256": hashlib.sha256(content).hexdigest() for kind, content in files.items() if content}
        return {**found, "paper_number": self.number, "template": self.template}


Save = Callable[[OversightRound, MadeDocument, Asking], OversightRound]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressing:
    """One press of a paper: what it is, what goes in, what it leaves behind."""

    office: Office
    post: Post
    now: datetime
    form: PaperForm
    filling: Filling
    asked: Deed
    save: Save


def publish_notice(
    office: Office, post: Post, round_id: str, words: str, channels: tuple[str, ...], *, command_id: str, now: datetime
) -> OversightRound:  # fmt: skip
    """Publish the notice: the paper with its number, and from then on the public page. Raises Refused with all."""
    asked = Deed(
        command_id=command_id, verb="publish_notice", fields={"notice_words": words, "channels": list(channels)},
        stages=frozenset({RoundStage.PLANNED}), is_leaders=True,
    )  # fmt: skip
    done, one = _begun(office, post, round_id, asked)
    if done:
        return one
    problems = notice_problems(words, channels)
    if problems:
        raise Refused(problems)

    def save(before: OversightRound, made: MadeDocument, asking: Asking) -> OversightRound:
        day = today_of(office, now).isoformat()
        told = replace(
            before.head, stage=RoundStage.ON_SITE.value, channels=channels, notice_number=made.number, notice_date=day
        )  # fmt: skip
        text = ValueDraft(field="notice_words", subject="case", value=words.strip().encode())
        act = Made(past="noticed", effects=(told,), pub=made.digests(), values=(text, *made.values()))
        return add_entry(office, ROUNDS, before.stream, act, asking, now)

    filling = Filling(words=_notice_words(office, one, words.strip(), channels, now), rows={})
    return _pressed(
        Pressing(office=office, post=post, now=now, form=NOTICE, filling=filling, asked=asked, save=save), one
    )  # fmt: skip


def _begun(office: Office, post: Post, round_id: str, asked: Deed) -> tuple[bool, OversightRound]:
    """Return the round, and whether the command was done before; raises Refused where it may not be."""
    check_command_id(asked.command_id)
    one = readable(office, post, ledgers.kept(ROUNDS, office.county_id, round_id))
    known = journal.known_command(office.county_id, asked.command_id)
    if known is not None:
        answer_of(known, _command(one, asked).body_hash(actor_at(post)))
        return True, one
    check_act(one, post, asked)
    press_of(office)
    return False, one


def _command(one: OversightRound, asked: Deed) -> Command:
    return Command(id=asked.command_id, verb=asked.verb, stream=one.stream, fields=asked.fields)


def _standing(office: Office, one: OversightRound, now: datetime) -> dict[str, str]:
    unit = office.directory.units[one.head.unit]
    return {
        "unit": unit.name, "day": chinese_day(today_of(office, now)), "unit_phone": unit.phone,
        "round_title": one.head.title,
    }  # fmt: skip


def _notice_words(
    office: Office, one: OversightRound, words: str, channels: tuple[str, ...], now: datetime
) -> dict[str, str]:
    days = f"{chinese_day(one.starts_on)}至{chinese_day(one.ends_on)}，共{one.head.length_days}天"
    return {
        **_standing(office, one, now), "period": days, "notice_words": words,
        "visited": "、".join(office.directory.unit_name(each.unit) for each in one.visited),
        "channels": "、".join(CHANNEL_WORDS[each].zh for each in channels),
    }  # fmt: skip


def _pressed(press: Pressing, one: OversightRound) -> OversightRound:
    for _try in range(TRIES):
        made = _made(press, one)
        try:
            return _saved(press, one, made)
        except numbers.NumberTaken:
            continue
    raise Refused([Problem("paper_number_busy")])


def _counter(press: Pressing, one: OversightRound) -> numbers.Counter:
    office = press.office
    return numbers.Counter(
        county_id=office.county_id, unit=one.head.unit, series=press.form.series,
        year=today_of(office, press.now).year,
    )  # fmt: skip


def _made(press: Pressing, one: OversightRound) -> MadeDocument:
    """Make the paper with the number that comes next; nobody holds it yet."""
    office, form = press.office, press.form
    counter = _counter(press, one)
    serial = numbers.next_serial(counter)
    label = unit_label(office.directory.unit_name(one.head.unit))
    number = PaperNumber(label=label, series=form.series, year=counter.year, serial=serial).text
    filling = Filling(words={**press.filling.words, "paper_number": number}, rows=press.filling.rows)
    problems = filling_problems(form, filling)
    if problems:
        raise Refused(problems)
    version, template = template_in_use(office, form)
    docx = press_of(office).fill(template, form, filling)
    pdf = press_of(office).pdf(docx).content or b""
    return MadeDocument(
        form=form, docx=docx, pdf=pdf, template=f"{form.key}@{version}", number=number, serial=serial
    )  # fmt: skip


def _saved(press: Pressing, seen: OversightRound, made: MadeDocument) -> OversightRound:
    office = press.office

    def save(asking: Asking) -> OversightRound:
        numbers.take_serial(_counter(press, seen), made.serial)
        one = ledgers.held(ROUNDS, office.county_id, seen.id)
        if one is None or one.seq != seen.seq:
            raise Refused([Problem("stale")])
        return press.save(one, made, asking)

    return once(office, press.post, _command(seen, press.asked), again=lambda _stream: seen, make=save)


def hand_over(
    office: Office, post: Post, round_id: str, given: Document, *, command_id: str, now: datetime
) -> OversightRound:
    """Hand problems over to their unit: the document, and one matter with a part for each. Raises Refused with all."""
    fields = {
        "unit": given.unit, "findings": list(given.findings), "rectify_date": given.rectify_date,
        "demands": given.demands,
    }  # fmt: skip
    asked = Deed(command_id=command_id, verb="hand_over", fields=fields, is_leaders=True)
    done, one = _begun(office, post, round_id, asked)
    if done:
        return one
    day = today_of(office, now)
    problems = document_problems(given.findings, given.unit, one, given.rectify_date, given.demands, day)
    if problems:
        raise Refused(problems)
    texts = meetings.texts_of(office.county_id, [one.stream], ["problem_words"])
    chosen = [one.findings[id_] for id_ in dict.fromkeys(given.findings)]
    words = {each.id: texts[one.stream, each.words_seq, "problem_words"] for each in chosen}
    handing = _Handing(office=office, post=post, given=given, chosen=tuple(chosen), words=words, now=now)

    def save(before: OversightRound, made: MadeDocument, asking: Asking) -> OversightRound:
        return _handed(handing, before, made, asking)

    filling = Filling(words=_document_words(office, one, given, now), rows={"problems": _rows(chosen, words)})
    return _pressed(
        Pressing(office=office, post=post, now=now, form=HAND_OVER, filling=filling, asked=asked, save=save), one
    )  # fmt: skip


def _document_words(office: Office, one: OversightRound, given: Document, now: datetime) -> dict[str, str]:
    return {
        **_standing(office, one, now), "receiver": office.directory.unit_name(given.unit),
        "rectify_day": chinese_day(date.fromisoformat(given.rectify_date)), "demands": given.demands.strip(),
    }  # fmt: skip


def _rows(chosen: list[FindingSet], words: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (str(place), each.id, KINDS_ZH[each.kind], words[each.id]) for place, each in enumerate(chosen, start=1)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Handing:
    """What goes to one unit, with the words of each problem."""

    office: Office
    post: Post
    given: Document
    chosen: tuple[FindingSet, ...]
    words: Mapping[str, str]
    now: datetime


def _handed(
    handing: _Handing, before: OversightRound, made: MadeDocument, by: Asking
) -> OversightRound:  # fmt: skip
    """File the matter and enter in the round what went out, in the caller's transaction."""
    office, given, now = handing.office, handing.given, handing.now
    decision = _matter(handing, before, made, by)
    at = to_milliseconds(now)
    saving = journal.Saving(
        county_id=office.county_id, decisions=(decision,), outbox=outbox_of(office, (decision,), at), at=at
    )  # fmt: skip
    journal.save(saving, {})
    case = decision.after.id
    handed = HandedOver(
        unit=given.unit, case=case, document=made.number, rectify_date=given.rectify_date,
        day=today_of(office, now).isoformat(),
    )  # fmt: skip
    found = tuple(
        replace(each, stage=FindingStage.HANDED_OVER.value, case=case, part=f"p{place}", document=made.number)
        for place, each in enumerate(handing.chosen, start=1)
    )
    act = Made(past="handed_over", effects=(handed, *found), pub=made.digests(), values=made.values())
    return add_entry(office, ROUNDS, before.stream, act, by, now)


def _matter(handing: _Handing, one: OversightRound, made: MadeDocument, by: Asking) -> Decision:
    """Decide the matter: opened, its problems listed, handed over; the engine's own rules hold for each."""
    office, given, now = handing.office, handing.given, to_milliseconds(handing.now)
    unit = office.directory.units[given.unit]
    stream = f"case/{new_id(now)}"
    serial = journal.reserve_numbers(office.county_id, today_of(office, now).year, 1)[0]
    context = Context(
        now=now, actor=by[1], procedure=procedure.PROCEDURE, directory=office.directory, procedures=procedures(),
        number=numbered(office, unit.area_path, now, serial),
    )  # fmt: skip
    filing = {"area": unit.area_path, "channel": "inside", "title": one.head.title, "round": one.id}
    steps: list[tuple[str, dict[str, Any]]] = [("add_problem", _problem(handing, each)) for each in handing.chosen]
    last = {"document_number": made.number, "rectify_date": given.rectify_date, "demands": given.demands.strip()}
    steps.append(("hand_over", last))
    first = Command(id=by[0].id, verb="file", stream=stream, fields=filing)
    decision = decide(CaseState(stream=stream), first, context)[0]
    for verb, fields in steps:
        there = replace(context, relations=relations_of(handing.post, decision.after, office.directory))
        command = Command(id=by[0].id, verb=verb, stream=stream, fields=fields)
        decision = joined(decision, decide(decision.after, command, there)[0])
    return decision


def _problem(handing: _Handing, each: FindingSet) -> dict[str, Any]:
    return {
        "unit": handing.given.unit, "finding": each.id, "problem_kind": each.kind, "topic": each.topic,
        "problem_words": handing.words[each.id], "rectify_date": handing.given.rectify_date,
    }  # fmt: skip


def paper_file(office: Office, post: Post, round_id: str, seq: int, kind: str) -> tuple[str, bytes] | None:
    """Return a paper of a round with its number, for whoever may open the round; None otherwise."""
    one = ledgers.kept(ROUNDS, office.county_id, round_id)
    if one is None or kind not in stored.PAPER_FIELDS or not may_read(post, one, office.directory):
        return None
    documents = {place: each.document for place, each in one.papers}
    if one.notice_seq:
        documents[one.notice_seq] = one.head.notice_number
    if seq not in documents:
        return None
    content = stored.paper(office.county_id, one.stream, seq, kind)
    if content is None and kind == "pdf":
        content = pdf_of(office, stored.paper(office.county_id, one.stream, seq, "docx"))
    return (documents[seq], content) if content else None
