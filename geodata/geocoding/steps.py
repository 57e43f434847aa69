"""The codes of the steps that say how a place was found, each with its meaning in English.

A step is a code and named values; the service turns it into a sentence of the reader's
language. :data:`STEP_CODES` is the whole list, so that a test can ask for every translation.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

STEP_CODES: Final[MappingProxyType[str, str]] = MappingProxyType(
    {
        # what the text was understood as
        "read_as_place": "The text names one place: {name}.",
        "read_as_pair": "The text names two things that meet: {first} and {second}.",
        "read_as_route": "The text names a route along {first} and {second}.",
        "read_as_section": "The text names the section of {street} from {first} to {second}.",
        "read_as_near": "The text names the part of {street} near {near}.",
        "read_as_riverside": "The text names the streets along the river {river}.",
        "unit_in_text": "The text itself names the unit {unit}.",
        # names
        "street_found": "{name} is a street of the street layer.",
        "street_by_alias": "{asked} is another name of {name}.",
        "road_by_number": "{asked} is a numbered road; here it is made of {names}.",
        "spelling_corrected": "{asked} is not a known name; {name} is spelled nearly so.",
        "chosen_by_district": "Of {count} streets of this name, the one in {district}.",
        "chosen_by_marks": "Of {count} streets of this name, the one written so: {name}.",
        "chosen_by_commune": "Of {count} streets of this name, the one in the named communes.",
        "chosen_by_size": "Of {count} streets of this name, by far the longest.",
        "street_elsewhere": "{name} is not charted in {district}, but lies in {found}.",
        "landmark_found": "{name} is a landmark (a bus stop of this name).",
        "bridge_found": "{name} is a bridge of the street layer.",
        "bridge_of_street": "{asked} is taken as where {name} crosses.",
        "river_known": "Streets known to run along {river}: {names} (source: {source}).",
        "ambiguous": "{asked} may be any of: {candidates}.",
        "close_names": "Names that come near: {candidates}.",
        "not_found": "{asked} was not found as: {level}.",
        # geometry
        "streets_meet": "{first} and {second} meet here.",
        "streets_do_not_meet": "{first} and {second} do not meet.",
        "border_of_communes": "{road} passes here from {first} to {second}.",
        "cut_between": "Cut at {first} and {second}; {length_m} m remain.",
        "cut_at_one_end": "Only {found} could be placed on the street, not {missing}.",
        "cut_near": "Kept within {radius_m} m of {near} along the street.",
        "one_line_of_two": "One centre line stands for the two carriageways.",
        "cut_to_communes": "Cut to the approximate area of {communes}: {kept_m} of {whole_m} m.",
        "whole_in_communes": "The street may lie wholly in {communes}: not cut.",
        "outside_communes": "The charted part of {name} does not enter {communes}.",
        "commune_without_area": "{commune} has neither point nor box; it cannot cut the street.",
        "clipped_to_district": "{removed_share} of it lay outside {district} and was cut off.",
        "part_missing": "{missing} was not found; the place is shown by {found} alone.",
        # coarser answers
        "fell_back_to_commune": "The approximate area of {communes} stands for the place.",
        "fell_back_to_successors": "{commune} has no area of its own: the communes of 2025 that "
        "took it over, inside {district}, stand for it.",
        "fell_back_to_district": "The whole of {district} stands for the place.",
        "unknown_unit": "{unit} is not a known {level}.",
        "text_too_long": "The text is longer than {limit} characters.",
    }
)
"""Every step code with its meaning; values named in braces come with the step as text."""

REASON_CODES: Final[MappingProxyType[str, str]] = MappingProxyType(
    {
        "unknown_name": "Nothing in the data has this name.",
        "ambiguous_name": "Several places have this name; a district or commune would decide.",
        "weak_match": "Only names that differ too much were found.",
        "text_too_long": "The text is too long to be the name of a place.",
    }
)
"""Why nothing was found, as carried by ``NotFound.reason``."""
