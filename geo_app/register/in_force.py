"""Which events count, as SQL: those known, not superseded, and true by the day asked for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnCollection,
    ColumnElement,
    FromClause,
    Select,
    and_,
    exists,
    func,
    literal_column,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.orm import Session, aliased

from geo_app.ledger.clock import last_number
from geo_app.register.models import Event, Hotspot
from geo_app.register.reading import Reading
from geo_app.register.vocabulary import ENDING_KINDS, UNSAID

# What a change is shown with.
WHEN = ("effective_from", "effective_precision")
# An alias of Event; SQLAlchemy types it as Event itself.
AnyEvent = Any
# Made once: making an alias takes many times as long as the query that it is for.
EVENT, EARLIER, LATER = aliased(Event), aliased(Event), aliased(Event)


@dataclass(frozen=True)
class Known:
    """A reading as the database is asked for it: by day, and by the last event then recorded.

    Along the ledger moments never run back, so what was known on a moment is a beginning of it.
    """

    day: date
    # None is the whole ledger.
    last: int | None = None
    # Whether the database can join a look-up that depends on the row it is joined to.
    lateral: bool = False


def known(session: Session, reading: Reading) -> Known:
    last = None if reading.known_on is None else last_number(session, Event, reading.known_on)
    return Known(reading.as_of, last, session.get_bind().dialect.name == "postgresql")


def recorded(event: AnyEvent, at: Known) -> list[ColumnElement[bool]]:
    return [] if at.last is None else [event.number <= at.last]


def not_superseded(event: AnyEvent, at: Known) -> ColumnElement[bool]:
    return ~exists().where(LATER.supersedes_id == event.id, *recorded(LATER, at))


def in_force(event: AnyEvent, at: Known) -> list[ColumnElement[bool]]:
    """What an event must fulfil to count in a reading."""
    return [event.placed_on <= at.day, *recorded(event, at), not_superseded(event, at)]


def with_last(
    hotspots: Select[Any],
    name: str,
    says: Callable[[AnyEvent], ColumnElement[bool]],
    columns: Iterable[str],
    at: Known,
) -> tuple[Select[Any], ColumnCollection[str, Any]]:
    """Join to each hotspot the last of its events in force that says something.

    One look-up in an index per hotspot, whatever the number of its events. Joined from the
    outside: of a hotspot that has no such event, the columns are NULL. PostgreSQL takes the values
    out of the look-up itself. SQLite knows no LATERAL and takes them by the event's number, which
    PostgreSQL would do by reading the whole table.
    """
    found = (
        select(EVENT.id, *(getattr(EVENT, column) for column in columns))
        .where(EVENT.hotspot_id == Hotspot.id, says(EVENT), *in_force(EVENT, at))
        .order_by(EVENT.placed_on.desc(), EVENT.position.desc())
        .limit(1)
        .correlate(Hotspot)
    )
    if at.lateral:
        said: FromClause = found.lateral(name)
        return hotspots.join(said, true(), isouter=True), said.c
    said = table_named(name)
    chosen = found.with_only_columns(EVENT.id).scalar_subquery()
    return hotspots.join(said, said.c.id == chosen, isouter=True), said.c


@cache
def table_named(name: str) -> FromClause:
    return Event.__table__.alias(name)


def with_states(
    hotspots: Select[Any], at: Known
) -> tuple[Select[Any], ColumnCollection[str, Any], ColumnCollection[str, Any]]:
    """Join to each hotspot the event that decides its level, and the one of its clearance."""
    placed = hotspots.select_from(Hotspot)
    placed, level = with_last(
        placed, "level_event", lambda event: event.level.is_not(None), ("level",), at
    )
    placed, clearance = with_last(
        placed, "clearance_event", lambda event: event.clearance.is_not(None), ("clearance",), at
    )
    return placed, level, clearance


def with_last_change(
    hotspots: Select[Any], at: Known
) -> tuple[Select[Any], ColumnCollection[str, Any]]:
    """Join to each hotspot the last event that made its state another, or its first one.

    To say once more what stands changes nothing, nor does a level that is not verified where
    nobody had said one: a place handed over in 2016 did not change when the plan named it.
    """
    return with_last(hotspots, "change_event", lambda event: changes_state(event, at), WHEN, at)


def changes_state(event: AnyEvent, at: Known) -> ColumnElement[bool]:
    here = tuple_(event.placed_on, event.position)
    before = [
        EARLIER.hotspot_id == event.hotspot_id,
        tuple_(EARLIER.placed_on, EARLIER.position) < here,
        *in_force(EARLIER, at),
    ]

    def stood(axis: str) -> ColumnElement[Any]:
        said = getattr(EARLIER, axis)
        found = (
            select(said)
            .where(said.is_not(None), *before)
            .order_by(EARLIER.placed_on.desc(), EARLIER.position.desc())
            .limit(1)
            .correlate(event)
            .scalar_subquery()
        )
        return func.coalesce(found, UNSAID[axis])

    is_first = ~exists().where(EARLIER.kind == "state", *before).correlate(event)
    changed = [getattr(event, axis) != stood(axis) for axis in UNSAID]
    return and_(event.kind == "state", or_(*changed, is_first))


def is_ended(at: Known, kinds: tuple[str, ...] = ENDING_KINDS) -> ColumnElement[bool]:
    """The hotspot of the outer query was withdrawn or merged into another.

    That is no matter of a day: what was entered by mistake never was a hotspot.
    """
    return exists().where(
        EVENT.hotspot_id == Hotspot.id,
        # Word for word the condition of the index on these few rows, or SQLite does not take it.
        EVENT.kind != literal_column("'state'"),
        EVENT.kind.in_(kinds),
        *recorded(EVENT, at),
        not_superseded(EVENT, at),
    )
