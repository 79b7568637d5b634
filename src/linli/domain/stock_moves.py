"""What may be done to a stock, as pure decisions: each returns the values after it, or refuses with every mistake."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from linli.domain.directory import Directory
from linli.domain.problems import Problem, Refused
from linli.domain.stock import ALWAYS, ITEMS_MAX, SiteSet, StockItemSet, StockSite
from linli.domain.stock_kinds import StockKind
from linli.domain.supply_checks import DAYS_MAX, Reading
from linli.domain.wording import Wording

MEASURE_MAX = 8


class Move(StrEnum):
    """How something comes in or goes out."""

    RECEIVE = "receive"
    LEND = "lend"
    GIVE_BACK = "give_back"
    DISCARD = "discard"


MOVE_WORDS: Mapping[Move, Wording] = {
    Move.RECEIVE: Wording("入库", "Take in"),
    Move.LEND: Wording("借出", "Check out"),
    Move.GIVE_BACK: Wording("归还", "Return"),
    Move.DISCARD: Wording("报废", "Write off"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One line of a stock-take: what the books said, what was there, what is asked for."""

    item: StockItemSet
    booked: int
    found: int

    @property
    def by(self) -> int:
        """How many more (or, below nought, fewer) were there than the books said."""
        return self.found - self.booked

    @property
    def missing(self) -> int:
        """How many are missing to the required number."""
        return max(0, self.item.minimum - self.found)


def site_values(reading: Reading, unit: str, area: str, directory: Directory) -> SiteSet:
    """Return the values of a new site."""
    name, category = reading.words("name"), reading.category("category", directory)
    kind = reading.typed.get("kind", "") or StockKind.STORE.value
    if kind not in set(StockKind):
        reading.wrong("unknown_choice", "kind", value=kind[:40])
    reading.check()
    return SiteSet(unit=unit, area=area, name=name, category=category, kind=kind)


def item_values(reading: Reading, site: StockSite, item_id: str) -> StockItemSet:
    """Return the values of an item that is new ("") or changed; its stock stays what it is."""
    before = site.items.get(item_id)
    if item_id and before is None:
        raise Refused([Problem("item_not_there")])
    name, measure = reading.words("name"), reading.words("measure", most=MEASURE_MAX)
    minimum = reading.whole("minimum")
    if any(one.name == name and one.item != item_id for one in site.items.values()):
        reading.wrong("item_named_twice", "name", name=name)
    if before is None and len(site.items) >= ITEMS_MAX:
        reading.wrong("stock_full", "name", limit=ITEMS_MAX)
    lots: dict[str, int] = {}
    if before is None and reading.typed.get("quantity", "").strip():
        quantity = reading.whole("quantity")
        lots = _into({}, _good_until(reading), quantity)
    reading.check()
    if before is not None:
        return replace(before, name=name, measure=measure, minimum=minimum)
    number = max((int(one[1:]) for one in site.items), default=0) + 1
    is_team = bool(reading.typed.get("is_team"))
    if is_team:
        lots = {ALWAYS: sum(lots.values())} if lots else {}
    return StockItemSet(item=f"i{number}", name=name, measure=measure, minimum=minimum, is_team=is_team, lots=lots)


def _good_until(reading: Reading) -> str:
    expires = reading.day("expires", is_needed=False)
    if expires is not None and expires < reading.today:
        reading.wrong("expired_already", "expires")
    return expires.isoformat() if expires else ALWAYS


def _into(lots: Mapping[str, int], day: str, quantity: int) -> dict[str, int]:
    found = dict(lots)
    if quantity:
        found[day] = found.get(day, 0) + quantity
    return found


def _out_of(lots: Mapping[str, int], quantity: int) -> dict[str, int]:
    """Return what is left when `quantity` is taken, what expires first going first."""
    left = dict(lots)
    for day in sorted(left, key=lambda one: (one == ALWAYS, one)):
        taken = min(left[day], quantity)
        left[day] -= taken
        quantity -= taken
    return {day: amount for day, amount in left.items() if amount}


def moved(reading: Reading, site: StockSite, item: StockItemSet, move: Move, directory: Directory) -> StockItemSet:
    """Return an item after something came in or went out."""
    if item.is_team:
        raise Refused([Problem("team_is_counted", at="item")])
    if move is Move.RECEIVE:
        return _received(reading, item)
    if move is Move.LEND:
        return _lent(reading, site, item, directory)
    if move is Move.GIVE_BACK:
        return _given_back(reading, item)
    quantity = reading.whole("quantity", lowest=1)
    if quantity > item.in_store:
        reading.wrong("more_than_there", "quantity", limit=item.in_store)
    reading.check()
    return replace(item, lots=_out_of(item.lots, quantity))


def _received(reading: Reading, item: StockItemSet) -> StockItemSet:
    quantity, day = reading.whole("quantity", lowest=1), _good_until(reading)
    reading.check()
    return replace(item, lots=_into(item.lots, day, quantity))


def _lent(reading: Reading, site: StockSite, item: StockItemSet, directory: Directory) -> StockItemSet:
    """What has expired is not lent; what is good longest stays."""
    quantity, due = reading.whole("quantity", lowest=1), reading.day("due")
    unit = directory.units.get(reading.typed.get("unit", ""))
    if unit is None or not unit.is_active:
        reading.wrong("desk_of_centre", "unit")
    if due is not None and due < reading.today:
        reading.wrong("day_passed", "due")
    elif due is not None and (due - reading.today).days > DAYS_MAX:
        reading.wrong("too_large", "due", limit=DAYS_MAX)
    good = {day: amount for day, amount in item.lots.items() if day == ALWAYS or day >= reading.today.isoformat()}
    if quantity > sum(good.values()):
        reading.wrong("more_than_there", "quantity", limit=sum(good.values()))
    reading.check()
    bad = {day: amount for day, amount in item.lots.items() if day not in good}
    lend = {
        "unit": unit.id if unit else "", "quantity": quantity, "due": due.isoformat() if due else "",
        "lots": _taken(good, quantity),
    }  # fmt: skip
    return replace(item, lots={**bad, **_out_of(good, quantity)}, lends={**item.lends, f"l{site.seq + 1}": lend})


def _taken(lots: Mapping[str, int], quantity: int) -> dict[str, int]:
    left = _out_of(lots, quantity)
    return {day: amount - left.get(day, 0) for day, amount in lots.items() if amount > left.get(day, 0)}


def _given_back(reading: Reading, item: StockItemSet) -> StockItemSet:
    """What comes back is good as long as it was; what does not come back stays lent until it does or is written off."""
    key = reading.typed.get("lend", "")
    lend = item.lends.get(key)
    if lend is None:
        raise Refused([Problem("lend_unknown", at="lend")])
    quantity = reading.whole("quantity", lowest=1)
    if quantity > int(lend["quantity"]):
        reading.wrong("more_than_there", "quantity", limit=int(lend["quantity"]))
    reading.check()
    lots = dict(item.lots)
    for day, amount in _taken(lend["lots"], quantity).items():
        lots = _into(lots, day, amount)
    rest = {**lend, "quantity": int(lend["quantity"]) - quantity, "lots": _out_of(lend["lots"], quantity)}
    lends = {one: value for one, value in item.lends.items() if one != key}
    return replace(item, lots=lots, lends={**lends, key: rest} if rest["quantity"] else lends)


def counted(
    reading: Reading, site: StockSite, seen_seq: int
) -> tuple[tuple[StockItemSet, ...], tuple[Difference, ...]]:
    """Return the items after a stock-take and what it found, item by item; the books follow what was there.

    Fewer than booked: what expires first is taken to be gone. More: what is good longest is taken to have come.
    """
    if not site.items:
        raise Refused([Problem("stock_empty")])
    found = {one.item: reading.whole(f"count-{one.item}") for one in site.listed}
    if seen_seq != site.seq:
        reading.problems.insert(0, Problem("stock_moved", params={"count": max(1, site.seq - seen_seq)}))
    reading.check()
    lines = tuple(Difference(item=one, booked=one.in_store, found=found[one.item]) for one in site.listed)
    changed = tuple(replace(one.item, lots=_as_found(one)) for one in lines if one.by)
    return changed, lines


def _as_found(one: Difference) -> dict[str, int]:
    if one.by < 0:
        return _out_of(one.item.lots, -one.by)
    longest = max(one.item.lots, key=lambda day: (day == ALWAYS, day), default=ALWAYS)
    return _into(one.item.lots, longest, one.by)


def shortage_words(short: tuple[StockItemSet, ...], today: date) -> str:
    """Return what is short, a line an item, in Chinese as matters are written."""
    lines = []
    for one in short:
        missing, expired = one.missing(today), one.expired(today)
        why = [f"应备 {one.minimum}{one.measure},可用 {one.at_hand(today)},缺 {missing}"] if missing else []
        why += [f"过期 {expired}{one.measure}"] if expired else []
        lines.append(f"{one.name}:{';'.join(why)}")
    return "\n".join(lines)
