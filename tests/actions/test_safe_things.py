"""Equipment, emergency plans and self-checks of centres on a real database; what time alone makes due."""

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.actions.assets import change_asset, check_asset, enter_asset
from linli.actions.audit import audit
from linli.actions.centre_checks import CentreAct, centre_of, centre_rule, check_centre, checked_days, covered
from linli.actions.deciding import Office
from linli.actions.emergency_plans import end_plan, make_plan, new_version, plan_drill, record_drill
from linli.actions.notices import notices_for
from linli.actions.outbox import deliver_due
from linli.actions.standing_ready import tick_ready
from linli.actions.typed_act import TypedAct
from linli.domain.area import AreaLevel
from linli.domain.asset import Asset
from linli.domain.centre import ROOMS_DUE, Lack, TypedDesk, lacks
from linli.domain.directory import Directory
from linli.domain.problems import Refused
from linli.domain.setting import Setting
from linli.store import assets as stored
from linli.store import ledgers, meetings, models, plans
from linli.store.assets import ASSETS, AssetFilter
from linli.store.reaches import KeptReach
from tests import cast, offices

NOW = cast.MONDAY
TODAY = NOW.date()
REN, QIU, HE, HU, YUAN, DENG = (cast.POSTS[one] for one in ("ren", "qiu", "he", "hu", "yuan", "deng"))
PIECE = {
    "kind": "extinguisher", "place": "东门岗亭", "category": "fire.extinguisher", "every_days": "30", "expires": "",
}  # fmt: skip
PLAN = {"kind": "flood", "title": "桥东防汛预案", "every_days": "30", "in_force": "2026-03-02", "text": "先断电,再转移"}


@pytest.fixture
def office(db: None) -> Office:
    return offices.set_up_office()


def piece(office: Office, code: str = "MHQ-1", **changes: str) -> str:
    return enter_asset(office, REN, TypedAct(command_id=offices.command_id(), typed={**PIECE, "code": code} | changes),
                       now=NOW)  # fmt: skip


def look(office: Office, asset_id: str, *, days: int = 0, **typed: str) -> Asset:
    act = TypedAct(command_id=offices.command_id(), typed=typed)
    return check_asset(office, REN, asset_id, act, now=NOW + timedelta(days=days))


def act(**typed: str) -> TypedAct:
    return TypedAct(command_id=offices.command_id(), typed=typed)


def codes(refusal: Any) -> list[str]:
    return [f"{one.code}@{one.at}" for one in refusal.value.problems]


def titles() -> list[str]:
    return list(models.Case.objects.order_by("id").values_list("title", flat=True))


def test_a_code_stands_on_one_piece_only(office: Office) -> None:
    first = piece(office)
    with pytest.raises(Refused) as refusal:
        piece(office, every_days="0")
    assert codes(refusal) == ["asset_code_taken@code", "too_small@every_days"]
    with pytest.raises(Refused) as refusal:
        piece(office, "MHQ\x00")
    assert codes(refusal) == ["bad_text@code"]
    changed = {**PIECE, "code": "MHQ-1", "place": "西门岗亭"}
    after = change_asset(office, HE, first, TypedAct(command_id=offices.command_id(), typed=changed), now=NOW)
    assert after.head.place == "西门岗亭" and after.head.area == cast.GRID


def test_a_fault_becomes_one_matter_while_that_is_open(office: Office) -> None:
    one = piece(office)
    after = look(office, one, result="fault", note="压力不足")
    assert titles() == ["灭火器故障:MHQ-1"] and after.head.case
    look(office, one, days=1, result="fault", note="还没修")
    assert len(titles()) == 1
    look(office, one, days=2, result="ok")
    assert models.Asset.objects.get().state == "ok"
    offices.move(office, f"case/{after.head.case}", "hu", "reject", reject_reason="no_content", answer="已更换",
                 at=NOW + timedelta(days=3))  # fmt: skip
    look(office, one, days=4, result="fault", note="又坏了")
    assert len(titles()) == 2
    notes = meetings.texts_of(office.county_id, [after.stream], ("note",))
    assert set(notes.values()) == {"压力不足", "还没修", "又坏了"}


def test_what_is_used_up_is_a_fault_from_the_day_after_and_is_filed_once(office: Office) -> None:
    one = piece(office, expires="2026-03-10")
    for days, pieces in ((8, 0), (9, 1), (10, 0), (99, 0)):
        assert tick_ready(office, now=NOW + timedelta(days=days)).pieces == pieces, days
    asset = ledgers.kept(ASSETS, office.county_id, one)
    assert asset is not None and asset.head.state == "fault" and titles() == ["灭火器故障:MHQ-1"]


def test_a_letter_box_is_opened_by_two_of_the_unit(office: Office) -> None:
    box = piece(office, "XX-1", kind="letter_box", every_days="7")
    for second in ("", REN.id, DENG.id):
        with pytest.raises(Refused) as refusal:
            look(office, box, result="ok", second=second)
        assert codes(refusal) == ["two_persons_needed@second"]
    assert look(office, box, result="ok", second=QIU.id).head.second == QIU.id


def test_a_page_of_equipment_takes_one_query_and_its_filters_hold(office: Office) -> None:
    ids = [piece(office, f"MHQ-{number}") for number in range(45)]
    piece(office, "GSL-1", kind="notice_board")
    look(office, ids[0], result="fault", note="坏")
    reach = KeptReach(unit=HU.unit_id, area=HU.area_path)
    with CaptureQueriesContext(connection) as asked:
        first = stored.page(office.county_id, reach, AssetFilter(kind="extinguisher"), TODAY)
    assert len(first.lines) == stored.PAGE and len(asked) == 1
    rest = stored.page(
        office.county_id, reach, AssetFilter(kind="extinguisher"), TODAY, cursor=first.next_cursor
    )  # fmt: skip
    assert len(rest.lines) == 5 and not rest.next_cursor
    assert len(stored.page(office.county_id, reach, AssetFilter(state="fault"), TODAY).lines) == 1
    late = TODAY + timedelta(days=31)
    assert stored.counts(office.county_id, reach, late) == (46, 1, 46)
    far = KeptReach(unit=DENG.unit_id, area=DENG.area_path)
    assert stored.counts(office.county_id, far, late) == (0, 0, 0)
    assert stored.page(office.county_id, reach, AssetFilter(), TODAY, cursor="morgen_x").lines == ()
    assert (
        len(stored.page(office.county_id, reach, AssetFilter(), TODAY, cursor="2026-01-01_\x00").lines) == stored.PAGE
    )


def test_a_unit_is_told_once_that_a_drill_is_overdue(office: Office) -> None:
    plan = make_plan(office, HE, act(**PLAN), now=NOW)
    due = NOW + timedelta(days=30)
    assert tick_ready(office, now=due).plans == 0
    for days, told in ((1, 1), (2, 0), (40, 0)):
        assert tick_ready(office, now=due + timedelta(days=days)).plans == told, days
    deliver_due(office, now=due + timedelta(days=2), chance=random.Random(1))
    (notice,) = notices_for(office, HE, language="zh")
    assert notice.plan == plan and "桥东防汛预案" in notice.subject and "2026-04-01" in notice.text
    plan_drill(office, HE, plan, act(form="field", planned="2026-05-15"), now=due + timedelta(days=41))
    drilled = record_drill(
        office, HE, plan, "d3", act(held="2026-05-12", heads="20", lessons="接头不配"), now=due + timedelta(days=41)
    )  # fmt: skip
    assert drilled.head.due == "2026-06-11"
    assert tick_ready(office, now=due + timedelta(days=71)).plans == 0
    assert tick_ready(office, now=due + timedelta(days=72)).plans == 1
    end_plan(office, HE, plan, act(), now=due + timedelta(days=73))
    assert plans.counts(office.county_id, KeptReach(unit=HE.unit_id, area=HE.area_path), TODAY) == (0, 0)


def test_every_version_of_a_plan_stays_to_be_read(office: Office) -> None:
    plan = make_plan(office, HE, act(**PLAN), now=NOW)
    after = new_version(
        office, HE, plan, act(every_days="60", in_force="2026-03-09", text="先转移,再断电"), now=NOW
    )  # fmt: skip
    assert [one.version for one in after.versions] == [1, 2]
    kept = meetings.texts_of(office.county_id, [after.stream], ("text",))
    assert [kept[(after.stream, one.text_seq, "text")] for one in after.versions] == ["先断电,再转移", "先转移,再断电"]
    with pytest.raises(Refused) as refusal:
        new_version(office, cast.POSTS["wei"], plan, act(every_days="60"), now=NOW)
    assert refusal.value.codes == ("not_yours",)


def self_check(office: Office, *, days: int = 0, **typed: str) -> None:
    found = {"area_m2": "200", "opens": "08:30", "closes": "18:00"} | typed
    desks = (TypedDesk(unit="u-liuan", residency="permanent"),)
    given = CentreAct(
        command_id=offices.command_id(), typed=found, weekdays=("1", "2", "3", "4", "5"), desks=desks,
        rooms=tuple(one.value for one in ROOMS_DUE[AreaLevel.SUBDISTRICT]),
    )  # fmt: skip
    check_centre(office, HU, office.directory.units["u-liuan"], given, now=NOW + timedelta(days=days))


def test_a_centre_is_measured_by_what_the_district_set(office: Office) -> None:
    self_check(office)
    found = centre_of(office, HU, "liuan")
    assert found is not None and found[1] is not None
    rule = centre_rule(office, AreaLevel.SUBDISTRICT, NOW)
    assert lacks(found[1].head, rule) == ()
    larger = Setting(key="centre.area_subdistrict", value="300", from_date=TODAY, reason="约定")
    own = replace(office, directory=Directory(replace(office.directory.setup, settings=(larger,))))
    assert lacks(found[1].head, centre_rule(own, AreaLevel.SUBDISTRICT, NOW)) == (Lack.AREA,)


def test_only_a_centre_checks_itself_or_one_below_it(office: Office) -> None:
    self_check(office)
    self_check(office, days=30, area_m2="210")
    unit = office.directory.units["u-liuan"]
    for who in ("deng", "he", "zhou", "wei"):
        with pytest.raises(Refused) as refusal:
            check_centre(office, cast.POSTS[who], unit, CentreAct(command_id="x", typed={}), now=NOW)
        assert refusal.value.codes == ("not_yours",), who
    assert centre_of(office, DENG, "liuan") is None and centre_of(office, HU, "bridge-east") is None
    found = centre_of(office, YUAN, "liuan")
    assert found is not None and found[1] is not None
    assert [one.area_m2 for one in found[1].checks] == [200, 210]
    assert checked_days(office, YUAN) == {"u-liuan": TODAY + timedelta(days=30)}
    assert checked_days(office, DENG) == {}
    assert {(one.body, one.built, one.due) for one in covered(office, HU, NOW)} == {
        ("centre", 1, 1), ("mediation", 0, 1), ("centre", 0, 2), ("mediation", 0, 2),
    }  # fmt: skip
    assert audit().fault_count == 0
