"""Deciding: from what somebody asks to what is to be saved; shared by the single and the batch form.

Nothing here touches the database but a receipt given again: states and related states are handed in.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from ulid import ULID

from linli.domain.area import AreaLevel
from linli.domain.coordinates import Point
from linli.domain.directory import Directory
from linli.domain.engine.access import relations_of
from linli.domain.engine.context import Actor, Command, Context, Decisions, ValuePlace
from linli.domain.engine.decide import decide
from linli.domain.engine.declarations import Relation
from linli.domain.engine.prepared_paper import PreparedPaper
from linli.domain.engine.state import CaseState
from linli.domain.entry import to_milliseconds
from linli.domain.messages import messages_after
from linli.domain.placing import How, Placer
from linli.domain.ports import Ports
from linli.domain.problems import Problem, Refused
from linli.domain.receipt import RANDOM_BYTES, case_number, number_label, receipt_code
from linli.procedures import procedure_of, procedures
from linli.store.cases import case_of_receipt
from linli.store.journal import KnownCommand, OutboxDraft, Saving, is_kept_hash

NEW_CASE = "case/new"
COMMAND_ID_MAX = 80
STREAM_MAX = 80
RECEIPT_PREFIX = b"linli/receipt/v1\0"
LOOK_UP_PREFIX = b"linli/look-up/v1\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What decisions are made with: a county's directory, its placer, and the outside."""

    county_id: int
    county_label: str
    directory: Directory
    placer: Placer
    ports: Ports


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What somebody brings: the answers to the filing form, and a point where there is one."""

    command_id: str
    procedure: str = "grid_event"
    fields: Mapping[str, Any] = field(default_factory=dict)
    """By field key; "area" may be absent where "point" is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledCase:
    """What whoever filed gets back; the same again for the same command."""

    case_id: str
    number: str
    receipt: str
    stream: str


def new_id(now: datetime) -> str:
    """Return a fresh 26-character id that sorts by time."""
    return str(ULID.from_datetime(now))


def receipt_of(case_id: str, secret: bytes) -> str:
    """Return the receipt code of a case: derived, so that it is never stored and can be given again."""
    digest = hmac.new(secret, RECEIPT_PREFIX + case_id.encode(), hashlib.sha256).digest()
    return receipt_code(digest[:RANDOM_BYTES])


def receipt_hash(code: str, secret: bytes) -> str:
    """Return what a receipt code is looked up by."""
    return hmac.new(secret, LOOK_UP_PREFIX + code.encode(), hashlib.sha256).hexdigest()


def receipt_hashes(code: str, ports: Ports) -> tuple[str, ...]:
    """Return what a receipt code may be looked up by: under the secret of now, and those that were turned over."""
    return tuple(receipt_hash(code, one) for one in (ports.secret, *ports.secrets_before))


def receipt_again(case_id: str, ports: Ports) -> str:
    """Return the receipt code of a case that was filed before, under whichever secret that was."""
    for secret in ports.secrets_before:
        code = receipt_of(case_id, secret)
        if case_of_receipt(receipt_hash(code, secret)) is not None:
            return code
    return receipt_of(case_id, ports.secret)


def command_for_filing(filing: Filing) -> Command:
    """Return the command by which a repeated filing is recognised: what was asked, not what became of it."""
    asked = {**filing.fields, "procedure": filing.procedure}
    return Command(id=filing.command_id, verb="file", stream=NEW_CASE, fields=asked)


def check_command_id(command_id: str) -> None:
    """Refuse an id that the command table cannot keep; ids come from outside."""
    if not command_id or len(command_id) > COMMAND_ID_MAX or not command_id.isprintable():
        raise Refused([Problem("bad_text", at="command_id")])


def today_of(office: Office, now: datetime) -> date:
    """Return the local day on which `now` falls."""
    return office.directory.calendar.local_date(now)


def answer_of(known: KnownCommand, body_hash: str) -> Mapping[str, Any]:
    """Return what a command led to before; raises Refused where its id now stands for something else."""
    if not is_kept_hash(known.body_hash, body_hash):
        raise Refused([Problem("command_conflict")])
    return known.result


def filed_before(result: Mapping[str, Any], office: Office) -> FiledCase:
    """Return what was given back when the case was filed: the receipt is derived, so it is the same."""
    case_id = str(result["case_id"])
    return FiledCase(
        case_id=case_id,
        number=str(result["number"]),
        receipt=receipt_again(case_id, office.ports),
        stream=str(result["stream"]),
    )


def decide_filing(
    office: Office,
    filing: Filing,
    *,
    actor: Actor,
    serial: int,
    now: datetime,
    related: Mapping[str, CaseState] | None = None,
) -> tuple[Saving, FiledCase]:
    """Return what a filing leaves behind and what it gives back; raises Refused with every mistake.

    `related` are the matters it may hang on, locked by the caller, who vouches that the actor may name them.
    """  # fmt: skip
    now = to_milliseconds(now)
    procedure = procedures().get(filing.procedure)
    if procedure is None:
        raise Refused([Problem("unknown_choice", at="procedure", params={"value": filing.procedure[:40]})])
    fields, problems = placed(office, filing.fields)
    problems += closed_areas(office, fields, now)
    area = str(fields.get("area", ""))
    number = numbered(office, area, now, serial)
    stream = f"case/{new_id(now)}"
    context = Context(
        now=now,
        actor=actor,
        procedure=procedure,
        directory=office.directory,
        number=number,
        procedures=procedures(),
        related=related or {},
    )
    command = Command(id=filing.command_id, verb="file", stream=stream, fields=fields)
    try:
        decisions = decide(CaseState(stream=stream), command, context)
    except Refused as refused:
        raise Refused([*problems, *(one for one in refused.problems if one.at != "area" or not problems)]) from None
    if problems:
        raise Refused(problems)
    state = next(one.after for one in decisions if one.after.stream == stream)
    code = receipt_of(state.id, office.ports.secret)
    filed = FiledCase(case_id=state.id, number=state.number, receipt=code, stream=stream)
    saving = Saving(
        county_id=office.county_id,
        decisions=decisions,
        command=command_for_filing(filing),
        actor=actor,
        result={"case_id": state.id, "number": state.number, "stream": stream},
        outbox=outbox_of(office, decisions, now),
        receipt_hash=receipt_hash(code, office.ports.secret),
        at=now,
    )
    return saving, filed


def numbered(office: Office, area_path: str, now: datetime, serial: int) -> str:
    """Return a case number: the short name of the first placing's street, the year at the place, a serial."""
    street = office.directory.tree.at_level(area_path, AreaLevel.SUBDISTRICT)
    label = number_label(street.name if street else "", office.county_label)
    return case_number(label, office.directory.calendar.local_date(now).year, serial)


def placed(office: Office, given: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """Return the fields with an area: as chosen by hand, or where the point falls."""
    fields = dict(given)
    if fields.get("area"):
        fields.setdefault("how_placed", How.BY_HAND.value)
        return fields, []
    point = fields.get("point")
    if isinstance(point, Mapping) and "lon_e6" in point and "lat_e6" in point:
        try:
            where = Point.from_microdegrees(int(point["lon_e6"]), int(point["lat_e6"]))
        except (TypeError, ValueError):
            return fields, [Problem("not_a_point", at="point")]
        placement = office.placer.place(where)
        if placement.area_path:
            return {**fields, "area": placement.area_path, "how_placed": placement.how.value}, []
    return fields, [Problem("place_needed", at="area")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What was fetched for a move beside the case itself."""

    related: Mapping[str, CaseState] = field(default_factory=dict)
    """The other cases it may touch."""
    serial: int | None = None
    """A number reserved for a case that is split off."""
    kept: tuple[ValuePlace, ...] | None = None
    """Which values are kept, where it may erase some."""
    paper: PreparedPaper | None = None
    """The paper that it issues."""


NOTHING_BESIDE = Beside()


def closed_areas(office: Office, fields: Mapping[str, Any], now: datetime) -> list[Problem]:
    """Return a problem where the area named does not exist today: closed already, or not there yet."""
    today = office.directory.calendar.local_date(now)
    closed = [one for one in office.directory.tree.lineage(str(fields.get("area", ""))) if not one.is_valid_on(today)]
    return [Problem("area_closed", at="area", params={"area": closed[-1].name})] if closed else []


def decide_move(
    office: Office,
    state: CaseState,
    command: Command,
    *,
    actor: Actor,
    now: datetime,
    beside: Beside = NOTHING_BESIDE,
) -> Saving:
    """Return what a move leaves behind; raises Refused with every reason why it cannot be."""
    now = to_milliseconds(max(now, state.moved_at or now))
    directory = office.directory
    relations: frozenset[Relation] = frozenset()
    if actor.kind == "resident":  # somebody without a name asked; one who bears a party's key is that party
        relations = frozenset({Relation.PARTY if actor.id else Relation.REQUESTER})
    if actor.post is not None:
        relations = relations_of(actor.post, state, directory)
    context = Context(
        now=now,
        actor=actor,
        procedure=procedure_of(state.procedure, state.version),
        directory=directory,
        relations=relations,
        related=beside.related,
        procedures=procedures(),
        new_ids=(new_id(now),),
        number=numbered(office, state.area, now, beside.serial) if beside.serial is not None else "",
        kept=beside.kept,
        paper=beside.paper,
    )
    decisions = decide(state, command, context)
    return Saving(
        county_id=office.county_id,
        decisions=decisions,
        command=command,
        actor=actor,
        result={"stream": state.stream, "seq": decisions[0].after.seq},
        outbox=outbox_of(office, decisions, now),
        at=now,
    )


def outbox_of(office: Office, decisions: Decisions, now: datetime) -> tuple[OutboxDraft, ...]:
    """Return the messages that `decisions` make due, one draft each."""
    drafts = []
    for decision in decisions:
        procedure = procedure_of(decision.after.procedure, decision.after.version)
        for index, message in enumerate(messages_after(decision, office.directory, now, procedure)):
            drafts.append(
                OutboxDraft(
                    id=str(ULID.from_datetime(now + timedelta(milliseconds=index))),
                    key=message.key,
                    kind="message",
                    payload=message.to_json(),
                    created_at=now,
                    not_before=message.not_before,
                )
            )
    return tuple(drafts)


def streams_named(state: CaseState, fields: Mapping[str, Any]) -> set[str]:
    """Return the other streams a move on `state` may touch: linked ones, and those it or a proposal names."""
    named = {link.stream for link in state.links}
    for given in (fields, *(proposal["pub"] for proposal in state.proposals.values())):
        other = str(given.get("other_case") or "")
        if other.isprintable() and 0 < len(other) <= STREAM_MAX:
            named.add(other)
    return named - {state.stream}
