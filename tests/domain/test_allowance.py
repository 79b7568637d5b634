"""Allowances: what is beyond waits, and nobody is ever turned away."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.domain.allowance import Allowance, BucketKind, hold_for, net_of, work_bits
from tests import cast

NOW = cast.MONDAY
LONGEST = timedelta(hours=12)
NOTHING = timedelta()


def after(reports: int, count: int, *, every: timedelta = NOTHING) -> list[timedelta]:
    """How long each of `count` reports waits, one coming `every` so often."""
    rule, used, waits = Allowance(reports=reports), None, []
    for at in range(count):
        moment = NOW + at * every
        used = rule.spend(used, moment, longest=LONGEST)
        waits.append(rule.wait(used, moment))
    return waits


@pytest.mark.parametrize("reports", [1, 2, 10, 60, 1200])
def test_as_many_as_are_allowed_come_straight_in_and_the_next_waits_for_one_to_grow_back(reports: int) -> None:
    waits = after(reports, reports + 2)
    assert waits[:reports] == [NOTHING] * reports
    each = timedelta(hours=1) / reports
    assert waits[reports:] == [each, 2 * each]


def test_who_keeps_to_the_allowance_never_waits() -> None:
    assert set(after(10, 500, every=timedelta(minutes=6))) == {NOTHING}


def test_a_flood_makes_nobody_wait_longer_than_the_longest_wait() -> None:
    waits = after(10, 5_000)
    assert max(waits) == LONGEST
    assert after(10, 5_000)[-1] == LONGEST


@given(st.integers(1, 5000), st.lists(st.integers(0, 7200), max_size=60))
def test_no_report_is_ever_refused_and_no_wait_is_negative_or_too_long(reports: int, gaps: list[int]) -> None:
    rule, used, now = Allowance(reports=reports), None, NOW
    for gap in gaps:
        now += timedelta(seconds=gap)
        used = rule.spend(used, now, longest=LONGEST)
        assert NOTHING <= rule.wait(used, now) <= LONGEST


def test_a_report_waits_for_the_last_of_its_reasons_and_names_them_all() -> None:
    hour = timedelta(hours=1)
    waits = {BucketKind.NET: hour, BucketKind.GRID: 2 * hour, BucketKind.DEVICE: NOTHING}
    hold = hold_for(waits, NOW)
    assert hold is not None
    assert hold.reasons == (BucketKind.GRID, BucketKind.NET)
    assert hold.until == NOW + 2 * hour
    assert hold_for({BucketKind.NET: NOTHING}, NOW) is None
    assert hold_for({}, NOW) is None


def test_ordinary_load_asks_for_no_work_and_more_load_for_harder_work() -> None:
    def bits(wait: timedelta) -> int:
        return work_bits([NOTHING, wait], least=14, most=18, longest=LONGEST)

    assert bits(NOTHING) == 0
    assert work_bits([], least=14, most=18, longest=LONGEST) == 0
    assert [bits(LONGEST * share / 4) for share in (0.01, 2, 4, 40)] == [14, 16, 18, 18]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("203.0.113.1", "203.0.113.254", True),
        ("203.0.113.1", "203.0.114.1", False),
        ("::ffff:203.0.113.1", "203.0.113.9", True),
        ("2001:db8:1::1", "2001:db8:1:ffff::1", True),
        ("2001:db8:1::1", "2001:db8:2::1", False),
        ("fe80::1%eth0", "fe80::2", True),
        ("", "nonsense", True),
    ],
)
def test_addresses_count_by_their_part_of_the_net(one: str, other: str, is_same: bool) -> None:
    assert (net_of(one) == net_of(other)) is is_same


def test_every_reason_is_said_in_both_languages() -> None:
    assert all(kind.wording.zh and kind.wording.en for kind in BucketKind)
