"""Everything that is read from the register."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session

from geo_app.accounts import refusals
from geo_app.accounts.models import AuditEntry
from geo_app.accounts.scope import Scope, holds, within
from geo_app.chain import ChainHead
from geo_app.db import now
from geo_app.errors import NotFoundError
from geo_app.ledger.clock import last_number
from geo_app.register.entry_numbers import fill_in_numbers
from geo_app.register.in_force import (
    in_force,
    is_ended,
    known,
    not_superseded,
    recorded,
    with_last_change,
    with_states,
)
from geo_app.register.models import Event, Hotspot
from geo_app.register.reading import Reading, now_reading
from geo_app.register.vocabulary import UNSAID

# A moment is taken when a write begins, and is seen when it ends.
LONGEST_WRITE = timedelta(seconds=10)


@dataclass(frozen=True)
class Standing:
    """A hotspot with the state that its events give it as of a day."""

    hotspot: Hotspot
    level: str
    clearance: str
    # When its state last became another, or was first known; saying it again is no change.
    changed_from: date
    changed_precision: str
    # What a writer builds on; None in a reading of what was known, which no later write may touch.
    version: int | None
    # Its place among the hotspots which the reader may see, in the order of the plan:
    # the same on map and tables, whatever they are narrowed to.
    number: int


@dataclass(frozen=True)
class Filters:
    """What the desk, the register, the map and the downloads can be narrowed to."""

    district: str | None = None
    category: str | None = None
    level: str | None = None
    clearance: str | None = None

    @classmethod
    def from_query(cls, values: Mapping[str, str]) -> "Filters":
        return cls(**{name: values.get(name) or None for name in cls.__dataclass_fields__})

    def as_query(self) -> dict[str, str]:
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {name: value for name, value in values.items() if value}


def standings(
    session: Session,
    *,
    scope: Scope,
    filters: Filters = Filters(),
    reading: Reading | None = None,
    codes: Iterable[str] | None = None,
    ended: bool = False,
) -> list[Standing]:
    """The register as a reading sees it (now where none is given), in the order of the plan.

    Withdrawn and merged entries are left out unless `ended` asks for them as well.
    """
    codes = None if codes is None else [code for code in codes if code.isprintable()]
    if not all(value.isprintable() for value in filters.as_query().values()):
        # No value is written like this, and PostgreSQL takes no NUL even to look for it.
        return []
    at = known(session, reading or now_reading())
    number = func.row_number().over(order_by=Hotspot.id).label("number")
    numbered = select(Hotspot.id, number).where(*visible(scope)).subquery("numbered")
    statement, level, clearance = with_states(select(Hotspot), at)
    statement, change = with_last_change(statement, at)
    statement = (
        statement.add_columns(
            numbered.c.number,
            level.level,
            clearance.clearance,
            change.effective_from,
            change.effective_precision,
        )
        .join(numbered, numbered.c.id == Hotspot.id)
        .where(*narrowed(filters))
        # What no event speaks of yet did not stand in the register on that day.
        .where(level.id.is_not(None) | clearance.id.is_not(None))
        .order_by(Hotspot.id)
    )
    if not ended:
        statement = statement.where(~is_ended(at))
    if filters.level:
        statement = statement.where(func.coalesce(level.level, UNSAID["level"]) == filters.level)
    if filters.clearance:
        stated = func.coalesce(clearance.clearance, UNSAID["clearance"])
        statement = statement.where(stated == filters.clearance)
    if codes is not None:
        statement = statement.where(Hotspot.code.in_(codes))
    builds_on = at.last is None
    return [standing_of(row, builds_on=builds_on) for row in session.execute(statement)]


def standing_of(row: Row[Any], *, builds_on: bool) -> Standing:
    hotspot, number, level, clearance, changed_from, precision = tuple(row)
    return Standing(
        hotspot=hotspot,
        level=level or UNSAID["level"],
        clearance=clearance or UNSAID["clearance"],
        changed_from=changed_from,
        changed_precision=precision,
        version=hotspot.version if builds_on else None,
        number=number,
    )


def visible(scope: Scope) -> list[ColumnElement[bool]]:
    return within(scope, Hotspot.district_code)


def narrowed(filters: Filters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.district:
        conditions.append(Hotspot.district_code == filters.district)
    if filters.category:
        conditions.append(Hotspot.category == filters.category)
    return conditions


def standing(
    session: Session,
    code: str,
    *,
    scope: Scope,
    reading: Reading | None = None,
    ended: bool = False,
) -> Standing:
    """One hotspot; outside the scope it is answered like one that does not exist."""
    # PostgreSQL takes no NUL in a text, not even to look for it.
    codes = [code] if code.isprintable() else []
    found = standings(session, scope=scope, reading=reading, codes=codes, ended=ended)
    if not found:
        if lies_beyond(session, codes, scope):
            refusals.beyond_scope(f"hotspot/{code}")
        raise NotFoundError(_("There is no hotspot %(code)s.", code=code[:40]))
    return found[0]


def lies_beyond(session: Session, codes: list[str], scope: Scope) -> bool:
    """Whether one of these exists outside the scope; asked of every code that is not found."""
    if scope is None:
        return False
    statement = select(Hotspot.id).where(
        Hotspot.code.in_(codes), Hotspot.district_code.not_in(sorted(scope))
    )
    return session.scalar(statement.limit(1)) is not None


def history(session: Session, hotspot: Hotspot, reading: Reading | None = None) -> list[Event]:
    """Every event of a hotspot that a reading knows, superseded ones included, the latest first."""
    statement = (
        select(Event)
        .where(Event.hotspot_id == hotspot.id)
        .order_by(Event.placed_on.desc(), Event.position.desc(), Event.number.desc())
    )
    if reading is not None:
        at = known(session, reading)
        statement = statement.where(Event.placed_on <= at.day, *recorded(Event, at))
    return numbered(session, statement)


def numbered(session: Session, statement: Select[Event]) -> list[Event]:
    events = list(session.scalars(statement))
    fill_in_numbers(session, events)
    return events


def histories_in_force(
    session: Session, hotspot_ids: Collection[int], reading: Reading
) -> dict[int, list[Event]]:
    """Per hotspot, the events that count in a reading, in the order in which they became true."""
    at = known(session, reading)
    statement = (
        select(Event)
        .where(Event.hotspot_id.in_(hotspot_ids), Event.kind == "state", *in_force(Event, at))
        .order_by(Event.hotspot_id, Event.placed_on, Event.position)
    )
    found: dict[int, list[Event]] = {each: [] for each in hotspot_ids}
    for event in session.scalars(statement):
        found[event.hotspot_id].append(event)
    return found


def merged_into(
    session: Session, hotspot: Hotspot, reading: Reading | None = None, *, scope: Scope
) -> list[Hotspot]:
    """The entries that were merged into this hotspot, those outside the scope left out."""
    at = known(session, reading or now_reading())
    statement = (
        select(Hotspot)
        .join(Event, Event.hotspot_id == Hotspot.id)
        .where(
            *visible(scope),
            Event.merged_into_id == hotspot.id,
            *recorded(Event, at),
            not_superseded(Event, at),
        )
        .order_by(Hotspot.id)
    )
    return list(session.scalars(statement))


def target_of(event: Event | None, scope: Scope) -> Hotspot | None:
    """The hotspot into which an event merged its own; outside the scope, as if it said none."""
    target = event.merged_into if event else None
    return target if target is not None and holds(scope, target.district_code) else None


def events_after(session: Session, hotspot: Hotspot, version: int) -> list[Event]:
    """What was recorded since somebody read the hotspot at that version.

    The audit knows which version each event made; a confirmed place makes one without an event.
    """
    since = select(AuditEntry.after["event"].as_integer()).where(
        AuditEntry.subject == f"hotspot/{hotspot.code}",
        AuditEntry.after["version"].as_integer() > version,
    )
    statement = (
        select(Event)
        .where(Event.hotspot_id == hotspot.id, Event.id.in_(since))
        .order_by(Event.number)
    )
    return numbered(session, statement)


def known_until(session: Session, reading: Reading, *, scope: Scope) -> datetime | None:
    """When the last event that a reading knows was recorded, of those that the reader may see.

    A later reading with this as `known_on` sees the same, and is answered with the same here: it
    is the full second that holds the event where the reading knows all of that second, else the
    very moment.
    """
    # Not the greatest moment: a clock may have been ahead (ledger/clock.py).
    statement = select(Event.recorded_at).order_by(Event.number.desc()).limit(1)
    if scope is not None:
        statement = statement.join(Hotspot, Hotspot.id == Event.hotspot_id).where(*visible(scope))
    known_on, seen = reading.known_on, now() - LONGEST_WRITE
    if known_on is not None:
        statement = statement.where(Event.number <= last_number(session, Event, known_on))
        seen = min(known_on, seen)
    last: datetime | None = session.scalar(statement)
    if last is None or not last.microsecond:
        return last
    second = last.replace(microsecond=0) + timedelta(seconds=1)
    return second if second <= seen else last


def register_stamp(session: Session, *, scope: Scope) -> str:
    """A short text that changes whenever the part of the register does which the scope holds."""
    length = select(ChainHead.length).where(ChainHead.name == "event")
    if scope is not None:
        # Its length would say how much is recorded elsewhere, and when.
        events = select(func.count()).join(Hotspot, Hotspot.id == Event.hotspot_id)
        length = events.select_from(Event).where(*visible(scope))
    versions = select(func.sum(Hotspot.version)).where(*visible(scope))
    return f"{session.scalar(length) or 0}-{session.scalar(versions) or 0}"


def hotspot_counts(session: Session, *, scope: Scope) -> dict[str, int]:
    """How many hotspots each district has now."""
    at = known(session, now_reading())
    statement = (
        select(Hotspot.district_code, func.count())
        .where(*visible(scope), ~is_ended(at))
        .group_by(Hotspot.district_code)
    )
    return {row[0]: row[1] for row in session.execute(statement)}
