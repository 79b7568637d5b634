"""The follow-up desk's list and calls on the cast's county: refusals first."""

from datetime import datetime, timedelta

import pytest

from linli.actions import follow_up
from linli.actions.consenting import remember_call
from linli.actions.deciding import Office
from linli.actions.follow_up import CallGiven, CallSheet
from linli.domain.follow_up import CallResult
from linli.domain.problems import Refused
from linli.domain.setting import Setting
from linli.domain.unit import Post
from linli.store import looks, setup
from tests import cast, offices

CLOSED_AT = cast.MONDAY + timedelta(days=1)
NEXT_DAY = CLOSED_AT + timedelta(days=1)
HUI = cast.POSTS["hui"]
SAID = CallGiven(result="satisfied", solved="solved")


@pytest.fixture
def office(db: None) -> Office:
    return offices.set_up_office()


def closed(office: Office, *, agreed: bool = True, at: datetime = CLOSED_AT, **changes: object) -> str:
    """Return the stream of a matter that the city's department handled and the desk closed."""
    stream = offices.handled_case(office)
    offices.move(office, stream, "song", "report_result", at=at, result="已修", condition="repaired")
    offices.move(office, stream, "hu", "check", at=at)
    offices.move(office, stream, "hu", "answer", at=at, answer="已经修好。")
    offices.move(office, stream, "hu", "close", at=at)
    remember_call(office, stream, may_call=agreed, now=at)
    return stream


def listed(office: Office, post: Post = HUI, now: datetime = NEXT_DAY) -> list[str]:
    found = follow_up.work_list(office, post, now)
    return [one.line.stream for one in (*found.now, *found.later)]


def sheet(office: Office, stream: str, post: Post = HUI, now: datetime = NEXT_DAY) -> CallSheet:
    found = follow_up.call_sheet(office, post, stream.partition("/")[2], now)
    assert found is not None
    return found


def call(office: Office, stream: str, given: CallGiven = SAID, *, now: datetime = NEXT_DAY) -> CallResult:
    return follow_up.record_call(
        office, sheet(office, stream, now=now), given, command_id=offices.command_id("call"), now=now
    )


def test_nobody_is_called_who_did_not_agree_to_it(office: Office) -> None:
    stream = closed(office, agreed=False)
    assert listed(office) == []
    assert follow_up.month_of(office, HUI, NEXT_DAY).not_agreed == 1
    with pytest.raises(Refused) as refused:
        follow_up.open_number(office, sheet(office, stream), "r" * 32, NEXT_DAY)
    assert refused.value.codes == ("call_not_due",)
    with pytest.raises(Refused) as refused:
        call(office, stream)
    assert refused.value.codes == ("call_not_due",)


def test_a_matter_is_left_out_for_whoever_had_a_hand_in_it_and_the_number_stays_shut(office: Office) -> None:
    """The same person at a second post is the same person."""
    stream = closed(office)
    second = Post(
        id="p-song-calls", unit_id=HUI.unit_id, role=HUI.role, area_path=HUI.area_path,
        staff_id=cast.POSTS["song"].staff_id, title="回访员", started_at=cast.STARTED_AT,
    )  # fmt: skip
    setup.save_records(office.county_id, [second], actor=offices.SYSTEM, now=cast.STARTED_AT)
    office = offices.open_office(office.ports, office.county_id)
    found = follow_up.work_list(office, second, NEXT_DAY)
    assert (found.now, found.barred) == ((), 1)
    own = sheet(office, stream, second)
    assert [one.code for one in own.reasons] == ["acted_before"]
    with pytest.raises(Refused) as refused:
        follow_up.open_number(office, own, "r" * 32, NEXT_DAY)
    assert refused.value.codes == ("acted_before",)
    with pytest.raises(Refused) as refused:
        follow_up.record_call(office, own, SAID, command_id=offices.command_id("call"), now=NEXT_DAY)
    assert refused.value.codes == ("acted_before",)
    assert looks.of_stream(office.county_id, stream, most=5) == ()
    assert listed(office) == [stream]


def test_every_mistake_of_the_form_is_told_at_once_and_nothing_is_recorded(office: Office) -> None:
    stream = closed(office)
    with pytest.raises(Refused) as refused:
        call(office, stream, CallGiven(result=""))
    assert [one.at for one in refused.value.problems] == ["result"]
    with pytest.raises(Refused) as refused:
        call(office, stream, CallGiven(result="not_satisfied"))
    assert [one.at for one in refused.value.problems] == ["solved", "reason"]
    with pytest.raises(Refused):
        call(office, stream, CallGiven(result="satisfied", solved="perhaps"))
    assert sheet(office, stream).standing.calls == ()


def test_the_number_is_opened_for_the_duty_of_calling_back_and_the_look_is_recorded(office: Office) -> None:
    stream = closed(office)
    values = follow_up.open_number(office, sheet(office, stream), "r" * 32, NEXT_DAY)
    assert [key for _seq, key in values] == ["requester_phone"]
    [look] = looks.of_stream(office.county_id, stream, most=5)
    assert (look.reason, look.post) == ("call_back", HUI.id)


def test_a_satisfied_person_leaves_the_list_and_counts(office: Office) -> None:
    stream = closed(office)
    assert listed(office) == [stream]
    assert call(office, stream) is CallResult.SATISFIED
    assert listed(office) == []
    total = follow_up.month_of(office, HUI, NEXT_DAY).total
    assert (total.due, total.over, total.reached, total.satisfied, total.asked) == (1, 1, 1, 1, 1)
    with pytest.raises(Refused) as refused:
        call(office, stream)
    assert refused.value.codes == ("call_not_due",)


def test_an_unsatisfied_person_has_the_matter_asked_open_and_stays_in_the_figures(office: Office) -> None:
    stream = closed(office)
    given = CallGiven(result="not_satisfied", solved="unsolved", reason="晚上还是不亮")
    assert call(office, stream, given) is CallResult.NOT_SATISFIED
    assert sheet(office, stream).view.state.notes["reopen_asked"] == "yes"
    assert listed(office) == []
    total = follow_up.month_of(office, HUI, NEXT_DAY).total
    assert (total.due, total.reached, total.satisfied, total.asked) == (1, 1, 0, 1)


def test_a_person_who_does_not_want_it_reopened_is_heard_too(office: Office) -> None:
    stream = closed(office)
    call(office, stream, CallGiven(result="not_satisfied", solved="partly", keeps_closed=True))
    assert "reopen_asked" not in sheet(office, stream).view.state.notes


def test_three_tries_are_kept_with_their_times_and_the_third_is_not_reached(office: Office) -> None:
    stream = closed(office)
    nobody = CallGiven(result="not_reached")
    times = [NEXT_DAY + timedelta(hours=hours) for hours in (0, 4, 26)]
    call(office, stream, nobody, now=times[0])
    found = follow_up.work_list(office, HUI, times[0] + timedelta(minutes=5))
    assert [one.line.stream for one in found.later] == [stream] and found.now == ()
    found = follow_up.work_list(office, HUI, times[0] + timedelta(hours=3))
    assert [one.tries for one in found.now] == [1]
    call(office, stream, nobody, now=times[1])
    call(office, stream, nobody, now=times[2])
    assert list(sheet(office, stream, now=times[2]).standing.tries) == times
    assert listed(office, now=times[2] + timedelta(hours=5)) == []
    total = follow_up.month_of(office, HUI, times[2] + timedelta(hours=1)).total
    assert (total.not_reached, total.reached, total.satisfied, total.over, total.due) == (1, 0, 0, 1, 1)


def test_the_share_of_the_day_of_closing_holds_whatever_is_set_later(office: Office) -> None:
    stream = closed(office)
    later = Setting(
        key="follow_up.grid_event_percent", value="0", from_date=CLOSED_AT.date() + timedelta(days=1), reason="试行抽样"
    )
    setup.save_records(office.county_id, [later], actor=offices.SYSTEM, now=NEXT_DAY)
    office = offices.open_office(office.ports, office.county_id)
    assert listed(office) == [stream]
    after = closed(office, at=CLOSED_AT + timedelta(days=2))
    assert listed(office, now=CLOSED_AT + timedelta(days=3)) == [stream]
    assert after != stream


def test_a_matter_closed_longer_ago_than_is_set_leaves_the_list(office: Office) -> None:
    stream = closed(office)
    assert listed(office, now=CLOSED_AT + timedelta(days=29)) == [stream]
    assert listed(office, now=CLOSED_AT + timedelta(days=31)) == []


def test_the_script_names_the_matter_and_the_unit_and_nobody(office: Office) -> None:
    stream = closed(office)
    own = sheet(office, stream)
    zh, en = follow_up.script(office, own, "zh"), follow_up.script(office, own, "en")
    assert own.view.state.number in zh and own.view.state.number in en
    assert "城" in zh and "{" not in zh + en
