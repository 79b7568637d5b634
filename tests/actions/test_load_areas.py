"""Loading areas from the register: streets, communities and centres; wrong rows named, a second run changes nothing."""

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
from django.db import connection

from linli.actions.load_areas import load_areas
from linli.actions.staffing import open_desk
from linli.domain.area import AreaKind
from linli.domain.delimited import RawRecord, records, text_lines
from linli.domain.problems import Refused
from linli.domain.unit import Role, UnitKind
from linli.store import setup
from linli.store.first_links import use_link
from linli.store.staff import is_taken

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
HEADER = "areaCode,street_code,street,village_code,village\n"
ROWS = (
    "990201,990201001,河东街道,990201001001,一社区\n"
    "990201,990201001,河东街道,990201001002,二社区\n"
    "990201,990201100,柳镇,990201100200,柳村\n"
    "990202,990202400,筹备组,990202400001,新社区\n"
)
NAMES = {"990201": "河东区"}


def read(text: str) -> Iterable[RawRecord]:
    return records(text_lines([text.encode()], "utf-8"))


def test_a_file_with_other_columns_is_refused_with_each_that_is_missing(fresh_database: str) -> None:
    with pytest.raises(Refused) as refused:
        load_areas(read("code,name\n1,x\n"), names={}, now=NOW)
    assert len(refused.value.problems) == 5


def test_a_wrong_row_is_named_with_all_its_mistakes_and_the_others_are_kept(fresh_database: str) -> None:
    wrong = "990201,99,,990299001001,x\n" + "990201,990201001,河东街道,990202001001,别处\n"
    loaded = load_areas(read(HEADER + ROWS + wrong), names=NAMES, now=NOW)
    assert [remark.line for remark in loaded.refused] == [6, 7]
    assert {one.at for one in loaded.refused[0].problems} >= {"street"}
    assert loaded.refused[1].problems[0].code == "code_elsewhere"
    assert (loaded.counties, loaded.streets, loaded.communities) == (2, 3, 4)


def test_a_dry_run_keeps_nothing(fresh_database: str) -> None:
    load_areas(read(HEADER + ROWS), names=NAMES, now=NOW, is_dry_run=True)
    assert load_areas(read(HEADER + ROWS), names=NAMES, now=NOW).added == 9


def test_areas_stand_in_their_tree_with_kinds_by_code_and_a_centre_to_take_matters_in(fresh_database: str) -> None:
    load_areas(read(HEADER + ROWS), names=NAMES, now=NOW)
    directory = setup.directory_of(setup.county_of("990201"))
    village = directory.tree.by_key["990201100200"]
    assert [area.name for area in directory.tree.lineage(village.path)] == ["河东区", "柳镇", "柳村"]
    assert village.kind is AreaKind.VILLAGE
    centre = directory.lowest_centre(village.path)
    assert centre is not None
    assert (centre.name, centre.kind) == ("柳镇综治中心", UnitKind.GOVERNANCE_CENTRE)
    assert directory.categories


def test_a_second_run_changes_nothing_and_a_new_name_is_taken_over(fresh_database: str) -> None:
    load_areas(read(HEADER + ROWS), names=NAMES, now=NOW)
    again = load_areas(read(HEADER + ROWS), names=NAMES, now=NOW)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 9)
    renamed = load_areas(read(HEADER + ROWS.replace("二社区", "新二社区")), names=NAMES, now=NOW)
    assert (renamed.added, renamed.changed) == (0, 1)


def test_of_several_counties_the_first_is_served_until_one_is_chosen(fresh_database: str) -> None:
    assert load_areas(read(HEADER + ROWS), names=NAMES, now=NOW, is_dry_run=True).counties == 2
    assert setup.only_county() is None
    assert load_areas(read(HEADER + ROWS), names=NAMES, now=NOW).served == "990201"
    open_desk("990202", name="河西区", username="lin", now=NOW)
    found = setup.only_county()
    assert found is not None and found[1] == "990202"
    with pytest.raises(Refused) as refused:
        open_desk("990201", name="河东区", username="wang", now=NOW)
    assert [one.code for one in refused.value.problems] == ["second_county"]
    assert not is_taken("wang") and setup.only_county() == found


def test_the_first_account_chooses_its_password_by_a_link_and_gets_another_until_it_has_one(
    fresh_database: str,
) -> None:
    lost = open_desk("990202", name="河西区", username="lin", now=NOW)
    desk = open_desk("990202", name="河西区", username="lin", now=NOW)
    assert use_link(lost.token, "a sentence that is long enough", NOW) is None
    assert use_link(desk.token, "a sentence that is long enough", NOW) == "lin"
    with pytest.raises(Refused, match="account_exists"):
        open_desk("990202", name="河西区", username="lin", now=NOW)
    county = setup.only_county()
    assert county is not None
    held = [one.role for one in setup.directory_of(county[0]).posts.values() if one.staff_id]
    assert sorted(held) == sorted([Role.OPERATOR, Role.ADMINISTRATOR])


def test_a_second_county_that_is_new_leaves_nothing_behind(fresh_database: str) -> None:
    open_desk("990202", name="河西区", username="lin", now=NOW)
    with pytest.raises(Refused):
        open_desk("990203", name="河南区", username="wang", now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM county")
        assert cursor.fetchall() == [("990202",)]
