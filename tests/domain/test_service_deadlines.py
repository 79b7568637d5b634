"""Every deadline of the service hall worked out by hand comes out of the engine."""

import pytest

from linli.domain.calendar import WorkingCalendar
from linli.domain.deadline_steps import explain, length_wording
from linli.domain.engine.declarations import LengthFrom
from linli.domain.working_time import ClockUnit
from linli.procedures import procedures
from tests.domain.deadlines import Row, Section
from tests.domain.service_deadlines import SECTIONS
from tests.domain.test_deadlines import CALENDAR_TABLE_YEARS, moment, notice_table, played

ROWS = [(section, row) for section in SECTIONS for row in section.rows]


@pytest.mark.parametrize("one", ROWS, ids=lambda one: f"{one[1][0]} + {one[1][1]}")
def test_the_deadline_is_the_one_worked_out_by_hand(one: tuple[Section, Row]) -> None:
    _, row = one
    assert played(row).clock.due_at == moment(row[2]), row[3]


@pytest.mark.parametrize("section", [one for one in SECTIONS if one.rules], ids=lambda one: one.law[:40])
def test_the_declared_clock_has_the_length_of_its_source(section: Section) -> None:
    lengths = {row[1] for row in section.rows}
    for name in section.rules:
        key, _, clock = name.partition(".")
        rule = procedures()[key].clock(clock)
        assert rule.length.source is LengthFrom.FIXED
        assert f"{rule.length.amount} {rule.unit}" in lengths


def test_a_wrong_deadline_in_the_table_would_be_seen() -> None:
    _, row = ROWS[0]
    assert played(row).clock.due_at != moment("2026-03-03 24:00")


def test_the_same_day_is_told_as_such_and_its_day_as_counted() -> None:
    calendar = WorkingCalendar(tables=tuple(notice_table(year) for year in CALENDAR_TABLE_YEARS))
    assert length_wording(1, ClockUnit.SAME_DAY).zh == "当日"
    assert length_wording(2, ClockUnit.SAME_DAY).zh == "2 个工作日(含当日)"
    steps = explain(moment("2026-03-02 09:00"), 1, ClockUnit.SAME_DAY, calendar)
    assert "当日计入" in steps[0].wording.zh and steps[-1].wording.zh == "到期:2026年3月2日 周一 24:00"
