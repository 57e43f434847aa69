"""The journal: a chained row for each writing transaction, with the hash of every row it wrote.

A chain finds a row of its own table that was edited. The journal ties the tables together: a row
that carries a figure or a right is in it with what it last was, so that one added, changed or
removed behind the application is found, be it an event, a target or the role of an account. Its
last hash stands for the whole register and is what is kept outside the database (`anchors.py`).

Left out are rows that give no right by themselves: sessions (their key is in a cookie signed with
the secret key), counts of failed sign-ins, and when something was last used.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, event, inspect
from sqlalchemy.orm import (
    Mapped,
    ORMExecuteState,
    Session,
    SessionTransaction,
    UOWTransaction,
    mapped_column,
)

from geo_app.chain import Chained, digest
from geo_app.db import Base, UtcDateTime, now

ROWS, HEAD = "journal_rows", "journal_head"


class JournalEntry(Chained, Base):
    """One transaction: the rows it wrote, each by table and primary key, with its hash."""

    __tablename__ = "journal_entry"
    MOMENT: ClassVar[str] = "at"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    # None stands for a row that was deleted.
    rows: Mapped[dict[str, str | None]] = mapped_column(JSON)


class Journaled:
    """A table whose rows may change, and whose every change is in the journal."""

    # Columns that give no right and hold no figure.
    UNJOURNALED: ClassVar[frozenset[str]] = frozenset()


class UnjournaledWriteError(RuntimeError):
    """A statement changed rows of a journaled table past the session: a fault in the code."""


def is_journaled(model: type[Any]) -> bool:
    return issubclass(model, (Chained, Journaled)) and model is not JournalEntry


def journaled_models() -> list[type[Any]]:
    """Every table in the journal, by name; knows those whose models have been imported."""
    found = [mapper.class_ for mapper in Base.registry.mappers if is_journaled(mapper.class_)]
    return sorted(found, key=lambda model: str(model.__tablename__))


def hashed_columns(model: type[Any]) -> list[str]:
    """The columns whose values make the hash of a row in the journal."""
    if issubclass(model, Chained):
        # Its own hash covers the rest.
        return ["row_hash", *sorted(model.UNCHAINED)]
    names = [column.key for column in model.__table__.columns]
    return [name for name in names if name not in model.UNJOURNALED]


def hash_of(model: type[Any], values: dict[str, Any]) -> str:
    """The hash of a row as the journal keeps it; `values` holds its `hashed_columns`."""
    if values.keys() == {"row_hash"}:
        return str(values["row_hash"])
    return digest({"table": model.__tablename__, **values})


def key_of(model: type[Any], identity: Iterable[Any]) -> str:
    return f"{model.__tablename__}:{','.join(map(str, identity))}"


def note(session: Session, row: Any) -> None:
    """Put a row into the entry of this transaction that a statement changed past the session."""
    model = type(row)
    session.info.setdefault(ROWS, {})[key_of(model, inspect(row).identity)] = row


@event.listens_for(Session, "after_flush")
def gather(session: Session, _context: UOWTransaction) -> None:
    """Remember which rows this flush has written; their hashes are taken when it is committed."""
    rows = session.info.setdefault(ROWS, {})
    for row in (*session.new, *session.dirty):
        if is_journaled(type(row)):
            rows[key_of(type(row), inspect(row).mapper.primary_key_from_instance(row))] = row
    for row in session.deleted:
        if is_journaled(type(row)):
            rows[key_of(type(row), inspect(row).identity)] = None


@event.listens_for(Session, "do_orm_execute")
def refuse_unseen(state: ORMExecuteState) -> None:
    """Statements that change many rows do not say which; see `note`."""
    mapper = state.bind_mapper
    if not (state.is_update or state.is_delete or state.is_insert) or mapper is None:
        return
    if is_journaled(mapper.class_) and not state.execution_options.get("journaled"):
        raise UnjournaledWriteError(mapper.class_.__tablename__)


@event.listens_for(Session, "before_commit")
def write_entry(session: Session) -> None:
    if session.in_nested_transaction():
        return
    session.flush()
    rows = session.info.pop(ROWS, None)
    if not rows:
        return
    hashes = {key: None if row is None else hash_of_row(row) for key, row in rows.items()}
    entry = JournalEntry(at=now(), rows=hashes)
    session.add(entry)
    session.flush()
    session.info[HEAD] = entry.at, entry.number, entry.row_hash


def hash_of_row(row: Any) -> str:
    model = type(row)
    return hash_of(model, {name: getattr(row, name) for name in hashed_columns(model)})


@event.listens_for(Session, "after_soft_rollback")
def forget(session: Session, _previous: SessionTransaction) -> None:
    """What was undone, a savepoint perhaps, is not there to be hashed."""
    rows = session.info.pop(ROWS, {})
    kept = {key: row for key, row in rows.items() if row is None or inspect(row).persistent}
    if kept:
        session.info[ROWS] = kept
