"""What pages of a stock show: an item as a line, a stock-take item by item, what happened, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from linli.actions.deciding import Office
from linli.actions.ledger_views import Event
from linli.console.supplies.typed import day_words
from linli.console.words import language, unit_name
from linli.domain.stock import ALWAYS, StockItemSet, StockSite
from linli.domain.wording import Wording

HAPPENED = {
    "opened": Wording("储备点启用", "The site was opened"),
    "closed": Wording("储备点停用", "The site was given up"),
    "reopened": Wording("储备点重新启用", "The site was taken into use again"),
    "item_entered": Wording("登记应备物资", "An item was entered"),
    "item_changed": Wording("修改应备物资", "An item was changed"),
    "listed": Wording("应备清单由文件导入", "The list came from a file"),
    "item_received": Wording("入库", "Taken in"),
    "item_lent": Wording("借出", "Checked out"),
    "item_given_back": Wording("归还", "Returned"),
    "item_discarded": Wording("报废", "Written off"),
    "counted": Wording("清点", "Stock-take"),
    "filed": Wording("缺口已立为事项", "The shortage became a matter"),
    "looked_at": Wording("要求立为事项", "Asked to be filed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LendRow:
    """One loan."""

    unit: str
    quantity: int
    due: str
    is_late: bool
    back_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One item of a site."""

    item: StockItemSet
    at_hand: int
    missing: int
    expired: int
    late: int
    is_short: bool
    soonest: str
    """The next day on which some of it expires."""
    lends: tuple[tuple[str, LendRow], ...]


def item_row(office: Office, one: StockItemSet, today: date) -> ItemRow:
    """Return an item as a line."""
    coming = sorted(day for day, amount in one.lots.items() if day != ALWAYS and amount and day >= today.isoformat())
    lends = tuple(
        (key, LendRow(
            unit=unit_name(office, str(lend["unit"])), quantity=int(lend["quantity"]),
            due=day_words(str(lend["due"])), is_late=str(lend["due"]) < today.isoformat(),
            back_url=f"move=give_back&item={one.item}&lend={key}&quantity={lend['quantity']}",
        ))
        for key, lend in one.lends.items()
    )  # fmt: skip
    return ItemRow(
        item=one, at_hand=one.at_hand(today), missing=one.missing(today), expired=one.expired(today),
        late=one.late(today), is_short=one.is_short(today), soonest=day_words(coming[0] if coming else ""),
        lends=lends,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLine:
    """One line of a stock-take."""

    name: str
    measure: str
    minimum: int
    booked: int
    found: int

    @property
    def by(self) -> int:
        """How many more, or below nought fewer, than the books said."""
        return self.found - self.booked

    @property
    def missing(self) -> int:
        """How many are missing to the required number."""
        return max(0, self.minimum - self.found)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountSeen:
    """The last stock-take."""

    event: Event
    lines: tuple[CountLine, ...]

    @property
    def met(self) -> int:
        """How many items are there as required."""
        return sum(not one.missing for one in self.lines)

    @property
    def differing(self) -> int:
        """How many items were not as booked."""
        return sum(bool(one.by) for one in self.lines)


def count_lines(site: StockSite, event: Event) -> CountSeen:
    """Return a stock-take item by item, as its entry tells it."""
    told = event.pub["counts"]
    lines = tuple(
        CountLine(
            name=one.name, measure=one.measure, minimum=one.minimum, booked=int(told[one.item][0]),
            found=int(told[one.item][1]),
        )
        for one in site.listed if one.item in told
    )  # fmt: skip
    return CountSeen(event=event, lines=lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One thing that happened, in words."""

    event: Event
    title: str
    more: str


def event_rows(office: Office, site: StockSite, events: Iterable[Event]) -> list[EventRow]:
    """Return what happened, the latest first."""
    rows = []
    for one in events:
        item = site.items.get(str(one.pub.get("item", "")))
        parts = [item.name] if item else []
        if item and "quantity" in one.pub:
            parts.append(f"{one.pub['quantity']}{item.measure}")
        if one.pub.get("to"):
            parts.append(unit_name(office, str(one.pub["to"])))
        rows.append(EventRow(event=one, title=HAPPENED[one.kind].within(language()), more=" · ".join(parts)))
    return rows
