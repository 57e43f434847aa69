"""What a database holds, kept and put back while the application goes on using it.

For tests that send hundreds of writes, each to the same rows.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any, Protocol

import sqlalchemy as sa
from flask import Flask

from geo_app.db import Base
from tests.databases import continue_numbers
from tests.factories import database_of

SCHEMA = "kept"


class KeptRows(Protocol):
    def put_back(self) -> None: ...


@contextmanager
def kept_rows(app: Flask) -> Iterator[KeptRows]:
    """Keep what stands now; the rows of PostgreSQL in tables beside, the file of SQLite whole."""
    url = database_of(app).engine.url
    kept = KeptFile(url) if url.get_backend_name() == "sqlite" else KeptTables(url)
    try:
        yield kept
    finally:
        kept.drop()


class KeptFile:
    def __init__(self, url: sa.URL) -> None:
        self.path = str(url.database)
        self.copy = sqlite3.connect(":memory:")
        with closing(sqlite3.connect(self.path)) as standing:
            standing.backup(self.copy)

    def put_back(self) -> None:
        with closing(sqlite3.connect(self.path)) as standing:
            self.copy.backup(standing)

    def drop(self) -> None:
        self.copy.close()


class KeptTables:
    def __init__(self, url: sa.URL) -> None:
        self.engine = sa.create_engine(url)
        # One after the other, without asking again what each looks like.
        self.tables = list(Base.metadata.tables.values())
        self.do(f"CREATE SCHEMA {SCHEMA}", *map(kept_as, self.tables))

    def put_back(self) -> None:
        steps: list[Any] = [
            # Without its triggers an append-only table can be emptied, and in any order.
            "SET LOCAL session_replication_role = replica",
            *map(sa.delete, self.tables),
            *(f"INSERT INTO public.{table} TABLE {SCHEMA}.{table}" for table in self.tables),
            *(continue_numbers(table) for table in self.tables if "id" in table.columns),
        ]
        self.do(*steps)

    def drop(self) -> None:
        self.do(f"DROP SCHEMA {SCHEMA} CASCADE")
        self.engine.dispose()

    def do(self, *steps: Any) -> None:
        with self.engine.begin() as connection:
            for step in steps:
                connection.execute(sa.text(step) if isinstance(step, str) else step)


def kept_as(table: sa.Table) -> str:
    return f"CREATE TABLE {SCHEMA}.{table} AS TABLE public.{table}"
