"""What an event must hold to be recorded; used by the form, the API and the command line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from geo_app.errors import InvalidError
from geo_app.personal.refusal import personal_refusal
from geo_app.register.choices import check_choice, codes_alone
from geo_app.register.dates import (
    DateError,
    PartialDate,
    parse_partial_date,
    partial_date,
)
from geo_app.register.vocabulary import CLEARANCE_NAMES, ENDING_KINDS, KINDS, LEVEL_NAMES
from geo_app.visible_text import code_typed

BASIS_LENGTH = 200
NOTE_LENGTH = 2000
LONGEST = {
    "basis": BASIS_LENGTH,
    "note": NOTE_LENGTH,
    "reason": NOTE_LENGTH,
    "handed_over_by": BASIS_LENGTH,
    "handed_over_to": BASIS_LENGTH,
}
AGENCIES = ("handed_over_by", "handed_over_to")
STATE_FIELDS = ("level", "clearance", *AGENCIES)
FIELDS = ("effective_on", "level", "clearance", "basis", "note", *AGENCIES, "reason")
# Fields beside those of a plain event: what the event is, and which other one it speaks of.
REFERENCES = ("kind", "supersedes", "merged_into")
# Longer than any number of an event, and still a number that every database takes.
MAX_DIGITS = 9
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class NewEvent:
    """An event whose fields have passed the rules; its place in a history has not yet."""

    effective: PartialDate
    level: str | None = None
    clearance: str | None = None
    basis: str | None = None
    note: str | None = None
    handed_over_by: str | None = None
    handed_over_to: str | None = None
    reason: str | None = None
    kind: str = "state"
    supersedes: int | None = None
    merged_into: str | None = None


def new_event(
    values: Mapping[str, Any],
    *,
    today: date,
    by_hand: bool = False,
    may_restate: bool = False,
) -> NewEvent:
    """Check what was sent; an `InvalidError` names every field that is wrong, not the first.

    `by_hand` are the values of a form: it cannot leave a field out, so a blank basis in it means
    none; a program that sends a blank one has made a mistake. With `may_restate`, “handed over”
    may only say that it still is: its agencies may be missing, and the history decides
    (`register.sequence`).
    """
    errors: dict[str, str] = {}
    texts = {field: text_of(values, field, errors) for field in (*FIELDS, "kind", "merged_into")}
    kind = texts["kind"] or "state"
    check_choice("kind", kind, codes_alone(KINDS), errors, by_hand=by_hand)
    supersedes = number_of(values, "supersedes", errors)
    for field, names in (("level", LEVEL_NAMES), ("clearance", CLEARANCE_NAMES)):
        check_choice(field, texts[field], names, errors, by_hand=by_hand)
    for field, longest in LONGEST.items():
        problem = trouble_in_text(texts[field], longest)
        if problem:
            errors[field] = problem
    if texts["basis"] == "" and not by_hand:
        errors["basis"] = _(
            "The basis is empty. Give the document number, or leave it out and write a note."
        )
    if kind == "state":
        effective = effective_of(texts["effective_on"], today, errors)
        check_whole(texts, errors)
        check_agencies(texts, errors, may_restate=may_restate)
    else:
        effective = partial_date(today.year, today.month, today.day)
        check_no_state(texts, errors)
    check_references(kind, supersedes, texts, errors)
    if errors or effective is None:
        raise InvalidError(_("Nothing was saved. Correct what is marked."), errors=errors)
    said = {field: texts[field] or None for field in (*FIELDS[1:], "merged_into")}
    if said["merged_into"]:
        said["merged_into"] = code_typed(said["merged_into"])
    return NewEvent(effective, kind=kind, supersedes=supersedes, **said)


def text_of(values: Mapping[str, Any], field: str, errors: dict[str, str]) -> str | None:
    value = values.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        errors[field] = _("This must be text.")
        return None
    return value.strip()


def number_of(values: Mapping[str, Any], field: str, errors: dict[str, str]) -> int | None:
    """The number of another event, as a program sends it or as a form holds it."""
    value = values.get(field)
    if value is None or value == "":
        return None
    text = str(value).strip() if isinstance(value, int | str) else ""
    if isinstance(value, bool) or not (
        text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS
    ):
        errors[field] = _("This must be the number of an event.")
        return None
    return int(text)


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


def check_whole(texts: Mapping[str, str | None], errors: dict[str, str]) -> None:
    """What no field shows by itself: a source for the event, and something that it changes."""
    if "basis" not in errors and "note" not in errors and not (texts["basis"] or texts["note"]):
        errors["basis"] = _("Give the basis (document number), or say in a note how this is known.")
    if not {"level", "clearance"} & errors.keys() and not (texts["level"] or texts["clearance"]):
        errors["level"] = _(
            "Nothing is said of the place: choose a level, a clearance status, or both. If all is "
            "as before, choose the same again."
        )


def check_agencies(
    texts: Mapping[str, str | None], errors: dict[str, str], *, may_restate: bool
) -> None:
    """A handover names who gives and who receives; nothing else has such agencies."""
    if texts["clearance"] == "handed_over":
        if may_restate and not any(texts[field] for field in AGENCIES):
            return
        for field, sentence in agencies_missing(texts).items():
            errors.setdefault(field, sentence)
        return
    for field in AGENCIES:
        if texts[field]:
            errors[field] = _("Only a handover has such an agency; leave this empty.")


def agencies_missing(texts: Mapping[str, str | None]) -> dict[str, str]:
    """What a handover does not say, by field."""
    sentences = {
        "handed_over_by": _("A handover names the agency that hands over."),
        "handed_over_to": _("A handover names the agency that takes over."),
    }
    return {field: sentence for field, sentence in sentences.items() if not texts.get(field)}


def check_no_state(texts: Mapping[str, str | None], errors: dict[str, str]) -> None:
    for field in STATE_FIELDS:
        if texts[field]:
            errors[field] = _("This kind of event changes no level and no clearance.")


def check_references(
    kind: str, supersedes: int | None, texts: Mapping[str, str | None], errors: dict[str, str]
) -> None:
    """What is taken back, corrected or ended says why; and what it speaks of."""
    if kind == "retraction" and supersedes is None:
        errors.setdefault("supersedes", _("Say which event is taken back."))
    if kind in ENDING_KINDS and supersedes is not None:
        errors["supersedes"] = _("This kind of event corrects no other.")
    if kind == "merge" and not texts["merged_into"]:
        errors.setdefault("merged_into", _("Say which hotspot it is merged into."))
    if kind != "merge" and texts["merged_into"]:
        errors["merged_into"] = _("Only a merge names another hotspot.")
    if (kind != "state" or supersedes is not None) and not texts["reason"]:
        errors.setdefault("reason", _("Say why: the reason stays beside the old entry."))


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
    return personal_refusal(text)
