"""The places register: estates of every grid, and schools, markets, parks, fire lanes and sites."""

import random
from collections.abc import Sequence

from linli.demo.district.areas import local_name
from linli.demo.district.gazetteer import Gazetteer
from linli.demo.district.identity import demo_id
from linli.demo.district.model import Place, Spot
from linli.demo.district.names import ESTATE_FIRST, ESTATE_LAST
from linli.domain.area import Area, AreaKind, AreaLevel
from linli.domain.place import PlaceKind
from linli.domain.wording import Wording

Named = tuple[PlaceKind, Wording, Spot]

# Kind, how many, name in Chinese and English; {c} and {e} are the community's name without its kind.
_PUBLIC_PLACES: tuple[tuple[PlaceKind, int, str, str], ...] = (
    (PlaceKind.SCHOOL, 46, "{c}小学", "{e} Primary School"),
    (PlaceKind.SCHOOL, 18, "{c}中学", "{e} Middle School"),
    (PlaceKind.KINDERGARTEN, 52, "{c}幼儿园", "{e} Kindergarten"),
    (PlaceKind.MARKET, 28, "{c}菜市场", "{e} Food Market"),
    (PlaceKind.PARK, 22, "{c}游园", "{e} Pocket Park"),
    (PlaceKind.SQUARE, 20, "{c}文化广场", "{e} Square"),
    (PlaceKind.CLINIC, 34, "{c}卫生服务站", "{e} Clinic"),
    (PlaceKind.SITE, 15, "{c}片区改造工地", "{e} Renewal Site"),
    (PlaceKind.SERVICE_HALL, 10, "{c}便民服务厅", "{e} Service Hall"),
)
_FIRE_LANES = 60


def register_places(areas: Sequence[Area], gazetteer: Gazetteer, rng: random.Random) -> tuple[Place, ...]:
    """Return the places, estates first; no two estates share a name."""
    grids = [area for area in areas if area.level is AreaLevel.GRID]
    communities = [area for area in areas if area.level is AreaLevel.COMMUNITY]
    by_id = {area.id: area for area in communities}
    names = [Wording(first.zh + last.zh, f"{first.en} {last.en}") for first in ESTATE_FIRST for last in ESTATE_LAST]
    rng.shuffle(names)
    found: list[Named] = []
    for grid in grids:
        community = by_id[grid.parent_id or ""]
        found += _homes(grid, community, names, gazetteer.pick(grid.path, rng))
        if community.kind is AreaKind.COMMUNITY and rng.random() < 0.12:
            found.append((PlaceKind.ESTATE, names.pop(), gazetteer.pick(grid.path, rng)))
    estates = [row for row in found if row[0] is PlaceKind.ESTATE]
    for _, name, spot in rng.sample(estates, _FIRE_LANES):
        lane = Wording(f"{name.zh}消防车通道", f"{name.en} fire lane")
        found.append((PlaceKind.FIRE_LANE, lane, spot))
    for kind, count, zh, en in _PUBLIC_PLACES:
        for community in rng.sample(communities, count):
            inside = [grid for grid in grids if grid.parent_id == community.id]
            found.append((kind, _filled(zh, en, community), gazetteer.pick(rng.choice(inside).path, rng)))
    return tuple(_place(number, *row) for number, row in enumerate(found, start=1))


def _homes(grid: Area, community: Area, names: list[Wording], spot: Spot) -> list[Named]:
    """Return where the people of a grid live: an estate in town, a villagers' group in a village."""
    if community.kind is AreaKind.COMMUNITY:
        return [(PlaceKind.ESTATE, names.pop(), spot)]
    serial = int(grid.key[-3:])
    name = Wording(f"{community.name}第{serial}村民组", f"{community.name_en} group {serial}")
    return [(PlaceKind.HAMLET, name, spot)]


def _filled(zh: str, en: str, community: Area) -> Wording:
    local = local_name(community)
    return Wording(zh.format(c=local.zh), en.format(e=local.en))


def _place(number: int, kind: PlaceKind, name: Wording, spot: Spot) -> Place:
    return Place(
        id=demo_id("place", number),
        key=f"P{number:05d}",
        name=name,
        kind=kind,
        lon=spot.lon,
        lat=spot.lat,
        area_path=spot.area_path,
        address=spot.address,
    )
