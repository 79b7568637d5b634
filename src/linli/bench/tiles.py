"""Map tiles at 1,000 grids and 100,000 cases: what making them costs beside writing the same shapes down."""

from collections.abc import Callable
from statistics import median
from time import perf_counter

from django.db import connection
from django.test import Client

from linli.actions import map_views
from linli.actions.deciding import Office
from linli.bench.clones import grown_county
from linli.bench.figure import Figure, figure
from linli.domain.coordinates import Bounds, Point
from linli.domain.tiles import Feature, Tile, tile_at, write_tile
from linli.ui.moment import present

SUMMARY = "map tiles of 1,000 grids and the sums of 100,000 cases, beside bare encoding and bare SQL"

CASES = 100_000
ZOOMS = (10, 12, 14, 16)
TILES_PER_ZOOM = 40
_REPEATS = 5
BARE = "mapbox_vector_tile.encode of the same shapes"
SUMS = (
    "SELECT area_path, category, count(*) FROM case_row"
    " WHERE county_id = %s AND NOT is_final AND seal = 'open' GROUP BY 1, 2"
)


def run(*, seed: int, scale: float) -> list[Figure]:
    """Measure every part of the way from shapes and rows to what a browser gets."""
    with grown_county(seed=seed, cases=max(60, int(CASES * scale))) as office:
        bounds = office.placer.bounds
        if bounds is None:
            raise RuntimeError("the bench's county has no polygons")
        ground_ms = _ms(lambda: map_views.ground_of(office.directory))
        return [
            figure(
                "ground of the county, once", ground_ms, "ms", limit_name="placer's index", limit_value=_index(office)
            ),
            *(one for zoom in ZOOMS for one in _areas(office, bounds, zoom)),
            *_sums(office, bounds),
            *_served(bounds),
        ]


def _index(office: Office) -> float:
    return _ms(lambda: type(office.placer)(office.directory.tree))


def _areas(office: Office, bounds: Bounds, zoom: int) -> tuple[Figure, Figure]:
    """Make the tiles of one zoom from nothing kept but the thinned shapes, and write the same shapes again."""
    tiles = _tiles(bounds, zoom)
    made_ms, bare_ms = [], []
    for tile in tiles:
        layers = _layers(office, tile)
        map_views.area_tile.cache_clear()
        made_ms.append(_ms(lambda tile=tile: map_views.area_tile(office.directory, tile)))  # type: ignore[misc]  # mypy cannot infer a default
        bare_ms.append(_ms(lambda layers=layers: write_tile(layers)))  # type: ignore[misc]  # as above
    kept_ms = median(_ms(lambda: map_views.area_tile(office.directory, tiles[-1])) for _ in range(_REPEATS))
    total, bare = sum(made_ms), sum(bare_ms)
    name = f"areas at zoom {zoom}, {len(tiles)} tiles"
    return (
        figure(name, total, "ms", limit_name=BARE, limit_value=bare),
        figure(f"areas at zoom {zoom}, kept tile", kept_ms, "ms", limit_name=BARE, limit_value=bare / len(tiles)),
    )


def _layers(office: Office, tile: Tile) -> dict[str, tuple[Feature, ...]]:
    levels = map_views.ground_of(office.directory).levels
    return {
        level.value: levels[level].cut(tile) for level, zoom in map_views.AREA_ZOOMS.items() if tile.z >= zoom
    }  # fmt: skip


def _tiles(bounds: Bounds, zoom: int) -> list[Tile]:
    """Return the tiles over the middle of the county, at most TILES_PER_ZOOM of them."""
    first = tile_at(Point(bounds.west, bounds.north), zoom)
    last = tile_at(Point(bounds.east, bounds.south), zoom)
    every = [Tile(zoom, x, y) for x in range(first.x, last.x + 1) for y in range(first.y, last.y + 1)]
    start = max(0, (len(every) - TILES_PER_ZOOM) // 2)
    return every[start : start + TILES_PER_ZOOM]


def _sums(office: Office, bounds: Bounds) -> tuple[Figure, Figure]:
    now, taken, bare = present(), [], []
    for _ in range(_REPEATS):
        map_views.forget_sums()
        taken.append(_ms(lambda: map_views.open_sums(office, now)))
        bare.append(_ms(lambda: _plain_sums(office)))
    sums = map_views.open_sums(office, now)
    tile = tile_at(Point((bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2), 14)
    tile_ms = median(_ms(lambda: map_views.matter_tile(office, tile, sums)) for _ in range(_REPEATS))
    return (
        figure(
            "sums of open public cases",
            median(taken),
            "ms",
            limit_name="the same by plain SQL",
            limit_value=median(bare),
        ),
        figure("tile of sums at zoom 14", tile_ms, "ms", limit_name="their SQL", limit_value=median(bare)),
    )


def _plain_sums(office: Office) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SUMS, [office.county_id])
        cursor.fetchall()


def _served(bounds: Bounds) -> list[Figure]:
    """Ask as a browser does, when everything has been asked for once."""
    tile = tile_at(Point((bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2), 14)
    at = f"/{tile.z}/{tile.x}/{tile.y}"
    client = Client(SERVER_NAME="localhost", headers={"accept-encoding": "gzip"})
    addresses = {
        "area tile served": f"/map/tiles/area{at}",
        "sum tile served": f"/map/tiles/matter{at}",
        "point named": f"/map/place?lon={(bounds.west + bounds.east) / 2}&lat={(bounds.south + bounds.north) / 2}",
        "map page served": "/map",
    }
    least = _answer_ms(client, "/robots.txt")
    return [
        figure(name, _answer_ms(client, address), "ms", limit_name="an answer of four lines", limit_value=least)
        for name, address in addresses.items()
    ]


def _answer_ms(client: Client, address: str) -> float:
    taken = []
    for _ in range(_REPEATS + 1):
        begun = perf_counter()
        answer = client.get(address)
        taken.append((perf_counter() - begun) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")
    return median(taken[1:])


def _ms(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000
