"""Days that no round is asked for, in the store: their streams, and the rows that weeks read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ulid import ULID

from linli.domain.exemption import STREAM, Exemption, ExemptStage, folded
from linli.domain.round_week import Days, Exempt, ExemptKind
from linli.store import models
from linli.store.ledgers import Ledger

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptLine:
    """One line of a list of such days."""

    id: str
    kind: str
    first_date: date
    last_date: date
    area_path: str
    unit: str
    post: str
    stage: str

    @property
    def asked_at(self) -> datetime:
        """When it was asked for or stated, which its id says."""
        return ULID.from_str(self.id).datetime

    @property
    def exempt(self) -> Exempt:
        """As a week reads it."""
        return Exempt(days=Days(first=self.first_date, last=self.last_date), kind=ExemptKind(self.kind))


_LINE = ("id", "kind", "first_date", "last_date", "area_path", "unit", "post", "stage")


def row_of(county_id: int, after: Exemption) -> dict[str, Any]:
    """Return the row of such days, but for its id."""
    told = after.told
    return {
        "county_id": county_id, "seq": after.seq, "kind": told.kind, "first_date": after.days.first,
        "last_date": after.days.last, "area_path": told.area, "unit": told.unit, "post": told.post,
        "stage": told.stage,
    }  # fmt: skip


def _write_row(county_id: int, after: Exemption, _today: date) -> None:
    models.Exemption.objects.update_or_create(id=after.id, defaults=row_of(county_id, after))


EXEMPTIONS: Ledger[Exemption] = Ledger(prefix=STREAM, fold=folded, write_row=_write_row)


def agreed_between(county_id: int, first: date, last: date) -> tuple[ExemptLine, ...]:
    """Return every agreed line that touches the days from `first` to `last`."""
    rows = models.Exemption.objects.filter(
        county_id=county_id, stage=ExemptStage.AGREED.value, last_date__gte=first, first_date__lte=last
    )
    return _lines(rows.order_by("first_date", "id").values(*_LINE))


def of_post(county_id: int, post: str) -> tuple[ExemptLine, ...]:
    """Return the leave of one post, the latest first."""
    rows = models.Exemption.objects.filter(county_id=county_id, post=post)
    return _lines(rows.order_by("-last_date", "-id").values(*_LINE)[:PAGE])


def asked(county_id: int) -> tuple[ExemptLine, ...]:
    """Return the leave that waits for somebody to agree, the oldest first."""
    rows = models.Exemption.objects.filter(county_id=county_id, stage=ExemptStage.ASKED.value)
    return _lines(rows.order_by("last_date", "id").values(*_LINE)[: 4 * PAGE])


def of_areas(county_id: int, paths: Sequence[str]) -> tuple[ExemptLine, ...]:
    """Return the latest weather and flood days stated for one of `paths`, the latest first."""
    rows = models.Exemption.objects.filter(county_id=county_id, post="", area_path__in=list(paths))
    return _lines(rows.order_by("-last_date", "-id").values(*_LINE)[:PAGE])


def _lines(rows: Iterable[dict[str, Any]]) -> tuple[ExemptLine, ...]:
    return tuple(ExemptLine(**row) for row in rows)
