"""A year's suggestions from a workbook: looked at as a whole, then registered as a whole or not at all.

What comes again is recognised by year and number: the same is passed over; what changed is a mistake.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from linli.actions.batch import Batch
from linli.actions.deciding import Filing, Office, new_id
from linli.actions.load_files import file_records, is_workbook, recognise
from linli.actions.merged_cells import merged_problems
from linli.actions.seats import actor_at
from linli.actions.setup_workbook import read_workbook, write_workbook
from linli.actions.suggestions import takes_in
from linli.domain.area import AreaLevel
from linli.domain.engine.context import Command
from linli.domain.problems import Problem, Refused
from linli.domain.setup_cells import ROWS_MAX, CellProblem, SheetRow, read_sheet
from linli.domain.suggestion import KEY, listed_as
from linli.domain.suggestion_sheet import SHEET, SuggestionRow, read_suggestions
from linli.domain.unit import Post
from linli.domain.wording import Language
from linli.store import journal, loading
from linli.store import settings as stored
from linli.store.settings import Draft

DRAFT = "suggestions"
SESSION_MAX, FILENAME_MAX = 40, 120
YEARS = (1979, 2999)


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionPlan:
    """What a file would register."""

    filename: str
    year: int
    session: str
    rows: tuple[SuggestionRow, ...]
    """Those that are new."""
    known: int
    """Those that stand already, word for word."""
    problems: tuple[CellProblem, ...]

    @property
    def is_ready(self) -> bool:
        """Say whether there is something to register and nothing to put right."""
        return bool(self.rows) and not self.problems


def template(language: Language) -> bytes:
    """Return the empty workbook that is to be filled in."""
    return write_workbook([(SHEET, [])], language)


def year_and_session(year: str, session: str) -> tuple[int, str]:
    """Return the year and the session's name; raises Refused with what is wrong with both."""
    problems = []
    if not (year.isascii() and year.isdigit()) or not YEARS[0] <= int(year) <= YEARS[1]:
        problems.append(Problem("not_a_year", at="year"))
    if not session.strip():
        problems.append(Problem("required", at="session"))
    elif len(session) > SESSION_MAX:
        problems.append(Problem("too_long", at="session", params={"limit": SESSION_MAX}))
    elif not session.isprintable():
        problems.append(Problem("bad_text", at="session"))
    if problems:
        raise Refused(problems)
    return int(year), session.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class SentList:
    """A file as it was sent, with the year and session that it is the list of."""

    filename: str
    content: bytes
    year: str
    session: str


def send_list(office: Office, post: Post, sent: SentList, now: datetime) -> SuggestionPlan:
    """Keep a file that was sent and return its plan; raises Refused where it cannot be read at all."""
    _check_office(office, post)
    draft = Draft(
        filename=sent.filename[:FILENAME_MAX], content=sent.content, made_at=now,
        options={"year": sent.year, "session": sent.session},
    )  # fmt: skip
    plan = plan_of(office, post, draft)
    stored.keep_draft(office.county_id, post.staff_id or "", DRAFT, draft)
    return plan


def _check_office(office: Office, post: Post) -> None:
    if not takes_in(office, post):
        raise Refused([Problem("not_yours")])


def waiting_list(office: Office, post: Post) -> SuggestionPlan | None:
    """Return what the file sent last would register as things stand now; None where none waits."""
    draft = stored.draft_of(office.county_id, post.staff_id or "", DRAFT)
    return plan_of(office, post, draft) if draft is not None else None


def give_up(office: Office, post: Post) -> None:
    """Forget the file that was sent."""
    stored.drop_draft(office.county_id, post.staff_id or "", DRAFT)


def plan_of(office: Office, post: Post, draft: Draft) -> SuggestionPlan:
    """Return what a file would register, and every mistake in it."""
    year, session = year_and_session(str(draft.options.get("year", "")), str(draft.options.get("session", "")))
    table, found = _rows(draft.content)
    rows, mistakes = read_suggestions(table, office.directory, office_unit=post.unit_id, now=draft.made_at)
    problems = [*found, *mistakes]
    fresh, known = [], 0
    kept = loading.known_rows(office.county_id, _source(year), [str(one.number) for one in rows])
    by_row = {one.row: one for one in table}
    wrong = {one.row for one in found}
    for row in (one for one in rows if one.row not in wrong):
        if str(row.number) not in kept:
            fresh.append(row)
        elif journal.is_kept_hash(kept[str(row.number)][0], _digest(row)):
            known += 1
        else:
            problems.append(by_row[row.row].wrong("number", "row_changed"))
    problems.sort(key=lambda one: (one.row, one.letter))
    return SuggestionPlan(
        filename=draft.filename, year=year, session=session, rows=tuple(fresh), known=known, problems=tuple(problems)
    )


def _rows(content: bytes) -> tuple[list[SheetRow], list[CellProblem]]:
    if is_workbook(content):
        rows, problems = read_workbook(content, only=SHEET, with_wrong=True)
        first = min((one.row for one in rows), default=2)
        letters = rows[0].letters if rows else {}
        return rows, [*problems, *merged_problems(content, SHEET, first_row=first, letters=letters)]
    found = recognise(content)
    table: list[Sequence[Any]] = []
    broken: list[CellProblem] = []
    for record in file_records(content, found):
        if record.line > ROWS_MAX * 4:
            raise Refused([Problem("sheet_too_long", at="file", params={"limit": ROWS_MAX})])
        table += [()] * (record.line - 1 - len(table))
        table.append(() if record.problem else record.cells)
        if record.problem:
            broken.append(CellProblem(
                sheet=SHEET.title, row=record.line, column=None, problem=Problem(record.problem)
            ))  # fmt: skip
    rows, problems = read_sheet(SHEET, table, with_wrong=True)
    return rows, [*broken, *problems]


def _source(year: int) -> str:
    return f"{KEY}-{year}"


def _digest(row: SuggestionRow) -> str:
    return hashlib.sha256(row.content().encode("utf-8", "surrogatepass")).hexdigest()


def register(office: Office, post: Post, plan: SuggestionPlan, now: datetime) -> int:
    """Register everything of a plan in one transaction, and hand over what names a lead unit; return how many.

    Raises Refused, with nothing registered, where anything in it is wrong or can no longer be.
    """
    _check_office(office, post)
    if plan.problems:
        raise Refused([one.problem for one in plan.problems])
    batch_id, source = new_id(now), _source(plan.year)
    fates = []
    with journal.one_transaction():
        loading.begin_batch(
            batch_id, county_id=office.county_id, what="suggestions", source=source, hashes=("", ""), now=now
        )
        batch = Batch(office)
        for row in plan.rows:
            made = _register_one(office, batch, post, plan, row, now)
            fates.append(
                loading.RowFate(
                    key=str(row.number), row_hash=journal.kept_hash(_digest(row)), line=row.row, made=made, reasons=()
                )
            )
        batch.flush()
        loading.save_fates(office.county_id, source, batch_id, fates)
        loading.count_rows(batch_id, read=len(plan.rows) + plan.known, kept=len(plan.rows), refused=0, known=plan.known)
        loading.finish_batch(batch_id, now=now)
        give_up(office, post)
    return len(plan.rows)


def _register_one(
    office: Office, batch: Batch, post: Post, plan: SuggestionPlan, row: SuggestionRow, now: datetime
) -> str:  # fmt: skip
    """Decide everything that one row says; returns the stream that it became."""
    actor, listed = actor_at(post), listed_as(plan.year, row.number)
    county = next(area.path for area in office.directory.tree if area.level is AreaLevel.COUNTY)
    fields = {
        "category": f"{KEY}.{row.kind}", "topic": row.topic, "listed_as": listed, "session": plan.session,
        "list_number": row.number, "proposed_date": row.proposed,
        "publish": "yes" if row.is_published else "unsuitable", "area": county, "channel": "superior",
        "title": row.title, "suggestion_text": row.text,
    }  # fmt: skip
    filing = Filing(command_id=f"{listed}/file", procedure=KEY, fields=fields)
    stream = batch.file(filing, actor=actor, now=now).stream

    def make(name: str, verb: str, **fields: Any) -> None:
        command = Command(id=f"{listed}/{name}", verb=verb, stream=stream, fields=fields)
        batch.move(command, actor=actor, now=now)

    for at, deputy in enumerate(row.deputies, start=1):
        make(f"d{at}", "add_proposer", party=f"d{at}", deputy_name=deputy.name, deputy_phone=deputy.phone)
    for at, unit in enumerate(row.co_units, start=1):
        make(f"co{at}", "ask_co_handler", unit=unit)
    if row.lead and row.is_complex:
        make("assign", "assign_complex", unit=row.lead, reason="按登记表,情况复杂")
    elif row.lead:
        make("assign", "assign", unit=row.lead)
    return stream
