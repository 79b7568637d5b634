"""Joint meetings on a real database: refused whole, decided at one press or not at all, each order with its number."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.actions.audit import audit
from linli.actions.deciding import Office
from linli.actions.meeting_agenda import candidates
from linli.actions.meeting_minutes import minutes_file
from linli.actions.meeting_orders import Signing, open_items, sign_order, solved_rate
from linli.actions.meeting_views import OFTEN_ASKED, choices_for, open_meeting
from linli.actions.meetings import cancel, leave_out, propose, refresh, replan, shift, take_back
from linli.actions.ticks import tick_due
from linli.domain.directory import Directory
from linli.domain.meeting import MeetingStage, Sitting, Why
from linli.domain.meeting_checks import Fixing, Plan
from linli.domain.problems import Refused
from linli.domain.setting import Setting
from linli.domain.unit import UnitKind
from linli.store import journal, meetings, models
from linli.store import papers as stored
from tests import cast, offices
from tests.actions import meetings_played as played
from tests.actions.meetings_played import HELD_AT, STUCK_AT
from tests.actions.plain_press import PlainPress

YUAN, TANG, HU, MA = (cast.POSTS[one] for one in ("yuan", "tang", "hu", "ma"))
NEXT_AT = HELD_AT + timedelta(days=30)
ORDER = Fixing(strength="order", measures="到期没有亮灯", due_date=(NEXT_AT + timedelta(days=20)).date().isoformat())


@pytest.fixture
def press() -> PlainPress:
    return PlainPress()


@pytest.fixture
def office(db: None, press: PlainPress) -> Office:
    return played.set_up(press)


def codes(refusal: Any) -> list[str]:
    return [f"{one.code}@{one.at}" if one.at else one.code for one in refusal.value.problems]


def cases_of(sitting: Sitting) -> list[str]:
    return [item.case for item in sitting.agenda]


def entries(office: Office) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM entry WHERE county_id = %s", [office.county_id])
        return int(cursor.fetchone()[0])


def test_who_is_nothing_to_the_meeting_plans_none(office: Office) -> None:
    plan = Plan(starts_at=HELD_AT, place="二楼", chair="p-tang", units=("u-centre",))
    for who in ("ren", "wei", "hui", "admin", "gao"):
        with pytest.raises(Refused) as refusal:
            played.plan_meeting(office, cast.POSTS[who], plan, command_id=offices.command_id(), now=STUCK_AT)
        assert refusal.value.codes == ("not_yours",)
    meeting = played.planned(office)
    for who, code in (("hu", "not_found"), ("ma", "not_found"), ("gao", "not_yours"), ("jin", "not_yours")):
        with pytest.raises(Refused) as refusal:
            refresh(office, cast.POSTS[who], meeting.id, command_id=offices.command_id(), now=STUCK_AT)
        assert refusal.value.codes == (code,), who


def test_the_agenda_builds_itself_and_says_why(office: Office) -> None:
    filed = played.stuck(office)
    fresh = offices.file(office, at=STUCK_AT)
    meeting = played.planned(office)
    assert set(meeting.items) == {filed.case_id}
    why = meeting.items[filed.case_id].why
    assert Why.AGENDA in why and Why.ESCALATED in why and Why.OVERDUE in why
    again = played.plan_meeting(
        office, YUAN, Plan(starts_at=HELD_AT, place="二楼", chair="p-tang", units=("u-centre",)), command_id="once",
        now=STUCK_AT,
    )  # fmt: skip
    same = played.plan_meeting(
        office, YUAN, Plan(starts_at=HELD_AT, place="二楼", chair="p-tang", units=("u-centre",)), command_id="once",
        now=STUCK_AT,
    )  # fmt: skip
    assert again == same and fresh.case_id not in meeting.items


def test_how_long_overdue_a_matter_is_before_it_comes_up_is_for_the_district_to_say(office: Office) -> None:
    filed = offices.file(office)
    offices.move(office, filed.stream, "hu", "register")
    due_at = models.Case.objects.get(pk=filed.case_id).step_due_at
    assert due_at is not None

    def why(days: int, late_by: timedelta) -> list[Why]:
        rule = Setting(key="meeting.overdue_days", value=str(days), from_date=cast.MONDAY.date(), reason="约定")
        setup = replace(office.directory.setup, settings=(rule,))
        own = replace(office, directory=Directory(setup))
        unit = own.directory.units["u-liuan-meeting"]
        found = candidates(own, cast.POSTS["hu"], unit, due_at + late_by)
        return [one for found_one in found for one in found_one.why]

    assert why(5, timedelta(days=4)) == [] and why(5, timedelta(days=5)) == [Why.OVERDUE]
    assert why(2, timedelta(days=2)) == [Why.OVERDUE] and why(9, timedelta(days=8)) == []


def test_what_was_missed_comes_up_however_much_else_is_open(office: Office) -> None:
    _filed, child = played.decided(office)
    tick_due(office, now=NEXT_AT)
    missed = models.Case.objects.get(pk=child)
    assert missed.lapses
    for number in range(60):  # open items in time, all of them older
        models.Case.objects.filter(pk=child).update(id=f"01A{number:023d}", number=f"x-{number}", lapses=0)
        models.Case.objects.bulk_create([missed])
    found = candidates(office, TANG, office.directory.units["u-meeting"], NEXT_AT)
    assert [one.line.id for one in found if Why.MISSED in one.why] == [child]


def test_since_when_a_matter_is_stuck_never_lies_ahead_and_ends_with_the_matter(office: Office) -> None:
    filed = played.stuck(office)
    fresh = offices.file(office, at=STUCK_AT)
    meeting = played.planned(office)
    propose(office, YUAN, meeting.id, fresh.number, command_id="p", now=STUCK_AT)
    seen = open_meeting(office, YUAN, meeting.id, STUCK_AT, "zh")
    assert seen is not None
    since = {one.item.case: one.since for one in seen.items}
    assert since[fresh.case_id] == STUCK_AT and str(since[filed.case_id]) < str(STUCK_AT)
    models.Case.objects.filter(pk=filed.case_id).update(is_final=True, step_due_at=None)
    over = open_meeting(office, YUAN, meeting.id, STUCK_AT, "zh")
    assert over is not None and {one.item.case: one.since for one in over.items}[filed.case_id] is None


def test_departments_are_offered_before_the_committees_of_villages(office: Office) -> None:
    kinds = [one.kind for one in choices_for(office, YUAN, None, STUCK_AT, "zh").units]
    assert kinds.index(UnitKind.DEPARTMENT) < kinds.index(UnitKind.COMMITTEE)
    assert kinds[0] is UnitKind.GOVERNANCE_CENTRE and kinds == sorted(kinds, key=OFTEN_ASKED.index)


def test_the_agenda_is_edited_and_every_edit_is_an_entry(office: Office) -> None:
    first, second = played.stuck(office), played.stuck(office, words="又一盏")
    third = offices.file(office, at=STUCK_AT)
    meeting = played.planned(office)
    one, other = (one.case for one in meeting.agenda)
    assert {one, other} == {first.case_id, second.case_id}
    ids = (offices.command_id(f"e{number}") for number in range(20))
    shift(office, YUAN, meeting.id, other, up=True, command_id=next(ids), now=STUCK_AT)
    shift(office, YUAN, meeting.id, other, up=True, command_id=next(ids), now=STUCK_AT)
    assert cases_of(played.sitting(office, meeting.id)) == [other, one]
    with pytest.raises(Refused) as refusal:
        leave_out(office, YUAN, meeting.id, one, reason=" ", command_id=next(ids), now=STUCK_AT)
    assert codes(refusal) == ["required@reason"]
    leave_out(office, YUAN, meeting.id, one, reason="正在施工", command_id=next(ids), now=STUCK_AT)
    assert cases_of(played.sitting(office, meeting.id)) == [other]
    take_back(office, YUAN, meeting.id, one, command_id=next(ids), now=STUCK_AT)
    propose(office, YUAN, meeting.id, third.number, command_id=next(ids), now=STUCK_AT)
    agenda = played.sitting(office, meeting.id).agenda
    assert [item.case for item in agenda] == [other, one, third.case_id]
    assert agenda[-1].why == ("proposed",)
    wrong = (("", "required@number"), ("没有-1", "case_not_found@number"), (third.number, "item_there@number"))
    for number, code in wrong:
        with pytest.raises(Refused) as refusal:
            propose(office, YUAN, meeting.id, number, command_id=next(ids), now=STUCK_AT)
        assert codes(refusal) == [code]
    assert refresh(office, YUAN, meeting.id, command_id=next(ids), now=STUCK_AT) == 0
    stream = journal.entries_of(office.county_id, [meeting.stream])[meeting.stream]
    assert [entry.seq for entry in stream] == list(range(1, len(stream) + 1)) and len(stream) >= 7
    assert "正在施工" not in json.dumps([dict(entry.pub) for entry in stream], ensure_ascii=False)
    assert meetings.texts_of(office.county_id, [meeting.stream], ["left_out"])


def test_minutes_without_all_four_are_refused_whole_and_leave_nothing(office: Office) -> None:
    first, second = played.stuck(office), played.stuck(office, words="又一盏")
    meeting = played.planned(office)
    played.fix(office, meeting, first.case_id, replace(played.FOUR, due_date=""))
    before = entries(office)
    with pytest.raises(Refused) as refusal:
        played.press(office, meeting)
    assert sorted(codes(refusal)) == sorted([
        f"item_lacks_due_date@items.{first.case_id}.due_date",
        *(f"item_lacks_{one}@items.{second.case_id}.{one}" for one in ("sponsor", "handler", "measures", "due_date")),
    ])  # fmt: skip
    assert entries(office) == before


def test_a_sponsor_who_handles_it_himself_is_refused(office: Office) -> None:
    filed = played.stuck(office)
    meeting = played.planned(office)
    with pytest.raises(Refused) as refusal:
        played.fix(office, meeting, filed.case_id, Fixing(sponsor="p-lei", handler="p-lei"))
    assert codes(refusal) == ["sponsor_is_handler@sponsor"]


def test_only_the_convener_presses_and_not_before_the_meeting(office: Office) -> None:
    filed = played.stuck(office)
    meeting = played.planned(office)
    played.fix(office, meeting, filed.case_id)
    for who, now, code in (("yuan", HELD_AT, "convener_signs"), ("ma", HELD_AT, "not_found"),
                           ("tang", STUCK_AT, "meeting_not_begun")):  # fmt: skip
        with pytest.raises(Refused) as refusal:
            played.press(office, meeting, who=who, now=now)
        assert refusal.value.codes == (code,)


def test_one_press_makes_paper_entries_and_items_and_a_second_changes_nothing(office: Office) -> None:
    filed = played.stuck(office)
    meeting = played.planned(office)
    played.fix(office, meeting, filed.case_id)
    first = played.press(office, meeting, id_="press-1")
    count = entries(office)
    assert played.press(office, meeting, id_="press-1") == first and entries(office) == count
    with pytest.raises(Refused) as refusal:
        played.press(office, meeting, id_="press-2")
    assert refusal.value.codes == ("minutes_made",) and entries(office) == count
    after = played.sitting(office, meeting.id)
    assert (after.stage, after.head.number) == (MeetingStage.DECIDED, "区联席会议纪〔2026〕1号")
    item = played.state_of(office, after.items[filed.case_id].child)
    assert (item.procedure, item.holder.post, item.notes["sponsor"]) == ("difficult_case", "p-wei", "p-gao")
    assert item.notes["agenda"] == "u-meeting" and item.clocks["solving"].is_open
    parent = played.state_of(office, filed.case_id)
    assert parent.notes["sponsor"] == "p-gao" and "meeting_fixed" in [one.verb for one in parent.acts]
    found = minutes_file(office, TANG, meeting.id, "docx")
    assert found is not None
    _template, words, rows = json.loads(found[1].decode())
    assert words["paper_number"] == after.head.number and words["absent"] == "区城市管理局"
    assert rows["items"][0][2] == "Gao(包案领导)" and "更换线缆" in rows["items"][0][3]
    for who, kind in ((HU, "docx"), (TANG, "exe")):
        assert minutes_file(office, who, meeting.id, kind) is None
    assert audit().fault_count == 0


def test_where_another_took_the_number_the_minutes_are_made_anew_without_a_gap(
    office: Office, press: PlainPress
) -> None:
    filed = played.stuck(office)
    meeting = played.planned(office)
    played.fix(office, meeting, filed.case_id)
    counter = stored.Counter(county_id=office.county_id, unit="u-meeting", series="纪", year=2026)
    press.while_making.append(lambda: stored.take_serial(counter, 1))
    played.press(office, meeting)
    assert played.sitting(office, meeting.id).head.number.endswith("〕2号")


def test_one_matter_that_cannot_be_decided_holds_up_all_of_them(office: Office, press: PlainPress) -> None:
    first, second = played.stuck(office), played.stuck(office, words="又一盏")
    meeting = played.planned(office)
    for one in (first, second):
        played.fix(office, meeting, one.case_id)

    def withdraw() -> None:
        offices.move(office, second.stream, "resident", "withdraw", at=HELD_AT)

    press.while_making.append(withdraw)
    before = entries(office)
    with pytest.raises(Refused) as refusal:
        played.press(office, meeting)
    assert codes(refusal) == [f"item_closed@items.{second.case_id}"]
    assert played.state_of(office, first.case_id).notes.get("sponsor") is None and entries(office) == before + 1


def test_what_was_missed_comes_back_and_leaves_with_a_numbered_order(office: Office) -> None:
    filed, child = played.decided(office)
    tick_due(office, now=NEXT_AT - timedelta(days=2))
    meeting = played.planned(office, now=NEXT_AT - timedelta(days=2))
    assert meeting.items[child].why == ("missed",) and filed.case_id not in meeting.items
    with pytest.raises(Refused) as refusal:
        played.press(office, meeting, now=NEXT_AT)
    assert f"item_lacks_strength@items.{child}.strength" in codes(refusal)
    played.fix(office, meeting, child, ORDER, now=NEXT_AT)
    played.press(office, meeting, now=NEXT_AT)
    item = played.state_of(office, child)
    assert item.parts["p1"].rule == "order" and item.notes["supervised"] == "order"
    number = played.sitting(office, meeting.id).items[child].order_number
    assert number == "区联席会议督〔2026〕1号"
    (line,) = open_items(office, TANG, NEXT_AT).items
    assert (line.orders[0].number, line.orders[0].signer, line.orders[0].reason) == (number, "p-tang", "到期没有亮灯")
    assert line.measures == "更换线缆,三日内亮灯"
    asked = Signing(command_id="s1", case_id=child, strength="listed", reason="仍无进展", due_date=ORDER.due_date)
    sign_order(office, TANG, asked, NEXT_AT)
    sign_order(office, TANG, asked, NEXT_AT)
    (line,) = open_items(office, TANG, NEXT_AT).items
    assert [one.number for one in line.orders] == [number, "区联席会议督〔2026〕2号"]
    assert audit().fault_count == 0


def test_an_order_is_signed_by_nobody_else(office: Office) -> None:
    _filed, child = played.decided(office)
    asked = Signing(command_id="s1", case_id=child, strength="order", reason="仍无进展", due_date=ORDER.due_date)
    for who in ("yuan", "gao", "hu", "ren"):
        with pytest.raises(Refused) as refusal:
            sign_order(office, cast.POSTS[who], asked, HELD_AT)
        assert refusal.value.codes == ("convener_signs",)
    with pytest.raises(Refused) as refusal:
        sign_order(office, MA, asked, HELD_AT)
    assert "not_yours" in refusal.value.codes
    for changes, code in (
        ({"strength": ""}, "required@strength"),
        ({"strength": "x"}, "unknown_choice@strength"),
        ({"reason": ""}, "required@reason"),
        ({"due_date": "2020-01-01"}, "not_in_future@due_date"),
    ):
        with pytest.raises(Refused) as refusal:
            sign_order(office, TANG, replace(asked, command_id=offices.command_id(), **changes), HELD_AT)
        assert codes(refusal) == [code]
    with pytest.raises(Refused) as refusal:
        sign_order(office, TANG, replace(asked, command_id="s9", strength="", due_date="", reason=" "), HELD_AT)
    assert codes(refusal) == ["required@strength", "required@due_date", "required@reason"]


def test_the_rate_is_solved_by_the_deadline_of_those_due_and_nothing_due_is_no_rate(office: Office) -> None:
    rate = solved_rate(office, TANG, STUCK_AT)
    assert rate is not None and (rate.due, rate.percent) == (0, None)
    _filed, child = played.decided(office)
    at = HELD_AT + timedelta(days=3)
    played.move(office, child, "wei", "accept", at=at)
    played.move(office, child, "wei", "report_solved", at=at, result="已亮灯")
    played.move(office, child, "gao", "confirm", at=at)
    late = solved_rate(office, TANG, NEXT_AT)
    assert late is not None and (late.solved, late.due, late.calling) == (0, 0, 1)
    played.move(office, child, "hui", "call_solved", at=at, note="满意")
    rate = solved_rate(office, TANG, NEXT_AT)
    assert rate is not None and (rate.solved, rate.due, rate.percent) == (1, 1, 100.0)
    assert solved_rate(office, MA, NEXT_AT) == replace(rate, solved=0, due=0)
    assert solved_rate(office, cast.POSTS["ren"], NEXT_AT) is None


def test_a_sitting_may_be_put_off_or_called_off_and_then_takes_no_more(office: Office) -> None:
    played.stuck(office)
    meeting = played.planned(office)
    plan = Plan(starts_at=HELD_AT + timedelta(days=1), place="三楼", chair="p-tang", units=("u-centre",))
    moved = replan(office, YUAN, meeting.id, plan, command_id="m1", now=STUCK_AT)
    assert moved.starts_at == HELD_AT + timedelta(days=1) and moved.head.place == "三楼"
    assert cancel(office, YUAN, meeting.id, "防汛", command_id="m2", now=STUCK_AT).stage is MeetingStage.CANCELLED
    with pytest.raises(Refused) as refusal:
        refresh(office, YUAN, meeting.id, command_id="m3", now=STUCK_AT)
    assert refusal.value.codes == ("meeting_cancelled",)


def test_a_sealed_matter_shows_its_kind_to_nobody_it_is_not_for(office: Office) -> None:
    filed = played.stuck(office)
    meeting = played.planned(office)
    seen = open_meeting(office, cast.POSTS["jin"], meeting.id, HELD_AT, "zh")
    assert seen is not None and not seen.may_prepare
    own = open_meeting(office, TANG, meeting.id, HELD_AT, "zh")
    assert own is not None and own.items[0].line is not None and own.items[0].line.id == filed.case_id
    for who in ("hu", "ma", "ren", "admin"):
        assert open_meeting(office, cast.POSTS[who], meeting.id, HELD_AT, "zh") is None
    assert open_meeting(office, TANG, "no such", HELD_AT, "zh") is None


def test_a_longer_agenda_asks_no_more_questions(office: Office) -> None:
    played.stuck(office)
    short = played.planned(office)
    for number in range(6):
        played.stuck(office, words=f"第{number}盏")
    long = played.planned(office)
    assert len(long.items) == 7

    def asked(meeting_id: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            open_meeting(office, TANG, meeting_id, HELD_AT, "zh")
        return len(queries)

    asked(short.id)
    assert asked(long.id) == asked(short.id)


def test_sittings_are_listed_page_by_page_the_newest_first(office: Office) -> None:
    ids = [played.planned(office, now=STUCK_AT + timedelta(days=day)).id for day in range(5)]
    page = meetings.page(office.county_id, ["u-meeting"], limit=2)
    found = [one.id for one in page.lines]
    while page.next_cursor:
        page = meetings.page(office.county_id, ["u-meeting"], cursor=page.next_cursor, limit=2)
        found += [one.id for one in page.lines]
    assert found == ids[::-1]
    assert meetings.page(office.county_id, ["u-meeting"], cursor="nonsense_x").lines == ()


def test_a_matter_that_another_meeting_fixed_meanwhile_is_not_fixed_twice(office: Office) -> None:
    filed = played.stuck(office)
    first, second = played.planned(office), played.planned(office)
    for meeting in (first, second):
        played.fix(office, meeting, filed.case_id)
    played.press(office, first)
    with pytest.raises(Refused) as refusal:
        played.press(office, second)
    assert codes(refusal) == [f"item_taken@items.{filed.case_id}"]
