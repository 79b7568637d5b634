"""A note to the next shift, and the log of the loudspeaker car."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from linli.actions.deciding import Office, today_of
from linli.actions.ledger_acts import Keeping, acted, begun, text
from linli.actions.own_streams import Asked, Made
from linli.actions.rosters import may_open_roster
from linli.actions.sections import Typed, register_for
from linli.domain.broadcast import Broadcast, broadcast_values
from linli.domain.entry import moment_text
from linli.domain.problems import Problem, Refused
from linli.domain.shift_note import STREAM, TEXT_MAX, NoteSet, ShiftNote, may_write, shift_before
from linli.domain.supply_checks import Reading
from linli.domain.unit import Post
from linli.store import rosters, shift_notes
from linli.store.rosters import ShiftLine
from linli.store.shift_notes import BROADCASTS, NOTES, NoteLine

BACK, AHEAD = timedelta(days=35), timedelta(days=35)
"""Further apart no two shifts of a roster are each other's next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What of the roster matters for notes to a post."""

    writable: tuple[ShiftLine, ...] = ()
    """Its shifts whose note may be written now, the latest first."""
    present: ShiftLine | None = None
    """The shift it is on, or the next one to come."""
    before: datetime | None = None
    """When the shifts before that one began."""


def duty_of(office: Office, post: Post, now: datetime) -> Duty:
    """Return the shifts of a post that may write a note, and the one that is to read it."""
    found = rosters.shifts_of_unit(office.county_id, post.unit_id, now - BACK, now + AHEAD)
    own = [one for one in found if one.post == post.id]
    present = next((one for one in own if one.ends_at > now), None)
    before = shift_before((one.starts_at for one in found), present.starts_at) if present else None
    writable = tuple(one for one in reversed(own) if may_write(one.starts_at, one.ends_at, now))
    return Duty(writable=writable, present=present, before=before)


def notes_for(office: Office, post: Post, duty: Duty) -> tuple[NoteLine, ...]:
    """Return the notes that the shift before left for whoever holds the present one; not one's own."""
    if duty.before is None:
        return ()
    found = shift_notes.of_shift(office.county_id, post.unit_id, duty.before)
    return tuple(one for one in found if one.post != post.id)


def _is_next(office: Office, post: Post, found: ShiftNote) -> bool:
    """Say whether a post holds a shift that comes next after the writer's."""
    if found.told.unit != post.unit_id or found.told.post == post.id:
        return False
    starts = found.starts_at
    lines = rosters.shifts_of_unit(office.county_id, post.unit_id, starts, starts + AHEAD)
    following = min((one.starts_at for one in lines if one.starts_at > starts), default=None)
    return any(one.post == post.id and one.starts_at == following for one in lines)


NOTE_KEEPING: Keeping[ShiftNote] = Keeping(ledger=NOTES, may_see=_is_next, may_change=_is_next)


def write_note(office: Office, post: Post, shift: str, words: str, *, command_id: str, now: datetime) -> str:
    """Write a note of one's own shift to the next; return its id. Raises Refused with every mistake."""

    def make() -> Made:
        reading = Reading(typed={"note": words, "shift": shift}, today=today_of(office, now))
        note = reading.words("note", most=TEXT_MAX, is_line=False)
        own = next((one for one in duty_of(office, post, now).writable if one.shift == shift), None)
        if own is None:
            reading.wrong("note_not_now", "shift")
        reading.check()
        starts = moment_text(own.starts_at) if own else ""
        told = NoteSet(unit=post.unit_id, shift=shift, starts=starts, post=post.id)
        return Made(past="written", effects=(told,), values=text("note", note))

    asked = Asked(command_id=command_id, verb="write", fields={"shift": shift, "note": words})
    return begun(office, post, NOTE_KEEPING, asked, now=now, make=make)


def confirm_note(office: Office, post: Post, note_id: str, *, command_id: str, now: datetime) -> ShiftNote:
    """Confirm that a note was read, once, by whoever is on the next shift."""

    def make(found: ShiftNote) -> Made:
        if found.told.read_by:
            raise Refused([Problem("note_read")])
        return Made(past="read", effects=(replace(found.told, read_by=post.id),))

    asked = Asked(command_id=command_id, verb="confirm")
    return acted(office, post, NOTE_KEEPING, note_id, asked, now=now, make=make)


def waiting_notes(office: Office, post: Post, now: datetime) -> int:
    """Return how many notes the post's present shift has not confirmed."""
    return sum(one.read_at is None for one in notes_for(office, post, duty_of(office, post, now)))


def note_words(office: Office, notes: tuple[NoteLine, ...]) -> dict[str, str]:
    """Return what notes say, by id."""
    return dict(shift_notes.words_of(office.county_id, STREAM, [one.id for one in notes]))


def _logs(office: Office, post: Post, found: Broadcast) -> bool:
    return post.unit_id == found.told.unit and may_open_roster(office, post)


BROADCAST_KEEPING: Keeping[Broadcast] = Keeping(ledger=BROADCASTS, may_see=_logs, may_change=_logs)


def log_broadcast(office: Office, post: Post, form: Typed, *, now: datetime) -> str:
    """Enter a drive of the unit's loudspeaker car; return its id. Raises Refused with every mistake."""
    if not may_open_roster(office, post):
        raise Refused([Problem("not_yours")])

    def make() -> Made:
        reading, register = Reading(typed=form.typed, today=today_of(office, now)), register_for(office, post, None)
        calendar = office.directory.calendar
        told, note = broadcast_values(reading, form.places, register, post.unit_id, calendar, now)
        return Made(past="logged", effects=(told,), values=text("note", note))

    return begun(office, post, BROADCAST_KEEPING, form.asked("log"), now=now, make=make)


def strike_broadcast(office: Office, post: Post, broadcast_id: str, *, command_id: str, now: datetime) -> Broadcast:
    """Strike a drive out that was entered by mistake; the record stays to be seen."""

    def make(found: Broadcast) -> Made:
        if found.told.is_void:
            raise Refused([Problem("broadcast_void")])
        return Made(past="struck", effects=(replace(found.told, is_void=True),))

    asked = Asked(command_id=command_id, verb="strike")
    return acted(office, post, BROADCAST_KEEPING, broadcast_id, asked, now=now, make=make)
