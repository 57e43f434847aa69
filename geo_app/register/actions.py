"""Everything that writes to the register: one transaction and one audit row each."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update
from sqlalchemy.orm import Session

from geo_app.accounts import audit
from geo_app.accounts.permissions import Action
from geo_app.accounts.scope import Scope
from geo_app.accounts.still_allowed import refuse_unless_allowed
from geo_app.db import Database, now
from geo_app.errors import StaleError
from geo_app.ledger import journal
from geo_app.register import queries
from geo_app.register.adding import add_with_first_event
from geo_app.register.dates import PartialDate
from geo_app.register.finding import find_place
from geo_app.register.models import Event, Hotspot
from geo_app.register.new_hotspots import NewHotspot
from geo_app.register.recorded_before import RefuseRepeated, refuse_recorded_before
from geo_app.register.recording import add_event, events_in_force
from geo_app.register.rules import NewEvent
from geo_app.register.vocabulary import ENDING_KINDS

AUDITED_AS = {
    "state": "event.record",
    "retraction": "event.take_back",
    "withdrawal": "hotspot.withdraw",
    "merge": "hotspot.merge",
}


def record_event(
    database: Database,
    code: str,
    new: NewEvent,
    *,
    actor: audit.Actor,
    scope: Scope,
    version: int | None,
) -> Event:
    """Add an event to a hotspot's history.

    `version` is the one on which the writer based the change; None writes on whatever stands.
    A stale version raises `StaleError` with the hotspot as it is now, a broken rule `RuleError`;
    neither changes anything.
    """
    with database.transaction() as session:
        return record(session, code, new, actor=actor, scope=scope, version=version).event


def add_hotspot(
    database: Database, new: NewHotspot, *, actor: audit.Actor, scope: Scope
) -> tuple[Hotspot, Event]:
    """Add a hotspot with its first event.

    A `LikelyDuplicateError` names hotspots which it may be, unless the new one differs from them
    all; a broken rule is a `RuleError`.
    """
    place = find_place(new.described).located
    with database.transaction() as session:
        refuse_unless_allowed(session, actor, Action.ADD_HOTSPOT, scope=scope)
        hotspot, event = add_with_first_event(
            session, new, place, actor_id=actor.user_id, scope=scope
        )
        subject = f"hotspot/{hotspot.code}"
        entered = {
            "name": hotspot.name,
            "district": hotspot.district_code,
            "place": new.described.place,
            "precision": hotspot.place_precision,
            "different_from": sorted(new.different_from),
        }
        audit.record(session, actor, "hotspot.add", subject, after=entered)
        stands = state(queries.standing(session, hotspot.code, scope=scope, ended=True))
        said = {**stands, "event": event.id, "effective_on": str(new.first.effective)}
        audit.record(session, actor, AUDITED_AS["state"], subject, after=said)
    return hotspot, event


@dataclass(frozen=True)
class Recorded:
    """An event with the state of its hotspot before and after it."""

    event: Event
    before: queries.Standing
    after: queries.Standing


def record(
    session: Session,
    code: str,
    new: NewEvent,
    *,
    actor: audit.Actor,
    scope: Scope,
    version: int | None,
    refuse_repeated: RefuseRepeated = refuse_recorded_before,
) -> Recorded:
    """One event with its audit row, in a transaction that the caller owns."""
    found = queries.standing(session, code, scope=scope, ended=True)
    written = write(
        session,
        found,
        new,
        actor=actor,
        scope=scope,
        version=version,
        refuse_repeated=refuse_repeated,
    )
    stands = queries.standing(session, code, scope=scope, ended=True)
    return audited(session, written, stands, actor)


@dataclass(frozen=True)
class Written:
    """An event that has no audit row yet, with what stood before it."""

    event: Event
    new: NewEvent
    found: queries.Standing
    before: dict[str, Any]


def write(
    session: Session,
    found: queries.Standing,
    new: NewEvent,
    *,
    actor: audit.Actor,
    scope: Scope,
    version: int | None,
    refuse_repeated: RefuseRepeated,
) -> Written:
    refuse_unless_allowed(session, actor, Action.RECORD_EVENT, scope=scope)
    before = state(found)
    refuse_stale(session, found, version)
    valid = events_in_force(session, found.hotspot)
    refuse_repeated(valid, new)
    raise_version(session, found)
    event = add_event(session, found.hotspot, new, valid, actor_id=actor.user_id, scope=scope)
    if event.supersedes is not None:
        before |= stated(event.supersedes)
    if {event.kind, event.supersedes.kind if event.supersedes else ""} & set(ENDING_KINDS):
        refuse_unless_allowed(session, actor, Action.END_HOTSPOT, scope=scope)
    return Written(event, new, found, before)


def audited(
    session: Session, written: Written, stands: queries.Standing, actor: audit.Actor
) -> Recorded:
    new, event = written.new, written.event
    after = {**state(stands), "event": event.id}
    if new.kind == "state":
        after |= stated(event) if new.supersedes else {"effective_on": str(new.effective)}
    # The audit names events by the ledger's numbers, as no page does: it is of the whole city.
    said = {"supersedes": event.supersedes_id, "merged_into": new.merged_into}
    after |= {name: value for name, value in said.items() if value is not None}
    action = "event.correct" if new.kind == "state" and new.supersedes else AUDITED_AS[new.kind]
    subject = f"hotspot/{stands.hotspot.code}"
    audit.record(session, actor, action, subject, before=written.before, after=after)
    return Recorded(event, written.found, stands)


def confirm_place(
    database: Database,
    code: str,
    *,
    actor: audit.Actor,
    scope: Scope,
    version: int | None,
) -> None:
    """Note that somebody compared the place on the map with the place in the world."""
    with database.transaction() as session:
        refuse_unless_allowed(session, actor, Action.CONFIRM_PLACE, scope=scope)
        found = queries.standing(session, code, scope=scope)
        refuse_stale(session, found, version)
        raise_version(session, found)
        hotspot = session.get_one(Hotspot, found.hotspot.id)
        before = as_confirmed(hotspot)
        hotspot.place_confirmed_at = now()
        hotspot.place_confirmed_by_id = actor.user_id
        audit.record(
            session,
            actor,
            "place.confirm",
            f"hotspot/{code}",
            before=before,
            after=as_confirmed(hotspot),
        )


def as_confirmed(hotspot: Hotspot) -> dict[str, Any]:
    moment = hotspot.place_confirmed_at
    return {"confirmed": moment is not None, "confirmed_at": moment.isoformat() if moment else None}


def refuse_stale(session: Session, found: queries.Standing, version: int | None) -> None:
    """Refuse what is based on another version; None is based on none."""
    if version is not None and version != found.hotspot.version:
        raise stale(session, found)


def raise_version(session: Session, found: queries.Standing) -> None:
    expected = found.hotspot.version
    taken: Any = session.execute(
        update(Hotspot)
        .where(Hotspot.id == found.hotspot.id, Hotspot.version == expected)
        .values(version=expected + 1)
        .execution_options(synchronize_session="fetch", journaled=True)
    )
    if taken.rowcount != 1:
        raise stale(session, found)
    journal.note(session, found.hotspot)


def stale(session: Session, found: queries.Standing) -> StaleError:
    # What was read must stay readable when the transaction has ended.
    session.expunge_all()
    return StaleError(
        _(
            "Somebody else has saved a change to this hotspot since you opened it. "
            "Nothing of yours was saved yet; look at what they saved, then save again."
        ),
        current=found,
    )


def stated(event: Event) -> dict[str, Any]:
    """What an event says itself, which the state of its hotspot may not show."""
    effective = PartialDate(event.effective_from, event.effective_to, event.effective_precision)
    return {
        "event": event.id,
        "effective_on": str(effective),
        "stated_level": event.level,
        "stated_clearance": event.clearance,
        "basis": event.basis,
        "note": event.note,
    }


def state(standing: queries.Standing) -> dict[str, Any]:
    return {
        "level": standing.level,
        "clearance": standing.clearance,
        "version": standing.hotspot.version,
    }
