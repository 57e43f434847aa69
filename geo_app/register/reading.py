"""How the register is read: as of a day, and as it was known on a moment.

The two are different questions. What was recorded late, or corrected, changes what is known of a
day that has passed; a sheet handed in on 17 June is read again with `known_on` of that day.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from flask_babel import gettext as _

from geo_app.errors import UnanswerableError
from geo_app.i18n import HANOI, today
from geo_app.register.dates import DateError, parse_partial_date, shortened

DAY = r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})"
CLOCK = r"(?P<clock>\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)"
MOMENT = re.compile(
    rf"(?P<day>{DAY})(?:(?:[T ]|, ){CLOCK}(?P<zone>Z|[+-]\d{{2}}:\d{{2}})?)?", re.ASCII
)
CLOCK_FIRST = re.compile(rf"{CLOCK}(?:, | ngày )(?P<day>{DAY})", re.ASCII)
END_OF_DAY = "23:59:59.999999"
FIELDS = ("as_of", "known_on")


@dataclass(frozen=True)
class Reading:
    """`as_of` is the day whose state is asked for; `known_on` None is all that is known now."""

    as_of: date
    known_on: datetime | None = None
    # Whether the address named the day; an address without one follows the calendar.
    is_today: bool = False

    @property
    def is_now(self) -> bool:
        return self.is_today and self.known_on is None

    def as_query(self) -> dict[str, str]:
        """What an address must hold to be read the same way."""
        query = {} if self.is_today else {"as_of": self.as_of.isoformat()}
        if self.known_on is not None:
            query["known_on"] = written(self.known_on)
        return query


def written(moment: datetime) -> str:
    """A moment in the time of Hanoi, as short as it can be read back exactly."""
    local = moment.astimezone(HANOI).replace(tzinfo=None)
    if local.time() == time.max:
        return local.date().isoformat()
    if local.microsecond:
        return local.isoformat()
    return local.isoformat(timespec="seconds" if local.second else "minutes")


def now_reading() -> Reading:
    return Reading(today(), is_today=True)


def reading_from(values: Mapping[str, str]) -> Reading:
    """The reading that an address asks for; an `UnanswerableError` names each wrong part."""
    errors: dict[str, str] = {}
    as_of, known_on = today(), None
    asked = {name: (values.get(name) or "").strip() for name in FIELDS}
    try:
        as_of = day_in(asked["as_of"]) if asked["as_of"] else as_of
    except DateError as error:
        errors["as_of"] = str(error)
    try:
        known_on = moment_in(asked["known_on"]) if asked["known_on"] else None
    except DateError as error:
        errors["known_on"] = str(error)
    if errors:
        raise UnanswerableError(_("This moment cannot be shown."), errors=errors)
    return Reading(as_of, known_on, is_today=not asked["as_of"] or as_of == today())


def day_in(text: str) -> date:
    # Of a day to come a record would be refused in other words.
    found = parse_partial_date(text, today=date.max)
    if found.start > today():
        raise DateError(_("%(text)s lies in the future: its state is not known yet.", text=text))
    if found.precision != "day":
        raise DateError(_("Give a whole day, such as %(example)s.", example="17/6/2024"))
    return found.start


def moment_in(text: str) -> datetime:
    """A moment as people and programs write it, in the time of Hanoi unless it names a zone.

    A day alone is its end: what was known on 17 June includes what was recorded that evening.
    """
    match = MOMENT.fullmatch(text) or CLOCK_FIRST.fullmatch(text)
    if match is None:
        raise DateError(
            _(
                "“%(text)s” is not a moment. Write a day, or a day and the time: %(example)s.",
                text=shortened(text),
                example="2024-06-20T08:00",
            )
        )
    day, zone = day_in(match["day"]), match.groupdict().get("zone")
    hour, *rest = (match["clock"] or END_OF_DAY).split(":")
    clock = ":".join([hour.zfill(2), *rest])
    try:
        moment = datetime.fromisoformat(f"{day}T{clock}{zone or ''}")
    except ValueError as error:
        raise DateError(
            _("There is no such time of the day: %(text)s.", text=shortened(text))
        ) from error
    return (moment if zone else moment.replace(tzinfo=HANOI)).astimezone(UTC)
