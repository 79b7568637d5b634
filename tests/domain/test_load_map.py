"""Load maps: every mistake of a map is named at once."""

import pytest

from linli.domain.coordinates import Crs
from linli.domain.load_map import read_load_map
from linli.domain.problems import Refused

GOOD = {"source": "town", "default_category": "a.b", "columns": {"id": "ID"}}


def test_an_empty_map_is_told_everything_it_lacks() -> None:
    with pytest.raises(Refused) as refused:
        read_load_map({}, category_keys=())
    assert {one.at for one in refused.value.problems} == {"source", "columns.id", "default_category"}


def test_unknown_words_anywhere_in_a_map_are_named_together() -> None:
    wrong = {
        **GOOD, "columns": {"id": "ID", "phone": "Tel"}, "categories": {"Pothole": "no.such"}, "crs": "mars",
        "zone": "Nowhere/City", "statuses": {"done": "finished"}, "colour": "red",
    }  # fmt: skip
    with pytest.raises(Refused) as refused:
        read_load_map(wrong, category_keys={"a.b"})
    assert {one.at for one in refused.value.problems} == {
        "columns.phone", "categories.Pothole", "crs", "zone", "statuses.done", "colour",
    }  # fmt: skip


def test_a_table_that_is_no_table_is_named() -> None:
    with pytest.raises(Refused) as refused:
        read_load_map({**GOOD, "statuses": "open"}, category_keys={"a.b"})
    assert refused.value.codes == ("not_a_table",)


def test_a_good_map_is_read_with_its_defaults() -> None:
    map_ = read_load_map({**GOOD, "crs": "gcj02"}, category_keys={"a.b"})
    assert (map_.source, map_.crs, str(map_.zone), map_.is_day_first) == ("town", Crs.GCJ02, "Asia/Shanghai", True)
