"""The rules of equipment, emergency plans, self-checks of centres, and of what is built where it is due."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from linli.domain import asset, centre, emergency_plan
from linli.domain.area import AreaLevel
from linli.domain.asset import AssetKind, AssetSet
from linli.domain.centre import CentreRule, Lack, RoomKind, TypedDesk
from linli.domain.centre_coverage import Body, coverage
from linli.domain.directory import Directory
from linli.domain.emergency_plan import EmergencyPlan
from linli.domain.mediation_committee import CommitteeKind, MediationCommittee
from linli.domain.problems import Refused
from linli.domain.supply_checks import Reading
from tests import cast

TODAY = date(2026, 5, 15)
DIRECTORY = cast.directory()
ENTERED = {"kind": "extinguisher", "code": "MHQ-1", "place": "东门岗亭", "category": "fire.extinguisher"}
ENTERED |= {"every_days": "30", "expires": "2026-06-30"}
PLAN = {"kind": "flood", "title": "桥东防汛预案", "every_days": "180", "in_force": "2026-05-01", "text": "先断电"}
HELD = {"held": "2026-05-14", "heads": "20", "lessons": "二号泵接头不配"}


def reading(day: date = TODAY, **typed: str) -> Reading:
    return Reading(typed=typed, today=day)


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [f"{one.code}@{one.at}" for one in refusal.value.problems]


def entered(**changes: str) -> AssetSet:
    return asset.asset_values(reading(**ENTERED | changes), None, "u-bridge-east", cast.BRIDGE_EAST, DIRECTORY)


def test_every_mistake_of_a_piece_is_named_at_once() -> None:
    with pytest.raises(Refused) as refusal:
        entered(kind="camera", code="", category="fire", every_days="0", expires="morgen")
    assert codes(refusal) == [
        "unknown_choice@kind", "required@code", "case_category_unknown@category", "too_small@every_days",
        "not_a_date@expires",
    ]  # fmt: skip


def test_a_check_makes_the_next_one_due_and_a_fault_says_what_is_wrong() -> None:
    one = entered()
    assert one.due == "2026-06-14"
    after, note = asset.checked(reading(result="ok"), one, ())
    assert (after.checked, after.due, note) == ("2026-05-15", "2026-06-14", "")
    with pytest.raises(Refused) as refusal:
        asset.checked(reading(result="fault"), one, ())
    assert codes(refusal) == ["required@note"]
    after, note = asset.checked(reading(result="fault", note="压力不足"), one, ())
    assert after.is_bad(TODAY) and note == "压力不足"


def test_what_is_used_up_is_bad_though_it_looked_well() -> None:
    after, _ = asset.checked(reading(result="ok"), entered(), ())
    assert not after.is_bad(date(2026, 6, 30)) and after.is_bad(date(2026, 7, 1))
    with pytest.raises(Refused) as refusal:
        asset.checked(reading(date(2026, 7, 1), result="ok"), after, ())
    assert codes(refusal) == ["asset_used_up@result"]
    retired, _ = asset.checked(reading(result="retired", note="送厂"), after, ())
    assert not retired.is_bad(date(2026, 7, 1))
    with pytest.raises(Refused) as refusal:
        asset.checked(reading(result="ok"), retired, ())
    assert codes(refusal) == ["asset_retired@"]


def test_two_people_open_a_letter_box() -> None:
    box = entered(kind=AssetKind.LETTER_BOX.value, every_days="7")
    colleagues = (cast.POSTS["qiu"],)
    for second in ("", "p-ren", "p-gone"):
        with pytest.raises(Refused) as refusal:
            asset.checked(reading(result="ok", second=second), box, colleagues)
        assert codes(refusal) == ["two_persons_needed@second"]
    after, _ = asset.checked(reading(result="ok", second="p-qiu"), box, colleagues)
    assert after.second == "p-qiu" and after.due == "2026-05-22"


def plan(**changes: str) -> EmergencyPlan:
    told, _ = emergency_plan.plan_values(reading(**PLAN | changes), "u-bridge-east", cast.BRIDGE_EAST)
    return EmergencyPlan(stream="plan/x", seq=1, told=told, versions=(told,))


def after_drill(one: EmergencyPlan, **changes: str) -> EmergencyPlan:
    drill = emergency_plan.drill_planned(reading(form="field", planned="2026-05-20"), one)
    one = replace(one, seq=one.seq + 1, drills={drill.drill: drill})
    told, done, _ = emergency_plan.drill_held(reading(**HELD | changes), one, drill.drill)
    return replace(one, seq=one.seq + 1, told=told, drills={drill.drill: done})


def test_a_drill_is_due_from_the_day_the_plan_holds_and_then_from_the_last_one() -> None:
    one = plan()
    assert one.head.due == "2026-10-28"
    done = after_drill(one)
    assert done.head.due == (date(2026, 5, 14) + timedelta(days=180)).isoformat()
    assert not done.is_overdue(date.fromisoformat(done.head.due))
    late = date.fromisoformat(done.head.due) + timedelta(days=1)
    assert done.is_to_remind(late)
    assert not replace(done, told=replace(done.head, reminded=done.head.due)).is_to_remind(late)


def test_a_drill_without_lessons_is_not_recorded_and_none_is_recorded_twice() -> None:
    with pytest.raises(Refused) as refusal:
        after_drill(plan(), held="2026-05-16", heads="0", lessons=" ")
    assert codes(refusal) == ["too_small@heads", "required@lessons", "not_ahead@held"]
    with pytest.raises(Refused) as refusal:
        after_drill(plan(), held="2026-04-30")
    assert codes(refusal) == ["not_before_last@held"]
    done = after_drill(plan())
    with pytest.raises(Refused) as refusal:
        emergency_plan.drill_held(reading(**HELD), done, "d2")
    assert codes(refusal) == ["drill_not_open@"]


def test_a_new_version_moves_no_drill_further_away_than_its_interval() -> None:
    one = plan()
    told, text = emergency_plan.next_version(reading(every_days="90", in_force="2026-05-10", text="先转移"), one)
    assert (told.version, told.due, text) == (2, "2026-07-30", "先转移")
    again, _ = emergency_plan.next_version(
        reading(every_days="180", in_force="2026-12-01", text="再改"), replace(one, told=told)
    )
    assert again.due == "2026-10-28"  # counted from the first day it held, not from the change
    with pytest.raises(Refused) as refusal:
        emergency_plan.next_version(reading(every_days="90", in_force="2026-04-01", text=""), one)
    assert codes(refusal) == ["required@text", "not_before_last@in_force"]


def test_the_version_that_was_drilled_is_the_one_in_force_that_day() -> None:
    one = plan()
    told, _ = emergency_plan.next_version(reading(every_days="180", in_force="2026-05-15", text="新版"), one)
    one = replace(one, told=told, versions=(*one.versions, told))
    assert after_drill(one).drills["d2"].version == 1
    assert after_drill(one, held="2026-05-15").drills["d2"].version == 2


SEVEN = tuple(one.value for one in centre.ROOMS_DUE[AreaLevel.SUBDISTRICT])
RULE = CentreRule(rooms=centre.ROOMS_DUE[AreaLevel.SUBDISTRICT], area_m2=200)
DESKS = (
    TypedDesk(unit="u-liuan", residency="permanent"),
    TypedDesk(unit="u-letters", residency="rotating", days=("2", "4")),
    TypedDesk(unit="u-housing", residency="on_call"),
)


def found(
    rooms: tuple[str, ...] = SEVEN, days: tuple[str, ...] = ("1", "2", "3", "4", "5"),
    desks: tuple[TypedDesk, ...] = DESKS, **changes: str,
) -> centre.CentreSet:  # fmt: skip
    typed = {"area_m2": "200", "opens": "08:30", "closes": "18:00"} | changes
    return centre.check_values(
        reading(**typed), "u-liuan", DIRECTORY, rooms=rooms, weekdays=days, desks=desks
    )[0]  # fmt: skip


def test_a_centre_lacks_what_it_lacks_and_nothing_else() -> None:
    assert centre.lacks(found(), RULE) == ()
    bare = found(rooms=SEVEN[:5], days=("1", "2"), desks=DESKS[1:], area_m2="199")
    assert centre.lacks(bare, RULE) == tuple(Lack)
    assert centre.missing_rooms(bare, RULE) == (RoomKind.REHABILITATION, RoomKind.VOLUNTEERS)


def test_who_is_on_call_is_not_there() -> None:
    roster = found().roster()
    assert roster[1] == ("u-liuan",) and roster[2] == ("u-liuan", "u-letters")
    assert Lack.ROSTER in centre.lacks(found(desks=DESKS[2:]), RULE)


def test_every_mistake_of_a_self_check_is_named_at_once() -> None:
    wrong = (TypedDesk(unit="u-letters", residency="rotating"), TypedDesk(unit="u-nowhere", residency="permanent"))
    with pytest.raises(Refused) as refusal:
        found(rooms=("sauna",), days=(), desks=wrong, area_m2="", opens="18:00", closes="08:30")
    assert codes(refusal) == [
        "unknown_choice@rooms", "required@area_m2", "hours_reversed@closes", "required@weekdays",
        "day_of_week_needed@desk-u-letters", "desk_of_centre@desks",
    ]  # fmt: skip


def test_coverage_is_n_of_n_with_the_open_list() -> None:
    term = {"started_date": date(2025, 4, 1), "ended_date": date(2028, 3, 31)}
    body = MediationCommittee(unit_id="u-mediation", kind=CommitteeKind.RESIDENTS, **term)
    directory = Directory(replace(cast.setup(), committees=(body,)))
    by = {(one.body, one.level): one for one in coverage(directory, TODAY, cast.COUNTY)}
    centres = by[(Body.CENTRE, AreaLevel.SUBDISTRICT)]
    assert (centres.built, centres.due, centres.missing) == (2, 2, ())
    bodies = by[(Body.MEDIATION, AreaLevel.COMMUNITY)]
    assert (bodies.built, bodies.due) == (1, 4)
    assert [one.path for one in bodies.missing] == sorted([cast.BRIDGE_WEST, cast.LOTUS, cast.STONE])
    own = coverage(directory, TODAY, cast.BRIDGE_EAST)
    assert [(one.body, one.built, one.due) for one in own] == [(Body.CENTRE, 0, 1), (Body.MEDIATION, 1, 1)]
    over = {(one.body, one.level): one for one in coverage(directory, date(2028, 4, 1), cast.COUNTY)}
    assert over[(Body.MEDIATION, AreaLevel.COMMUNITY)].built == 0  # its term is over
