"""The page of figures: each number opens to exactly that many matters, and nothing small is shown."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import Settings

from linli.actions import figures
from linli.actions.deciding import Office
from linli.adapters.duckdb_figures import DuckdbFigures
from linli.ui.office import the_office
from tests import cast, offices
from tests.actions.silent_ports import SILENT_PORTS
from tests.console.conftest import Seat

PAGE = "/console/figures?period=2026-Q1"
NUMBER = re.compile(r'<a href="([^"]+)" data-count="(\d+)">')
TOTAL = re.compile(r'data-total="(\d+)"')
ROW = re.compile(r'id="row-(\w+)"')
NEXT = re.compile(r'rel="next" href="([^"]+)"')
LATER = cast.MONDAY + timedelta(days=20)


@pytest.fixture
def counted(office: Office, settings: Settings, tmp_path: Path) -> Office:
    """The county with matters in two streets, and figures counted of them."""
    settings.LINLI_PORTS = replace(SILENT_PORTS, figures=DuckdbFigures(str(tmp_path / "facts")))
    for number in range(52):
        offices.file(office, at=cast.MONDAY + timedelta(minutes=number), area=cast.GRIDS[number % 3])
    for _ in range(6):
        offices.file(office, area=cast.FAR_GRID)
        offices.handled_case(office)
    offices.file(office, area=cast.STONE + "g1/")
    figures.export_facts(the_office(), now=LATER)
    return office


def pages(client: Client, address: str) -> Iterator[str]:
    """Yield the page and those that follow it."""
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, address
        yield answer.content.decode()
        onward = NEXT.search(answer.content.decode())
        address = unescape(onward[1]) if onward else ""


@pytest.mark.parametrize("name", ["hu", "deng", "cheng", "song"])
@pytest.mark.usefixtures("counted")
def test_every_number_on_the_page_opens_to_exactly_that_many_matters(name: str, seat: Seat) -> None:
    client = seat(name)
    shown = client.get(PAGE).content.decode()
    numbers = {(unescape(address), int(count)) for address, count in NUMBER.findall(shown)}
    assert len(numbers) >= (2 if name == "song" else 4)
    for address, count in numbers:
        seen: list[str] = []
        for page in pages(client, address):
            total = TOTAL.search(page)
            assert total and int(total[1]) == count, address
            seen += ROW.findall(page)
        assert len(seen) == len(set(seen)) == count, address


def test_before_anything_is_counted_the_page_says_so(office: Office, seat: Seat) -> None:
    assert "No figures yet" in seat("hu").get(PAGE).content.decode()
    assert seat("hu").get("/console/figures.xlsx").status_code == 302


@pytest.mark.usefixtures("counted")
def test_no_case_is_never_a_hundred_per_cent_and_a_few_are_not_shown(seat: Seat) -> None:
    shown = seat("deng").get(PAGE).content.decode()
    assert "no cases" in shown and "100.0 %" not in shown
    assert "too few to show" in shown
    assert all(int(count) >= 5 or "side=hits" in unescape(address) for address, count in NUMBER.findall(shown))


@pytest.mark.usefixtures("counted")
@pytest.mark.parametrize(
    "query", ["?period=2026-13", "?area=/minghe/", "?area=/elsewhere/", "?chart=nonsense", "?period=%00x", "?area=%E5"]
)
def test_what_the_address_does_not_understand_counts_as_not_asked(query: str, seat: Seat) -> None:
    answer = seat("hu").get(f"/console/figures{query}")
    assert answer.status_code in (200, 400)
    assert "东塘" not in answer.content.decode()


@pytest.mark.usefixtures("counted")
@pytest.mark.parametrize(
    "query", ["", "?figure=nonsense&side=hits", "?figure=on_time&side=x", "?figure=closure&side=hits&by=unit"]
)
def test_a_number_that_does_not_exist_leads_back(query: str, seat: Seat) -> None:
    assert seat("hu").get(f"/console/figures/matters{query}").status_code == 302


@pytest.mark.usefixtures("counted")
def test_naming_another_street_shows_no_matter_of_it(seat: Seat) -> None:
    asked = f"?figure=filed&side=population&period=2026-Q1&area={cast.DONGTANG}&by=community&group={cast.LOTUS}"
    page = seat("hu").get(f"/console/figures/matters{asked}").content.decode()
    assert TOTAL.search(page)[1] == "0" and not ROW.search(page)


@pytest.mark.usefixtures("counted")
def test_the_page_is_chinese_by_default_and_says_as_of_when_it_stands(seat: Seat) -> None:
    shown = seat("hu", language="zh-CN").get(PAGE).content.decode()
    assert "按期处置率" in shown and "截至" in shown and "On-time" not in shown


@pytest.mark.usefixtures("counted")
def test_tables_to_take_away_hold_the_same_numbers_and_nothing_small(seat: Seat) -> None:
    client = seat("cheng")
    book = load_workbook(BytesIO(client.get(PAGE.replace("figures?", "figures.xlsx?")).content))
    rows = [tuple(cell.value for cell in row) for row in book.active.iter_rows()]
    received = next(row for row in rows if row[0] == "Matters received" and not row[2])
    assert received[5] == 65
    assert all(row[5] is None or row[5] == 0 or row[5] >= 5 for row in rows[1:])
    text = client.get(PAGE.replace("figures?", "figures.csv?")).content.decode("utf-8-sig")
    assert len(text.splitlines()) == len(rows)


@pytest.mark.usefixtures("counted")
def test_an_administrator_has_no_figures(seat: Seat) -> None:
    for address in ("", "/matters", ".xlsx", ".csv"):
        assert seat("admin").get(f"/console/figures{address}").status_code == 404
