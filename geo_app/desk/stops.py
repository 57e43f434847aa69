"""The days at which the slider of the desk stops: the ends of the plan's months, then today."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Stop:
    day: date
    is_today: bool = False
    # The year that begins with the stop; the first of all says in which it lies.
    year: int | None = None


def month_ends(first: date, before: date) -> list[date]:
    """The last days of the months from that of `first` that are over before a day."""
    ends = []
    end = last_of_month(first)
    while end < before:
        ends.append(end)
        end = last_of_month(end + timedelta(days=1))
    return ends


def last_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def stops(signed_on: date, today: date, *, shown: date) -> list[Stop]:
    """Where the slider stops for a plan signed on a day, `shown` among them whatever day it is."""
    past = sorted({*month_ends(signed_on, today), shown} - {today})
    return [
        *(Stop(day, year=year_said(day, is_first=day == past[0])) for day in past),
        Stop(today, is_today=True),
    ]


def year_said(day: date, *, is_first: bool) -> int | None:
    if (day.month, day.day) == (12, 31):
        return day.year + 1
    return day.year if is_first else None
