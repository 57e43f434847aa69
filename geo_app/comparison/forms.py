"""Which two readings of the register an address compares, and which ones can be chosen quickly."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _

from geo_app.errors import UnanswerableError
from geo_app.i18n import today, typed_day
from geo_app.register.reading import Reading, reading_from, written
from geodata.plan import PLAN

# By side: the names in the address of its day and of the moment on which it was known.
SIDES = {"before": ("before", "known_before"), "after": ("after", "known_after")}
FIELDS = (*SIDES["before"], *SIDES["after"])
JULY = 7
Query = dict[str, Any]


@dataclass(frozen=True)
class ComparisonForm:
    """What was asked for, as it was typed, and what was wrong with it."""

    values: dict[str, str]
    readings: dict[str, Reading] = field(default_factory=dict)
    errors: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_query(cls, asked: Mapping[str, str]) -> "ComparisonForm":
        values = {name: (asked.get(name) or "").strip() for name in FIELDS}
        values["before"] = values["before"] or typed_day(PLAN.signed_on)
        values["after"] = values["after"] or typed_day(today())
        form = cls(values)
        for side, (day, moment) in SIDES.items():
            try:
                reading = reading_from({"as_of": values[day], "known_on": values[moment]})
            except UnanswerableError as error:
                names = {"as_of": day, "known_on": moment}
                form.errors.update({names[name]: said for name, said in error.errors.items()})
            else:
                form.readings[side] = reading
                values[day] = typed_day(reading.as_of)
        return form

    def swapped(self) -> Query:
        """The same comparison from its other side, errors and all."""
        other = dict(zip(FIELDS, (*SIDES["after"], *SIDES["before"]), strict=True))
        return {name: self.values[other[name]] for name in FIELDS if self.values[other[name]]}


def query_of(before: Reading, after: Reading) -> Query:
    """The address that asks for a comparison in full."""
    query = {}
    for reading, (day, moment) in zip((before, after), SIDES.values(), strict=True):
        query[day] = reading.as_of.isoformat()
        if reading.known_on is not None:
            query[moment] = written(reading.known_on)
    return query


def quick_choices(day: date, after: date) -> list[tuple[str, Query]]:
    """Comparisons that people ask for often, on a day; `after` is the second day shown now."""
    last_month = end_of_month_before(day)
    choices = [
        (_("Since the start of the plan"), days(PLAN.signed_on, day)),
        (_("Last month"), days(end_of_month_before(last_month), last_month)),
        (_("This half-year"), days(end_of_half_year_before(day), day)),
    ]
    if after < day:
        learned = {**days(after, after), "known_before": after.isoformat()}
        choices.append((_("What has been learned of %(day)s since", day=typed_day(after)), learned))
    return choices


def days(before: date, after: date) -> Query:
    return {"before": before.isoformat(), "after": after.isoformat()}


def end_of_month_before(day: date) -> date:
    return day.replace(day=1) - timedelta(days=1)


def end_of_half_year_before(day: date) -> date:
    return end_of_month_before(day.replace(day=1, month=JULY if day.month >= JULY else 1))
