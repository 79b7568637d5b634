"""Rules of the register of places: codes, numbers, doubles, rows with every mistake at once."""

from dataclasses import replace

import pytest

from linli.domain.coordinates import Crs
from linli.domain.credit_code import ALPHABET, check_character, code_remarks, plain_code
from linli.domain.office_phone import phone_problems
from linli.domain.place import KIND_WORDS, RISK_WORDS, Place, PlaceKind, PlaceRisk, PlaceStanding
from linli.domain.place_doubles import find_doubles, likeness, plain_name
from linli.domain.place_row import COLUMN_WORDS, COLUMNS, PlaceReader, column_of, outline_lines
from linli.domain.placing import Placer
from tests import cast

BODY = "91410503MA0000000"
"""Seventeen characters of nobody: the tail is computed."""


def reader(datum: Crs = Crs.WGS84) -> PlaceReader:
    return PlaceReader(cast.directory(), Placer(()), datum)


def place(id_: str, name: str, **values: object) -> Place:
    return Place(id=id_, key=id_, name=name, kind=PlaceKind.ESTATE, area_path=cast.GRID, **values)


def test_a_credit_code_with_its_own_check_character_is_right_and_every_other_tail_is_told() -> None:
    good = BODY + check_character(BODY)
    assert code_remarks(good) == ()
    for char in ALPHABET:
        if char != good[-1]:
            assert [one.code for one in code_remarks(BODY + char)] == ["credit_code_check"]


@pytest.mark.parametrize("code", ["123", BODY + "I", BODY + "00"])
def test_a_credit_code_of_another_form_is_told(code: str) -> None:
    assert [one.code for one in code_remarks(code)] == ["credit_code_form"]


def test_a_credit_code_is_compared_in_half_width_capitals() -> None:
    assert plain_code("9141 0503-ma") == "91410503MA"
    assert code_remarks("") == ()


@pytest.mark.parametrize("phone", ["", "0372-5551234", "5551234", "400-123-4567", "12345", "0372 5551234转12", "110"])
def test_an_offices_number_is_kept(phone: str) -> None:
    assert phone_problems(phone) == ()


@pytest.mark.parametrize("phone", ["13800000000", "+86 138-0000-0000", "办公室 13800000000"])
def test_a_persons_number_is_refused(phone: str) -> None:
    assert [one.code for one in phone_problems(phone)] == ["phone_personal"]


@pytest.mark.parametrize("phone", ["张主任", "0372-555", "x"])
def test_what_is_no_number_is_refused(phone: str) -> None:
    assert [one.code for one in phone_problems(phone)] == ["phone_unreadable"]


def test_every_category_and_risk_has_words_and_every_column_a_head_in_both_languages() -> None:
    assert set(KIND_WORDS) == set(PlaceKind) and set(RISK_WORDS) == set(PlaceRisk)
    assert set(COLUMN_WORDS) == set(COLUMNS)
    for column, words in COLUMN_WORDS.items():
        assert {column_of(words.zh), column_of(words.en.upper()), column_of(f" {column} ")} == {column}


def test_the_standing_follows_from_what_stands() -> None:
    assert place("1", "a").standing is PlaceStanding.OPEN
    assert place("1", "a", is_active=False).standing is PlaceStanding.CLOSED
    assert place("1", "a", is_active=False, merged_into="2").standing is PlaceStanding.MERGED


def test_all_mistakes_of_a_row_are_named_at_once() -> None:
    cells = {
        "key": "", "name": "", "kind": "飞船", "risk": "很大", "area": "天上", "lon": "x", "lat": "36.1",
        "regulator": "没有的局", "phone": "13800000000", "outline": "1,2",
    }  # fmt: skip
    found = {(one.code, one.at) for one in reader().read(cells).problems}
    assert found == {
        ("required", "key"), ("required", "name"), ("unknown_choice", "kind"), ("unknown_choice", "risk"),
        ("place_unknown", "area"), ("not_a_number", "point.lon"), ("unit_not_there", "regulator"),
        ("phone_personal", "phone"), ("outline_too_short", "outline"),
    }  # fmt: skip


def test_a_column_that_is_not_there_leaves_what_stands_and_an_empty_one_clears_it() -> None:
    first = reader().read({
        "key": "1", "name": "甲", "kind": "market", "area": cast.GRID, "risk": "重大风险", "phone": "5551234",
        "regulator": "区住建局", "owner": "bridge-east", "lon": "114.305", "lat": "36.105",
    }).place  # fmt: skip
    assert first is not None and first.regulator_unit == "u-housing" and first.owner_unit == "u-bridge-east"
    kept = reader().read({"key": "1", "name": "甲", "kind": "市场"}, first).place
    cleared = (
        reader().read({"key": "1", "name": "甲", "kind": "Market", "risk": "", "phone": "", "owner": ""}, first).place
    )
    assert kept == first
    assert cleared is not None
    assert (cleared.risk, cleared.phone, cleared.owner_unit) == (PlaceRisk.UNRATED, "", "")
    assert cleared.regulator_unit == first.regulator_unit and cleared.point == first.point


def test_an_outline_gives_the_point_and_reads_back_as_it_was() -> None:
    lines = "114.305000, 36.105000\n114.306000, 36.105000\n114.306000, 36.106000"
    cells = {"key": "1", "name": "甲", "kind": "estate", "area": cast.GRID, "outline": lines}
    found = reader().read(cells).place
    assert found is not None and found.point is not None
    assert sorted(outline_lines(found.outline).splitlines()) == sorted(lines.splitlines())
    again = reader(Crs.GCJ02).read({**cells, "outline": outline_lines(found.outline)}, found).place
    assert again == found, "what a form showed and nobody touched is not converted again"


def test_an_outline_of_too_many_corners_is_refused() -> None:
    lines = "\n".join(f"{114 + at / 1000:.6f}, {36 + (at % 2 + 1) / 100 * at / 101:.6f}" for at in range(1, 60))
    ring = lines + "\n" + "\n".join(f"{114 + at / 1000:.6f}, 35.0" for at in range(60, 0, -1))
    cells = {"key": "1", "name": "甲", "kind": "estate", "area": cast.GRID, "outline": ring}
    assert [one.code for one in reader().read(cells).problems] == ["outline_too_long"]


def test_doubles_are_of_one_name_near_by_or_of_like_names_at_one_spot() -> None:
    here = {"lon_e6": 114_305_000, "lat_e6": 36_105_000}
    near = {"lon_e6": 114_308_000, "lat_e6": 36_105_000}  # about 270 m
    far = {"lon_e6": 114_405_000, "lat_e6": 36_105_000}
    spot = {"lon_e6": 114_305_100, "lat_e6": 36_105_000}  # about 9 m
    some = (
        place("1", "世纪花园", **here), place("2", "世纪 花园", **near), place("3", "世纪花园", **far),
        place("4", "世纪花园小区", **spot), place("5", "无关商店", **spot),
        place("6", "世纪花园", is_active=False, **here),
        place("7", "无点小院"), place("8", "无点小院"),
    )  # fmt: skip
    found = find_doubles(some)
    assert {one.key for one in found} == {("1", "2"), ("1", "4"), ("7", "8")}
    assert {one.key for one in find_doubles(some, frozenset({("1", "2")}))} == {("1", "4"), ("7", "8")}
    assert [one.distance_m for one in found if one.key == ("7", "8")] == [None]


def test_an_estate_and_its_fire_lane_are_two_and_a_translation_makes_no_double() -> None:
    here = {"lon_e6": 114_305_000, "lat_e6": 36_105_000}
    estate = place("1", "安居花园", name_en="Anju Garden", **here)
    lane = replace(place("2", "安居花园消防车通道", **here), kind=PlaceKind.FIRE_LANE)
    other = place("3", "麦香家园", name_en="Anju Garden", **here)
    assert find_doubles((estate, lane, other)) == ()
    unsure = replace(lane, kind=PlaceKind.OTHER)
    assert [one.key for one in find_doubles((estate, unsure))] == [("1", "2")]


def test_a_thousand_places_on_one_point_take_no_time() -> None:
    heap = [place(f"{at:04}", f"摊位{at}", lon_e6=114_305_000, lat_e6=36_105_000) for at in range(1_000)]
    assert len(find_doubles(heap)) < 60 * 60


def test_likeness_is_by_shared_pairs_of_characters() -> None:
    assert likeness("世纪花园", "世纪花园") == 1.0
    assert likeness(plain_name("世纪花园小区"), plain_name("世纪花园")) == pytest.approx(0.75)
    assert likeness("甲", "乙") == 0.0
