"""A map on a page: what the browser needs to draw it, as one value that a template writes into an attribute.

The page is complete without it: every map stands beside a list, a form or a sketch that says the same.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.deciding import Office
from linli.actions.map_views import ground_of
from linli.domain.coordinates import Bounds, Point
from linli.domain.tiles import TIANDITU_HOST
from linli.store.map import streets_version
from linli.ui.language import language

Look = Literal["sums", "pick", "place", "cases"]
TIANDITU_LAYERS = ("vec", "cva")
"""Ground, and the names on it. Source: Tianditu web services, tile matrix set "w" (web Mercator)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """One map, ready to be drawn."""

    look: Look
    title: str
    bounds: Bounds | None
    point: Point | None = None
    outline: Mapping[str, str] = field(default_factory=dict)
    """Key and level of the area to mark."""
    matters_url: str = ""
    """Where public sums come from (tiles), or the matters of a post (GeoJSON)."""
    place_url: str = ""
    """Where a picked point gets its name."""
    version: str = ""

    @property
    def config(self) -> str:
        """Everything the script reads, as JSON."""
        told: dict[str, Any] = {
            "look": self.look,
            "bounds": _spelled(self.bounds) if self.bounds else None,
            "point": [self.point.lon, self.point.lat] if self.point else None,
            "outline": dict(self.outline),
            "matters": self.matters_url,
            "place": self.place_url,
            "areas": tile_url("area", self.version),
            "streets": tile_url("street", streets_version(data_folder()) or "0"),
            "ground": base_map(),
            "files": {
                "library": static("ui/vendor/maplibre-gl.mjs"),
                "worker": static("ui/vendor/maplibre-gl-worker.mjs"),
                "style": static("ui/vendor/maplibre-gl.css"),
                "pmtiles": static("ui/vendor/pmtiles.js"),
            },
            "english": language() == "en",
            "words": map_words(),
        }
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def data_folder() -> Path:
    """Return the folder in which streets are kept."""
    return Path(settings.DATA_DIR)


def tile_url(layer: str, version: str) -> str:
    """Return the address of a layer's tiles, as the script fills it in."""
    return reverse("map_tile", args=[layer, 0, 0, 0]).replace("/0/0/0", "/{z}/{x}/{y}") + f"?v={version}"


def map_words() -> Mapping[str, str]:
    """Return the words that stand on a map."""
    return {
        "zoomIn": _("Closer"),
        "zoomOut": _("Further"),
        "failed": _("The map cannot be drawn in this browser. Everything on it is in the list."),
        "credit": _("Borders and streets: the district's own"),
    }


def base_map() -> Mapping[str, Any] | None:
    """Return the base map an operator has supplied: a PMTiles file of its own, or Tianditu; None by default."""
    credit = str(getattr(settings, "BASE_MAP_CREDIT", ""))
    if getattr(settings, "BASE_MAP_FILE", None) is not None:
        return {"kind": "pmtiles", "url": reverse("map_base"), "credit": credit}
    key = str(getattr(settings, "TIANDITU_KEY", ""))
    if key:
        return {
            "kind": "raster",
            "urls": [_tianditu(one, key) for one in TIANDITU_LAYERS],
            "credit": credit or "天地图",
        }
    return None


def _tianditu(layer: str, key: str) -> str:
    asked = (
        f"SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles"
        f"&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={key}"
    )
    return f"https://t0.{TIANDITU_HOST}/{layer}_w/wmts?{asked}"


def district_map(office: Office, look: Look, *, title: str, matters_url: str = "", place_url: str = "") -> MapView:
    """Return a map of the whole district."""
    return MapView(
        look=look, title=title, bounds=office.placer.bounds, matters_url=matters_url, place_url=place_url,
        version=office.directory.version,
    )  # fmt: skip


def place_map(office: Office, path: str, *, title: str, point: Point | None = None) -> MapView | None:
    """Return a map of one area with its outline, and a point where the reader may see it; None without polygons."""
    area = office.directory.tree.by_path.get(path)
    bounds = ground_of(office.directory).bounds.get(path)
    if area is None or bounds is None:
        return None
    outline = {"key": area.key, "level": area.level.value}
    return MapView(
        look="place", title=title, bounds=bounds, point=point, outline=outline, version=office.directory.version
    )  # fmt: skip


def pick_map(office: Office, path: str) -> MapView:
    """Return a map on which a point can be picked, looking at the area at `path`, or at the whole district."""
    whole = district_map(office, "pick", title=_("Map to point to the place"), place_url=reverse("map_place"))
    # The ground is worked out for tiles; a page that looks at the whole district need not wait for it.
    return replace(whole, bounds=ground_of(office.directory).bounds.get(path, whole.bounds)) if path else whole


def _spelled(bounds: Bounds) -> list[float]:
    return [round(side, 6) for side in (bounds.west, bounds.south, bounds.east, bounds.north)]
