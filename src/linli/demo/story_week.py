"""Story: a grid worker's weeks against 5213: one that meets it, one that does not and why; the last round by hand."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from django.db import transaction

from linli.actions.deciding import FiledCase, receipt_of
from linli.actions.round_weeks import own_week
from linli.actions.rounds import CheckIn, check_in, finish_round
from linli.demo import round_steps as steps
from linli.demo.round_steps import Walker, full_weeks
from linli.demo.stories import Acting, Attempt, Fact, Scene, Story, has_done, resident, street_operator
from linli.domain.area import AreaLevel
from linli.domain.exemption import STREAM as EXEMPTION
from linli.domain.exemption import ExemptStage
from linli.domain.round import How, Round
from linli.domain.round_week import Need, Outcome, Reason, Week, monday_of
from linli.domain.unit import Post, Role
from linli.domain.wording import Wording as W
from linli.store import journal

ROUND_PAGE, WEEK_PAGE, DAYS_PAGE = "/console/rounds/{round}", "/console/rounds?week={monday}", "/console/rounds/days"
BEGAN_MINUTES, PASSED_MINUTES = 62, 42
"""So long ago the last round began, and so long its check-ins went on: an hour is over when the visitor ends it."""
PLACES_LEAST = 2
LEAVE_DAY = 2
"""Which of the days asked for the leave is about, counted from 0."""
FOUND: Mapping[str, str] = {
    "category": "municipal.street_lamp", "urgency": "ordinary",
    "words": "单元门口的路灯不亮,灯杆编号看不清,晚上七点以后楼前是黑的。",
}  # fmt: skip


def _mark(acting: Acting) -> str:
    return f"story/{acting.token}/week"


def _round(acting: Acting) -> Round | None:
    """Return the round that the visitor ends, or None before there is one."""
    id_ = steps.stream_of(acting.office, f"{_mark(acting)}/start/last")
    return steps.round_there(acting.office, id_) if id_ else None


def _there(acting: Acting) -> Round:
    found = _round(acting)
    if found is None:
        raise LookupError("the weeks were not walked yet")
    return found


def _worker(acting: Acting) -> Post:
    return acting.office.directory.posts[_there(acting).head.post]


def _walker(acting: Acting) -> Walker:
    return Walker(office=acting.office, post=_worker(acting), mark=_mark(acting))


def _free_worker(acting: Acting, since: date) -> Post:
    """Return a worker of the street with places to pass and without a round in those weeks; by the telling's token."""
    directory = acting.office.directory
    street = directory.tree.at_level(acting.grid, AreaLevel.SUBDISTRICT)
    path = street.path if street else acting.grid
    places = [one.area_path for one in directory.setup.places if one.is_active and one.area_path.startswith(path)]
    posts = [
        one
        for one in sorted(directory.posts.values(), key=lambda one: one.id)
        if one.role is Role.GRID_WORKER
        and one.area_path.startswith(path)
        and one.area_path != acting.grid
        and one.is_active(acting.now)
        and sum(place.startswith(one.area_path) for place in places) >= PLACES_LEAST
    ]
    Random(acting.token).shuffle(posts)
    return next((one for one in posts if steps.is_fresh(acting.office, one, since, acting.now)), posts[0])


def _past(acting: Acting) -> None:
    met, short = full_weeks(acting.office, acting.now)
    with transaction.atomic():
        walker = Walker(office=acting.office, post=_free_worker(acting, met), mark=_mark(acting))
        days = steps.asked_days(own_week(acting.office, walker.post, short).week)
        away = days[min(LEAVE_DAY, len(days) - 1)]
        walker.good_week(met)
        walker.ask_leave(away)
        walker.short_week(short, free=frozenset({away}))
        began_at = acting.now - timedelta(minutes=BEGAN_MINUTES)
        walker.begin(began_at, minutes=PASSED_MINUTES, name="last", but_last=True)


def _leave(acting: Acting) -> str:
    return steps.stream_of(acting.office, f"{_mark(acting)}/leave", EXEMPTION)


def _agree(acting: Acting) -> None:
    _walker(acting).agree(_leave(acting), acting.now)


def _is_agreed(acting: Acting) -> bool:
    if _round(acting) is None:
        return False
    return steps.stage_of_leave(acting.office, _worker(acting), _leave(acting)) != ExemptStage.ASKED


def _leader(acting: Acting) -> Post:
    return steps.leader_over(acting.office, _worker(acting), acting.now)


def _last_place(acting: Acting) -> str:
    return _there(acting).head.planned[-1]


def _check_in(acting: Acting) -> None:
    asked = CheckIn(place=_last_place(acting), how=How.CODE)
    id_ = f"{_mark(acting)}/stop/last"
    check_in(acting.office, _worker(acting), _there(acting).id, asked, command_id=id_, now=acting.now)


def _is_passed(acting: Acting) -> bool:
    found = _round(acting)
    return found is not None and (not found.is_running or _last_place(acting) in found.visited)


def _find(acting: Acting) -> FiledCase:
    given = {**FOUND, "place": _last_place(acting)}
    return _filed(acting, _walker(acting).find(_there(acting).id, given, acting.now))


def _filed(acting: Acting, case_id: str) -> FiledCase:
    stream = f"case/{case_id}"
    state = journal.load_states(acting.office.county_id, [stream])[stream]
    receipt = receipt_of(case_id, acting.office.ports.secret)
    return FiledCase(case_id=case_id, number=state.number, receipt=receipt, stream=stream)


def _is_found(acting: Acting) -> bool:
    found = _round(acting)
    return found is not None and (bool(found.items) or not found.is_running)


def _item(acting: Acting) -> str:
    """Return the matter that came of the round, also where the visitor entered it on the phone; "" for none."""
    found = _round(acting)
    return next(iter(found.items), "") if found is not None else ""


def _finish(acting: Acting) -> None:
    _finish_saying(acting, is_clear=False)


def _finish_clear(acting: Acting) -> None:
    _finish_saying(acting, is_clear=True)


def _finish_saying(acting: Acting, *, is_clear: bool) -> None:
    id_ = f"{_mark(acting)}/finish/{'clear' if is_clear else 'last'}"
    finish_round(
        acting.office, _worker(acting), _there(acting).id, is_clear=is_clear, command_id=id_, now=acting.now
    )  # fmt: skip


def _is_finished(acting: Acting) -> bool:
    found = _round(acting)
    return found is not None and not found.is_running


def _register(acting: Acting) -> None:
    acting.move("register", street_operator(acting), title="单元门口路灯不亮")


def _is_nothing_to_register(acting: Acting) -> bool:
    """A visitor may end the round without a finding: that is a full result, and nobody has to take anything in."""
    return _is_finished(acting) and not _item(acting)


def _round_page(acting: Acting) -> str:
    return ROUND_PAGE.format(round=_there(acting).id)


NEEDS: Mapping[Need, tuple[str, str]] = {
    Need.DAYS: ("有巡查的 {have} 天,要求 {asked} 天", "{have} days with a round, {asked} asked"),
    Need.ROUNDS: ("巡查满两次的 {have} 天,要求 {asked} 天", "{have} days with two rounds, {asked} asked"),
    Need.MINUTES: ("两次都满一小时的 {have} 天,要求 {asked} 天", "{have} days with two full hours, {asked} asked"),
    Need.ITEMS: ("上报、处理或没有问题 {have} 件次,要求 {asked}", "{have} items or clear rounds, {asked} asked"),
}
OUTCOMES: Mapping[Outcome, W] = {
    Outcome.MET: W("达到 5213 的一周", "A week that meets 5213"),
    Outcome.NOT_MET: W("没有达到 5213 的一周", "A week that does not meet 5213"),
    Outcome.EXEMPT: W("没有要求的一周", "A week of which nothing is asked"),
    Outcome.RUNNING: W("还没结束的一周", "A week that is not over"),
}


def _facts(acting: Acting) -> tuple[Fact, ...]:
    """Return the two weeks that are over and the present one, each with what counts in it or what is missing."""
    found = _round(acting)
    if found is None:
        return ()
    calendar = acting.office.directory.calendar
    began_at = found.began_at
    mondays = (*full_weeks(acting.office, began_at), monday_of(calendar.local_date(began_at)))
    return tuple(_fact(acting, monday, calendar.local_date(acting.now)) for monday in mondays)


def _fact(acting: Acting, monday: date, today: date) -> Fact:
    post = _worker(acting)
    week = own_week(acting.office, post, monday).week
    outcome = week.outcome(today)
    told = [one for one in week.reasons if not one.is_met] or list(week.reasons)
    zh, en = (";".join(_reason(one, place) for one in told) for place in (0, 1))
    days = _days(week)
    return Fact(
        label=OUTCOMES[outcome], words=W(f"{days.zh}:{zh}。", f"{days.en}: {en.replace(';', '; ')}."),
        page=WEEK_PAGE.format(monday=monday.isoformat()), post=post,
        opens=W("坐到网格员的位子看这一周", "See it from the worker's seat"),
    )  # fmt: skip


def _reason(one: Reason, place: int) -> str:
    return NEEDS[one.need][place].format(have=one.have, asked=one.asked)


def _days(week: Week) -> W:
    first, last = week.monday, week.sunday
    return W(
        f"{first.month}月{first.day}日至{last.month}月{last.day}日",
        f"{first.day}/{first.month} to {last.day}/{last.month}",
    )


WORKER = W("网格员,手机上", "Grid worker, on the phone")
WEEK = Story(
    key="week",
    title=W("网格员的 5213:达到的一周和没达到的一周", "A grid worker's 5213: a week that meets it, one that does not"),
    shows=W(
        "一周五天、一天两次、一次一小时、一周三件;请假和防汛日不算欠,没有发现问题也是结果。先给本人看,从来不排名。",
        "Five days, two rounds a day, an hour each, three items. Leave and flood days are not owed, and finding no "
        "problem is a result. The worker sees it first, and nobody is ranked.",
    ),
    is_rated=False,
    ends_at="filed",
    facts=_facts,
    finds=_item,
    scenes=(
        Scene(
            key="past", who=resident, page="", do=_past, has_happened=lambda state: bool(state.seq),
            sees=lambda acting: _round(acting) is not None, role=W("网格员", "Grid worker"),
            title=W("两周的巡查,和今天最后一次的前一个小时", "Two weeks of rounds, and the first hour of the last"),
            told=W("演示等不了两周,每次出发、打卡、结束都按当时的时间补录;只记打卡的场所,不记走过的路。",
                   "A demo cannot wait two weeks: every start, check-in and end is entered with the time it would have "
                   "had. Only the place of a check-in is kept, never the way between."),
        ),
        Scene(
            key="leave", who=_leader, page=DAYS_PAGE, do=_agree, has_happened=lambda state: bool(state.seq),
            sees=_is_agreed, role=W("网格长", "Grid leader"),
            title=W("网格长同意那一天的请假", "The grid leader agrees to a day of leave"),
            told=W("请假的那天不再要求,旁边的数字马上跟着变;只记请了假,不记为什么。那一周还是没有达到,原因一条条写着。",
                   "That day is not asked for any more, and the figures beside follow at once; never why, only that. "
                   "The week still falls short, and says of what."),
        ),
        Scene(
            key="check_in", who=_worker, page="", leads=_round_page, do=_check_in,
            has_happened=lambda state: bool(state.seq), sees=_is_passed, role=WORKER,
            title=W("今天最后一次:在最后一个场所打卡", "The last round today: check in at the last place"),
            told=W("扫门牌上的码、输编号或从名单里选,都行;时间以服务器为准。",
                   "Scan the plate, type its code or choose from the list; the server's time counts."),
        ),
        Scene(
            key="found", who=_worker, page="", leads=_round_page, do=_find, has_happened=lambda state: bool(state.seq),
            sees=_is_found, role=WORKER,
            title=W("发现路灯不亮,当场上报", "Finds a lamp out, and reports it there"),
            told=W("和居民反映走同一个门,成为一件有编号的事。没有发现问题,就照实说没有,也算一件。",
                   "It goes through the same door as a resident's report and becomes a matter with a number. "
                   "Where there is no problem, saying so counts as much."),
        ),
        Scene(
            key="finish", who=_worker, page="", leads=_round_page, do=_finish, has_happened=has_done("register"),
            sees=_is_finished, role=WORKER,
            title=W("满一小时,结束这次巡查", "The hour is over: ends the round"),
            told=W("这一次算进本周。已经登记了事项,就不能再说没有发现问题,试试就知道。",
                   "It counts for this week. With a matter entered nobody can say there was no problem: try it."),
            attempt=Attempt(title=W("说没有发现问题", "Say there was no problem"), do=_finish_clear),
        ),
        Scene(
            key="register", who=street_operator, page="/console/cases/{id}", do=_register,
            has_happened=has_done("register"), sees=_is_nothing_to_register, role=W("受理员", "Operator"),
            title=W("街道受理这件事", "The street takes the matter in"),
            told=W("从这里起,它和别的事一样派遣、处置、核查;网格员自己处置的,也会记到他的一周里。",
                   "From here on it is dispatched, handled and checked like any other."),
        ),
    ),
)  # fmt: skip
