"""Cuts a street: between two places on it, near one, or to the communes a plan names."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

import shapely
import shapely.ops
from shapely import LineString, MultiLineString

from geodata.geocoding.areas import BORDER_ERROR_M, likely_area, possible_area, union_of
from geodata.geocoding.ends import places_on, record
from geodata.geocoding.gazetteer import Street, districts_of
from geodata.geocoding.grammar import end_name
from geodata.geocoding.network import lines_of, street_centre_lines, way_between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from geodata.geocoding.search import Search

AREA_RADIUS_M: Final = 500.0
"""What "khu vực X" (the area of X) is taken to reach along a street, each way."""

NEAR_RADIUS_M: Final = 300.0
"""What "gần X" (near X) is taken to reach along a street, each way."""

STREET_ERROR_M: Final = 20.0

_LONGEST_GAP_M: Final = 1500.0
_SHORTEST_PIECE_M: Final = 50.0
_MOSTLY: Final = 0.5
_ALL: Final = 0.98
_SAME_WAY: Final = 0.8


def cut_between(
    street: Street, first: str, second: str, search: Search
) -> tuple[BaseGeometry, float, float] | None:
    """Cut a street at two places.

    The described section is kept whole: it is not cut to communes, whose areas are only
    approximate, and not to the planned district, so that the verdict can say if it straddles.
    Where a carriageway lies wholly in the planned district, that one is taken.

    Returns
    -------
    tuple or None
        Lines in EPSG:32648, score and error in metres; None where neither end is found.
    """
    ends = [places_on(first, street, search), places_on(second, street, search)]
    if all(ends):
        a, b = min(product(*ends), key=lambda pair: pair[0].point.distance(pair[1].point))
        way = way_between(street_centre_lines(street), a.point, b.point)
        planned = search.planned.code if search.planned else None
        if planned in districts_of(street):
            inside = way_between(street_centre_lines(street, planned), a.point, b.point)
            if inside is not None and (way is None or inside.length >= _SAME_WAY * way.length):
                way = inside
        if way is not None:
            record(first, a, street, search)
            record(second, b, street, search)
            search.note("cut_between", first=a.name, second=b.name, length_m=round(way.length))
            return way, min(a.score, b.score), max(a.error_m, b.error_m)
    found, asked, missing = (ends[0], first, second) if ends[0] else (ends[1], second, first)
    if not found:
        search.note("not_found", asked=first, level="landmark")
        search.note("not_found", asked=second, level="landmark")
        return None
    search.note("cut_at_one_end", found=found[0].name, missing=end_name(missing))
    near = cut_near(street, asked, AREA_RADIUS_M, search)
    return (near[0], 0.6 * near[1], AREA_RADIUS_M) if near else None


def cut_near(
    street: Street, asked: str, radius_m: float, search: Search
) -> tuple[BaseGeometry, float, float] | None:
    """Keep the part of a street within a distance of a place on it.

    Returns
    -------
    tuple or None
        Lines in EPSG:32648, score and error in metres; None where the place is not found.
    """
    ends = places_on(asked, street, search)
    if not ends:
        search.note("not_found", asked=end_name(asked), level="landmark")
        return None
    area = union_of(possible_area(c) for c in search.communes)
    end = min(ends, key=lambda e: 0.0 if area.is_empty else e.point.distance(area))
    planned = search.planned.code if search.planned else None
    code = planned if planned in districts_of(street) else None
    disc = end.point.buffer(radius_m)
    pieces = [
        p for line in street_centre_lines(street, code) for p in lines_of(line.intersection(disc))
    ]
    if not pieces:
        return None
    record(asked, end, street, search)
    search.note("cut_near", near=end.name, radius_m=round(radius_m))
    return as_lines(pieces), end.score, radius_m


def as_lines(pieces: Sequence[LineString]) -> BaseGeometry:
    """Return pieces as one line where they join, else as several.

    Parameters
    ----------
    pieces
        At least one line, EPSG:32648.
    """
    if len(pieces) == 1:
        return pieces[0]
    return shapely.line_merge(MultiLineString(list(pieces)))


def _kept(line: LineString, likely: BaseGeometry, possible: BaseGeometry) -> list[LineString]:
    """Keep what lies in the likely areas, and gaps between such parts that may lie in them."""
    inside = [p for p in lines_of(line.intersection(likely)) if p.length >= _SHORTEST_PIECE_M]
    spans = sorted(
        (min(marks), max(marks))
        for p in inside
        if (marks := [line.project(end) for end in p.boundary.geoms])
    )
    joined: list[tuple[float, float]] = []
    for start, end in spans:
        if joined:
            gap = shapely.ops.substring(line, joined[-1][1], start)
            if start - joined[-1][1] <= _LONGEST_GAP_M and (
                gap.intersection(possible).length >= 0.9 * gap.length
            ):
                joined[-1] = (joined[-1][0], end)
                continue
        joined.append((start, end))
    return [p for start, end in joined for p in lines_of(shapely.ops.substring(line, start, end))]


def _likely(whole: BaseGeometry, search: Search) -> BaseGeometry:
    """Return where the named communes likely are, seen from a street said to run through them.

    If the street is in the likely area of some of them, it must touch the others too: of those
    whose likely area it misses, all that they may reach is taken.
    """
    areas = {
        c: likely_area(c) if c.bounds is not None else possible_area(c) for c in search.communes
    }
    touched = {c for c, a in areas.items() if whole.intersection(a).length >= _SHORTEST_PIECE_M}
    if touched:
        areas.update({c: possible_area(c) for c in areas if c not in touched})
    return union_of(areas.values())


def cut_to_communes(
    name: str, lines: Sequence[LineString], search: Search
) -> tuple[BaseGeometry | None, bool]:
    """Cut centre lines to the communes the search names.

    A street that lies wholly where the communes may reach, and mostly where they likely do or
    is no longer than those areas' error, is not cut: the areas say no better. Otherwise what
    lies in the likely areas is kept, with the gaps between such parts that may lie in them.

    Parameters
    ----------
    name
        The street's name, for the trail.
    lines
        Centre lines, EPSG:32648.
    search
        The search.

    Returns
    -------
    shapely geometry or None
        Lines; None where nothing of the street is in the communes.
    bool
        Whether it was cut, so that the areas' error counts.
    """
    whole = as_lines(lines)
    for commune in search.communes:
        if possible_area(commune).is_empty or not (commune.bounds or commune.communes_2025):
            search.note("commune_without_area", commune=commune.name)
            return whole, False
    if not search.communes:
        return whole, False
    names = ", ".join(c.name_short for c in search.communes)
    possible = union_of(possible_area(c) for c in search.communes)
    likely = _likely(whole, search)
    in_possible, in_likely = (
        whole.intersection(a).length / whole.length for a in (possible, likely)
    )
    short = whole.length <= 2 * BORDER_ERROR_M
    if in_possible >= _ALL and (in_likely >= _MOSTLY or short):
        search.note("whole_in_communes", communes=names)
        return whole, False
    kept = [piece for line in lines for piece in _kept(line, likely, possible)]
    if not kept:
        search.note("outside_communes", name=name, communes=names)
        return None, False
    result = as_lines(kept)
    if result.length >= _ALL * whole.length:
        return whole, False
    search.note(
        "cut_to_communes",
        communes=names,
        kept_m=round(result.length),
        whole_m=round(whole.length),
    )
    return result, True
