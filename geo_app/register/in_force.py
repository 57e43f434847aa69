"""Which events count, as SQL: those known, not superseded, and true by the day asked for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, exists, literal_column, select
from sqlalchemy.orm import Session, aliased

from geo_app.register.models import Event, Hotspot
from geo_app.register.reading import Reading
from geo_app.register.vocabulary import ENDING_KINDS

# An alias of Event; SQLAlchemy types it as Event itself.
AnyEvent = Any


@dataclass(frozen=True)
class Known:
    """A reading as the database is asked for it: by day, and by the last event then recorded.

    Along the ledger moments never run back, so what was known on a moment is a beginning of it.
    """

    day: date
    # None is the whole ledger.
    last: int | None = None


def known(session: Session, reading: Reading) -> Known:
    if reading.known_on is None:
        return Known(reading.as_of)
    return Known(reading.as_of, last_recorded(session, reading.known_on))


def last_recorded(session: Session, moment: datetime) -> int:
    """The number of the last event recorded by a moment; 0 where there was none."""
    return (
        session.scalar(
            select(Event.number)
            .where(Event.recorded_at <= moment)
            .order_by(Event.recorded_at.desc(), Event.number.desc())
            .limit(1)
        )
        or 0
    )


def recorded(event: AnyEvent, at: Known) -> list[ColumnElement[bool]]:
    return [] if at.last is None else [event.number <= at.last]


def not_superseded(event: AnyEvent, at: Known) -> ColumnElement[bool]:
    later = aliased(Event)
    return ~exists().where(later.supersedes_id == event.id, *recorded(later, at))


def in_force(event: AnyEvent, at: Known) -> list[ColumnElement[bool]]:
    """What an event must fulfil to count in a reading."""
    return [event.placed_on <= at.day, *recorded(event, at), not_superseded(event, at)]


def latest_id(axis: str, at: Known) -> ScalarSelect[int]:
    """The last event that says something on one axis of the hotspot of the outer query.

    One look-up in the index of the axis per hotspot, whatever the number of its events.
    """
    event = aliased(Event)
    return last_of(event, getattr(event, axis).is_not(None), at)


def last_of(event: AnyEvent, condition: ColumnElement[bool], at: Known) -> ScalarSelect[int]:
    """The last event in force of the hotspot of the outer query that fulfils a condition."""
    return (
        select(event.id)
        .where(event.hotspot_id == Hotspot.id, condition, *in_force(event, at))
        .order_by(event.placed_on.desc(), event.position.desc())
        .limit(1)
        .correlate(Hotspot)
        .scalar_subquery()
    )


def is_ended(at: Known) -> ColumnElement[bool]:
    """The hotspot of the outer query was withdrawn or merged into another.

    That is no matter of a day: what was entered by mistake never was a hotspot.
    """
    event = aliased(Event)
    return exists().where(
        event.hotspot_id == Hotspot.id,
        # Word for word the condition of the index on these few rows, or SQLite does not take it.
        event.kind != literal_column("'state'"),
        event.kind.in_(ENDING_KINDS),
        *recorded(event, at),
        not_superseded(event, at),
    )
