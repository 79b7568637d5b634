"""What a county has set up is decided by entries, and its directory is read back as it was given."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from linli.domain.default_catalogue import CATEGORIES, CATEGORY_BY_KEY
from linli.domain.entry import parse_entry
from linli.domain.problems import Refused
from linli.domain.setup_records import fold_records, record_id, record_name, spell
from linli.store import setup
from linli.store.journal import entries_of
from tests import cast, offices

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[True, False], ids=["copy", "statement"])
def county_id(request: pytest.FixtureRequest) -> Iterator[int]:
    county_id = setup.county_of("minghe", name="明河区")
    setup.save_records(county_id, offices.records(), actor=offices.SYSTEM, now=cast.STARTED_AT, by_copy=request.param)
    yield county_id


def sorted_by_id(records: Any) -> list[Any]:
    return sorted(records, key=lambda one: record_id(one, "minghe"))


def test_the_directory_is_what_was_given(county_id: int) -> None:
    read, given = setup.load_directory(county_id).setup, offices.records()
    for noun, found in (
        ("area", read.areas), ("unit", read.units), ("post", read.posts), ("duty", read.duties),
        ("category", read.categories), ("limit", read.limits), ("year_table", read.calendar.tables),
    ):  # fmt: skip
        assert sorted_by_id(found) == sorted_by_id(one for one in given if record_name(one) == noun)


def test_the_entries_alone_yield_every_record(county_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM entry ORDER BY stream, seq")
        folded = fold_records(parse_entry(bytes(row[0])) for row in cursor.fetchall())
    for record in offices.records():
        assert folded[(record_name(record), record_id(record, "minghe"))] == spell(record)


def test_a_change_is_one_more_entry_of_its_stream_and_reloads_the_directory(county_id: int) -> None:
    before = setup.directory_of(county_id)
    assert setup.directory_of(county_id) is before
    unit = replace(cast.UNITS["liuan"], area_id="a1", phone="0372-5550101")
    later = cast.STARTED_AT + timedelta(days=1)
    assert setup.save_records(county_id, [unit], actor=offices.SYSTEM, now=later) == 1
    assert setup.directory_of(county_id).units["u-liuan"].phone == "0372-5550101"
    (*_, last) = entries_of(county_id, ["unit/u-liuan"])["unit/u-liuan"]
    assert (last.seq, last.type, last.recv) == (len(_) + 1, "unit.set", later)


def test_a_county_is_made_once(county_id: int) -> None:
    assert setup.county_of("minghe") == county_id
    assert setup.only_county() == (county_id, "minghe")


def test_categories_stand_in_the_order_of_the_catalogue_and_not_of_the_alphabet(county_id: int) -> None:
    listed = [one.key for one in setup.load_directory(county_id).categories.values()]
    assert listed == [one.key for one in CATEGORIES]
    assert listed != sorted(listed)


def test_a_category_is_moved_by_its_position_and_a_family_takes_its_own_along(county_id: int) -> None:
    tree = replace(CATEGORY_BY_KEY["green"], position=1)
    lamp = replace(CATEGORY_BY_KEY["municipal.street_lamp"], position=9_999)
    setup.save_records(county_id, [tree, lamp], actor=offices.SYSTEM, now=cast.STARTED_AT)
    listed = [one.key for one in setup.directory_of(county_id).categories.values()]
    assert [key.partition(".")[0] for key in listed[:6]] == ["green"] * 5 + ["municipal"]
    assert [key for key in listed if key.startswith("municipal.")][-1] == "municipal.street_lamp"


def test_an_entry_from_before_positions_were_data_is_still_what_its_row_says() -> None:
    spelled = {key: value for key, value in spell(CATEGORIES[3]).items() if key != "position"}
    assert setup.row_of_spelled("category", "minghe/x", spelled)["position"] == 0


def test_an_installation_serves_the_county_chosen_and_refuses_another(county_id: int) -> None:
    other = setup.county_of("990202", name="河西区")
    assert setup.only_county() == (county_id, "minghe")
    setup.serve_county(other)
    assert setup.only_county() == (other, "990202")
    setup.serve_county(other)
    with pytest.raises(Refused) as refused:
        setup.serve_county(county_id)
    [problem] = refused.value.problems
    assert (problem.code, problem.params) == ("second_county", {"value": "minghe", "known": "990202"})
    assert setup.only_county() == (other, "990202")
