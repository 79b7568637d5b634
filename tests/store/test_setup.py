"""What a county has set up is decided by entries, and its directory is read back as it was given."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from linli.domain.entry import parse_entry
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
