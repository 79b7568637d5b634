"""The story of a deadline: every pause, extension and new calendar is told as it was recorded, the rest day by day."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from linli.domain.calendar import SHANGHAI, YearTable
from linli.domain.clock_history import TurnKind, span_wording, turns_of
from linli.domain.clock_lines import Line, Storyteller
from linli.domain.directory import Directory
from linli.domain.engine.clock_keeping import basis_of, rule_of
from linli.domain.entry import parse_entry
from linli.domain.lawful_pauses import PAUSE_BASES, STOPPED, declared_pauses, lawful_now, pause_title
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit
from linli.procedures import procedures
from tests import cast
from tests.domain.engine.play import Play
from tests.domain.engine.test_decide_grid_event import handling
from tests.procedures.test_petition import OPINION, answered

OTHER = "appearance.sewage"


def story(play: Play, key: str) -> list[Line]:
    state = play.state
    clock, rule = state.clocks[key], rule_of(play.procedure, key)
    teller = Storyteller(
        clock=clock, turns=turns_of((parse_entry(one) for one in play.bodies["case/1"]), key),
        calendar=play.directory.calendar, procedure=state.procedure, basis=basis_of(clock, rule),
        units={one.id: Wording(one.name, one.name_en or one.name) for one in play.directory.units.values()},
    )  # fmt: skip
    return list(teller.lines())


def words(play: Play, key: str) -> list[str]:
    return [line.wording.zh for line in story(play, key)]


def publish(play: Play, *off: date, year: int = 2026) -> None:
    calendar = play.directory.calendar
    table = next((one for one in calendar.tables if one.year == year), YearTable(year=year))
    changed = replace(table, off_days=table.off_days | set(off), version=table.version + 1, notice="示例通知")
    play.directory = Directory(replace(play.directory.setup, calendar=calendar.with_year(changed)))


def in_final_review() -> Play:
    play = answered()
    play.do("resident", "ask_review", reason="不服")
    play.wait(days=5).do("peng", "answer_review", **OPINION)
    play.do("resident", "ask_final_review", reason="不服")
    return play


def test_every_declared_pause_has_its_basis_and_no_basis_is_idle() -> None:
    declared = {(key, reason) for key, one in procedures().items() for reason in declared_pauses(one)}
    assert declared == set(PAUSE_BASES)
    told = {reason: pause_title(reason) for _key, reason in declared}
    assert len({one.zh for one in told.values()}) == len({one.en for one in told.values()}) == len(told)
    assert STOPPED not in told.values()


def test_only_lawful_reasons_are_offered_and_none_once_it_is_late() -> None:
    play = handling()
    assert set(lawful_now(play.state, play.procedure, play.now)) == {
        "waiting_for_requester", "appraisal", "weather", "court",
    }  # fmt: skip
    late = play.state.clocks["handling"].due_at
    assert not lawful_now(play.state, play.procedure, late)
    play.now = late
    assert play.refused("wei", "pause", pause_reason="weather", reason="暴雨") == ("pause_too_late",)


def test_where_nothing_intervened_the_days_are_told_from_the_start() -> None:
    play = handling()
    assert words(play, "handling")[0].endswith("起算当日,不计")
    assert words(play, "handling")[-1].startswith("到期:")


def test_a_hearing_over_a_new_notice_and_an_extension_are_told_in_order_with_what_was_left() -> None:
    play = handling()
    clock = play.state.clocks["handling"]
    play.now = datetime(2026, 3, 3, 10, 30, tzinfo=SHANGHAI)
    play.do("wei", "pause", pause_reason="weather", reason="暴雨")
    publish(play, date(2026, 3, 9))
    play.wait(days=2).do("wei", "resume")
    play.do("song", "ask_extension", amount=2, extension_class="parts", reason="等配件")
    play.do("peng", "grant_extension")
    told = words(play, "handling")
    assert (clock.amount, clock.unit) == (2, "working_day")
    assert told == [
        "3月2日 周一 起算当日,不计",
        "期限 2 个工作日,当时算到2026年3月4日 周三 17:30",
        "2026年3月3日 周二 10:30 起停表(恶劣天气无法作业):已计 2 小时,还剩 1 个工作日 5 小时",
        "2026年3月5日 周四 10:30 恢复,接着计剩下的 1 个工作日 5 小时,2026年3月6日 周五 17:30 到期",
        "2026年3月5日 周四 10:30 经明河区综治中心批准延长 2 个工作日(理由:等待材料配件),"
        "由2026年3月6日 周五 17:30改为2026年3月11日 周三 17:30到期",
        "3月5日 周四 计 5 小时",
        "3月6日 周五 计 1 个工作日",
        "3月7日至8日 不计",
        "3月9日 周一 放假,不计",
        "3月10日至11日 计 2 个工作日",
        "到期:2026年3月11日 周三 17:30",
    ]
    pause = next(one for one in story(play, "handling") if one.kind is TurnKind.PAUSED)
    assert pause.source == PAUSE_BASES[("grid_event", "weather")]


def test_a_new_notice_is_told_with_the_old_deadline_and_the_new_one_or_that_it_stays() -> None:
    play = handling()
    due = play.state.clocks["handling"].due_at.date()
    publish(play, due)
    assert "还没有重新计算" in words(play, "handling")[-2] and words(play, "handling")[-1].startswith("以记录为准")
    play.do("system", "recompute")
    assert any("重新计算,由" in one for one in words(play, "handling"))
    publish(play, date(2026, 12, 1))
    play.do("system", "recompute")
    assert any("期限不变" in one for one in words(play, "handling"))
    assert words(play, "handling")[-1].startswith("到期:")


def test_a_clock_that_stands_still_says_what_is_left_and_names_no_deadline() -> None:
    play = in_final_review()
    play.wait(days=3).do("lei", "pause", pause_reason="hearing", reason="听证")
    told = story(play, "final_reviewing")
    assert told[-1].kind is TurnKind.PAUSED
    assert "听证期间" in told[-1].wording.zh and "还剩" in told[-1].wording.zh
    assert told[-1].source is not None and "第三十六条" in told[-1].source.zh


def test_a_corrected_limit_is_told_and_corrected_back_again() -> None:
    play = handling()
    first = play.state.clocks["handling"]
    play.do("pan", "correct", correction="不是路灯", category=OTHER)
    second = play.state.clocks["handling"]
    assert second.amount != first.amount and second.due_at != first.due_at
    assert any("更正后" in one for one in words(play, "handling"))
    play.do("pan", "correct", correction="还是路灯", category=str(cast.report()["category"]))
    last = play.state.clocks["handling"]
    assert (last.amount, last.total_seconds, last.due_at) == (first.amount, first.total_seconds, first.due_at)


def test_spans_are_told_in_the_unit_of_their_clock() -> None:
    calendar = cast.calendar()
    assert span_wording(0, ClockUnit.DAY, calendar).zh == "0 秒"
    assert span_wording(86_400 * 2 + 3_600, ClockUnit.MONTH, calendar).en == "2 days 1 h"
    assert span_wording(7 * 3_600 * 2, ClockUnit.WORKING_DAY, calendar).zh == "2 个工作日"
    assert span_wording(5_400, ClockUnit.WORKING_HOUR, calendar).en == "1 h 30 min"


def test_only_the_latest_run_of_a_clock_is_told() -> None:
    play = handling()
    entries = [parse_entry(one) for one in play.bodies["case/1"]]
    again = [*entries, replace(entries[-1], recv=entries[-1].recv + timedelta(days=1))]
    assert turns_of(again, "handling")[0].kind is TurnKind.SET
