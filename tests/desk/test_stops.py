"""The stops of the slider: ends of the plan's months that are over, then today."""

from datetime import date

import pytest

from geo_app.desk.stops import month_ends, stops

SIGNED_ON = date(2024, 2, 5)


def days(signed_on: date, today: date, shown: date | None = None) -> list[str]:
    return [each.day.isoformat() for each in stops(signed_on, today, shown=shown or today)]


def test_the_plan_of_february_2024_by_midsummer():
    found = days(SIGNED_ON, date(2024, 6, 17))
    assert found == ["2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31", "2024-06-17"]


@pytest.mark.parametrize(
    ("today", "last_month"),
    [
        (date(2024, 6, 30), date(2024, 5, 31)),
        (date(2024, 7, 1), date(2024, 6, 30)),
        (date(2025, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_month_is_a_stop_once_it_is_over(today: date, last_month: date):
    *past, last = stops(SIGNED_ON, today, shown=today)
    assert past[-1].day == last_month
    assert (last.day, last.is_today) == (today, True)
    assert not any(each.is_today for each in past)


def test_years_follow_each_other_without_a_gap():
    ends = month_ends(SIGNED_ON, date(2026, 3, 1))
    assert len(ends) == 25
    assert ends[10:12] == [date(2024, 12, 31), date(2025, 1, 31)]
    # No leap year.
    assert ends[12] == date(2025, 2, 28)


def test_a_later_plan_begins_with_its_own_month():
    assert days(date(2027, 12, 31), date(2028, 2, 1)) == ["2027-12-31", "2028-01-31", "2028-02-01"]


def test_in_the_month_of_the_plan_there_is_only_today():
    assert days(SIGNED_ON, date(2024, 2, 20)) == ["2024-02-20"]


@pytest.mark.parametrize("shown", [date(2024, 4, 17), date(2021, 6, 1), date(2024, 3, 31)])
def test_whatever_day_is_shown_the_slider_can_stand_at_it(shown: date):
    found = days(SIGNED_ON, date(2024, 6, 17), shown)
    assert shown.isoformat() in found
    assert found == sorted(set(found))
    assert found[-1] == "2024-06-17"


def test_a_year_is_said_where_it_begins():
    found = stops(SIGNED_ON, date(2026, 1, 20), shown=date(2026, 1, 20))
    said = {each.day.isoformat(): each.year for each in found if each.year}
    assert said == {"2024-02-29": 2024, "2024-12-31": 2025, "2025-12-31": 2026}
