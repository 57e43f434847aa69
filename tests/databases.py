"""Databases for the tests: the plan is loaded once per worker and backend, then copied per test."""

import os
import shutil
import sqlite3
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import URL, make_url

from geo_app import schema
from geo_app.db import Base, Database

BACKENDS = ("sqlite", "postgresql")
# The server named by the environment, else the one that scripts/prepare_test_machine.sh starts.
SERVER_URLS = (
    "postgresql+psycopg://postgres@127.0.0.1:5432/postgres",
    "postgresql+psycopg:///postgres",
)


# Linux keeps what is in it in memory.
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 (a directory of its own is made in it)
LEAST_FREE_BYTES = 1024**3


class NoServerError(RuntimeError):
    """There is no PostgreSQL with PostGIS here; the message says what was tried."""


def fill(url: str) -> None:
    """Bring a database to the present schema and load the plan."""
    database = Database(url)
    try:
        schema.upgrade(database)
        load_plan(database)
    finally:
        database.engine.dispose()


def load_plan(database: Database) -> None:
    # Imported late: most tests of the two libraries need no service.
    from geo_app.register import loading  # noqa: PLC0415 (as above)

    loading.load_plan(database)


def files_of(url: str) -> list[Path]:
    """The file of an SQLite database and its journals; PostgreSQL keeps its own."""
    if make_url(url).get_backend_name() != "sqlite":
        return []
    file = Path(str(make_url(url).database))
    return list(file.parent.glob(f"{file.name}*"))


def in_memory() -> Path | None:
    """A new directory in memory: every commit would wait for a disk, of which tests need nothing.

    None where there is no such place, or little room in it, as in some containers.
    """
    if not SHARED_MEMORY.is_dir() or shutil.disk_usage(SHARED_MEMORY).free < LEAST_FREE_BYTES:
        return None
    return Path(tempfile.mkdtemp(prefix="hotspots-test-", dir=SHARED_MEMORY))


class SqliteDatabases:
    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._template: Path | None = None

    @contextmanager
    def loaded(self) -> Iterator[str]:
        copy = self._new_file()
        shutil.copyfile(self.template(), copy)
        try:
            yield f"sqlite:///{copy}"
        finally:
            self._remove(copy)

    @contextmanager
    def empty(self) -> Iterator[str]:
        file = self._new_file()
        try:
            yield f"sqlite:///{file}"
        finally:
            self._remove(file)

    def template(self) -> Path:
        if self._template is None:
            file = self.directory / "template.sqlite"
            fill(f"sqlite:///{file}")
            with sqlite3.connect(file) as connection:
                # One file without its journal can be copied as it is.
                connection.execute("PRAGMA journal_mode = DELETE")
            connection.close()
            self._template = file
        return self._template

    def close(self) -> None:
        shutil.rmtree(self.directory, ignore_errors=True)

    def _new_file(self) -> Path:
        return self.directory / f"{uuid.uuid4().hex}.sqlite"

    def _remove(self, file: Path) -> None:
        for part in file.parent.glob(f"{file.name}*"):
            part.unlink()


class PostgresDatabases:
    """One loaded database per worker, put back to its first rows before each test."""

    def __init__(self) -> None:
        self.server = postgresql_server()
        self._loaded: URL | None = None

    @contextmanager
    def loaded(self) -> Iterator[str]:
        if self._loaded is None:
            self._loaded = self._create()
            fill(shown(self._loaded))
            self._keep_first_rows(self._loaded)
        else:
            self._put_back_first_rows(self._loaded)
        yield shown(self._loaded)

    @contextmanager
    def empty(self) -> Iterator[str]:
        url = self._create()
        try:
            yield shown(url)
        finally:
            self._drop(url)

    def close(self) -> None:
        if self._loaded is not None:
            self._drop(self._loaded)

    def _create(self) -> URL:
        name = f"hotspots_test_{os.getpid()}_{uuid.uuid4().hex[:8]}"
        with self._administration() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
            # What a crash of the test machine would lose is not missed.
            connection.exec_driver_sql(f"ALTER DATABASE {name} SET synchronous_commit = off")
        return self.server.set(database=name)

    def _drop(self, url: URL) -> None:
        with self._administration() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {url.database} WITH (FORCE)")

    @contextmanager
    def _administration(self) -> Iterator[sa.Connection]:
        engine = sa.create_engine(self.server, isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                yield connection
        finally:
            engine.dispose()

    @contextmanager
    def _writing(self, url: URL) -> Iterator[sa.Connection]:
        engine = sa.create_engine(url)
        try:
            with engine.begin() as connection:
                yield connection
        finally:
            engine.dispose()

    def _keep_first_rows(self, url: URL) -> None:
        with self._writing(url) as connection:
            connection.exec_driver_sql("CREATE SCHEMA first")
            for table in Base.metadata.tables:
                connection.exec_driver_sql(f"CREATE TABLE first.{table} AS TABLE public.{table}")

    def _put_back_first_rows(self, url: URL) -> None:
        with self._writing(url) as connection:
            connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            # Without its triggers an append-only table can be emptied.
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            for table in Base.metadata.tables.values():
                connection.execute(sa.delete(table))
                connection.exec_driver_sql(f"INSERT INTO public.{table} TABLE first.{table}")
                if "id" in table.columns:
                    connection.execute(continue_numbers(table))


def continue_numbers(table: sa.Table) -> sa.Select[tuple[int]]:
    """Let the next row have the number after the last."""
    sequence = sa.func.pg_get_serial_sequence(table.name, "id")
    last = sa.func.max(table.c.id)
    return sa.select(sa.func.setval(sequence, sa.func.coalesce(last, 1), last.is_not(None)))


def postgresql_server() -> URL:
    """The first server that answers and has PostGIS."""
    named = os.environ.get("HOTSPOTS_TEST_POSTGRES_URL")
    tried = []
    for address in (named,) if named else SERVER_URLS:
        url = make_url(address)
        engine = sa.create_engine(url, connect_args={"connect_timeout": 3})
        try:
            with engine.connect() as connection:
                found = connection.exec_driver_sql(
                    "SELECT 1 FROM pg_available_extensions WHERE name = 'postgis'"
                ).first()
            if found:
                return url
            tried.append(f"{url} has no PostGIS")
        except sa.exc.SQLAlchemyError as error:
            tried.append(f"{url}: {str(getattr(error, 'orig', error)).splitlines()[0]}")
        finally:
            engine.dispose()
    raise NoServerError("no PostgreSQL with PostGIS: " + "; ".join(tried))


def shown(url: URL) -> str:
    return url.render_as_string(hide_password=False)
