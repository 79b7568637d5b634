"""The look back before the floods, step by step: a campaign with three sites, one store, and what was found."""

from collections.abc import Mapping
from datetime import timedelta

from linli.actions.campaigns import open_campaign
from linli.actions.deciding import today_of
from linli.actions.inspection_paper import make_record
from linli.actions.inspections import plan_inspection
from linli.actions.stock import move_item
from linli.actions.typed_act import TypedAct
from linli.demo.hazard_steps import going_on
from linli.demo.inspection_steps import carry_out, inspect, site_of, store_supplies, take_stock
from linli.demo.meeting_steps import with_documents
from linli.demo.snapshots import snapshot
from linli.demo.stories import Acting
from linli.domain.campaign import Opening
from linli.domain.engine.state import CaseState
from linli.domain.inspection import STREAM, Inspection, InspectionStage
from linli.domain.inspection_checks import Plan
from linli.domain.place import Place, PlaceKind
from linli.domain.stock import StockSite
from linli.domain.unit import Post, Role
from linli.store import inspections, journal, ledgers
from linli.store.inspection_streams import INSPECTIONS

LIST, WATER = "flood_site", "dept-water"
FAULTS: Mapping[str, str] = {
    "stock": "物资与台账不符,雨衣只有一部分。",
    "team": "应急队员名单没有更新。",
    "rota": "值班表没有上墙。",
    "plan": "转移路线没有标到楼。",
    "upkeep": "水泵没有试运行记录。",
}
FOLLOWED, COATS = "stock", "雨衣"
SITES, COATS_FOUND = 3, 35
ON_SPOT = "当场整改到位。"


def mark_of(acting: Acting) -> str:
    """Return what begins the ids of this telling's commands."""
    return f"story/{acting.token}"


def water_inspector(acting: Acting) -> Post:
    """Return the inspector of the water bureau."""
    return acting.cast.posts(acting.cast.unit(WATER), Role.INSPECTOR)[0]


def keeper(acting: Acting) -> Post:
    """Return who keeps the flood store of the street."""
    return acting.cast.posts(acting.cast.centre(acting.grid), Role.HANDLER)[0]


def _sites(acting: Acting) -> tuple[Place, ...]:
    street = acting.cast.centre(acting.grid).area_path
    places = (one for one in acting.office.directory.setup.places if one.is_active and one.kind is PlaceKind.ESTATE)
    return tuple(sorted((one for one in places if one.area_path.startswith(street)), key=lambda one: one.key))[:SITES]


def begin(acting: Acting) -> None:
    """Open the campaign, look at two sites whose findings are put right at once, keep a store, plan the third site."""
    post, mark, today = water_inspector(acting), mark_of(acting), today_of(acting.office, acting.now)
    opening = Opening(
        title="汛前检查“回头看”", checklists=(LIST,), first=today.isoformat(),
        last=(today + timedelta(days=30)).isoformat(),
    )  # fmt: skip
    with journal.one_transaction():
        campaign = open_campaign(acting.office, post, opening, command_id=f"{mark}/campaign", now=acting.now)
        plan = Plan(checklist=LIST, campaign=campaign)
        *seen, last = _sites(acting)
        for number, place in enumerate(seen):
            done = inspect(
                acting.office, (post,), place, FAULTS, plan=plan, mark=f"{mark}/look{number}", now=acting.now
            )
            for one in done.not_ok:
                remove_on_spot(acting, f"case/{one.case}", post)
        name = f"{acting.cast.centre(acting.grid).name.removesuffix('综治中心')}河堤防汛物资点"
        store_supplies(acting.office, keeper(acting), name, mark=mark, now=acting.now)
        third = Plan(
            place=last.id, checklist=LIST, campaign=campaign, planned=today.isoformat(), inspectors=(post.id,)
        )  # fmt: skip
        plan_inspection(acting.office, post, third, command_id=f"{mark}/third", now=acting.now)


def remove_on_spot(acting: Acting, stream: str, post: Post) -> None:
    """Have one finding put right while the inspector stands there."""
    going_on(acting, stream).move("remove_on_spot", post, result=ON_SPOT, photo_after=(snapshot(6),))


def third_inspection(acting: Acting) -> Inspection | None:
    """Return the inspection that the visitor does, or None before it is planned."""
    known = journal.known_command(acting.office.county_id, f"{mark_of(acting)}/third")
    if known is None:
        return None
    return ledgers.kept(INSPECTIONS, acting.office.county_id, str(known.result["stream"]).removeprefix(STREAM))


def third(acting: Acting) -> Inspection:
    """Return the inspection that the visitor does; raises LookupError before it is planned."""
    found = third_inspection(acting)
    if found is None:
        raise LookupError("the campaign has not begun")
    return found


def is_finished(acting: Acting) -> bool:
    """Say whether the third site was looked at as a whole."""
    found = third_inspection(acting)
    return found is not None and found.stage is InspectionStage.FINISHED


def look(acting: Acting) -> None:
    """Look at the third site, and make the record of it as a paper."""
    post, id_, mark = water_inspector(acting), third(acting).id, f"{mark_of(acting)}/look"
    carry_out(acting.office, (post,), id_, FAULTS, mark=mark, now=acting.now)
    office = with_documents(acting.office)
    if office.ports.papers is not None:
        make_record(office, post, id_, command_id=f"{mark}/record", now=acting.now)


def followed(acting: Acting) -> str:
    """Return the matter that the story follows: what is wrong with the supplies, else the first; "" for none."""
    found = third_inspection(acting)
    if found is None or found.stage is not InspectionStage.FINISHED:
        return ""
    stock = found.answers.get(FOLLOWED)
    return (stock.case if stock else "") or next((one.case for one in found.not_ok if one.case), "")


def findings(acting: Acting) -> tuple[CaseState, ...]:
    """Return the matters that the findings of the third site became."""
    found = third_inspection(acting)
    streams = [f"case/{one.case}" for one in found.not_ok if one.case] if found else []
    return tuple(journal.load_states(acting.office.county_id, streams).values()) if streams else ()


def all_findings(acting: Acting) -> tuple[CaseState, ...]:
    """Return the matters that the findings of the whole campaign became."""
    found = third_inspection(acting)
    cases = inspections.cases_of_campaign(acting.office.county_id, found.head.campaign) if found else ()
    return tuple(journal.load_states(acting.office.county_id, [f"case/{one}" for one in cases]).values())


def store_of(acting: Acting) -> StockSite | None:
    """Return the store of this telling, or None before there is one."""
    known = journal.known_command(acting.office.county_id, f"{mark_of(acting)}/site")
    return site_of(acting.office, str(known.result["stream"]).partition("/")[2]) if known else None


def store(acting: Acting) -> StockSite:
    """Return the store of this telling; raises LookupError before there is one."""
    found = store_of(acting)
    if found is None:
        raise LookupError("the campaign has not begun")
    return found


def is_counted(acting: Acting) -> bool:
    """Say whether somebody took stock of it."""
    found = store_of(acting)
    return found is not None and bool(found.head.counted)


def is_complete(acting: Acting) -> bool:
    """Say whether it was counted and is short of nothing."""
    found = store_of(acting)
    return found is not None and bool(found.head.counted) and not found.short(today_of(acting.office, acting.now))


def count(acting: Acting) -> None:
    """Take stock: of one thing less is there than the books say, and the shortage becomes a matter of its own."""
    found = {COATS: COATS_FOUND}
    take_stock(acting.office, keeper(acting), store(acting).id, found, mark=mark_of(acting), now=acting.now)


def coats_missing(acting: Acting) -> tuple[str, int]:
    """Return the item that is short, and by how many."""
    coats = next(one for one in store(acting).listed if one.name == COATS)
    return coats.item, max(0, coats.minimum - coats.in_store)


def fill_up(acting: Acting) -> None:
    """Take in what is missing."""
    item, missing = coats_missing(acting)
    typed = {"move": "receive", "item": item, "quantity": str(missing)}
    act = TypedAct(command_id=f"{mark_of(acting)}/filled", typed=typed)
    move_item(acting.office, keeper(acting), store(acting).id, act, now=acting.now)
