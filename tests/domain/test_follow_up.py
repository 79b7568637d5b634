"""Follow-up calls: three tries, one result each, and a sample that anybody can draw again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.domain.follow_up import (
    KIND_OF,
    SETTINGS,
    TRIES_MAX,
    Call,
    CallResult,
    Standing,
    is_drawn,
    rounds,
    since,
    tally,
)
from linli.domain.message_templates import TEMPLATES
from linli.domain.settings_catalogue import SETTINGS as CATALOGUE
from linli.procedures import procedures

CLOSED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PERSONAL = ("{requester", "{phone", "{name")


def missed(*hours: float, end: int = 0) -> tuple[Call, ...]:
    return tuple(Call(at=CLOSED + timedelta(hours=one), is_reached=False, end=end) for one in hours)


def spoken(hours: float, satisfied: str = "satisfied", end: int = 0) -> Call:
    return Call(at=CLOSED + timedelta(hours=hours), is_reached=True, satisfied=satisfied, end=end)


@pytest.mark.parametrize("tries", range(TRIES_MAX))
def test_fewer_than_three_tries_settle_nothing(tries: int) -> None:
    standing = Standing(calls=missed(*range(1, tries + 1)))
    assert not standing.is_over and len(standing.tries) == tries


def test_the_third_try_counts_as_not_reached_and_never_as_satisfied() -> None:
    standing = Standing(calls=missed(1, 5, 30))
    assert standing.is_given_up and standing.is_over and not standing.is_reached
    assert standing.satisfied == ""
    found = tally([standing], to_call=0)
    assert (found.not_reached, found.reached, found.satisfied, found.asked) == (1, 0, 0, 0)


def test_somebody_who_answers_the_third_call_was_reached() -> None:
    standing = Standing(calls=(*missed(1, 5), spoken(30)))
    assert standing.is_reached and not standing.is_given_up and standing.over_at == CLOSED + timedelta(hours=30)


def test_a_call_about_an_earlier_end_does_not_count_for_this_one() -> None:
    calls = (spoken(-48, "not_satisfied"), *missed(2))
    standing = since(calls, CLOSED)
    assert not standing.is_reached and len(standing.tries) == 1


def test_who_was_unhappy_and_heard_still_counts_in_the_month() -> None:
    calls = (spoken(1, "not_satisfied", end=0), *missed(50, end=1), spoken(60, "satisfied", end=1))
    found = tally(rounds(calls), to_call=2)
    assert (found.reached, found.satisfied, found.asked, found.over, found.due) == (2, 1, 2, 2, 4)


def test_tries_before_a_reopening_are_not_added_to_those_after_it() -> None:
    calls = (*missed(1, 2, end=0), *missed(50, end=1))
    assert [one.is_over for one in rounds(calls)] == [False, False]


def test_a_matter_that_was_tried_stands_behind_the_others_for_two_hours() -> None:
    assert Standing().rests_until() is None
    assert Standing(calls=missed(1)).rests_until() == CLOSED + timedelta(hours=3)


@given(stream=st.text(min_size=1, max_size=20), seed=st.text(min_size=1, max_size=8), percent=st.integers(0, 99))
def test_the_same_seed_draws_the_same_and_a_larger_share_keeps_what_a_smaller_one_drew(
    stream: str, seed: str, percent: int
) -> None:
    drawn = is_drawn(stream, CLOSED, seed=seed, percent=percent)
    assert drawn == is_drawn(stream, CLOSED, seed=seed, percent=percent)
    assert is_drawn(stream, CLOSED, seed=seed, percent=100)
    assert not is_drawn(stream, CLOSED, seed=seed, percent=0)
    assert not drawn or is_drawn(stream, CLOSED, seed=seed, percent=percent + 1)


def test_a_share_of_thirty_draws_about_thirty_in_a_hundred() -> None:
    def drawn(seed: str) -> set[int]:
        return {number for number in range(4_000) if is_drawn(f"case/{number}", CLOSED, seed=seed, percent=30)}

    assert 1_080 < len(drawn("7")) < 1_320
    assert len(drawn("7") ^ drawn("8")) > 1_000


def test_every_procedure_that_is_called_back_about_has_its_share_and_its_script() -> None:
    with_calls = {key for key, one in procedures().items() if "follow_up" in one.shared}
    assert with_calls == set(KIND_OF)
    for kind in KIND_OF.values():
        assert CATALOGUE[kind.share].default == "100"
        assert kind.script in TEMPLATES
        template = TEMPLATES[kind.script]
        assert not any(word in text for word in PERSONAL for text in (template.text.zh, template.text.en))
    assert all(one.key in CATALOGUE for one in SETTINGS)


def test_results_have_words_in_both_languages() -> None:
    assert all(one.wording.zh and one.wording.en for one in CallResult)
