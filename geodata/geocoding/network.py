"""Streets as lines one can walk: centre lines, the way between two points, junctions.

All geometry here is EPSG:32648, metres. OpenStreetMap draws a dual carriageway as two lines,
which often touch nowhere or only at one end. So lines become a graph of points at most 40 m
apart in which one may also step across to a line that runs alongside; the longest way through
that graph is the street's centre line, and what lies beside it is the other carriageway.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
import shapely.ops
from shapely import LineString, MultiLineString, Point, STRtree

from geodata.geocoding.gazetteer import Street, street_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

NODE_SPACING_M: Final = 40.0
ALONGSIDE_M: Final = 50.0
"""Carriageways of one street lie closer than this; Trần Duy Hưng, among the widest, has 45 m."""

GAP_M: Final = 200.0
"""A bridge or crossing with a name of its own leaves at most such a gap in a street."""

_STEP_ACROSS_M: Final = 60.0
_SHORTEST_PART_M: Final = 80.0
_SLIP_ROAD_M: Final = 250.0
_SLIP_ROAD_REACH_M: Final = 120.0
_TOUCH_M: Final = (12.0, 60.0)
_ONE_JUNCTION_M: Final = 150.0

Graph = dict[int, list[tuple[int, float]]]


def lines_of(geometry: BaseGeometry) -> list[LineString]:
    """Return the lines in a geometry, whatever else is in it.

    Parameters
    ----------
    geometry
        Any geometry, EPSG:32648.
    """
    parts = shapely.get_parts(geometry, return_index=False)
    lines = [p for part in parts for p in shapely.get_parts(part)]
    return [p for p in lines if isinstance(p, LineString) and p.length > 0]


def _graph(lines: Sequence[LineString], reach_m: float) -> tuple[NDArray[np.float64], Graph]:
    nodes, line_of = shapely.get_coordinates(
        shapely.segmentize(np.array(lines, dtype=object), NODE_SPACING_M), return_index=True
    )
    edges: Graph = defaultdict(list)
    along = np.hypot(*np.diff(nodes, axis=0).T)
    for i, metres in enumerate(along.tolist()):
        if line_of[i] == line_of[i + 1]:
            edges[i].append((i + 1, metres))
            edges[i + 1].append((i, metres))
    points = np.asarray(shapely.points(nodes), dtype=object)
    left, right = STRtree(points).query(points, predicate="dwithin", distance=reach_m)
    across = np.hypot(*(nodes[left] - nodes[right]).T)
    for i, j, metres in zip(left.tolist(), right.tolist(), across.tolist(), strict=True):
        if i != j and not (line_of[i] == line_of[j] and abs(i - j) == 1):
            # Where lines share a point stepping over is free, elsewhere a last resort.
            edges[i].append((j, 0.0 if metres < 1.0 else metres + _STEP_ACROSS_M))
    return nodes, edges


def _distances(edges: Graph, start: int) -> tuple[dict[int, float], dict[int, int]]:
    done: dict[int, float] = {}
    before: dict[int, int] = {}
    queue = [(0.0, start, start)]
    while queue:
        metres, node, previous = heapq.heappop(queue)
        if node in done:
            continue
        done[node], before[node] = metres, previous
        for other, step in edges[node]:
            if other not in done:
                heapq.heappush(queue, (metres + step, other, node))
    return done, before


def _walk(nodes: NDArray[np.float64], before: dict[int, int], end: int) -> LineString | None:
    path = [end]
    while before[path[-1]] != path[-1]:
        path.append(before[path[-1]])
    line = shapely.remove_repeated_points(LineString(nodes[path]), 0.5) if len(path) > 1 else None
    return line if line is not None and line.length > 0 else None


def _longest_way(lines: Sequence[LineString]) -> LineString | None:
    """Return the longest way through the largest connected part (two sweeps)."""
    nodes, edges = _graph(lines, ALONGSIDE_M)
    seen: set[int] = set()
    largest: set[int] = set()
    for start in range(len(nodes)):
        if start not in seen:
            part = set(_distances(edges, start)[0])
            seen |= part
            largest = max(largest, part, key=len)
    first, _ = _distances(edges, min(largest))
    second, before = _distances(edges, max(first, key=lambda n: (first[n], n)))
    return _walk(nodes, before, max(second, key=lambda n: (second[n], n)))


def _farthest(line: LineString, other: LineString) -> float:
    return float(shapely.distance(shapely.points(line.coords), other).max())


def centre_lines(lines: MultiLineString) -> tuple[LineString, ...]:
    """Return one line for each part of a street, its carriageways taken together.

    Parameters
    ----------
    lines
        All lines of a street, EPSG:32648.

    Returns
    -------
    tuple of LineString
        The longest part first. Pieces under 80 m, and slip roads under 250 m that stay within
        120 m of it, are left out, unless the street has nothing else.
    """
    rest = lines_of(shapely.line_merge(lines))
    found: list[LineString] = []
    while rest:
        way = _longest_way(rest)
        if way is None or (found and way.length < _SHORTEST_PART_M):
            break
        slip_road = way.length < _SLIP_ROAD_M and any(
            _farthest(way, main) < _SLIP_ROAD_REACH_M for main in found
        )
        if not slip_road:
            found.append(way)
        beside = way.buffer(ALONGSIDE_M)
        rest = [
            part
            for line in rest
            for part in lines_of(line.difference(beside))
            if part.length >= _SHORTEST_PART_M
        ]
    return tuple(found)


@cache
def street_centre_lines(street: Street, district_code: str | None = None) -> tuple[LineString, ...]:
    """Return the centre lines of a street, all of it or the part in one district.

    Parameters
    ----------
    street
        As the gazetteer found it.
    district_code
        A district of 2024.
    """
    return centre_lines(street_lines(street, district_code))


def _split_at(line: LineString, points: Sequence[Point]) -> list[LineString]:
    marks = sorted({0.0, line.length, *(line.project(p) for p in points)})
    pieces = [shapely.ops.substring(line, a, b) for a, b in pairwise(marks)]
    return [p for p in pieces if isinstance(p, LineString) and p.length > 0]


def way_between(lines: Sequence[LineString], first: Point, second: Point) -> LineString | None:
    """Return the way along a street from the point nearest to one place to that of another.

    Parameters
    ----------
    lines
        Centre lines of the street, EPSG:32648.
    first, second
        The two places, EPSG:32648.

    Returns
    -------
    LineString or None
        None where the two ends fall together, lie on parts of the street that do not come
        within 200 m of each other, or are joined only by a way of more than twice the
        straight distance and 300 m.
    """
    everything = MultiLineString(list(lines))
    ends = [shapely.ops.nearest_points(everything, p)[0] for p in (first, second)]
    pieces = [piece for line in lines for piece in _split_at(line, ends)]
    nodes, edges = _graph(pieces, GAP_M if len(lines) > 1 else 0.5)
    start, end = (int(np.argmin(np.hypot(*(nodes - [p.x, p.y]).T))) for p in ends)
    done, before = _distances(edges, start)
    way = _walk(nodes, before, end) if end in done else None
    if way is None or way.length > 2 * ends[0].distance(ends[1]) + 300:
        return None
    return way


def junctions(first: BaseGeometry, second: BaseGeometry) -> tuple[Point, ...]:
    """Return the points where two streets meet.

    Lines that cross count first; failing that, ends within 60 m of the other street, because
    a railway, a median or a service road often lies between a street and the mouth of another.

    Parameters
    ----------
    first, second
        All lines of the streets, EPSG:32648.

    Returns
    -------
    tuple of Point
        One point for each junction; crossings of several carriageways within 150 m are one.
    """
    for touch in _TOUCH_M:
        common = first.buffer(touch / 2).intersection(second.buffer(touch / 2))
        if not common.is_empty:
            spots = shapely.get_parts(shapely.union_all([common.buffer(_ONE_JUNCTION_M / 2)]))
            return tuple(common.intersection(spot).centroid for spot in spots)
    return ()
