"""From the description of a new hotspot to a place on the map."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from geo_app.errors import InvalidError
from geo_app.register.new_hotspots import Described
from geo_app.register.places import REASON_SENTENCES
from geodata.geocoding import Located, NotFound, geocode

# What stands for a place that was not found itself.
ROUGH = frozenset({"commune", "district"})
MOST_SUGGESTIONS = 6
VERDICTS: dict[str, Any] = {
    "agrees": lazy_gettext("It lies in the chosen district."),
    "straddles": lazy_gettext("It lies partly outside the chosen district."),
    "differs": lazy_gettext("It lies in another district than the chosen one: check it."),
}


@dataclass(frozen=True)
class FoundPlace:
    """Where a description leads, and what else it may mean."""

    located: Located
    # Descriptions that are found in the same district, where this one was not.
    suggestions: tuple[str, ...] = ()

    @property
    def is_rough(self) -> bool:
        return self.located.precision in ROUGH


def find_place(described: Described) -> FoundPlace:
    """The same description always leads to the same place.

    Where nothing finer is found, the communes' area stands for the place, and `is_rough` says so.
    """
    found = looked_up(described, described.place)
    if isinstance(found, NotFound):
        reason = REASON_SENTENCES[found.reason]
        raise InvalidError(_("The place was not found."), errors={"place": reason})
    if found.precision not in ROUGH:
        return FoundPlace(found)
    return FoundPlace(found, suggestions(described, found))


def looked_up(described: Described, text: str) -> Located | NotFound:
    return geocode(
        text, district=described.district_code, communes=[each.name for each in described.communes]
    )


def suggestions(described: Described, found: Located) -> tuple[str, ...]:
    """Parts of the description, and the geocoder's own candidates, that lead somewhere here."""
    parts = described.place.split(",")
    named = [part.strip() for part in parts if len(parts) > 1]
    for step in found.steps:
        named += step.values.get("candidates", "").split("; ")
    texts = [text for text in dict.fromkeys(named) if any(map(str.isalnum, text))]
    return tuple(text for text in texts if leads_somewhere(described, text))[:MOST_SUGGESTIONS]


def leads_somewhere(described: Described, text: str) -> bool:
    found = looked_up(described, text)
    return (
        isinstance(found, Located)
        and found.precision not in ROUGH
        and found.verdict.kind != "differs"
    )
