"""The register of places: entered, changed, closed, opened again; each act is an entry of the place's own stream."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from linli.actions.deciding import Office, answer_of, check_command_id, new_id
from linli.actions.own_streams import Asked
from linli.actions.seats import actor_at
from linli.domain.coordinates import Crs
from linli.domain.directory import Directory
from linli.domain.engine.context import Command, EntryDraft, ValueDraft
from linli.domain.engine.effects import Effect
from linli.domain.entry import to_milliseconds
from linli.domain.keepable_text import is_keepable
from linli.domain.place import Place
from linli.domain.place_access import is_keeper, may_keep, may_read
from linli.domain.place_file import STREAM, PlaceFile, changed_fields
from linli.domain.place_row import PlaceReader
from linli.domain.problems import Problem, Refused
from linli.domain.setup_records import RecordSet, spell
from linli.domain.unit import Post
from linli.store import journal, places
from linli.store.streams import Given

TEXT_MAX = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What an act leaves on one place's stream."""

    place_id: str
    past: str
    effects: tuple[Effect, ...] = ()
    record: Place | None = None
    values: tuple[ValueDraft, ...] = ()
    pub: Mapping[str, Any] = field(default_factory=dict)


Rule = Callable[[Post, PlaceFile, Directory], bool]
Make = Callable[[PlaceFile], Sequence[Made]]


def keeps(post: Post, file: PlaceFile, directory: Directory) -> bool:
    """Say whether `post` keeps the place."""
    return may_keep(post, file.place, directory)


def act_on(
    office: Office, post: Post, place_id: str, asked: Asked, *, now: datetime, make: Make, rule: Rule = keeps
) -> PlaceFile:  # fmt: skip
    """Make one act on a place, once; a place that is not the post's to see is answered like a missing one."""
    check_command_id(asked.command_id)
    command = Command(id=asked.command_id, verb=asked.verb, stream=f"{STREAM}{place_id}", fields=asked.fields)
    actor = actor_at(post)
    with journal.one_transaction():
        places.lock(office.county_id)
        known = journal.begin_command(office.county_id, command.id)
        file = places.files(office.county_id, [place_id]).get(place_id)
        if file is None or not may_read(post, file):
            raise Refused([Problem("not_found")])
        if known is not None:
            answer_of(known, command.body_hash(actor))
            return file
        if not rule(post, file, office.directory):
            raise Refused([Problem("not_yours")])
        made = list(make(file))
        given = Given(
            command=command, actor=actor, result={"stream": command.stream}, at=to_milliseconds(now), base_seq=file.seq
        )
        return saved(office, post, made, given, now)[place_id]


def saved(office: Office, post: Post, made: Sequence[Made], given: Given, now: datetime) -> dict[str, PlaceFile]:
    """Append what was made, the command with the first of them."""
    drafts = [_draft(one, given.command, post, now) for one in made]
    records = [one.record for one in made if one.record is not None]
    return places.append(office.county_id, drafts, records=records, given=given)


def _draft(made: Made, command: Command, post: Post, now: datetime) -> EntryDraft:
    effects = made.effects
    if made.record is not None:
        effects = (RecordSet(what="place", id=made.record.id, values=spell(made.record)), *effects)
    return EntryDraft(
        stream=f"{STREAM}{made.place_id}", type=f"place.{made.past}", at=to_milliseconds(now),
        actor=actor_at(post).to_json(), pub=dict(made.pub), effects=effects, values=made.values, cmd=command.id,
    )  # fmt: skip


def enter(
    office: Office, post: Post, cells: Mapping[str, str], *, datum: Crs = Crs.WGS84, command_id: str, now: datetime
) -> PlaceFile:  # fmt: skip
    """Enter a place; raises Refused with every mistake of the form at once."""
    check_command_id(command_id)
    if not is_keeper(post, office.directory):
        raise Refused([Problem("not_yours")])
    command = Command(id=command_id, verb="enter", stream=f"{STREAM}new", fields={**cells, "datum": datum.value})
    actor = actor_at(post)
    with journal.one_transaction():
        places.lock(office.county_id)
        known = journal.begin_command(office.county_id, command_id)
        if known is not None:
            place_id = str(answer_of(known, command.body_hash(actor))["stream"]).removeprefix(STREAM)
            return places.files(office.county_id, [place_id])[place_id]
        place = replace(_read(office, post, cells, datum, None), id=new_id(now))
        made = Made(place_id=place.id, past="entered", record=place)
        result = {"stream": f"{STREAM}{place.id}"}
        given = Given(command=command, actor=actor, result=result, at=to_milliseconds(now))
        return saved(office, post, [made], given, now)[place.id]


def _read(office: Office, post: Post, cells: Mapping[str, str], datum: Crs, standing: Place | None) -> Place:
    """Return the place that a form spells; raises Refused with every mistake."""
    found = PlaceReader(office.directory, office.placer, datum).read(cells, standing)
    problems = list(found.problems)
    if found.place is not None and not found.place.area_path.startswith(post.area_path):
        problems.append(Problem("place_outside_yours", at="area"))
    key = cells.get("key", "").strip()
    taken = places.id_of_number(office.county_id, key) if key else ""
    if taken and (standing is None or taken != standing.id):
        problems.append(Problem("place_number_taken", at="key", params={"value": key[:40]}))
    if problems or found.place is None:
        raise Refused(problems)
    return found.place


def change(
    office: Office, post: Post, place_id: str, cells: Mapping[str, str], *, datum: Crs = Crs.WGS84, command_id: str,
    now: datetime,
) -> PlaceFile:  # fmt: skip
    """Change what the register says of a place; what is the same as before leaves no entry's change behind."""

    def make(file: PlaceFile) -> Sequence[Made]:
        check_open(file)
        after = _read(office, post, cells, datum, file.place)
        names = changed_fields(file.place, after) + (("key",) if after.key != file.place.key else ())
        record = after if names else None
        return [Made(place_id=place_id, past="changed", record=record, pub={"fields": list(names)})]

    asked = Asked(command_id=command_id, verb="change", fields={**cells, "datum": datum.value})
    return act_on(office, post, place_id, asked, now=now, make=make)


def close(office: Office, post: Post, place_id: str, reason: str, *, command_id: str, now: datetime) -> PlaceFile:
    """Close a place, with the reason: it leaves lists and the gazetteer, and its record stays readable."""

    def make(file: PlaceFile) -> Sequence[Made]:
        check_open(file)
        words = written("reason", reason, at="reason")
        return [
            Made(place_id=place_id, past="closed", record=replace(file.place, is_active=False), values=(words,))
        ]  # fmt: skip

    asked = Asked(command_id=command_id, verb="close", fields={"reason": reason})
    return act_on(office, post, place_id, asked, now=now, make=make)


def reopen(office: Office, post: Post, place_id: str, *, command_id: str, now: datetime) -> PlaceFile:
    """Take a closed place into use again; a merged one stays merged."""

    def make(file: PlaceFile) -> Sequence[Made]:
        if file.place.merged_into:
            raise Refused([Problem("place_merged_stays")])
        if file.place.is_active:
            raise Refused([Problem("place_is_open")])
        return [Made(place_id=place_id, past="reopened", record=replace(file.place, is_active=True))]

    return act_on(office, post, place_id, Asked(command_id=command_id, verb="reopen"), now=now, make=make)


def check_open(file: PlaceFile) -> None:
    """Refuse an act on a place that is closed or merged."""
    if not file.place.is_active:
        raise Refused([Problem("place_not_open")])


def written(key: str, typed: str, *, at: str, limit: int = TEXT_MAX) -> ValueDraft:
    """Return what somebody wrote as a value; raises Refused where it is empty, too long or cannot be kept."""
    text = typed.strip()
    if not text:
        raise Refused([Problem("required", at=at)])
    if len(text) > limit:
        raise Refused([Problem("too_long", at=at, params={"limit": limit})])
    if not is_keepable(text):
        raise Refused([Problem("bad_text", at=at)])
    return ValueDraft(field=key, subject="place", value=text.encode())
