"""The calendar of a year by its page: a file is read whole or not at all, shown first, kept with its notice."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape
from openpyxl import Workbook, load_workbook

from linli.actions.deciding import Office
from linli.actions.office import open_office
from tests.actions.silent_ports import SILENT_PORTS
from tests.console.conftest import Seat

ADDRESS = "/console/setup/calendar/2027"
GOOD = "日期,到,类型,说明\n2027-01-01,,放假,元旦\n2027-02-05,2027-02-11,放假,春节\n2027-02-20,,上班,\n"


def calendar(office: Office):
    return open_office(SILENT_PORTS, office.county_id).directory.calendar


def sheet(*rows: tuple[object, ...], merged: str = "") -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    page.append(["2027年放假安排"])
    page.merge_cells("A1:D1")
    for row in (("日期", "到", "类型", "说明"), *rows):
        page.append(row)
    if merged:
        page.merge_cells(merged)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def sent(client, content: bytes, name: str = "days.xlsx"):
    return client.post(ADDRESS, {"read": "1", "file": SimpleUploadedFile(name, content)})


def test_every_mistake_of_a_workbook_is_shown_by_row_and_column_and_nothing_is_kept(office: Office, seat: Seat) -> None:
    client = seat("admin")
    before = calendar(office).version
    answer = sent(client, sheet(
        (date(2027, 1, 1), None, "放假", "元旦"), (date(2027, 1, 2), None, None, ""),
        ("2027-02-30", None, "放假", ""), (46_388.5, None, "上班", ""), (46_388, None, "不知道", ""),
        merged="C3:C4",
    ))  # fmt: skip
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "4 things to put right in the file" in shown and "Nothing was taken from it." in shown
    told = ("This cell is empty; where it is merged with the row above", "There is no day “2027-02-30”",
            "“46388.5” holds a time of day", "“不知道”: please write")  # fmt: skip
    for words in told:
        assert escape(words) in shown, words
    for row, letter in ((4, "C"), (5, "A"), (6, "A"), (7, "C")):
        assert f">{row}</td>" in shown and f'<span class="quiet">{letter}</span>' in shown
    assert calendar(office).version == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_of_any_encoding_is_shown_first_and_kept_with_its_notice(
    office: Office, seat: Seat, encoding: str
) -> None:
    client = seat("admin")
    shown = sent(client, GOOD.encode(encoding), "days.csv").content.decode()
    assert "Read 3 rows: 8 days off, 1 make-up working days" in shown
    assert "2027-02-05, 2027-02-06" in shown and "is-make_up" in shown
    assert calendar(office).is_provisional(2027), "showing is not keeping"
    days = ", ".join(["2027-01-01", *(f"2027-02-{day:02}" for day in range(5, 12))])
    kept = {"off_days": days, "work_days": "2027-02-20", "notice": "示例〔2026〕1号"}
    assert client.post(ADDRESS, kept).status_code == 302
    assert not calendar(office).is_provisional(2027)
    assert calendar(office).is_working_day(date(2027, 2, 20))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no workbook", b"\x00\x01\x02", b"just words\n"])
def test_what_is_no_table_is_refused_and_nothing_breaks(seat: Seat, content: bytes) -> None:
    assert sent(seat("admin"), content, "x.csv").status_code == 422


def test_the_year_given_out_as_a_table_is_read_back_to_the_same_days(office: Office, seat: Seat) -> None:
    client = seat("admin")
    given = client.get("/console/setup/calendar/2026.xlsx")
    assert load_workbook(io.BytesIO(given.content)).worksheets[0]["A1"].value == "Date"
    file = SimpleUploadedFile("days.xlsx", given.content)
    shown = client.post("/console/setup/calendar/2026", {"read": "1", "file": file}).content.decode()
    table = next(one for one in calendar(office).tables if one.year == 2026)
    assert ", ".join(sorted(map(str, table.off_days))) in shown
    assert ", ".join(sorted(map(str, table.work_days))) in shown
    assert client.get("/console/setup/calendar/1999.xlsx").status_code == 404


def test_who_keeps_no_rules_reads_the_year_and_brings_no_file(seat: Seat) -> None:
    client = seat("yuan")
    assert client.get(ADDRESS).status_code == 200
    assert "enctype" not in client.get(ADDRESS).content.decode()
    assert sent(client, GOOD.encode(), "days.csv").status_code == 404
