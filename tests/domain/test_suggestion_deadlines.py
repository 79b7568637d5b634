"""The deadlines of deputies' suggestions that were worked out by hand come out of the engine."""

import pytest

from linli.procedures import procedures
from tests.domain.deadlines import Row, Section
from tests.domain.suggestion_deadlines import SECTIONS
from tests.domain.test_deadlines import moment, named, played

ROWS = [(section, row) for section in SECTIONS for row in section.rows]


@pytest.mark.parametrize("one", ROWS, ids=named)
def test_the_deadline_is_the_one_worked_out_by_hand(one: tuple[Section, Row]) -> None:
    _, row = one
    assert played(row).clock.due_at == moment(row[2]), row[3]


@pytest.mark.parametrize("section", SECTIONS, ids=lambda one: one.law[:40])
def test_the_declared_clock_has_the_length_that_its_article_gives(section: Section) -> None:
    first = {row[1] for row in section.rows}
    for name in section.rules:
        key, _, clock = name.partition(".")
        rule = procedures()[key].clock(clock)
        assert f"{rule.length.amount} {rule.unit}" in first


@pytest.mark.parametrize(("part", "length"), [
    ("co_handler", "2 month"), ("feedback", "10 working_day"),
])  # fmt: skip
def test_the_clock_of_a_part_has_the_length_that_its_article_gives(part: str, length: str) -> None:
    rule = procedures()["suggestion"].part(part).clock
    assert rule is not None and f"{rule.length.amount} {rule.unit}" == length
