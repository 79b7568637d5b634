"""Statistical area codes: segments, ranges, parents, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.domain.area import AreaKind
from linli.domain.area_codes import AreaCode, CodeKind, CodeLevel, check_code, read_code
from linli.domain.problems import Refused

SEGMENTS = st.tuples(
    st.integers(1, 99), st.integers(0, 99), st.integers(0, 99), st.integers(0, 599), st.integers(0, 599)
)


@pytest.mark.parametrize("text", ["", "4", "410", "41050", "4105030", "41050300100", "4105030010011", "41O503"])
def test_a_code_of_another_length_or_with_letters_is_refused(text):
    assert [problem.code for problem in check_code(text)] == ["area_code_pattern"]


@pytest.mark.parametrize("text", ["\uff14\uff11\uff10\uff15\uff10\uff13", "-10503", "4 0503", "٤١٠٥٠٣", "41.503"])
def test_only_plain_digits_are_digits(text):
    assert [problem.code for problem in check_code(text)] == ["area_code_pattern"]


def test_every_segment_out_of_range_is_named():
    with pytest.raises(Refused) as refusal:
        read_code("000000600999")
    assert refusal.value.codes == ("area_code_province", "area_code_segment", "area_code_segment")
    assert [problem.params.get("segment") for problem in refusal.value.problems] == [None, "600", "999"]


@pytest.mark.parametrize(
    ("text", "level", "kind", "area_kind"),
    [
        ("41", CodeLevel.PROVINCE, CodeKind.PROVINCE, None),
        ("4105", CodeLevel.CITY, CodeKind.CITY, None),
        ("410503", CodeLevel.COUNTY, CodeKind.COUNTY, AreaKind.COUNTY),
        ("410503001", CodeLevel.SUBDISTRICT, CodeKind.SUBDISTRICT, AreaKind.SUBDISTRICT),
        ("410503099", CodeLevel.SUBDISTRICT, CodeKind.SUBDISTRICT, AreaKind.SUBDISTRICT),
        ("410503100", CodeLevel.SUBDISTRICT, CodeKind.TOWN, AreaKind.TOWN),
        ("410972360", CodeLevel.SUBDISTRICT, CodeKind.TOWNSHIP, AreaKind.TOWNSHIP),
        ("410402400", CodeLevel.SUBDISTRICT, CodeKind.ENTERPRISE_UNIT, None),
        ("410402001001", CodeLevel.COMMITTEE, CodeKind.RESIDENTS_COMMITTEE, AreaKind.COMMUNITY),
        ("410402100200", CodeLevel.COMMITTEE, CodeKind.VILLAGERS_COMMITTEE, AreaKind.VILLAGE),
        ("410402100498", CodeLevel.COMMITTEE, CodeKind.COMMITTEE_LIKE, None),
    ],
)
def test_the_last_segment_says_level_and_kind(text, level, kind, area_kind):
    code = read_code(text)
    assert (code.level, code.kind, code.kind.area_kind) == (level, kind, area_kind)
    assert code.short == text


def test_a_short_form_and_its_padded_form_are_one_code():
    assert read_code(" 410503 ") == read_code("410503000000") == AreaCode("410503000000")
    assert read_code("410500") == read_code("4105")


def test_the_parents_of_a_committee_lead_up_to_the_province():
    lineage = [code := read_code("410503001002")]
    while (code := code.parent) is not None:
        lineage.append(code)
    assert [one.short for one in lineage] == ["410503001002", "410503001", "410503", "4105", "41"]


def test_a_street_of_a_city_without_counties_belongs_to_the_city():
    assert read_code("441900003").parent == read_code("4419")


@given(SEGMENTS)
def test_every_code_in_range_is_read_and_lies_below_its_parent(segments):
    province, city, county, street, committee = segments
    code = read_code(f"{province:02}{city:02}{county:02}{street:03}{committee:03}")
    parent = code.parent
    assert read_code(code.short) == code
    assert code.kind in CodeKind
    assert (parent is None) == (code.level is CodeLevel.PROVINCE)
    if parent is not None:
        assert parent.contains(code)
        assert not code.contains(parent)
