"""Episodes and their months, against a count of days that knows no shortcut."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo_app.register.dates import PartialDate, partial_date
from geo_app.register.episodes import Happening, Months, episodes, months_between, whole_months
from geo_app.register.models import Event
from geo_app.register.transitions import START, allowed_after

pytestmark = pytest.mark.both_databases


def happened(clearance, *when, placed_on=None, level=None):
    on = partial_date(*when)
    return Event(
        effective_from=on.start,
        effective_to=on.end,
        effective_precision=on.precision,
        placed_on=placed_on or on.end,
        clearance=clearance,
        level=level,
    )


def told(*events):
    """Each episode as its dates, with the months that led to clearance and to recurrence."""
    return [
        (
            *(str(each.on) if each else None for each in (e.opened, e.cleared, e.handed_over)),
            months(e.months_to_clear),
            months(e.months_since_clearance),
        )
        for e in episodes(events)
    ]


def months(found):
    return found and (found.least, found.most)


def test_a_recurrence_opens_an_episode_that_follows_the_last():
    found = episodes(
        [
            happened("not_cleared", 2020, 1, 15),
            happened("cleared", 2020, 4, 15),
            happened("handed_over", 2020, 6),
            happened("recurred", 2022, 8, 14),
            happened("cleared", 2022, 9, 14),
        ]
    )
    assert [each.number for each in found] == [1, 2]
    assert found[1].follows is found[0]
    assert found[0].follows is None
    assert found[0].months_to_clear == Months(3, 3)
    assert found[1].months_since_clearance == Months(27, 27)
    assert found[1].months_to_clear == Months(1, 1)


def test_stating_again_opens_nothing_and_moves_nothing():
    assert told(
        happened("not_cleared", 2020),
        happened("not_cleared", 2021),
        happened("cleared", 2022, 1, 1),
        happened("cleared", 2022, 7, 1),
        happened("recurred", 2023, 1, 1),
        happened(None, 2023, 2, 1, level="complex"),
        happened("recurred", 2023, 5, 1),
    ) == [
        ("2020", "2022-01-01", None, (12, 24), None),
        ("2023-01-01", None, None, None, (12, 12)),
    ]


def test_months_are_a_range_where_the_dates_leave_one():
    assert told(
        happened("not_cleared", 2019, 3),
        happened("cleared", 2021),
        happened("recurred", 2023, 5),
    ) == [("2019-03", "2021", None, (21, 33), None), ("2023-05", None, None, None, (16, 28))]


def test_a_year_that_was_recorded_before_its_end_reaches_only_to_that_day():
    cleared = happened("cleared", 2024, placed_on=date(2024, 6, 17))
    assert told(happened("not_cleared", 2024, 2, 5), cleared)[0][3] == (0, 4)


def test_what_stood_cleared_when_it_was_first_recorded_has_no_opening():
    """As the eight of Appendix III: the plan names the year of the handover and no more."""
    assert told(
        happened("handed_over", 2021),
        happened(None, 2024, 2, 5, level="unverified"),
        happened("recurred", 2025, 4),
    ) == [
        (None, None, "2021", None, None),
        # It was cleared by the end of 2021 at the latest; how long before, nobody recorded.
        ("2025-04", None, None, None, (39, None)),
    ]


def test_a_hotspot_that_is_known_by_its_level_alone_is_open():
    assert told(happened(None, 2024, 3, 1, level="active"), happened("cleared", 2024, 5, 1)) == [
        ("2024-03-01", "2024-05-01", None, (2, 2), None)
    ]


def test_nothing_recorded_is_no_episode():
    assert episodes([]) == []


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2023, 1, 31), date(2023, 2, 28), 1),
        (date(2024, 1, 31), date(2024, 2, 28), 0),
        (date(2024, 1, 31), date(2024, 2, 29), 1),
        (date(2023, 12, 31), date(2024, 1, 30), 0),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
        (date(2024, 5, 17), date(2024, 5, 17), 0),
    ],
)
def test_a_month_is_full_on_the_same_day_or_the_last_of_a_shorter_one(start, end, expected):
    assert whole_months(start, end) == expected


DAYS = st.dates(date(2019, 1, 1), date(2026, 12, 31))


def months_counted(start: date, end: date) -> int:
    """Day by day: a month is full when the day of the start, or the last one, has come again."""
    full, day = 0, start
    while day < end:
        day += timedelta(days=1)
        last_of_month = (day + timedelta(days=1)).day == 1
        if day.day == start.day or (last_of_month and day.day < start.day):
            full += 1
    return full


@settings(deadline=None)
@given(DAYS, st.integers(0, 1200))
def test_whole_months_are_those_counted_day_by_day(start, length):
    end = start + timedelta(days=length)
    assert whole_months(start, end) == months_counted(start, end)


@st.composite
def known_roughly(draw, on: date) -> Happening:
    """Something of a day, known only to lie within some days around it."""
    since = on - timedelta(days=draw(st.integers(0, 40)))
    until = on + timedelta(days=draw(st.integers(0, 40)))
    return Happening(PartialDate(since, until, "day"), since, until)


@settings(max_examples=40, deadline=None)
@given(st.data(), DAYS, st.integers(0, 500))
def test_the_range_of_months_is_that_of_all_days_which_may_be_meant(data, first, apart):
    earlier = data.draw(known_roughly(first))
    later = data.draw(known_roughly(first + timedelta(days=apart)))
    possible = {
        whole_months(one, other)
        for one in days_of(earlier)
        for other in days_of(later)
        if one <= other
    }
    found = months_between(earlier, later)
    assert (found.least, found.most) == (min(possible), max(possible))


def days_of(happening: Happening) -> list[date]:
    length = (happening.until - happening.since).days
    return [happening.since + timedelta(days=each) for each in range(length + 1)]


@st.composite
def allowed_sequences(draw) -> list[Event]:
    """Clearances that may follow one another, each on a later day than the last."""
    stands, day, found = START, date(2019, 1, 1), []
    for _each in range(draw(st.integers(1, 12))):
        again = () if stands == START else (stands,)
        stands = draw(st.sampled_from([*allowed_after(stands), *again]))
        day += timedelta(days=draw(st.integers(1, 200)))
        found.append(happened(stands, day.year, day.month, day.day))
    return found


@settings(deadline=None)
@given(allowed_sequences())
def test_episodes_are_the_turns_to_recurrence_that_a_walk_over_the_days_meets(events):
    by_day = {event.placed_on: event.clearance for event in events}
    states, day = [], events[0].placed_on
    while day <= events[-1].placed_on:
        states.append(by_day.get(day, states[-1] if states else None))
        day += timedelta(days=1)
    turns = sum(
        after == "recurred" and before in {"cleared", "handed_over"}
        for before, after in pairwise(states)
    )
    found = episodes(events)
    assert len(found) == turns + 1
    assert [each.follows for each in found] == [None, *found[:-1]]
