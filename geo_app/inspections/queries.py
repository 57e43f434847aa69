"""Everything that is read about inspections: lists, their sums, what they say of a period."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from geo_app.accounts.scope import Scope
from geo_app.indicators.models import CITY
from geo_app.indicators.periods import PERIODS, Period
from geo_app.inspections.models import Inspection
from geo_app.inspections.vocabulary import LOCAL
from geo_app.ledger.clock import last_number
from geo_app.register.dates import PartialDate
from geo_app.register.entry_numbers import fill_in_numbers
from geo_app.register.in_force import is_ended, known
from geo_app.register.models import Hotspot
from geo_app.register.queries import visible
from geo_app.register.reading import Reading

# An alias of Inspection; SQLAlchemy types it as Inspection itself.
AnyInspection = Any
# A select of whatever columns; SQLAlchemy's type names each of them.
AnySelect = Any


@dataclass(frozen=True)
class Filters:
    """What lists and sums of inspections can be narrowed to."""

    period: str | None = None
    district: str | None = None
    category: str | None = None
    team: str | None = None

    def as_query(self) -> dict[str, str]:
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {name: value for name, value in values.items() if value}


EVERYTHING = Filters()
SUMMED = tuple(
    func.coalesce(func.sum(figure), 0)
    for figure in (
        Inspection.establishments_checked,
        Inspection.establishments_violating,
        Inspection.people_informed,
    )
)


@dataclass(frozen=True)
class Sums:
    inspections: int = 0
    establishments_checked: int = 0
    establishments_violating: int = 0
    people_informed: int = 0


def inspections(
    session: Session,
    *,
    scope: Scope,
    reading: Reading,
    filters: Filters = EVERYTHING,
    first: int = 0,
    length: int | None = None,
) -> list[Inspection]:
    """The inspections that count in a reading, the latest first."""
    statement = (
        counted(session, select(Inspection), scope=scope, reading=reading, filters=filters)
        .order_by(Inspection.placed_on.desc(), Inspection.number.desc())
        .offset(first)
        .limit(length)
    )
    return numbered(session, statement)


def totals(
    session: Session, *, scope: Scope, reading: Reading, filters: Filters = EVERYTHING
) -> Sums:
    """What the same inspections come to."""
    statement = counted(
        session, select(func.count(), *SUMMED), scope=scope, reading=reading, filters=filters
    )
    return Sums(*session.execute(statement).one())


def last_days(
    session: Session, hotspot_ids: Collection[int], reading: Reading
) -> dict[int, tuple[date, PartialDate]]:
    """When each of these hotspots was last inspected: certainly by which day, and as stated."""
    selected = select(
        Inspection.hotspot_id,
        Inspection.placed_on,
        Inspection.effective_from,
        Inspection.effective_to,
        Inspection.effective_precision,
    )
    statement = counted(session, selected, scope=None, reading=reading, filters=EVERYTHING)
    wanted = statement.where(Inspection.hotspot_id.in_(hotspot_ids))
    return {
        hotspot_id: (on, PartialDate(*stated))
        # A later row takes the place of an earlier one.
        for hotspot_id, on, *stated in session.execute(wanted.order_by(Inspection.placed_on))
    }


def sums_by_unit(
    session: Session, *, scope: Scope, reading: Reading, period: Period
) -> dict[str, Sums]:
    """Per district what its own teams and those of its communes did in a period.

    What the city's team did, wherever it was, stands under the city and nowhere else.
    """
    by_city = Inspection.team_level == "city"
    statement = counted(
        session,
        select(Hotspot.district_code, by_city, func.count(), *SUMMED),
        scope=scope,
        reading=reading,
        filters=Filters(period.code),
    ).group_by(Hotspot.district_code, by_city)
    found: dict[str, Sums] = {}
    for district, of_city, *figures in session.execute(statement):
        unit = CITY if of_city else district
        found[unit] = added(found.get(unit, Sums()), Sums(*figures))
    return found


def added(one: Sums, other: Sums) -> Sums:
    names = Sums.__dataclass_fields__
    return Sums(**{name: getattr(one, name) + getattr(other, name) for name in names})


def counted(
    session: Session,
    statement: AnySelect,
    *,
    scope: Scope,
    reading: Reading,
    filters: Filters,
) -> AnySelect:
    """The inspections that stand in a reading; those of a withdrawn hotspot never took place.

    Those of a merged one did: it is the same place under another name.
    """
    last = last_known(session, reading)
    return statement.join(Hotspot, Hotspot.id == Inspection.hotspot_id).where(
        Inspection.kind == "inspection",
        Inspection.placed_on <= reading.as_of,
        *recorded(Inspection, last),
        stands(Inspection, last),
        ~is_ended(known(session, reading), ("withdrawal",)),
        *visible(scope),
        *narrowed(filters),
    )


def last_known(session: Session, reading: Reading) -> int | None:
    """The number of the last inspection that a reading knows; None is all of them."""
    return None if reading.known_on is None else last_number(session, Inspection, reading.known_on)


def recorded(inspection: AnyInspection, last: int | None) -> list[ColumnElement[bool]]:
    return [] if last is None else [inspection.number <= last]


def stands(inspection: AnyInspection, last: int | None) -> ColumnElement[bool]:
    """Nobody has corrected it or taken it back, as far as number `last` tells."""
    later = aliased(Inspection)
    return ~(
        select(later.id)
        .where(later.supersedes_id == inspection.id, *recorded(later, last))
        .exists()
    )


def narrowed(filters: Filters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.period:
        conditions += wholly_inside(PERIODS[filters.period])
    if filters.district:
        conditions.append(Hotspot.district_code == filters.district)
    if filters.category:
        conditions.append(Hotspot.category == filters.category)
    if filters.team == LOCAL:
        conditions.append(Inspection.team_level != "city")
    elif filters.team:
        conditions.append(Inspection.team_level == filters.team)
    return conditions


def wholly_inside(period: Period) -> list[ColumnElement[bool]]:
    """What is only known to the year may have been in either half of it, and counts in none."""
    return [
        Inspection.effective_from >= period.starts_on,
        Inspection.effective_to <= period.ends_on,
    ]


def history(session: Session, hotspot: Hotspot, reading: Reading) -> list[Inspection]:
    """Everything recorded of the inspections of a hotspot, corrected ones included, latest first.

    What took place after the reading's day is left out, but never that something was taken back.
    """
    statement = (
        select(Inspection)
        .where(
            Inspection.hotspot_id == hotspot.id,
            (Inspection.placed_on <= reading.as_of) | (Inspection.kind == "retraction"),
            *recorded(Inspection, last_known(session, reading)),
        )
        .order_by(Inspection.placed_on.desc(), Inspection.number.desc())
    )
    return numbered(session, statement)


def numbered(session: Session, statement: AnySelect) -> list[Inspection]:
    """What is selected, with the numbers by which it and its events are called outside."""
    found = list(session.scalars(statement))
    fill_in_numbers(session, found)
    fill_in_numbers(session, [each.event for each in found if each.event])
    return found
