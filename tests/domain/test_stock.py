"""The rules of a stock: what is really there, what is short, what a stock-take does to the books."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.domain.problems import Refused
from linli.domain.stock import ALWAYS, SiteSet, StockItemSet, StockSite
from linli.domain.stock_moves import Move, counted, item_values, moved, shortage_words
from linli.domain.supply_checks import Reading, filing_categories, may_keep, may_read_kept
from tests import cast

TODAY = date(2026, 5, 15)
HEAD = SiteSet(unit="u-bridge-east", area=cast.BRIDGE_EAST, name="桥东防汛点", category="other")
REQUIRED = (
    ("水泵", "台", 38), ("编织袋", "条", 300), ("手电", "支", 2), ("雨衣", "件", 50), ("应急队员", "人", 20),
)  # fmt: skip
DIRECTORY = cast.directory()


def reading(**typed: str) -> Reading:
    return Reading(typed=typed, today=TODAY)


def item(*, lots: Mapping[str, int] | None = None, is_team: bool = False) -> StockItemSet:
    lots = {ALWAYS: 38} if lots is None else lots
    return StockItemSet(item="i1", name="水泵", measure="台", minimum=38, lots=lots, is_team=is_team)


def site(*items: StockItemSet, told: tuple[str, ...] = ()) -> StockSite:
    numbered = {f"i{at}": _as(one, f"i{at}") for at, one in enumerate(items, start=1)}
    head = SiteSet(unit=HEAD.unit, area=HEAD.area, name=HEAD.name, category=HEAD.category, told=told)
    return StockSite(stream="stock/x", seq=7, told=head, items=numbered)


def _as(one: StockItemSet, item_id: str) -> StockItemSet:
    return replace(one, item=item_id)


def flood_site() -> StockSite:
    """The required list of a site with everything in store."""
    rows = [
        StockItemSet(
            item=f"i{at}", name=name, measure=measure, minimum=least, lots={ALWAYS: least}, is_team=measure == "人"
        )
        for at, (name, measure, least) in enumerate(REQUIRED, start=1)
    ]  # fmt: skip
    return site(*rows)


def move(one: StockItemSet, how: Move, **typed: str) -> StockItemSet:
    return moved(reading(**typed), site(one), _as(one, "i1"), how, DIRECTORY)


def refused(one: StockItemSet, how: Move, **typed: str) -> list[str]:
    with pytest.raises(Refused) as refusal:
        move(one, how, **typed)
    return [f"{problem.code}@{problem.at}" for problem in refusal.value.problems]


def test_what_expired_yesterday_is_short_and_what_expires_today_is_not() -> None:
    for day, is_short in (("2026-05-14", True), ("2026-05-15", False), ("2026-05-16", False)):
        one = item(lots={day: 40})
        assert one.is_short(TODAY) is is_short, day
    one = item(lots={"2026-05-20": 38})
    assert one.changes_on(TODAY) == date(2026, 5, 21)
    assert not one.is_short(date(2026, 5, 20)) and one.is_short(date(2026, 5, 21))


def test_expired_pieces_are_a_shortage_also_where_enough_good_ones_are_left() -> None:
    one = item(lots={"2026-01-01": 1, ALWAYS: 38})
    assert one.missing(TODAY) == 0 and one.is_short(TODAY)
    assert shortage_words((one,), TODAY) == "水泵:过期 1台"


def test_what_is_lent_counts_until_it_is_late() -> None:
    lent = move(item(), Move.LEND, quantity="10", due="2026-05-20", unit="u-liuan")
    assert (lent.in_store, lent.lent, lent.at_hand(TODAY)) == (28, 10, 38)
    assert not lent.is_short(date(2026, 5, 20)) and lent.missing(date(2026, 5, 21)) == 10
    back = move(lent, Move.GIVE_BACK, quantity="10", lend="l8")
    assert (back.in_store, back.lends) == (38, {})


def test_a_part_that_comes_back_leaves_the_rest_lent() -> None:
    lent = move(item(lots={"2027-01-01": 5, ALWAYS: 33}), Move.LEND, quantity="10", due="2026-05-20", unit="u-liuan")
    assert lent.lots == {ALWAYS: 28}  # what expires first goes out first
    back = move(lent, Move.GIVE_BACK, quantity="6", lend="l8")
    assert back.in_store == 34 and back.lent == 4
    assert refused(back, Move.GIVE_BACK, quantity="5", lend="l8") == ["more_than_there@quantity"]
    assert refused(back, Move.GIVE_BACK, quantity="5", lend="l9") == ["lend_unknown@lend"]


def test_every_mistake_of_a_movement_is_named_at_once() -> None:
    wrong = {"quantity": "0", "due": "2026-05-01", "unit": "u-nowhere"}
    assert refused(item(), Move.LEND, **wrong) == ["too_small@quantity", "desk_of_centre@unit", "day_passed@due"]
    assert refused(item(), Move.RECEIVE, quantity="x", expires="2026-01-01") == [
        "not_a_number@quantity", "expired_already@expires",
    ]  # fmt: skip
    assert refused(item(lots={"2026-01-01": 9}), Move.LEND, quantity="1", due="2026-06-01", unit="u-liuan") == [
        "more_than_there@quantity"
    ]
    assert refused(item(), Move.DISCARD, quantity="39") == ["more_than_there@quantity"]
    for day in ("9999-12-31", "0001-01-01", "2026-02-30", "morgen"):
        assert refused(item(), Move.RECEIVE, quantity="1", expires=day) == ["not_a_date@expires"]
    assert refused(item(is_team=True), Move.RECEIVE, quantity="1") == ["team_is_counted@item"]


def test_a_write_off_takes_what_expired_first() -> None:
    left = move(item(lots={ALWAYS: 38, "2026-01-01": 4}), Move.DISCARD, quantity="4")
    assert left.lots == {ALWAYS: 38} and not left.is_short(TODAY)


def test_the_flood_check_of_a_site_against_its_required_list() -> None:
    """38 pumps, 300 bags, 2 torches, 50 raincoats, 20 people: two are not what the list asks."""
    whole = flood_site()
    counts = {"count-i1": "36", "count-i2": "300", "count-i3": "2", "count-i4": "52", "count-i5": "20"}
    changed, lines = counted(reading(**counts), whole, whole.seq)
    assert [(one.item.name, one.booked, one.found, one.by, one.missing) for one in lines] == [
        ("水泵", 38, 36, -2, 2), ("编织袋", 300, 300, 0, 0), ("手电", 2, 2, 0, 0), ("雨衣", 50, 52, 2, 0),
        ("应急队员", 20, 20, 0, 0),
    ]  # fmt: skip
    assert {one.name: one.in_store for one in changed} == {"水泵": 36, "雨衣": 52}
    after = StockSite(
        stream=whole.stream, seq=8, told=whole.told, items={**whole.items, **{one.item: one for one in changed}}
    )
    assert [one.name for one in after.short(TODAY)] == ["水泵"]
    assert shortage_words(after.short(TODAY), TODAY) == "水泵:应备 38台,可用 36,缺 2"


def test_a_stock_take_names_every_count_that_is_missing_or_wrong() -> None:
    whole = flood_site()
    counts = {"count-i1": "36", "count-i2": "", "count-i3": "zwei", "count-i4": "-1", "count-i5": "9999999999"}
    with pytest.raises(Refused) as refusal:
        counted(reading(**counts), whole, whole.seq)
    assert [f"{one.code}@{one.at}" for one in refusal.value.problems] == [
        "required@count-i2", "not_a_number@count-i3", "not_a_number@count-i4", "too_large@count-i5",
    ]  # fmt: skip


def test_books_that_moved_while_somebody_counted_are_said_so() -> None:
    whole = flood_site()
    with pytest.raises(Refused) as refusal:
        counted(reading(**{f"count-{one}": "1" for one in whole.items}), whole, whole.seq - 2)
    assert refusal.value.problems[0].code == "stock_moved" and refusal.value.problems[0].params == {"count": 2}


def test_a_matter_is_wanted_for_what_was_not_named_yet_or_was_counted_again() -> None:
    short = item(lots={ALWAYS: 1})
    assert site(short).wants_matter(TODAY, is_counted=False)
    assert not site(short, told=("i1",)).wants_matter(TODAY, is_counted=False)
    assert site(short, told=("i1",)).wants_matter(TODAY, is_counted=True)
    assert site(short, short, told=("i1",)).wants_matter(TODAY, is_counted=False)
    assert not site(item()).wants_matter(TODAY, is_counted=True)


def test_an_item_is_entered_once_under_its_name() -> None:
    made = item_values(
        reading(name="雨衣", measure="件", minimum="50", quantity="50", expires="2027-05-01"), site(), ""
    )
    assert (made.item, made.lots) == ("i1", {"2027-05-01": 50})
    with pytest.raises(Refused) as refusal:
        item_values(reading(name="水泵", measure="长得没有道理的单位", minimum="x"), site(item()), "")
    assert [f"{one.code}@{one.at}" for one in refusal.value.problems] == [
        "too_long@measure", "not_a_number@minimum", "item_named_twice@name",
    ]  # fmt: skip
    team = item_values(reading(name="队员", measure="人", minimum="20", is_team="1", quantity="18"), site(), "")
    assert team.is_team and team.in_store == 18


def test_who_may_see_and_who_may_keep() -> None:
    kept = {"unit": "u-bridge-east", "area": cast.BRIDGE_EAST}
    seen = {name for name in cast.POSTS if may_read_kept(cast.POSTS[name], **kept)}
    assert {"ren", "he", "hu", "cheng", "wei", "cha"} <= seen
    assert not seen & {"lan", "deng", "bai", "admin", "bao"}
    keepers = {name for name in cast.POSTS if may_keep(cast.POSTS[name], **kept, directory=DIRECTORY)}
    assert {"ren", "qiu", "he", "hu", "pan", "gu", "cheng", "yuan"} <= keepers
    assert not keepers & {"wei", "song", "deng", "zhou", "cha", "tang", "bai"}


def test_a_matter_is_filed_under_a_category_without_any_below_it() -> None:
    keys = filing_categories(DIRECTORY)
    assert "fire.extinguisher" in keys and "other" in keys and "fire" not in keys


DAYS = st.sampled_from([ALWAYS, "2026-05-01", "2026-06-01", "2027-01-01"])
STEPS = st.lists(st.tuples(st.sampled_from(list(Move)), st.integers(1, 30), DAYS), max_size=25)


@given(STEPS)
def test_nothing_appears_or_vanishes_whatever_is_done(steps: list[tuple[Move, int, str]]) -> None:
    """In store and out together are what came in less what was written off, after any series of movements."""
    one, expected = item(lots={}), 0
    for at, (how, amount, day) in enumerate(steps):
        typed = {"quantity": str(amount), "expires": "" if day == ALWAYS else day, "due": "2026-06-30"}
        typed |= {"unit": "u-liuan", "lend": next(iter(one.lends), "")}
        here = StockSite(stream="stock/x", seq=at, told=HEAD, items={"i1": one})
        try:
            one = moved(reading(**typed), here, one, how, DIRECTORY)
        except Refused:
            continue
        expected += {Move.RECEIVE: amount, Move.DISCARD: -amount}.get(how, 0)
        assert one.in_store + one.lent == expected
        assert all(value > 0 for value in one.lots.values())
        assert one.at_hand(TODAY) <= expected and one.at_hand(TODAY + timedelta(days=400)) <= one.at_hand(TODAY)
