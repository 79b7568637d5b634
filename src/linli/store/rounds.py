"""Rounds in the store: their streams, the rows that weeks and totals read, and which places were passed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from linli.domain.round import STREAM, Result, Round, folded
from linli.domain.round_week import DoneRound
from linli.store import models
from linli.store.journal import entries_of
from linli.store.ledgers import Ledger
from linli.store.writing import server_cursor


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLine:
    """One round of a post's own list."""

    id: str
    started_at: datetime
    ended_at: datetime
    stage: str
    result: str
    is_forgotten: bool
    cases: tuple[str, ...]

    @property
    def done(self) -> DoneRound:
        """As a week reads it."""
        return DoneRound(
            started_at=self.started_at, ended_at=self.ended_at, cases=self.cases, is_clear=self.result == Result.CLEAR
        )


# One look into the index for each place, however often it was passed; and one parameter for all of them.
LAST_PASSED = """
SELECT asked.place, last.at FROM unnest(%s::text[]) AS asked(place) CROSS JOIN LATERAL (
    SELECT s.at FROM round_stop s WHERE s.county_id = %s AND s.place = asked.place ORDER BY s.at DESC LIMIT 1) AS last
"""
_LINE = ("id", "started_at", "ended_at", "stage", "result", "is_forgotten", "cases")


def _write_row(county_id: int, after: Round, _today: date) -> None:
    models.Round.objects.update_or_create(id=after.id, defaults=row_of(county_id, after))
    models.RoundStop.objects.bulk_create(
        models.RoundStop(county_id=county_id, round=after.id, seq=one.seq, place=one.told.place, at=one.at)
        for one in after.stops
        if one.seq == after.seq
    )


def row_of(county_id: int, after: Round) -> dict[str, Any]:
    """Return the row of a round, but for its id."""
    head = after.head
    return {
        "county_id": county_id, "seq": after.seq, "post": head.post, "unit": head.unit, "community": head.community,
        "started_at": after.began_at, "ended_at": after.ended_at, "stage": head.stage, "result": head.result,
        "is_forgotten": head.is_forgotten, "cases": list(after.items),
    }  # fmt: skip


ROUNDS: Ledger[Round] = Ledger(prefix=STREAM, fold=folded, write_row=_write_row)


def running_id(county_id: int, post: str, since: datetime | None = None) -> str:
    """Return the id of the round that a post is on, or ""; with `since` of one that began no earlier."""
    rows = models.Round.objects.filter(county_id=county_id, post=post, stage="running")
    if since is not None:
        rows = rows.filter(started_at__gte=since)
    return rows.values_list("id", flat=True).first() or ""


def lines_of(county_id: int, post: str, since: datetime, until: datetime) -> tuple[RoundLine, ...]:
    """Return the rounds of one post that began in a time, in order."""
    rows = models.Round.objects.filter(county_id=county_id, post=post, started_at__gte=since, started_at__lt=until)
    return tuple(
        RoundLine(**{**row, "cases": tuple(row["cases"])}) for row in rows.order_by("started_at", "id").values(*_LINE)
    )


def done_within(county_id: int, area_path: str, since: datetime, until: datetime) -> Mapping[str, Sequence[DoneRound]]:
    """Return the rounds that began in a time in the communities below a path, by post; for sums, never for a list."""
    rows = models.Round.objects.filter(
        county_id=county_id, community__startswith=area_path, started_at__gte=since, started_at__lt=until
    )
    found: dict[str, list[DoneRound]] = defaultdict(list)
    told = ("post", "started_at", "ended_at", "cases", "result")
    for post, started_at, ended_at, cases, result in rows.values_list(*told).iterator():
        is_clear = result == Result.CLEAR
        found[post].append(DoneRound(started_at=started_at, ended_at=ended_at, cases=tuple(cases), is_clear=is_clear))
    return found


def last_passed(county_id: int, places: Sequence[str]) -> Mapping[str, datetime]:
    """Return when somebody last checked in at each of `places`; a place that is missing was never passed."""
    with server_cursor() as cursor:
        return dict(cursor.execute(LAST_PASSED, [list(places), county_id]).fetchall())


def handled_by(county_id: int, case_id: str, post: str, verbs: Iterable[str]) -> bool:
    """Say whether `post` itself made one of the moves `verbs` on a case."""
    types = {f"case.{one}" for one in verbs}
    entries = entries_of(county_id, [f"case/{case_id}"])[f"case/{case_id}"]
    return any(one.type in types and one.actor.get("post") == post for one in entries)
