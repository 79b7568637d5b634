"""A draw is reproducible, even, blind to the order of its lists, and passes over who has to step aside."""

import json
from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from linli.domain.draw import Pool, commitment, drawn, published, shortage

SEED = "5f" * 32
KEYS = st.lists(st.text("abcdefgh0123", min_size=1, max_size=6), unique=True, max_size=30)


def pool(places: list[str], inspectors: list[str], count: int = 5, per_place: int = 2) -> Pool:
    """A pool of these."""
    return Pool(places=tuple(places), inspectors=tuple(inspectors), count=count, per_place=per_place)


@given(KEYS, KEYS, st.integers(0, 12), st.integers(1, 3), st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_lists_changes_nothing_and_nobody_is_drawn_twice_for_one_place(
    places: list[str], inspectors: list[str], count: int, per_place: int, chance: object
) -> None:
    one = pool(places, inspectors, count, per_place)
    other = pool(sorted(places, reverse=True), sorted(inspectors, reverse=True), count, per_place)
    found = drawn(one, SEED)
    assert found == drawn(other, SEED) and one.spelled == other.spelled
    assert len(found) == min(count, len(places)) == len({each.place for each in found})
    assert {each.place for each in found} <= set(places)
    for each in found:
        assert len(set(each.inspectors)) == len(each.inspectors) == min(per_place, len(inspectors))
    turns = Counter(who for each in found for who in each.inspectors)
    if turns:
        assert max(turns.values()) - min(turns.get(who, 0) for who in inspectors) <= 1


@given(KEYS.filter(len), st.integers(1, 3))
@settings(max_examples=30, deadline=None)
def test_who_has_to_step_aside_does_not_go_there(places: list[str], per_place: int) -> None:
    inspectors = ["p-1", "p-2", "p-3"]
    free = pool(places, inspectors, len(places), per_place)
    bound = replace(free, aside=frozenset(("p-1", place) for place in places))
    found = drawn(bound, SEED)
    assert all("p-1" not in one.inspectors for one in found)
    assert set(shortage(bound, found)) == (set(places) if per_place == 3 else set())


def test_every_place_is_drawn_about_as_often_as_any_other() -> None:
    places = [f"k{number}" for number in range(10)]
    hits = Counter(
        one.place for seed in range(2000) for one in drawn(pool(places, ["p-1"], 3, 1), commitment(str(seed)))
    )
    assert set(hits) == set(places)
    assert all(500 < hits[one] < 700 for one in places), "three of ten in 2,000 draws: about 600 each"


def test_another_seed_draws_others_and_what_is_published_says_it_all() -> None:
    places, inspectors = [f"k{number}" for number in range(40)], ["p-1", "p-2", "p-3", "p-4"]
    one = pool(places, inspectors, 6, 2)
    assert drawn(one, SEED) != drawn(one, "0" * 64)
    told = published(one, SEED)
    assert told["seed_sha256"] == commitment(SEED) and told["pool_sha256"] == commitment(one.spelled)
    assert told["drawn"] == [[each.place, *each.inspectors] for each in drawn(one, SEED)]
    assert json.loads(json.dumps(told)) == told
    assert drawn(pool([], inspectors), SEED) == ()
