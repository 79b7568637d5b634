"""A base map of the operator's own is drawn below ours: a PMTiles file, raster or vector, or Tianditu by its key."""

import io
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import mapbox_vector_tile
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Request, Route
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from linli.demo.district import build_district
from linli.domain.coordinates import Bounds, Point
from linli.domain.placing import Placer
from linli.domain.tiles import tile_at
from tests.browser.chromium import Look, open_browser
from tests.browser.product import SEED, Product, free_port

ZOOM_MAX = 12
RED = (214, 40, 40)
KEY = "0123456789abcdef"
DRAWN = '[data-map][data-map-state="drawn"]'
START_SECONDS = 60.0


def red_tile() -> bytes:
    """One tile of one colour that nothing of ours has."""
    kept = io.BytesIO()
    Image.new("RGB", (256, 256), RED).save(kept, "PNG")
    return kept.getvalue()


def water_tile() -> bytes:
    """A tile that is all water, in the schema that vector base maps use."""
    whole = {"geometry": "POLYGON ((0 0, 0 4096, 4096 4096, 4096 0, 0 0))", "properties": {}}
    made: bytes = mapbox_vector_tile.encode([{"name": "water", "features": [whole]}])
    return made


def write_archive(path: Path, bounds: Bounds, content: bytes, kind: TileType) -> Path:
    """Write a PMTiles file with the same tile everywhere over `bounds`, down to ZOOM_MAX."""
    corners = Point(bounds.west, bounds.north), Point(bounds.east, bounds.south)
    ids = set()
    for zoom in range(ZOOM_MAX + 1):
        first, last = (tile_at(one, zoom) for one in corners)
        ids |= {
            zxy_to_tileid(zoom, x, y) for x in range(first.x, last.x + 1) for y in range(first.y, last.y + 1)
        }  # fmt: skip
    west, south, east, north = (int(one * 1e7) for one in (bounds.west, bounds.south, bounds.east, bounds.north))
    with path.open("wb") as file:
        writer = Writer(file)
        for one in sorted(ids):
            writer.write_tile(one, content)
        header = {
            "tile_type": kind, "tile_compression": Compression.NONE, "min_zoom": 0, "max_zoom": ZOOM_MAX,
            "min_lon_e7": west, "min_lat_e7": south, "max_lon_e7": east, "max_lat_e7": north, "center_zoom": 9,
            "center_lon_e7": (west + east) // 2, "center_lat_e7": (south + north) // 2,
        }  # fmt: skip
        writer.finalize(header, {"vector_layers": [{"id": "water", "fields": {}}]} if kind is TileType.MVT else {})
    return path


@contextmanager
def served(product: Product, **told: str) -> Iterator[str]:
    """Serve the same demo once more, with what an operator sets in the environment; yields its address."""
    port = free_port()
    words = ["serve", "--port", str(port), "--live-port", "0", "--workers", "1", "--data", str(product.folder / "data")]
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("LINLI_", "DJANGO_"))}
    with (product.folder / "log-again").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "linli.config.main", *words], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            env=environment | told, start_new_session=True,
        )  # fmt: skip
    try:
        until = time.monotonic() + START_SECONDS
        while not answers(f"http://localhost:{port}/healthz"):
            assert process.poll() is None and time.monotonic() < until, (product.folder / "log-again").read_text()
            time.sleep(0.2)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(START_SECONDS)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def share_of(page: Page, is_it: Callable[[tuple[int, int, int]], bool]) -> float:
    """Return which share of the drawn map's pixels has a colour."""
    image = Image.open(io.BytesIO(page.locator(DRAWN).screenshot())).convert("RGB").resize((96, 64))
    pixels = list(image.get_flattened_data())
    return sum(is_it(one) for one in pixels) / len(pixels)


def is_reddish(colour: tuple[int, int, int]) -> bool:
    red, green, blue = colour
    return red > 150 and green < 110 and blue < 110


@pytest.fixture(scope="module")
def bounds() -> Bounds:
    found = Placer(build_district(SEED).areas).bounds
    assert found is not None
    return found


def open_map(
    chrome: Browser, url: str, *, prepare: Callable[[Page], None] = lambda page: None
) -> tuple[Page, list[Request]]:
    page = open_browser(chrome, url, Look()).new_page()
    asked: list[Request] = []
    page.on("request", lambda one: asked.append(one))
    prepare(page)
    page.goto("/map")
    page.wait_for_selector(DRAWN)
    page.wait_for_function(f"document.querySelector('{DRAWN}').map.areTilesLoaded()")
    page.wait_for_timeout(300)
    return page, asked


def test_a_raster_file_lies_below_the_districts_own_borders(
    chrome: Browser, product: Product, bounds: Bounds, tmp_path: Path
) -> None:
    file = write_archive(tmp_path / "ground.pmtiles", bounds, red_tile(), TileType.PNG)
    with served(product, LINLI_BASE_MAP_FILE=str(file), LINLI_BASE_MAP_CREDIT="审图号 GS(2026)0001") as url:
        page, asked = open_map(chrome, url)
        parts = [one for one in asked if one.url.endswith("/map/base.pmtiles")]
        assert parts and all(one.headers.get("range") for one in parts), "the file is read in parts"
        assert share_of(page, is_reddish) > 0.25
        assert "审图号 GS(2026)0001" in page.locator(DRAWN).inner_text()
        page.context.close()


def test_a_vector_file_is_drawn_in_our_colours(
    chrome: Browser, product: Product, bounds: Bounds, tmp_path: Path
) -> None:
    file = write_archive(tmp_path / "ground.pmtiles", bounds, water_tile(), TileType.MVT)
    with served(product, LINLI_BASE_MAP_FILE=str(file)) as url:
        page, _ = open_map(chrome, url)
        layers = page.evaluate(f"document.querySelector('{DRAWN}').map.getStyle().layers.map((one) => one.id)")
        assert "base-water" in layers
        seen = page.evaluate(
            f"document.querySelector('{DRAWN}').map.queryRenderedFeatures(undefined, {{layers: ['base-water']}}).length"
        )
        assert seen > 0
        page.context.close()


def test_tianditu_is_asked_by_its_key_and_nobody_else_is(chrome: Browser, product: Product) -> None:
    def answer(route: Route) -> None:
        route.fulfill(
            status=200, content_type="image/png", body=red_tile(), headers={"access-control-allow-origin": "*"}
        )

    with served(product, LINLI_TIANDITU_KEY=KEY) as url:
        page, asked = open_map(chrome, url, prepare=lambda one: one.route("https://*.tianditu.gov.cn/**", answer))
        outside = [one.url for one in asked if not one.url.startswith((url, "blob:", "data:"))]
        assert outside and all("tianditu.gov.cn" in one and f"tk={KEY}" in one for one in outside)
        assert {layer for layer in ("vec", "cva") if any(f"LAYER={layer}&" in one for one in outside)} == {"vec", "cva"}
        assert share_of(page, is_reddish) > 0.25
        assert "天地图" in page.locator(DRAWN).inner_text()
        page.context.close()
