"""The hall: each listener is told what lies within reach, once, also after a gap; nobody crowds the others out."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta

import pytest

from linli.actions.live import PENDING_MAX, REMEMBERED_MAX, Console, LiveHall, LiveLimits
from linli.domain.engine.access import reach_of
from linli.domain.live import Change, ChangeKind, LiveSeat
from tests import cast

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def seat(who: str) -> LiveSeat:
    post = cast.POSTS[who]
    return LiveSeat(staff_id=post.staff_id or "", county_id=1, reach=reach_of(post, cast.directory()))


def filed(name: str, area: str = cast.GRID, county_id: int = 1) -> Change:
    return Change(county_id=county_id, kind=ChangeKind.FILED, stream=f"case/{name}", area=area)


class Ringing:
    """A bell that rings what the test says; the clock goes on one second with each."""

    def __init__(self, *rung: Change | None) -> None:
        self._rung = rung
        self.now = NOW

    async def changes(self) -> AsyncIterator[Change | None]:
        for one in self._rung:
            self.now += timedelta(seconds=1)
            yield one


class NoSeats:
    async def seat_of(self, session_key: str) -> LiveSeat | None:
        return None

    async def marks(self, holders: Mapping[str, str]) -> Mapping[str, str]:
        return {}


def hall(bell: Ringing, **limits: int) -> LiveHall:
    return LiveHall(bell=bell, seats=NoSeats(), now=lambda: bell.now, limits=LiveLimits(**limits))


def told(console: Console) -> tuple[dict[str, ChangeKind], bool]:
    return console.take()


def test_each_is_told_what_lies_within_reach() -> None:
    found = hall(Ringing(None, filed("near"), filed("far", cast.FAR_GRID), filed("abroad", county_id=2)))
    hu, deng = found.enter(seat("hu"), "k"), found.enter(seat("deng"), "k")
    asyncio.run(found.hear())
    assert told(hu) == ({"near": ChangeKind.FILED}, False)
    assert told(deng) == ({"far": ChangeKind.FILED}, False)
    assert told(hu) == ({}, False)


def test_many_changes_are_a_word_to_look_again() -> None:
    found = hall(Ringing(None, filed("a"), Change(county_id=1, kind=ChangeKind.MANY)))
    hu = found.enter(seat("hu"), "k")
    asyncio.run(found.hear())
    assert told(hu) == ({}, True)


def test_a_page_that_takes_nothing_is_kept_in_little_room() -> None:
    found = hall(Ringing(None, *(filed(str(one)) for one in range(PENDING_MAX + 5))))
    hu = found.enter(seat("hu"), "k")
    asyncio.run(found.hear())
    cases, is_refresh = told(hu)
    assert is_refresh
    assert len(cases) <= PENDING_MAX


def test_after_a_gap_the_page_is_told_what_it_missed_and_no_more() -> None:
    found = hall(Ringing(None, filed("a"), filed("b"), filed("c", cast.FAR_GRID)))
    asyncio.run(found.hear())
    again = found.enter(seat("hu"), "k", last_event=f"{found.name}-1")
    assert told(again) == ({"b": ChangeKind.FILED}, False)
    made = found.enter(seat("hu"), "k", since=NOW + timedelta(seconds=2))
    assert told(made) == ({"a": ChangeKind.FILED, "b": ChangeKind.FILED}, False)


@pytest.mark.parametrize("last", ["0-1", "nonsense", "", "-", "x-y"])
def test_what_is_not_remembered_is_a_word_to_look_again(last: str) -> None:
    found = hall(Ringing(None, filed("a")))
    asyncio.run(found.hear())
    if last:
        assert told(found.enter(seat("hu"), "k", last_event=last)) == ({}, True)
    assert told(found.enter(seat("hu"), "k", since=NOW - timedelta(hours=1))) == ({}, True)


def test_a_line_older_than_what_is_remembered_is_a_word_to_look_again() -> None:
    found = hall(Ringing(None, *(filed(str(one)) for one in range(REMEMBERED_MAX + 3))))
    asyncio.run(found.hear())
    assert told(found.enter(seat("hu"), "k", last_event=f"{found.name}-1")) == ({}, True)
    assert told(found.enter(seat("hu"), "k", last_event=f"{found.name}-{REMEMBERED_MAX + 3}")) == ({}, False)


def test_when_the_database_was_away_everybody_looks_again() -> None:
    found = hall(Ringing(None, filed("a"), None))
    hu = found.enter(seat("hu"), "k")
    asyncio.run(found.hear())
    assert told(hu) == ({}, True)


def test_one_person_keeps_so_many_pages_and_others_still_come_in() -> None:
    found = hall(Ringing(), consoles_per_person=2, consoles_max=4)
    mine = [found.enter(seat("hu"), "k") for _ in range(2)]
    assert not found.has_room(seat("hu"))
    assert found.has_room(seat("deng"))
    found.leave(mine[0])
    found.leave(mine[0])
    assert found.has_room(seat("hu"))
    for who in ("deng", "gu", "pan"):
        found.enter(seat(who), "k")
    assert not found.has_room(seat("cheng"))


def test_a_stop_lets_everybody_go() -> None:
    found = hall(Ringing())
    hu = found.enter(seat("hu"), "k")
    found.close()
    assert hu.is_over
    assert hu.woken.is_set()
