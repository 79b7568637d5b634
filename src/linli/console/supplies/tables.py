"""Supplies and equipment as XLSX."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _

from linli.actions.deciding import Office, today_of
from linli.actions.ledger_views import reach_of
from linli.console.seat import SeatedRequest, who_may
from linli.console.supplies.admitted import READY_POSTS
from linli.console.supplies.assets import asked_of
from linli.console.supplies.sites import seen_or_404
from linli.console.table_files import Line, table_file
from linli.console.words import area_words, language, unit_name
from linli.domain.asset import KIND_WORDS, STATE_WORDS, AssetKind, AssetState
from linli.domain.stock import StockSite
from linli.store import assets as stored
from linli.store.assets import AssetLine


@who_may(READY_POSTS)
def table(request: SeatedRequest, site_id: str) -> HttpResponse:
    """Give the books of a site as XLSX."""
    seen = seen_or_404(request, site_id)
    return table_file(_lines(seen.site, seen.today), f"linli-supplies-{seen.site.id}-{seen.today:%Y%m%d}")


def _lines(site: StockSite, today: date) -> Iterator[Line]:
    yield (
        _("Supply item"), _("Counted in"), _("Required at least"), _("In store"), _("Checked out"), _("Expired"),
        _("Late"), _("At hand"), _("Missing"),
    )  # fmt: skip
    for one in site.listed:
        numbers = (one.minimum, one.in_store, one.lent, one.expired(today), one.late(today), one.at_hand(today))
        yield (one.name, one.measure, *numbers, one.missing(today))


@who_may(READY_POSTS)
def assets_table(request: SeatedRequest) -> HttpResponse:
    """Give what the list of equipment shows with its filters as XLSX."""
    office, today = request.office, today_of(request.office, request.now)
    wanted, _given = asked_of(request)
    found = stored.every(office.county_id, reach_of(request.post), wanted, today)
    return table_file(_asset_lines(office, found), f"linli-equipment-{today:%Y%m%d}")


def _asset_lines(office: Office, found: Iterable[AssetLine]) -> Iterator[Line]:
    yield (
        _("Kind"), _("Code on it"), _("Where it is"), _("Area"), _("Unit"), _("State"), _("Check due"), _("Good until"),
    )  # fmt: skip
    for one in found:
        yield (
            KIND_WORDS[AssetKind(one.kind)].within(language()), one.code, one.place,
            area_words(office, one.area_path, joint="/"), unit_name(office, one.unit),
            STATE_WORDS[AssetState(one.state)].within(language()), one.due_date.isoformat(),
            one.expires_date.isoformat() if one.expires_date else None,
        )  # fmt: skip
