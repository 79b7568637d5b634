"""The register to take away, with the filters of the address: as XLSX that can be sent back, and as GeoJSON.

Heads and cells of the table are those that an import reads, so a list can be taken, put right and sent again.
"""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from openpyxl import Workbook

from linli.actions.deciding import Office, today_of
from linli.actions.place_views import TakenPlace, take_places
from linli.actions.setup_workbook import XLSX
from linli.console.places.admitted import BY_PLACE
from linli.console.places.listing import address, asked_in, query_of
from linli.console.seat import SeatedRequest, who_may
from linli.console.sheet import text_cell
from linli.console.words import area_words, language
from linli.domain.place import KIND_WORDS, RISK_WORDS, STANDING_WORDS, Place
from linli.domain.place_row import COLUMN_WORDS, COLUMNS, outline_lines, spelled_point
from linli.domain.problems import Refused

GEOJSON = "application/geo+json"
WIDTHS = (14, 26, 22, 14, 12, 30, 26, 12, 12, 12, 18, 22, 22, 16, 22, 40, 10, 12, 8, 8, 8)


@who_may(BY_PLACE)
def places_xlsx(request: SeatedRequest) -> HttpResponse:
    """Give what the list shows with its filters as XLSX."""
    return _taken(request, "xlsx")


@who_may(BY_PLACE)
def places_geojson(request: SeatedRequest) -> HttpResponse:
    """Give what the list shows with its filters as GeoJSON in WGS-84."""
    return _taken(request, "geojson")


def _taken(request: SeatedRequest, kind: str) -> HttpResponse:
    asked, office, today = asked_in(request.GET), request.office, today_of(request.office, request.now)
    try:
        found = take_places(office, request.post, query_of(request, asked))
    except Refused as refused:
        messages.error(request, " ".join(one.within(language()) for one in refused.problems))
        return HttpResponseRedirect(address(asked))
    spelling = Spelling(office)
    if kind == "xlsx":
        response = HttpResponse(places_sheet(spelling, found), content_type=XLSX)
    else:
        response = HttpResponse(places_layer(spelling, found), content_type=GEOJSON)
    response["Content-Disposition"] = f'attachment; filename="linli-places-{today:%Y%m%d}.{kind}"'
    return response


class Spelling:
    """Spells places of one county as an import reads them: by name, or by key where a name is not the only one."""

    def __init__(self, office: Office) -> None:
        """Count the names of areas and units."""
        directory = office.directory
        self.office = office
        self._areas = Counter(one.name for one in directory.tree)
        self._units = Counter(one.name for one in directory.units.values())

    def area(self, path: str) -> str:
        """Return the lowest area."""
        found = self.office.directory.tree.by_path.get(path)
        if found is None:
            return path
        return found.name if self._areas[found.name] == 1 else found.key

    def unit(self, unit_id: str) -> str:
        """Return a unit; "" for none."""
        found = self.office.directory.units.get(unit_id)
        if found is None:
            return unit_id
        return found.name if self._units[found.name] == 1 else found.key

    def cells(self, place: Place) -> dict[str, str]:
        """Return a place's columns as texts."""
        lon, lat = spelled_point(place.point) if place.point else ("", "")
        tongue = language()
        return {
            "key": place.key, "name": place.name, "name_en": place.name_en,
            "kind": KIND_WORDS[place.kind].within(tongue), "risk": RISK_WORDS[place.risk].within(tongue),
            "address": place.address, "area": self.area(place.area_path),
            "lon": lon, "lat": lat, "outline": outline_lines(place.outline),
            "aliases": place.aliases, "regulator": self.unit(place.regulator_unit),
            "owner": self.unit(place.owner_unit), "phone": place.phone, "credit_code": place.credit_code,
        }  # fmt: skip


def places_sheet(spelling: Spelling, found: Sequence[TakenPlace]) -> bytes:
    """Return the table; no text in it begins a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Places"))
    for at, width in enumerate(WIDTHS):
        sheet.column_dimensions[chr(ord("A") + at)].width = width
    sheet.freeze_panes = "A2"
    tongue = language()
    heads = [COLUMN_WORDS[one].within(tongue) for one in COLUMNS]
    heads += [_("Area in full"), _("State"), _("Checklist"), _("Gaps found"), _("Adopted"), _("Model place")]
    sheet.append([text_cell(sheet, one, is_head=True) for one in heads])
    for one in found:
        cells = spelling.cells(one.place)
        told = (area_words(spelling.office, one.place.area_path, joint="/"),
                STANDING_WORDS[one.place.standing].within(tongue), _day(one.line.checked_date))  # fmt: skip
        texts = [text_cell(sheet, text) for text in (*(cells[column] for column in COLUMNS), *told)]
        gaps = one.line.gaps if one.line.checked_date else None
        sheet.append([*texts, gaps, one.line.adopters, text_cell(sheet, _("yes") if one.line.is_model else _("no"))])
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def places_layer(spelling: Spelling, found: Sequence[TakenPlace]) -> bytes:
    """Return the places as GeoJSON: an outline where there is one, else a point, else no shape (RFC 7946)."""
    features = [
        {"type": "Feature", "id": one.place.id, "geometry": _shape(one.place), "properties": _told(spelling, one)}
        for one in found
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()


def _told(spelling: Spelling, one: TakenPlace) -> dict[str, Any]:
    cells = spelling.cells(one.place)
    shown = {key: text for key, text in cells.items() if key not in ("lon", "lat", "outline")}
    return {**shown, "standing": one.place.standing.value, "checked": _day(one.line.checked_date) or None,
            "gaps": one.line.gaps if one.line.checked_date else None, "adopters": one.line.adopters,
            "is_model": one.line.is_model}  # fmt: skip


def _shape(place: Place) -> dict[str, Any] | None:
    if place.outline:
        corners = [[int(part) / 1e6 for part in pair.split(",")] for pair in place.outline.split(";")]
        closed = corners if corners[0] == corners[-1] else [*corners, corners[0]]
        return {"type": "Polygon", "coordinates": [closed]}
    if place.point is None:
        return None
    return {"type": "Point", "coordinates": [place.point.lon, place.point.lat]}
