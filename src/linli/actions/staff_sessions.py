"""What a session of staff holds about its own proof: when it began, when it was in use, when it was proven.

Faces and middleware read and write these few keys through here only.
"""

from collections.abc import Iterable, Mapping, MutableMapping
from datetime import UTC, datetime, timedelta
from typing import Any

from linli.actions.deciding import Office
from linli.actions.seats import posts_of_staff
from linli.domain.second_factor import needs_two
from linli.domain.setup_records import Record
from linli.domain.staff_session import IDLE_IN_DEMO, SessionTimes, is_fresh
from linli.domain.unit import Post
from linli.store import first_links, staff_sessions

STARTED, SEEN, PROVEN, TWO, ENDS = (
    "linli_started_at", "linli_seen_at", "linli_proven_at", "linli_second_factor", "linli_ends_at",
)  # fmt: skip
Session = MutableMapping[str, Any]


def begin(session: Session, *, now: datetime, has_two: bool, idle: timedelta) -> None:
    """Note that somebody has signed in now, with two factors or one."""
    session[STARTED] = session[SEEN] = session[PROVEN] = now.timestamp()
    session[TWO] = has_two
    session[ENDS] = times_of(session, now).ends_at(idle).timestamp()


def times_of(session: Session, now: datetime) -> SessionTimes:
    """Return a session's times; one that says nothing began long ago."""
    started, seen = (_moment(session, key) for key in (STARTED, SEEN))
    return SessionTimes(started_at=started or datetime.fromtimestamp(0, UTC), seen_at=seen or started or now)


def touch(session: Session, *, now: datetime, idle: timedelta) -> bool:
    """Note that a session is in use, where that is due; say whether it was."""
    if not times_of(session, now).is_to_be_touched(now):
        return False
    session[SEEN] = now.timestamp()
    session[ENDS] = times_of(session, now).ends_at(idle).timestamp()
    return True


def prove(session: Session, *, now: datetime, has_two: bool = False) -> None:
    """Note that somebody has proven again who they are."""
    session[PROVEN] = now.timestamp()
    if has_two:
        session[TWO] = True


def has_two(session: Session) -> bool:
    """Say whether a session was begun with two factors."""
    return session.get(TWO) is True


def is_proven(session: Session, *, now: datetime, within: timedelta) -> bool:
    """Say whether the last proof is recent enough."""
    return is_fresh(_moment(session, PROVEN), now, within)


def _moment(session: Session, key: str) -> datetime | None:
    value = session.get(key)
    return datetime.fromtimestamp(value, UTC) if isinstance(value, int | float) else None


def lacks_two(office: Office, session: Session, pseudonym: str, now: datetime) -> bool:
    """Say whether somebody holds a post that needs two factors, and signed in with one."""
    return not has_two(session) and needs_two(posts_of_staff(office, pseudonym, now))


def end_after_changes(before: Mapping[str, Post], records: Iterable[Record], now: datetime) -> int:
    """Sign everybody out whose post is taken away, or made another one, by `records`; return how many sessions ended.

    `before` are the posts as they stood. Whoever is given a post keeps working; links of whoever loses one stop.
    """
    ended = 0
    for record in records:
        former = before.get(record.id) if isinstance(record, Post) else None
        if former is None or not former.is_active(now) or not isinstance(record, Post):
            continue
        is_lost = not record.is_active(now) or record.staff_id != former.staff_id
        if is_lost:
            first_links.withdraw(former.staff_id or "")
        if is_lost or _rights(record) != _rights(former):
            ended += staff_sessions.end_sessions_of(former.staff_id or "")
    return ended


def _rights(post: Post) -> tuple[str, str, str]:
    return post.role.value, post.unit_id, post.area_path


def idle_of(office: Office, now: datetime, *, is_demo: bool) -> timedelta:
    """Return how long a session may lie idle."""
    return IDLE_IN_DEMO if is_demo else _minutes(office, "sign_in.idle_minutes", now)


def fresh_within(office: Office, now: datetime) -> timedelta:
    """Return for how long a proof counts for what cannot be undone."""
    return _minutes(office, "sign_in.fresh_minutes", now)


def _minutes(office: Office, key: str, now: datetime) -> timedelta:
    directory = office.directory
    return timedelta(minutes=directory.settings.whole(key, directory.calendar.local_date(now)))
