"""What pages of things that stand ready show: what happened, by whom, in which words, and the matter it became."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from linli.actions.case_lists import page_of, query_for
from linli.actions.deciding import Office
from linli.actions.meeting_words import called
from linli.domain.case_query import CaseLine
from linli.domain.entry import Entry
from linli.domain.unit import Post
from linli.store import ledgers, meetings
from linli.store.reaches import KeptReach

EVENTS_MAX = 30
"""The latest; everything stands in the record."""
WRITTEN = ("note", "text", "lessons", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry as a page tells it."""

    seq: int
    kind: str
    """The entry's type without its noun."""
    at: datetime
    who: str
    pub: Mapping[str, Any]
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The record of one thing: what happened last, and everything written, by (entry, field)."""

    events: tuple[Event, ...]
    texts: Mapping[tuple[int, str], str]
    entries: Sequence[Entry]


def told_of(office: Office, stream: str, language: str) -> Told:
    """Return the record of one thing, the latest first; in four queries, however long it is."""
    entries = ledgers.history(office.county_id, stream)
    kept = meetings.texts_of(office.county_id, [stream], WRITTEN)
    texts = {(seq, key): words for (_, seq, key), words in kept.items()}
    last = list(reversed(entries))[:EVENTS_MAX]
    names = called(office, {str(one.actor.get("post", "")) for one in last} - {""}, language)
    events = tuple(
        Event(
            seq=one.seq, kind=one.type.partition(".")[2], at=one.recv, pub=one.pub,
            who=names.get(str(one.actor.get("post", "")), ""),
            words=next((texts[(one.seq, key)] for key in ("note", "reason") if (one.seq, key) in texts), ""),
        )
        for one in last
    )  # fmt: skip
    return Told(events=events, texts=texts, entries=entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterSeen:
    """The matter that a thing became: its line where the reader may list it."""

    id: str
    is_open: bool
    line: CaseLine | None


def matter_seen(office: Office, post: Post, case_id: str, now: datetime) -> MatterSeen | None:
    """Return the matter that a thing became last, or None where it never became one."""
    if not case_id:
        return None
    found = page_of(query_for(office, post, now, ids=(case_id,), limit=1)).lines
    is_open = not found[0].is_final if found else ledgers.is_open_matter(office.county_id, case_id)
    return MatterSeen(id=case_id, is_open=is_open, line=found[0] if found else None)


def matters_seen(office: Office, post: Post, case_ids: Iterable[str], now: datetime) -> dict[str, CaseLine]:
    """Return the open matters of a list, by id, in one query."""
    wanted = tuple({one for one in case_ids if one})
    if not wanted:
        return {}
    query = query_for(office, post, now, ids=wanted, is_final=False, limit=len(wanted))
    return {one.id: one for one in page_of(query).lines}


def reach_of(post: Post, *, is_own: bool = False) -> KeptReach:
    """Return whose things a post may list."""
    return KeptReach(unit=post.unit_id, area=post.area_path, is_own=is_own)
