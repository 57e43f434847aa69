"""Whether a request that was refused left everything as it was.

Left out of the comparison is what refusing and reading themselves write down: their entries in
the audit, when a session or token was last seen, and the count of failed sign-ins. The journal
holds nothing but hashes of rows which are compared themselves.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from flask import Flask

from geo_app.db import Base
from tests.factories import database_of

LEFT_OUT = {"failed_sign_in", "journal_entry"}
AUDIT, HEADS = "audit_entry", "chain_head"
# Entries that tell of no write.
NOTED = ("access.refused", "session.refused", "audit.read", "export.sheet", "export.audit")
SEEN = {"user_session": {"seen_at"}, "token": {"last_used_at", "last_used_from"}}


class Contents:
    """What the tables of a service hold, read through a connection of its own."""

    def __init__(self, app: Flask) -> None:
        self.engine = sa.create_engine(database_of(app).engine.url, isolation_level="AUTOCOMMIT")
        self.connection = self.engine.connect()
        self.reads = [read_of(each) for each in compared()]

    def mark(self) -> str:
        """The same for the same rows."""
        read = hashlib.blake2b()
        for each in self.reads:
            rows = sorted(map(repr, self.connection.execute(each)))
            read.update("\n".join(rows).encode())
        return read.hexdigest()

    def close(self) -> None:
        self.connection.close()
        self.engine.dispose()


def compared() -> list[sa.Table]:
    tables = Base.metadata.tables.values()
    return [each for each in tables if each.name not in LEFT_OUT]


def read_of(table: sa.Table) -> sa.Select[Any]:
    """Every row as the database holds it, without asking what its columns mean."""
    names = [each.name for each in table.columns if each.name not in SEEN.get(table.name, ())]
    read = sa.select(*map(sa.column, names)).select_from(sa.table(table.name))
    if table.name == AUDIT:
        return read.where(sa.column("action").not_in(NOTED))
    # The heads of the audit's chain and of the journal move with its entries.
    moving = sa.column("name").in_((AUDIT, "journal_entry"))
    return read.where(~moving) if table.name == HEADS else read


@contextmanager
def contents_of(app: Flask) -> Iterator[Contents]:
    contents = Contents(app)
    try:
        yield contents
    finally:
        contents.close()
