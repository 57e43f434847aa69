from datetime import date

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from geo_app.register.dates import DateError, parse_partial_date, partial_date

TODAY = date(2024, 6, 17)


@pytest.fixture(autouse=True)
def _language(bare_app: Flask):
    with bare_app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "year"),
        ("2024-05", date(2024, 5, 1), date(2024, 5, 31), "month"),
        ("5/2024", date(2024, 5, 1), date(2024, 5, 31), "month"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2024-06-17", date(2024, 6, 17), date(2024, 6, 17), "day"),
        (" 17/6/2024 ", date(2024, 6, 17), date(2024, 6, 17), "day"),
        ("17.06.2024", date(2024, 6, 17), date(2024, 6, 17), "day"),
    ],
)
def test_a_date_is_as_precise_as_it_was_written(text, start, end, precision):
    found = parse_partial_date(text, today=TODAY)
    assert (found.start, found.end, found.precision) == (start, end, precision)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("31/02/2024", "31/02/2024"),
        ("2024-02-30", "2024-02-30"),
        ("2023-02-29", "2023-02-29"),
        ("2024-13", "2024-13"),
        ("18/6/2024", "18/6/2024"),
        ("2025", "2025"),
        ("7/2024", "7/2024"),
        ("hôm qua", "hôm qua"),
        ("17/6", "17/6"),
        ("1900", "1900"),
        ("0000-01-01", "0000-01-01"),
        ("2024-06-17T10:00", "2024-06-17T10:00"),
        ("٢٠٢٤", "٢٠٢٤"),
    ],
)
def test_what_is_no_usable_date_is_named_in_a_sentence(text, says):
    with pytest.raises(DateError) as caught:
        parse_partial_date(text, today=TODAY)
    assert says in str(caught.value)


def test_the_running_month_and_year_are_no_future():
    assert parse_partial_date("2024-06", today=TODAY).precision == "month"
    assert parse_partial_date("2024", today=TODAY).precision == "year"


@given(st.dates(min_value=date(1990, 1, 1), max_value=TODAY), st.sampled_from([1, 2, 3]))
def test_a_partial_date_is_read_back_from_its_own_text(day, parts):
    made = partial_date(*(day.year, day.month, day.day)[:parts])
    assert parse_partial_date(str(made), today=TODAY) == made


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_refused(text):
    try:
        found = parse_partial_date(text, today=TODAY)
    except DateError:
        return
    assert found.start <= found.end
    assert found.start <= TODAY
