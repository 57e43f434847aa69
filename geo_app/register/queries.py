"""Everything that is read from the register."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session, aliased

from geo_app.accounts.models import AuditEntry
from geo_app.chain import ChainHead
from geo_app.db import now
from geo_app.errors import NotFoundError
from geo_app.register.in_force import is_ended, known, latest_id, not_superseded, recorded
from geo_app.register.models import Event, Hotspot
from geo_app.register.reading import Reading, now_reading

# None stands for the whole city.
Scope = frozenset[str] | None
# A moment is taken when a write begins, and is seen when it ends.
LONGEST_WRITE = timedelta(seconds=10)
# Made once, as those of in_force.py.
LEVEL, CLEARANCE = aliased(Event, name="level_event"), aliased(Event, name="clearance_event")


@dataclass(frozen=True)
class Standing:
    """A hotspot with the state that its events give it as of a day."""

    hotspot: Hotspot
    level: str
    clearance: str
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
    at = known(session, reading or now_reading())
    number = func.row_number().over(order_by=Hotspot.id).label("number")
    numbered = select(Hotspot.id, number).where(*visible(scope)).subquery("numbered")
    statement: Select[Any] = (
        select(
            Hotspot,
            numbered.c.number,
            LEVEL.level,
            CLEARANCE.clearance,
            LEVEL.placed_on,
            LEVEL.effective_from,
            LEVEL.effective_precision,
            CLEARANCE.placed_on,
            CLEARANCE.effective_from,
            CLEARANCE.effective_precision,
        )
        .join(numbered, numbered.c.id == Hotspot.id)
        .join(LEVEL, LEVEL.id == latest_id("level", at), isouter=True)
        .join(CLEARANCE, CLEARANCE.id == latest_id("clearance", at), isouter=True)
        .where(*narrowed(filters))
        # What no event speaks of yet did not stand in the register on that day.
        .where(LEVEL.id.is_not(None) | CLEARANCE.id.is_not(None))
        .order_by(Hotspot.id)
    )
    if not ended:
        statement = statement.where(~is_ended(at))
    if filters.level:
        statement = statement.where(func.coalesce(LEVEL.level, "unverified") == filters.level)
    if filters.clearance:
        stated = func.coalesce(CLEARANCE.clearance, "not_cleared")
        statement = statement.where(stated == filters.clearance)
    if codes is not None:
        statement = statement.where(Hotspot.code.in_(list(codes)))
    builds_on = at.last is None
    return [standing_of(row, builds_on=builds_on) for row in session.execute(statement)]


def standing_of(row: Row[Any], *, builds_on: bool) -> Standing:
    hotspot, number, level, clearance, *dates = tuple(row)
    said = [dates[:3], dates[3:]]
    _placed, start, precision = max((each for each in said if each[0]), key=lambda each: each[0])
    return Standing(
        hotspot=hotspot,
        level=level or "unverified",
        clearance=clearance or "not_cleared",
        changed_from=start,
        changed_precision=precision,
        version=hotspot.version if builds_on else None,
        number=number,
    )


def visible(scope: Scope) -> list[ColumnElement[bool]]:
    return [] if scope is None else [Hotspot.district_code.in_(sorted(scope))]


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
        raise NotFoundError(_("There is no hotspot %(code)s.", code=code[:40]))
    return found[0]


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
    return list(session.scalars(statement))


def superseded_ids(
    session: Session, hotspot: Hotspot, reading: Reading | None = None
) -> frozenset[int]:
    """Which events of a hotspot a reading knows to be corrected or taken back.

    What did so may be true of a later day than the one asked for, and so not be in the history.
    """
    statement = select(Event.supersedes_id).where(
        Event.hotspot_id == hotspot.id,
        Event.supersedes_id.is_not(None),
        *recorded(Event, known(session, reading or now_reading())),
    )
    return frozenset(session.scalars(statement))


def merged_into(session: Session, hotspot: Hotspot) -> list[Hotspot]:
    """The entries that were merged into this hotspot."""
    at = known(session, now_reading())
    statement = (
        select(Hotspot)
        .join(Event, Event.hotspot_id == Hotspot.id)
        .where(Event.merged_into_id == hotspot.id, not_superseded(Event, at))
        .order_by(Hotspot.id)
    )
    return list(session.scalars(statement))


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
    return list(session.scalars(statement))


def known_until(session: Session, reading: Reading) -> datetime | None:
    """When the last event that a reading knows was recorded.

    A later reading with this as `known_on` sees the same, and is answered with the same here: it
    is the full second that holds the event where the reading knows all of that second, else the
    very moment.
    """
    statement = select(func.max(Event.recorded_at))
    known_on, seen = reading.known_on, now() - LONGEST_WRITE
    if known_on is not None:
        statement, seen = statement.where(Event.recorded_at <= known_on), min(known_on, seen)
    last: datetime | None = session.scalar(statement)
    if last is None or not last.microsecond:
        return last
    second = last.replace(microsecond=0) + timedelta(seconds=1)
    return second if second <= seen else last


def register_stamp(session: Session) -> str:
    """A short text that changes whenever the register does."""
    length = session.scalar(select(ChainHead.length).where(ChainHead.name == "event")) or 0
    versions = session.scalar(select(func.sum(Hotspot.version))) or 0
    return f"{length}-{versions}"


def hotspot_counts(session: Session, *, scope: Scope) -> dict[str, int]:
    """How many hotspots each district has now."""
    at = known(session, now_reading())
    statement = (
        select(Hotspot.district_code, func.count())
        .where(*visible(scope), ~is_ended(at))
        .group_by(Hotspot.district_code)
    )
    return {row[0]: row[1] for row in session.execute(statement)}
