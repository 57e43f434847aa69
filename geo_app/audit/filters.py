"""What the audit is searched by, from the address of the page or of the download."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from flask_babel import gettext as _

from geo_app.errors import UnanswerableError
from geo_app.i18n import HANOI
from geo_app.register.dates import DateError, parse_partial_date

LONGEST = 100
TEXTS = ("actor", "action", "subject", "address", "text")
DAYS = ("from", "to")
# Whatever its value, it shows who read the audit as well.
READINGS = "readings"


@dataclass(frozen=True)
class AuditFilters:
    """Days are whole ones in Hanoi, `until` the moment after the last."""

    actor: str = ""
    action: str = ""
    subject: str = ""
    address: str = ""
    text: str = ""
    readings: bool = False
    since: datetime | None = None
    until: datetime | None = None


def typed_in(values: Mapping[str, str]) -> dict[str, str]:
    """What was asked for, as it was typed, without what no database can look for."""
    asked = {name: values.get(name, "") for name in (*TEXTS, *DAYS, READINGS)}
    clean = {
        name: "".join(letter for letter in text if letter.isprintable()).strip()[:LONGEST]
        for name, text in asked.items()
    }
    return {name: text for name, text in clean.items() if text}


def filters_from(typed: Mapping[str, str]) -> AuditFilters:
    """The filters; an `UnanswerableError` names each day that is none.

    A day that was left out would make a search, or a download, look like more than it is.
    """
    errors: dict[str, str] = {}
    first, last = (interval(typed, name, errors) for name in DAYS)
    if first and last and first[0] > last[1]:
        errors["to"] = _("The last day is before the first.")
    if errors:
        raise UnanswerableError(_("The audit cannot be searched like this."), errors=errors)
    return AuditFilters(
        **{name: typed.get(name, "") for name in TEXTS},
        readings=READINGS in typed,
        since=beginning(first[0]) if first else None,
        until=beginning(last[1] + timedelta(days=1)) if last else None,
    )


def interval(
    typed: Mapping[str, str], name: str, errors: dict[str, str]
) -> tuple[date, date] | None:
    """A day as people write it; a month or a year is all of its days."""
    if name not in typed:
        return None
    try:
        # A day to come is no mistake here: nothing was recorded on it yet.
        found = parse_partial_date(typed[name], today=date(9998, 12, 31))
    except DateError as error:
        errors[name] = str(error)
        return None
    return found.start, min(found.end, date(9998, 12, 31))


def beginning(day: date) -> datetime:
    return datetime.combine(day, time.min, HANOI).astimezone(UTC)
