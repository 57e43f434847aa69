"""Finds what the text describes as a point: junctions, landmarks, pairs of places."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import shapely
from shapely import Point

from geodata.communes import Commune2024, find_communes
from geodata.geocoding.areas import (
    BORDER_ERROR_M,
    likely_area,
    possible_area,
    union_of,
)
from geodata.geocoding.choice import Chosen, choose_street
from geodata.geocoding.cut import NEAR_RADIUS_M
from geodata.geocoding.ends import BUS_STOP_ERROR_M, JUNCTION_ERROR_M
from geodata.geocoding.gazetteer import Street, find_streets, layer, street_lines
from geodata.geocoding.grammar import end_name
from geodata.geocoding.lines import whole_streets
from geodata.geocoding.network import centre_lines, junctions
from geodata.geocoding.search import Found
from geodata.geocoding.stops import find_landmarks
from geodata.outlines import metric_unit
from geodata.text import unit_key

if TYPE_CHECKING:
    from geodata.geocoding.grammar import Reading
    from geodata.geocoding.search import Search

_NEIGHBOURS_M = 300.0
_THROUGH_ROADS = ("motorway", "trunk", "primary", "secondary", "tertiary")


def find_landmark(asked: str, search: Search) -> Found | None:
    """Find a landmark, in the planned district where several share the name.

    Parameters
    ----------
    asked
        The name as read.
    search
        The search.
    """
    search.level = "landmark"
    found, score = find_landmarks(asked)
    if not found and end_name(asked) != asked:
        found, score = find_landmarks(end_name(asked))
        score *= 0.9
    code = search.district_code
    if code is not None:
        outline = metric_unit(code, "2024")
        found = tuple(m for m in found if m.point.distance(outline) < BUS_STOP_ERROR_M)
    if len(found) != 1:
        if found:
            search.offer(asked, [m.name for m in found])
        search.note("not_found", asked=asked, level="landmark")
        return None
    search.note("landmark_found", name=found[0].name)
    return Found(found[0].name, found[0].point, "landmark", score, BUS_STOP_ERROR_M)


def _meeting(first: Street, second: Street, search: Search) -> tuple[Point, float] | None:
    """Return where two streets meet, of several junctions the one in the named communes."""
    points = junctions(street_lines(first), street_lines(second))
    if not points:
        return None
    area = union_of(possible_area(c) for c in search.communes)
    if area.is_empty and search.district_code is not None:
        area = metric_unit(search.district_code, "2024")
    here = [p for p in points if area.is_empty or p.distance(area) < _NEIGHBOURS_M] or list(points)
    middle = shapely.MultiPoint(here).centroid
    point = min(here, key=lambda p: p.distance(middle))
    return point, max(JUNCTION_ERROR_M, *(point.distance(p) for p in here))


def _named_commune(name: str, search: Search) -> Commune2024 | None:
    found = [c for c in search.communes if unit_key(c.name_short) == unit_key(name)]
    if not found and search.district_code is not None:
        found = list(find_communes(unit_key(name), search.district_code))
    return found[0] if len(found) == 1 and found[0].bounds is not None else None


def _between_communes(first: Commune2024, second: Commune2024, search: Search) -> Found | None:
    """Return where the greatest road that leads from one commune to the other passes over.

    A junction named after two communes lies where the road joining them changes from one to
    the other. Their border is approximate; the road could pass it anywhere that both may
    reach, and half of that stretch is the error.
    """
    data, a, b = layer(), likely_area(first), likely_area(second)
    both = a.buffer(1.0).intersection(b.buffer(1.0))
    for road_class in _THROUGH_ROADS[1:]:  # a motorway passes over places without serving them
        rows = [
            row
            for row, line in enumerate(data.lines)
            if data.classes[row] == road_class and line.intersects(both)
        ]
        if rows:
            break
    else:
        return None
    names = sorted({data.names[r] for r in rows}, key=lambda n: (first.name_short not in n, n))
    chosen = [r for r in rows if data.names[r] == names[0]]
    lines = [p for r in chosen for p in shapely.get_parts(data.lines[r])]
    road = max(centre_lines(shapely.MultiLineString(lines)), key=lambda way: way.length)
    crossing = road.intersection(both)
    if crossing.is_empty:
        return None
    uncertain = road.intersection(possible_area(first)).intersection(possible_area(second))
    search.note("border_of_communes", road=names[0], first=first.name, second=second.name)
    return Found(
        f"{names[0]}: {first.name_short} - {second.name_short}",
        road.interpolate(road.project(crossing.centroid)),
        "junction",
        0.8,
        max(BORDER_ERROR_M, uncertain.length / 2),
    )


def find_pair(reading: Reading, search: Search) -> Found | None:
    """Find "A - B": the junction of two streets, the border of two communes, or both streets.

    Parameters
    ----------
    reading, search
        What was read, and the search.
    """
    whole = find_streets(reading.subject)
    if whole is not None and whole.how in {"name", "alias"}:
        chosen = choose_street(reading.subject, search)
        return whole_streets([chosen], search) if chosen else None
    search.note("read_as_pair", first=reading.first, second=reading.second)
    sides = [choose_street(side, search) for side in (reading.first, reading.second)]
    both = [side for side in sides if side is not None]
    if len(both) == len(sides):
        found = _junction(both[0], both[1], search)
        if found is not None:
            # "The area of" a junction reaches some way along its streets.
            error = max(found.error_m, NEAR_RADIUS_M if reading.area else 0.0)
            return replace(found, error_m=error)
    communes = [_named_commune(side, search) for side in (reading.first, reading.second)]
    if communes[0] is not None and communes[1] is not None and communes[0] != communes[1]:
        found = _between_communes(communes[0], communes[1], search)
        if found is not None:
            return found
    if len(both) == len(sides):
        return whole_streets(both, search)
    return _one_side(reading, sides, search)


def _junction(first: Chosen, second: Chosen, search: Search) -> Found | None:
    meeting = _meeting(first.street, second.street, search)
    names = {"first": first.street.name, "second": second.street.name}
    if meeting is None:
        search.note("streets_do_not_meet", **names)
        return None
    search.note("streets_meet", **names)
    score = min(first.score, second.score)
    name = f"{first.street.name} - {second.street.name}"
    return Found(name, meeting[0], "junction", score, meeting[1])


def _one_side(reading: Reading, sides: list[Chosen | None], search: Search) -> Found | None:
    """Show the place by the half of the pair that was found."""
    asked = (reading.first, reading.second)
    for side, other in ((sides[0], asked[1]), (sides[1], asked[0])):
        if side is None:
            continue
        found = whole_streets([side], search)
        if found is None:
            continue
        landmark = find_landmark(other, search)
        if landmark is not None and landmark.geometry.distance(found.geometry) < 2 * _NEIGHBOURS_M:
            return found
        search.note("part_missing", missing=other, found=found.name)
        return Found(found.name, found.geometry, found.precision, 0.7 * found.score,
                     max(found.error_m, _NEIGHBOURS_M))  # fmt: skip
    for name, other in (asked, asked[::-1]):
        landmark = find_landmark(name, search)
        if landmark is not None:
            search.note("part_missing", missing=other, found=landmark.name)
            return Found(landmark.name, landmark.geometry, "landmark", 0.7 * landmark.score,
                         _NEIGHBOURS_M)  # fmt: skip
    return None


def find_route(reading: Reading, search: Search) -> Found | None:
    """Find a route along two streets, one after the other.

    Parameters
    ----------
    reading, search
        What was read, and the search.
    """
    search.note("read_as_route", first=reading.first, second=reading.second)
    sides = [choose_street(side, search) for side in (reading.first, reading.second)]
    both = [side for side in sides if side is not None]
    if len(both) < len(sides):
        return _one_side(reading, sides, search)
    return whole_streets(both, search)
