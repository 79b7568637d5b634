"""Loading places and calls: every row is kept or named with all its mistakes, and a second run changes nothing."""

from datetime import UTC, datetime

import pytest

from linli.actions.deciding import Office
from linli.actions.load_calls import CallReading, load_calls
from linli.actions.load_places import load_places
from linli.actions.office import open_office
from linli.domain.coordinates import Crs
from linli.domain.delimited import RawRecord, records
from linli.domain.problems import Refused
from linli.store.calls import calls_between
from tests import cast, offices

NOW = cast.MONDAY
EXCHANGE = CallReading(source="pbx")
PLACES = f"""key,name,kind,address,area,lon,lat,aliases
1,世纪花园,小区,柳岸路88号,{cast.GRID},114.305,36.105,"老宿舍, 机床厂"
2,东小学,school,,,114.305,36.105,
"""
CALLS = """id,began,answered,ended,number
1,2026-03-02 09:00:00,2026-03-02 09:00:12,2026-03-02 09:03:00,13900000000
2,2026/3/2 09:10,,,
"""


@pytest.fixture
def office(db: None) -> Office:
    return offices.set_up_office()


def _rows(text: str) -> list[RawRecord]:
    return list(records(text.splitlines(keepends=True)))


def test_a_missing_column_is_named_before_any_row_is_read(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        load_places(office, _rows("key,address\n1,x\n"), now=NOW)
    assert [one.at for one in refused.value.problems] == ["name", "kind"]


def test_every_mistake_of_a_row_is_named(office: Office) -> None:
    loaded = load_places(office, _rows("key,name,kind,area,lon,lat\n1,,饭店,天上人间,abc,36\n"), now=NOW)
    found = {(one.at, one.code) for one in loaded.refused[0].problems}
    expected = {
        ("name", "required"),
        ("kind", "unknown_choice"),
        ("point.lon", "not_a_number"),
        ("area", "place_unknown"),
    }
    assert found == expected


def test_a_number_that_stands_twice_is_kept_once(office: Office) -> None:
    loaded = load_places(office, _rows(PLACES + "1,另一个,小区,,桥东社区,,,\n"), now=NOW)
    assert (loaded.added, [one.problems[0].code for one in loaded.refused]) == (2, ["row_twice"])


def test_places_are_kept_and_a_second_run_changes_nothing(office: Office) -> None:
    first = load_places(office, _rows(PLACES), now=NOW)
    again = open_office(office.ports, office.county_id)
    kept = again.directory.setup.places
    assert (first.added, first.refused) == (2, ())
    assert [(one.name, one.area_path, one.aliases) for one in kept] == [
        ("世纪花园", cast.GRID, "老宿舍、机床厂"),
        ("东小学", cast.GRID, ""),
    ]
    second = load_places(again, _rows(PLACES), now=NOW)
    assert (second.added, second.changed, second.unchanged) == (0, 0, 2)
    third = load_places(again, _rows(PLACES.replace("东小学", "东实验小学")), now=NOW)
    assert (third.added, third.changed, third.unchanged) == (0, 1, 1)


def test_coordinates_of_another_datum_are_converted(office: Office) -> None:
    load_places(office, _rows(PLACES), now=NOW, datum=Crs.GCJ02)
    kept = open_office(office.ports, office.county_id).directory.setup.places[0]
    assert kept.lon_e6 not in (None, 114_305_000)


def test_a_dry_run_keeps_nothing(office: Office) -> None:
    assert load_places(office, _rows(PLACES), now=NOW, is_dry_run=True).added == 2
    assert open_office(office.ports, office.county_id).directory.setup.places == ()


def test_wrong_moments_of_a_call_are_all_named(office: Office) -> None:
    loaded = load_calls(office, _rows("id,began,answered,ended\n,gestern,2026-13-01,x\n"), EXCHANGE)
    found = {(one.at, one.code) for one in loaded.refused[0].problems}
    moments = {(at, "not_a_moment") for at in ("began", "answered", "ended")}
    assert found == {("id", "required"), *moments}


def test_a_call_answered_before_it_began_is_refused(office: Office) -> None:
    loaded = load_calls(office, _rows("id,began,answered\n1,2026-03-02 09:00,2026-03-02 08:59\n"), EXCHANGE)
    assert (loaded.kept, loaded.refused[0].problems[0].code) == (0, "ends_before_it_begins")


def test_calls_are_kept_once_and_another_content_under_a_known_number_is_named(office: Office) -> None:
    first = load_calls(office, _rows(CALLS), EXCHANGE)
    second = load_calls(office, _rows(CALLS), EXCHANGE)
    third = load_calls(office, _rows(CALLS.replace("09:00:12", "09:00:13")), EXCHANGE)
    assert (first.kept, second.kept, second.known) == (2, 0, 2)
    assert [one.problems[0].code for one in third.refused] == ["row_changed"]
    begin, end = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 4, tzinfo=UTC)
    kept = calls_between(office.county_id, begin, end, most=9)
    assert [(one.key, one.waited_s) for one in kept] == [("2", None), ("1", 12.0)]
