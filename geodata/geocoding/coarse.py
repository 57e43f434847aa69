"""Falls back to communes and districts, when nothing finer was found or named."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import shapely

from geodata.communes import Commune2024, find_communes
from geodata.geocoding.areas import likely_area, successors_area, union_of
from geodata.geocoding.search import Found
from geodata.outlines import metric_unit
from geodata.shapes import without_specks
from geodata.text import expand_abbreviations, unit_key
from geodata.units import Unit, find_unit, unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from geodata.geocoding.search import Search

FALLBACK_SCORE = 0.4
"""The unit is sure, the place in it was not found."""

_SPECK_M2 = 10_000.0
"""Smaller parts and holes come from cutting areas that are themselves off by 300 m; the smallest
commune has 86,000."""


def _radius_m(area: BaseGeometry) -> float:
    """Return the radius of a circle of the same area: how far off any point of it may be."""
    return math.sqrt(area.area / math.pi)


def by_communes(communes: Sequence[Commune2024], score: float, search: Search) -> Found | None:
    """Return the approximate area of communes, or of their successors.

    Parameters
    ----------
    communes
        Communes of 2024.
    score
        The score of the answer.
    search
        The search.
    """
    search.level = "commune"
    areas = []
    for commune in communes:
        area = likely_area(commune)
        if area.is_empty:
            area = successors_area(commune)
            code = "commune_without_area" if area.is_empty else "fell_back_to_successors"
            search.note(
                code, commune=commune.name, district=unit(commune.district_code, "2024").name
            )
        if not area.is_empty:
            areas.append(area)
    if not areas:
        return None
    name = ", ".join(commune.name for commune in communes)
    search.note("fell_back_to_commune", communes=name)
    # What hangs on by a neck narrower than a metre counts as a part of its own.
    whole = without_specks(shapely.set_precision(union_of(areas), 1.0), _SPECK_M2)
    short = tuple(commune.name_short for commune in communes)
    return Found(name, whole, "commune", score, _radius_m(whole), short)


def by_district(district: Unit, score: float, search: Search) -> Found:
    """Return a district's outline.

    Parameters
    ----------
    district, score, search
        The district, the score of the answer, and the search.
    """
    search.level = "district"
    search.note("fell_back_to_district", district=district.name)
    area = metric_unit(district.code, "2024")
    return Found(district.name, area, "district", score, _radius_m(area))


def by_units_named(search: Search) -> Found | None:
    """Fall back to what the caller or the text named as commune and district.

    Parameters
    ----------
    search
        The search.
    """
    if search.communes:
        found = by_communes(search.communes, FALLBACK_SCORE, search)
        if found is not None:
            return found
    code = search.district_code
    return by_district(unit(code, "2024"), FALLBACK_SCORE / 2, search) if code else None


def unit_itself(subject: str, search: Search) -> Found | None:
    """Find a text that names nothing but a commune or district.

    Parameters
    ----------
    subject
        The text, folded.
    search
        The search.
    """
    text = expand_abbreviations(subject)
    if text.startswith(("quan ", "huyen ", "thi xa ")) and (district := find_unit(text, "2024")):
        return by_district(district, 1.0, search)
    search.level = "commune"
    found = find_communes(text, search.district_code)
    if not found and text == unit_key(text):
        found = find_communes(unit_key(text), search.district_code)
    if len(found) == 1:
        return by_communes(found, 1.0, search)
    district = find_unit(text, "2024")
    if len(found) > 1 and district is None:
        search.offer(subject, (f"{c.name}, {c.district}" for c in found))
        return None
    search.note("not_found", asked=subject, level="commune")
    if district is None:
        search.level = "district"
        search.note("not_found", asked=subject, level="district")
        return None
    return by_district(district, 1.0, search)
