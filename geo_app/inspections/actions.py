"""Everything that writes about inspections, in one transaction with what they found."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from geo_app.accounts import audit
from geo_app.accounts.permissions import Action
from geo_app.accounts.scope import Scope
from geo_app.accounts.still_allowed import refuse_unless_allowed
from geo_app.db import Database, now
from geo_app.i18n import HANOI
from geo_app.inspections import queries
from geo_app.inspections.findings import follow_findings
from geo_app.inspections.models import Inspection
from geo_app.inspections.rules import FIGURES, NewInspection
from geo_app.register import queries as register_queries
from geo_app.register.dates import PartialDate
from geo_app.register.models import Event, Hotspot
from geo_app.register.recording import events_in_force, refuse_ended
from geo_app.register.sequence import RuleError
from geo_app.register.vocabulary import ENDING_KINDS


def record_inspection(
    database: Database,
    code: str,
    new: NewInspection,
    *,
    actor: audit.Actor,
    scope: Scope,
) -> Inspection:
    """Add an inspection, a correction or a retraction, and the event for the level it found.

    It builds on no version of the hotspot: what a team found on a day is true whatever somebody
    else has recorded since. A broken rule is a `RuleError`, and nothing is kept.
    """
    with database.transaction() as session:
        refuse_unless_allowed(session, actor, Action.RECORD_INSPECTION, scope=scope)
        found = register_queries.standing(session, code, scope=scope, ended=True)
        hotspot = found.hotspot
        standing = standing_inspections(session, hotspot)
        corrected = corrected_inspection(standing, new.supersedes)
        if corrected is None:
            refuse_ended(ending_of(session, hotspot), None)
        refuse_twice(standing, new)
        event_id = follow_findings(session, code, new, corrected, actor=actor, scope=scope)
        inspection = inspection_of(hotspot, new, corrected, event_id)
        inspection.recorded_by_id = actor.user_id
        session.add(inspection)
        session.flush()
        write_audit(session, actor, hotspot, inspection, corrected)
        return inspection


def standing_inspections(session: Session, hotspot: Hotspot) -> list[Inspection]:
    statement = select(Inspection).where(
        Inspection.hotspot_id == hotspot.id,
        Inspection.kind == "inspection",
        queries.stands(Inspection, None),
    )
    return queries.numbered(session, statement)


def corrected_inspection(standing: list[Inspection], number: int | None) -> Inspection | None:
    if number is None:
        return None
    for inspection in standing:
        if inspection.entry_number == number:
            return inspection
    detail = _(
        "Inspection %(number)s does not stand at this hotspot: it was corrected or taken back "
        "before. Look at the list and correct the one that stands now.",
        number=number,
    )
    raise RuleError("not_in_force", detail, field="supersedes")


def ending_of(session: Session, hotspot: Hotspot) -> Event | None:
    events = events_in_force(session, hotspot)
    return next((event for event in events if event.kind in ENDING_KINDS), None)


def refuse_twice(standing: list[Inspection], new: NewInspection) -> None:
    """A form that was sent twice must not count twice."""
    if new.kind == "retraction":
        return
    for inspection in standing:
        if content(inspection) == said(new):
            raise RuleError(
                "recorded_before",
                _(
                    "This inspection is recorded already, with the same date, team and figures. "
                    "If it was another one, say in the note what sets it apart."
                ),
                field="note",
            )


def content(inspection: Inspection) -> tuple[Any, ...]:
    return (
        inspection.effective_from,
        inspection.effective_to,
        inspection.team_level,
        *(getattr(inspection, figure) for figure in FIGURES),
        inspection.level,
        inspection.clearance,
        inspection.basis,
        inspection.note,
    )


def said(new: NewInspection) -> tuple[Any, ...]:
    return (
        new.effective.start,
        new.effective.end,
        new.team,
        *(getattr(new, figure) for figure in FIGURES),
        new.level,
        new.clearance,
        new.basis,
        new.note,
    )


def inspection_of(
    hotspot: Hotspot, new: NewInspection, corrected: Inspection | None, event_id: int | None
) -> Inspection:
    recorded_at = now()
    return Inspection(
        hotspot_id=hotspot.id,
        kind=new.kind,
        effective_from=new.effective.start,
        effective_to=new.effective.end,
        effective_precision=new.effective.precision,
        placed_on=placed_on(new, corrected, recorded_at.astimezone(HANOI).date()),
        recorded_at=recorded_at,
        team_level=new.team,
        **{figure: getattr(new, figure) for figure in FIGURES},
        basis=new.basis,
        note=new.note,
        event_id=event_id,
        supersedes_id=corrected.id if corrected else None,
        reason=new.reason,
    )


def placed_on(new: NewInspection, corrected: Inspection | None, recorded_on: date) -> date:
    """On the last day it may mean, but no later than it was known; as for an event."""
    stated = (new.effective.start, new.effective.end)
    if corrected and stated == (corrected.effective_from, corrected.effective_to):
        return corrected.placed_on
    return max(new.effective.start, min(new.effective.end, recorded_on))


def write_audit(
    session: Session,
    actor: audit.Actor,
    hotspot: Hotspot,
    inspection: Inspection,
    corrected: Inspection | None,
) -> None:
    action = "inspection.correct" if corrected else "inspection.record"
    if inspection.kind == "retraction":
        action = "inspection.take_back"
    audit.record(
        session,
        actor,
        action,
        f"hotspot/{hotspot.code}",
        before=as_kept(corrected) if corrected else None,
        after=as_kept(inspection),
    )


def as_kept(inspection: Inspection) -> dict[str, Any]:
    effective = PartialDate(
        inspection.effective_from, inspection.effective_to, inspection.effective_precision
    )
    return {
        "inspection": inspection.id,
        "kind": inspection.kind,
        "effective_on": str(effective),
        "team": inspection.team_level,
        **{figure: getattr(inspection, figure) for figure in FIGURES},
        "level": inspection.level,
        "clearance": inspection.clearance,
        "basis": inspection.basis,
        "note": inspection.note,
        "event": inspection.event_id,
    }
