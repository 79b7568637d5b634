"""Reading: the one way to a hidden value. The duty and who names it are on the record before anything is read.

Where the record cannot be written, nothing is given. Many looks in a day raise a question; they never stop work.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from linli.actions.case_views import CaseView, HiddenValue
from linli.actions.deciding import Office, new_id
from linli.actions.telling import Telling, drafts_for, second_persons
from linli.domain.disclosure import DUTY_REASONS, GLASS_REASONS, PHOTO_PREFIX, Part, reason_problems
from linli.domain.entry import to_milliseconds
from linli.domain.look import BULK_DAYS, Look, LookKind, is_bulk
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post
from linli.store import cases, looks, outbox
from linli.store.secrets import opened

LOG = logging.getLogger(__name__)
FIELDS_MAX = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What somebody wants opened, and for which duty."""

    fields: tuple[str, ...]
    """Names of hidden values, each as "seq/field"."""
    reason: str
    words: str = ""
    request: str = ""
    """What asks; the same is answered once, so that a page that is loaded again shows nothing."""
    face: str = "console"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedValues:
    """What was opened, for one answer."""

    values: Mapping[tuple[int, str], str] = field(default_factory=dict)
    photos: Mapping[tuple[int, str], bytes] = field(default_factory=dict)


def open_fields(office: Office, view: CaseView, asked: Opening, now: datetime) -> OpenedValues:
    """Record who opens what and why, then give it; raises Refused with every mistake, and nothing is read then.

    `not_found` stands for a value that may not be opened as for one that does not exist.
    """
    wanted = {one.name: one for one in view.openable if one.name in asked.fields}
    problems = list(reason_problems(GLASS_REASONS if view.glass else DUTY_REASONS, asked.reason, asked.words))
    if not asked.fields:
        problems.append(Problem("required", at="field"))
    if len(wanted) != len(set(asked.fields)) or len(wanted) > FIELDS_MAX:
        problems.append(Problem("not_found"))
    if problems:
        raise Refused(problems)
    _record(office, view, tuple(wanted.values()), asked, to_milliseconds(now))
    _ask_about_many(office, view.post, now)
    return _read(office, view, tuple(wanted.values()))


def put_on_record(
    office: Office, view: CaseView, wanted: tuple[HiddenValue, ...], asked: Opening, now: datetime
) -> None:
    """Record who opens a file and why; raises Refused with all that is wrong with the duty, and it is not given."""
    if problems := reason_problems(GLASS_REASONS if view.glass else DUTY_REASONS, asked.reason, asked.words):
        raise Refused(problems)
    _record(office, view, wanted, asked, to_milliseconds(now))
    _ask_about_many(office, view.post, now)


def _record(office: Office, view: CaseView, wanted: tuple[HiddenValue, ...], asked: Opening, now: datetime) -> None:
    """Write one look for each person whose values are opened, and commit."""
    found = [
        replace(
            look_of(view.post, now, LookKind.LOOK, stream=view.state.stream), subject=subject,
            fields=tuple(one.name for one in wanted if one.subject == subject), reason=asked.reason,
            words=asked.words.strip(), face=asked.face, request=asked.request or new_id(now),
            glass=view.glass.id if view.glass else "",
        )
        for subject in sorted({one.subject for one in wanted})
    ]  # fmt: skip
    try:
        looks.record(office.county_id, found)
    except looks.AskedBefore:
        raise Refused([Problem("look_given_before")]) from None
    except looks.NotRecorded:
        LOG.error("a look could not be recorded; nothing was shown")
        raise Refused([Problem("look_not_recorded")]) from None


def look_of(post: Post, now: datetime, kind: LookKind, *, stream: str) -> Look:
    """Return a record of what `post` does now; the rest of it is the caller's."""
    return Look(
        id=new_id(now), kind=kind, at=now, stream=stream, post=post.id, unit=post.unit_id, role=post.role.value,
        staff=post.staff_id or "",
    )  # fmt: skip


def _read(office: Office, view: CaseView, wanted: tuple[HiddenValue, ...]) -> OpenedValues:
    stream, places = view.state.stream, {(one.seq, one.key) for one in wanted}
    pictures = {(one.seq, one.key) for one in wanted if one.part is Part.PHOTO}
    keys = sorted({one.key for one in wanted if not one.key.startswith(PHOTO_PREFIX)})
    photos: dict[tuple[int, str], bytes] = {}
    with opened(office.county_id, [stream]):
        kept = cases.values_of(office.county_id, stream, fields=keys) if keys else ()
        for seq, key in sorted(pictures):
            if key.startswith(PHOTO_PREFIX):
                found = cases.photo(office.county_id, stream, seq, key)
                if found is not None:
                    photos[seq, key] = found
    mine = [one for one in kept if (one.seq, one.field) in places]
    photos |= {(one.seq, one.field): one.value for one in mine if (one.seq, one.field) in pictures}
    values = {(one.seq, one.field): one.text for one in mine if (one.seq, one.field) not in pictures}
    return OpenedValues(values=values, photos=photos)


def _ask_about_many(office: Office, post: Post, now: datetime) -> None:
    """Raise an alert where a post opened far more today than it usually does: once a day, and never in its way."""
    zone = office.directory.calendar.zone
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    days = looks.days_of(office.county_id, post.id, midnight - timedelta(days=BULK_DAYS), zone)
    today = days.pop(midnight.date(), 0)
    if not is_bulk(today, days) or looks.alerts_since(office.county_id, post.id, midnight):
        return
    told = second_persons(office, post, now)
    alert = look_of(post, to_milliseconds(now), LookKind.ALERT, stream=f"post/{post.id}")
    alert = replace(alert, amount=today, told=tuple(one.id for one in told))
    telling = Telling(template="bulk_reading", key=f"bulk/{alert.id}", params={"amount": str(today)})
    try:
        with looks.recording(office.county_id, [alert]):
            outbox.add(office.county_id, drafts_for(office, post, told, telling, now))
    except looks.NotRecorded:
        LOG.error("an alert about many looks could not be recorded")
