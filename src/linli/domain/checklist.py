"""Checklists 检查清单: what is looked at on site, item by item, each with the rule of law behind it; and no score.

Pure. A checklist is data in `linli.domain.checklists`; one that changes gets a new version and keeps those before it,
because an inspection stays on the version it began with.
Source: design/PROCEDURES.md 6 (score-free items: ok, not ok, not applicable); FIELD.md §18.5 (articles known from a
copy on the web are not printed before somebody has read the official text).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from linli.domain.place import PlaceKind
from linli.domain.wording import Wording

KEY = re.compile(r"[a-z][a-z0-9_]{1,31}")
ITEMS_MAX = 60
"""A list that is longer is not walked through on site; split it by links."""


class Grade(StrEnum):
    """How well the article of a rule is known here."""

    READ = "read"
    """Read in the official text (FIELD.md [L])."""
    CITED = "cited"
    """Known from a copy or from the law's own number: compare before it is printed."""
    LOCAL = "local"
    """No law: a standard that the district set itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The rule behind an item."""

    title: Wording
    article: str = ""
    """Number of the article, in digits; "" where the rule as a whole is meant."""
    grade: Grade = Grade.CITED

    @property
    def words(self) -> Wording:
        """The rule with its article, as a page shows it."""
        if not self.article:
            return self.title
        return Wording(f"《{self.title.zh}》第{self.article}条", f"{self.title.en}, art. {self.article}")

    @property
    def printed(self) -> str:
        """The rule as a paper may print it: its article only where the official text was read."""
        if self.grade is Grade.LOCAL:
            return self.title.zh
        return self.words.zh if self.grade is Grade.READ else f"《{self.title.zh}》"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckItem:
    """One thing that is looked at: it is in order, it is not, or it does not apply."""

    key: str
    title: Wording
    basis: Basis
    source: str
    """Where we have it from."""
    link: str = ""
    """The part of the list it belongs to; "" where the list has no parts."""
    is_urgent: bool = False
    """Whether what is found must be put right within hours: a way out that is blocked, gear that is out of order."""
    category: str = ""
    """Category of the matter that a finding becomes; "" for the list's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLink:
    """A part of a list: a link of a chain (storage, transport) or a kind of protection."""

    key: str
    title: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """What is looked at in one kind of place."""

    key: str
    version: int
    title: Wording
    since: date
    """First day of this version."""
    items: tuple[CheckItem, ...]
    place_kinds: tuple[PlaceKind, ...]
    """Kinds of place that it is meant for; coverage is counted over these."""
    category: str
    """Category of the matter that a finding becomes, where the item names none."""
    again_days: int
    """A place is due again so many days after it was looked at."""
    links: tuple[CheckLink, ...] = ()
    inspectors_enforcing: int = 1
    """So many inspectors where a department looks in its own power; a committee's own look needs one.

    Source: 消防监督检查规定 14 (FIELD.md §8 [P]); 行政处罚法 42 (officers of law come in twos).
    """
    has_batches: bool = False
    """Whether samples are taken, batch by batch."""

    @property
    def name(self) -> str:
        """Its key with its version, as `fire_market_v1`."""
        return f"{self.key}_v{self.version}"

    @property
    def item_keys(self) -> tuple[str, ...]:
        """Keys of its items in order."""
        return tuple(one.key for one in self.items)

    def item(self, key: str) -> CheckItem | None:
        """Return the item of that key, or None."""
        return next((one for one in self.items if one.key == key), None)


def looked(key: str, zh: str, en: str, basis: Basis, **rest: Any) -> CheckItem:
    """Return one item; the short way in which lists are written."""
    return CheckItem(key=key, title=Wording(zh, en), basis=basis, **rest)


def faults_of(checklist: Checklist) -> tuple[str, ...]:
    """Return everything that is wrong with a list as it is written down."""
    return tuple(_faults(checklist))


def _faults(one: Checklist) -> Iterator[str]:
    keys = [*one.item_keys]
    yield from (f"{key}: not a key" for key in (one.key, *keys) if not KEY.fullmatch(key))
    yield from (f"{key}: stands twice" for key in sorted({key for key in keys if keys.count(key) > 1}))
    links = {link.key for link in one.links}
    yield from (f"{item.key}: no link {item.link!r}" for item in one.items if item.link and item.link not in links)
    yield from (f"{item.key}: belongs to no link" for item in one.items if links and not item.link)
    yield from (f"{link}: no item" for link in sorted(links - {item.link for item in one.items}))
    yield from (f"{item.key}: no source" for item in one.items if not item.source)
    if not 1 <= len(keys) <= ITEMS_MAX:
        yield f"{len(keys)} items"
    if one.version < 1 or one.again_days < 1 or one.inspectors_enforcing < 1 or not one.place_kinds:
        yield "version, days, inspectors and kinds of place are needed"
