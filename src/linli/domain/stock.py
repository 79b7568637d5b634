"""Stock 物资储备: one site with its items as its stream leaves it, what is really there, what is short.

A site is a stream of its own, `stock/<id>`; its entries carry the site's and its items' coded values after each act,
and state is a fold over them. Source: REQUIREMENTS 003-33 (pumps, bags, torches, raincoats and a team, counted per
site); 防汛条例 art. 21 (flood materials are kept in stock); quantities are asked of a site, not of anybody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, ClassVar

from linli.domain.engine.effects import Effect
from linli.domain.entry import Entry
from linli.domain.supply_checks import values_of

STREAM = "stock/"
ITEMS_MAX = 60
"""More than anybody counts on a phone in one go."""
PLAIN_STORE = "store"
"""The kind of site that begins without a list."""
ALWAYS = "-"
"""Stands for the day of what does not expire."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSet(Effect):
    """The site's own coded values after an entry."""

    k: ClassVar[str] = "stock.site"
    unit: str
    area: str
    name: str
    """Of a thing: a store, a hall, a flood post; the form says so."""
    category: str
    """Under which a shortage is filed."""
    kind: str = PLAIN_STORE
    """What it is there for: a kind of `stock_kinds`."""
    is_active: bool = True
    counted: str = ""
    """Day of the last stock-take."""
    case: str = ""
    """Id of the matter that the last shortage became."""
    told: tuple[str, ...] = ()
    """Items that it named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StockItemSet(Effect):
    """One item's coded values after an entry."""

    k: ClassVar[str] = "stock.item"
    item: str
    name: str
    measure: str
    minimum: int
    is_team: bool = False
    """People of the site's team: a number of heads, counted and never named."""
    lots: Mapping[str, int] = field(default_factory=dict)
    """Quantity in store by the last day on which it is good."""
    lends: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """By id: unit that has it, quantity, day by which it comes back."""

    @property
    def in_store(self) -> int:
        """Everything that lies there, what has expired too."""
        return sum(self.lots.values())

    @property
    def lent(self) -> int:
        """Everything that is out."""
        return sum(int(one["quantity"]) for one in self.lends.values())

    def expired(self, today: date) -> int:
        """What lies there and is no longer good."""
        return sum(amount for day, amount in self.lots.items() if day != ALWAYS and day < today.isoformat())

    def late(self, today: date) -> int:
        """What should have come back."""
        return sum(int(one["quantity"]) for one in self.lends.values() if str(one["due"]) < today.isoformat())

    def at_hand(self, today: date) -> int:
        """What can be counted on: good and in store, or out and not yet due back."""
        return self.in_store - self.expired(today) + self.lent - self.late(today)

    def missing(self, today: date) -> int:
        """How many are missing to the minimum."""
        return max(0, self.minimum - self.at_hand(today))

    def is_short(self, today: date) -> bool:
        """Say whether it is below its minimum, or some of it has expired."""
        return self.missing(today) > 0 or self.expired(today) > 0

    def changes_on(self, today: date) -> date | None:
        """Return the first day after `today` on which some of it is no longer good or overdue."""
        days = [day for day, amount in self.lots.items() if day != ALWAYS and amount]
        days += [str(one["due"]) for one in self.lends.values()]
        coming = [date.fromisoformat(day) + timedelta(days=1) for day in days if day >= today.isoformat()]
        return min(coming, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class StockSite:
    """One site; the empty one (seq 0) is what opening starts from."""

    stream: str
    seq: int = 0
    told: SiteSet | None = None
    items: Mapping[str, StockItemSet] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The part of the stream's name after the slash."""
        return self.stream.partition("/")[2]

    @property
    def head(self) -> SiteSet:
        """The site's values; raises ValueError before it was opened."""
        if self.told is None:
            raise ValueError(f"{self.stream} was never opened")
        return self.told

    @property
    def listed(self) -> tuple[StockItemSet, ...]:
        """Its items in the order in which they were entered, people last."""
        return tuple(sorted(self.items.values(), key=lambda one: (one.is_team, int(one.item[1:]))))

    def short(self, today: date) -> tuple[StockItemSet, ...]:
        """Return what is below its minimum or expired."""
        return tuple(one for one in self.listed if one.is_short(today)) if self.head.is_active else ()

    def changes_on(self, today: date) -> date | None:
        """Return the first day on which something falls short by the mere passing of time."""
        days = [one.changes_on(today) for one in self.items.values()] if self.head.is_active else []
        return min((day for day in days if day is not None), default=None)

    def wants_matter(self, today: date, *, is_counted: bool) -> bool:
        """Say whether what is short is to become a matter, where none is open.

        What a matter named that is closed by now is named again only after somebody has counted it again: whoever
        closed it is not contradicted by a clock.
        """
        if not is_counted and not self.head.counted and self.head.kind != PLAIN_STORE:
            return False  # the list came with the kind of site: it says nothing of what is there until somebody looked
        short = {one.item for one in self.short(today)}
        return bool(short) if is_counted else bool(short - set(self.head.told))


def folded(entries: Iterable[Entry]) -> StockSite | None:
    """Return the site that `entries` of its stream add up to; None without any."""
    site: StockSite | None = None
    for entry in entries:
        before = site or StockSite(stream=entry.stream)
        told, items = before.told, dict(before.items)
        for spelled in entry.effects:
            if spelled["k"] == SiteSet.k:
                told = SiteSet(**values_of(spelled, ("told",)))
            elif spelled["k"] == StockItemSet.k:
                item = StockItemSet(**values_of(spelled))
                items[item.item] = item
        site = replace(before, seq=entry.seq, told=told, items=items)
    return site
