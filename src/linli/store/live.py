"""Whose session it is: read by plain statements on a connection of its own, without Django's request stack.

The live process keeps a thousand pages on little memory, so it loads neither models nor apps. What a session holds
is read as Django writes it; `tests/live/test_seats.py` holds both equal.
"""

import asyncio
import hmac
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import psycopg
from django.core import signing
from django.utils.crypto import salted_hmac

from linli.domain.area import AreaLevel
from linli.domain.engine.access import reach_within
from linli.domain.live import LiveSeat
from linli.domain.second_factor import needs_two
from linli.domain.unit import Post, Role, Unit, UnitKind

SESSION_SALT = "django.contrib.sessions.SessionStore"
HASH_SALT = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
SESSION_POST = "linli_post"
SESSION = """
SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s
"""
TWO, ENDS = "linli_second_factor", "linli_ends_at"
ACCOUNT = "SELECT pseudonym, password, is_demo FROM staff WHERE id = %s AND is_active"
POSTS = """
SELECT p.id, p.unit_id, p.role, p.area_path, p.staff_id, p.started_at, p.ended_at, p.county_id,
       u.key, u.name, u.kind, u.area_id, u.area_path, u.tier
FROM post p JOIN unit u ON u.id = p.unit_id AND u.county_id = p.county_id
WHERE p.staff_id = %s ORDER BY length(p.area_path), p.id
"""

MARKS = """
WITH held AS (
    SELECT p.staff_id, string_agg(concat_ws(' ', p.id, p.unit_id, p.role, p.area_path), ',' ORDER BY p.id) AS posts
    FROM post p
    WHERE p.staff_id = ANY(%(holders)s) AND p.started_at <= %(now)s AND (p.ended_at IS NULL OR p.ended_at > %(now)s)
    GROUP BY p.staff_id
)
SELECT w.session_key, concat_ws('|', md5(a.password), held.posts)
FROM unnest(%(keys)s::text[], %(holders)s::text[]) AS w (session_key, holder)
JOIN django_session s ON s.session_key = w.session_key AND s.expire_date > %(now)s
JOIN staff a ON a.pseudonym = w.holder AND a.is_active
LEFT JOIN held ON held.staff_id = a.pseudonym
"""


class SessionSeats:
    """Answers who sits behind a session key; one question at a time, on one connection."""

    def __init__(self, url: str, *, secret_keys: Sequence[str], now: Callable[[], datetime]) -> None:
        """Remember where to ask, the keys that signed sessions (the newest first), and the clock."""
        self._url, self._keys, self._now = url, tuple(secret_keys), now
        self._connection: psycopg.AsyncConnection[Any] | None = None
        self._turn = asyncio.Lock()

    async def seat_of(self, session_key: str) -> LiveSeat | None:
        """Return the seat of a session that is still good, or None."""
        if not session_key.isalnum() or len(session_key) > 40:
            return None
        async with self._turn:
            return await self._seat_of(session_key)

    async def _seat_of(self, session_key: str) -> LiveSeat | None:
        row = await self._one(SESSION, session_key, self._now())
        told = self._read_session(row[0]) if row else {}
        user = str(told.get("_auth_user_id", ""))
        account = await self._one(ACCOUNT, int(user)) if user.isascii() and user.isdigit() else None
        if account is None or not self._is_same_password(account[1], str(told.get("_auth_user_hash", ""))):
            return None
        if self._now().timestamp() >= float(told.get(ENDS, 0)):
            return None  # idle too long, or signed in since yesterday: the next page says so
        rows = await self._all(POSTS, account[0])
        if told.get(TWO) is not True and not account[2] and needs_two(_held(rows, self._now())):
            return None
        return _seat(rows, str(told.get(SESSION_POST, "")), self._now())

    async def marks(self, holders: Mapping[str, str]) -> Mapping[str, str] | None:
        """Return a mark for each session that is still there; None where the database does not answer."""
        asked = {"now": self._now(), "keys": list(holders), "holders": list(holders.values())}
        async with self._turn:
            try:
                return dict(await self._ask(MARKS, asked))
            except psycopg.OperationalError:
                return None  # nothing can have been ended either; it is asked again soon

    async def close(self) -> None:
        """Let the connection go."""
        if self._connection is not None:
            await self._connection.close()

    def _read_session(self, data: str) -> dict[str, Any]:
        """Return what the session holds; a signature that is not ours counts as an empty one."""
        try:
            found = signing.loads(data, key=self._keys[0], salt=SESSION_SALT, fallback_keys=[*self._keys[1:]])
        except signing.BadSignature:
            return {}
        return found if isinstance(found, dict) else {}

    def _is_same_password(self, password: str, told: str) -> bool:
        """Say whether the session was begun with the password of now: a new one ends all sessions."""
        made = (salted_hmac(HASH_SALT, password, secret=one, algorithm="sha256").hexdigest() for one in self._keys)
        return any(hmac.compare_digest(one, told) for one in made)

    async def _one(self, statement: str, *given: object) -> tuple[Any, ...] | None:
        rows = await self._all(statement, *given)
        return rows[0] if rows else None

    async def _all(self, statement: str, *given: object) -> list[tuple[Any, ...]]:
        return await self._ask(statement, given)

    async def _ask(self, statement: str, given: tuple[object, ...] | dict[str, object]) -> list[tuple[Any, ...]]:
        """Ask once; where the connection had broken meanwhile, ask again on a new one."""
        if self._connection is not None:
            try:
                return await (await self._connection.execute(statement.encode(), given)).fetchall()
            except psycopg.OperationalError:
                await self._connection.close()
        self._connection = await psycopg.AsyncConnection.connect(
            self._url, autocommit=True, application_name="linli-live"
        )
        return await (await self._connection.execute(statement.encode(), given)).fetchall()


def _held(rows: list[tuple[Any, ...]], now: datetime) -> list[Post]:
    return [post for post in map(_post, rows) if post.is_active(now)]


def _seat(rows: list[tuple[Any, ...]], wanted: str, now: datetime) -> LiveSeat | None:
    """Return the seat at the post wanted, else at the first that is held now."""
    held = [(one, post) for one in rows if (post := _post(one)).is_active(now)]
    if not held:
        return None
    row, post = next((pair for pair in held if pair[1].id == wanted), held[0])
    unit = Unit(
        id=post.unit_id, key=row[8], name=row[9], kind=UnitKind(row[10]), area_id=row[11], area_path=row[12],
        tier=AreaLevel(row[13]),
    )  # fmt: skip
    return LiveSeat(staff_id=post.staff_id or "", county_id=row[7], reach=reach_within(post, unit))


def _post(row: tuple[Any, ...]) -> Post:
    return Post(
        id=row[0], unit_id=row[1], role=Role(row[2]), area_path=row[3], staff_id=row[4], started_at=row[5],
        ended_at=row[6],
    )  # fmt: skip
