"""One act on something that stands ready: lock its stream, decide, save the entry and the row; a matter where due.

What becomes a matter is filed within the same transaction, while the stream is locked: so there is never a second one
while the first is open. Where filing is refused (an area was closed, no centre takes it), the act still stands, and
the thing says that it has no matter yet.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from linli.actions.cases import file_case
from linli.actions.deciding import Filing, Office, new_id, today_of
from linli.actions.own_streams import Asked, Asking, Made, add_entry, existing, id_in, once
from linli.domain.engine.context import SYSTEM, ValueDraft
from linli.domain.engine.effects import Effect
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post
from linli.store import journal, ledgers
from linli.store.ledgers import Kept, Ledger

S = TypeVar("S", bound=Kept)
TITLE_MAX, PLACE_MAX = 40, 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What a thing is filed as where it is short or faulty."""

    title: str
    words: str
    place: str
    category: str
    area: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping(Generic[S]):
    """How one family of things is kept: its streams, who may, and what it becomes after an act."""

    ledger: Ledger[S]
    may_see: Callable[[Office, Post, S], bool]
    may_change: Callable[[Office, Post, S], bool]
    matter_of: Callable[[S, date, bool], Matter | None] = lambda _thing, _today, _counted: None
    """What is to be filed, where no matter of it is open; the last says whether somebody looked at it just now."""
    case_of: Callable[[S], str] = lambda _thing: ""
    filed: Callable[[S, str, date], tuple[Effect, ...]] = lambda _thing, _case, _today: ()
    """What the thing's stream is told of the matter."""


def text(key: str, words: str) -> tuple[ValueDraft, ...]:
    """Return written words as a sealed value, none where there are none."""
    return (ValueDraft(field=key, subject="case", value=words.encode()),) if words else ()


def begun(
    office: Office, post: Post, keeping: Keeping[S], asked: Asked, *, now: datetime, make: Callable[[], Made],
    own_id: str = "",
) -> str:  # fmt: skip
    """Begin a stream; return its id. The same command again returns the same id."""
    prefix = keeping.ledger.prefix

    def begin(asking: Asking) -> str:
        if own_id:  # two who begin the same stream wait for each other, and the second goes on with it
            journal.try_lock_command(office.county_id, f"{prefix}{own_id}")
        id_ = own_id or new_id(now)
        add_entry(office, keeping.ledger, f"{prefix}{id_}", make(), asking, now)
        return id_

    return once(office, post, asked.command(f"{prefix}{own_id or 'new'}"), again=id_in(prefix), make=begin)


def acted(
    office: Office, post: Post, keeping: Keeping[S], id_: str, asked: Asked, *, now: datetime, make: Callable[[S], Made]
) -> S:  # fmt: skip
    """Make one act on a thing; the same command again changes nothing. Missing and not one's to see are one answer."""
    ledger, county_id = keeping.ledger, office.county_id

    def act(asking: Asking) -> S:
        thing = ledgers.held(ledger, county_id, id_)
        if thing is None or not keeping.may_see(office, post, thing):
            raise Refused([Problem("not_found")])
        if not keeping.may_change(office, post, thing):
            raise Refused([Problem("not_yours")])
        after = add_entry(office, ledger, thing.stream, make(thing), asking, now)
        return with_matter(office, keeping, after, is_looked_at=asked.verb in LOOKING, now=now)

    def again(_stream: str) -> S:
        return existing(ledgers.kept(ledger, county_id, id_))

    return once(office, post, asked.command(f"{ledger.prefix}{id_}"), again=again, make=act)


LOOKING = frozenset({"count", "check", "file_matter"})
"""Acts by which somebody saw the thing with their own eyes."""


def with_matter(office: Office, keeping: Keeping[S], thing: S, *, is_looked_at: bool, now: datetime) -> S:
    """File what is short or faulty, within the caller's transaction that holds the stream; return the thing after it.

    The matter is nobody's report: it is filed by the house, so that whoever counted may also check it afterwards.
    """
    today = today_of(office, now)
    matter = keeping.matter_of(thing, today, is_looked_at)
    if matter is None or ledgers.is_open_matter(office.county_id, keeping.case_of(thing)):
        return thing
    filing = Filing(command_id=f"ready/{new_id(now)}", fields={
        "category": matter.category, "area": matter.area, "channel": "inside", "requester": "none",
        "title": matter.title[:TITLE_MAX], "words": matter.words, "place_words": matter.place[:PLACE_MAX],
    })  # fmt: skip
    try:
        filed = file_case(office, filing, actor=SYSTEM, now=now)
    except Refused:
        return thing
    made = Made(past="filed", effects=keeping.filed(thing, filed.case_id, today), pub={"case": filed.case_id})
    return add_entry(office, keeping.ledger, thing.stream, made, None, now)


def by_system(
    office: Office, keeping: Keeping[S], id_: str, *, now: datetime, make: Callable[[S], Made | None],
    is_looked_at: bool = False,
) -> bool:  # fmt: skip
    """Do what time alone makes due, in a transaction of its own; say whether anything was.

    Compare and set: the thing is folded after its stream is locked, so whoever was faster leaves nothing to do.
    """
    with journal.one_transaction():
        before = ledgers.held(keeping.ledger, office.county_id, id_)
        if before is None:
            return False
        made, after = make(before), before
        if made is not None:
            after = add_entry(office, keeping.ledger, before.stream, made, None, now)
        last = with_matter(office, keeping, after, is_looked_at=is_looked_at, now=now)
        if last is before:
            keeping.ledger.write_row(office.county_id, last, today_of(office, now))
        return last is not before
