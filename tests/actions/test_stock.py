"""Stock on a real database: each act once, a shortage becomes one matter and never a second while open."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.actions.audit import audit
from linli.actions.deciding import Office
from linli.actions.standing_ready import tick_ready
from linli.actions.stock import (
    close_site,
    count_stock,
    file_shortage,
    move_item,
    open_site,
    save_item,
)
from linli.actions.typed_act import TypedAct
from linli.domain.directory import Directory
from linli.domain.problems import Refused
from linli.domain.stock import StockSite
from linli.store import ledgers, meetings, models
from linli.store import stock as stored
from linli.store.reaches import KeptReach
from linli.store.stock import SITES
from tests import cast, offices

NOW = cast.MONDAY
TODAY = NOW.date()
REN, HE, HU, DENG, WEI = (cast.POSTS[one] for one in ("ren", "he", "hu", "deng", "wei"))
FLOOD = (("水泵", "台", 38), ("编织袋", "条", 300), ("手电", "支", 2), ("雨衣", "件", 50), ("应急队员", "人", 20))


@pytest.fixture
def office(db: None) -> Office:
    return offices.set_up_office()


def act(**typed: str) -> TypedAct:
    return TypedAct(command_id=offices.command_id("stock"), typed=typed)


def flood_site(office: Office, *, expires: str = "", less: int = 0) -> StockSite:
    """A site with its required list, everything in store but `less` pumps; the bags may expire."""
    site_id = open_site(office, HE, act(name="桥东防汛点", category="other"), now=NOW)
    for name, measure, minimum in FLOOD:
        quantity = str(minimum - (less if name == "水泵" else 0))
        more = {"expires": expires} if name == "编织袋" else {}
        more |= {"is_team": "1"} if measure == "人" else {}
        save_item(
            office, HE, site_id, "",
            act(name=name, measure=measure, minimum=str(minimum), quantity=quantity, **more), now=NOW,
        )  # fmt: skip
    return kept(office, site_id)


def kept(office: Office, site_id: str) -> StockSite:
    site = ledgers.kept(SITES, office.county_id, site_id)
    assert site is not None
    return site


def counts(site: StockSite, **changes: int) -> dict[str, str]:
    found = {f"count-{one.item}": str(changes.get(one.item, one.in_store)) for one in site.listed}
    return {**found, "seen": str(site.seq)}


def matters() -> list[models.Case]:
    return list(models.Case.objects.order_by("id"))


def close_matter(office: Office, at: Any = NOW) -> None:
    matter = matters()[-1]
    offices.move(office, f"case/{matter.id}", "hu", "reject", at=at, reject_reason="no_content", answer="已补齐")


def codes(refusal: Any) -> list[str]:
    return [f"{one.code}@{one.at}" for one in refusal.value.problems]


def test_who_has_no_part_in_a_site_finds_none_and_who_only_sees_it_changes_none(office: Office) -> None:
    with pytest.raises(Refused) as refusal:
        open_site(office, cast.POSTS["tang"], act(name="仓库", category="other"), now=NOW)
    assert refusal.value.codes == ("not_yours",)
    site = flood_site(office)
    for who, code in (("deng", "not_found"), ("bai", "not_found"), ("admin", "not_found"), ("wei", "not_yours")):
        with pytest.raises(Refused) as refusal:
            count_stock(office, cast.POSTS[who], site.id, act(**counts(site)), now=NOW)
        assert refusal.value.codes == (code,), who


def test_a_site_says_all_that_is_wrong_at_once_and_nothing_is_kept(office: Office) -> None:
    with pytest.raises(Refused) as refusal:
        open_site(office, HE, act(name=" ", category="fire"), now=NOW)
    assert codes(refusal) == ["required@name", "case_category_unknown@category"]
    assert not models.StockSite.objects.exists()


def test_the_flood_check_names_each_difference_and_files_what_is_short(office: Office) -> None:
    site = flood_site(office)
    assert not matters()
    after, lines = count_stock(office, REN, site.id, act(**counts(site, i1=36, i4=52)), now=NOW)
    assert [(one.item.name, one.by, one.missing) for one in lines if one.by] == [("水泵", -2, 2), ("雨衣", 2, 0)]
    (matter,) = matters()
    assert matter.title == "物资缺口:桥东防汛点" and matter.category == "other" and matter.channel == "inside"
    assert after.head.case == matter.id and after.head.told == ("i1",)
    row = models.StockSite.objects.get(pk=site.id)
    assert (row.short, row.counted_date, row.case_id) == (1, TODAY, matter.id)


def test_there_is_never_a_second_matter_while_one_is_open(office: Office) -> None:
    site, _ = count_stock(office, REN, flood_site(office).id, act(**counts(flood_site(office))), now=NOW)
    site, _ = count_stock(office, REN, site.id, act(**counts(site, i1=36)), now=NOW)
    site, _ = count_stock(office, HE, site.id, act(**counts(site, i2=10)), now=NOW)
    move_item(office, HE, site.id, act(move="discard", item="i3", quantity="2"), now=NOW)
    tick_ready(office, now=NOW + timedelta(days=2))
    assert len(matters()) == 1
    close_matter(office, NOW + timedelta(days=2))
    tick_ready(office, now=NOW + timedelta(days=3))
    assert len(matters()) == 2  # what the first one did not name
    assert set(kept(office, site.id).head.told) == {"i1", "i2", "i3"}
    close_matter(office, NOW + timedelta(days=3))
    for days in (4, 5, 50):
        tick_ready(office, now=NOW + timedelta(days=days))
    assert len(matters()) == 2  # whoever closed it is not contradicted by a clock
    count_stock(office, HE, site.id, act(**counts(kept(office, site.id))), now=NOW + timedelta(days=51))
    assert len(matters()) == 3


def test_the_same_command_counts_once(office: Office) -> None:
    site = flood_site(office)
    once = act(**counts(site, i1=36))
    for _ in range(2):
        count_stock(office, REN, site.id, once, now=NOW)
    assert len(matters()) == 1 and kept(office, site.id).items["i1"].in_store == 36
    with pytest.raises(Refused) as refusal:
        count_stock(office, REN, site.id, TypedAct(command_id=once.command_id, typed={}), now=NOW)
    assert refusal.value.codes == ("command_conflict",)


def test_books_that_moved_during_a_count_refuse_it_with_what_moved(office: Office) -> None:
    site = flood_site(office)
    begun = counts(site, i1=36)
    move_item(office, HE, site.id, act(move="lend", item="i1", quantity="4", due="2026-03-09", unit="u-liuan"), now=NOW)
    with pytest.raises(Refused) as refusal:
        count_stock(office, REN, site.id, act(**begun), now=NOW)
    assert codes(refusal) == ["stock_moved@"] and not matters()


def test_what_is_lent_and_late_is_short_and_what_comes_back_is_not(office: Office) -> None:
    site = flood_site(office)
    move_item(office, HE, site.id, act(move="lend", item="i1", quantity="4", due="2026-03-09", unit="u-liuan"), now=NOW)
    tick_ready(office, now=NOW + timedelta(days=7))
    assert not matters()
    assert tick_ready(office, now=NOW + timedelta(days=8)).sites == 1
    assert len(matters()) == 1 and models.StockSite.objects.get(pk=site.id).short == 1
    lend = next(iter(kept(office, site.id).items["i1"].lends))
    back = act(move="give_back", item="i1", quantity="4", lend=lend)
    after = move_item(office, HE, site.id, back, now=NOW + timedelta(days=9))
    assert after.short(TODAY + timedelta(days=9)) == () and after.head.told == ()


def test_what_expires_becomes_a_matter_on_the_day_after_and_only_once(office: Office) -> None:
    site = flood_site(office, expires="2026-03-20")
    day = date(2026, 3, 20) - TODAY
    assert tick_ready(office, now=NOW + day).sites == 0
    assert tick_ready(office, now=NOW + day + timedelta(days=1)).sites == 1
    assert tick_ready(office, now=NOW + day + timedelta(days=2)).sites == 0
    (matter,) = matters()
    written = meetings.texts_of(office.county_id, [f"case/{matter.id}"], ("words", "place_words"))
    assert set(written.values()) == {"编织袋:应备 300条,可用 0,缺 300;过期 300条", "桥东防汛点"}
    assert models.StockSite.objects.get(pk=site.id).case_id == matter.id


def test_a_remark_stands_in_no_entry_and_no_column(office: Office) -> None:
    site = flood_site(office)
    count_stock(office, REN, site.id, act(**counts(site), note="钥匙在门卫"), now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM entry WHERE position(convert_to('钥匙在门卫', 'UTF8') IN body) > 0")
        assert cursor.fetchone()[0] == 0
    assert list(meetings.texts_of(office.county_id, [site.stream], ("note",)).values()) == ["钥匙在门卫"]


def test_a_site_that_is_given_up_is_short_of_nothing_and_takes_nothing(office: Office) -> None:
    site = flood_site(office, less=3)
    assert len(matters()) == 1
    closed = close_site(office, HE, site.id, act(), now=NOW)
    assert closed.short(TODAY) == () and models.StockSite.objects.get(pk=site.id).short == 0
    with pytest.raises(Refused) as refusal:
        count_stock(office, HE, site.id, act(**counts(site)), now=NOW)
    assert refusal.value.codes == ("stock_closed",)
    assert close_site(office, HE, site.id, act(), now=NOW).head.is_active


def test_a_shortage_that_is_still_there_can_be_filed_again_by_hand(office: Office) -> None:
    site = flood_site(office, less=3)
    close_matter(office)
    file_shortage(office, HE, site.id, act(), now=NOW)
    assert len(matters()) == 2
    file_shortage(office, HE, site.id, act(), now=NOW)
    assert len(matters()) == 2


def test_where_filing_is_refused_the_count_still_stands(office: Office) -> None:
    site = flood_site(office)
    setup = office.directory.setup
    areas = tuple(replace(one, valid_to=TODAY) if one.path == cast.BRIDGE_EAST else one for one in setup.areas)
    closed = replace(office, directory=Directory(replace(setup, areas=areas)))
    after, _ = count_stock(closed, REN, site.id, act(**counts(site, i1=1)), now=NOW)
    assert not matters() and after.head.case == "" and after.items["i1"].in_store == 1
    assert models.StockSite.objects.get(pk=site.id).changes_date == TODAY + timedelta(days=1)


def test_the_chain_holds_and_a_page_of_sites_takes_one_query(office: Office) -> None:
    for _ in range(3):
        flood_site(office, less=1)
    assert audit().fault_count == 0
    reach = KeptReach(unit=HU.unit_id, area=HU.area_path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = stored.page(office.county_id, reach, only="short")
    assert len(found.lines) == 3 and len(asked) == 1
    assert stored.count_short(office.county_id, reach) == (3, 3)
    assert not stored.page(office.county_id, KeptReach(unit=DENG.unit_id, area=DENG.area_path)).lines
    assert len(stored.page(office.county_id, KeptReach(unit=WEI.unit_id, area=WEI.area_path)).lines) == 3
    assert len(stored.page(office.county_id, KeptReach(unit="u-x", area=cast.GRID)).lines) == 3
