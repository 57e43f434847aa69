"""How a place was found, in sentences of the reader's language."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext
from markupsafe import Markup

from geo_app.i18n import vietnamese

# Values come into these by name; they say what geodata.geocoding.steps lists.
STEP_SENTENCES: dict[str, Any] = {
    "read_as_place": lazy_gettext("The text names one place: {name}."),
    "read_as_pair": lazy_gettext("The text names two things that meet: {first} and {second}."),
    "read_as_route": lazy_gettext("The text names a route along {first} and {second}."),
    "read_as_section": lazy_gettext(
        "The text names the section of {street} from {first} to {second}."
    ),
    "read_as_near": lazy_gettext("The text names the part of {street} near {near}."),
    "read_as_riverside": lazy_gettext("The text names the streets along the river {river}."),
    "unit_in_text": lazy_gettext("The text itself names the unit {unit}."),
    "street_found": lazy_gettext("{name} is a street of the street layer."),
    "street_by_alias": lazy_gettext("{asked} is another name of {name}."),
    "road_by_number": lazy_gettext("{asked} is a numbered road; here it is made of {names}."),
    "spelling_corrected": lazy_gettext("{asked} is not a known name; {name} is spelled nearly so."),
    "chosen_by_district": lazy_gettext("Of {count} streets of this name, the one in {district}."),
    "chosen_by_marks": lazy_gettext("Of {count} streets of this name, the one written so: {name}."),
    "chosen_by_commune": lazy_gettext(
        "Of {count} streets of this name, the one in the named communes."
    ),
    "chosen_by_size": lazy_gettext("Of {count} streets of this name, by far the longest."),
    "street_elsewhere": lazy_gettext("{name} is not charted in {district}, but lies in {found}."),
    "landmark_found": lazy_gettext("{name} is a landmark (a bus stop of this name)."),
    "bridge_found": lazy_gettext("{name} is a bridge of the street layer."),
    "bridge_of_street": lazy_gettext("{asked} is taken as where {name} crosses."),
    "river_known": lazy_gettext("Streets known to run along {river}: {names} (source: {source})."),
    "ambiguous": lazy_gettext("{asked} may be any of: {candidates}."),
    "close_names": lazy_gettext("Names that come near: {candidates}."),
    "not_found": lazy_gettext("{asked} was not found as: {level}."),
    "streets_meet": lazy_gettext("{first} and {second} meet here."),
    "streets_do_not_meet": lazy_gettext("{first} and {second} do not meet."),
    "border_of_communes": lazy_gettext("{road} passes here from {first} to {second}."),
    "cut_between": lazy_gettext("Cut at {first} and {second}; {length_m} m remain."),
    "cut_at_one_end": lazy_gettext("Only {found} could be placed on the street, not {missing}."),
    "cut_near": lazy_gettext("Kept within {radius_m} m of {near} along the street."),
    "one_line_of_two": lazy_gettext("One centre line stands for the two carriageways."),
    "cut_to_communes": lazy_gettext(
        "Cut to the approximate area of {communes}: {kept_m} of {whole_m} m."
    ),
    "whole_in_communes": lazy_gettext("The street may lie wholly in {communes}: not cut."),
    "outside_communes": lazy_gettext("The charted part of {name} does not enter {communes}."),
    "commune_without_area": lazy_gettext(
        "{commune} has neither point nor box; it cannot cut the street."
    ),
    "clipped_to_district": lazy_gettext(
        "{removed_share} of it lay outside {district} and was cut off."
    ),
    "part_missing": lazy_gettext("{missing} was not found; the place is shown by {found} alone."),
    "fell_back_to_commune": lazy_gettext(
        "The approximate area of {communes} stands for the place."
    ),
    "fell_back_to_successors": lazy_gettext(
        "{commune} has no area of its own: the communes of 2025 that took it over, "
        "inside {district}, stand for it."
    ),
    "fell_back_to_district": lazy_gettext("The whole of {district} stands for the place."),
    "unknown_unit": lazy_gettext("{unit} is not a known {level}."),
    "text_too_long": lazy_gettext("The text is longer than {limit} characters."),
}

REASON_SENTENCES: dict[str, Any] = {
    "unknown_name": lazy_gettext("Nothing in the data has this name."),
    "ambiguous_name": lazy_gettext(
        "Several places have this name; a district or commune would decide."
    ),
    "weak_match": lazy_gettext("Only names that differ too much were found."),
    "text_too_long": lazy_gettext("The text is too long to be the name of a place."),
}


# Where the geocoder looks, one after the other, and may give up.
LOOKED_AT: dict[str, Any] = {
    "street": lazy_gettext("street"),
    "landmark": lazy_gettext("landmark"),
    "commune": lazy_gettext("commune"),
    "district": lazy_gettext("district"),
}


def describe_steps(steps: Iterable[Any]) -> list[str]:
    """One sentence a step; steps come as the geocoder made them or as the register keeps them."""
    return [describe(step) for step in steps]


def describe(step: Any) -> str:
    code, values = read(step)
    return str(STEP_SENTENCES[code]).format_map(values)


def marked_steps(steps: Iterable[Any]) -> list[str]:
    """The same for a page, on which the names of places say in which language they are."""
    return [marked(*read(step)) for step in steps]


def marked(code: str, values: Mapping[str, Any]) -> str:
    named = {
        name: vietnamese(value) if isinstance(value, str) and name != "level" else value
        for name, value in values.items()
    }
    return Markup.escape(STEP_SENTENCES[code]).format_map(named)


def read(step: Any) -> tuple[str, dict[str, Any]]:
    kept = isinstance(step, Mapping)
    code = step["code"] if kept else step.code
    values = dict(step["values"] if kept else step.values)
    if "level" in values:
        values["level"] = str(LOOKED_AT.get(values["level"], values["level"]))
    return code, values
