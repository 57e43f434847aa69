"""Tables whose rows are only added, each carrying the hash of the row before it.

Whoever edits, removes, inserts or swaps a row behind the application's back breaks the chain at
that row; whoever removes the last rows is found by the head, which is kept apart. Somebody who
rewrites the whole chain and its head is found only by a hash that was noted elsewhere before:
`hotspots verify` prints it, and takes one to look for.

A row's hash covers every column that has a value, except those its class names in `UNCHAINED`.
A column without a value is left out, so that a column added later leaves old hashes as they are.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, String, event, func, insert, select, update
from sqlalchemy.orm import (
    Mapped,
    Mapper,
    Session,
    SessionTransaction,
    UOWTransaction,
    mapped_column,
    object_session,
)

from geo_app.db import Base, UtcDateTime, now
from geo_app.errors import clock_error

# What the first row follows.
BEGINNING = "0" * 64
LONG_AGO = datetime.min.replace(tzinfo=UTC)
# The finest that both databases keep.
INSTANT = timedelta(microseconds=1)
# How far the last moment of a chain may lie ahead of the clock; one that follows a time server
# jumps by less. See ledger/clock.py.
CLOCK_TOLERANCE = timedelta(minutes=5)
NEVER_CHAINED = frozenset({"row_hash"})


class ChainHead(Base):
    """How far a chain reaches; kept apart, so that its last rows cannot vanish unnoticed."""

    __tablename__ = "chain_head"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    length: Mapped[int] = mapped_column()
    row_hash: Mapped[str] = mapped_column(String(64))
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Chained:
    """A table whose rows form a chain; the columns are filled in when a row is stored."""

    UNCHAINED: ClassVar[frozenset[str]] = frozenset()
    # The column with the moment of recording: along the chain it never runs back, and from one
    # transaction to the next it moves on, so that a moment tells them apart.
    MOMENT: ClassVar[str] = "recorded_at"

    # The place in the chain, from 1 without gaps.
    number: Mapped[int] = mapped_column(unique=True)
    # Unique, so that the database itself refuses a second row after the same one.
    previous_hash: Mapped[str] = mapped_column(String(64), unique=True)
    row_hash: Mapped[str] = mapped_column(String(64))

    def numbered(self) -> None:
        """Called when the row has its number, before it is hashed."""


def canonical(value: Any) -> Any:
    """A value as JSON that both databases and every later version write alike."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        # Columns of numbers have at most 14 digits, which a float holds.
        value = float(value)
    if isinstance(value, float) and value.is_integer():
        # A whole number may be given to a column of floats, which gives back a float.
        return int(value)
    if isinstance(value, BaseGeometry):
        return shapely.to_wkb(value, hex=True, byte_order=1, include_srid=False)
    return value


def digest(values: dict[str, Any]) -> str:
    """The hash of a row; `values` holds its chained columns, `previous_hash` among them."""
    said = {name: canonical(value) for name, value in values.items() if value is not None}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def chained_columns(model: type[Any]) -> list[str]:
    left_out = NEVER_CHAINED | model.UNCHAINED
    return [column.key for column in model.__table__.columns if column.key not in left_out]


def chained_models() -> list[type[Any]]:
    """Every table that is a chain, by name; knows those whose models have been imported."""
    found = [mapper.class_ for mapper in Base.registry.mappers]
    chained = [model for model in found if issubclass(model, Chained)]
    return sorted(chained, key=lambda model: str(model.__tablename__))


@event.listens_for(Chained, "before_insert", propagate=True)
def link(_mapper: Mapper[Any], connection: Connection, row: Any) -> None:
    """Put a new row at the end of its chain; no writer has to remember it."""
    session = object_session(row)
    assert session is not None  # noqa: S101  # a row being inserted has one
    head = head_of(session, connection, type(row))
    set_defaults(row)
    # The clock of a machine may be set back by a little.
    moment = max(getattr(row, row.MOMENT), head.not_before)
    setattr(row, row.MOMENT, moment)
    if row.id is None:
        # Given here, because other rows refer to it: it is part of what must not be changed.
        row.id = head.last_id + 1
    row.number, row.previous_hash = head.length + 1, head.row_hash
    row.numbered()
    row.row_hash = digest({name: getattr(row, name) for name in chained_columns(type(row))})
    session.info["chain_heads"][row.__tablename__] = Head(
        row.number, row.row_hash, moment, max(row.id, head.last_id)
    )


def set_defaults(row: Any) -> None:
    """Take the columns' own defaults now: what is hashed must be what is stored."""
    for column in row.__table__.columns:
        default = column.default
        if getattr(row, column.key) is None and default is not None and column.key != "id":
            value = default.arg({}) if default.is_callable else default.arg
            setattr(row, column.key, value)


@dataclass(frozen=True)
class Head:
    length: int
    row_hash: str
    not_before: datetime
    last_id: int


def head_of(session: Session, connection: Connection, model: type[Any]) -> Head:
    """Where the chain ends for this transaction, rows that are not stored yet included."""
    name = model.__tablename__
    heads: dict[str, Head] = session.info.setdefault("chain_heads", {})
    if name not in heads:
        last_id = select(func.max(model.id)).scalar_subquery()
        stored = connection.execute(
            select(ChainHead.length, ChainHead.row_hash, ChainHead.last_at, last_id).where(
                ChainHead.name == name
            )
        ).first()
        heads[name] = Head(0, BEGINNING, LONG_AGO, 0)
        if stored:
            length, row_hash, last_at, last = stored
            if last_at > now() + CLOCK_TOLERANCE:
                raise clock_error(now(), last_at)
            heads[name] = Head(length, row_hash, last_at + INSTANT, last)
    return heads[name]


@event.listens_for(Session, "after_soft_rollback")
def forget_heads(session: Session, _previous: SessionTransaction) -> None:
    """What was undone, a savepoint perhaps, lengthened no chain."""
    session.info.pop("chain_heads", None)


@event.listens_for(Session, "after_flush")
def keep_heads(session: Session, _context: UOWTransaction) -> None:
    """Store how far the chains reach that this flush has lengthened."""
    touched = {type(row) for row in session.new if isinstance(row, Chained)}
    for name in sorted(model.__tablename__ for model in touched):  # type: ignore[attr-defined]  # every mapped class has it
        head: Head = session.info["chain_heads"][name]
        values = {"length": head.length, "row_hash": head.row_hash, "last_at": head.not_before}
        stored: Any = session.execute(
            update(ChainHead).where(ChainHead.name == name).values(values),
            execution_options={"synchronize_session": False},
        )
        if not stored.rowcount:
            session.execute(insert(ChainHead).values(name=name, **values))
