"""Everything that is read from the register."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Row, Select, Subquery, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from geo_app.errors import NotFoundError
from geo_app.register.models import Event, Hotspot

# None stands for the whole city.
Scope = frozenset[str] | None


@dataclass(frozen=True)
class Standing:
    """A hotspot with the state that its events give it as of a day."""

    hotspot: Hotspot
    level: str
    clearance: str
    changed_from: date
    changed_precision: str
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


def in_force(as_of: date | None) -> list[ColumnElement[bool]]:
    """An event counts if no later one supersedes it and it is placed by that day."""
    correction = aliased(Event)
    corrected = select(correction.supersedes_id).where(correction.supersedes_id.is_not(None))
    conditions: list[ColumnElement[bool]] = [Event.id.not_in(corrected)]
    if as_of is not None:
        conditions.append(Event.placed_on <= as_of)
    return conditions


def latest(axis: InstrumentedAttribute[str | None], as_of: date | None, name: str) -> Subquery:
    """Per hotspot, the last event that says something on one axis."""
    rank = func.row_number().over(
        partition_by=Event.hotspot_id, order_by=(Event.placed_on.desc(), Event.id.desc())
    )
    ranked = (
        select(
            Event.hotspot_id,
            axis.label("value"),
            Event.placed_on,
            Event.effective_from,
            Event.effective_precision,
            rank.label("rank"),
        )
        .where(axis.is_not(None), *in_force(as_of))
        .subquery(f"{name}_ranked")
    )
    return select(ranked).where(ranked.c.rank == 1).subquery(name)


def standings(
    session: Session,
    *,
    scope: Scope,
    filters: Filters = Filters(),
    as_of: date | None = None,
    codes: Iterable[str] | None = None,
) -> list[Standing]:
    """The register as of a day (today where none is given), in the order of the plan."""
    level = latest(Event.level, as_of, "level_state")
    clearance = latest(Event.clearance, as_of, "clearance_state")
    number = func.row_number().over(order_by=Hotspot.id).label("number")
    numbered = select(Hotspot.id, number).where(*visible(scope)).subquery("numbered")
    statement: Select[Any] = (
        select(
            Hotspot,
            numbered.c.number,
            level.c.value,
            clearance.c.value,
            level.c.placed_on,
            level.c.effective_from,
            level.c.effective_precision,
            clearance.c.placed_on,
            clearance.c.effective_from,
            clearance.c.effective_precision,
        )
        .join(numbered, numbered.c.id == Hotspot.id)
        .join(level, level.c.hotspot_id == Hotspot.id, isouter=True)
        .join(clearance, clearance.c.hotspot_id == Hotspot.id, isouter=True)
        .where(*narrowed(filters))
        # What no event speaks of yet did not stand in the register on that day.
        .where(level.c.value.is_not(None) | clearance.c.value.is_not(None))
        .order_by(Hotspot.id)
    )
    if filters.level:
        statement = statement.where(func.coalesce(level.c.value, "unverified") == filters.level)
    if filters.clearance:
        stated = func.coalesce(clearance.c.value, "not_cleared")
        statement = statement.where(stated == filters.clearance)
    if codes is not None:
        statement = statement.where(Hotspot.code.in_(list(codes)))
    return [standing_of(row) for row in session.execute(statement)]


def standing_of(row: Row[Any]) -> Standing:
    hotspot, number, level, clearance, *dates = tuple(row)
    said = [dates[:3], dates[3:]]
    _placed, start, precision = max((each for each in said if each[0]), key=lambda each: each[0])
    return Standing(
        hotspot=hotspot,
        level=level or "unverified",
        clearance=clearance or "not_cleared",
        changed_from=start,
        changed_precision=precision,
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


def standing(session: Session, code: str, *, scope: Scope, as_of: date | None = None) -> Standing:
    """One hotspot; outside the scope it is answered like one that does not exist."""
    # PostgreSQL takes no NUL in a text, not even to look for it.
    codes = [code] if code.isprintable() else []
    found = standings(session, scope=scope, as_of=as_of, codes=codes)
    if not found:
        raise NotFoundError(_("There is no hotspot %(code)s.", code=code[:40]))
    return found[0]


def history(session: Session, hotspot: Hotspot) -> list[Event]:
    """Every event of a hotspot, superseded ones included, the latest first."""
    statement = (
        select(Event)
        .where(Event.hotspot_id == hotspot.id)
        .order_by(Event.placed_on.desc(), Event.id.desc())
    )
    return list(session.scalars(statement))


def events_after(session: Session, hotspot: Hotspot, version: int) -> list[Event]:
    """What was recorded since somebody read the hotspot at that version."""
    newer = max(0, hotspot.version - version)
    statement = (
        select(Event).where(Event.hotspot_id == hotspot.id).order_by(Event.id.desc()).limit(newer)
    )
    return list(reversed(session.scalars(statement).all()))


def register_stamp(session: Session) -> str:
    """A short text that changes whenever the register does."""
    events, last = session.execute(select(func.count(Event.id), func.max(Event.id))).one()
    versions = session.scalar(select(func.sum(Hotspot.version)))
    return f"{events}-{last or 0}-{versions or 0}"


@dataclass(frozen=True)
class Progress:
    """Indicator 8 as of a day, computed from events."""

    to_clear: list[Standing]
    cleared: list[Standing]
    to_keep: list[Standing]
    kept: list[Standing]
    new: list[Standing]


def progress(session: Session, *, scope: Scope, as_of: date | None = None) -> Progress:
    everything = standings(session, scope=scope, as_of=as_of)
    to_clear = [each for each in everything if each.hotspot.source_appendix == "II"]
    to_keep = [each for each in everything if each.hotspot.source_appendix == "III"]
    return Progress(
        to_clear=to_clear,
        cleared=[each for each in to_clear if each.clearance in {"cleared", "handed_over"}],
        to_keep=to_keep,
        kept=[each for each in to_keep if each.clearance in {"cleared", "handed_over"}],
        new=[each for each in everything if each.hotspot.source_appendix is None],
    )


def hotspot_counts(session: Session, *, scope: Scope) -> dict[str, int]:
    """How many hotspots each district has."""
    statement = (
        select(Hotspot.district_code, func.count())
        .where(*visible(scope))
        .group_by(Hotspot.district_code)
    )
    return {row[0]: row[1] for row in session.execute(statement)}
