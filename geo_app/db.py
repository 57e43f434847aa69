"""Engine, session, the column types of our own, and the one place that commits."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import shapely
from flask import Flask, current_app, g, has_app_context
from shapely.geometry.base import BaseGeometry
from sqlalchemy import (
    DateTime,
    Engine,
    Executable,
    LargeBinary,
    MetaData,
    create_engine,
    event,
    text,
)
from sqlalchemy.engine import Connection, Dialect, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator, TypeEngine, UserDefinedType

from geo_app.clock import now  # noqa: F401  (models and actions take it from here)
from geo_app.errors import busy_error

log = logging.getLogger(__name__)

# How long a write waits for others: those of this process, which stand in line, and those of
# other processes, which SQLite does not let in by their turn.
TURN_SECONDS = 20
BUSY_TIMEOUT_SECONDS = 5
# Any number, as long as nothing else in the database takes it for its own.
WRITERS_TURN = 46_2024


class Base(DeclarativeBase):
    # Names that are the same on both databases let a migration drop what another one made.
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class PostgisGeometry(UserDefinedType[str]):
    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "geometry(Geometry,4326)"


class Geometry(TypeDecorator[BaseGeometry]):
    """A shapely geometry in EPSG:4326, lon/lat: WKB bytes on SQLite, `geometry` on PostGIS.

    PostGIS reads and writes a geometry as hexadecimal EWKB text, so no SQL function is needed.
    """

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(PostgisGeometry())
        return dialect.type_descriptor(LargeBinary())

    def process_bind_param(self, value: BaseGeometry | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if dialect.name == "postgresql":
            with_srid = shapely.set_srid(value, 4326)
            return shapely.to_wkb(with_srid, hex=True, include_srid=True)
        return shapely.to_wkb(value)

    def process_result_value(self, value: Any, _dialect: Dialect) -> BaseGeometry | None:
        return None if value is None else shapely.from_wkb(value)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware in Python, UTC in storage (SQLite keeps no time zone of its own)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class NothingRecordedError(RuntimeError):
    """A transaction changed something and left no audit row: a fault in the code."""


class Database:
    """One engine and the sessions made from it."""

    # Where the ledger's last hash is noted after each write; see ledger/anchors.py.
    anchors: Path | None = None

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.engine = make_engine(url)
        self.turn = threading.Lock()

    def session(self) -> Session:
        """The reading session of this request or command."""
        if "db_session" not in g:
            g.db_session = Session(self.engine, expire_on_commit=False)
        session: Session = g.db_session
        return session

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One writing transaction: all of it is committed, with its audit row, or nothing."""
        around = g.get("db_around") if has_app_context() else None
        if around is not None:
            with around.begin_nested():
                yield around
            # As below.
            around.expire_all()
            return
        # What this request has read so far must not be shown again after the write.
        close_session()
        writer = self.engine.execution_options(hotspots_writes=True)
        opened = Session(writer, expire_on_commit=False, info={"anchors_file": self.anchors})
        with in_turn(self.turn), opened as session, session.begin():
            wait_for_other_processes(session)
            yield session
            session.flush()
            if session.info.get("wrote") and not session.info.get("audited"):
                raise NothingRecordedError("a write without its audit row was rolled back")

    @contextmanager
    def around_this_request(self) -> Iterator[Session]:
        """One transaction for all that a request reads and writes, until its answer is made."""
        with self.transaction() as session:
            g.db_session = g.db_around = session
            try:
                yield session
            finally:
                del g.db_session, g.db_around

    def jot(self, statement: Executable) -> None:
        """Write down when something was last used: no part of the register, so without audit.

        A reader must not wait for it: while somebody else writes, it is left undone.
        """
        if not self.turn.acquire(blocking=False):
            return
        try:
            writer = self.engine.execution_options(hotspots_writes=True)
            with writer.begin() as connection:
                connection.execute(statement)
        except OperationalError as error:
            log.info("not written down: %s", error.orig)
        finally:
            self.turn.release()


def snapshot(database: Database) -> Session:
    """A session whose every question is answered from one state, while others go on writing."""
    engine = database.engine
    if engine.dialect.name == "postgresql":
        # SQLite answers like this anyway.
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    return Session(engine)


@contextmanager
def in_turn(turn: threading.Lock) -> Iterator[None]:
    """Stand in line with the other writers of this process, holding no connection meanwhile."""
    if not turn.acquire(timeout=TURN_SECONDS):
        raise busy_error()
    try:
        yield
    finally:
        turn.release()


def wait_for_other_processes(session: Session) -> None:
    """Let one writer in at a time, as `BEGIN IMMEDIATE` does on SQLite.

    A writer then decides on what stands, and the hash chains have one end to be lengthened.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"SET LOCAL lock_timeout = '{BUSY_TIMEOUT_SECONDS}s'"))
        session.execute(text(f"SELECT pg_advisory_xact_lock({WRITERS_TURN})"))


def make_engine(url: str) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        # Its statements run for milliseconds: compiling them would take longer than they do.
        return create_engine(
            url,
            pool_pre_ping=True,
            connect_args={"options": "-c jit=off"},
            hide_parameters=True,  # in errors, which go to the log: they hold hashes of passwords
        )
    engine = create_engine(
        url,
        connect_args={"timeout": BUSY_TIMEOUT_SECONDS},
        hide_parameters=True,  # as above
    )

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        # The driver's own transactions start late; ours start with `begin` below.
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_SECONDS * 1000}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("hotspots_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@event.listens_for(Session, "before_flush")
def note_writes(session: Session, _context: Any, _instances: Any) -> None:
    if session.new or session.dirty or session.deleted:
        session.info["wrote"] = True


def database() -> Database:
    found: Database = current_app.extensions["database"]
    return found


def session() -> Session:
    return database().session()


def close_session(_error: BaseException | None = None) -> None:
    if not has_app_context():
        return
    opened = g.pop("db_session", None)
    if opened is not None:
        opened.close()


def init_app(app: Flask) -> None:
    app.extensions["database"] = Database(app.config["DATABASE_URL"])
    app.teardown_appcontext(close_session)
