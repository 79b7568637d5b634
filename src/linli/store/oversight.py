"""Oversight rounds in the store: their streams, and the rows that lists read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from linli.domain.oversight_round import STREAM, OversightRound, folded
from linli.store import cases, models
from linli.store.journal import entries_of
from linli.store.ledgers import Ledger

PAPER_FIELDS = {"docx": "paper_docx", "pdf": "paper_pdf"}
_TOLD = (
    "id", "unit", "title", "starts_date", "ends_date", "stage", "visited", "findings", "handed_over", "notice_number",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLine:
    """One round in a list."""

    id: str
    unit: str
    title: str
    starts_date: date
    ends_date: date
    stage: str
    visited: Sequence[str]
    findings: int
    handed_over: int
    notice_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPage:
    """One page of rounds, the latest first; an empty cursor means there are no more."""

    lines: tuple[RoundLine, ...]
    next_cursor: str = ""


def rounds(county_id: int, streams: Sequence[str]) -> dict[str, OversightRound]:
    """Return several rounds at once, by stream."""
    entries = entries_of(county_id, list(streams)) if streams else {}
    found = {stream: folded(of) for stream, of in entries.items()}
    return {stream: one for stream, one in found.items() if one is not None}


def row_of(county_id: int, after: OversightRound) -> dict[str, Any]:
    """Return the row of a round, but for its id."""
    head = after.head
    return {
        "county_id": county_id, "seq": after.seq, "unit": head.unit, "area_path": head.area, "title": head.title,
        "starts_date": after.starts_on, "ends_date": after.ends_on, "stage": head.stage,
        "visited": [one.unit for one in after.visited], "findings": len(after.findings),
        "handed_over": sum(bool(one.case) for one in after.findings.values()), "notice_number": head.notice_number,
    }  # fmt: skip


def _write_row(county_id: int, after: OversightRound, _today: date) -> None:
    models.OversightRound.objects.update_or_create(id=after.id, defaults=row_of(county_id, after))


ROUNDS: Ledger[OversightRound] = Ledger(prefix=STREAM, fold=folded, write_row=_write_row)


def page(
    county_id: int, *, unit: str = "", area_path: str | None = None, unlike_unit: str = "", cursor: str = "",
    limit: int = 20,
) -> RoundPage:  # fmt: skip
    """Return one page of the rounds of a team, or of an area except those over `unlike_unit`; by keyset."""
    rows = models.OversightRound.objects.filter(county_id=county_id)
    rows = rows.filter(unit=unit) if area_path is None else rows.filter(area_path__startswith=area_path)
    if unlike_unit:
        rows = rows.exclude(visited__contains=[unlike_unit])
    day, _, id_ = cursor.partition("_")
    if id_:
        try:
            at = date.fromisoformat(day)
        except ValueError:
            return RoundPage(lines=())
        rows = rows.filter(Q(starts_date__lt=at) | Q(starts_date=at, id__lt=id_))
    found = list(rows.order_by("-starts_date", "-id").values(*_TOLD)[: limit + 1])
    lines = tuple(RoundLine(**one) for one in found[:limit])
    more = f"{lines[-1].starts_date.isoformat()}_{lines[-1].id}" if len(found) > limit else ""
    return RoundPage(lines=lines, next_cursor=more)


def on_site(county_id: int, *, limit: int = 20) -> tuple[RoundLine, ...]:
    """Return the rounds whose notice is out and whose team is among the units, the latest first."""
    rows = models.OversightRound.objects.filter(county_id=county_id, stage="on_site")
    found = rows.order_by("-starts_date", "-id").values(*_TOLD)[:limit]
    return tuple(RoundLine(**one) for one in found)


def paper(county_id: int, stream: str, seq: int, kind: str) -> bytes | None:
    """Return a paper of a round as it was made, or None."""
    return cases.paper(county_id, stream, seq, PAPER_FIELDS[kind])
