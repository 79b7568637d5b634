"""The public map: sums as tiles and as a list, points named as filing places them, a base map in parts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from linli.actions import map_views
from linli.actions.deciding import Office
from tests import cast, offices
from tests.public.conftest import body, visitor_in

TILE = "/map/tiles/area/14/13394/6427"
SUMS = "/map/tiles/matter/14/13394/6427"


@pytest.fixture(autouse=True)
def at_the_moment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for view in ("map", "map_tiles"):
        monkeypatch.setattr(f"linli.public.{view}.present", lambda: cast.MONDAY)
    map_views.forget_sums()
    yield
    map_views.forget_sums()


@pytest.mark.parametrize(
    "path", ["person/1/0/0", "area/1/2/0", "area/17/0/0", "matter/99999999999999999999/0/0", "area/-1/0/0", "area/1/0"]
)
def test_a_layer_or_square_there_is_not_is_missing(path: str, visitor: Client) -> None:
    assert visitor.get(f"/map/tiles/{path}").status_code == 404


def test_a_tile_that_the_reader_has_is_not_sent_again(visitor: Client) -> None:
    first = visitor.get(TILE)
    assert first.headers["Content-Type"] == "application/vnd.mapbox-vector-tile"
    assert "max-age=86400" in first.headers["Cache-Control"]
    again = visitor.get(TILE, headers={"if-none-match": f'"other", W/{first.headers["ETag"]}'})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert visitor.get(TILE, headers={"if-none-match": '"other"'}).content == first.content


def test_sums_are_kept_a_minute_and_follow_the_matters(office: Office, visitor: Client) -> None:
    empty = visitor.get(SUMS)
    offices.file(office)
    map_views.forget_sums()
    fresh = visitor.get(SUMS)
    assert "max-age=60" in fresh.headers["Cache-Control"]
    assert fresh.headers["ETag"] != empty.headers["ETag"]
    assert visitor.get(f"{SUMS}?kind=appearance").content == empty.content


def test_the_page_says_as_a_list_what_the_map_shows(office: Office, visitor: Client) -> None:
    offices.file(office)
    offices.file(office, area=cast.OTHER_GRID)
    page = body(visitor.get("/map"))
    assert "/map?under=minghe-liuan" in page
    below = body(visitor.get("/map?under=minghe-liuan-bridge-east"))
    assert "/grid/minghe-liuan-bridge-east-g1/" in below
    assert below.count("1 matter<") >= 2
    assert "2 matters" in below


def test_a_kind_is_an_address_and_an_unknown_one_counts_as_none(office: Office, visitor: Client) -> None:
    offices.file(office)
    assert "0 matters" in body(visitor.get("/map?kind=appearance"))
    assert "1 matter<" in body(visitor.get("/map?kind=municipal"))
    assert "1 matter<" in body(visitor.get("/map?kind=%27&under='"))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_keeps_to_its_budget(
    language: str, office: Office, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    visitor_in(language).get("/map")
    with django_assert_max_num_queries(4):
        shown = visitor_in(language).get("/map")
    assert len(shown.content) < 100_000
    assert ("身边地图" in body(shown)) is (language == "zh-hans")


@pytest.mark.parametrize(
    "query", ["", "?lon=1", "?lon=x&lat=y", "?lon=nan&lat=nan", "?lon=1e999&lat=0", "?lon=200&lat=0"]
)
def test_what_is_no_point_is_answered_and_names_nothing(query: str, visitor: Client) -> None:
    named = visitor.get(f"/map/place{query}").json()
    assert named["key"] == ""
    assert named["words"]


def test_a_point_is_named_as_a_report_from_there_would_be_placed(office: Office, visitor: Client) -> None:
    answer = visitor.get("/map/place?lon=114.305&lat=36.105")
    assert answer.json()["key"] == "minghe-liuan-bridge-east-g1"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "outside" in visitor.get("/map/place?lon=120&lat=30").json()["words"]
    near = visitor.get("/map/place?lon=114.3101&lat=36.105").json()
    assert (near["key"], "nearest" in near["words"]) == ("minghe-liuan-bridge-east-g1", True)


def test_the_report_offers_a_map_beside_the_ways_that_need_none(visitor: Client) -> None:
    page = body(visitor.get("/report/"))
    assert "data-pick" in page and "data-map=" in page
    assert page.index("data-pick") < page.index('name="q"')
    assert 'action="/report/"' in page
    chosen = visitor.post("/report/", {"lon": "114.305", "lat": "36.105"}, follow=True)
    assert "data-map=" not in body(chosen)


def test_without_a_base_map_there_is_none_and_no_outside_host(visitor: Client) -> None:
    assert visitor.get("/map/base.pmtiles").status_code == 404
    shown = visitor.get("/map")
    assert "tianditu" not in body(shown) + shown.headers["Content-Security-Policy"]
    assert "unsafe" not in shown.headers["Content-Security-Policy"]


def test_a_tianditu_key_is_asked_for_only_where_an_operator_gave_one(visitor: Client, settings: Settings) -> None:
    settings.TIANDITU_KEY = "k3y"
    assert "tianditu.gov.cn/vec_w/wmts" in body(visitor.get("/map")).replace("\\/", "/")


@pytest.fixture
def base_map(tmp_path: Path, settings: Settings) -> bytes:
    content = bytes(range(256)) * 2000
    settings.BASE_MAP_FILE = tmp_path / "district.pmtiles"
    settings.BASE_MAP_FILE.write_bytes(content)
    settings.BASE_MAP_CREDIT = "测绘院 审图号 X(2026)1"
    return content


@pytest.mark.parametrize(
    ("asked", "status", "first", "last"),
    [
        ("", 200, 0, 511_999), ("bytes=0-0", 206, 0, 0), ("bytes=127-16383", 206, 127, 16_383),
        ("bytes=500000-", 206, 500_000, 511_999), ("bytes=-10", 206, 511_990, 511_999),
        ("bytes=500000-9999999", 206, 500_000, 511_999), ("bytes=x-y", 200, 0, 511_999),
        ("bytes=0-1,5-6", 200, 0, 511_999), ("bytes=-", 200, 0, 511_999),
    ],
)  # fmt: skip
def test_a_base_map_is_given_in_parts(
    asked: str, status: int, first: int, last: int, base_map: bytes, visitor: Client
) -> None:
    answer = visitor.get("/map/base.pmtiles", headers={"range": asked} if asked else {})
    assert (answer.status_code, answer.getvalue()) == (status, base_map[first : last + 1])
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Content-Length"] == str(last - first + 1)
    if status == 206:
        assert answer.headers["Content-Range"] == f"bytes {first}-{last}/512000"


@pytest.mark.parametrize("asked", ["bytes=512000-", "bytes=9-3", "bytes=-0"])
def test_a_part_that_does_not_exist_is_refused(asked: str, base_map: bytes, visitor: Client) -> None:
    answer = visitor.get("/map/base.pmtiles", headers={"range": asked})
    assert (answer.status_code, answer.headers["Content-Range"]) == (416, f"bytes */{len(base_map)}")


def test_a_part_of_another_version_is_not_mixed_in(base_map: bytes, visitor: Client) -> None:
    etag = visitor.get("/map/base.pmtiles").headers["ETag"]
    given = {"range": "bytes=0-9"}
    assert visitor.get("/map/base.pmtiles", headers={**given, "if-range": etag}).status_code == 206
    assert visitor.get("/map/base.pmtiles", headers={**given, "if-range": '"older"'}).status_code == 200
    assert "审图号" in body(visitor_in("zh-hans").get("/map"))
