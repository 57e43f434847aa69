"""Days known to the day, the month or the year: `2024-06-17`, `2024-06`, `2024`."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

EARLIEST = date(1990, 1, 1)

ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?", re.ASCII)
VIETNAMESE = re.compile(
    r"(?:(?:(?P<day>\d{1,2})[/.-])?(?P<month>\d{1,2})[/.-])?(?P<year>\d{4})", re.ASCII
)


class DateError(ValueError):
    """The text is no date that can be used; the message is a sentence for the user."""


@dataclass(frozen=True)
class PartialDate:
    """The interval of days in which something happened, and how precisely that is known."""

    start: date
    end: date
    precision: str

    def __str__(self) -> str:
        return iso_date(self.start, self.precision)


def iso_date(start: date, precision: str) -> str:
    """A day, a month or a year for programs, as precisely as it is known: 2024-06-17, 2024-06."""
    return start.isoformat()[: {"year": 4, "month": 7, "day": 10}[precision]]


def partial_date(year: int, month: int | None = None, day: int | None = None) -> PartialDate:
    if month is None:
        return PartialDate(date(year, 1, 1), date(year, 12, 31), "year")
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return PartialDate(date(year, month, 1), date(year, month, last), "month")
    return PartialDate(date(year, month, day), date(year, month, day), "day")


def parse_partial_date(text: str, *, today: date) -> PartialDate:
    """Read a date as people write it: 2024-06-17, 17/6/2024, 6/2024, 2024."""
    match = ISO.fullmatch(text.strip()) or VIETNAMESE.fullmatch(text.strip())
    if match is None:
        raise DateError(
            _(
                "“%(text)s” is not a date. Write a day (17/6/2024), a month (6/2024) "
                "or a year (2024).",
                text=shortened(text),
            )
        )
    year, month, day = (
        int(match[part]) if match[part] else None for part in ("year", "month", "day")
    )
    try:
        found = partial_date(year or 0, month, day)
    except (ValueError, IndexError) as error:
        raise DateError(
            _("There is no day %(text)s in the calendar. Check day and month.", text=text.strip())
        ) from error
    if found.start > today:
        raise DateError(
            _(
                "%(text)s lies in the future. Record what has already happened.",
                text=text.strip(),
            )
        )
    if found.start < EARLIEST:
        raise DateError(
            _(
                "%(text)s is too long ago: the earliest year is %(year)s.",
                text=text.strip(),
                year=EARLIEST.year,
            )
        )
    return found


def shortened(text: str, length: int = 40) -> str:
    return text if len(text) <= length else text[:length] + "…"
