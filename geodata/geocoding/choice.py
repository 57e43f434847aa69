"""Chooses one street where several bear the name, or says that it cannot."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from geodata.geocoding.areas import possible_area, union_of
from geodata.geocoding.gazetteer import (
    Street,
    districts_of,
    find_streets,
    layer,
    matches_marks,
    street_lines,
)
from geodata.text import street_kind
from geodata.units import unit

if TYPE_CHECKING:
    from geodata.geocoding.search import Search

CHARTED_KM_PER_KM2: Final = 1.0
"""A district with less street length than this per km² counts as not charted: that a name is
missing there says nothing. The least charted urban district has over 5, the outer ones 0."""

_FAR_LONGER: Final = 12.0
_STEP_OF_MATCH: Final = {
    "name": "street_found",
    "alias": "street_by_alias",
    "number": "road_by_number",
    "spelling": "spelling_corrected",
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A street that was chosen, with the score of its name."""

    street: Street
    score: float


@cache
def is_charted(district_code: str) -> bool:
    """Tell whether the street layer covers a district well enough to say a street is not there.

    Parameters
    ----------
    district_code
        A district of 2024.
    """
    data = layer()
    metres = sum(
        line.length
        for line, code in zip(data.lines, data.districts, strict=True)
        if code == district_code
    )
    return bool(metres / 1000 >= CHARTED_KM_PER_KM2 * unit(district_code, "2024").area_km2)


def label(street: Street) -> str:
    """Return a street's name with its districts, to tell it from others of the name.

    Parameters
    ----------
    street
        A street.
    """
    names = (unit(code, "2024").name_short for code in sorted(districts_of(street)))
    return f"{street.name} ({', '.join(names)})"


def _narrow(asked: str, streets: tuple[Street, ...], search: Search) -> tuple[Street, ...]:
    """Leave out streets by district, commune, diacritics, kind and size, as far as needed."""
    count = len(streets)
    code = search.district_code
    inside = tuple(s for s in streets if code in districts_of(s))
    if code and inside and count > 1:
        streets = inside
        if len(streets) == 1:
            search.note("chosen_by_district", count=count, district=unit(code, "2024").name)
    if len(streets) > 1 and search.communes:
        area = union_of(possible_area(commune) for commune in search.communes)
        near = tuple(s for s in streets if street_lines(s).intersects(area))
        if len(near) == 1:
            search.note("chosen_by_commune", count=count)
            return near
    if len(streets) > 1:
        same = tuple(s for s in streets if matches_marks(s, search.text))
        same = same if len(same) == 1 else _of_kind(asked, streets)
        if len(same) == 1:
            search.note("chosen_by_marks", count=count, name=same[0].name)
            return same
    if len(streets) > 1:
        ordered = sorted(streets, key=lambda s: -street_lines(s).length)
        others = sum(street_lines(s).length for s in ordered[1:])
        if street_lines(ordered[0]).length >= _FAR_LONGER * others:
            search.note("chosen_by_size", count=count)
            return (ordered[0],)
    return streets


def _of_kind(asked: str, streets: tuple[Street, ...]) -> tuple[Street, ...]:
    kind = street_kind(asked)
    return tuple(s for s in streets if street_kind(s.name) == kind) if kind else ()


def choose_street(asked: str, search: Search) -> Chosen | None:
    """Choose the street that a name means here.

    A street charted only outside the planned district is taken when that district is charted
    well enough for the absence to mean something; the verdict then says that it differs.

    Parameters
    ----------
    asked
        The name as read.
    search
        The search, whose trail is continued.
    """
    match = find_streets(asked)
    if match is None:
        search.note("not_found", asked=asked, level="street")
        return None
    streets = _narrow(asked, match.streets, search)
    code = search.district_code
    elsewhere = code is not None and code not in districts_of(streets[0])
    if code is not None and elsewhere:
        found = ", ".join(unit(c, "2024").name for c in sorted(districts_of(streets[0])))
        values = {"name": streets[0].name, "district": unit(code, "2024").name, "found": found}
        # A corrected spelling that leads to another district is a guess upon a guess.
        if match.how == "spelling" or not is_charted(code):
            search.candidates.extend(label(s) for s in streets)
            search.note("street_elsewhere", **values)
            search.note("not_found", asked=asked, level="street")
            return None
    if len(streets) > 1:
        search.offer(asked, (label(s) for s in streets))
        return None
    street = streets[0]
    search.note(
        _STEP_OF_MATCH[match.how], asked=asked, name=street.name, names=", ".join(street.names)
    )
    if elsewhere:
        search.note("street_elsewhere", **values)
    sure = 0.5 if elsewhere else 1.0 if len(match.streets) == 1 or code else 0.85
    return Chosen(street, match.score * sure)
