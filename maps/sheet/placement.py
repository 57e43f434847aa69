"""Find places for symbols, numbers and names so that none covers another.

Greedy and deterministic: what comes first in the table is placed first, candidates are tried in
a fixed order, the first that is free is taken. On a crowded map later symbols move outwards on
rings around their place and are tied to it by a leader line. If a map is so full that no
candidate is free, the symbol stays at its place and may be covered; with symbols of 6 mm on
186 x 156 mm that begins beyond some two hundred hotspots.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from maps.drawing.boxes import Box, Point, around
from maps.drawing.symbols import SYMBOL_HALF, symbol_box

NUMBER_HEIGHT = 3.0
_GAP = 0.35
_RING_STEP = 2.5
_RINGS = 48
_SPOKES = 16
_DOT = 1.4
_CLUSTER_MM = 15.0
_NUMBER_ROOM = 5.0
_MOST_TRIED = 60


@dataclass(frozen=True, slots=True)
class PlacedHotspot:
    """Where a hotspot's symbol and number went.

    Parameters
    ----------
    anchor
        The true place, in millimetres on the page.
    symbol
        Middle of the symbol; equal to ``anchor`` unless it had to move.
    number
        Box of the number.
    number_leader
        Whether the number stands apart from its symbol and needs a line to it.
    """

    anchor: Point
    symbol: Point
    number: Box
    number_leader: bool

    @property
    def moved(self) -> bool:
        """Whether the symbol stands beside its place."""
        return self.symbol != self.anchor


def place_hotspots(
    anchors: Sequence[Point],
    number_widths: Sequence[float],
    paper: Box,
    obstacles: Iterable[Box] = (),
) -> list[PlacedHotspot]:
    """Place a symbol and a number for every anchor.

    Parameters
    ----------
    anchors
        Millimetres on the page, in order of importance.
    number_widths
        Of the number boxes, in millimetres.
    paper
        Everything stays inside it.
    obstacles
        Boxes that stay uncovered.

    Returns
    -------
    list of PlacedHotspot
        As many as anchors, in their order.
    """
    fixed = list(obstacles)
    symbols = _place_symbols(anchors, paper, fixed)
    boxes = [symbol_box(centre) for centre in symbols]
    taken = fixed + boxes + [_dot(spot) for spot in anchors]
    placed = []
    for anchor, centre, width in zip(anchors, symbols, number_widths, strict=True):
        number, leader = _place_number(centre, width, paper, taken)
        taken.append(number)
        placed.append(PlacedHotspot(anchor, centre, number, leader))
    return placed


def _place_symbols(anchors: Sequence[Point], paper: Box, fixed: list[Box]) -> list[Point]:
    """Leave a symbol at its place unless it would hide another one's; lead the others outwards."""
    dots = [_dot(anchor) for anchor in anchors]
    found: dict[int, Point] = {}
    taken = list(fixed)
    for index, anchor in enumerate(anchors):
        box = symbol_box(anchor)
        hides = any(box.overlaps(dot) for other, dot in enumerate(dots) if other != index)
        if not hides and _free(box, paper, taken):
            found[index] = anchor
            taken.append(box.shrunk(-_GAP))
    in_the_way: list[BaseGeometry] = [
        symbol_box(centre).shrunk(0.3).shape for centre in found.values()
    ]
    for index, anchor in _outermost_first(anchors, found):
        towards = _outwards(anchor, anchors)
        spot = _symbol_spot(anchor, towards, paper, [*taken, *dots], in_the_way)
        found[index] = spot
        in_the_way.append(symbol_box(spot).shrunk(0.3).shape)
        # Leaders of one cluster may meet at its middle; a little way out they keep apart.
        in_the_way.append(shapely.LineString([_between(anchor, spot, 0.15), spot]))
        taken.append(_with_room_for_number(spot))
    return [found[index] for index in range(len(anchors))]


def _symbol_spot(
    anchor: Point,
    towards: float,
    paper: Box,
    taken: Sequence[Box],
    in_the_way: Sequence[BaseGeometry],
) -> Point:
    obstacles = np.asarray(in_the_way, dtype=object)
    free = (p for p in _rings(anchor, towards) if _free(_with_room_for_number(p), paper, taken))
    first = None
    for spot in islice(free, _MOST_TRIED):
        first = first or spot
        if not shapely.intersects(shapely.LineString([anchor, spot]), obstacles).any():
            return spot
    return first or anchor


def _dot(anchor: Point) -> Box:
    return around(anchor, _DOT, _DOT)


def _with_room_for_number(centre: Point) -> Box:
    """Return the box of a symbol and, at its left, a number: so the number needs no leader."""
    box = symbol_box(centre).shrunk(-_GAP)
    return Box(box.left - _NUMBER_ROOM, box.bottom, box.right, box.top)


def _outermost_first(anchors: Sequence[Point], done: Collection[int]) -> list[tuple[int, Point]]:
    rest = [(index, anchor) for index, anchor in enumerate(anchors) if index not in done]

    def inwardness(item: tuple[int, Point]) -> tuple[float, int]:
        index, anchor = item
        return -round(math.dist(anchor, _middle_of_cluster(anchor, anchors)), 6), index

    return sorted(rest, key=inwardness)


def _middle_of_cluster(anchor: Point, anchors: Sequence[Point]) -> Point:
    near = [other for other in anchors if math.dist(anchor, other) <= _CLUSTER_MM]
    return sum(x for x, _ in near) / len(near), sum(y for _, y in near) / len(near)


def _outwards(anchor: Point, anchors: Sequence[Point]) -> float:
    """Return the direction away from the middle of the cluster, in radians."""
    x, y = _middle_of_cluster(anchor, anchors)
    if math.dist(anchor, (x, y)) < _DOT / 4:
        return math.pi / 4
    return math.atan2(anchor[1] - y, anchor[0] - x)


def _between(first: Point, second: Point, share: float) -> Point:
    return first[0] + share * (second[0] - first[0]), first[1] + share * (second[1] - first[1])


def _place_number(
    centre: Point, width: float, paper: Box, taken: Sequence[Box]
) -> tuple[Box, bool]:
    for box in _beside(centre, width):
        if _free(box, paper, taken):
            return box, False
    for spot in _rings(centre):
        box = around(spot, width, NUMBER_HEIGHT)
        if _free(box.shrunk(-_GAP), paper, taken):
            return box, True
    return next(_beside(centre, width)), False


def _beside(centre: Point, width: float) -> Iterator[Box]:
    x, y = centre
    symbol = symbol_box(centre)
    half = NUMBER_HEIGHT / 2
    right = x + 1.1 * SYMBOL_HALF + _GAP + width / 2
    left = symbol.left - _GAP - width / 2
    above, below = symbol.top + _GAP + half, symbol.bottom - _GAP - half
    for spot in (
        (left, y),
        (right, y + half),
        (x, above),
        (x, below),
        (right, above - half),
        (left, above - half),
        (left, below + half),
        (symbol.right + _GAP + width / 2, y - 0.8 * SYMBOL_HALF),
    ):
        yield around(spot, width, NUMBER_HEIGHT)


def _rings(centre: Point, towards: float = math.pi / 4) -> Iterator[Point]:
    """Yield places around a centre, near ones first, and on each ring those ahead first."""
    x, y = centre
    for ring in range(2, _RINGS):
        radius = ring * _RING_STEP
        for step in range(_SPOKES):
            side = (step + 1) // 2 * (-1 if step % 2 else 1)
            angle = towards + 2 * math.pi * side / _SPOKES
            yield x + radius * math.cos(angle), y + radius * math.sin(angle)


def _free(box: Box, paper: Box, taken: Sequence[Box]) -> bool:
    return paper.contains(box) and not any(box.overlaps(other) for other in taken)
