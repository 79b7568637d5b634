"""Finding a spot by words: places before areas, the rest kept, streets through the communities they run along."""

from dataclasses import replace

import pytest
import shapely

from linli.domain.directory import Directory
from linli.domain.gazetteer import Gazetteer, SpotKind
from linli.domain.place import Place, PlaceKind
from linli.domain.placing import Placer
from linli.domain.streets import Street, StreetKind
from tests import cast

ESTATE = Place(
    id="p1", key="1", name="世纪花园", name_en="Century Garden", aliases="老机床厂宿舍", kind=PlaceKind.ESTATE,
    area_path=cast.GRID, address="柳岸路88号", lon_e6=114_305_000, lat_e6=36_105_000,
)  # fmt: skip
SCHOOL = replace(
    ESTATE, id="p2", key="2", name="世纪花园小学", name_en="", aliases="", area_path=cast.OTHER_GRID, address=""
)
CLOSED = replace(SCHOOL, id="p3", key="3", name="旧粮库", is_active=False)
STREET = Street(
    name="柳岸路", name_en="Willow Bank Road", kind=StreetKind.LOCAL,
    shape=shapely.LineString([(114.299, 36.105), (114.311, 36.105)]),
)  # fmt: skip


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    setup = cast.setup()
    border = shapely.to_wkb(shapely.box(114.30, 36.10, 114.31, 36.11))
    areas = tuple(replace(one, geometry=border if one.path == cast.GRID else None) for one in setup.areas)
    directory = Directory(replace(setup, areas=areas, places=(ESTATE, SCHOOL, CLOSED)))
    return Gazetteer(directory, Placer(directory.tree), (STREET,))


@pytest.mark.parametrize("words", ["", " ", "花", "天上人间", "旧粮库", "3号楼"])
def test_words_that_name_nothing_find_nothing(gazetteer: Gazetteer, words: str) -> None:
    assert gazetteer.find(words) == ()


def test_nothing_outside_the_asked_area_is_found(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("世纪花园", within_path="/elsewhere/") == ()


def test_a_house_of_an_estate_finds_the_estate_and_keeps_the_house(gazetteer: Gazetteer) -> None:
    spot = gazetteer.find("世纪花园 3号楼")[0]
    assert (spot.kind, spot.area_path, spot.rest) == (SpotKind.PLACE, cast.GRID, "3号楼")
    assert spot.point == ESTATE.point


@pytest.mark.parametrize(
    ("words", "rest"),
    [("老机床厂宿舍后门", "后门"), ("CENTURY garden, block 3", "block 3"), ("柳岸路88号2单元", "2单元")],
)
def test_other_names_and_the_address_find_it_too(gazetteer: Gazetteer, words: str, rest: str) -> None:
    spot = gazetteer.find(words)[0]
    assert (spot.name.zh, spot.rest) == ("世纪花园", rest)


@pytest.mark.parametrize(("words", "rest"), [("世纪 3号楼", "3号楼"), ("机床厂宿舍二单元后门", "二单元后门")])
def test_a_part_of_a_name_before_a_house_number_finds_it_too(gazetteer: Gazetteer, words: str, rest: str) -> None:
    spot = gazetteer.find(words)[0]
    assert (spot.name.zh, spot.rest) == ("世纪花园", rest)


def test_the_longer_name_within_the_words_comes_first(gazetteer: Gazetteer) -> None:
    assert [one.name.zh for one in gazetteer.find("世纪花园小学门口")][:2] == ["世纪花园小学", "世纪花园"]


def test_a_community_named_alone_comes_before_what_lies_in_it(gazetteer: Gazetteer) -> None:
    spot = gazetteer.find("桥东社区")[0]
    assert spot.kind is SpotKind.AREA


def test_a_street_is_found_once_in_each_community_it_runs_through(gazetteer: Gazetteer) -> None:
    spots = [one for one in gazetteer.find("柳岸路12号门前") if one.kind is SpotKind.STREET]
    assert [(one.name.zh, one.rest) for one in spots] == [("柳岸路", "12号门前")]
    assert cast.GRID.startswith(spots[0].area_path)
