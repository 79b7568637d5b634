"""Looks: a record that was altered, moved or taken out is found; and what counts as many looks in a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from linli.domain.auditing import FaultCode
from linli.domain.entry import FIRST_PREV
from linli.domain.look import BULK_FLOOR, GLASS_LASTS, KeptLook, Look, LookKind, chain_faults, is_bulk, look_hash
from tests import cast

LOOK = Look(
    id="l1", kind=LookKind.LOOK, at=cast.MONDAY, stream="case/1", post="p-hu", unit="u-liuan", role="operator",
    staff="s-hu", subject="requester", fields=("1/requester_phone",), reason="call_back", words="约时间", request="r1",
)  # fmt: skip
CHANGES = {
    "id": "l9", "kind": LookKind.GLASS, "at": cast.MONDAY + timedelta(seconds=1), "stream": "case/2", "post": "p-pan",
    "unit": "u-centre", "role": "dispatcher", "staff": "s-pan", "subject": "party", "fields": ("1/requester_name",),
    "reason": "visit", "words": "别的话", "face": "api", "glass": "g1", "told": ("p-bao",), "amount": 3,
    "request": "r9",
}  # fmt: skip


def chain(length: int = 4, county_id: int = 1) -> tuple[list[KeptLook], tuple[int, str]]:
    kept: list[KeptLook] = []
    prev = FIRST_PREV
    for seq in range(1, length + 1):
        look = replace(LOOK, id=f"l{seq}", at=cast.MONDAY + timedelta(minutes=seq), request=f"r{seq}")
        prev = look_hash(look, county_id=county_id, seq=seq, prev=prev)
        kept.append(KeptLook(look=look, seq=seq, hash=prev))
    return kept, (length, prev)


def codes(kept: list[KeptLook], head: tuple[int, str] | None) -> list[FaultCode]:
    return [one.code for one in chain_faults(1, kept, head=head)]


def test_a_whole_chain_has_no_fault_and_neither_has_none() -> None:
    kept, head = chain()
    assert codes(kept, head) == [] and codes([], None) == []


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("name", sorted(CHANGES))
def test_any_field_of_any_record_that_was_altered_is_found(name: str, place: int) -> None:
    kept, head = chain()
    kept[place] = replace(kept[place], look=replace(kept[place].look, **{name: CHANGES[name]}))
    assert FaultCode.HASH in codes(kept, head)


@pytest.mark.parametrize("place", range(4))
def test_a_record_that_was_taken_out_is_found_also_at_the_end(place: int) -> None:
    kept, head = chain()
    del kept[place]
    assert codes(kept, head) == ([FaultCode.HEAD] if place == 3 else [FaultCode.SEQ])


def test_a_record_that_was_taken_out_and_closed_up_is_found() -> None:
    kept, head = chain()
    del kept[1]
    closed = [replace(one, seq=number) for number, one in enumerate(kept, start=1)]
    assert FaultCode.HASH in codes(closed, head)


def test_a_chain_without_its_end_and_an_end_without_its_chain_are_found() -> None:
    kept, head = chain()
    assert codes(kept, None) == [FaultCode.NO_HEAD]
    assert codes([], head) == [FaultCode.HEAD]


def test_a_record_of_another_county_does_not_fit_in() -> None:
    kept, head = chain(county_id=2)
    assert FaultCode.HASH in codes(kept, head)


def test_the_latest_part_of_a_chain_can_be_checked_alone() -> None:
    kept, head = chain(6)
    before = (kept[2].seq, kept[2].hash)
    assert list(chain_faults(1, kept[3:], head=head, before=before)) == []
    assert list(chain_faults(1, kept[3:], head=head, before=(3, FIRST_PREV)))


def test_a_glass_closes_after_three_hours_and_is_reviewed_within_a_week() -> None:
    assert timedelta(hours=3) == GLASS_LASTS == LOOK.ends_at - LOOK.at
    assert LOOK.review_due_at - LOOK.at == timedelta(days=7)


@pytest.mark.parametrize(
    ("today", "usual", "expected"),
    [
        (BULK_FLOOR, (), False),
        (BULK_FLOOR + 1, (), True),
        (BULK_FLOOR + 1, (1, 1, 1), True),
        (30, (10, 10, 10), False),
        (31, (10, 10, 10), True),
        (31, (10, 10, 200), True),
        (90, (40, 40, 40), False),
        (121, (40, 40, 40), True),
    ],
)
def test_many_looks_are_measured_by_the_posts_own_usual_day(today: int, usual: tuple[int, ...], expected: bool) -> None:
    days = {date(2026, 2, number): amount for number, amount in enumerate(usual, start=1)}
    assert is_bulk(today, days) is expected
