"""Work in place of waiting: good for one report, for a while, and only where it was done."""

from datetime import timedelta

import pytest

from linli.domain.work import GOOD_FOR, challenge, is_solved, solve, zero_bits
from tests import cast

SECRET = b"a secret of this test"
NOW = cast.MONDAY
ID = "web-one.with.dots"


def asked(bits: int = 8) -> str:
    return challenge(ID, bits, secret=SECRET, now=NOW)


def solved(solution: str, *, id_: str = ID, secret: bytes = SECRET, after: timedelta = timedelta()) -> bool:
    return is_solved(solution, id_, secret=secret, now=NOW + after)


def test_work_that_was_done_is_taken_and_serves_one_report_only() -> None:
    solution = solve(asked())
    assert solved(solution)
    assert not solved(solution, id_="web-another")


def test_a_solution_is_good_for_a_while() -> None:
    solution = solve(asked())
    assert solved(solution, after=timedelta(hours=1))
    assert not solved(solution, after=GOOD_FOR)
    assert not solved(solution, after=-timedelta(hours=2))


def test_nobody_makes_a_challenge_for_themselves_or_an_easier_one() -> None:
    own = challenge(ID, 1, secret=b"another", now=NOW)
    assert not solved(solve(own))
    easier = asked(12).replace("12.", "1.", 1)
    assert not solved(solve(easier))


def test_a_number_that_solves_nothing_is_not_taken() -> None:
    given = asked(20)
    assert not any(solved(f"{given}:{number}") for number in range(50))


@pytest.mark.parametrize(
    "text", ["", ":", "-", "x" * 500, "8..:1", "²:1", "８.1.a.b:1", f"{'9' * 300}:1", "8.x.a.b:5", "\x00:1"]
)
def test_nonsense_is_no_solution_and_no_fault(text: str) -> None:
    assert not solved(text)


def test_a_challenge_stays_the_same_within_the_hour_so_that_work_is_kept() -> None:
    assert challenge(ID, 8, secret=SECRET, now=NOW + timedelta(minutes=5)) == asked()


def test_zero_bits_are_counted_from_the_front() -> None:
    assert [zero_bits(bytes(one)) for one in ((255,), (1,), (0, 128), (0, 0))] == [0, 7, 8, 16]
