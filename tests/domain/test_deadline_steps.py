"""A deadline explains itself: which days counted, which did not, and why."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.domain.calendar import SHANGHAI, WorkingCalendar
from linli.domain.deadline_steps import StepKind, explain, explain_countdown, length_wording, moment_wording
from linli.domain.working_time import ClockUnit, begin, due_at

CALENDAR = WorkingCalendar.from_library(range(2025, 2028))


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def told(start: datetime, length: int, unit: ClockUnit) -> list[str]:
    return [step.wording.zh for step in explain(start, length, unit, CALENDAR)]


def test_a_length_below_one_has_no_explanation():
    with pytest.raises(ValueError, match="at least 1"):
        explain(at(3, 2), 0, ClockUnit.DAY, CALENDAR)


def test_working_days_name_each_run_and_why_it_counts_or_not():
    assert told(at(9, 24, 15), 7, ClockUnit.WORKING_DAY) == [
        "9月24日 周四 起算当日,不计",
        "9月25日至27日 放假,不计",
        "9月28日至30日 计 3 个工作日",
        "10月1日至7日 放假,不计",
        "10月8日至9日 计 2 个工作日",
        "10月10日 周六 调休上班,计 1 个工作日",
        "10月11日 周日 不计",
        "10月12日 周一 计 1 个工作日",
        "到期:2026年10月12日 周一 17:30",
    ]


def test_working_hours_name_what_each_day_gave():
    assert told(at(11, 20, 15), 4, ClockUnit.WORKING_HOUR) == [
        "自2026年11月20日 周五 15:00起算",
        "11月20日 周五 计 2 小时 30 分",
        "11月21日至22日 不计",
        "11月23日 周一 计 1 小时 30 分",
        "到期:2026年11月23日 周一 10:00",
    ]


def test_a_month_that_ends_on_a_day_off_says_where_it_moved_and_by_which_article():
    steps = explain(at(9, 24, 15), 1, ClockUnit.MONTH, CALENDAR)
    assert [step.wording.zh for step in steps][1:] == [
        "9月25日至10月24日 计 30 日",
        "最后一日10月24日 周六是休息日,顺延到10月26日 周一",
        "到期:2026年10月26日 周一 24:00",
    ]
    assert [step.source and step.source.zh for step in steps] == [
        "民法典第二百零一条",
        None,
        "民法典第二百零三条",
        "民法典第二百零二条",
    ]


def test_a_year_without_a_notice_is_named():
    steps = explain(at(12, 28, 9), 5, ClockUnit.WORKING_DAY, CALENDAR)
    assert [step.wording.zh for step in steps if step.kind is StepKind.PROVISIONAL] == [
        "2027年放假安排未发布,暂按普通周末计算,发布后重算"
    ]


def test_what_is_left_after_a_pause_is_told_from_its_resumption():
    start, pause = at(11, 23, 8, 30), (at(11, 23, 10, 30), at(11, 25, 15, 30))
    resumed = begin(start, 8, ClockUnit.WORKING_HOUR, CALENDAR).resumed(*pause, CALENDAR)
    assert [step.wording.en for step in explain_countdown(resumed, CALENDAR)] == [
        "Wed 25 Nov: 2 h counted",
        "Thu 26 Nov: 4 h counted",
        "Due: Thu 26 Nov 2026, 14:30",
    ]


def test_words_of_lengths_and_of_midnight():
    assert length_wording(1, ClockUnit.WORKING_DAY).en == "1 working day"
    assert length_wording(5, ClockUnit.WORKING_DAY).zh == "5 个工作日"
    assert moment_wording(at(11, 17), CALENDAR).zh == "2026年11月16日 周一 24:00"


@given(
    st.timedeltas(timedelta(), timedelta(days=350)).map(lambda after: at(1, 1) + after),
    st.integers(1, 20),
    st.sampled_from(ClockUnit),
)
def test_the_steps_add_up_to_the_length_in_order_without_a_gap(start, length, unit):
    steps = explain(start, length, unit, CALENDAR)
    days = [step for step in steps if step.kind not in (StepKind.PROVISIONAL, StepKind.MOVED, StepKind.DUE)]
    assert sum(step.counted_seconds for step in steps) == begin(start, length, unit, CALENDAR).total_seconds
    for earlier, later in pairwise(days[1:]):
        assert later.first_date == earlier.last_date + timedelta(days=1)
    due = due_at(start, length, unit, CALENDAR)
    assert steps[-1].kind is StepKind.DUE
    assert steps[-1].last_date == (due - timedelta(seconds=1)).date()
