"""The clock of the machine, held against the last moment in the ledger.

Along a chain moments never run back. A clock that was once ahead would stamp every later row in
the future, and a reading “as known now” would leave them out; so nothing is written while the
ledger's last moment lies well ahead of the clock. When the clock is right again, the operator
declares the moments ahead of it wrong (`hotspots clock`), and the ledger goes on from the clock.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from geo_app.accounts import audit
from geo_app.accounts.models import AuditEntry
from geo_app.chain import CLOCK_TOLERANCE, ChainHead
from geo_app.db import Database, now

ACTION = "ledger.clock"


def moment_ahead(session: Session) -> datetime | None:
    """The ledger's last moment where it lies well ahead of the clock; None where it does not."""
    last: datetime | None = session.scalar(select(func.max(ChainHead.last_at)))
    return last if last is not None and last > now() + CLOCK_TOLERANCE else None


@dataclass(frozen=True)
class Ahead:
    """One table whose last rows are stamped ahead of the clock."""

    table: str
    length: int
    last_at: datetime


def ahead(session: Session) -> list[Ahead]:
    heads = session.scalars(select(ChainHead).order_by(ChainHead.name))
    limit = now() + CLOCK_TOLERANCE
    return [Ahead(each.name, each.length, each.last_at) for each in heads if each.last_at > limit]


def go_on_from_clock(database: Database) -> list[Ahead]:
    """Declare moments ahead of the clock wrong, so that the ledger goes on from the clock."""
    with database.transaction() as session:
        found = ahead(session)
        if not found:
            return []
        moment = now()
        session.execute(
            update(ChainHead)
            .where(ChainHead.name.in_([each.table for each in found]))
            .values(last_at=moment)
        )
        after = {
            "went_on_at": moment.isoformat(),
            "lengths": {each.table: each.length for each in found},
            "stood_at": {each.table: each.last_at.isoformat() for each in found},
        }
        audit.record(session, audit.SYSTEM, ACTION, "ledger/clock", after=after)
    return found


def breaks(session: Session) -> dict[str, list[int]]:
    """Behind which rows, by number, the moments of a table were declared to run back."""
    found: dict[str, list[int]] = defaultdict(list)
    statement = (
        select(AuditEntry.after).where(AuditEntry.action == ACTION).order_by(AuditEntry.number)
    )
    for after in session.scalars(statement):
        for table, length in after["lengths"].items():
            found[table].append(length)
    return found


def last_number(session: Session, model: type[Any], moment: datetime) -> int:
    """The number of the last row of a chained table recorded by a moment; 0 where there is none.

    Between two breaks moments never run back, so one look-up in the index finds it; there are
    hardly ever any.
    """
    column = getattr(model, model.MOMENT)
    after, before = [0, *breaks(session)[model.__tablename__]], None
    for begin in reversed(after):
        inside = [model.number > begin] if begin else []
        inside += [] if before is None else [model.number <= before]
        statement = (
            select(model.number)
            .where(column <= moment, *inside)
            .order_by(column.desc(), model.number.desc())
            .limit(1)
        )
        found = session.scalar(statement)
        if found:
            return int(found)
        before = begin
    return 0
