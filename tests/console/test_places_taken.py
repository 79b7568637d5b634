"""The register taken away: filters of the address hold, no text is a formula, and the table can be sent back."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from linli.actions import place_views
from linli.actions.deciding import Office
from linli.actions.load_places import load_places
from linli.actions.place_acts import check
from linli.actions.place_register import enter
from linli.domain.delimited import records
from tests import offices
from tests.actions.test_places import CELLS, HU, big_table
from tests.console.conftest import NOW, Seat
from tests.console.test_places import page

OUTLINE = "114.3050,36.1050;114.3060,36.1050;114.3060,36.1060"


def test_a_table_holds_what_the_filters_find_and_can_be_sent_back(office: Office, seat: Seat) -> None:
    load_places(office, records(big_table(3, 60).splitlines(keepends=True)), now=NOW)
    hostile = {**CELLS, "name": "=1+1", "address": "@SUM(1)", "outline": OUTLINE}
    here = enter(office, HU, hostile, command_id=offices.command_id(), now=NOW)
    check(office, HU, here.place.id, {"gate": "gap"}, command_id=offices.command_id(), now=NOW)
    hu = seat("hu", language="zh-CN")
    assert 'href="/console/places.xlsx?kind=estate"' in page(hu, "/console/places?kind=estate")
    hu.get("/console/places.xlsx")
    with CaptureQueriesContext(connection) as asked:
        whole = hu.get("/console/places.xlsx").content
    assert len(asked) <= 25
    rows = list(load_workbook(io.BytesIO(whole)).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert rows[0][:4] == ("编号", "名称", "英文名", "类别") and len(rows) == 1 + 58
    only = load_workbook(io.BytesIO(hu.get("/console/places.xlsx?kind=estate").content)).active
    assert only is not None and only.max_row == 2
    assert [only.cell(2, at).value for at in (2, 6)] == ["'=1+1", "'@SUM(1)"]
    assert {cell.data_type for cell in only[2]} <= {"s", "n", "inlineStr"}
    sent = SimpleUploadedFile("places.xlsx", whole)
    assert hu.post("/console/places/import", {"datum": "wgs84", "file": sent}).status_code == 302
    shown = page(hu, "/console/places/import")
    assert 'name="apply"' not in shown and ">58</span>" in shown, "the table sent back changes nothing"

    layer = json.loads(hu.get("/console/places.geojson?kind=estate").content)
    (feature,) = layer["features"]
    assert feature["geometry"]["type"] == "Polygon" and feature["properties"]["gaps"] == 1
    assert feature["geometry"]["coordinates"][0][0] == feature["geometry"]["coordinates"][0][-1]
    deng = seat("deng")
    assert json.loads(deng.get("/console/places.geojson").content)["features"] == []


def test_more_than_one_table_takes_is_said_and_the_filters_stay(
    office: Office, seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_places(office, records(big_table(3, 60).splitlines(keepends=True)), now=NOW)
    monkeypatch.setattr(place_views, "TAKEN_MAX", 5)
    hu = seat("hu")
    answer = hu.get("/console/places.xlsx?kind=shop")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/console/places?kind=shop")
    assert "at most 5 places" in page(hu, answer.headers["Location"])
