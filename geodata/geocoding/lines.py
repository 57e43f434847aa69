"""Finds what the text describes as a line: streets, sections, routes, riversides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from shapely import LineString, MultiLineString

from geodata.geocoding.areas import BORDER_ERROR_M
from geodata.geocoding.choice import Chosen, choose_street
from geodata.geocoding.cut import (
    AREA_RADIUS_M,
    NEAR_RADIUS_M,
    STREET_ERROR_M,
    as_lines,
    cut_between,
    cut_near,
    cut_to_communes,
)
from geodata.geocoding.gazetteer import Street, districts_of, street_lines
from geodata.geocoding.network import centre_lines, street_centre_lines
from geodata.geocoding.rivers import find_river
from geodata.geocoding.search import Found, Search
from geodata.outlines import metric_unit
from geodata.units import unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from geodata.geocoding.grammar import Reading

_NOTEWORTHY = 0.005
_OVERHANG = 0.1
_CARRIAGEWAYS = 1.4
"""Raw length over centre line from which a street counts as drawn in two carriageways."""


def lines_here(streets: Sequence[Street], search: Search) -> list[LineString]:
    """Return centre lines of streets, of the planned district's part where they enter it.

    Parameters
    ----------
    streets
        Streets that follow each other or stand alone.
    search
        The search; it is noted what share lay outside the district.
    """
    code = search.district_code
    here = [street_lines(s, code if code in districts_of(s) else None) for s in streets]
    whole = sum(street_lines(s).length for s in streets)
    share = 1 - sum(part.length for part in here) / whole if whole else 0.0
    if code is not None and share > _NOTEWORTHY:
        search.note(
            "clipped_to_district",
            removed_share=f"{share:.2f}",
            district=unit(code, "2024").name,
        )
    if len(streets) == 1:
        return list(
            street_centre_lines(streets[0], code if code in districts_of(streets[0]) else None)
        )
    return list(centre_lines(MultiLineString([p for part in here for p in part.geoms])))


def whole_streets(chosen: Sequence[Chosen], search: Search) -> Found | None:
    """Return streets as they are, cut to the named communes.

    Parameters
    ----------
    chosen
        One street, or several that form one place.
    search
        The search.

    Returns
    -------
    Found or None
        None where the streets do not enter the named communes.
    """
    streets = [c.street for c in chosen]
    lines = lines_here(streets, search)
    if not lines:
        return None
    name = " - ".join(s.name for s in streets)
    geometry, was_cut = cut_to_communes(name, lines, search)
    if geometry is None:
        return None
    raw = sum(street_lines(s, search.district_code).length for s in streets)
    if raw > _CARRIAGEWAYS * sum(line.length for line in lines):
        search.note("one_line_of_two")
    error = STREET_ERROR_M + (BORDER_ERROR_M if was_cut else 0.0)
    return Found(name, geometry, "street", min(c.score for c in chosen), error)


def find_section(reading: Reading, search: Search) -> Found | None:
    """Find a section between two places on a street.

    Parameters
    ----------
    reading, search
        What was read, and the search.
    """
    search.note(
        "read_as_section", street=reading.subject, first=reading.first, second=reading.second
    )
    chosen = choose_street(reading.subject, search)
    if chosen is None:
        return None
    cut = cut_between(chosen.street, reading.first, reading.second, search)
    return _section(chosen, cut, search)


def find_near(reading: Reading, search: Search) -> Found | None:
    """Find the part of a street near a place.

    Parameters
    ----------
    reading, search
        What was read, and the search.
    """
    search.note("read_as_near", street=reading.subject, near=reading.first)
    chosen = choose_street(reading.subject, search)
    if chosen is None:
        return None
    radius = AREA_RADIUS_M if reading.area else NEAR_RADIUS_M
    return _section(chosen, cut_near(chosen.street, reading.first, radius, search), search)


def _section(
    chosen: Chosen, cut: tuple[BaseGeometry, float, float] | None, search: Search
) -> Found | None:
    if cut is None:
        # The street is known, the section is not: the street itself, and half as sure.
        found = whole_streets([chosen], search)
        if found is None:
            return None
        search.note("part_missing", missing=search.text, found=found.name)
        return Found(found.name, found.geometry, "street", 0.5 * found.score, found.error_m)
    geometry, score, error = cut
    return Found(chosen.street.name, geometry, "section", chosen.score * score, error)


def find_riverside(reading: Reading, search: Search) -> Found | None:
    """Find the streets along a river, near a place if one is named.

    Parameters
    ----------
    reading, search
        What was read, and the search.
    """
    search.note("read_as_riverside", river=reading.subject)
    river = find_river(reading.subject)
    if river is None:
        search.note("not_found", asked=reading.subject, level="street")
        return None
    search.note(
        "river_known", river=river.name, names=", ".join(river.streets), source=river.source
    )
    code = search.district_code
    aside = Search(search.text, search.planned, search.communes)
    chosen = [c for name in river.streets if (c := choose_street(name, aside))]
    here = [c for c in chosen if code is None or code in districts_of(c.street)]
    if not here:
        return None
    if not reading.first:
        return whole_streets(here, search)
    found = []
    for candidate in here:
        cut = cut_near(candidate.street, reading.first, NEAR_RADIUS_M, search)
        if cut is not None:
            found.append((candidate, cut))
    if not found:
        return None
    pieces = [p for _, (geometry, _, _) in found for p in shapely.get_parts(geometry)]
    return Found(
        " - ".join(c.street.name for c, _ in found),
        as_lines(pieces),
        "section",
        0.9 * min(c.score * score for c, (_, score, _) in found),
        NEAR_RADIUS_M,
    )


def inside_planned(found: Found, search: Search) -> Found:
    """Cut a line's small overhang over the planned district's border off.

    Only up to a tenth of it, which outlines simplified by 7 m and streets along a border
    explain; more than that is left for the verdict to show.

    Parameters
    ----------
    found, search
        What was found, and the search.
    """
    if search.planned is None or found.geometry.length == 0 or found.geometry.area > 0:
        return found
    inside = found.geometry.intersection(metric_unit(search.planned.code, "2024"))
    removed = 1 - inside.length / found.geometry.length
    if not 0 < removed <= _OVERHANG:
        return found
    if removed > _NOTEWORTHY:
        search.note(
            "clipped_to_district",
            removed_share=f"{removed:.2f}",
            district=search.planned.name,
        )
    from_lines = [p for p in shapely.get_parts(inside) if isinstance(p, LineString)]
    return Found(found.name, as_lines(from_lines), found.precision, found.score, found.error_m)
