"""The day and the moment in an address: how they are read, and what is said of a wrong one."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from geo_app.errors import UnanswerableError
from geo_app.i18n import HANOI
from geo_app.register.reading import Reading, now_reading, reading_from, written

TODAY = date(2024, 6, 20)
END_OF_THE_17TH = datetime(2024, 6, 17, 16, 59, 59, 999999, UTC)
EIGHT = datetime(2024, 6, 17, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_the_20th(bare_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("geo_app.register.reading.today", lambda: TODAY)
    with bare_app.test_request_context():
        yield


def known_on(text: str) -> datetime | None:
    return reading_from({"known_on": text}).known_on


def refused(**values: str) -> dict[str, str]:
    with pytest.raises(UnanswerableError) as caught:
        reading_from(values)
    return {name: str(sentence) for name, sentence in caught.value.errors.items()}


def test_an_address_that_names_nothing_is_read_now() -> None:
    for values in ({}, {"as_of": "", "known_on": ""}, {"as_of": "  ", "other": "x"}):
        reading = reading_from(values)
        assert reading == now_reading() == Reading(TODAY, None, is_today=True)
        assert reading.is_now
        assert reading.as_query() == {}


@pytest.mark.parametrize("text", ["2024-06-17", "17/6/2024", "17.06.2024", " 17-6-2024 "])
def test_a_day_is_read_as_it_is_written(text: str) -> None:
    reading = reading_from({"as_of": text})
    assert (reading.as_of, reading.is_today, reading.is_now) == (date(2024, 6, 17), False, False)
    assert reading.as_query() == {"as_of": "2024-06-17"}


@pytest.mark.parametrize("text", ["2024-06-17", "17/6/2024", " 17.6.2024 "])
def test_a_day_alone_is_known_to_its_end_in_hanoi(text: str) -> None:
    assert known_on(text) == END_OF_THE_17TH
    assert written(END_OF_THE_17TH) == "2024-06-17", "an address stays as short as people write it"


@pytest.mark.parametrize(
    "text",
    [
        "2024-06-17T08:00",
        "2024-06-17T8:00",
        "2024-06-17 08:00:00",
        "2024-6-17T08:00:00.000",
        "17/6/2024 8:00",
        "17/6/2024, 08:00",
        "08:00, 17/6/2024",
        "8:00:00, 17-06-2024",
        "2024-06-17T08:00+07:00",
        "2024-06-17T01:00Z",
        "2024-06-16T20:00:00-05:00",
        "2024-06-17 06:45+05:45",
    ],
)
def test_a_moment_is_read_in_the_time_of_hanoi_unless_it_names_a_zone(text: str) -> None:
    assert known_on(text) == EIGHT


@pytest.mark.parametrize(
    ("text", "microsecond"), [(".5", 500000), (".000001", 1), (".123456", 123456)]
)
def test_a_part_of_a_second_is_kept(text: str, microsecond: int) -> None:
    assert known_on(f"2024-06-17T08:00:00{text}") == EIGHT.replace(microsecond=microsecond)


@pytest.mark.parametrize(
    "text",
    [
        "hôm qua", "2024", "2024-06", "6/2024", "08:00", "2024-06-17T", "2024-06-17T08",
        "2024-06-17T08:00:00.1234567", "2024-06-17T08:00 +07:00", "2024-06-17T08:00+7",
        "17/6/2024T08:00Zulu", "08:00 17/6/2024", "2024-06-17T٠٨:00", "2024-06-17\x00", "x" * 5000,
        # No such hour, no such day, no such zone.
        "2024-06-17T24:00", "2024-06-17T08:60", "2024-06-17T08:00:60", "99:99, 17/6/2024",
        "2024-06-31", "31/6/2024 08:00", "2023-02-29T08:00", "0000-01-01", "1899-01-01",
        "2024-06-17T08:00+99:99", "2024-06-17T08:00-24:00", "2024-06-17T08:00+24:00",
        # Not yet.
        "2024-06-21", "21/6/2024 00:00", "9999-12-31",
    ],
)  # fmt: skip
def test_what_is_no_moment_is_a_sentence_at_its_field(text: str) -> None:
    said = refused(known_on=text)
    assert list(said) == ["known_on"]
    assert 0 < len(said["known_on"]) < 300


@pytest.mark.parametrize("text", ["2024-06", "2024", "hôm nay", "2024-06-17T08:00", "2024-06-21"])
def test_what_is_no_day_is_a_sentence_at_its_field(text: str) -> None:
    assert list(refused(as_of=text)) == ["as_of"]


def test_each_wrong_part_is_named() -> None:
    assert set(refused(as_of="x", known_on="y")) == {"as_of", "known_on"}


def test_today_is_today_however_it_is_written() -> None:
    assert reading_from({"as_of": "20/6/2024"}) == now_reading()
    known = reading_from({"as_of": "2024-06-20", "known_on": "2024-06-20T08:00"})
    assert (known.is_today, known.is_now) == (True, False)


GRAINS = tuple(timedelta(**{unit: 1}) for unit in ("microseconds", "seconds", "minutes"))


@given(st.integers(0, 500_000_000), st.sampled_from(GRAINS))
def test_a_moment_is_written_so_that_it_is_read_back(steps: int, grain: timedelta) -> None:
    back = datetime(2024, 6, 19, 23, tzinfo=HANOI)
    moment = max(back - steps * grain, datetime(1990, 1, 2, tzinfo=HANOI)).astimezone(UTC)
    reading = Reading(date(2024, 6, 17), moment)
    assert reading_from(reading.as_query()) == reading
    assert "+" not in written(moment), "a plus would be read as a space in an address"


@given(st.text() | st.text("0123456789-/:TZ+., ", max_size=30))
def test_whatever_is_written_is_a_moment_or_a_sentence(text: str) -> None:
    with suppress(UnanswerableError):
        found = known_on(text)
        assert found is None or found.tzinfo is UTC
