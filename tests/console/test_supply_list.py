"""A site's list by file, and a mini fire station that begins with the list of its kind."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from linli.actions.deciding import Office
from linli.store import ledgers, models
from linli.store.stock import SITES
from tests.actions.test_stock import flood_site
from tests.console.conftest import Seat, mistakes
from tests.console.test_supplies import page

BAD = ("水带", "盘", "很多", "x", "", "也许")


def table(*rows: tuple[object, ...]) -> SimpleUploadedFile:
    """A workbook with the heads of a list."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("物资", "单位", "应备数量", "现有数量", "有效期至", "应急队伍"), *rows):
        sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return SimpleUploadedFile("list.xlsx", made.getvalue())


def test_a_list_is_looked_at_and_its_good_rows_are_kept_by_one_press(office: Office, seat: Seat) -> None:
    site = flood_site(office)
    own, he = f"/console/supplies/{site.id}", seat("he")
    assert "Please fill this in." in mistakes(he, he.post(f"{own}/import", {}))
    unreadable = he.post(f"{own}/import", {"file": SimpleUploadedFile("a.xlsx", b"\x00\x01")})
    assert 'id="problems"' in mistakes(he, unreadable)
    known = site.listed[0]
    rows = (
        ("灭火毯", "条", 4, 4, "2027-05-01", "否"),
        (known.name, known.measure, known.minimum + 1, "", "", ""),
        BAD,
    )
    assert he.post(f"{own}/import", {"file": table(*rows)}).status_code == 302
    shown = page(he, f"{own}/import")
    assert "Keep 2 items" in shown and shown.count("chip--overdue") == 3
    refused = he.get(f"{own}/import/refused.csv").content.decode("utf-8-sig")
    assert "水带" in refused and len(refused.splitlines()) == 2
    for who in ("deng", "bai", "wei"):
        for tail in ("/import", "/import/refused.csv"):
            assert seat(who).get(own + tail).status_code == 404, (who, tail)
    he.post(f"{own}/import", {"apply": "1", "command": "b" * 32})
    after = ledgers.kept(SITES, office.county_id, site.id)
    assert after is not None and after.items[known.item].minimum == known.minimum + 1
    assert after.items[known.item].lots == known.lots, "what is there moves otherwise"
    assert any(one.name == "灭火毯" and one.lots == {"2027-05-01": 4} for one in after.listed)
    assert "The list came from a file" in page(he, own)
    assert "No file waits" in mistakes(he, he.post(f"{own}/import", {"apply": "1"}))
    he.post(f"{own}/import", {"file": table(*rows)})
    assert 'name="apply"' not in page(he, f"{own}/import"), "the same file again changes nothing"
    he.post(f"{own}/import", {"give_up": "1"})
    assert he.get(f"{own}/import/refused.csv").status_code == 302
    he.post(f"{own}/import", {"file": SimpleUploadedFile("own.xlsx", he.get(f"{own}.xlsx").content)})
    assert 'name="apply"' not in page(he, f"{own}/import"), "a site's own table sent back changes nothing"


def test_a_mini_fire_station_begins_with_the_list_of_its_kind(office: Office, seat: Seat) -> None:
    he = seat("he")
    shown = mistakes(he, he.post("/console/supplies/new", {"name": "桥东站", "kind": "ship", "category": "other"}))
    assert "“ship” is not one of the choices listed." in shown and 'value="桥东站"' in shown
    opened = he.post("/console/supplies/new", {"name": "桥东站", "kind": "mini_fire", "category": "other"})
    shown = page(he, opened.headers["Location"])
    assert "Mini fire station" in shown and "消防水带" in shown and "12 of 12 short" in shown
    assert models.Case.objects.count() == 0, "nobody has looked yet what is there"
    listed = page(he, "/console/supplies?kind=mini_fire")
    assert "桥东站" in listed and "桥东站" not in page(he, "/console/supplies?kind=flood")
