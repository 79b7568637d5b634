"""The map of the demo page: the district's outlines with the middle of every grid, drawn once and kept."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from shapely.geometry import LineString

from linli.demo.district import DEFAULT_SEED, District, build_district, district_svg_paths
from linli.demo.district.areas import polygon_of
from linli.demo.ledger import read_ledger
from linli.domain.area import AreaLevel
from linli.domain.streets import Street, StreetKind

FILE_NAME = "demo-map.json"
RIVER, RIVER_EN = "云溪", "Yunxi Stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnStreet:
    """One street: its outline as path data, and where its name stands."""

    key: str
    path: str
    label: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The whole map in one view box."""

    view_box: str
    streets: tuple[DrawnStreet, ...]
    communities: str
    roads: tuple[str, ...]
    river: str
    grids: Mapping[str, tuple[float, float]]
    """Middles of the grids by area path."""


def draw(district: District) -> Drawing:
    """Draw `district`."""
    paths = district_svg_paths(district)
    middles = {
        area.path: polygon_of(area).representative_point() for area in district.areas if area.level is AreaLevel.GRID
    }
    return Drawing(
        view_box=paths.view_box,
        streets=tuple(DrawnStreet(key=one.key, path=one.path, label=one.label_xy) for one in paths.streets),
        communities=paths.communities,
        roads=paths.roads,
        river=paths.river,
        grids={path: paths.project(point.x, point.y) for path, point in middles.items()},
    )


def streets_of(district: District) -> tuple[Street, ...]:
    """Return the district's roads and river as every map draws them."""
    river = Street(name=RIVER, name_en=RIVER_EN, kind=StreetKind.RIVER, shape=LineString(district.river))
    roads = (
        Street(
            name=road.name.zh,
            name_en=road.name.en,
            kind=StreetKind(road.road_class.value),
            shape=LineString(road.points),
        )
        for road in district.roads
    )
    return (river, *roads)


def keep_drawing(district: District, folder: Path) -> None:
    """Keep the map in the data folder, so that no page has to build the district again."""
    (folder / FILE_NAME).write_text(json.dumps(asdict(draw(district))), encoding="utf-8")


@lru_cache(maxsize=2)
def drawing_of(folder: Path) -> Drawing:
    """Return the map kept in `folder`; where none is kept it is drawn."""
    try:
        kept = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        ledger = read_ledger(folder)
        return draw(build_district(ledger.seed if ledger else DEFAULT_SEED))
    streets = tuple(DrawnStreet(key=one["key"], path=one["path"], label=tuple(one["label"])) for one in kept["streets"])
    grids = {path: (float(x), float(y)) for path, (x, y) in kept["grids"].items()}
    return Drawing(**{**kept, "streets": streets, "grids": grids, "roads": tuple(kept["roads"])})
