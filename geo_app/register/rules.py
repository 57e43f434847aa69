"""What an event must hold to be recorded; used by the form, the API and the command line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from geo_app.errors import InvalidError
from geo_app.register.dates import DateError, PartialDate, parse_partial_date, shortened
from geo_app.register.personal import personal_data_in
from geo_app.register.vocabulary import CLEARANCES, LEVELS

BASIS_LENGTH = 200
NOTE_LENGTH = 2000
FIELDS = ("effective_on", "level", "clearance", "basis", "note")
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class NewEvent:
    """An event that has passed the rules."""

    effective: PartialDate
    level: str | None
    clearance: str | None
    basis: str | None
    note: str | None


def new_event(
    values: Mapping[str, Any], *, today: date, blank_basis_is_none: bool = False
) -> NewEvent:
    """Check what was sent; an `InvalidError` names every field that is wrong, not the first.

    A form cannot leave a field out, so a blank basis in it means none; a program that sends a
    blank one has made a mistake.
    """
    errors: dict[str, str] = {}
    texts = {field: text_of(values, field, errors) for field in FIELDS}
    effective = effective_of(texts["effective_on"], today, errors)
    for field, allowed in (("level", LEVELS), ("clearance", CLEARANCES)):
        check_choice(field, texts[field], allowed, errors)
    for field, longest in (("basis", BASIS_LENGTH), ("note", NOTE_LENGTH)):
        problem = trouble_in_text(texts[field], longest)
        if problem:
            errors[field] = problem
    if texts["basis"] == "" and not blank_basis_is_none:
        errors["basis"] = _(
            "The basis is empty. Give the document number, or leave it out and write a note."
        )
    check_whole(texts, errors)
    if errors or effective is None:
        raise InvalidError(_("Nothing was saved. Correct what is marked."), errors=errors)
    level, clearance, basis, note = (texts[field] or None for field in FIELDS[1:])
    return NewEvent(effective, level, clearance, basis, note)


def text_of(values: Mapping[str, Any], field: str, errors: dict[str, str]) -> str | None:
    value = values.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        errors[field] = _("This must be text.")
        return None
    return value.strip()


def effective_of(text: str | None, today: date, errors: dict[str, str]) -> PartialDate | None:
    if "effective_on" in errors:
        return None
    if not text:
        errors["effective_on"] = _("Say when this became true: a day, a month or a year.")
        return None
    try:
        return parse_partial_date(text, today=today)
    except DateError as error:
        errors["effective_on"] = str(error)
        return None


def check_choice(
    field: str, value: str | None, allowed: tuple[str, ...], errors: dict[str, str]
) -> None:
    if value and value not in allowed:
        errors[field] = _(
            "“%(value)s” is not in the list. Choose one of: %(allowed)s.",
            value=shortened(value),
            allowed=", ".join(allowed),
        )


def check_whole(texts: Mapping[str, str | None], errors: dict[str, str]) -> None:
    """What no field shows by itself: a source for the event, and something that it changes."""
    if "basis" not in errors and "note" not in errors and not (texts["basis"] or texts["note"]):
        errors["basis"] = _("Give the basis (document number), or say in a note how this is known.")
    if not {"level", "clearance"} & errors.keys() and not (texts["level"] or texts["clearance"]):
        errors["level"] = _("Nothing changes: choose a level, a clearance status, or both.")


def trouble_in_text(text: str | None, longest: int) -> str | None:
    """Why a free text cannot be kept, as a sentence; None where it can."""
    if not text:
        return None
    if len(text) > longest:
        return _(
            "This is %(length)s characters long; at most %(longest)s can be kept.",
            length=len(text),
            longest=longest,
        )
    if CONTROL_CHARACTERS.search(text):
        return _("This holds characters that cannot be shown. Type it again.")
    found = personal_data_in(text)
    if found is not None:
        return _(
            "“%(piece)s” looks like %(kind)s. The register keeps places, never persons: "
            "take it out and save again.",
            piece=found.piece,
            kind=str(found.kind),
        )
    return None
