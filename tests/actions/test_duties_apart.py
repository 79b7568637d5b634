"""Who does something does not also judge it: leave, shifts, draws, verification; and a post hands on no one's days."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from linli.actions import draws, rosters
from linli.actions.deciding import Office
from linli.actions.exemptions import AskedDays, ask_leave, decide_leave, withdraw
from linli.actions.round_weeks import own_week, waiting_leave
from linli.actions.rounds import CheckIn, check_in, start_round
from linli.domain.inspection_draw import Drawing
from linli.domain.place import Place, PlaceKind
from linli.domain.problems import Refused
from linli.domain.roster import MonthPlan
from linli.domain.round import How
from linli.domain.round_week import DayKind
from linli.domain.unit import Post
from linli.store import exemptions, models
from linli.store import rosters as stored_rosters
from tests import cast, offices
from tests.actions import inspections_played, oversight_played, rounds_played
from tests.actions.rounds_played import at

HU, REN, QIU, HE, WEI, YUAN, CHENG = (cast.POSTS[one] for one in ("hu", "ren", "qiu", "he", "wei", "yuan", "cheng"))
MONDAY = cast.MONDAY.date()


def codes_of(act: Callable[[], Any]) -> tuple[str, ...]:
    """Why something is refused."""
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.codes


def with_posts(office: Office, *posts: Post) -> Office:
    """The office once these posts stand in its directory, beside or in place of others."""
    known = {one.id: one for one in office.directory.setup.posts} | {one.id: one for one in posts}
    directory = type(office.directory)(replace(office.directory.setup, posts=tuple(known.values())))
    return replace(office, directory=directory)


def test_whoever_takes_a_post_over_meets_nothing_of_the_days_of_who_held_it_before(db: None) -> None:
    office = rounds_played.set_up()
    days = AskedDays(first=MONDAY, last=MONDAY + timedelta(days=4))
    ask_leave(office, REN, days, command_id="l1", now=at(8))
    leave = exemptions.of_post(office.county_id, REN.id)[0]
    decide_leave(office, HE, leave.id, is_agreed=True, command_id="a1", now=at(8, 10))
    rounds_played.walk(office, now=at(9))
    left_over = rounds_played.begun(office, now=at(12))
    new = replace(REN, staff_id="s-new", started_at=at(12, 30))
    later = with_posts(office, new)
    week = own_week(later, new, MONDAY)
    assert (week.lines, week.leave) == ((), ())
    assert week.week.days[2].kind is DayKind.ASKED, "nor does the leave of another free them"
    assert codes_of(lambda: withdraw(later, new, leave.id, command_id="w1", now=at(13))) == ("not_found",)
    mine = start_round(later, new, command_id="s1", now=at(13))
    assert mine != left_over.id and rounds_played.stored(later, left_over.id).head.is_forgotten
    stop = CheckIn(place="L01", how=How.CODE)
    strange = lambda: check_in(later, new, left_over.id, stop, command_id="c1", now=at(13, 5))  # noqa: E731
    assert codes_of(strange) == ("not_found",)
    assert len(own_week(office, REN, MONDAY).lines) == 3, "each round stays in the record"


def test_one_person_with_two_posts_does_not_agree_to_their_own_leave(db: None) -> None:
    office = rounds_played.set_up()
    head = Post(id="p-ren-2", unit_id=HE.unit_id, role=HE.role, area_path=HE.area_path, staff_id=REN.staff_id,
                started_at=cast.STARTED_AT)  # fmt: skip
    later = with_posts(office, head)
    ask_leave(later, REN, AskedDays(first=MONDAY, last=MONDAY), command_id="l1", now=at(8))
    id_ = waiting_leave(later, HE)[0].id
    for post in (head, REN):
        found = codes_of(lambda one=post: decide_leave(
            later, one, id_, is_agreed=True, command_id=offices.command_id(), now=at(9)
        ))  # fmt: skip
        assert found == (("exemption_own",) if post is head else ("not_found",))


def test_a_shift_moves_only_when_both_agree_and_nobody_else_agrees_for_them(db: None) -> None:
    office = rounds_played.set_up()
    plan = MonthPlan(month=date(2026, 3, 1), posts=("p-ren", "p-qiu"), begins=at(8).time(), ends=at(17).time(),
                     per_day=1)  # fmt: skip
    rosters.make_month(office, HE, plan, command_id="m1", now=at(7))

    def holder(shift: str) -> str:
        found = stored_rosters.roster_of(office.county_id, REN.unit_id)
        assert found is not None
        return found.shifts[shift].post

    shift = next(
        one.shift for one in stored_rosters.shifts_by_post(office.county_id, at(9), at(9) + timedelta(days=20))["p-ren"]
    )

    def answer(who: Post, *, agrees: bool = True) -> Callable[[], None]:
        id_ = offices.command_id("answer")
        return lambda: rosters.answer_swap(office, who, shift, is_agreed=agrees, command_id=id_, now=at(9))

    for who in (QIU, REN, HE):
        assert codes_of(answer(who)) == ("shift_gone",), "nobody asked for it"
    asks = lambda who: rosters.ask_swap(  # noqa: E731
        office, who, shift, "p-qiu", command_id=offices.command_id("ask"), now=at(9)
    )
    assert codes_of(lambda: asks(QIU)) == codes_of(lambda: asks(HE)) == ("shift_gone",), "nobody gives another's away"
    asks(REN)
    for who in (REN, HE):
        assert codes_of(answer(who)) == ("shift_gone",), "nor agrees for who is asked"
    assert holder(shift) == "p-ren"
    answer(QIU)()
    assert holder(shift) == "p-qiu"


def test_a_draw_commits_to_its_seed_with_its_list_and_none_can_be_had_for_another_list(db: None) -> None:
    markets = tuple(
        Place(id=f"pl-{one}", key=f"K{one:02}", name=f"{one}号市场", kind=PlaceKind.MARKET, area_path=cast.GRID)
        for one in range(6)
    )
    office = inspections_played.set_up(markets)
    drawing = Drawing(checklist="fire_market", count=2, per_place=2, inspectors=("p-wei", "p-song", "p-jin"),
                      first="2026-03-03", last="2026-03-20")  # fmt: skip

    def drawn(given: Drawing, id_: str) -> str:
        return draws.draw_lots(office, WEI, given, command_id=id_, now=cast.MONDAY)

    one = drawn(drawing, "d1")
    view = draws.open_draw(office, WEI, one)
    assert view is not None
    bodies = [bytes(body) for body in models.Entry.objects.filter(stream=f"draw/{one}").values_list("body", flat=True)]
    assert len(bodies) == 1 and view.draw.told.seed_sha256.encode() in bodies[0]
    assert view.draw.told.pool_sha256.encode() in bodies[0], "the list is fixed in the same entry as the seed"
    assert view.seed.encode() not in bodies[0] and b'"K0' not in bodies[0]
    smaller = replace(drawing, inspectors=("p-wei", "p-song"))
    with pytest.raises(Refused):
        drawn(smaller, "d1")
    other = draws.open_draw(office, WEI, drawn(smaller, "d2"))
    assert other is not None and other.seed != view.seed, "another list has another seed, and both stand for ever"
    for who in (YUAN, CHENG, HE, HU):
        assert draws.open_draw(office, who, one) is None, "whoever reads the area is not warned before the others"


def test_what_was_handed_over_is_verified_by_the_team_alone_and_never_by_who_reported_it(db: None) -> None:
    office = oversight_played.set_up()
    one = oversight_played.noted(office, oversight_played.on_site(office), "u-lotus")
    one = oversight_played.handed(office, one, "u-lotus")
    problem = oversight_played.rate(office, one).problems[0]
    oversight_played.act(office, problem.case, "lian", "rectify", part=problem.part, measures="已补齐")
    for who in ("lian", "deng", "fan", "yuan", "lei", "cheng", "wei"):
        for verb, fields in (("verify", {}), ("send_back", {"reason": "不够", "rectify_date": "2026-04-20"})):
            with pytest.raises(Refused):
                oversight_played.act(office, problem.case, who, verb, part=problem.part, **fields)
    assert oversight_played.rate(office, one).rectified == 0
    oversight_played.act(office, problem.case, "cen", "verify", part=problem.part)
    assert oversight_played.rate(office, one).rectified == 1
