"""Acts on streams of their own, beside the matters: each once, in one transaction, as an entry with its effects."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from linli.actions.deciding import Office, answer_of, check_command_id, new_id, today_of
from linli.actions.seats import actor_at
from linli.domain.engine.context import SYSTEM, Actor, Command, EntryDraft, ValueDraft
from linli.domain.engine.effects import Effect
from linli.domain.entry import to_milliseconds
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post
from linli.store import journal, ledgers
from linli.store.ledgers import Kept, Ledger

T = TypeVar("T")
S = TypeVar("S", bound=Kept)
Asking = tuple[Command, Actor]
"""A command, and who gave it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An act as it was asked for, once."""

    command_id: str
    verb: str
    fields: Mapping[str, Any] = field(default_factory=dict)

    def command(self, stream: str) -> Command:
        """Return it as a command on a stream."""
        return Command(id=self.command_id, verb=self.verb, stream=stream, fields=self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What an act leaves on its stream."""

    past: str
    effects: tuple[Effect, ...]
    pub: Mapping[str, Any] = field(default_factory=dict)
    values: tuple[ValueDraft, ...] = ()


def once(
    office: Office, post: Post, command: Command, *, again: Callable[[str], T], make: Callable[[Asking], T]
) -> T:  # fmt: skip
    """Do what a command asks in one transaction; the same command again gets `again` of the stream it led to.

    Raises Refused where the id is no id, or stands for another command now.
    """
    check_command_id(command.id)
    actor = actor_at(post)
    with journal.one_transaction():
        known = journal.begin_command(office.county_id, command.id)
        if known is not None:
            return again(str(answer_of(known, command.body_hash(actor))["stream"]))
        return make((command, actor))


def id_in(prefix: str) -> Callable[[str], str]:
    """Return what takes the prefix off a stream's name."""
    return lambda stream: stream.removeprefix(prefix)


def nothing_more(_stream: str) -> None:
    """Do nothing: what the command asked for stands already."""


def begin_stream(office: Office, ledger: Ledger[S], made: Made, asking: Asking, now: datetime) -> S:
    """Begin a stream with its first entry and write its row; return what it comes to."""
    return add_entry(office, ledger, f"{ledger.prefix}{new_id(now)}", made, asking, now)


def add_entry(
    office: Office, ledger: Ledger[S], stream: str, made: Made, asking: Asking | None, now: datetime
) -> S:  # fmt: skip
    """Append what an act leaves to its stream, and write its row over; return what it comes to."""
    return add_entries(office, ledger, [entry_of(stream, made, asking, now)], asking, now)


def add_entries(
    office: Office, ledger: Ledger[S], drafts: Sequence[EntryDraft], given: Asking | None, now: datetime
) -> S:  # fmt: skip
    """Append entries to one stream, and write its row over; `given` is the command that they answer, if they do."""
    return ledgers.append(ledger, drafts, given, county_id=office.county_id, today=today_of(office, now))


def existing(found: T | None) -> T:
    """Return what was found; raises Refused where nothing was."""
    if found is None:
        raise Refused([Problem("not_found")])
    return found


def entry_of(stream: str, made: Made, asking: Asking | None, now: datetime) -> EntryDraft:
    """Return the entry of an act, or of what time alone made due; its type is the stream's kind and what was done."""
    kind = stream.partition("/")[0]
    actor = asking[1] if asking else SYSTEM
    return EntryDraft(
        stream=stream, type=f"{kind}.{made.past}", at=to_milliseconds(now), actor=actor.to_json(), pub=dict(made.pub),
        effects=made.effects, values=made.values, cmd=asking[0].id if asking else None,
    )  # fmt: skip
