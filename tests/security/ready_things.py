"""A site, a piece of equipment, a plan with a drill and a centre's self-check in the world that strangers walk."""

from linli.actions import assets, emergency_plans, ledger_acts, stock
from linli.actions.assets import change_asset
from linli.actions.centre_checks import CentreAct, check_centre
from linli.actions.deciding import Office
from linli.actions.emergency_plans import plan_drill
from linli.actions.own_streams import Asked, Made
from linli.actions.stock import count_stock, save_item
from linli.actions.typed_act import TypedAct
from linli.domain.asset import AssetSet
from linli.domain.centre import TypedDesk
from linli.domain.emergency_plan import PlanSet
from linli.domain.stock import SiteSet
from linli.domain.supply_checks import may_keep, may_read_kept
from linli.domain.unit import Post
from tests import cast, offices

SITE, ASSET, PLAN = "01ARZ3NDEKTSV4RRFFQ69G5S1T", "01ARZ3NDEKTSV4RRFFQ69G5ASS", "01ARZ3NDEKTSV4RRFFQ69G5P1A"
DRILL, CENTRE_KEY = "d2", "liuan"
UNIT, AREA = "u-bridge-east", cast.BRIDGE_EAST
OF_A_THING = {
    "supply_site", "supply_xlsx", "supply_item", "supply_move", "supply_count", "supply_import",
    "supply_refused", "asset", "asset_edit", "plan", "plan_version", "drill",
}  # fmt: skip
ONLY_KEEPERS = {
    "supply_item", "supply_move", "supply_count", "supply_import", "supply_refused", "asset_edit", "plan_version",
    "drill",
}  # fmt: skip
ONLY_SENT = {"supply_do", "plan_do"}
"""Addresses of buttons: nothing is to be read there."""
NAMES = OF_A_THING | ONLY_SENT | {"centre", "centre_check"}


def arguments(missing: str) -> dict[str, str]:
    """What their addresses are filled with; `missing` stands for things that do not exist, "" for these."""
    return {
        "site_id": missing or SITE, "asset_id": missing or ASSET, "plan_id": missing or PLAN,
        "drill_id": missing or DRILL,
    }  # fmt: skip


def enter(office: Office) -> None:
    """Enter them, all kept by one community, and let one street's centre check itself."""
    he, now = cast.POSTS["he"], cast.MONDAY
    site = SiteSet(unit=UNIT, area=AREA, name="桥东防汛点", category="other")
    piece = AssetSet(
        kind="letter_box", code="XX-1", place="东门岗亭", unit=UNIT, area=AREA, category="other", every_days=7,
        due="2026-03-09",
    )  # fmt: skip
    plan = PlanSet(
        kind="flood", title="桥东防汛预案", unit=UNIT, area=AREA, version=1, in_force="2026-03-02", every_days=365,
        due="2027-03-02",
    )  # fmt: skip

    def asked() -> Asked:
        return Asked(command_id=offices.command_id("ready"), verb="begin")

    ledger_acts.begun(office, he, stock.KEEPING, asked(), now=now, own_id=SITE,
                      make=lambda: Made(past="opened", effects=(site,)))  # fmt: skip
    ledger_acts.begun(office, he, assets.KEEPING, asked(), now=now, own_id=ASSET,
                      make=lambda: Made(past="entered", effects=(piece,)))  # fmt: skip
    ledger_acts.begun(office, he, emergency_plans.KEEPING, asked(), now=now, own_id=PLAN,
                      make=lambda: Made(past="made", effects=(plan,)))  # fmt: skip
    _use(office, he)


def _use(office: Office, he: Post) -> None:
    now = cast.MONDAY
    item = {"name": "水泵", "measure": "台", "minimum": "1", "quantity": "1"}
    save_item(office, he, SITE, "", TypedAct(command_id=offices.command_id(), typed=item), now=now)
    count = {"count-i1": "1", "seen": "2", "note": "门锁已换"}
    count_stock(office, he, SITE, TypedAct(command_id=offices.command_id(), typed=count), now=now)
    told = {"code": "XX-1", "place": "东门岗亭", "category": "other", "every_days": "7", "expires": ""}
    change_asset(office, he, ASSET, TypedAct(command_id=offices.command_id(), typed=told), now=now)
    drill = {"form": "field", "planned": "2026-03-05"}
    plan_drill(office, he, PLAN, TypedAct(command_id=offices.command_id(), typed=drill), now=now)
    found = {"area_m2": "200", "opens": "08:30", "closes": "18:00"}
    act = CentreAct(
        command_id=offices.command_id(), typed=found, rooms=("mediation",), weekdays=("1", "2"),
        desks=(TypedDesk(unit="u-liuan", residency="permanent"),),
    )  # fmt: skip
    check_centre(office, cast.POSTS["hu"], office.directory.units["u-liuan"], act, now=now)


def is_open_to(office: Office, post: Post, name: str) -> bool:
    """Whether the rule of what is kept lets a post, whom the table admits, open an address of these."""
    if name in ONLY_SENT:
        return False
    if name in ("centre", "centre_check"):
        unit = office.directory.units["u-liuan"]
        is_above = unit.area_path.startswith(post.area_path)
        return may_read_kept(post, unit=unit.id, area=unit.area_path) and (name == "centre" or is_above)
    if name in ONLY_KEEPERS and not may_keep(post, unit=UNIT, area=AREA, directory=office.directory):
        return False
    return may_read_kept(post, unit=UNIT, area=AREA)
