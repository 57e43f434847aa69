"""What an inspection found, level and clearance, as an event of its hotspot: entered once."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from geo_app.accounts import audit
from geo_app.accounts.scope import Scope
from geo_app.i18n import today
from geo_app.inspections.models import Inspection
from geo_app.inspections.rules import NewInspection
from geo_app.register.actions import record
from geo_app.register.dates import partial_date
from geo_app.register.models import Event
from geo_app.register.rules import NewEvent

Found = tuple[str | None, str | None]
NOTHING: Found = (None, None)


def follow_findings(
    session: Session,
    code: str,
    new: NewInspection,
    corrected: Inspection | None,
    *,
    actor: audit.Actor,
    scope: Scope,
) -> int | None:
    """Record, correct or take back the event for what was found; its number, or None."""
    earlier = corrected.event if corrected else None
    event = event_for(session, new, earlier)
    if event is None:
        return earlier.id if earlier and found_by(new) != NOTHING else None
    made = record(
        session,
        code,
        event,
        actor=actor,
        scope=scope,
        version=None,
        refuse_repeated=allow_repeated,
    ).event
    return made.id if event.kind == "state" else None


def allow_repeated(_valid: list[Event], _new: NewEvent) -> None:
    """Each inspection has an event of its own, which goes with it when it is taken back."""


def event_for(session: Session, new: NewInspection, earlier: Event | None) -> NewEvent | None:
    """What has to be recorded in the history of the hotspot; None where nothing has."""
    supersedes = earlier.entry_number if earlier and is_in_force(session, earlier) else None
    if found_by(new) == NOTHING:
        # An event that somebody corrected in the history no longer depends on the inspection.
        if supersedes is None:
            return None
        day = today()
        on = partial_date(day.year, day.month, day.day)
        return NewEvent(on, kind="retraction", reason=new.reason, supersedes=supersedes)
    same = earlier is not None and found_by(new) == found_by(earlier)
    if earlier and same and (supersedes is None or agrees(earlier, new)):
        return None
    return NewEvent(
        new.effective,
        level=new.level,
        clearance=new.clearance,
        basis=new.basis,
        note=new.note,
        reason=new.reason if supersedes else None,
        supersedes=supersedes,
    )


def found_by(said: NewInspection | Event) -> Found:
    return (said.level, said.clearance)


def is_in_force(session: Session, event: Event) -> bool:
    later = select(Event.id).where(Event.supersedes_id == event.id)
    return session.scalar(later) is None


def agrees(event: Event, new: NewInspection) -> bool:
    return (event.effective_from, event.effective_to, event.basis, event.note) == (
        new.effective.start,
        new.effective.end,
        new.basis,
        new.note,
    )
