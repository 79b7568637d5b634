"""The register of places on a real database: entered, changed, checked, adopted, merged, closed; nothing is lost."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.actions.audit import audit
from linli.actions.deciding import Office
from linli.actions.load_places import load_places
from linli.actions.office import open_office
from linli.actions.place_acts import Award, Help, adopt, check, end_model, log_help, make_model, release
from linli.actions.place_merging import Merging, doubles, keep_apart, merge
from linli.actions.place_register import change, close, enter, reopen
from linli.domain.coordinates import Crs
from linli.domain.delimited import RawRecord, records
from linli.domain.house_list import ListItem, ListKind
from linli.domain.place import PlaceKind, PlaceRisk, PlaceStanding
from linli.domain.place_access import scope_of
from linli.domain.place_file import PlaceFile
from linli.domain.place_query import PlaceQuery
from linli.domain.problems import Refused
from linli.store import places, setup
from tests import cast, offices

NOW = cast.MONDAY
HU, REN, DENG, WEI, LAN = (cast.POSTS[one] for one in ("hu", "ren", "deng", "wei", "lan"))
CELLS = {
    "key": "P-1", "name": "世纪花园", "kind": "estate", "risk": "general", "address": "柳岸路88号", "area": cast.GRID,
    "lon": "114.305", "lat": "36.105", "regulator": "u-housing", "owner": "u-bridge-east", "phone": "0372-5551234",
}  # fmt: skip


@pytest.fixture
def office(db: None) -> Office:
    return offices.set_up_office()


def entered(office: Office, **cells: str) -> PlaceFile:
    return enter(office, HU, {**CELLS, **cells}, command_id=offices.command_id("enter"), now=NOW)


def fresh(office: Office) -> Office:
    return open_office(office.ports, office.county_id)


def file_of(office: Office, place_id: str) -> PlaceFile:
    return places.files(office.county_id, [place_id])[place_id]


def codes(refusal: Any) -> list[str]:
    return [f"{one.code}@{one.at}" if one.at else one.code for one in refusal.value.problems]


def rows(text: str) -> list[RawRecord]:
    return list(records(text.splitlines(keepends=True)))


def test_a_place_is_entered_once_and_its_change_names_what_changed(office: Office) -> None:
    id_ = offices.command_id("enter")
    first = enter(office, HU, CELLS, command_id=id_, now=NOW)
    again = enter(office, HU, CELLS, command_id=id_, now=NOW)
    assert first == again and [one.type for one in first.history] == ["place.entered"]
    office = fresh(office)
    assert [one.name for one in office.directory.setup.places] == ["世纪花园"]
    changed = change(
        office,
        HU,
        first.place.id,
        {**CELLS, "risk": "major", "name": "世纪花园小区"},
        command_id=offices.command_id(),
        now=NOW,
    )
    assert set(changed.history[-1].changed) == {"risk", "name"}
    assert fresh(office).directory.setup.places[0].risk is PlaceRisk.MAJOR
    assert audit_is_clean()


def audit_is_clean() -> bool:
    return audit().fault_count == 0


def test_every_mistake_of_a_form_is_named_and_a_taken_number_too(office: Office) -> None:
    entered(office)
    with pytest.raises(Refused) as refusal:
        entered(office, phone="13800000000", kind="", area=cast.FAR_GRID)
    assert set(codes(refusal)) == {"phone_personal@phone", "required@kind", "place_number_taken@key"}
    with pytest.raises(Refused) as refusal:
        entered(office, key="P-2", area=cast.FAR_GRID)
    assert codes(refusal) == ["place_outside_yours@area"]


def test_who_keeps_no_places_enters_none_and_who_sees_none_is_told_nothing(office: Office) -> None:
    file = entered(office)
    for who in (REN, WEI, cast.POSTS["hui"]):
        with pytest.raises(Refused) as refusal:
            enter(office, who, {**CELLS, "key": "P-9"}, command_id=offices.command_id(), now=NOW)
        assert refusal.value.codes == ("not_yours",)
    for who, code in ((DENG, "not_found"), (LAN, "not_found"), (REN, "not_yours")):
        with pytest.raises(Refused) as refusal:
            close(office, who, file.place.id, "拆迁", command_id=offices.command_id(), now=NOW)
        assert refusal.value.codes == (code,)


def test_a_point_outside_the_named_area_is_kept_as_typed(office: Office) -> None:
    file = entered(office, lon="114.5", lat="36.5")
    assert (file.place.lon_e6, file.place.lat_e6, file.place.area_path) == (114_500_000, 36_500_000, cast.GRID)
    table = "key,name,kind,area,lon,lat\n7,远点,estate,桥东社区,114.5,36.5\n8,近点,estate,桥东社区,114.305,36.105\n"
    loaded = load_places(fresh(office), rows(table), now=NOW)
    assert (loaded.added, loaded.refused) == (2, ())
    assert [(one.key, [p.code for p in one.problems]) for one in loaded.remarks] == [("7", ["point_outside_borders"])]


def test_the_checklist_of_three_groups_is_kept_with_its_gaps(office: Office) -> None:
    file = entered(office)
    with pytest.raises(Refused) as refusal:
        check(office, REN, file.place.id, {}, command_id=offices.command_id(), now=NOW)
    assert codes(refusal) == ["check_empty"]
    with pytest.raises(Refused) as refusal:
        check(office, REN, file.place.id, {"gate": "?", "x": "ok"}, command_id=offices.command_id(), now=NOW)
    assert codes(refusal) == ["unknown_choice@gate", "unknown_choice@x"]
    found = {"lighting": "ok", "gate": "gap", "lift": "none", "help_points": "gap", "guard": ""}
    id_ = offices.command_id()
    for _again in range(2):
        after = check(office, REN, file.place.id, found, remark="北门灯坏", command_id=id_, now=NOW)
    assert after.check is not None and after.check.gaps == ("gate", "help_points") and after.seq == 2
    line = places.page(office.county_id, PlaceQuery(scope=scope_of(HU))).lines[0]
    assert (line.gaps, line.checked_date) == (2, NOW.date())
    assert places.texts_of(office.county_id, file.place.id)[(2, "remark")] == "北门灯坏"
    assert "北门灯坏" not in str(after.history)
    assert audit_is_clean()


def test_a_unit_adopts_a_place_logs_its_help_and_is_released(office: Office) -> None:
    file = entered(office)
    id_ = file.place.id
    adopt(office, HU, id_, "u-city-management", command_id=offices.command_id(), now=NOW)
    with pytest.raises(Refused) as refusal:
        adopt(office, HU, id_, "u-city-management", command_id=offices.command_id(), now=NOW)
    assert codes(refusal) == ["adopted_already@adopt"]
    with pytest.raises(Refused) as refusal:
        log_help(office, WEI, id_, Help(unit="u-city-management", day="2036-01-01", kind="x", words=""),
                 command_id=offices.command_id(), now=NOW)  # fmt: skip
    assert codes(refusal) == ["unknown_choice@kind", "day_in_future@day", "required@words"]
    given = Help(unit="u-city-management", day=NOW.date().isoformat(), kind="work", words="修好了三盏楼道灯")
    after = log_help(office, WEI, id_, given, command_id=offices.command_id(), now=NOW)
    assert places.texts_of(office.county_id, id_)[(after.seq, "help")] == given.words
    with pytest.raises(Refused) as refusal:
        log_help(office, WEI, id_, replace(given, unit="u-housing"), command_id=offices.command_id(), now=NOW)
    assert refusal.value.codes == ("not_yours",), "one unit does not write another one's log"
    mine = PlaceQuery(scope=scope_of(WEI), adopted="mine")
    assert [one.id for one in places.page(office.county_id, mine).lines] == [id_]
    release(office, HU, id_, "u-city-management", command_id=offices.command_id(), now=NOW)
    assert places.page(office.county_id, mine).lines == ()
    with pytest.raises(Refused) as refusal:
        log_help(office, HU, id_, given, command_id=offices.command_id(), now=NOW)
    assert codes(refusal) == ["not_adopted@unit"]


def test_a_model_place_meets_every_criterion_of_the_district(office: Office) -> None:
    items = [
        ListItem(list=ListKind.MODEL_CRITERIA, number=str(at), title=title)
        for at, title in enumerate(("照明完好", "半年无火情"), start=1)
    ]
    setup.save_records(office.county_id, items, actor=offices.SYSTEM, now=NOW)
    office = fresh(office)
    id_ = entered(office).place.id
    award = Award(title="平安智慧社区示范点", evidence="区级验收", since="2026-02-01", met=("1",))
    with pytest.raises(Refused) as refusal:
        make_model(office, HU, id_, award, command_id=offices.command_id(), now=NOW)
    assert codes(refusal) == ["model_unmet@met"]
    after = make_model(office, HU, id_, replace(award, met=("1", "2")), command_id=offices.command_id(), now=NOW)
    assert after.is_model and after.model is not None and after.model.met == ("1", "2")
    assert places.count(office.county_id, PlaceQuery(scope=scope_of(HU), is_model=True)) == 1
    ended = end_model(office, HU, id_, "标准不再达到", command_id=offices.command_id(), now=NOW)
    assert not ended.is_model and places.count(office.county_id, PlaceQuery(scope=scope_of(HU), is_model=True)) == 0


def test_a_closed_place_stays_readable_and_takes_nothing_more(office: Office) -> None:
    id_ = entered(office).place.id
    with pytest.raises(Refused) as refusal:
        close(office, HU, id_, " ", command_id=offices.command_id(), now=NOW)
    assert codes(refusal) == ["required@reason"]
    closed = close(office, HU, id_, "拆迁", command_id=offices.command_id(), now=NOW)
    assert closed.place.standing is PlaceStanding.CLOSED and file_of(office, id_) == closed
    for act in (
        lambda: check(office, REN, id_, {"gate": "ok"}, command_id=offices.command_id(), now=NOW),
        lambda: adopt(office, HU, id_, "u-housing", command_id=offices.command_id(), now=NOW),
        lambda: change(office, HU, id_, CELLS, command_id=offices.command_id(), now=NOW),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.codes == ("place_not_open",)
    assert places.page(office.county_id, PlaceQuery(scope=scope_of(HU))).lines == ()
    again = load_places(fresh(office), rows("key,name,kind,area\nP-1,世纪花园,estate,\n"), now=NOW)
    assert again.unchanged + again.changed + len(again.refused) == 1
    assert not file_of(office, id_).place.is_active, "a file opens no closed place"
    assert reopen(office, HU, id_, command_id=offices.command_id(), now=NOW).place.is_active


def test_a_merged_place_leads_to_its_survivor_and_hands_on_its_adopters(office: Office) -> None:
    stays = entered(office)
    goes = entered(office, key="P-2", name="世纪花园小区", lon="114.3051")
    for unit in ("u-housing", "u-letters"):
        adopt(office, HU, goes.place.id, unit, command_id=offices.command_id(), now=NOW)
    adopt(office, HU, stays.place.id, "u-housing", command_id=offices.command_id(), now=NOW)
    assert [one.key for one in doubles(fresh(office), HU)] == [(stays.place.id, goes.place.id)]
    assert doubles(fresh(office), DENG) == () and doubles(fresh(office), REN) == ()
    looked = Merging(goes=goes.place.id, stays=stays.place.id, goes_seq=1, stays_seq=1)
    with pytest.raises(Refused) as refusal:
        merge(office, HU, looked, command_id=offices.command_id(), now=NOW)
    assert refusal.value.codes == ("merge_changed",)
    with pytest.raises(Refused) as refusal:
        merge(office, DENG, looked, command_id=offices.command_id(), now=NOW)
    assert refusal.value.codes == ("not_found",)
    id_ = offices.command_id()
    for _again in range(2):
        asked = Merging(goes=goes.place.id, stays=stays.place.id, goes_seq=3, stays_seq=2)
        after = merge(office, HU, asked, command_id=id_, now=NOW)
    assert sorted(one.unit for one in after.adopters) == ["u-housing", "u-letters"]
    assert "世纪花园小区" in after.place.aliases and after.seq == 3
    gone = file_of(office, goes.place.id)
    assert gone.place.standing is PlaceStanding.MERGED and gone.place.merged_into == stays.place.id
    assert gone.adopters == () and doubles(fresh(office), HU) == ()
    with pytest.raises(Refused) as refusal:
        reopen(office, HU, goes.place.id, command_id=offices.command_id(), now=NOW)
    assert refusal.value.codes == ("place_merged_stays",)
    table = (
        "key,name,kind,area,lon,lat\nP-1,世纪花园,estate,,114.305,36.105\nP-2,世纪花园小区,estate,,114.3051,36.105\n"
    )
    again = load_places(fresh(office), rows(table), now=NOW)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    assert [one.problems[0].code for one in again.remarks] == ["place_merged_before"]
    assert audit_is_clean()


def test_two_that_somebody_looked_at_are_offered_no_more(office: Office) -> None:
    one, other = entered(office), entered(office, key="P-2", lon="114.3051")
    keep_apart(office, HU, one.place.id, other.place.id, command_id=offices.command_id(), now=NOW)
    assert doubles(fresh(office), HU) == ()


def big_table(bad: int, total: int) -> str:
    lines = ["编号,名称,类别,风险等级,所在区域,经度,纬度,办公电话"]
    step = total // bad
    for at in range(total):
        lon, lat = 114.3001 + (at % 99) / 10_000, 36.1001 + (at // 99 % 99) / 10_000
        phone, kind = ("13800000000", "飞船") if at % step == 0 else ("0372-5551234", "商铺")
        lines.append(f"S{at},商铺{at}号,{kind},一般风险,{cast.GRID},{lon:.4f},{lat:.4f},{phone}")
    return "\n".join(lines) + "\n"


def test_five_thousand_places_with_three_percent_bad_rows(office: Office) -> None:
    table = big_table(150, 5_000)
    loaded = load_places(office, rows(table), now=NOW, datum=Crs.WGS84)
    assert (loaded.read, loaded.added, len(loaded.refused)) == (5_000, 4_848, 152)
    assert {tuple(p.code for p in one.problems) for one in loaded.refused} == {("unknown_choice", "phone_personal")}
    again = load_places(fresh(office), rows(table), now=NOW)
    assert (again.added, again.changed, again.unchanged, len(again.refused)) == (0, 0, 4_848, 152)
    query = PlaceQuery(scope=scope_of(HU), kind=PlaceKind.SHOP, area_path=cast.BRIDGE_EAST)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = places.page(office.county_id, query)
    assert len(asked) == 1 and len(page.lines) == 30 and places.count(office.county_id, query) == 4_848
    seen = [one.id for one in page.lines]
    while page.next_cursor:
        page = places.page(office.county_id, replace(query, cursor=page.next_cursor, limit=1_000))
        seen += [one.id for one in page.lines]
    assert len(seen) == len(set(seen)) == 4_848
