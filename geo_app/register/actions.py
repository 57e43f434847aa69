"""Everything that writes to the register: one transaction and one audit row each."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from geo_app.accounts import audit
from geo_app.db import Database, now
from geo_app.errors import StaleError
from geo_app.register import queries
from geo_app.register.dates import PartialDate
from geo_app.register.models import Event, Hotspot
from geo_app.register.rules import NewEvent


def record_event(
    database: Database,
    code: str,
    new: NewEvent,
    *,
    actor: audit.Actor,
    scope: queries.Scope,
    version: int | None,
) -> Event:
    """Add an event to a hotspot's history.

    `version` is the one on which the writer based the change; None writes on whatever stands.
    A stale version raises `StaleError` with the hotspot as it is now, and changes nothing.
    """
    with database.transaction() as session:
        found = queries.standing(session, code, scope=scope)
        before = state(found)
        raise_version(session, found, version)
        event = Event(
            hotspot_id=found.hotspot.id,
            effective_from=new.effective.start,
            effective_to=new.effective.end,
            effective_precision=new.effective.precision,
            placed_on=place_of(session, found.hotspot, new.effective),
            recorded_at=now(),
            recorded_by_id=actor.user_id,
            level=new.level,
            clearance=new.clearance,
            basis=new.basis,
            note=new.note,
        )
        session.add(event)
        session.flush()
        after = state(queries.standing(session, code, scope=scope))
        audit.record(
            session,
            actor,
            "event.record",
            f"hotspot/{code}",
            before=before,
            after={**after, "event": event.id, "effective_on": str(new.effective)},
        )
    return event


def confirm_place(
    database: Database,
    code: str,
    *,
    actor: audit.Actor,
    scope: queries.Scope,
    version: int | None,
) -> None:
    """Note that somebody compared the place on the map with the place in the world."""
    with database.transaction() as session:
        found = queries.standing(session, code, scope=scope)
        raise_version(session, found, version)
        hotspot = session.get_one(Hotspot, found.hotspot.id)
        hotspot.place_confirmed_at = now()
        hotspot.place_confirmed_by_id = actor.user_id
        audit.record(session, actor, "place.confirm", f"hotspot/{code}", after={"confirmed": True})


def raise_version(session: Session, found: queries.Standing, version: int | None) -> None:
    """Take the next version, unless somebody else took it since `version` was read."""
    expected = found.hotspot.version if version is None else version
    taken: Any = session.execute(
        update(Hotspot)
        .where(Hotspot.id == found.hotspot.id, Hotspot.version == expected)
        .values(version=Hotspot.version + 1)
        .execution_options(synchronize_session="fetch")
    )
    if taken.rowcount != 1:
        # The winner may have saved after `found` was read; let the loser see what stands now.
        session.expire_all()
        current = queries.standing(session, found.hotspot.code, scope=None)
        session.expunge_all()
        raise StaleError(
            _(
                "Somebody else has saved a change to this hotspot since you opened it. "
                "Nothing of yours was saved yet; look at what they saved, then save again."
            ),
            current=current,
        )


def place_of(session: Session, hotspot: Hotspot, effective: PartialDate) -> date:
    """Where an event stands in the history; see `Event`.

    A day stands on itself. A month or a year stands after everything which is already known
    to lie inside it: whoever records it knows of that and says what became true later.
    """
    if effective.precision == "day":
        return effective.start
    last_inside = session.scalar(
        select(func.max(Event.placed_on)).where(
            Event.hotspot_id == hotspot.id,
            Event.placed_on.between(effective.start, effective.end),
        )
    )
    return last_inside or effective.start


def state(standing: queries.Standing) -> dict[str, Any]:
    return {
        "level": standing.level,
        "clearance": standing.clearance,
        "version": standing.hotspot.version,
    }
