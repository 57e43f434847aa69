"""What people send from the pages: filters in an address, an event in a form."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self

import geodata
from geo_app.accounts.scope import Scope
from geo_app.districts.queries import visible_units
from geo_app.errors import InvalidError
from geo_app.register.queries import Filters
from geo_app.register.rules import FIELDS, NewEvent, new_event
from geo_app.register.vocabulary import (
    CATEGORY_NAMES,
    CLEARANCE_NAMES,
    LEVEL_NAMES,
)

Option = tuple[str, Any]
# Longer than any version or page number, and still a number that every database takes.
MAX_DIGITS = 9


@dataclass(frozen=True)
class FilterBar:
    """The filters of an address, and what they can be changed to.

    What no list holds is set aside and named, so that a mistyped address does not look like an
    empty register.
    """

    filters: Filters
    options: dict[str, list[Option]]
    ignored: tuple[str, ...] = ()

    @classmethod
    def from_query(
        cls, values: Mapping[str, str], counts: Mapping[str, int], scope: Scope
    ) -> "FilterBar":
        asked = Filters.from_query(values)
        options: dict[str, list[Option]] = {
            "district": district_options(counts, asked.district, scope),
            "category": list(CATEGORY_NAMES.items()),
            "level": list(LEVEL_NAMES.items()),
            "clearance": list(CLEARANCE_NAMES.items()),
        }
        known = {
            name: value
            for name, value in asked.as_query().items()
            if any(value == code for code, _label in options[name])
        }
        ignored = [value for name, value in asked.as_query().items() if name not in known]
        return cls(Filters(**known), options, tuple(value[:40] for value in ignored))


def district_options(counts: Mapping[str, int], chosen: str | None, scope: Scope) -> list[Option]:
    """Districts that have hotspots, with their number; the chosen one too, if the scope has it."""
    codes = set(counts)
    codes |= {unit.code for unit in visible_units(scope) if unit.code == chosen}
    named = [(code, geodata.unit(code, "2024").name) for code in sorted(codes)]
    return [(code, f"{name} ({counts.get(code, 0)})") for code, name in named]


@dataclass(frozen=True)
class EventForm:
    """The form for a new event: what was typed, on what it was based, what was wrong."""

    values: dict[str, str] = field(default_factory=dict)
    # The version of the hotspot, and its last event, which the writer had before them.
    version: int = 0
    last_seen: int = 0
    errors: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def sent(cls, form: Mapping[str, str]) -> Self:
        values = {name: form.get(name, "").replace("\r\n", "\n") for name in FIELDS}
        return cls(values, whole_number(form.get("version")), whole_number(form.get("last_seen")))

    def event(self, today: date, *, may_restate: bool = False) -> NewEvent:
        return new_event(self.values, today=today, by_hand=True, may_restate=may_restate)

    def refused(self, error: InvalidError) -> Self:
        return replace(self, errors=error.errors)

    def based_on(self, version: int, last_seen: int) -> Self:
        return replace(self, version=version, last_seen=last_seen)

    def value(self, name: str) -> str:
        return self.values.get(name, "")


def whole_number(text: str | None) -> int:
    """A number that a page put into a form; 0, which no hotspot has, where it is no number."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS else 0
