"""Compares the journal with the rows that stand, and the audit with what it names, both ways."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from geo_app.accounts.models import AuditEntry
from geo_app.chain_check import ROWS_AT_ONCE, UNREADABLE
from geo_app.ledger.journal import (
    JournalEntry,
    hash_of,
    hashed_columns,
    journaled_models,
    key_of,
)

AUDIT = f"{AuditEntry.__tablename__}:"
# Members of an audit entry that name a row, and the tables these are in.
NAMED = {"event": "event", "inspection": "inspection", "result": "indicator_result"}
# Of each kind; more would hide the others.
MOST_TOLD = 10


@dataclass(frozen=True)
class Difference:
    """One row that is not as the journal has it.

    `kind` is `added`, `changed` or `removed` (behind the application), `unaudited` (written in a
    transaction without an audit entry) or `missing` (an audit entry names it).
    """

    kind: str
    table: str
    key: str


@dataclass
class Comparison:
    """How many rows were compared, and the first of those that differ."""

    rows: int = 0
    differences: list[Difference] = field(default_factory=list)
    count: int = 0

    def differs(self, kind: str, key: str) -> None:
        self.count += 1
        if sum(each.kind == kind for each in self.differences) < MOST_TOLD:
            table, _separator, identity = key.partition(":")
            self.differences.append(Difference(kind, table, identity))


def compare(session: Session) -> Comparison:
    """Compare every journaled row; the work is linear in the rows and in the journal.

    Other writers may be at work only where the session reads from one snapshot.
    """
    found = Comparison()
    expected = last_hashes(session, found)
    for model in journaled_models():
        for key, row_hash in stored_hashes(session, model):
            found.rows += 1
            if key not in expected:
                found.differs("added", key)
            elif expected.pop(key) != row_hash:
                found.differs("changed", key)
    for key, last in expected.items():
        if last is not None:
            found.differs("removed", key)
    check_audit(session, found)
    return found


def last_hashes(session: Session, found: Comparison) -> dict[str, str | None]:
    """What each row last was, by the journal."""
    expected: dict[str, str | None] = {}
    statement = select(JournalEntry.rows).order_by(JournalEntry.number)
    for rows in session.scalars(statement, execution_options={"yield_per": ROWS_AT_ONCE}):
        if not isinstance(rows, dict):
            # The chain of the journal says so as well.
            continue
        if not any(key.startswith(AUDIT) for key in rows):
            found.differs("unaudited", next(iter(sorted(rows)), ":"))
        expected |= rows
    return expected


def stored_hashes(session: Session, model: type[Any]) -> Iterator[tuple[str, str]]:
    """Each row of a table with its hash; of one that cannot be read, an empty hash."""
    identity = model.__mapper__.primary_key
    keys = [tuple(row) for row in session.execute(select(*identity).order_by(*identity))]
    for first in range(0, len(keys), ROWS_AT_ONCE):
        part = keys[first : first + ROWS_AT_ONCE]
        try:
            yield from hashes_of(session, model, part)
        except UNREADABLE:
            for key in part:
                try:
                    yield from hashes_of(session, model, [key])
                except UNREADABLE:
                    yield key_of(model, key), ""


def hashes_of(
    session: Session, model: type[Any], keys: list[tuple[Any, ...]]
) -> list[tuple[str, str]]:
    identity = model.__mapper__.primary_key
    names = hashed_columns(model)
    columns = [getattr(model, name) for name in names]
    statement = select(*identity, *columns).where(tuple_(*identity).in_(keys))
    return [
        (
            key_of(model, row[: len(identity)]),
            hash_of(model, dict(zip(names, row[len(identity) :], strict=True))),
        )
        for row in session.execute(statement)
    ]


def check_audit(session: Session, found: Comparison) -> None:
    """Every event, inspection and result that an audit entry names is there."""
    there = {
        model.__tablename__: set(session.scalars(select(model.id)))
        for model in journaled_models()
        if model.__tablename__ in NAMED.values()
    }
    statement = select(AuditEntry.after).where(AuditEntry.after.is_not(None))
    for after in session.scalars(statement, execution_options={"yield_per": ROWS_AT_ONCE}):
        for member, table in NAMED.items():
            number = after.get(member) if isinstance(after, dict) else None
            if isinstance(number, int) and number not in there[table]:
                found.differs("missing", f"{table}:{number}")
