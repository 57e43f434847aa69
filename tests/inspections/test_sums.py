"""Lists and sums of inspections are those of a plain count in Python, for any ledger of them."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from geo_app.indicators.models import CITY
from geo_app.indicators.periods import PERIODS
from geo_app.inspections import queries
from geo_app.inspections.models import Inspection
from geo_app.inspections.queries import Filters, Sums
from geo_app.inspections.vocabulary import LOCAL, TEAM_CHOICES, TEAM_LEVELS
from geo_app.register.models import Hotspot
from geo_app.register.reading import Reading

pytestmark = pytest.mark.both_databases


@dataclass(frozen=True)
class Row:
    """An inspection as the plain count sees it; `ends` is the index of the row it supersedes."""

    code: str
    team: str
    start: date
    end: date
    figures: tuple[int, int, int]
    ends: int | None
    retraction: bool


DISTRICTS = {"PL2-I-1": "020", "PL2-II-1": "008", "PL3-I-2": "268"}
CATEGORIES = {"PL2-I-1": "establishment", "PL2-II-1": "public_place", "PL3-I-2": "establishment"}
BEGIN = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)


@st.composite
def ledgers(draw):
    """Inspections in the order of recording; some correct or take back an earlier one."""
    rows, open_rows = [], []
    for index in range(draw(st.integers(0, 10))):
        ends = draw(st.one_of(st.none(), st.sampled_from(open_rows))) if open_rows else None
        retraction = ends is not None and draw(st.booleans())
        start = draw(st.dates(date(2023, 12, 1), date(2025, 1, 31)))
        days = draw(st.sampled_from([0, 0, 0, 29, 364]))
        checked = draw(st.integers(0, 40))
        figures = (checked, draw(st.integers(0, checked)), draw(st.integers(0, 90)))
        code = draw(st.sampled_from(sorted(DISTRICTS))) if ends is None else rows[ends].code
        team = draw(st.sampled_from(TEAM_LEVELS))
        end = start + timedelta(days)
        rows.append(Row(code, team, start, end, figures, ends, retraction))
        if ends is not None:
            open_rows.remove(ends)
        if not retraction:
            open_rows.append(index)
    return rows


@dataclass(frozen=True)
class Question:
    """What is asked: as of a day, as known after so many rows, by whom, narrowed how."""

    as_of: date
    known: int
    scope: frozenset[str] | None
    filters: Filters

    @property
    def reading(self):
        return Reading(self.as_of, BEGIN + timedelta(minutes=self.known - 1, seconds=1))


def counted_plainly(rows, question):
    rows, filters, scope = rows[: question.known], question.filters, question.scope
    ended = {row.ends for row in rows}
    period = PERIODS.get(filters.period)
    teams = {None: set(TEAM_LEVELS), LOCAL: {"district", "commune"}}
    return [
        row
        for index, row in enumerate(rows)
        if not row.retraction
        and index not in ended
        and row.end <= question.as_of
        and (scope is None or DISTRICTS[row.code] in scope)
        and filters.district in {None, DISTRICTS[row.code]}
        and filters.category in {None, CATEGORIES[row.code]}
        and row.team in teams.get(filters.team, {filters.team})
        and (period is None or (period.starts_on <= row.start and row.end <= period.ends_on))
    ]


def sums_of(rows):
    return Sums(len(rows), *(sum(row.figures[place] for row in rows) for place in range(3)))


def store(session, rows):
    places = dict(session.execute(select(Hotspot.code, Hotspot.id)).all())
    stored = []
    for minute, row in enumerate(rows):
        figures = (None, None, None) if row.retraction else row.figures
        inspection = Inspection(
            hotspot_id=places[row.code],
            kind="retraction" if row.retraction else "inspection",
            effective_from=row.start,
            effective_to=row.end,
            effective_precision="day",
            placed_on=row.end,
            recorded_at=BEGIN + timedelta(minutes=minute),
            team_level=None if row.retraction else row.team,
            establishments_checked=figures[0],
            establishments_violating=figures[1],
            people_informed=figures[2],
            supersedes_id=None if row.ends is None else stored[row.ends].id,
        )
        session.add(inspection)
        session.flush()
        stored.append(inspection)
    return [each.id for each in stored]


def maybe(strategy):
    return st.one_of(st.none(), strategy)


QUESTIONS = st.builds(
    Question,
    as_of=st.dates(date(2024, 1, 1), date(2026, 3, 1)),
    known=st.integers(0, 10),
    scope=maybe(st.frozensets(st.sampled_from(sorted(DISTRICTS.values())))),
    filters=st.builds(
        Filters,
        period=maybe(st.sampled_from(sorted(PERIODS))),
        district=maybe(st.sampled_from(sorted(DISTRICTS.values()))),
        category=maybe(st.sampled_from(["establishment", "public_place"])),
        team=maybe(st.sampled_from(sorted(TEAM_CHOICES))),
    ),
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=ledgers(), question=QUESTIONS)
def test_lists_and_sums_are_those_of_a_plain_count(app, rows, question):
    expected = counted_plainly(rows, question)
    asked = {"scope": question.scope, "reading": question.reading}
    with Session(app.extensions["database"].engine) as session:
        numbers = store(session, rows)
        found = queries.inspections(session, **asked, filters=question.filters)
        assert sorted(each.id for each in found) == [
            numbers[index]
            for index, row in enumerate(rows)
            if any(row is each for each in expected)
        ]
        assert queries.totals(session, **asked, filters=question.filters) == sums_of(expected)
        for period in PERIODS.values():
            inside = counted_plainly(rows, replace(question, filters=Filters(period.code)))
            assert queries.sums_by_unit(session, **asked, period=period) == by_unit(inside)
        # Nothing of it is kept: the next example begins with the plan again.
        session.rollback()


def by_unit(rows):
    units = [CITY if row.team == "city" else DISTRICTS[row.code] for row in rows]
    pairs = list(zip(units, rows, strict=True))
    return {unit: sums_of([row for its, row in pairs if its == unit]) for unit in units}
