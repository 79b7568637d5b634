"""Suggestions as figures: every number with what it is taken over, and the districts' own arithmetic comes out."""

from dataclasses import replace
from itertools import count

import pytest

from linli.domain.suggestion import (
    DISPOSITIONS,
    PROFILES,
    Listed,
    Share,
    listed_as,
    shown_dispositions,
    table_by,
    table_row,
    year_and_number,
)

CITY, HOUSING = "u-city", "u-housing"
OUTCOMES = {"resolved": 54, "planned": 12, "deferred": 1}


def the_list() -> list[Listed]:
    """1 motion and 66 suggestions: 54 resolved, 12 planned, 1 deferred; all heard but one satisfied."""
    numbers = count(1)
    found = [
        Listed(
            id=f"c{number}", number=f"n{number}", kind="suggestion.motion" if number == 1 else "suggestion.suggestion",
            unit=CITY if number % 2 else HOUSING, year=2026, disposition=outcome, asked=1, heard=1, satisfied=1,
        )
        for outcome, amount in OUTCOMES.items()
        for number in [next(numbers) for _ in range(amount)]
    ]  # fmt: skip
    return [*found[:-1], replace(found[-1], satisfied=0)]


def test_the_districts_own_arithmetic_comes_out_with_numerator_and_denominator() -> None:
    """The district wrote 80 %, 18 % and 98.6 %; to one decimal it is 80.6, 17.9, 1.5, and 66 of 67 are 98.5 %."""
    row = table_row("2026", the_list())
    shares = {key: (share.hits, share.out_of, share.percent) for key, share in row.by_disposition.items() if share.hits}
    assert shares == {"resolved": (54, 67, "80.6%"), "planned": (12, 67, "17.9%"), "deferred": (1, 67, "1.5%")}
    assert (row.total, row.answered.percent, row.still_open) == (67, "100.0%", 0)
    assert (row.satisfied.hits, row.satisfied.out_of, row.satisfied.percent) == (66, 67, "98.5%")


@pytest.mark.parametrize("group", ["kind", "unit", "year"])
def test_every_table_adds_up_to_the_whole_and_every_row_to_itself(group: str) -> None:
    rows = table_by(lambda one: str(getattr(one, group)), [*the_list(), replace(the_list()[0], disposition="")])
    assert sum(row.total for row in rows) == 68
    for row in rows:
        assert sum(share.hits for share in row.by_disposition.values()) + row.still_open == row.total


def test_one_motion_and_sixty_six_suggestions_stand_in_rows_of_their_own() -> None:
    rows = table_by(lambda one: one.kind, the_list())
    assert [(row.key, row.total) for row in rows] == [("suggestion.motion", 1), ("suggestion.suggestion", 66)]


def test_who_was_not_heard_is_neither_satisfied_nor_dissatisfied() -> None:
    silent = replace(the_list()[0], heard=0, satisfied=0)
    row = table_row("x", [silent])
    assert (row.satisfied.percent, row.heard.hits, row.heard.out_of) == ("—", 0, 1)


@pytest.mark.parametrize(("hits", "out_of", "words"), [
    (1, 3, "33.3%"), (2, 3, "66.7%"), (1, 8, "12.5%"), (1, 16, "6.3%"), (0, 0, "—"), (0, 5, "0.0%"),
])  # fmt: skip
def test_a_share_is_rounded_half_up_to_one_decimal(hits: int, out_of: int, words: str) -> None:
    assert Share(hits=hits, out_of=out_of).percent == words


def test_a_profile_of_three_shows_three_and_what_was_used_before_it_was_chosen() -> None:
    three = PROFILES["three"]
    assert [one.key for one in shown_dispositions(three, [table_row("x", the_list())])] == list(three.letters)
    before = replace(the_list()[0], disposition="forwarded")
    shown = [one.key for one in shown_dispositions(three, [table_row("x", [before])])]
    assert shown == ["resolved", "planned", "deferred", "forwarded"]


def test_every_disposition_has_a_letter_in_the_full_profile() -> None:
    assert set(PROFILES["full"].letters) == {one.key for one in DISPOSITIONS}
    assert {PROFILES["full"].letters[key] for key in OUTCOMES} == {"A", "B", "C"}


@pytest.mark.parametrize("strange", ["", "rd/2026", "rd/x/1", "np/2026/1", "rd/2026/-1", "rd/2026/1/2"])
def test_only_its_own_names_of_lines_are_read_back(strange: str) -> None:
    assert year_and_number(strange) is None
    assert year_and_number(listed_as(2026, 12)) == (2026, 12)
