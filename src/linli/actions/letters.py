"""Letters: registering, opening by two people, taking in as a matter or setting aside; each step an entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from linli.actions.channel_posts import has_rooms
from linli.actions.deciding import FiledCase, Filing, Office, answer_of, check_command_id, new_id
from linli.actions.reports import Origin, file_report
from linli.actions.seats import actor_at
from linli.domain.allowance import Passage
from linli.domain.engine.context import Command, EntryDraft
from linli.domain.entry import to_milliseconds
from linli.domain.keepable_text import is_keepable
from linli.domain.letter import (
    Aside,
    Hand,
    Letter,
    Way,
    opening_problems,
    registering_problems,
    settling_problems,
    witness_problems,
)
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post
from linli.store import journal, streams
from linli.store import letters as stored
from linli.store.streams import Given

STREAM = "letter/"
SETTLED_SHOWN = timedelta(days=60)
BOX_MAX = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """Letters that came together, as they were found."""

    way: str
    received_date: date
    count: int
    box: str = ""
    """Which letter box, or who passed them on."""


def register_letters(
    office: Office, post: Post, arrived: Arrived, *, command_id: str, now: datetime
) -> tuple[Letter, ...]:  # fmt: skip
    """Register letters that came together, unopened; the same command again gives the same letters.

    Raises Refused with every mistake.
    """
    check_command_id(command_id)
    if not has_rooms(office, post):
        raise Refused([Problem("not_yours")])
    today = office.directory.calendar.local_date(now)
    box = arrived.box.strip()
    if problems := _mistakes(arrived, box, today):
        raise Refused(problems)
    fields = {"way": arrived.way, "box": box, "received_date": arrived.received_date.isoformat(),
              "count": arrived.count, "unit": post.unit_id}  # fmt: skip
    command = Command(id=command_id, verb="register_letters", stream=f"{STREAM}new", fields=fields)
    with journal.one_transaction():
        known = journal.begin_command(office.county_id, command_id)
        if known is not None:
            ids = answer_of(known, command.body_hash(actor_at(post)))["letters"]
            return tuple(one for id_ in ids if (one := letter_of(office, post, str(id_))) is not None)
        stored.lock_register(office.county_id)
        first = stored.last_serial(office.county_id, post.unit_id, today.year) + 1
        letters = tuple(
            Letter(
                id=new_id(now), unit_id=post.unit_id, year=today.year, serial=first + place, way=Way(arrived.way),
                box=box, received_date=arrived.received_date, registered=_hand(post, now),
            )
            for place in range(arrived.count)
        )  # fmt: skip
        stored.add(office.county_id, letters)
        pub = {"way": arrived.way, "received_date": fields["received_date"]}
        first_draft, *others = (_draft(post, one, "registered", pub, now) for one in letters)
        given = Given(
            command=command, actor=actor_at(post), result={"letters": [one.id for one in letters]},
            at=to_milliseconds(now),
        )  # fmt: skip
        streams.append(office.county_id, (replace(first_draft, cmd=command.id), *others), given=given)
    return letters


def _mistakes(arrived: Arrived, box: str, today: date) -> list[Problem]:
    found = list(registering_problems(count=arrived.count, received_date=arrived.received_date, today=today))
    if arrived.way not in {one.value for one in Way}:
        found.append(Problem("required", at="way"))
    if len(box) > BOX_MAX:
        found.append(Problem("too_long", at="box", params={"limit": BOX_MAX}))
    if not is_keepable(box, is_line=True):
        found.append(Problem("bad_text", at="box"))
    return found


def open_letter(office: Office, post: Post, letter_id: str, *, pages: int, now: datetime) -> Letter:
    """Open a letter: who opened it and how many sheets lay in it; a second person witnesses it. Raises Refused."""
    with journal.one_transaction():
        letter = _locked(office, post, letter_id)
        if problems := opening_problems(letter, pages=pages):
            raise Refused(problems)
        hand = _hand(post, now)
        stored.mark_opened(letter.id, hand, pages=pages)
        _append(office, post, letter, "opened", {"pages": pages}, now)
    return replace(letter, opened=hand, pages=pages)


def witness_letter(office: Office, post: Post, letter_id: str, *, now: datetime) -> Letter:
    """Witness the opening of a letter: another person at another post. Raises Refused `letter_two_needed` else."""
    with journal.one_transaction():
        letter = _locked(office, post, letter_id)
        if problems := witness_problems(letter, post_id=post.id, staff_id=post.staff_id or ""):
            raise Refused(problems)
        hand = _hand(post, now)
        stored.mark_witnessed(letter.id, hand)
        opener = letter.opened.post_id if letter.opened else ""
        _append(office, post, letter, "witnessed", {"pages": letter.pages, "opened_post": opener}, now)
    return replace(letter, witnessed=hand)


def take_in_letter(office: Office, post: Post, letter_id: str, filing: Filing, *, now: datetime) -> FiledCase:
    """File what a letter asks as a matter that came by letter; the same command again gives the same answer.

    Raises Refused: before two people have opened it, and with every mistake in the form.
    """
    fields: dict[str, Any] = {**filing.fields, "channel": "letter"}
    with journal.one_transaction():
        letter = _locked(office, post, letter_id)
        asked = replace(filing, command_id=f"letter-{letter.id}", fields=fields)
        if not letter.case_id and (problems := settling_problems(letter)):
            raise Refused(problems)
        origin = Origin(passage=Passage.STAFF)
        filed = file_report(office, asked, origin, now=now, actor=actor_at(post)).filed
        if not letter.case_id:
            stored.mark_settled(letter.id, _hand(post, now), case_id=filed.case_id)
            _append(office, post, letter, "filed", {"case": filed.case_id}, now)
    return filed


def set_aside(office: Office, post: Post, letter_id: str, reason: str, *, now: datetime) -> Letter:
    """Note that a letter is no matter, with the kind of reason; raises Refused before two people have opened it."""
    with journal.one_transaction():
        letter = _locked(office, post, letter_id)
        problems = list(settling_problems(letter))
        if reason not in {one.value for one in Aside}:
            problems.append(Problem("required", at="aside"))
        if problems:
            raise Refused(problems)
        aside = Aside(reason)
        stored.mark_settled(letter.id, _hand(post, now), aside=aside)
        _append(office, post, letter, "set_aside", {"aside": aside.value}, now)
    return replace(letter, aside=aside)


def letters_of(office: Office, post: Post, now: datetime) -> tuple[Letter, ...]:
    """Return the letters of the post's unit that wait for something, and those settled lately, the newest first."""
    since = office.directory.calendar.local_date(now) - SETTLED_SHOWN
    return stored.of_unit(office.county_id, post.unit_id, since=since)


def letter_of(office: Office, post: Post, letter_id: str) -> Letter | None:
    """Return one letter of the post's unit, or None."""
    return stored.find(office.county_id, post.unit_id, letter_id)


def steps_of(office: Office, letter: Letter) -> Sequence[tuple[str, datetime, str, str]]:
    """Return what was done with a letter as its entries tell: (step, moment, post, pseudonym)."""
    found = streams.entries_of(office.county_id, _stream(letter))
    return [
        (one.type.partition(".")[2], one.recv, str(one.actor.get("post", "")), str(one.actor.get("staff", "")))
        for one in found
    ]


def _locked(office: Office, post: Post, letter_id: str) -> Letter:
    letter = stored.lock(office.county_id, post.unit_id, letter_id[:26]) if has_rooms(office, post) else None
    if letter is None:
        raise Refused([Problem("not_found")])
    return letter


def _hand(post: Post, now: datetime) -> Hand:
    return Hand(post_id=post.id, staff_id=post.staff_id or "", at=now)


def _stream(letter: Letter) -> str:
    return f"{STREAM}{letter.id}"


def _append(office: Office, post: Post, letter: Letter, verb: str, pub: Mapping[str, Any], now: datetime) -> None:
    streams.append(office.county_id, (_draft(post, letter, verb, pub, now),))


def _draft(post: Post, letter: Letter, verb: str, pub: Mapping[str, Any], now: datetime) -> EntryDraft:
    return EntryDraft(
        stream=_stream(letter), type=f"letter.{verb}", at=to_milliseconds(now), actor=actor_at(post).to_json(),
        pub={"number": letter.number, **pub}, effects=(),
    )  # fmt: skip
