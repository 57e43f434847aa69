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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar

import shapely
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, String, event, func, insert, select, update
from sqlalchemy.orm import Mapped, Mapper, Session, UOWTransaction, mapped_column, object_session

from geo_app.db import Base, UtcDateTime

# What the first row follows.
BEGINNING = "0" * 64
LONG_AGO = datetime.min.replace(tzinfo=UTC)
# The finest that both databases keep.
INSTANT = timedelta(microseconds=1)
ROWS_AT_ONCE = 2000
NEVER_CHAINED = frozenset({"row_hash"})
# What an edited value makes of reading it.
UNREADABLE = (ValueError, TypeError, ShapelyError)


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
    # The clock of a machine may be set back.
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
            heads[name] = Head(length, row_hash, last_at + INSTANT, last)
    return heads[name]


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


@dataclass(frozen=True)
class Verdict:
    """What checking one chain has shown."""

    name: str
    checked: int
    last_hash: str
    # The first row that does not fit, by its id; None where every row fits.
    broken_id: int | None = None
    trouble: str = ""

    @property
    def whole(self) -> bool:
        return not self.trouble


def verify(session: Session, model: type[Any]) -> Verdict:
    """Follow a chain from its first row to its head; stops at the first row that is broken.

    `trouble` is one of `edited`, `order`, `clock` (at `broken_id`) and `cut` (the chain does
    not end where its head says: rows were removed there, or added, or the head was changed).
    Other writers may be at work only where the session reads from one snapshot.
    """
    name: str = model.__tablename__
    length, last_hash, last_at = 0, BEGINNING, None
    for values in stored_rows(session, model):
        trouble = trouble_of(values, length, last_hash)
        if not trouble and last_at is not None and values[model.MOMENT] < last_at:
            trouble = "clock"
        if trouble:
            return Verdict(name, length, last_hash, values["id"], trouble)
        length, last_hash, last_at = length + 1, values["row_hash"], values[model.MOMENT]
    head = session.get(ChainHead, name)
    expected = (head.length, head.row_hash, head.last_at) if head else (0, BEGINNING, None)
    if (length, last_hash, last_at) != expected:
        return Verdict(name, length, last_hash, None, "cut")
    return Verdict(name, length, last_hash)


def holds(session: Session, model: type[Any], row_hash: str) -> bool:
    """Whether a row has this hash, which somebody noted when it was the last."""
    if row_hash == BEGINNING:
        # Noted of a chain that had no row yet.
        return True
    return session.scalar(select(model.id).where(model.row_hash == row_hash).limit(1)) is not None


def stored_rows(session: Session, model: type[Any]) -> Iterator[dict[str, Any]]:
    """The rows in the order of the chain; of one that cannot be read, its id alone."""
    ids = select(model.id).order_by(model.number, model.id)
    found = session.scalars(ids, execution_options={"yield_per": ROWS_AT_ONCE})
    for part in found.partitions():
        try:
            yield from rows_of(session, model, part)
        except UNREADABLE:
            for one in part:
                try:
                    yield from rows_of(session, model, [one])
                except UNREADABLE:
                    yield {"id": one}


def rows_of(session: Session, model: type[Any], ids: Sequence[int]) -> list[dict[str, Any]]:
    names = ["row_hash", *chained_columns(model)]
    statement = (
        select(*(getattr(model, name) for name in names))
        .where(model.id.in_(ids))
        .order_by(model.number, model.id)
    )
    return [dict(row) for row in session.execute(statement).mappings()]


def trouble_of(values: dict[str, Any], length: int, last_hash: str) -> str:
    if "number" not in values:
        return "edited"
    if values["number"] != length + 1 or values["previous_hash"] != last_hash:
        return "order"
    said = {name: value for name, value in values.items() if name not in NEVER_CHAINED}
    try:
        return "" if digest(said) == values["row_hash"] else "edited"
    except TypeError:
        # Bytes in a column of text, say.
        return "edited"
