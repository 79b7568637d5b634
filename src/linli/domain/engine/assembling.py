"""Assembling: from drafts to chained entries, with their salts, nonces and commitments."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from linli.domain.engine.context import EntryDraft
from linli.domain.entry import FIRST_PREV, Entry, commitment, entry_hash

RandomBytes = Callable[[int], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Where a stream ends: the number and hash of its last entry."""

    seq: int = 0
    hash: str = FIRST_PREV


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptValue:
    """A value as it is stored, with the nonce that its commitment hides it by."""

    seq: int
    field: str
    subject: str
    role: str
    nonce: bytes
    value: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainedEntry:
    """An entry ready to be stored."""

    stream: str
    seq: int
    type: str
    recv: datetime
    hash: str
    salt: bytes
    body: bytes
    values: tuple[KeptValue, ...]


def chain(drafts: Iterable[EntryDraft], head: Head, random_bytes: RandomBytes) -> tuple[ChainedEntry, ...]:
    """Return the entries that `drafts` of one stream become after `head`."""
    chained: list[ChainedEntry] = []
    for draft in drafts:
        seq = head.seq + 1
        values = tuple(
            KeptValue(
                seq=seq, field=one.field, subject=one.subject, role=one.role, nonce=random_bytes(32), value=one.value
            )
            for one in draft.values
        )
        entry = Entry(
            stream=draft.stream,
            seq=seq,
            prev=head.hash,
            type=draft.type,
            recv=draft.at,
            actor=draft.actor,
            pub=draft.pub,
            com={kept.field: commitment(kept.value, kept.nonce) for kept in values},
            effects=tuple(effect.to_json() for effect in draft.effects),
            cmd=draft.cmd,
            auth=draft.auth,
            rules=draft.rules,
        )
        body = entry.body()
        head = Head(seq=seq, hash=entry_hash(body))
        chained.append(
            ChainedEntry(
                stream=draft.stream, seq=seq, type=draft.type, recv=draft.at, hash=head.hash,
                salt=random_bytes(32), body=body, values=values,
            )
        )  # fmt: skip
    return tuple(chained)
