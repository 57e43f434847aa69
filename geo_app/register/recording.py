"""Puts one event into the history of its hotspot, within a transaction that somebody else owns."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from geo_app.accounts.scope import Scope, holds
from geo_app.db import now
from geo_app.i18n import HANOI
from geo_app.register import queries
from geo_app.register.models import Event, Hotspot
from geo_app.register.rules import NewEvent
from geo_app.register.sequence import RuleError, Step, check, step_of
from geo_app.register.vocabulary import ENDING_KINDS

# Behind every position that has been given.
LAST = 2**62
# Made once: an alias costs more than the query in which it stands.
LATER = aliased(Event, name="later")


@dataclass(frozen=True)
class Place:
    """Where an event stands in a history; `position` None is behind all that was recorded."""

    placed_on: date
    position: int | None


def add_event(
    session: Session,
    hotspot: Hotspot,
    new: NewEvent,
    valid: list[Event],
    *,
    actor_id: int | None,
    scope: Scope,
) -> Event:
    """Add the event if the whole history still obeys the rules; else a `RuleError`.

    `valid` are the events that are in force.
    """
    ending = next((event for event in valid if event.kind in ENDING_KINDS), None)
    corrected = corrected_event(valid, new.supersedes)
    refuse_ended(ending, corrected)
    recorded_at = now()
    place = place_of(new, corrected, recorded_at.astimezone(HANOI).date())
    merged_into = None
    if new.kind in ENDING_KINDS:
        merged_into = check_ending(session, hotspot, new, scope)
    else:
        check_sequence(valid, corrected, new, place)
    event = Event(
        hotspot_id=hotspot.id,
        kind=new.kind,
        effective_from=new.effective.start,
        effective_to=new.effective.end,
        effective_precision=new.effective.precision,
        placed_on=place.placed_on,
        position=place.position,
        recorded_at=recorded_at,
        recorded_by_id=actor_id,
        level=new.level,
        clearance=new.clearance,
        handed_over_by=new.handed_over_by,
        handed_over_to=new.handed_over_to,
        basis=new.basis,
        note=new.note,
        supersedes_id=corrected.id if corrected else None,
        reason=new.reason,
        merged_into_id=merged_into.id if merged_into else None,
    )
    session.add(event)
    session.flush()
    # Asked while there is a session to ask: the writer is told by what to find it again.
    session.refresh(event, ["entry_number"])
    return event


def events_in_force(session: Session, hotspot: Hotspot) -> list[Event]:
    """What counts today; an event that was taken back leaves only its retraction, which says
    nothing itself.
    """
    superseded = select(LATER.supersedes_id).where(
        LATER.hotspot_id == hotspot.id, LATER.supersedes_id.is_not(None)
    )
    statement = select(Event).where(
        Event.hotspot_id == hotspot.id,
        Event.kind != "retraction",
        Event.id.not_in(superseded),
    )
    return queries.numbered(session, statement)


def corrected_event(valid: list[Event], number: int | None) -> Event | None:
    if number is None:
        return None
    for event in valid:
        if event.entry_number == number:
            return event
    detail = _(
        "Event %(number)s is not in force in this hotspot's history: it was corrected or taken "
        "back before. Look at the history and correct the event that stands now.",
        number=number,
    )
    raise RuleError("not_in_force", detail, field="supersedes")


def refuse_ended(ending: Event | None, corrected: Event | None) -> None:
    """A withdrawn or merged hotspot takes nothing but the event that brings it back."""
    if ending is None or ending is corrected:
        return
    withdrawn = ending.kind == "withdrawal"
    raise RuleError(
        "withdrawn" if withdrawn else "merged",
        _("This hotspot was withdrawn. Bring it back before recording anything.")
        if withdrawn
        else _("This hotspot was merged into another. Record there, or undo the merge first."),
        collides_with=ending.entry_number,
    )


def place_of(new: NewEvent, corrected: Event | None, recorded_on: date) -> Place:
    """See `Event`: on the last day it may mean, but no later than it was known."""
    stated = (new.effective.start, new.effective.end)
    if corrected and stated == (corrected.effective_from, corrected.effective_to):
        return Place(corrected.placed_on, corrected.position)
    placed_on = max(new.effective.start, min(new.effective.end, recorded_on))
    same_day = corrected is not None and corrected.placed_on == placed_on
    return Place(placed_on, corrected.position if corrected and same_day else None)


def check_sequence(
    valid: list[Event], corrected: Event | None, new: NewEvent, place: Place
) -> None:
    if corrected and corrected.kind in ENDING_KINDS:
        if new.kind == "retraction":
            return
        raise RuleError(
            "only_retraction",
            _("A withdrawal or a merge cannot be reworded, only taken back."),
            field="supersedes",
        )
    before = [step_of(event) for event in valid if event.kind == "state"]
    after = [step for step in before if corrected is None or step.number != corrected.entry_number]
    if new.kind == "retraction" and not after:
        raise RuleError(
            "last_event",
            _(
                "This is the only event of the hotspot. If the hotspot was entered by mistake, "
                "withdraw it; if the event is wrong, correct it."
            ),
            field="supersedes",
        )
    if new.kind == "state":
        after.append(
            Step(
                number=None,
                placed_on=place.placed_on,
                position=LAST if place.position is None else place.position,
                effective_from=new.effective.start,
                precision=new.effective.precision,
                level=new.level,
                clearance=new.clearance,
                reasoned=bool(new.note or new.reason),
                agencies=bool(new.handed_over_by and new.handed_over_to),
            )
        )
    check(before, after, reasoned=bool(new.note or new.reason))


def others_merged(merged: list[Hotspot], scope: Scope) -> str:
    codes = [each.code for each in merged if holds(scope, each.district_code)]
    if not codes:
        return _(
            "An entry outside your districts was merged into this hotspot. Somebody whose account "
            "covers both has to undo that merge first."
        )
    return _(
        "Others were merged into this hotspot: %(codes)s. Undo those merges first.",
        codes=", ".join(codes),
    )


def check_ending(session: Session, hotspot: Hotspot, new: NewEvent, scope: Scope) -> Hotspot | None:
    """A hotspot into which others were merged stays, unless it takes them with it."""
    if new.kind == "withdrawal":
        # Asked of the whole city: an entry that leads nowhere would help nobody.
        merged = queries.merged_into(session, hotspot, scope=None)
        if merged:
            raise RuleError("others_merged_into_it", others_merged(merged, scope))
        return None
    found = queries.standings(session, scope=scope, codes=[new.merged_into or ""])
    if not found or found[0].hotspot.id == hotspot.id:
        raise RuleError(
            "merge_target",
            _(
                "There is no other hotspot with the code “%(code)s”.",
                code=(new.merged_into or "")[:40],
            ),
            field="merged_into",
        )
    return found[0].hotspot
