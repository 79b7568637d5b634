"""The journal: locking streams, loading their states, saving decisions. The only way to change a case."""

import hashlib
import hmac
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection, transaction
from ulid import ULID

from linli.domain.allowance import Hold
from linli.domain.case_row import clock_rows_of, row_of
from linli.domain.engine.assembling import ChainedEntry, Head, chain
from linli.domain.engine.context import Actor, Command, Decision
from linli.domain.engine.erasing import ERASED
from linli.domain.engine.fold import fold
from linli.domain.engine.state import CaseState
from linli.domain.entry import Entry, parse_entry
from linli.domain.live import CHANNEL, changes_of, spelled
from linli.store import copies, key_keeping, secrets, webhooks, writing
from linli.store.writing import server_cursor

LOCK_COMMAND = "SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))"
KNOWN_COMMAND = "SELECT body_hash, result FROM command WHERE county_id = %s AND id = %s"
BEGIN_FILING = "SELECT body_hash, result, serial FROM linli_begin_filing(%s, %s, %s)"
RESERVE_NUMBERS = "SELECT linli_reserve_numbers(%s, %s, %s)"
LOCK_STREAMS = """
SELECT stream, seq, hash FROM stream WHERE county_id = %s AND stream = ANY(%s) ORDER BY stream FOR UPDATE
"""
SAY = "SELECT pg_notify(%s, %s)"
COMMAND_PREFIX = b"linli/command/v1\0"
TIME_CHARACTERS = 10
"""How many characters of an id tell its time."""
ENTRIES = "SELECT stream, body FROM entry WHERE county_id = %s AND stream = ANY(%s) ORDER BY stream, seq"

ERASE_VALUES = """
SELECT linli_erase_values(%s, %s, seq) FROM generate_series(%s::integer, %s::integer) AS seq
"""
"""The only way in which the app role can remove a value: the function reads the entry and removes what it names."""
FORGET_PARAMS = """
UPDATE outbox SET payload = payload - 'params'
WHERE county_id = %s AND payload->>'stream' = %s AND payload->>'to' = 'requester' AND done_at IS NOT NULL
"""
LEAVE_UNSENT = """
UPDATE outbox SET done_at = %s, payload = payload - 'params', error = 'the personal data were erased: not sent'
WHERE county_id = %s AND payload->>'stream' = %s AND payload->>'to' = 'requester' AND done_at IS NULL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxDraft:
    """Something to send after the commit; its key makes a repetition recognisable."""

    id: str
    key: str
    kind: str
    payload: Mapping[str, Any]
    created_at: datetime
    not_before: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """Everything that one command leaves behind."""

    county_id: int
    decisions: Sequence[Decision]
    command: Command | None = None
    actor: Actor | None = None
    result: Mapping[str, Any] = field(default_factory=dict)
    outbox: Sequence[OutboxDraft] = ()
    receipt_hash: str = ""
    at: datetime | None = None
    hold: Hold | None = None
    """Why the case that is filed waits before it is shown to those who take it in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCommand:
    """A command that was given before, with what it led to."""

    body_hash: str
    result: Mapping[str, Any]


def one_transaction() -> transaction.Atomic:
    """Open the transaction in which a command's rows, entries, clocks and outbox are saved together."""
    return transaction.atomic()


@contextmanager
def one_short_transaction() -> Iterator[None]:
    """Open a transaction whose statements go to the server without waiting for each other; see `save_last`.

    Only for a transaction that asks little: whoever fetches an answer waits for everything sent before.
    """
    with transaction.atomic(), _pipeline():
        yield


def take_back() -> None:
    """Let the present transaction end without keeping anything."""
    transaction.set_rollback(True)


def known_command(county_id: int, command_id: str) -> KnownCommand | None:
    """Return the command of that id, or None; waits for nobody (see `try_lock_command`)."""
    with server_cursor() as cursor:
        return _known(cursor.execute(KNOWN_COMMAND, [county_id, command_id]).fetchone())


def try_lock_command(county_id: int, command_id: str) -> None:
    """Make two commands of one id wait for each other until the transaction ends."""
    with server_cursor() as cursor:
        cursor.execute(LOCK_COMMAND, [command_id, county_id])


def begin_command(county_id: int, command_id: str) -> KnownCommand | None:
    """Lock the command's id and return what it led to before, or None: both in one way to the server."""
    with server_cursor() as locking, server_cursor() as knowing:
        with _pipeline():
            locking.execute(LOCK_COMMAND, [command_id, county_id])
            knowing.execute(KNOWN_COMMAND, [county_id, command_id])
        return _known(knowing.fetchone())


def begin_filing(county_id: int, command_id: str, year: int) -> tuple[KnownCommand | None, int]:
    """Do as `begin_command` and reserve a number; a filing that comes again leaves a gap."""
    with server_cursor() as cursor:
        row = cursor.execute(BEGIN_FILING, [county_id, command_id, year]).fetchone()
        if row is None:
            raise RuntimeError("no number was reserved")
        return _known(row[:2] if row[0] is not None else None), int(row[2])


def lock_streams(county_id: int, streams: Iterable[str]) -> dict[str, Head]:
    """Lock the streams in the order of their ids and return their heads; unknown ones are left out."""
    with server_cursor() as cursor:
        cursor.execute(LOCK_STREAMS, [county_id, sorted(set(streams))])
        return {row[0]: Head(seq=row[1], hash=row[2]) for row in cursor.fetchall()}


def entries_of(county_id: int, streams: Sequence[str]) -> dict[str, list[Entry]]:
    """Return the entries of `streams`, each in order."""
    found: dict[str, list[Entry]] = {stream: [] for stream in streams}
    with server_cursor() as cursor:
        cursor.execute(ENTRIES, [county_id, list(streams)], binary=True)
        for stream, body in cursor.fetchall():
            found[stream].append(parse_entry(body))
    return found


def load_states(county_id: int, streams: Sequence[str]) -> dict[str, CaseState]:
    """Return the state of each stream that exists, folded from its entries."""
    return {stream: fold(entries) for stream, entries in entries_of(county_id, streams).items() if entries}


def load_locked(
    county_id: int, stream: str, others: Callable[[CaseState], set[str]]
) -> tuple[dict[str, CaseState], dict[str, Head]]:
    """Lock a case and the `others` its state names, all in order; return their states and heads.

    Which others those are stands in the state, so it is read before the lock and, where somebody moved
    meanwhile, read again; a lock that turned out too narrow is let go before a wider one is taken.
    Without such a stream both are empty.
    """
    states = load_states(county_id, [stream])
    if stream not in states:
        return {}, {}
    wanted = {stream} | others(states[stream])
    while True:
        before_lock = transaction.savepoint()
        heads = lock_streams(county_id, wanted)
        stale = [one for one, head in heads.items() if one not in states or states[one].seq != head.seq]
        states |= load_states(county_id, stale) if stale else {}
        more = others(states[stream]) - wanted
        if not more:
            transaction.savepoint_commit(before_lock)
            return {one: states[one] for one in heads}, heads
        transaction.savepoint_rollback(before_lock)
        wanted |= more


def save(saving: Saving, heads: Mapping[str, Head]) -> None:
    """Save what one command decided; `heads` are of locked streams, a stream without one begins here."""
    _write([saving], heads, by_copy=False)
    _say([saving])


def save_last(saving: Saving, heads: Mapping[str, Head]) -> None:
    """Save what one command decided and end the outermost transaction, in one way to the server.

    Where anything fails the server refuses the commit with it, and Django rolls back as ever. Within another
    transaction it only saves, and that one decides.
    """
    with _pipeline():
        _write([saving], heads, by_copy=False)
        if not connection.savepoint_ids:
            with server_cursor() as cursor:
                cursor.execute("COMMIT")
        # Said after the commit: a transaction that notifies holds a lock over the whole server while it commits.
        _say([saving])


def save_many(savings: Sequence[Saving], heads: Mapping[str, Head]) -> None:
    """Save many commands by COPY, in order; the rows are those that `save` one by one would leave."""
    _write(savings, heads, by_copy=True)
    _say(savings)


def _write(savings: Sequence[Saving], heads: Mapping[str, Head], *, by_copy: bool) -> None:
    rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in writing.ORDER}
    current = dict(heads)
    for saving in savings:
        for decision in saving.decisions:
            stream = decision.after.stream
            entries = chain(decision.entries, current.get(stream, Head()), os.urandom)
            current[stream] = Head(seq=entries[-1].seq, hash=entries[-1].hash)
            _add_decision(rows, saving.county_id, decision, entries)
        _add_rest(rows, saving)
    batch = writing.Writing()
    for table in writing.ORDER:
        batch.add(table, rows[table.name])
    batch.send(by_copy=by_copy)
    _erase_named(savings)
    _queue_news(savings, is_bulk=by_copy)


def _say(savings: Sequence[Saving]) -> None:
    """Tell the live process what changed; PostgreSQL passes it on when what was saved is there to be read."""
    pairs: dict[int, list[tuple[CaseState, CaseState]]] = {}
    for saving in savings:
        pairs.setdefault(saving.county_id, []).extend((one.before, one.after) for one in saving.decisions)
    said = [spelled(change) for county_id, own in pairs.items() for change in changes_of(county_id, own)]
    with server_cursor() as cursor:
        for one in said:
            cursor.execute(SAY, [CHANNEL, one])


def _erase_named(savings: Sequence[Saving]) -> None:
    """Remove what the entries just written say was erased, and leave unsent what was meant for that person.

    The keys go right after the commit; the database remembers which until they have gone.
    """
    erasing = [
        (saving.county_id, decision)
        for saving in savings
        for decision in saving.decisions
        if any(entry.pub.get(ERASED) for entry in decision.entries)
    ]
    for county_id, decision in erasing:
        stream, last = decision.after.stream, decision.after.seq
        with server_cursor() as cursor:
            cursor.execute(ERASE_VALUES, [county_id, stream, decision.before.seq + 1, last])
            cursor.execute(FORGET_PARAMS, [county_id, stream])
            cursor.execute(LEAVE_UNSENT, [decision.entries[-1].at, county_id, stream])
        if decision.entries[-1].actor.get("kind") == "post":
            copies.drop_waiting_files(county_id)
    if erasing:
        key_keeping.destroy_after_commit()


def _queue_news(savings: Sequence[Saving], *, is_bulk: bool) -> None:
    """Queue what other systems asked to be told, in the transaction that makes it true."""
    decided = [(saving.county_id, one) for saving in savings for one in saving.decisions]
    if decided:
        moment = decided[-1][1].entries[-1].at if decided[-1][1].entries else savings[-1].at
        if moment is not None:
            webhooks.queue_news(decided, str(ULID.from_datetime(moment))[:TIME_CHARACTERS], is_bulk=is_bulk)


def _add_decision(
    rows: dict[str, list[dict[str, Any]]], county_id: int, decision: Decision, entries: Sequence[ChainedEntry]
) -> None:
    stream, last = decision.after.stream, entries[-1]
    rows["stream"].append({"county_id": county_id, "stream": stream, "seq": last.seq, "hash": last.hash})
    rows["case_row"].append({"county_id": county_id, **row_of(decision.after)})
    before = {row["key"]: row for row in clock_rows_of(decision.before)}
    rows["clock"].extend(
        {"county_id": county_id, **row} for row in clock_rows_of(decision.after) if before.get(row["key"]) != row
    )
    add_entries(rows, county_id, entries)


def add_entries(rows: dict[str, list[dict[str, Any]]], county_id: int, entries: Sequence[ChainedEntry]) -> None:
    """Add the rows of chained entries and of the values they commit to, sealed; raises Refused without a key."""
    for entry in entries:
        key = {"county_id": county_id, "stream": entry.stream, "seq": entry.seq}
        rows["entry"].append(
            {
                **key,
                "type": entry.type,
                "recv": entry.recv,
                "hash": entry.hash,
                "salt": entry.salt,
                "body": entry.body,
            }
        )
    secrets.add_sealed(rows, county_id, entries)


def _add_rest(rows: dict[str, list[dict[str, Any]]], saving: Saving) -> None:
    first = saving.decisions[0] if saving.decisions else None
    if saving.command is not None and saving.actor is not None:
        rows["command"].append(
            {
                "county_id": saving.county_id,
                "id": saving.command.id,
                "actor": _actor_key(saving.actor),
                "body_hash": kept_hash(saving.command.body_hash(saving.actor)),
                "stream": saving.command.stream,
                "base_seq": first.before.seq if first else 0,
                "result": dict(saving.result),
                "recv": saving.at or (first.entries[0].at if first else None),
            }
        )
    rows["outbox"].extend(
        {
            "id": draft.id, "county_id": saving.county_id, "key": draft.key, "kind": draft.kind,
            "payload": dict(draft.payload), "created_at": draft.created_at, "not_before": draft.not_before,
            "attempts": 0, "error": "",
        }
        for draft in saving.outbox
    )  # fmt: skip
    if saving.receipt_hash and first:
        rows["receipt"].append(
            {
                "code_hash": saving.receipt_hash,
                "county_id": saving.county_id,
                "case_id": first.after.id,
                "made_at": first.entries[0].at,
            }
        )
    if saving.hold and first:
        rows["held_report"].append(
            {
                "county_id": saving.county_id,
                "case_id": first.after.id,
                "reasons": ",".join(saving.hold.reasons),
                "held_at": first.entries[0].at,
                "until": saving.hold.until,
                "released_by": "",
            }
        )


def _actor_key(actor: Actor) -> str:
    return actor.post_id or (f"{actor.kind}/{actor.id}" if actor.id else actor.kind)


def reserve_numbers(county_id: int, year: int, amount: int) -> list[int]:
    """Return `amount` serial numbers of the county's year; gaps may stay where a filing fails."""
    with server_cursor() as cursor:
        cursor.execute(RESERVE_NUMBERS, [county_id, year, amount])
        return [row[0] for row in cursor.fetchall()]


def kept_hash(body_hash: str) -> str:
    """Return the digest under which a command's body is kept.

    A body may hold a telephone number: its bare hash would be guessed by trying them all. It is keyed with a secret
    that no backup of the database holds, and an erasure takes it away.
    """
    return _kept_under(settings.SECRET_KEY, body_hash)


def is_kept_hash(kept: str, body_hash: str) -> bool:
    """Say whether `kept` is the digest of that body, under the key of now or one that was turned over."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(hmac.compare_digest(_kept_under(one, body_hash), kept) for one in keys)


def _kept_under(key: str, body_hash: str) -> str:
    return hmac.digest(key.encode(), COMMAND_PREFIX + body_hash.encode(), hashlib.sha256).hex()


def _known(row: tuple[str, Any] | None) -> KnownCommand | None:
    if row is None:
        return None
    result = json.loads(row[1]) if isinstance(row[1], str) else row[1]
    return KnownCommand(body_hash=row[0], result=result)


def _pipeline() -> "AbstractContextManager[psycopg.Pipeline]":
    """Send what follows at once and wait for the answers together."""
    connection.ensure_connection()
    raw: psycopg.Connection[Any] = connection.connection
    return raw.pipeline()
