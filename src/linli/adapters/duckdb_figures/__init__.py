"""Figures by DuckDB, in the same process: reads the Parquet files of the facts, keeps one table of matters beside them.

The table of matters is a file of its own for every export; a small pointer file says which one counts, so that a
reader never meets half of one.
"""

import json
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

THREADS = 2
MEMORY = "1GB"
KEPT_TABLES = 2
"""The one that counts, and the one before it, which somebody may still be reading."""


_SPELLED: dict[int, tuple[Any, str]] = {}
"""Questions with their words as SQL, for every engine of this process."""


@dataclass(frozen=True, slots=True)
class _Table:
    """Which table of matters counts."""

    file: Path
    as_of_ms: int


@dataclass
class DuckdbFigures:
    """Answers questions over the facts in a folder; may be asked by several threads at once."""

    folder: str
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _database: "duckdb.DuckDBPyConnection | None" = field(default=None, repr=False)

    def at(self, folder: str) -> "DuckdbFigures":
        """Return an engine over another folder."""
        return DuckdbFigures(folder)

    def derive(self, county: str, files: Sequence[str], question: Any, *, as_of_ms: int) -> int:
        """Make the table of matters anew; what was asked before goes on with the old one until it is whole."""
        place = Path(self.folder) / "matters"
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = place / f"{county}-{as_of_ms}.parquet"
        half = made.with_suffix(".half")
        with self._cursor() as cursor:
            # Literals, because a view takes no parameters; the names are ours, quotes are doubled all the same.
            names = ", ".join(_quoted(str(one)) for one in files)
            cursor.execute(
                f"CREATE TEMP VIEW entries AS SELECT * FROM read_parquet([{names}], hive_partitioning=false)"
            )
            cursor.execute(f"COPY ({_sql(question)}) TO {_quoted(str(half))} (FORMAT parquet, COMPRESSION zstd)")
            counted = cursor.execute(f"SELECT count(*) FROM read_parquet({_quoted(str(half))})").fetchone()
        os.replace(half, made)
        pointer = self._pointer(county)
        fresh = pointer.with_suffix(".half")
        told = {"file": made.name, "as_of_ms": as_of_ms, "columns": list(question.schema().names)}
        fresh.write_text(json.dumps(told), encoding="utf-8")
        os.replace(fresh, pointer)
        for old in sorted(place.glob(f"{county}-*.parquet"), key=lambda one: one.stat().st_mtime)[:-KEPT_TABLES]:
            old.unlink(missing_ok=True)
        return int(counted[0]) if counted else 0

    def as_of_ms(self, county: str) -> int | None:
        """Return as of when the table of matters stands."""
        table = self._table(county)
        return table.as_of_ms if table else None

    def prepare(self, question: Any) -> None:
        """Spell `question` as SQL and keep that."""
        _kept_words(question)

    def rows(self, county: str, question: Any, asked: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Return what `question` yields; it is spelled as SQL once and kept."""
        table = self._table(county)
        if table is None:
            return []
        words = _kept_words(question)
        with self._cursor() as cursor:
            cursor.execute(f"CREATE TEMP VIEW cases AS SELECT * FROM read_parquet({_quoted(str(table.file))})")
            cursor.register("asked", _arrow(asked))
            found = cursor.execute(words)
            names = [one[0] for one in found.description or ()]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def _pointer(self, county: str) -> Path:
        return Path(self.folder) / "matters" / f"{county}.json"

    def _table(self, county: str) -> _Table | None:
        try:
            told = json.loads(self._pointer(county).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        if told.get("columns") != _columns():  # made by an earlier version: the next export makes it anew
            return None
        return _Table(self._pointer(county).parent / told["file"], int(told["as_of_ms"]))

    @contextmanager
    def _cursor(self) -> "Iterator[duckdb.DuckDBPyConnection]":
        """A connection of its own to the one database in memory, so that threads do not meet."""
        # An engine of its own size, which most processes never ask: it is loaded with the first question.
        import duckdb

        with self._lock:
            if self._database is None:
                settings: dict[str, str | bool | int | float | list[str]] = {"threads": THREADS, "memory_limit": MEMORY}
                self._database = duckdb.connect(":memory:", config=settings)
            cursor = self._database.cursor()
        try:
            yield cursor
        finally:
            cursor.close()


def _kept_words(question: Any) -> str:
    # The question is kept beside its words, so that no other one can ever bear its number.
    kept = _SPELLED.get(id(question)) or _SPELLED.setdefault(id(question), (question, _sql(question)))
    return kept[1]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _sql(question: Any) -> str:
    import ibis  # loaded with the first question, like the engine

    return str(ibis.to_sql(question, dialect="duckdb"))


def _columns() -> list[str]:
    from linli.indicators.asking import CASE_SCHEMA

    return list(CASE_SCHEMA)


def _arrow(asked: Sequence[Mapping[str, Any]]) -> Any:
    import pyarrow

    from linli.indicators.asking import ASKED_SCHEMA

    types = {"string": pyarrow.string(), "int64": pyarrow.int64(), "array<string>": pyarrow.list_(pyarrow.string())}
    schema = pyarrow.schema([(name, types[kind]) for name, kind in ASKED_SCHEMA.items()])
    return pyarrow.Table.from_pylist([dict(one) for one in asked], schema=schema)
