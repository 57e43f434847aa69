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
# Made once: making an alias takes many times as long as the query that it is for.
EVENT, LATER = aliased(Event), aliased(Event)


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
    return ~exists().where(LATER.supersedes_id == event.id, *recorded(LATER, at))


def in_force(event: AnyEvent, at: Known) -> list[ColumnElement[bool]]:
    """What an event must fulfil to count in a reading."""
    return [event.placed_on <= at.day, *recorded(event, at), not_superseded(event, at)]


def latest_id(axis: str, at: Known) -> ScalarSelect[int]:
    """The last event that says something on one axis of the hotspot of the outer query.

    One look-up in the index of the axis per hotspot, whatever the number of its events.
    """
    return (
        select(EVENT.id)
        .where(
            EVENT.hotspot_id == Hotspot.id,
            getattr(EVENT, axis).is_not(None),
            *in_force(EVENT, at),
        )
        .order_by(EVENT.placed_on.desc(), EVENT.position.desc())
        .limit(1)
        .correlate(Hotspot)
        .scalar_subquery()
    )


def is_ended(at: Known) -> ColumnElement[bool]:
    """The hotspot of the outer query was withdrawn or merged into another.

    That is no matter of a day: what was entered by mistake never was a hotspot.
    """
    return exists().where(
        EVENT.hotspot_id == Hotspot.id,
        # Word for word the condition of the index on these few rows, or SQLite does not take it.
        EVENT.kind != literal_column("'state'"),
        EVENT.kind.in_(ENDING_KINDS),
        *recorded(EVENT, at),
        not_superseded(EVENT, at),
    )
