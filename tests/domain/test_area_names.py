"""Finding areas by the words people write."""

import pytest

from linli.domain.area_names import areas_below, find_areas, plain
from tests import cast

DIRECTORY = cast.directory()


def found(words: str) -> list[str]:
    return [area.path for area in find_areas(DIRECTORY, words)]


@pytest.mark.parametrize("words", ["", "桥", "   ", "没有这个地方", "3网格", "明河区", "()[]*+?", "\x00"])
def test_words_that_name_no_area_find_nothing(words: str) -> None:
    assert found(words) == []


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("桥东社区", cast.BRIDGE_EAST),
        ("桥东", cast.BRIDGE_EAST),
        ("我家在桥东社区菜市场旁边", cast.BRIDGE_EAST),
        ("桥东社区1网格", cast.GRID),
        ("桥东社区第２网格", cast.OTHER_GRID),
        ("桥东社区第0002号网格", cast.OTHER_GRID),
        ("bridge east grid 1", cast.GRID),
        ("LOTUS", cast.LOTUS),
        ("荷塘村", cast.LOTUS),
        ("柳岸", cast.LIUAN),
    ],
)
def test_an_area_is_found_by_its_name_whole_or_in_part(words: str, first: str) -> None:
    assert found(words)[0] == first


def test_several_areas_of_one_name_are_all_shown() -> None:
    assert set(found("bridge")) == {cast.BRIDGE_EAST, cast.BRIDGE_WEST}


def test_width_case_and_blanks_do_not_matter() -> None:
    assert plain(" Ｂridge  EAST ") == plain("bridge east")


def test_one_goes_down_from_the_county_to_the_grids() -> None:
    streets = areas_below(DIRECTORY, None)
    assert [area.path for area in streets] == [cast.DONGTANG, cast.LIUAN]
    grids = areas_below(DIRECTORY, DIRECTORY.tree.by_path[cast.BRIDGE_EAST])
    assert [area.path for area in grids] == [cast.GRID, cast.OTHER_GRID]
    assert areas_below(DIRECTORY, DIRECTORY.tree.by_path[cast.GRID]) == ()
