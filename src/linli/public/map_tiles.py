"""What maps fetch: tiles of areas, streets and sums, the name of a picked point, and the operator's base map."""

import gzip
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse, StreamingHttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from linli.actions.deciding import Office
from linli.actions.map_views import area_tile, matter_tile, name_place, open_sums, street_tile
from linli.domain.area import AreaLevel
from linli.domain.coordinates import Point, is_on_earth
from linli.domain.placing import How
from linli.domain.tiles import Tile
from linli.public.opening import public_page
from linli.public.words import area_words
from linli.store.map import streets_version
from linli.ui.map_view import data_folder
from linli.ui.moment import present
from linli.ui.office import the_office

TILE_TYPE = "application/vnd.mapbox-vector-tile"
KEPT_SECONDS = {"area": 86_400, "street": 86_400, "matter": 60}
"""Addresses of areas and streets change with their content, so a day is no risk."""
RANGE = re.compile(r"bytes=(\d*)-(\d*)")
CHUNK_BYTES = 256 * 1024
GZIP_BYTES_MIN = 512


@public_page
def map_tile(request: HttpRequest, *, layer: str, z: int, x: int, y: int) -> HttpResponse:
    """Give one tile; 304 where the reader has it already, 404 for a layer or a square there is not."""
    tile = Tile(z, x, y)
    if layer not in KEPT_SECONDS or not tile.is_real:
        raise Http404
    content = _content(request, the_office(), layer, tile)
    etag = f'"{hashlib.sha256(content).hexdigest()[:24]}"'
    known = {one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")}
    response: HttpResponse = HttpResponseNotModified() if etag in known else _packed(request, content)
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS[layer]}"
    return response


def _content(request: HttpRequest, office: Office, layer: str, tile: Tile) -> bytes:
    if layer == "area":
        return area_tile(office.directory, tile)
    if layer == "street":
        return street_tile(data_folder(), streets_version(data_folder()), tile)
    return matter_tile(office, tile, open_sums(office, present(), kind=request.GET.get("kind", "")[:60]))


def _packed(request: HttpRequest, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=TILE_TYPE)
    patch_vary_headers(response, ("Accept-Encoding",))
    if len(content) >= GZIP_BYTES_MIN and "gzip" in request.headers.get("Accept-Encoding", ""):
        response.content = gzip.compress(content, compresslevel=6, mtime=0)
        response["Content-Encoding"] = "gzip"
    return response


@public_page
def map_place(request: HttpRequest) -> HttpResponse:
    """Name the grid of a point, as a report from there would be placed; nothing of it is kept."""
    response = JsonResponse(_named(the_office(), request.GET.get("lon", ""), request.GET.get("lat", "")))
    response["Cache-Control"] = "no-store"
    return response


def _named(office: Office, lon: str, lat: str) -> dict[str, Any]:
    try:
        spelled = float(lon[:40]), float(lat[:40])
    except ValueError:
        return {"key": "", "words": _("Choose a point on the map.")}
    if not is_on_earth(*spelled):
        return {"key": "", "words": _("Choose a point on the map.")}
    named = name_place(office, Point(*spelled))
    if named.area is None or named.area.level is AreaLevel.COUNTY:
        return {"key": "", "words": _("This point lies outside the district.")}
    words = area_words(office, named.area.path)
    if named.placement.how is How.NEAREST:
        words = _("%(place)s (nearest)") % {"place": words}
    return {"key": named.area.key, "words": words}


@public_page
def map_base(request: HttpRequest) -> HttpResponse:
    """Give the operator's own base map, in parts as asked. Source: RFC 9110, 14 (range requests)."""
    path: Path | None = getattr(settings, "BASE_MAP_FILE", None)
    if path is None or not path.is_file():
        raise Http404
    size, stamp = path.stat().st_size, path.stat().st_mtime_ns
    etag = f'"{size:x}-{stamp:x}"'
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if request.headers.get("If-Range") not in (None, etag) or (asked and not any(asked.groups())):
        asked = None
    first, last = _part(asked, size)
    if first > last:
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        # A file may be larger than memory: it streams, which to every wrapper is a response like any other.
        response = cast(HttpResponse, StreamingHttpResponse(_read(path, first, last), status=206 if asked else 200))
        response["Content-Length"] = str(last - first + 1)
        if asked:
            response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Type"] = "application/vnd.pmtiles"
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=3600"
    return response


def _part(asked: re.Match[str] | None, size: int) -> tuple[int, int]:
    """Return the first and last byte asked for; a first beyond the last means that there is no such part."""
    if asked is None:
        return 0, size - 1
    first, last = asked.groups()
    if not first:
        return max(0, size - int(last[:18])), size - 1
    return int(first[:18]), min(size - 1, int(last[:18])) if last else size - 1


def _read(path: Path, first: int, last: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (chunk := file.read(min(CHUNK_BYTES, left))):
            left -= len(chunk)
            yield chunk
