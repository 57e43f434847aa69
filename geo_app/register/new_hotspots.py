"""What must be said of a new hotspot; used by the form and the API."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

import geodata
from geo_app.accounts.scope import Scope, holds
from geo_app.errors import InvalidError
from geo_app.register.choices import not_in_list
from geo_app.register.dates import shortened
from geo_app.register.rules import FIELDS, NewEvent, new_event, trouble_in_text
from geo_app.register.vocabulary import CATEGORY_NAMES
from geo_app.visible_text import code_typed
from geodata.communes import Commune2024, all_communes, find_communes
from geodata.geocoding import LONGEST_TEXT

EDITION = "2024"
NAME_LENGTH = 200
CODE_LENGTH = 32
# A first event corrects nothing, so nobody has to say why.
FIRST_EVENT_FIELDS = tuple(field for field in FIELDS if field != "reason")
HOTSPOT_FIELDS = ("name", "category", "district", "communes", "place", "different_from")


@dataclass(frozen=True)
class Described:
    """What somebody says of a place: enough to look for it."""

    name: str
    category: str
    district_code: str
    communes: tuple[Commune2024, ...]
    # In words, as the geocoder reads them; the name where nothing else was said.
    place: str

    @property
    def commune_names(self) -> list[str]:
        """As the plan writes them: xã Ngọc Hồi."""
        return [f"{each.unit_type} {each.name_short}" for each in self.communes]


@dataclass(frozen=True)
class NewHotspot:
    """A hotspot whose fields have passed the rules; its place has yet to be found."""

    described: Described
    first: NewEvent
    # Codes of hotspots that look like this one, and of which somebody said that they are not.
    different_from: frozenset[str] = frozenset()


def districts_open_to(scope: Scope) -> list[geodata.Unit]:
    """The districts in which somebody may add a hotspot."""
    return [unit for unit in geodata.all_units(EDITION) if holds(scope, unit.code)]


def communes_of(district_code: str) -> list[Commune2024]:
    return [each for each in all_communes() if each.district_code == district_code]


def new_hotspot(
    values: Mapping[str, Any], *, today: date, scope: Scope, by_hand: bool = False
) -> NewHotspot:
    """Check what was sent; an `InvalidError` names every field that is wrong, not the first."""
    errors: dict[str, str] = {}
    described = first = None
    try:
        described = described_place(values, scope=scope, by_hand=by_hand)
    except InvalidError as error:
        errors.update(error.errors)
    different_from = codes_in(values.get("different_from"), errors)
    event = {field: values.get(field) for field in FIRST_EVENT_FIELDS}
    try:
        first = new_event(event, today=today, by_hand=by_hand)
    except InvalidError as error:
        errors.update(error.errors)
    if errors or described is None or first is None:
        raise InvalidError(_("Nothing was saved. Correct what is marked."), errors=errors)
    return NewHotspot(described, first, different_from)


def described_place(values: Mapping[str, Any], *, scope: Scope, by_hand: bool = False) -> Described:
    """The part that says which place it is; an `InvalidError` names every wrong field."""
    errors: dict[str, str] = {}
    name = line_of(values, "name", errors)
    place = line_of(values, "place", errors) or name
    if not name:
        errors.setdefault("name", _("Give the hotspot a name: the place as people know it."))
    elif problem := trouble_in_text(name, NAME_LENGTH):
        errors["name"] = problem
    if place and "place" not in errors and (problem := trouble_in_place(place)):
        # A description that was not typed is the name.
        errors.setdefault("place" if values.get("place") else "name", problem)
    category = line_of(values, "category", errors)
    if category not in CATEGORY_NAMES:
        sentence = not_in_list(category, CATEGORY_NAMES, by_hand=by_hand)
        errors.setdefault("category", sentence)
    district = code_typed(line_of(values, "district", errors))
    if all(unit.code != district for unit in districts_open_to(scope)):
        errors.setdefault("district", _("Choose a district that your account covers."))
    communes: tuple[Commune2024, ...] = ()
    if "district" not in errors:
        communes = communes_named(values.get("communes"), district, errors)
    if errors:
        raise InvalidError(_("Nothing was saved. Correct what is marked."), errors=errors)
    return Described(name, category, district, communes, place)


def line_of(values: Mapping[str, Any], field: str, errors: dict[str, str]) -> str:
    """A text of one line; names and descriptions are compared, so blanks are evened out."""
    value = values.get(field)
    if value is not None and not isinstance(value, str):
        errors[field] = _("This must be text.")
        return ""
    return " ".join((value or "").split())


def trouble_in_place(place: str) -> str | None:
    if problem := trouble_in_text(place, LONGEST_TEXT):
        return problem
    if not re.search(r"\w", place):
        return _("This names no place: it holds neither letter nor digit.")
    return None


def communes_named(
    value: Any, district_code: str, errors: dict[str, str]
) -> tuple[Commune2024, ...]:
    """Communes of the district, each by its code or its name."""
    named = texts_in(value)
    if not named:
        errors["communes"] = _("Choose at least one commune of the district.")
        return ()
    found: dict[str, Commune2024] = {}
    for text in named:
        if len(text) > NAME_LENGTH:
            errors["communes"] = not_one_commune(text)
            return ()
        matches = [each for each in communes_of(district_code) if each.code == text]
        matches = matches or list(find_communes(text, district_code))
        if len(matches) != 1:
            errors["communes"] = not_one_commune(text)
            return ()
        found[matches[0].code] = matches[0]
    return tuple(found.values())


def not_one_commune(text: str) -> str:
    return _(
        "“%(name)s” is not one commune of this district. Give its code, or its name with "
        "its kind (phường, xã, thị trấn).",
        name=shortened(text),
    )


def texts_in(value: Any) -> list[str]:
    """The texts of a list; anything else is none."""
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        return []
    return [each.strip() for each in value if each.strip()]


def codes_in(value: Any, errors: dict[str, str]) -> frozenset[str]:
    codes = texts_in(value)
    if value and not codes:
        errors["different_from"] = _("This must be a list of codes of hotspots.")
    for code in codes:
        # The audit keeps what was said to be different.
        if problem := trouble_in_text(code, CODE_LENGTH):
            errors["different_from"] = problem
    return frozenset(map(code_typed, codes))
