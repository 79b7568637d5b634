"""Stock: sites opened, items entered, things coming in and going out, stock-takes; a shortage becomes one matter."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from linli.actions.deciding import Office, today_of
from linli.actions.ledger_acts import Keeping, Matter, acted, begun, text
from linli.actions.own_streams import Made
from linli.actions.typed_act import TypedAct
from linli.domain.engine.effects import Effect
from linli.domain.problems import Problem, Refused
from linli.domain.stock import SiteSet, StockItemSet, StockSite
from linli.domain.stock_kinds import StockKind, first_items
from linli.domain.stock_moves import Difference, Move, counted, item_values, moved, shortage_words, site_values
from linli.domain.supply_checks import NOTE_MAX, may_begin, may_keep, may_read_kept
from linli.domain.unit import Post
from linli.store.stock import SITES


def may_see(office: Office, post: Post, site: StockSite) -> bool:
    """Say whether a post may see a site."""
    return may_read_kept(post, unit=site.head.unit, area=site.head.area)


def may_change(office: Office, post: Post, site: StockSite) -> bool:
    """Say whether a post keeps a site."""
    return may_keep(post, unit=site.head.unit, area=site.head.area, directory=office.directory)


def _matter(site: StockSite, today: date, is_counted: bool) -> Matter | None:
    if not site.wants_matter(today, is_counted=is_counted):
        return None
    short, head = site.short(today), site.head
    return Matter(
        title=f"物资缺口:{head.name}", words=shortage_words(short, today), place=head.name, category=head.category,
        area=head.area,
    )  # fmt: skip


def _filed(site: StockSite, case_id: str, today: date) -> tuple[Effect, ...]:
    return (replace(site.head, case=case_id, told=tuple(one.item for one in site.short(today))),)


KEEPING: Keeping[StockSite] = Keeping(
    ledger=SITES, may_see=may_see, may_change=may_change, matter_of=_matter, case_of=lambda site: site.head.case,
    filed=_filed,
)  # fmt: skip


def open_site(office: Office, post: Post, act: TypedAct, *, now: datetime) -> str:
    """Open a site of the post's own unit; return its id. Raises Refused with every mistake."""
    if not may_begin(post, office.directory):
        raise Refused([Problem("not_yours")])

    def make() -> Made:
        unit = office.directory.units[post.unit_id]
        reading = act.reading(today_of(office, now))
        told = site_values(reading, unit.id, unit.area_path, office.directory)
        return Made(past="opened", effects=(told, *first_items(StockKind(told.kind))))

    return begun(office, post, KEEPING, act.asked("open"), now=now, make=make)


def save_item(office: Office, post: Post, site_id: str, item_id: str, act: TypedAct, *, now: datetime) -> StockSite:
    """Enter an item of the required list, or change its name and minimum."""

    def make(site: StockSite) -> Made:
        check_in_use(site)
        today = today_of(office, now)
        item = item_values(act.reading(today), site, item_id)
        past = "item_changed" if item_id else "item_entered"
        return Made(past=past, effects=after_items(site, (item,), today), pub={"item": item.item})

    return acted(office, post, KEEPING, site_id, act.asked("save_item", item=item_id), now=now, make=make)


def check_in_use(site: StockSite) -> None:
    """Refuse an act on a site that was given up."""
    if not site.head.is_active:
        raise Refused([Problem("stock_closed")])


def after_items(
    site: StockSite, items: tuple[StockItemSet, ...], today: date, told: SiteSet | None = None
) -> tuple[Effect, ...]:  # fmt: skip
    """Return the effects of changed items; what is no longer short may be named anew when it is."""
    after = replace(site, items={**site.items, **{one.item: one for one in items}})
    short = {one.item for one in after.short(today)}
    head = told or site.head
    kept = replace(head, told=tuple(one for one in head.told if one in short))
    return (*items, *((kept,) if kept != site.head else ()))


def move_item(office: Office, post: Post, site_id: str, act: TypedAct, *, now: datetime) -> StockSite:
    """Take something in, check it out, take it back or write it off, with a remark where there is one."""

    def make(site: StockSite) -> Made:
        check_in_use(site)
        today = today_of(office, now)
        reading = act.reading(today)
        move = reading.choice("move", [one.value for one in Move])
        before = site.items.get(act.typed.get("item", ""))
        if before is None:
            reading.wrong("item_not_there", "item")
        note = reading.words("note", most=NOTE_MAX, is_needed=False, is_line=False)
        if before is None or move not in set(Move) or reading.problems:
            raise Refused(reading.problems)
        item = moved(reading, site, before, Move(move), office.directory)
        pub: dict[str, Any] = {"item": item.item, "quantity": int(act.typed["quantity"])}
        if move == Move.LEND.value:
            pub["to"] = act.typed["unit"]
        return Made(past=f"item_{PAST[Move(move)]}", effects=after_items(site, (item,), today), pub=pub,
                    values=text("note", note))  # fmt: skip

    return acted(office, post, KEEPING, site_id, act.asked("move"), now=now, make=make)


PAST = {Move.RECEIVE: "received", Move.LEND: "lent", Move.GIVE_BACK: "given_back", Move.DISCARD: "discarded"}


def count_stock(
    office: Office, post: Post, site_id: str, act: TypedAct, *, now: datetime
) -> tuple[StockSite, tuple[Difference, ...]]:  # fmt: skip
    """Take stock: the books follow what was counted, each difference is named, what is short becomes a matter.

    The form says which state of the books it was begun from; where they moved meanwhile it is refused, with
    everything that was typed.
    """
    found: list[tuple[Difference, ...]] = []

    def make(site: StockSite) -> Made:
        check_in_use(site)
        today = today_of(office, now)
        reading = act.reading(today)
        note = reading.words("note", most=NOTE_MAX, is_needed=False, is_line=False)
        seen = act.typed.get("seen", "")
        items, lines = counted(reading, site, int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0)
        found.append(lines)
        told = replace(site.head, counted=today.isoformat())
        pub = {"counts": {one.item.item: [one.booked, one.found] for one in lines}}
        return Made(past="counted", effects=after_items(site, items, today, told), pub=pub, values=text("note", note))

    site = acted(office, post, KEEPING, site_id, act.asked("count"), now=now, make=make)
    return site, found[0] if found else ()


def file_shortage(office: Office, post: Post, site_id: str, act: TypedAct, *, now: datetime) -> StockSite:
    """File what is short once more, where the house could not, or its matter is closed and it is still short."""

    def make(site: StockSite) -> Made:
        check_in_use(site)
        return Made(past="looked_at", effects=())

    return acted(office, post, KEEPING, site_id, act.asked("file_matter"), now=now, make=make)


def close_site(office: Office, post: Post, site_id: str, act: TypedAct, *, now: datetime) -> StockSite:
    """Give a site up, or take it into use again; its books stay."""

    def make(site: StockSite) -> Made:
        is_active = not site.head.is_active
        return Made(past="reopened" if is_active else "closed", effects=(replace(site.head, is_active=is_active),))

    return acted(office, post, KEEPING, site_id, act.asked("close"), now=now, make=make)
