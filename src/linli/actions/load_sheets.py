"""Units, posts and outlines from the command line, by the very rules of the set-up pages: all of a file or nothing."""

from dataclasses import dataclass
from datetime import datetime

from linli.actions.deciding import Office, new_id
from linli.actions.layer_files import read_layer
from linli.actions.load_files import DELIMITED, SourceFile, file_records, is_workbook, recognise
from linli.actions.setup_workbook import read_workbook
from linli.domain.boundaries import LayerPlan, plan_layer
from linli.domain.coordinates import Crs
from linli.domain.problems import Problem, Refused
from linli.domain.setup_cells import ROWS_MAX, CellProblem, SheetRow, read_sheet
from linli.domain.setup_plan import SetupPlan, plan_rows
from linli.domain.setup_rule_rows import BUILDERS
from linli.domain.setup_sheets import SHEETS
from linli.domain.sheet_columns import Sheet
from linli.store import journal, setup, staff

NOUNS = {"units": "unit", "posts": "post", "bodies": "mediation_committee", "mediators": "mediator"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFile:
    """A file that holds one sheet of the set-up."""

    what: str
    content: bytes
    encoding: str = ""


def load_sheet(office: Office, file: SheetFile, *, now: datetime, is_dry_run: bool = False) -> SetupPlan:
    """Return what a file would do and do it, unless anything in it is wrong; its problems name line and column."""
    sheet = SHEETS[NOUNS[file.what]]
    rows, found = read_table(file, sheet)
    plan = plan_rows(
        rows,
        office.directory,
        logins=staff.pseudonyms(),
        now=now,
        new_id=lambda: new_id(now),
        builders=BUILDERS,
        found=found,
    )
    if not is_dry_run and plan.records:
        members = [
            staff.StaffMember(username=one.login, pseudonym=one.pseudonym, name=one.name) for one in plan.accounts
        ]
        with journal.one_transaction():
            staff.save_staff(members)
            setup.save_records(office.county_id, plan.records, actor={"kind": "import", "id": file.what}, now=now)
    return plan


def sheet_of_text(content: bytes) -> Sheet | None:
    """Return the sheet whose heads a delimited text bears, every needed one of them; None for anything else."""
    if is_workbook(content) or not content.strip():
        return None
    found = recognise(content)
    first = next(iter(file_records(content, found)), None) if found.kind == DELIMITED else None
    heads = {cell.strip().lower() for cell in first.cells} if first else set()
    return next((sheet for sheet in SHEETS.values() if len(heads) > 1 and _is_all_of(sheet, heads)), None)


def _is_all_of(sheet: Sheet, heads: set[str]) -> bool:
    """Say whether the heads are those of a sheet: all that it needs, and none that it does not know."""
    known = {one.key: {one.title.zh.lower(), one.title.en.lower()} for one in sheet.columns}
    needed = all(known[one.key] & heads for one in sheet.columns if one.is_required)
    return needed and heads - {""} <= {name for names in known.values() for name in names}


def read_table(file: SheetFile, sheet: Sheet) -> tuple[list[SheetRow], list[CellProblem]]:
    """Return every row of a file and every mistake in it, named by the line that an editor shows."""
    if is_workbook(file.content):
        return read_workbook(file.content, only=sheet)
    found: SourceFile = recognise(file.content, encoding=file.encoding)
    table: list[tuple[str, ...]] = []
    broken: list[CellProblem] = []
    for record in file_records(file.content, found):
        if record.line > ROWS_MAX * 4:
            raise Refused([Problem("sheet_too_long", at="file", params={"limit": ROWS_MAX})])
        # A row of the table is a line of the file, so that a mistake is named by the line an editor shows.
        table += [()] * (record.line - 1 - len(table))
        table.append(() if record.problem else record.cells)
        if record.problem:
            problem = Problem(record.problem)
            broken.append(CellProblem(sheet=sheet.title, row=record.line, column=None, problem=problem))
    rows, problems = read_sheet(sheet, table)
    return rows, [*broken, *problems]


def load_layer(office: Office, content: bytes, *, crs: Crs, now: datetime, is_dry_run: bool = False) -> LayerPlan:
    """Save the outlines of a layer that fit an area, and return the whole plan with what did not."""
    plan = plan_layer(read_layer(content), office.directory.tree, crs)
    if plan.areas and not is_dry_run:
        setup.save_records(office.county_id, plan.areas, actor={"kind": "import", "id": "areas"}, now=now)
    return plan
