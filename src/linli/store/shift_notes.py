"""Notes between shifts and drives with the loudspeaker car in the store; what was written is read with its key."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from linli.domain import broadcast, shift_note
from linli.domain.broadcast import Broadcast
from linli.domain.shift_note import ShiftNote
from linli.store import models
from linli.store.ledgers import Ledger
from linli.store.meetings import texts_of
from linli.store.reaches import KeptReach

OWN_SHOWN, PAGE = 10, 30


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """One note."""

    id: str
    post: str
    starts_at: datetime
    written_at: datetime
    read_at: datetime | None


def _write_note(county_id: int, after: ShiftNote, today: date) -> None:
    models.ShiftNote.objects.update_or_create(id=after.id, defaults=note_row(county_id, after))


def note_row(county_id: int, after: ShiftNote) -> dict[str, Any]:
    """Return the row of a note, but for its id."""
    return {
        "county_id": county_id, "seq": after.seq, "unit": after.told.unit, "post": after.told.post,
        "starts_at": after.starts_at, "written_at": after.written_at, "read_at": after.read_at,
    }  # fmt: skip


NOTES: Ledger[ShiftNote] = Ledger(prefix=shift_note.STREAM, fold=shift_note.folded, write_row=_write_note)


def of_shift(county_id: int, unit: str, starts_at: datetime) -> tuple[NoteLine, ...]:
    """Return the notes of a unit's shifts that began at a moment, in order."""
    rows = models.ShiftNote.objects.filter(county_id=county_id, unit=unit, starts_at=starts_at)
    return _notes(rows.order_by("id").values(*NoteLine.__slots__)[:PAGE])


def of_writer(county_id: int, post: str) -> tuple[NoteLine, ...]:
    """Return the latest notes of one post, the latest first."""
    rows = models.ShiftNote.objects.filter(county_id=county_id, post=post)
    return _notes(rows.order_by("-id").values(*NoteLine.__slots__)[:OWN_SHOWN])


def _notes(rows: Iterable[dict[str, Any]]) -> tuple[NoteLine, ...]:
    return tuple(NoteLine(**row) for row in rows)


def words_of(county_id: int, prefix: str, ids: Sequence[str]) -> Mapping[str, str]:
    """Return what was written beside the first entry of several streams, by id."""
    found = texts_of(county_id, [f"{prefix}{one}" for one in ids], ("note",))
    return {stream.removeprefix(prefix): words for (stream, _seq, _field), words in found.items()}


def shift_starts(county_id: int, unit: str, since: datetime, until: datetime) -> tuple[datetime, ...]:
    """Return when shifts of a unit begin within a time."""
    rows = models.Shift.objects.filter(county_id=county_id, unit=unit, starts_at__gte=since, starts_at__lt=until)
    return tuple(rows.order_by("starts_at").values_list("starts_at", flat=True).distinct())


@dataclass(frozen=True, slots=True, kw_only=True)
class BroadcastLine:
    """One drive."""

    id: str
    unit: str
    area_path: str
    started_at: datetime
    minutes: int
    topic: str
    places: tuple[str, ...]
    is_void: bool


def _write_broadcast(county_id: int, after: Broadcast, today: date) -> None:
    models.Broadcast.objects.update_or_create(id=after.id, defaults=broadcast_row(county_id, after))


def broadcast_row(county_id: int, after: Broadcast) -> dict[str, Any]:
    """Return the row of a drive, but for its id."""
    told = after.told
    return {
        "county_id": county_id, "seq": after.seq, "unit": told.unit, "area_path": told.area,
        "started_at": after.started_at, "minutes": told.minutes, "topic": told.topic, "places": list(told.places),
        "is_void": told.is_void,
    }  # fmt: skip


BROADCASTS: Ledger[Broadcast] = Ledger(prefix=broadcast.STREAM, fold=broadcast.folded, write_row=_write_broadcast)


def broadcasts(county_id: int, reach: KeptReach, cursor: str) -> tuple[tuple[BroadcastLine, ...], str]:
    """Return a page of drives within a reach, the latest first, and the cursor of the next page, "" at the end."""
    rows = models.Broadcast.objects.filter(reach.query, county_id=county_id)
    moment, _, id_ = cursor.partition("_")
    if id_.isalnum():
        try:
            last = datetime.fromisoformat(moment)
        except ValueError:
            return (), ""
        if last.tzinfo is None:
            return (), ""
        rows = rows.filter(Q(started_at__lt=last) | Q(started_at=last, id__lt=id_))
    found = list(rows.order_by("-started_at", "-id").values(*BroadcastLine.__slots__)[: PAGE + 1])
    lines = tuple(BroadcastLine(**{**one, "places": tuple(one["places"])}) for one in found[:PAGE])
    return lines, f"{lines[-1].started_at.isoformat()}_{lines[-1].id}" if len(found) > PAGE else ""
