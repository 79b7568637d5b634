"""Every table of the product in a real spreadsheet program: no text becomes a formula, and it comes back as it was."""

import csv
import io
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from linli.actions import case_lists
from linli.actions.deciding import Office
from linli.actions.hazards import LedgerCount
from linli.actions.setup_workbook import write_workbook
from linli.console import table_files
from linli.console.hazards.ledger_sheet import ledger_sheet
from linli.console.load.run import refused_table
from linli.console.sheet import sheet_of
from linli.domain.plain_cells import cell_text
from linli.domain.problems import Problem
from linli.domain.setup_sheets import SHEETS
from tests import cast
from tests.domain.test_plain_cells import PREFIXES
from tests.security.world import World

BODIES = ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("//x.example")')
TEXTS = tuple(f"{prefix}{body}" for prefix in PREFIXES for body in BODIES)
KEPT = {"".join(char for char in text if char >= " " or char == "\n") for text in TEXTS}
CSV_AS_OFFERED = "--infilter=CSV:44,34,76,1,,0,false,true,false"
"""Commas, quotes, UTF-8, and numbers recognised: what the import offers by itself."""
Made = Callable[[Office], bytes]


def understood(content: bytes, kind: str, folder: Path) -> list[tuple[str, str]]:
    """Return (kind, text) of every cell that holds something, as LibreOffice understood the table."""
    if shutil.which("soffice") is None:
        pytest.skip("libreoffice-calc is not installed")
    file, out = folder / f"table.{kind}", folder / "out"
    file.write_bytes(content)
    words = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    words += [CSV_AS_OFFERED] if kind == "csv" else []
    words += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(file)]
    subprocess.run(words, check=True, capture_output=True, timeout=180)
    book = load_workbook(out / "table.xlsx")
    cells = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return [(cell.data_type, str(cell.value)) for cell in cells if cell.value is not None]


def matters(office: Office) -> bytes:
    """The list of matters, every text in every column of words."""
    line = case_lists.page_of(case_lists.query_for(office, cast.POSTS["hu"], cast.MONDAY)).lines[0]
    columns = ("number", "title", "category", "area_path", "holder_unit")
    lines = [replace(line, **dict.fromkeys(columns, text)) for text in TEXTS]
    return sheet_of(office, lines, now=cast.MONDAY, cut_at=None)


def hazards(office: Office) -> bytes:
    """The ledger of hazards, every text in every column of words."""
    line = case_lists.page_of(case_lists.query_for(office, cast.POSTS["hu"], cast.MONDAY)).lines[0]
    columns = ("number", "title", "category", "area_path", "holder_unit")
    lines = [replace(line, **dict.fromkeys(columns, text)) for text in TEXTS]
    return ledger_sheet(office, lines, count=LedgerCount(total=1, rectified=0), now=cast.MONDAY)


def lines() -> Iterator[tuple[str, ...]]:
    """Every text in every column of a table of figures."""
    yield from ((text,) * 10 for text in TEXTS)


def workbook(office: Office) -> bytes:
    """The set-up, every text in every column of every sheet."""
    return write_workbook([(one, [[text] * len(one.columns) for text in TEXTS]) for one in SHEETS.values()], "zh")


def refused(office: Office) -> bytes:
    """The rows that were not kept, every text as their key and in their reasons."""
    reasons = [Problem("unknown_choice", at=text, params={"value": text}) for text in TEXTS]
    return refused_table((at, text, [reason]) for at, (text, reason) in enumerate(zip(TEXTS, reasons, strict=True)))


TABLES: tuple[tuple[str, str, Made], ...] = (
    ("matters", "xlsx", matters),
    ("hazards", "xlsx", hazards),
    ("figures", "xlsx", lambda _: table_files.as_xlsx(lines())),
    ("figures", "csv", lambda _: table_files.as_csv(lines())),
    ("set-up", "xlsx", workbook),
    ("refused rows", "csv", refused),
)


@pytest.mark.parametrize(("name", "kind", "make"), TABLES, ids=lambda one: one if isinstance(one, str) else "")
def test_no_column_of_any_table_is_reckoned_with_and_every_text_comes_back(
    name: str, kind: str, make: Made, world: World, tmp_path: Path
) -> None:
    cells = understood(make(world.office), kind, tmp_path)
    assert [text for is_of, text in cells if is_of in ("f", "e", "b")] == []
    read = {cell_text(text) for is_of, text in cells if is_of == "s"}
    assert KEPT - read == set()


def test_the_program_really_reckons_with_what_nobody_made_plain(tmp_path: Path) -> None:
    """Without this the test above could pass because the program takes nothing for a formula."""
    text = io.StringIO()
    csv.writer(text).writerows([["=1+1"], ["@SUM(A1)"], ["+1+1"], ["words"]])
    cells = understood(text.getvalue().encode(), "csv", tmp_path)
    assert ("f", "=1+1") in cells and ("s", "words") in cells
    assert len(PREFIXES) >= 30
