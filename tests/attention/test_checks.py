"""Months between a check and a day, against counting them on a calendar."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo_app.attention.checks import is_overdue

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
MONTHS = st.integers(1, 120)


def months_later(day: date, months: int) -> date:
    """Turn the pages of a calendar; where the month has no such day, its last one."""
    year, month = day.year, day.month
    for _page in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@pytest.mark.parametrize(
    ("last", "day", "overdue"),
    [
        (date(2024, 1, 15), date(2024, 7, 15), False),
        (date(2024, 1, 15), date(2024, 7, 16), True),
        (date(2023, 8, 31), date(2024, 2, 29), False),
        (date(2023, 8, 31), date(2024, 3, 1), True),
        (date(2023, 2, 28), date(2023, 8, 28), False),
        (date(2023, 2, 28), date(2023, 8, 29), True),
        (date(2024, 6, 30), date(2024, 12, 31), True),
        (date(2024, 7, 31), date(2025, 1, 31), False),
    ],
)
def test_six_months_to_the_day_are_not_more_than_six(last: date, day: date, *, overdue: bool):
    assert is_overdue(last, day, 6) is overdue


def test_what_was_never_checked_is_overdue_from_the_first_day():
    assert is_overdue(None, date(2024, 2, 5), 120)


@given(DAYS, DAYS, MONTHS)
def test_overdue_begins_on_the_day_after_the_months_are_over(last: date, day: date, months: int):
    assert is_overdue(last, day, months) == (day > months_later(last, months))


@given(DAYS, MONTHS, st.integers(-2, 2))
def test_it_is_right_around_the_day_itself(last: date, months: int, away: int):
    day = months_later(last, months) + timedelta(days=away)
    assert is_overdue(last, day, months) == (away > 0)
