"""Units, posts and outlines from a file: every mistake at its line, all of it or nothing, twice the same as once."""

import json

import pytest

from linli.actions.deciding import Office
from linli.actions.load_sheets import SheetFile, load_layer, load_sheet
from linli.actions.office import open_office
from linli.domain.coordinates import Crs
from linli.domain.problems import Refused
from linli.domain.setup_sheets import SHEETS
from linli.store import models
from tests import cast
from tests.actions.silent_ports import SILENT_PORTS
from tests.offices import set_up_office


@pytest.fixture
def office(db: None) -> Office:
    return set_up_office()


def heads() -> str:
    return ",".join(one.title.en for one in SHEETS["unit"].columns) + "\n"


def units(text: str) -> SheetFile:
    return SheetFile(what="units", content=text.encode())


def test_every_mistake_is_named_by_line_and_column_and_nothing_is_kept(office: Office) -> None:
    before = models.Entry.objects.count()
    text = heads() + "\nnew-a,Unit A,,职能部门,nowhere,,yes\nnew-b,,,moon office,minghe,,maybe\n"
    plan = load_sheet(office, units(text), now=cast.MONDAY)
    assert {(one.row, one.problem.at) for one in plan.problems} >= {(4, "name"), (4, "kind")}
    assert plan.records == () and models.Entry.objects.count() == before


def test_a_broken_workbook_is_refused(office: Office) -> None:
    with pytest.raises(Refused):
        load_sheet(office, SheetFile(what="units", content=b"PK\x03\x04nothing"), now=cast.MONDAY)


def test_a_layer_that_cannot_be_read_is_refused(office: Office) -> None:
    with pytest.raises(Refused):
        load_layer(office, b"{}", crs=Crs.WGS84, now=cast.MONDAY)


def test_a_unit_is_kept_once_and_a_dry_run_keeps_none(office: Office) -> None:
    text = heads() + "new-a,Unit A,,职能部门,minghe,,yes\n"
    assert len(load_sheet(office, units(text), now=cast.MONDAY, is_dry_run=True).records) == 1
    assert not models.Unit.objects.filter(key="new-a").exists()
    plan = load_sheet(office, units(text), now=cast.MONDAY)
    assert plan.problems == () and models.Unit.objects.filter(key="new-a").count() == 1
    again = open_office(SILENT_PORTS, office.county_id)
    assert load_sheet(again, units(text), now=cast.MONDAY).changes == ()


def test_an_outline_is_matched_by_code_and_moved_from_its_datum(office: Office) -> None:
    ring = [[114.31, 36.11], [114.32, 36.11], [114.32, 36.12], [114.31, 36.12], [114.31, 36.11]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    shape = {"type": "Feature", "properties": {"code": "minghe-liuan"}, "geometry": geometry}
    content = json.dumps({"type": "FeatureCollection", "features": [shape]}).encode()
    plan = load_layer(office, content, crs=Crs.GCJ02, now=cast.MONDAY)
    assert [one.key for one in plan.areas] == ["minghe-liuan"]
    kept = open_office(SILENT_PORTS, office.county_id).directory.tree.by_key["minghe-liuan"]
    assert kept.geometry == plan.areas[0].geometry
