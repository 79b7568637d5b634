"""The street network: trunk roads that cross, one road per community, lanes to every grid; all connected."""

import itertools
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon

from linli.demo.district.areas import Land, local_name, polygon_of
from linli.demo.district.frame import to_degrees, to_points
from linli.demo.district.identity import demo_id
from linli.demo.district.model import Point, Road, RoadClass
from linli.demo.district.names import TRUNK_ROADS_EAST, TRUNK_ROADS_NORTH
from linli.demo.district.shapes import EAST_RADIUS_M, NORTH_RADIUS_M, Shapes
from linli.domain.area import AreaLevel
from linli.domain.wording import Wording

_MARGIN_M = 90.0
_NUMERALS = "一二三四五六七八九十"
Node = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Streets:
    """The roads, and which of them pass through which grid."""

    roads: tuple[Road, ...]
    grid_roads: Mapping[str, tuple[int, ...]]
    """Grid path → positions in `roads`."""
    river: tuple[Point, ...]


@dataclass(slots=True, kw_only=True)
class _Draft:
    """One road while it grows, in metres."""

    name: Wording
    road_class: RoadClass
    nodes: list[Node] = field(default_factory=list)


def lay_streets(shapes: Shapes, land: Land) -> Streets:
    """Return the network over `shapes`."""
    trunks = _trunks(shapes.outline)
    drafts: list[_Draft] = []
    for number, community in enumerate(land.community_of_seed):
        seeds = shapes.grid_seeds[shapes.community_of_grid == number]
        middle = _node(shapes.community_seeds[number])
        junction = _join_trunk(trunks, middle)
        nodes = [_node(seed) for seed in seeds]
        drafts += _community_roads(local_name(community), junction, middle, nodes)
    everything = [*trunks, *drafts]
    roads = _in_degrees(everything)
    return Streets(roads=roads, grid_roads=_by_grid(roads, land), river=_river(shapes.outline))


def _node(row: Sequence[float] | np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Node:
    return (round(float(row[0]), 1), round(float(row[1]), 1))


def _straight(outline: Polygon, start: Node, end: Node) -> list[Node]:
    """Return the longest piece of the line that lies inside the outline."""
    cut = shapely.intersection(LineString([start, end]), outline.buffer(-_MARGIN_M))
    piece = max(shapely.get_parts(cut), key=lambda part: part.length)
    return [_node(point) for point in shapely.get_coordinates(shapely.segmentize(piece, 220.0))]


def _trunks(outline: Polygon) -> list[_Draft]:
    """Return the trunk roads, each with the points where it crosses the others."""
    found = []
    for number, name in enumerate(TRUNK_ROADS_EAST):
        north = NORTH_RADIUS_M * (-0.78 + 1.56 * number / (len(TRUNK_ROADS_EAST) - 1))
        slope = 0.02 * ((number * 5) % 7 - 3)
        ends = ((-9_000.0, north - 9_000 * slope), (9_000.0, north + 9_000 * slope))
        road_class = RoadClass.SECONDARY if number % 2 else RoadClass.TRUNK
        found.append(_Draft(name=name, road_class=road_class, nodes=_straight(outline, *ends)))
    for number, name in enumerate(TRUNK_ROADS_NORTH):
        east = EAST_RADIUS_M * (-0.8 + 1.6 * number / (len(TRUNK_ROADS_NORTH) - 1))
        slope = 0.015 * ((number * 3) % 7 - 3)
        ends = ((east - 7_000 * slope, -7_000.0), (east + 7_000 * slope, 7_000.0))
        road_class = RoadClass.TRUNK if number % 3 == 1 else RoadClass.SECONDARY
        found.append(_Draft(name=name, road_class=road_class, nodes=_straight(outline, *ends)))
    for first, second in itertools.combinations(found, 2):
        crossing = shapely.intersection(LineString(first.nodes), LineString(second.nodes))
        for point in shapely.get_coordinates(crossing):
            _insert(first, _node(point))
            _insert(second, _node(point))
    return found


def _insert(road: _Draft, node: Node) -> None:
    """Put `node` into the road where it lies along its length."""
    if node in road.nodes:
        return
    line = LineString(road.nodes)
    along = shapely.line_locate_point(line, shapely.Point(node))
    lengths = itertools.accumulate((math.dist(one, two) for one, two in itertools.pairwise(road.nodes)), initial=0.0)
    position = next((at for at, length in enumerate(lengths) if length > along), len(road.nodes))
    road.nodes.insert(position, node)


def _join_trunk(trunks: Sequence[_Draft], middle: Node) -> Node:
    """Return the point of the nearest trunk road, now a junction."""
    point = shapely.Point(middle)
    nearest = min(trunks, key=lambda road: LineString(road.nodes).distance(point))
    line = LineString(nearest.nodes)
    node = _node(line.interpolate(line.project(point)).coords[0])
    _insert(nearest, node)
    return node


def _tree(root: Node, others: Sequence[Node]) -> dict[Node, list[Node]]:
    """Return the shortest tree over all nodes as node → children.

    Source: Prim, "Shortest connection networks and some generalizations", 1957.
    """
    children: dict[Node, list[Node]] = defaultdict(list)
    best = {node: (math.dist(root, node), root) for node in others if node != root}
    while best:
        node = min(best, key=lambda one: best[one])
        children[best.pop(node)[1]].append(node)
        for other, (distance, _) in best.items():
            if math.dist(node, other) < distance:
                best[other] = (math.dist(node, other), node)
    return children


def _paths(root: Node, children: Mapping[Node, list[Node]]) -> list[list[Node]]:
    """Split the tree into paths; the first starts at the root and follows the deepest branch."""

    def depth(node: Node) -> float:
        return max((math.dist(node, child) + depth(child) for child in children.get(node, ())), default=0.0)

    path, paths, node = [root], [], root
    while below := sorted(children.get(node, ()), key=lambda one: -(math.dist(node, one) + depth(one))):
        for child in below[1:]:
            first, *rest = _paths(child, children)
            paths += [[node, *first], *rest]
        node = below[0]
        path.append(node)
    return [path, *paths]


def _community_roads(local: Wording, junction: Node, middle: Node, seeds: Sequence[Node]) -> list[_Draft]:
    """Return one community's road, from the trunk road through its middle, and its lanes."""
    first, *others = _paths(middle, _tree(middle, seeds))
    start = [junction] if junction != middle else []
    name = Wording(f"{local.zh}路", f"{local.en} Road")
    roads = [_Draft(name=name, road_class=RoadClass.LOCAL, nodes=[*start, *first])]
    for number, nodes in enumerate(others):
        zh, en = f"{local.zh}{_NUMERALS[number]}巷", f"{local.en} Lane {number + 1}"
        roads.append(_Draft(name=Wording(zh, en), road_class=RoadClass.LANE, nodes=nodes))
    return roads


def _in_degrees(drafts: Sequence[_Draft]) -> tuple[Road, ...]:
    """Return the roads in degrees, moved together so that junctions stay shared."""
    rows = to_degrees(np.array([node for draft in drafts for node in draft.nodes]))
    roads, start = [], 0
    for number, draft in enumerate(drafts):
        mine = rows[start : start + len(draft.nodes)]
        start += len(draft.nodes)
        points = tuple((float(lon), float(lat)) for lon, lat in mine)
        roads.append(Road(id=demo_id("road", number), name=draft.name, road_class=draft.road_class, points=points))
    return tuple(roads)


def _by_grid(roads: Sequence[Road], land: Land) -> dict[str, tuple[int, ...]]:
    grids = land.at(AreaLevel.GRID)
    tree = shapely.STRtree([polygon_of(grid) for grid in grids])
    found: dict[str, list[int]] = {grid.path: [] for grid in grids}
    lines = [LineString(road.points) for road in roads]
    road_numbers, grid_numbers = tree.query(lines, predicate="intersects")
    for road, grid in sorted(zip(road_numbers.tolist(), grid_numbers.tolist(), strict=True)):
        found[grids[grid].path].append(road)
    return {path: tuple(numbers) for path, numbers in found.items()}


def _river(outline: Polygon) -> tuple[Point, ...]:
    """Return the river from the western to the eastern border, in wide bends."""
    east = np.linspace(-EAST_RADIUS_M * 1.3, EAST_RADIUS_M * 1.3, 180)
    bends = 520 * np.sin(east / 1_750.0) + 140 * np.sin(east / 620.0 + 1)
    north = -0.36 * NORTH_RADIUS_M + 0.10 * east + bends
    inside = shapely.contains_xy(outline, east, north)
    return to_points(np.column_stack([east[inside], north[inside]]))
