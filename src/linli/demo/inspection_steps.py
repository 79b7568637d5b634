"""One inspection and one store of supplies, step by step through the real actions: what the year and a story share."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from linli.actions.deciding import Office, today_of
from linli.actions.inspection_answers import Standing, answer, put_name, sign_for_place
from linli.actions.inspection_end import finish
from linli.actions.inspections import plan_inspection, start
from linli.actions.stock import count_stock, open_site, save_item
from linli.actions.typed_act import TypedAct
from linli.domain.inspection import Inspection, Outcome
from linli.domain.inspection_checks import Answer, Plan
from linli.domain.place import Place
from linli.domain.stock import StockSite
from linli.domain.unit import Post
from linli.store import ledgers
from linli.store.stock import SITES

SIGNATURE = "[" + ",".join(f"[{x},100,{x + 40},180,{x + 80},120,{x + 120},200]" for x in (100, 300, 500)) + "]"
ON_SITE = timedelta(minutes=40)
FLOOD_STOCK = (("水泵", "台", 38), ("编织袋", "条", 300), ("手电", "支", 2), ("雨衣", "件", 50), ("应急队员", "人", 20))
"""Source: REQUIREMENTS 003-33."""


def inspect(
    office: Office, posts: Sequence[Post], place: Place, faults: Mapping[str, str], *, plan: Plan, mark: str,
    now: datetime,
) -> Inspection:  # fmt: skip
    """Plan an inspection for today, and do it."""
    whole = Plan(
        place=place.id, checklist=plan.checklist, planned=today_of(office, now).isoformat(),
        inspectors=tuple(one.id for one in posts), campaign=plan.campaign,
    )  # fmt: skip
    id_ = plan_inspection(office, posts[0], whole, command_id=f"{mark}/plan", now=now)
    return carry_out(office, posts, id_, faults, mark=mark, now=now)


def carry_out(
    office: Office, posts: Sequence[Post], id_: str, faults: Mapping[str, str], *, mark: str, now: datetime
) -> Inspection:
    """Do an inspection that is planned: what is in `faults` is not in order, for the reason told, and all else is."""
    begun = start(office, posts[0], id_, command_id=f"{mark}/start", now=now)
    given = [
        Answer(item=key, outcome=(Outcome.NOT_OK if key in faults else Outcome.OK).value, note=faults.get(key, ""))
        for key in begun.head.items
    ]
    end = now + ON_SITE
    answer(office, posts[0], id_, given, command_id=f"{mark}/answer", now=end)
    signed = Standing(way="signed", strokes=SIGNATURE)
    sign_for_place(office, posts[0], id_, signed, command_id=f"{mark}/sign", now=end)
    for number, post in enumerate(posts[1:]):
        put_name(office, post, id_, command_id=f"{mark}/name{number}", now=end)
    return finish(office, posts[0], id_, command_id=f"{mark}/finish", now=end)


def store_supplies(office: Office, post: Post, name: str, *, mark: str, now: datetime) -> StockSite:
    """Open a site with the whole list of a flood store in it."""
    typed = {"name": name, "category": "water.bank_damage"}
    id_ = open_site(office, post, TypedAct(command_id=f"{mark}/site", typed=typed), now=now)
    for number, (item, measure, minimum) in enumerate(FLOOD_STOCK):
        typed = {"name": item, "measure": measure, "minimum": str(minimum), "quantity": str(minimum)}
        typed |= {"is_team": "1"} if measure == "人" else {}
        save_item(office, post, id_, "", TypedAct(command_id=f"{mark}/item{number}", typed=typed), now=now)
    return site_of(office, id_)


def take_stock(
    office: Office, post: Post, id_: str, found: Mapping[str, int], *, mark: str, now: datetime
) -> StockSite:  # fmt: skip
    """Count a site: of what `found` names there is so much, of all else what the books say."""
    site = site_of(office, id_)
    typed = {f"count-{one.item}": str(found.get(one.name, one.in_store)) for one in site.listed}
    act = TypedAct(command_id=f"{mark}/count", typed={**typed, "seen": str(site.seq)})
    return count_stock(office, post, id_, act, now=now)[0]


def site_of(office: Office, id_: str) -> StockSite:
    """Return the site; raises LookupError where there is none."""
    site = ledgers.kept(SITES, office.county_id, id_)
    if site is None:
        raise LookupError(id_)
    return site
