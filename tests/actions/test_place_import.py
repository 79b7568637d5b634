"""Files of places at the console: every mistake at once, good rows after one confirmation, three kinds of file."""

import io
import json
import zipfile

import pytest
import shapefile
from openpyxl import Workbook

from linli.actions.deciding import Office
from linli.actions.office import open_office
from linli.actions.place_import import apply_places, give_up, send_places, waiting_places
from linli.domain.problems import Refused
from tests import cast, offices

NOW, HU, DENG, REN = cast.MONDAY, cast.POSTS["hu"], cast.POSTS["deng"], cast.POSTS["ren"]
TABLE = (
    f"编号,名称,类别,所在区域,经度,纬度,办公电话\n1,东市场,市场,{cast.GRID},114.305,36.105,0372-5551234\n"
    f"2,,飞船,{cast.GRID},114.305,36.105,13800000000\n3,荷塘小店,商铺,{cast.FAR_GRID},,,\n"
).encode()
FEATURES = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "id": 1, "properties": {"name": "甲楼", "kind": "building", "area": cast.GRID},
         "geometry": {"type": "Polygon", "coordinates": [[[114.304, 36.104], [114.305, 36.104], [114.305, 36.105],
                                                          [114.304, 36.104]]]}},
        {"type": "Feature", "id": 2, "properties": {"name": "乙店", "kind": "shop", "area": cast.GRID},
         "geometry": {"type": "Point", "coordinates": [114.306, 36.106]}},
    ],
}  # fmt: skip


@pytest.fixture
def office(db: None) -> Office:
    return offices.set_up_office()


def send(office: Office, content: bytes, datum: str = "wgs84") -> None:
    send_places(office, HU, filename="places", content=content, datum=datum, now=NOW)


def fresh(office: Office) -> Office:
    return open_office(office.ports, office.county_id)


def test_all_mistakes_stand_there_at_once_and_one_press_keeps_the_good_rows(office: Office) -> None:
    send(office, TABLE)
    waiting = waiting_places(office, HU, NOW)
    assert waiting is not None and (waiting.plan.added, waiting.plan.read) == (1, 3)
    assert [[(p.code, p.at) for p in one.problems] for one in waiting.plan.refused] == [
        [("required", "name"), ("unknown_choice", "kind"), ("phone_personal", "phone")],
        [("place_outside_yours", "area")],
    ]
    assert fresh(office).directory.setup.places == (), "nothing is kept before somebody confirms"
    assert apply_places(office, HU, NOW).added == 1
    with pytest.raises(Refused) as refusal:
        apply_places(fresh(office), HU, NOW)
    assert refusal.value.codes == ("draft_gone",)
    send(fresh(office), TABLE)
    again = waiting_places(fresh(office), HU, NOW)
    assert again is not None and (again.plan.added, again.plan.changed, again.plan.unchanged) == (0, 0, 1)
    give_up(office, HU)
    assert waiting_places(office, HU, NOW) is None


def test_nobody_sees_the_file_of_another(office: Office) -> None:
    send(office, TABLE)
    assert waiting_places(office, DENG, NOW) is None
    with pytest.raises(Refused) as refusal:
        waiting_places(office, REN, NOW)
    assert refusal.value.codes == ("not_found",)


def test_a_layer_of_points_and_outlines_is_read(office: Office) -> None:
    send(office, json.dumps(FEATURES).encode(), datum="gcj02")
    assert apply_places(office, HU, NOW).added == 2
    kept = {one.key: one for one in fresh(office).directory.setup.places}
    assert kept["1"].outline.count(";") == 2 and kept["1"].point is not None
    assert kept["2"].lon_e6 not in (None, 114_306_000), "another datum is converted"
    send(fresh(office), json.dumps(FEATURES).encode(), datum="gcj02")
    again = waiting_places(fresh(office), HU, NOW)
    assert again is not None and (again.plan.changed, again.plan.unchanged) == (0, 2)


def test_a_shapefile_and_a_workbook_are_read(office: Office) -> None:
    parts = {end: io.BytesIO() for end in ("shp", "shx", "dbf")}
    with shapefile.Writer(**parts, shapeType=shapefile.POINT, encoding="utf-8") as writer:
        for name in ("key", "name", "kind", "area"):
            writer.field(name, "C", size=60)
        writer.point(114.305, 36.105)
        writer.record("9", "丙店", "shop", cast.GRID)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for end, content in parts.items():
            file.writestr(f"places.{end}", content.getvalue())
    send(office, packed.getvalue())
    assert apply_places(office, HU, NOW).added == 1
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Number", "Name", "Category", "Area", "Risk class"])
    sheet.append([9, "丙店", "Shop", cast.GRID, "重大风险"])
    saved = io.BytesIO()
    book.save(saved)
    send(fresh(office), saved.getvalue())
    found = apply_places(fresh(office), HU, NOW)
    assert (found.changed, found.refused) == (1, ())
    kept = fresh(office).directory.setup.places[0]
    assert kept.risk.value == "major" and kept.lon_e6 == 114_305_000, "a column that is not there changes nothing"


@pytest.mark.parametrize(
    ("content", "datum", "expected"),
    [
        (b"", "x", {"unknown_choice", "required"}),
        (b"{", "wgs84", {"layer_unreadable"}),
        (b'{"type":"FeatureCollection","features":[]}', "wgs84", {"layer_without_shapes"}),
        (b"PK\x03\x04broken", "wgs84", {"workbook_unreadable"}),
        (b"a,b\n1,2\n", "wgs84", {"column_missing"}),
        ("编号,名称,类别\n".encode(), "wgs84", {"workbook_empty"}),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_every_reason(
    office: Office, content: bytes, datum: str, expected: set[str]
) -> None:
    with pytest.raises(Refused) as refusal:
        send(office, content, datum)
    assert set(refusal.value.codes) == expected
