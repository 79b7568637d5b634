"""Records of the set-up by a form: read like rows of their sheet, and refused for the same reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from linli.actions.deciding import Office, new_id
from linli.domain.problems import Problem, Refused
from linli.domain.setup_cells import CellProblem, SheetRow, read_cell
from linli.domain.setup_plan import SetupPlan, plan_rows
from linli.domain.setup_rule_rows import BUILDERS
from linli.domain.setup_tables import rows_of
from linli.domain.sheet_columns import Sheet
from linli.store import staff


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a form brought for one row of a sheet."""

    sheet: Sheet
    cells: Mapping[str, str]


def sheet_rows(office: Office, sheet: Sheet) -> Iterable[Mapping[str, Any]]:
    """Return the records of a noun as values by column."""
    people = staff.people() if sheet.noun == "post" else {}
    return rows_of(sheet, office.directory, people)


def rows_plan(office: Office, typed: Iterable[Typed], *, now: datetime) -> SetupPlan:
    """Return what rows from a form would do, with every mistake at its row; rows are counted from 1.

    A row with a mistake in a cell is checked no further, and what only such a row could tell is not held against
    the others.
    """
    rows, found = [], list[CellProblem]()
    for number, one in enumerate(typed, 1):
        row = SheetRow(sheet=one.sheet, row=number)
        values, wrong = dict[str, Any](), list[CellProblem]()
        for column in one.sheet.columns:
            values[column.key], problem = read_cell(column, one.cells.get(column.key, ""))
            if problem is not None:
                wrong.append(row.wrong(column.key, problem.code, **problem.params))
        found += wrong
        if not wrong:
            rows.append(SheetRow(sheet=one.sheet, row=number, values=values))
    return plan_rows(
        rows, office.directory, logins=staff.pseudonyms(), now=now, new_id=lambda: new_id(now), builders=BUILDERS,
        found=found,
    )  # fmt: skip


def typed_plan(office: Office, typed: Iterable[Typed], *, now: datetime) -> SetupPlan:
    """Return what rows from a form would do; raises Refused with every mistake, each at its field."""
    rows, problems = [], list[Problem]()
    for number, one in enumerate(typed, 1):
        values: dict[str, Any] = {}
        for column in one.sheet.columns:
            value, problem = read_cell(column, one.cells.get(column.key, ""))
            values[column.key] = value
            if problem is not None:
                problems.append(Problem(problem.code, at=column.key, params=problem.params))
        rows.append(SheetRow(sheet=one.sheet, row=number, values=values))
    if problems:
        raise Refused(problems)
    plan = plan_rows(
        rows,
        office.directory,
        logins=staff.pseudonyms(),
        now=now,
        new_id=lambda: new_id(now),
        builders=BUILDERS,
    )
    if plan.problems:
        raise Refused([one.problem for one in plan.problems])
    return plan
