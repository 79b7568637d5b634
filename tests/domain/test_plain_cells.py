"""Cells: no text of any export begins a formula, numbers stay numbers, and what is read back is what was written."""

import ast
import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from linli.console.table_files import as_csv, as_xlsx
from linli.domain.plain_cells import BLANKS, SIGNS, cell_text, plain_cell

SOURCE = Path(__file__).parents[2] / "src" / "linli"
PREFIXES = (
    "=", "+", "-", "@", "\t=", "\r=", "\n=", "\0=", " =", "  +", "\u3000-", "\xa0@", "\u200b=", "\ufeff=", "\u00ad=",
    "＝", "＋", "－", "＠", "\u2212", "\ufe62", "\ufe66", "\ufe6b", "'=", "''=", "'+", "' =", "\u3000＝", "\v=", "\f+",
    "\u202f-", "\u2028@", "=\t",
)  # fmt: skip
BODIES = ("cmd|' /C calc'!A0", "1+1", 'HYPERLINK("//x.example")', "SUM(A1:A9)", "路灯", "1")
TEXTS = tuple(prefix + body for prefix in PREFIXES for body in BODIES)
HARMLESS = ("", "3号楼=东侧", "1-2", "a@b.example", "'quoted'", "O'Neill", "'", "5", "第1网格", " 空格", "'' two")


def begins_a_formula(cell: str) -> bool:
    """What a spreadsheet program makes of a cell, told apart from the rule under test."""
    return cell.strip(BLANKS + "\t\r\0\v\f")[:1] in set("=+-@＝＋－＠")


@pytest.mark.parametrize("text", TEXTS)
def test_no_text_begins_a_formula_and_it_is_read_back_the_same(text: str) -> None:
    cell = plain_cell(text)
    assert not begins_a_formula(cell)
    assert cell.startswith("'")
    kept = "".join(char for char in text if char >= " " or char == "\n")
    assert cell_text(cell) == kept


@pytest.mark.parametrize("text", HARMLESS)
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    assert plain_cell(text) == text
    assert cell_text(text) == text


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), max_size=12))
def test_whatever_is_written_is_read_back(text: str) -> None:
    assert cell_text(plain_cell(text)) == text
    assert not begins_a_formula(plain_cell(text))


@given(st.text(st.sampled_from([*"'=+-@", *BLANKS, *SIGNS, "a"]), max_size=8))
def test_whatever_is_written_of_signs_alone_is_read_back(text: str) -> None:
    assert cell_text(plain_cell(text)) == text
    assert not begins_a_formula(plain_cell(text))


def test_tables_of_figures_keep_their_numbers_and_begin_no_formula() -> None:
    line = (*TEXTS, 5, -3, 0.5, None)
    rows = list(csv.reader(io.StringIO(as_csv(iter([line])).decode("utf-8-sig"))))
    assert not [cell for cell in rows[0][: len(TEXTS)] if begins_a_formula(cell)]
    assert rows[0][len(TEXTS) :] == ["5", "-3", "0.5", ""]
    sheet = load_workbook(io.BytesIO(as_xlsx(iter([line])))).worksheets[0]
    cells = [sheet.cell(1, at + 1) for at in range(len(line))]
    assert {one.data_type for one in cells[: len(TEXTS)]} == {"s"}
    assert [cell_text(str(one.value)) for one in cells[: len(TEXTS)]] == [cell_text(plain_cell(one)) for one in TEXTS]
    assert [one.value for one in cells[len(TEXTS) :]] == [5, -3, 0.5, None]


def test_a_workbook_really_takes_such_texts_for_formulas_where_nobody_makes_them_plain() -> None:
    book, made = Workbook(), io.BytesIO()
    book.worksheets[0].append(["=1+1"])
    book.save(made)
    assert load_workbook(io.BytesIO(made.getvalue())).worksheets[0]["A1"].data_type == "f"


def writers() -> list[Path]:
    """Every module that writes a table."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        called = {ast.unparse(one.func) for one in ast.walk(ast.parse(path.read_text())) if isinstance(one, ast.Call)}
        if called & {"csv.writer", "csv.DictWriter", "Workbook"}:
            found.append(path)
    return found


def words_of(path: Path) -> set[str]:
    return {one.id for one in ast.walk(ast.parse(path.read_text())) if isinstance(one, ast.Name)}


def test_every_module_that_writes_a_table_makes_its_texts_plain() -> None:
    assert len(writers()) >= 5
    # A face's `text_cell` is a plain cell with a style.
    assert [str(one) for one in writers() if not {"plain_cell", "text_cell"} & words_of(one)] == []
