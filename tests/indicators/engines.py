"""DuckDB over the facts of a journal that stands in memory."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from linli.adapters.duckdb_figures import DuckdbFigures
from linli.domain.calendar import WorkingCalendar
from linli.domain.entry import Entry
from linli.indicators.case_facts import case_facts, entries_table
from linli.indicators.facts import fact_of
from linli.indicators.worked_time import WorkedTime
from linli.store.facts import SCHEMA

COUNTY = "minghe"


def engine_over(
    journal: dict[str, list[Entry]], folder: Path, *, as_of_ms: int, calendar: WorkingCalendar
) -> DuckdbFigures:
    """Return an engine that has the facts of `journal` as of a moment."""
    worked = WorkedTime(calendar)
    rows = [fact_of(entry, worked) for entries in journal.values() for entry in entries]
    columns = {name: [getattr(row, name) for row in rows] for name in SCHEMA.names}
    file = folder / "entries.parquet"
    pq.write_table(pa.table(columns, schema=SCHEMA), file)
    engine = DuckdbFigures(str(folder))
    question = case_facts(entries_table(), as_of_ms, never_counted=("oversight",))
    engine.derive(COUNTY, [str(file)], question, as_of_ms=as_of_ms)
    return engine
