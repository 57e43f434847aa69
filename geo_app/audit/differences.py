"""An entry of the audit in words: what it says before and after, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from geo_app.accounts.models import AuditEntry
from geo_app.accounts.permissions import ROLE_NAMES
from geo_app.audit.words import FIELD_NAMES, VALUE_NAMES
from geo_app.i18n import show_moment, show_partial_date, vietnamese
from geo_app.mapping.features import district_name
from geo_app.register.dates import DateError, parse_partial_date
from geo_app.register.vocabulary import CLEARANCE_NAMES, LEVEL_NAMES
from geodata.errors import UnknownUnitError

NOTHING = "–"
DAYS = ("effective_on", "as_of")
# What people typed, in the words of the city.
TYPED = {"basis", "name", "note", "place", "text"}
MOMENTS = ("_at", "_until", "_since", "known_on")
NAMES: dict[str, Mapping[str, Any]] = {
    "role": ROLE_NAMES,
    "level": LEVEL_NAMES,
    "stated_level": LEVEL_NAMES,
    "clearance": CLEARANCE_NAMES,
    "stated_clearance": CLEARANCE_NAMES,
}


@dataclass(frozen=True)
class Line:
    """One field; `changed` where both sides are known and differ."""

    name: str
    before: str
    after: str
    changed: bool


@dataclass(frozen=True)
class Said:
    """What an entry says: a difference where it holds a before, else what is after."""

    lines: list[Line]
    is_difference: bool


def said_by(entry: AuditEntry) -> Said:
    before, after = flat(entry.before), flat(entry.after)
    names = [*before, *(name for name in after if name not in before)]
    lines = [
        Line(
            name=name_of(name),
            before=shown(name, before.get(name)) if name in before else "",
            after=shown(name, after.get(name)) if name in after else "",
            changed=name in before and name in after and before[name] != after[name],
        )
        for name in names
        # What both leave empty says nothing.
        if before.get(name) is not None or after.get(name) is not None
    ]
    return Said(lines, is_difference=bool(before))


def flat(said: Any) -> dict[str, Any]:
    """The fields of a record, those of a record inside it by both names."""
    found: dict[str, Any] = {}
    for name, value in (said or {}).items():
        if isinstance(value, dict):
            found |= {f"{name}.{inner}": each for inner, each in value.items()}
        else:
            found[name] = value
    return found


def name_of(field: str) -> str:
    return " › ".join(str(FIELD_NAMES.get(part, part)) for part in field.split("."))


def shown(field: str, value: Any) -> str:
    """A value as people read it; what nobody has words for is shown as it is."""
    last = field.rpartition(".")[2]
    if last in {"scope", "districts"}:
        return Markup(", ").join(map(place_name, value or ())) or _("the whole city")
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(str, value)) or NOTHING
    return text_shown(last, str(value))


def text_shown(field: str, text: str) -> str:
    if field in NAMES:
        return str(NAMES[field].get(text, text))
    if field in {"unit", "district"}:
        text = place_name(text)
    elif field in DAYS:
        text = day(text)
    elif field.endswith(MOMENTS):
        text = moment(text)
    elif field in TYPED:
        return vietnamese(text)
    return VALUE_NAMES.get((field, text), text)


def place_name(code: str) -> str:
    try:
        return vietnamese(district_name(code))
    except UnknownUnitError:
        return code


def day(text: str) -> str:
    """A day, a month or a year as people read it."""
    try:
        found = parse_partial_date(text, today=date.max)
    except DateError:
        return text
    return show_partial_date(found.start, found.precision)


def moment(text: str) -> str:
    try:
        return show_moment(datetime.fromisoformat(text))
    except ValueError:
        return text
