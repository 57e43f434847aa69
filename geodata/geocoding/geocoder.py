"""From text to place: reads it, looks it up from fine to coarse, and judges what was found."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from geodata.crs import to_wgs84
from geodata.geocoding.choice import choose_street
from geodata.geocoding.coarse import by_units_named, unit_itself
from geodata.geocoding.gazetteer import find_streets
from geodata.geocoding.grammar import Reading, read
from geodata.geocoding.lines import (
    find_near,
    find_riverside,
    find_section,
    inside_planned,
    whole_streets,
)
from geodata.geocoding.points import find_landmark, find_pair, find_route
from geodata.geocoding.result import Located, NotFound, Step, Verdict
from geodata.geocoding.search import Found, Search, begin
from geodata.geocoding.stops import close_names, find_landmarks
from geodata.geocoding.verdict import communes_of, verdict
from geodata.shapes import sound

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_TEXT: Final = 300
"""The longest description in the plan has 76 characters."""

_UNIT_WORDS: Final = re.compile(r"^(?:phuong|xa|thi tran|quan|huyen|thi xa)\s+\S")
_COMMUNE_FOR_JUNCTION: Final = 0.5
_FINDERS: Final = {
    "section": find_section,
    "near": find_near,
    "riverside": find_riverside,
    "route": find_route,
    "pair": find_pair,
}


def _find_place(reading: Reading, search: Search) -> Found | None:
    """Find one name: a unit if it says so, else a landmark or street, else a unit."""
    subject = reading.subject
    search.note("read_as_place", name=subject)
    if _UNIT_WORDS.match(subject) and (found := unit_itself(subject, search)):
        return found
    match = find_streets(subject)
    exact_landmark = find_landmarks(subject)[1] == 1.0
    if exact_landmark and (match is None or match.how == "spelling"):
        found = find_landmark(subject, search)
        if found is not None:
            return found
    chosen = choose_street(subject, search)
    found = whole_streets([chosen], search) if chosen is not None else None
    if found is None and chosen is None and not search.ambiguous:
        search.level = "landmark"
        found = find_landmark(subject, search)
        if found is None and not search.communes:
            found = unit_itself(subject, search)
            if found is not None and reading.junction:
                # "Ngã tư Sở" is a commune too, but the junction was asked for.
                found = replace(found, score=_COMMUNE_FOR_JUNCTION)
    return found


def _communes(found: Found, judged: Verdict, search: Search) -> tuple[str, ...]:
    # A district's outline stands for a place that is in one of its communes, not in all.
    if found.communes or found.precision == "district":
        return found.communes
    return communes_of(found.geometry, list(judged.shares), search.communes)


def _located(found: Found, search: Search) -> Located:
    found = inside_planned(found, search)
    judged, district = verdict(found.geometry, search.planned)
    is_line = found.geometry.area == 0 and found.geometry.length > 0
    return Located(
        query=search.text,
        name=found.name,
        geometry=sound(to_wgs84(found.geometry)),
        precision=found.precision,
        score=round(min(1.0, max(0.0, found.score)), 3),
        error_m=float(round(found.error_m)),
        district=district,
        communes=_communes(found, judged, search),
        length_m=round(float(found.geometry.length), 1) if is_line else 0.0,
        verdict=judged,
        steps=tuple(search.steps),
    )


def geocode(
    text: str, *, district: str | None = None, communes: Sequence[str] = ()
) -> Located | NotFound:
    """Find a place from its description in Vietnamese.

    Parameters
    ----------
    text
        Such as ``"Đường Kim Giang (đoạn từ Cầu Tó đến đường Nghiêm Xuân Yêm)"``. Case,
        diacritics and abbreviations do not matter.
    district
        Name or code of the district of 2024 it is said to lie in; it decides between streets
        of one name, and the verdict compares against it.
    communes
        Names of communes of 2024; a street that runs on is cut to them.

    Returns
    -------
    Located or NotFound
        The finest place that the data has, down to the outline of the district; or the level
        at which nothing was found. Nothing is invented: coarser answers say so by their
        precision and steps.

    Raises
    ------
    ValueError
        If the text holds no letter or digit.

    Notes
    -----
    Length is measured along one centre line in EPSG:32648; the other carriageway is not
    counted. The same arguments always give the same answer.
    """
    if not re.search(r"\w", text[:LONGEST_TEXT]):
        raise ValueError("the text names no place")
    if len(text) > LONGEST_TEXT:
        step = Step("text_too_long", {"limit": str(LONGEST_TEXT)})
        return NotFound(text, "street", "text_too_long", (), (step,))
    reading = read(text)
    search = begin(text, reading, district, communes)
    finder = _FINDERS.get(reading.kind, _find_place)
    found = finder(reading, search)
    if found is None and not search.candidates:
        near = close_names(reading.first or reading.subject)
        search.candidates.extend(near)
        if near:
            search.note("close_names", candidates="; ".join(near))
    found = found or by_units_named(search)
    if found is not None:
        return _located(found, search)
    candidates = tuple(search.candidates)
    reason = (
        "ambiguous_name" if search.ambiguous else "weak_match" if candidates else "unknown_name"
    )
    return NotFound(text, search.level, reason, candidates[:8], tuple(search.steps))
