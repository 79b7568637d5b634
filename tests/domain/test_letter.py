"""Letters are opened by two people, and nothing is made of one before."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from linli.domain.letter import (
    AT_ONCE_MAX,
    Aside,
    Hand,
    Letter,
    LetterState,
    Way,
    opening_problems,
    registering_problems,
    settling_problems,
    witness_problems,
)
from linli.domain.problems import Problem
from tests import cast

TODAY = date(2026, 3, 2)
HU = Hand(post_id="p-hu", staff_id="s-hu", at=cast.MONDAY)
PAN = Hand(post_id="p-pan", staff_id="s-pan", at=cast.MONDAY)
CLOSED = Letter(
    id="l1", unit_id="u-liuan", year=2026, serial=12, way=Way.POST, received_date=TODAY, registered=HU
)  # fmt: skip
OPENED = replace(CLOSED, opened=HU, pages=3)
WITNESSED = replace(OPENED, witnessed=PAN)


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [one.code for one in problems]


@pytest.mark.parametrize(
    ("post_id", "staff_id"),
    [("p-hu", "s-hu"), ("p-hu", "s-other"), ("p-elsewhere", "s-hu")],
    ids=["the same", "another at the same post", "the same at another post"],
)
def test_whoever_opened_a_letter_is_not_its_witness(post_id: str, staff_id: str) -> None:
    assert codes(witness_problems(OPENED, post_id=post_id, staff_id=staff_id)) == ["letter_two_needed"]


def test_a_colleague_at_another_post_witnesses_it_once() -> None:
    assert witness_problems(OPENED, post_id="p-pan", staff_id="s-pan") == ()
    assert codes(witness_problems(CLOSED, post_id="p-pan", staff_id="s-pan")) == ["letter_not_open"]
    assert codes(witness_problems(WITNESSED, post_id="p-gu", staff_id="s-gu")) == ["letter_witnessed_already"]


def test_nothing_is_made_of_a_letter_that_one_person_opened_alone() -> None:
    assert codes(settling_problems(CLOSED)) == codes(settling_problems(OPENED)) == ["letter_two_needed"]
    assert settling_problems(WITNESSED) == ()


@pytest.mark.parametrize("settled", [{"case_id": "c1"}, {"aside": Aside.EMPTY}])
def test_a_letter_is_settled_once(settled: dict[str, object]) -> None:
    assert codes(settling_problems(replace(WITNESSED, **settled))) == ["letter_settled_already"]


def test_a_letter_is_opened_once_and_counted() -> None:
    assert opening_problems(CLOSED, pages=0) == ()
    assert codes(opening_problems(OPENED, pages=-1)) == ["letter_open_already", "too_small"]


def test_a_registration_names_all_its_mistakes() -> None:
    tomorrow = TODAY + timedelta(days=1)
    found = registering_problems(count=AT_ONCE_MAX + 1, received_date=tomorrow, today=TODAY)
    assert codes(found) == ["too_large", "letter_from_tomorrow"]
    assert codes(registering_problems(count=0, received_date=TODAY, today=TODAY)) == ["too_small"]


def test_its_number_and_state_say_where_it_stands() -> None:
    assert CLOSED.number == "来信〔2026〕12号"
    given = (CLOSED, OPENED, WITNESSED, replace(WITNESSED, case_id="c1"), replace(WITNESSED, aside=Aside.COPY))
    assert [one.state for one in given] == list(LetterState)
