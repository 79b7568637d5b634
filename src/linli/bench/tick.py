"""Which cases are due: the question that the ticker asks all day, among 100,000 open clocks."""

from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median
from time import perf_counter

from django.db import connection

from linli.bench.clones import grown_county
from linli.bench.figure import Figure, figure
from linli.store.ticking import due_streams, next_tick_at
from linli.ui.moment import present

SUMMARY = "select due cases among 100,000 open clocks"

CASES = 100_000
LIMIT_MS = 50.0
AT_ONCE = 200
_REPEATS = 15
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def run(*, seed: int, scale: float) -> list[Figure]:
    """Measure the question with many due, with none due, and for the next moment."""
    with grown_county(seed=seed, cases=max(40, int(CASES * scale))) as office:
        county_id, now = office.county_id, present()
        asked: dict[str, Callable[[], object]] = {
            f"select {AT_ONCE} due": lambda: due_streams(county_id, now=now, limit=AT_ONCE),
            "select when none is due": lambda: due_streams(county_id, now=LONG_AGO, limit=AT_ONCE),
            "next moment": lambda: next_tick_at(county_id),
        }
        figures = [
            figure(name, _milliseconds(ask), "ms", limit_name="goal", limit_value=LIMIT_MS)
            for name, ask in asked.items()
        ]
        goal = max(1.0, CASES * scale)
        open_clocks = _count("SELECT count(*) FROM clock WHERE status = 'running'")
        waiting = _count("SELECT count(*) FROM case_row WHERE next_tick_at IS NOT NULL")
        trip, due = _milliseconds(lambda: _count("SELECT 1")), figures[0].value
        return [
            *figures,
            figure("open clocks", open_clocks, "clocks", limit_name="asked for at this scale", limit_value=goal),
            figure("cases watched", waiting, "cases", limit_name="open clocks", limit_value=open_clocks),
            figure("select against one way to the server", due, "ms", limit_name="SELECT 1", limit_value=trip),
        ]


def _milliseconds(ask: Callable[[], object]) -> float:
    """Return the median of some askings, after a first that is not counted."""
    ask()
    taken = []
    for _ in range(_REPEATS):
        begun = perf_counter()
        ask()
        taken.append((perf_counter() - begun) * 1000)
    return median(taken)


def _count(statement: str) -> float:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return float(cursor.fetchone()[0])
