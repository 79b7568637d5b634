"""The table of matters: every column that holds words, with every beginning a spreadsheet would reckon with."""

import io
from dataclasses import replace

from openpyxl import load_workbook

from linli.actions import case_lists
from linli.actions.deciding import Office
from linli.console.sheet import sheet_of
from linli.domain.plain_cells import cell_text
from tests import cast, offices
from tests.domain.test_plain_cells import PREFIXES, begins_a_formula

TEXT_COLUMNS = ("number", "title", "category", "area_path", "holder_unit")


def test_no_column_of_the_export_begins_a_formula_and_every_text_comes_back(office: Office) -> None:
    offices.file(office)
    query = case_lists.query_for(office, cast.POSTS["hu"], cast.MONDAY)
    (line,) = case_lists.page_of(query).lines
    texts = [f"{prefix}1+1" for prefix in PREFIXES]
    lines = [replace(line, **dict.fromkeys(TEXT_COLUMNS, text)) for text in texts]
    book = load_workbook(io.BytesIO(sheet_of(office, lines, now=cast.MONDAY, cut_at=None)))
    rows = list(book.worksheets[0].iter_rows(min_row=3))
    assert len(rows) == len(texts)
    cells = [cell for row in rows for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "d", "n"}
    assert not [cell.value for cell in cells if isinstance(cell.value, str) and begins_a_formula(cell.value)]
    kept = ["".join(char for char in text if char >= " " or char == "\n") for text in texts]
    assert [cell_text(str(row[0].value)) for row in rows] == kept
    assert [cell_text(str(row[1].value)) for row in rows] == kept
