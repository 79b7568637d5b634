"""Self-checks of governance centres in the store."""

from datetime import date
from typing import Any

from linli.domain.centre import STREAM, Centre, folded
from linli.store import models
from linli.store.ledgers import Ledger


def write_row(county_id: int, after: Centre, today: date) -> None:
    """Write the row of a centre's latest self-check over."""
    models.CentreCheck.objects.update_or_create(id=after.id, defaults=row_of(county_id, after, today))


def row_of(county_id: int, after: Centre, today: date) -> dict[str, Any]:
    """Return the row of a centre as it stands on a day, but for its id."""
    head = after.head
    return {
        "county_id": county_id, "seq": after.seq, "area_path": head.area, "checked_date": date.fromisoformat(head.day),
    }  # fmt: skip


CENTRES: Ledger[Centre] = Ledger(prefix=STREAM, fold=folded, write_row=write_row)


def checked_on(county_id: int, area_path: str) -> dict[str, date]:
    """Return the day of the latest self-check of every centre in (and below) an area, by id of its unit."""
    rows = models.CentreCheck.objects.filter(county_id=county_id, area_path__startswith=area_path)
    return dict(rows.values_list("id", "checked_date"))
