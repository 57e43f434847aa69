"""What became of events and of whole entries: corrected, taken back, withdrawn, merged."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from geo_app.register.in_force import known, not_superseded, recorded
from geo_app.register.models import Event, Hotspot
from geo_app.register.reading import Reading
from geo_app.register.vocabulary import ENDING_KINDS


def superseding(session: Session, hotspot: Hotspot, reading: Reading) -> dict[int, Event]:
    """By the id of each event that no longer counts: the one that corrects it or takes it back.

    That is no matter of a day: a correction may have moved the event beyond the day that is read.
    """
    statement = select(Event).where(
        Event.hotspot_id == hotspot.id,
        Event.supersedes_id.is_not(None),
        *recorded(Event, known(session, reading)),
    )
    return {event.supersedes_id or 0: event for event in session.scalars(statement)}


def ending(session: Session, hotspot: Hotspot, reading: Reading) -> Event | None:
    """The event that withdrew or merged the hotspot, where one is in force."""
    at = known(session, reading)
    statement = select(Event).where(
        Event.hotspot_id == hotspot.id,
        Event.kind.in_(ENDING_KINDS),
        *recorded(Event, at),
        not_superseded(Event, at),
    )
    return session.scalars(statement).first()
