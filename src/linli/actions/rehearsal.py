"""Rehearsing a rule: what a changed limit, day or duty would have done to past matters; nothing is written.

Only open matters are looked at, of which anybody may know place and kind: whoever keeps the rules need not be
somebody who may read the matters.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from linli.actions.deciding import Office
from linli.actions.setup_records import Typed, typed_plan
from linli.actions.setup_sheets import waiting_plan
from linli.domain.calendar import YearTable
from linli.domain.case_query import CaseLine, CaseQuery
from linli.domain.engine.access import Reach, may_set_up
from linli.domain.engine.declarations import LengthFrom
from linli.domain.engine.state import CaseState
from linli.domain.problems import Problem, Refused
from linli.domain.rehearsal import Rehearsed, rehearse
from linli.domain.seal import Seal
from linli.domain.setup_plan import changed_setup
from linli.domain.setup_records import Record
from linli.domain.setup_sheets import SHEETS
from linli.domain.unit import Post
from linli.procedures import procedure_of
from linli.store import cases, journal

CASES_MAX = 5_000
CHUNK_CASES = 250
DAYS = (30, 90, 180, 365)
DAY_KINDS = ("off", "working", "plain")


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsalView:
    """What a rehearsal came to, and whether it looked at everything."""

    rehearsed: Rehearsed
    records: tuple[Record, ...]
    is_cut: bool


def rehearse_change(
    office: Office, post: Post, given: Mapping[str, str], *, kind: str, days: int, now: datetime
) -> RehearsalView:
    """Rehearse one changed rule as a form brings it; raises Refused with every mistake."""
    if kind == "day":
        records: tuple[Record, ...] = (_changed_year(office, given),)
    elif kind in ("limit", "duty"):
        cells = {"is_active": "1", "source": "-", **given}
        records = typed_plan(office, [Typed(sheet=SHEETS[kind], cells=cells)], now=now).records
    elif kind == "workbook":
        records = _of_workbook(office, post, now)
    else:
        raise Refused([Problem("unknown_choice", at="kind", params={"value": kind[:20]})])
    return rehearse_records(office, post, records, days=days, now=now)


def _of_workbook(office: Office, post: Post, now: datetime) -> tuple[Record, ...]:
    """What the workbook sent last would save; raises Refused where none waits or anything in it is wrong."""
    waiting = waiting_plan(office, post, now)
    if waiting is None:
        raise Refused([Problem("draft_gone")])
    if waiting.plan.problems:
        raise Refused([one.problem for one in waiting.plan.problems])
    return waiting.plan.records


def rehearse_records(
    office: Office, post: Post, records: tuple[Record, ...], *, days: int, now: datetime
) -> RehearsalView:
    """Rehearse `records` on the matters of the last days."""
    if not may_set_up("setup.rehearse", post, office.directory):
        raise Refused([Problem("not_found")])
    changed = changed_setup(office.directory, records)
    everywhere = Reach(area_seals=frozenset({Seal.OPEN}), area_path="/")
    since = now - timedelta(days=days)
    query = CaseQuery(county_id=office.county_id, reach=everywhere, now=now, filed_since=since)
    lines = list(cases.each_case(query, most=CASES_MAX + 1))
    found = rehearse(_states(office, lines[:CASES_MAX]), office.directory, changed, now=now)
    return RehearsalView(rehearsed=found, records=records, is_cut=len(lines) > CASES_MAX)


def _states(office: Office, lines: Iterable[CaseLine]) -> Iterator[tuple[CaseState, str]]:
    """Yield each matter's state with the key of its clock from the limits matrix."""
    wanted = [(line.stream, _matrix_clock(line)) for line in lines]
    for start in range(0, len(wanted), CHUNK_CASES):
        chunk = {stream: key for stream, key in wanted[start : start + CHUNK_CASES] if key}
        for stream, state in journal.load_states(office.county_id, list(chunk)).items():
            yield state, chunk[stream]


def _matrix_clock(line: CaseLine) -> str:
    procedure = procedure_of(line.procedure, line.version)
    found = (rule.key for rule in procedure.clocks if rule.length.source is LengthFrom.MATRIX)
    return next(found, "")


def _changed_year(office: Office, given: Mapping[str, str]) -> YearTable:
    """The table of a year with one day as it is asked."""
    problems = []
    try:
        day = date.fromisoformat(given.get("day", "").strip())
    except ValueError:
        raise Refused([Problem("not_a_date", at="day")]) from None
    wanted = given.get("day_kind", "")
    if wanted not in DAY_KINDS:
        problems.append(Problem("unknown_choice", at="day_kind", params={"value": wanted[:20]}))
    tables = {one.year: one for one in office.directory.calendar.tables}
    table = tables.get(day.year, YearTable(year=day.year, provisional=True))
    off, work = table.off_days - {day}, table.work_days - {day}
    fresh = YearTable(
        year=day.year, notice=table.notice, provisional=table.provisional, version=table.version + 1,
        off_days=off | {day} if wanted == "off" else off, work_days=work | {day} if wanted == "working" else work,
    )  # fmt: skip
    problems += [Problem(one.code, "day", one.params) for one in fresh.problems()]
    if problems:
        raise Refused(problems)
    return fresh
