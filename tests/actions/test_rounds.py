"""Rounds on a real database: a place and nothing else is kept, the server's time counts, nothing is lost."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.actions.audit import audit
from linli.actions.deciding import Office
from linli.actions.exemptions import AskedDays, ask_leave, decide_leave, state_days, withdraw
from linli.actions.round_places import uncovered
from linli.actions.round_weeks import coverage, may_cover, own_week, waiting_leave, week_asked
from linli.actions.rounds import CheckIn, check_in, finish_round, note_handled, report_found, start_round
from linli.domain.area import AreaLevel
from linli.domain.problems import Refused
from linli.domain.round import How, Result, Round, RoundStage, Standing
from linli.domain.round_week import DayKind, ExemptKind, Need, Outcome, coverage_of
from linli.domain.unit import Post, Role
from linli.store import exemptions, models, rounds, setup
from tests import cast, offices
from tests.actions import rounds_played as played
from tests.actions.rounds_played import HE, MONDAY, QIU, REN, at

FOUND = {"category": "municipal.street_lamp", "words": "路灯不亮", "place": "pl-lane", "urgency": "ordinary"}


@pytest.fixture
def office(db: None) -> Office:
    return played.set_up()


def refused(*codes: str) -> Any:
    return pytest.raises(Refused, match="|".join(codes) if codes else None)


def codes_of(work: Any) -> tuple[str, ...]:
    with pytest.raises(Refused) as refusal:
        work()
    return refusal.value.codes


def finish(office: Office, found: Round, *, now: Any, is_clear: bool = False, who: Post = REN) -> Round:
    return finish_round(office, who, found.id, is_clear=is_clear, command_id=offices.command_id("end"), now=now)


def entries(office: Office, found: Round) -> list[dict[str, Any]]:
    rows = models.Entry.objects.filter(county_id=office.county_id, stream=found.stream).order_by("seq")
    return [json.loads(bytes(one.body)) for one in rows]


def test_a_round_without_a_problem_is_a_full_result(office: Office) -> None:
    found = played.begun(office)
    assert found.head.planned == ("pl-lane", "pl-school") and found.head.community == cast.BRIDGE_EAST
    assert codes_of(lambda: finish(office, found, now=at(10), is_clear=True)) == ("round_no_stop",)
    after = played.passed(office, found, now=at(9, 20), how=How.QR)
    assert after.stops[0].told.is_planned and after.stops[0].told.how == "qr"
    done = finish(office, after, now=at(10), is_clear=True)
    assert (done.head.stage, done.head.result) == (RoundStage.FINISHED, Result.CLEAR)
    assert done.done().minutes == 60 and done.done().is_clear
    assert codes_of(lambda: played.passed(office, done, now=at(10, 5))) == ("round_over",)
    row = models.Round.objects.get(pk=found.id)
    assert (row.post, row.result, row.ended_at) == ("p-ren", "clear", at(10))
    assert audit().fault_count == 0


def test_who_does_not_walk_starts_nothing_and_a_strangers_round_is_missing(office: Office) -> None:
    for who in ("hu", "wei", "admin", "tang", "zhou"):
        start = lambda one=who: start_round(office, cast.POSTS[one], command_id=offices.command_id(), now=cast.MONDAY)  # noqa: E731
        assert codes_of(start) == ("not_yours",), who
    found = played.begun(office)
    for who in ("qiu", "he", "hu", "lei"):
        assert codes_of(lambda one=who: played.passed(office, found, who=one, now=at(9, 30))) == ("not_found",)  # type: ignore[misc]
    assert codes_of(lambda: played.passed(office, replace(found, stream="round/NONE"), now=at(9, 30))) == ("not_found",)


def test_one_round_at_a_time_and_the_same_command_once(office: Office) -> None:
    first = start_round(office, REN, command_id="once", now=cast.MONDAY)
    assert start_round(office, REN, command_id="once", now=cast.MONDAY + timedelta(minutes=1)) == first
    assert codes_of(lambda: played.begun(office, now=at(9, 30))) == ("round_running",)
    asked = CheckIn(place="l01 ", how=How.CODE)
    for minutes in (10, 11):
        after = check_in(office, REN, first, asked, command_id="stop", now=cast.MONDAY + timedelta(minutes=minutes))
    assert [one.told.place for one in after.stops] == ["pl-lane"]
    other = CheckIn(place="S01", how=How.CODE)
    assert codes_of(lambda: check_in(office, REN, first, other, command_id="stop", now=at(9, 30))) == (
        "command_conflict",
    )  # fmt: skip


def test_a_wrong_code_is_named_and_an_empty_one_too(office: Office) -> None:
    found = played.begun(office)
    assert codes_of(lambda: played.passed(office, found, "nothing", now=at(9, 5))) == ("round_place_unknown",)
    assert codes_of(lambda: played.passed(office, found, " ", now=at(9, 5))) == ("round_place_needed",)
    elsewhere = played.passed(office, found, "Y01", now=at(9, 6))
    assert not elsewhere.stops[0].told.is_planned, "a place of the next grid counts, and was not planned"


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("2019-01-01T00:00:00.000Z", "2019-01-01T00:00:00+00:00"),
        ("2031-06-01T08:00:00+08:00", "2031-06-01T00:00:00+00:00"),
        ("2026-03-02T01:21:00Z", ""),
        ("0001-01-01T00:00:00+14:00", ""),
        ("yesterday", ""),
        ("2019-01-01T00:00:00", ""),
        ("", ""),
    ],
)
def test_the_servers_time_counts_and_a_phone_clock_that_is_years_off_is_named(
    office: Office, told: str, kept: str
) -> None:
    found = played.begun(office)
    after = played.passed(office, found, now=at(9, 20), told=told)
    assert after.stops[0].at == at(9, 20) and after.stops[0].told.told == kept
    assert models.RoundStop.objects.get().at == at(9, 20)


def test_a_place_closed_or_merged_while_a_round_runs_is_stated_and_counts(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = played.begun(office)
    closed = replace(played.PLACES[0], is_active=False)
    after_closing = played.with_places(office, [closed])
    after = played.passed(after_closing, found, now=at(9, 10))
    assert after.stops[0].told.standing == Standing.CLOSED and after.stops[0].told.is_planned
    assert after.head.planned == found.head.planned, "the plan stays as it was started"
    monkeypatch.setattr("linli.actions.rounds.merges_of", lambda _office: {"pl-school": "pl-mid", "pl-mid": "pl-yard"})
    merged = played.passed(after_closing, found, "S01", now=at(9, 20))
    stop = merged.stops[1].told
    assert (stop.standing, stop.into, stop.is_planned) == (Standing.MERGED, "pl-yard", True)
    assert {"pl-school", "pl-yard"} <= merged.visited
    assert finish(after_closing, merged, now=at(10), is_clear=True).done().is_clear


def test_a_merge_in_the_register_while_a_round_runs_keeps_what_was_passed(office: Office) -> None:
    """The old plate still counts, on the round and for the place that stays."""
    found = played.begun(office)
    merged = replace(played.PLACES[1], is_active=False, merged_into="pl-lane")
    office = played.with_places(office, [merged])
    after = played.passed(office, found, "S01", now=at(9, 10))
    stop = after.stops[0].told
    assert (stop.place, stop.standing, stop.into, stop.is_planned) == ("pl-school", Standing.MERGED, "pl-lane", True)
    missed = uncovered(office, cast.GRID, now=at(10))[0]
    assert "pl-lane" not in [one.place.id for one in missed], (
        "whoever scanned the old plate was at the place that stays"
    )


def test_a_forgotten_round_counts_until_its_last_act(office: Office) -> None:
    found = played.passed(office, played.begun(office), now=at(9, 40))
    late = finish(office, found, now=at(17))
    assert late.head.is_forgotten and late.done().minutes == 40
    again = played.passed(office, played.begun(office, now=at(17, 1)), now=at(17, 30))
    following = played.passed(office, again, "S01", now=at(22))
    assert following.id != again.id and following.head.follows == again.id
    assert following.head.planned == again.head.planned and following.began_at == at(22)
    before = played.stored(office, again.id)
    assert before.head.is_forgotten and before.ended_at == at(17, 30)
    next_day = at(9, day=MONDAY + timedelta(days=1))
    assert played.begun(office, now=next_day).began_at == next_day, "starting closes what was forgotten"
    assert played.stored(office, following.id).head.is_forgotten
    assert models.Round.objects.filter(stage="running").count() == 1


def test_what_was_found_is_a_matter_and_is_filed_once(office: Office) -> None:
    found = played.begun(office)
    case_id = report_found(office, REN, found.id, FOUND, command_id="found", now=at(9, 30))
    again = report_found(office, REN, found.id, FOUND, command_id="found", now=at(9, 31))
    assert case_id == again and models.Case.objects.count() == 1
    row = models.Case.objects.get(pk=case_id)
    assert (row.area_path, row.channel, row.requester) == (cast.GRID, "grid_worker", "none")
    after = played.stored(office, found.id)
    assert list(after.items) == [case_id] and after.items[case_id].place == "pl-lane"
    assert codes_of(lambda: finish(office, after, now=at(10), is_clear=True)) == ("round_has_items",)
    done = finish(office, after, now=at(10))
    assert done.head.result == Result.FOUND and models.Round.objects.get().cases == [case_id]
    assert report_found(office, REN, found.id, FOUND, command_id="found", now=at(10, 5)) == case_id
    assert codes_of(lambda: report_found(office, REN, found.id, FOUND, command_id="new", now=at(10, 6))) == (
        "round_over",
    )  # fmt: skip
    assert models.Case.objects.count() == 1
    spelled = json.dumps(entries(office, found), ensure_ascii=False)
    assert "路灯" not in spelled, "what somebody wrote stands with the matter alone"


def test_every_mistake_of_a_finding_is_named_and_nothing_is_noted(office: Office) -> None:
    found = played.begun(office)
    wrong = {**FOUND, "category": "", "place": ""}
    assert "required" in codes_of(lambda: report_found(office, REN, found.id, wrong, command_id="f", now=at(9, 30)))
    assert played.stored(office, found.id).items == {} and not models.Case.objects.exists()


def test_a_matter_counts_as_handled_where_the_post_itself_handled_it(office: Office) -> None:
    found = played.begun(office)
    filed = offices.file(office, requester="none", requester_phone="")
    number = filed.number
    assert codes_of(lambda: note_handled(office, REN, found.id, number, command_id="h1", now=at(9, 30))) == (
        "round_not_handled",
    )  # fmt: skip
    assert codes_of(lambda: note_handled(office, REN, found.id, "x-1", command_id="h2", now=at(9, 30))) == (
        "round_not_handled",
    )  # fmt: skip
    assert codes_of(lambda: note_handled(office, REN, found.id, " ", command_id="h3", now=at(9, 30))) == ("required",)
    offices.move(office, filed.stream, "ren", "solve_on_spot", at=at(9, 32), result="换了灯泡", condition="repaired")
    after = note_handled(office, REN, found.id, number, command_id="h4", now=at(9, 40))
    assert after.items[filed.case_id].kind == "handled"
    assert codes_of(lambda: note_handled(office, REN, found.id, number, command_id="h5", now=at(9, 41))) == (
        "round_item_there",
    )  # fmt: skip


def test_a_week_that_meets_the_standard_and_one_that_does_not(office: Office) -> None:
    played.walk_week(office)
    played.walk_week(office, "qiu", days=3)
    own = own_week(office, REN, MONDAY)
    assert own.week.outcome(MONDAY + timedelta(days=7)) is Outcome.MET and len(own.lines) == 10 and own.is_held
    other = own_week(office, QIU, MONDAY).week
    assert other.outcome(MONDAY + timedelta(days=7)) is Outcome.NOT_MET
    assert [one.need for one in other.reasons if not one.is_met] == [Need.DAYS, Need.ROUNDS, Need.MINUTES]
    assert own_week(office, HE, MONDAY).is_held is False


def test_leave_counts_when_somebody_else_agreed_and_floods_when_the_centre_says(office: Office) -> None:
    played.walk_week(office, days=3)
    thursday, friday = MONDAY + timedelta(days=3), MONDAY + timedelta(days=4)
    ask_leave(office, REN, AskedDays(first=thursday, last=thursday), command_id="leave", now=at(18))
    ask_leave(office, REN, AskedDays(first=thursday, last=thursday), command_id="leave", now=at(18, 1))
    asked = exemptions.of_post(office.county_id, REN.id)
    assert [one.stage for one in asked] == ["asked"]
    assert own_week(office, REN, MONDAY).week.asked_days == 5
    assert waiting_leave(office, HE) == asked and waiting_leave(office, REN) == () == waiting_leave(office, QIU)
    id_ = asked[0].id
    for who, code in (("ren", "not_found"), ("qiu", "not_found"), ("wei", "not_found"), ("deng", "not_found")):
        decide = lambda one=who: decide_leave(  # noqa: E731
            office, cast.POSTS[one], id_, is_agreed=True, command_id=offices.command_id(), now=at(19)
        )  # fmt: skip
        assert codes_of(decide) == (code,), who
    decide_leave(office, HE, id_, is_agreed=True, command_id="agree", now=at(19))
    week = own_week(office, REN, MONDAY).week
    assert week.asked_days == 4 and week.days[3].kind is DayKind.LEAVE
    floods = AskedDays(first=friday, last=friday, kind=ExemptKind.FLOOD.value)
    state_days(office, cast.POSTS["hu"], floods, command_id="flood", now=at(20))
    week = own_week(office, REN, MONDAY).week
    assert week.asked_days == 3 and week.is_met and week.days[4].kind is DayKind.FLOOD
    lan = own_week(office, cast.POSTS["lan"], MONDAY).week
    assert lan.asked_days == 5, "the flood was in the other subdistrict"
    assert codes_of(lambda: withdraw(office, QIU, id_, command_id="w1", now=at(21))) == ("not_found",)
    withdraw(office, REN, id_, command_id="w2", now=at(21))
    assert own_week(office, REN, MONDAY).week.asked_days == 4
    assert codes_of(lambda: decide_leave(office, HE, id_, is_agreed=True, command_id="w3", now=at(22))) == (
        "exemption_decided",
    )  # fmt: skip


def test_nobody_agrees_to_their_own_leave_and_days_are_checked_all_at_once(office: Office) -> None:
    ask_leave(office, HE, AskedDays(first=MONDAY, last=MONDAY), command_id="l", now=at(8))
    id_ = exemptions.of_post(office.county_id, HE.id)[0].id
    own = lambda: decide_leave(office, HE, id_, is_agreed=True, command_id="a", now=at(9))  # noqa: E731
    assert codes_of(own) == ("exemption_own",)
    for given, codes in (
        (AskedDays(first=None, last=None), ("required", "required")),
        (AskedDays(first=MONDAY, last=MONDAY - timedelta(days=1)), ("days_out_of_order",)),
        (AskedDays(first=MONDAY, last=MONDAY + timedelta(days=200)), ("days_too_many",)),
        (AskedDays(first=date(1999, 1, 1), last=date(1999, 1, 2)), ("days_too_far",)),
    ):
        assert codes_of(lambda one=given: ask_leave(office, REN, one, command_id="b", now=at(9))) == codes  # type: ignore[misc]
    wrong = AskedDays(first=None, last=MONDAY, kind="leave")
    assert codes_of(lambda: state_days(office, cast.POSTS["hu"], wrong, command_id="c", now=at(9))) == (
        "exemption_kind", "required",
    )  # fmt: skip
    assert codes_of(lambda: state_days(office, REN, wrong, command_id="d", now=at(9))) == ("not_yours",)


def many_workers(office: Office, count: int) -> tuple[Office, list[Post]]:
    """More grid workers in one grid of the first community."""
    posts = [
        Post(
            id=f"p-many{number}", unit_id=REN.unit_id, role=Role.GRID_WORKER, area_path=cast.GRID,
            staff_id=f"s-many{number}", started_at=cast.STARTED_AT,
        )
        for number in range(count)
    ]  # fmt: skip
    setup.save_records(office.county_id, posts, actor=offices.SYSTEM, now=cast.STARTED_AT)
    return played.with_places(office, ()), posts


def test_a_communitys_total_is_the_sum_of_its_workers_own_weeks_and_small_ones_are_hidden(office: Office) -> None:
    played.walk_week(office)
    small = coverage(office, cast.COUNTY, MONDAY)
    assert [one.total for one in small.communities] == [None, None] and small.hidden_count == 2 and small.total is None
    office, posts = many_workers(office, 4)
    for post in posts:
        id_ = start_round(office, post, command_id=offices.command_id(), now=at(9))
        finish_round(office, post, id_, is_clear=False, command_id=offices.command_id(), now=at(10))
    found = coverage(office, cast.COUNTY, MONDAY)
    total = next(one.total for one in found.communities if one.area.path == cast.BRIDGE_EAST)
    own = [own_week(office, one, MONDAY).week for one in (REN, QIU, *posts)]
    assert total == coverage_of(own) and total.posts == 6 and total.met == 1
    assert found.hidden_count == 1 and found.total == total, "what is hidden does not follow from the sum"
    assert all(one.area.level is AreaLevel.COMMUNITY for one in found.communities)


def test_coverage_is_asked_for_once_whatever_the_number_of_workers(office: Office) -> None:
    office, _posts = many_workers(office, 30)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        coverage(office, cast.COUNTY, MONDAY)
    assert len(asked) <= 4
    assert [who for who, post in cast.POSTS.items() if may_cover(office, post)] == [
        "hu", "pan", "zhou_at_desk", "gu", "deng", "fan", "cheng", "peng", "yuan", "lei", "he", "bai", "tang", "gao",
        "ma",
    ]  # fmt: skip


def test_places_that_nobody_passed_are_listed_the_longest_first(office: Office) -> None:
    found, in_all = uncovered(office, cast.BRIDGE_EAST, now=at(9))
    assert in_all == 3 and [one.place.id for one in found] == ["pl-lane", "pl-school", "pl-yard"]
    played.passed(office, played.begun(office), now=at(9, 10))
    assert [one.place.id for one in uncovered(office, cast.BRIDGE_EAST, now=at(12))[0]] == ["pl-school", "pl-yard"]
    later = uncovered(office, cast.BRIDGE_EAST, now=at(12) + timedelta(days=8))[0]
    assert [one.place.id for one in later] == ["pl-school", "pl-yard", "pl-lane"]
    assert later[2].passed_at == at(9, 10)


def test_a_week_is_named_within_a_year_back(office: Office) -> None:
    now = cast.MONDAY
    assert week_asked(office, "2026-02-25", now) == date(2026, 2, 23)
    for odd in ("", "2026-03-10", "2020-01-01", "9999-12-31", "0001-01-01", "x"):
        assert week_asked(office, odd, now) == MONDAY, odd
    since, until = at(0), at(0, day=MONDAY + timedelta(days=7))
    assert rounds.lines_of(office.county_id, REN.id, since, until) == ()
