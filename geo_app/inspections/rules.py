"""What an inspection must hold to be recorded; used by the form and by the API."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from geo_app.errors import InvalidError
from geo_app.i18n import show_number
from geo_app.indicators.numbers import NumberError, parse_number
from geo_app.inspections.vocabulary import FOUND_LEVEL_NAMES, KINDS, TEAM_NAMES
from geo_app.register.choices import check_choice, codes_alone
from geo_app.register.dates import PartialDate, partial_date
from geo_app.register.rules import (
    BASIS_LENGTH,
    MAX_DIGITS,
    NOTE_LENGTH,
    effective_of,
    text_of,
    trouble_in_text,
)
from geo_app.register.vocabulary import CLEARANCE_NAMES

# What the history of the hotspot takes over.
FOUND = ("level", "clearance")
FIGURES = ("establishments_checked", "establishments_violating", "people_informed")
TEXTS = ("effective_on", "team", "level", "clearance", "basis", "note", "reason", "kind")
FIELDS = (*TEXTS, *FIGURES, "supersedes")
LONGEST = {"basis": BASIS_LENGTH, "note": NOTE_LENGTH, "reason": NOTE_LENGTH}
# The plan wants 2,460 establishments inspected in a year, in the whole city.
LARGEST = 10_000


@dataclass(frozen=True)
class NewInspection:
    """An inspection, or the taking back of one, whose fields have passed the rules."""

    effective: PartialDate
    kind: str = "inspection"
    team: str | None = None
    establishments_checked: int | None = None
    establishments_violating: int | None = None
    people_informed: int | None = None
    level: str | None = None
    clearance: str | None = None
    basis: str | None = None
    note: str | None = None
    reason: str | None = None
    supersedes: int | None = None


def new_inspection(
    values: Mapping[str, Any], *, today: date, by_hand: bool = False
) -> NewInspection:
    """Check what was sent; an `InvalidError` names every field that is wrong.

    `by_hand` are the values of a form: figures as people write them, and blank means none. A
    program sends whole numbers.
    """
    errors: dict[str, str] = {}
    texts = {field: text_of(values, field, errors) for field in TEXTS}
    kind = texts["kind"] or "inspection"
    check_choice("kind", kind, codes_alone(KINDS), errors, by_hand=by_hand)
    supersedes = number_of_inspection(values, errors)
    for field, longest in LONGEST.items():
        trouble = trouble_in_text(texts[field], longest)
        if trouble:
            errors[field] = trouble
    if kind == "retraction":
        refuse_content(values, errors)
        if supersedes is None:
            errors.setdefault("supersedes", _("Say which inspection is taken back."))
        effective: PartialDate | None = partial_date(today.year, today.month, today.day)
        said: dict[str, Any] = {}
    else:
        effective = effective_of(texts["effective_on"], today, errors)
        said = {name: texts[name] or None for name in ("team", *FOUND, "basis", "note")}
        said |= {field: figure_of(values, field, errors, by_hand=by_hand) for field in FIGURES}
        check_choices(texts, errors, by_hand=by_hand)
        check_figures(said, errors)
        check_source(texts, errors, by_hand=by_hand)
    if (kind == "retraction" or supersedes is not None) and not texts["reason"]:
        errors.setdefault("reason", _("Say why: the reason stays beside the old entry."))
    if errors or effective is None:
        raise InvalidError(_("Nothing was saved. Correct what is marked."), errors=errors)
    return NewInspection(
        effective, kind, reason=texts["reason"] or None, supersedes=supersedes, **said
    )


def number_of_inspection(values: Mapping[str, Any], errors: dict[str, str]) -> int | None:
    value = values.get("supersedes")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 10**MAX_DIGITS:
        errors["supersedes"] = _("This must be the number of an inspection.")
        return None
    return value


def refuse_content(values: Mapping[str, Any], errors: dict[str, str]) -> None:
    for field in (*FIGURES, "effective_on", "team", *FOUND, "basis", "note"):
        if values.get(field) not in (None, ""):
            errors[field] = _("Whoever takes an inspection back says why, and nothing else.")


def check_choices(
    texts: Mapping[str, str | None], errors: dict[str, str], *, by_hand: bool
) -> None:
    if not texts["team"]:
        errors.setdefault("team", _("Say which team inspected."))
    lists = {"team": TEAM_NAMES, "level": FOUND_LEVEL_NAMES, "clearance": CLEARANCE_NAMES}
    for field, names in lists.items():
        check_choice(field, texts[field], names, errors, by_hand=by_hand)


def figure_of(
    values: Mapping[str, Any], field: str, errors: dict[str, str], *, by_hand: bool
) -> int:
    value = values.get(field)
    if value is None or (by_hand and not str(value).strip()):
        errors[field] = _("Give the figure; 0 where there was none.")
        return 0
    try:
        figure = int(parse_number(str(value), whole=True)) if by_hand else whole(value)
    except NumberError as error:
        errors[field] = str(error)
        return 0
    if figure > LARGEST:
        errors[field] = _(
            "This is more than one inspection can be: at most %(largest)s.",
            largest=show_number(LARGEST, 0),
        )
    return figure


def whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise NumberError(_("This must be a whole number."))
    if value < 0:
        raise NumberError(_("A figure cannot be below zero."))
    return value


def check_figures(said: Mapping[str, Any], errors: dict[str, str]) -> None:
    """What no figure shows by itself."""
    if errors.keys() & set(FIGURES):
        return
    if said["establishments_violating"] > said["establishments_checked"]:
        errors["establishments_violating"] = _(
            "More establishments in violation than were checked. Check both figures."
        )
    if not any(said[figure] for figure in FIGURES) and not said["note"]:
        errors.setdefault(
            "note", _("Nothing was checked and nobody informed: say in the note why.")
        )


def check_source(texts: Mapping[str, str | None], errors: dict[str, str], *, by_hand: bool) -> None:
    if texts["basis"] == "" and not by_hand:
        errors["basis"] = _(
            "The basis is empty. Give the document number, or leave it out and write a note."
        )
    elif not ({"basis", "note"} & errors.keys() or texts["basis"] or texts["note"]):
        errors["basis"] = _("Give the basis (document number), or say in a note how this is known.")
