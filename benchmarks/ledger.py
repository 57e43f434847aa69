"""The state of the whole register as of a day, and the history of one hotspot, in a large ledger.

    python -m benchmarks.ledger [EVENTS [HOTSPOTS]]

The baseline is the query one writes first: a window function over every event in force. It runs on
the same rows and indexes in the same process, and its answer is compared before any figure is
printed. The state is read again from a ledger with a tenth of the events per hotspot, to show what
its time depends on.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from geo_app import schema
from geo_app.accounts.audit import Actor
from geo_app.chain import BEGINNING, ChainHead, chained_columns, digest
from geo_app.chain_check import verify
from geo_app.db import Database
from geo_app.register import actions, queries
from geo_app.register.in_force import known, not_superseded, with_states
from geo_app.register.models import Event, Hotspot
from geo_app.register.reading import Reading
from geo_app.register.rules import new_event
from geo_app.register.vocabulary import LEVELS
from tests.databases import NoServerError, PostgresDatabases

EVENTS, HOTSPOTS = 1_000_000, 10_000
SEED = 46
ROUNDS = 5
BATCH = 20_000
CORRECTED = 0.02
REQUIRED_RATIO = 20.0
FIRST_DAY = date(2000, 1, 1)
DAYS = 8_000
CYCLE = ("not_cleared", "cleared", "handed_over", "recurred", "cleared")
AS_OF = Reading(FIRST_DAY + timedelta(days=DAYS // 2))


def window_states(session: Session, reading: Reading) -> set[tuple[Any, ...]]:
    """The straightforward query: rank every event in force, keep the first of each hotspot."""
    at = known(session, reading)

    def latest(axis: str) -> sa.Subquery:
        rank = sa.func.row_number().over(
            partition_by=Event.hotspot_id,
            order_by=(Event.placed_on.desc(), Event.position.desc()),
        )
        column = getattr(Event, axis)
        ranked = (
            sa.select(Event.hotspot_id, column.label("value"), rank.label("rank"))
            .where(column.is_not(None), Event.placed_on <= at.day, not_superseded(Event, at))
            .subquery()
        )
        return sa.select(ranked).where(ranked.c.rank == 1).subquery()

    level, clearance = latest("level"), latest("clearance")
    statement = (
        sa.select(Hotspot.code, level.c.value, clearance.c.value)
        .join(level, level.c.hotspot_id == Hotspot.id, isouter=True)
        .join(clearance, clearance.c.hotspot_id == Hotspot.id, isouter=True)
    )
    return {tuple(row) for row in session.execute(statement)}


def our_states(session: Session, reading: Reading) -> set[tuple[Any, ...]]:
    statement, level, clearance = with_states(sa.select(Hotspot.code), known(session, reading))
    statement = statement.add_columns(level.level, clearance.clearance)
    return {tuple(row) for row in session.execute(statement)}


def events_of(hotspots: int, events: int) -> Iterator[dict[str, Any]]:
    """Chained rows; some correct the one before them of the same hotspot."""
    chance = random.Random(SEED)  # noqa: S311  # made-up data that is the same each time
    columns = chained_columns(Event)
    previous, began = BEGINNING, datetime(2024, 2, 5, tzinfo=UTC)
    last_of: dict[int, int] = {}
    each = events // hotspots
    for number in range(1, hotspots * each + 1):
        turn, hotspot = divmod(number - 1, hotspots)
        day = FIRST_DAY + timedelta(days=turn * DAYS // each + chance.randrange(DAYS // each))
        corrects = turn and chance.random() < CORRECTED
        row = dict.fromkeys(columns) | {
            "id": number,
            "number": number,
            "hotspot_id": hotspot + 1,
            "kind": "state",
            "effective_from": day,
            "effective_to": day,
            "effective_precision": "day",
            "placed_on": day,
            "position": number,
            "recorded_at": began + timedelta(seconds=number),
            "level": chance.choice(LEVELS),
            "clearance": CYCLE[turn % len(CYCLE)] if turn % 3 == 0 or not turn else None,
            "basis": f"BB {number}/BB-CA",
            "supersedes_id": last_of.get(hotspot) if corrects else None,
            "previous_hash": previous,
        }
        previous = row["row_hash"] = digest({name: row[name] for name in columns})
        last_of[hotspot] = number
        yield row


def fill(database: Database, hotspots: int, events: int) -> None:
    schema.upgrade(database)
    with database.engine.begin() as connection:
        for start in range(0, hotspots, BATCH):
            connection.execute(
                sa.insert(Hotspot),
                [hotspot_row(number) for number in range(start, min(start + BATCH, hotspots))],
            )
        rows: list[dict[str, Any]] = []
        for row in events_of(hotspots, events):
            rows.append(row)
            if len(rows) == BATCH:
                add(connection, rows)
                rows = []
        if rows:
            add(connection, rows)
        connection.execute(
            sa.insert(ChainHead).values(
                name="event",
                length=row["number"],
                row_hash=row["row_hash"],
                last_at=row["recorded_at"],
            )
        )
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT setval('event_id_seq', (SELECT max(id) FROM event))")
    # What both servers do by themselves sooner or later, and had no time for yet.
    upkeep = "VACUUM ANALYZE" if database.engine.dialect.name == "postgresql" else "ANALYZE"
    engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(upkeep)


def add(connection: sa.Connection, rows: list[dict[str, Any]]) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(sa.insert(Event), rows)
        return
    names = list(rows[0])
    cursor = connection.connection.cursor()
    with cursor.copy(f"COPY event ({', '.join(names)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([row[name] for name in names])


def hotspot_row(number: int) -> dict[str, Any]:
    return {
        "id": number + 1,
        "number": number + 1,
        "previous_hash": f"benchmark {number}",
        "row_hash": f"benchmark {number + 1}",
        "code": f"B-{number}",
        "name": f"Điểm {number}",
        "category": "establishment",
        "district_code": "020",
        "communes": [],
        "service_types": [],
        "place_steps": [],
        "recorded_at": datetime(2024, 2, 5, tzinfo=UTC),
        "version": 1,
    }


@contextmanager
def databases() -> Iterator[dict[str, Callable[[], Any]]]:
    """How to get an empty database of each kind."""
    with tempfile.TemporaryDirectory() as folder:
        made: dict[str, Callable[[], Any]] = {"SQLite": lambda: sqlite_in(Path(folder))}
        try:
            server = PostgresDatabases()
        except NoServerError as error:
            print(f"PostgreSQL: not measured ({error})")
        else:
            made["PostgreSQL"] = server.empty
        yield made


@contextmanager
def sqlite_in(folder: Path) -> Iterator[str]:
    file = folder / f"{time.monotonic_ns()}.sqlite"
    yield f"sqlite:///{file}"
    file.unlink()


def milliseconds(work: Callable[[], Any], rounds: int = ROUNDS) -> float:
    taken = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - started))
    return statistics.median(taken)


def say(label: str, taken: float, base: float | None = None) -> None:
    ratio = "" if base is None else f"{base / taken:8.1f}x"
    print(f"  {label:58} {taken:10.2f} ms {ratio}")


def measure(name: str, database: Database, hotspots: int) -> float:
    """Print the figures of one database; the ratio that was promised."""
    with Session(database.engine) as session:
        if window_states(session, AS_OF) != our_states(session, AS_OF):
            raise SystemExit(f"{name}: the two queries do not agree")
        base = milliseconds(lambda: window_states(session, AS_OF), 3)
        ours = milliseconds(lambda: our_states(session, AS_OF))
        say("state of the register, window function (baseline)", base)
        say("state of the register, one look-up per hotspot", ours, base)
        earlier = Reading(AS_OF.as_of, datetime(2024, 2, 5, tzinfo=UTC) + timedelta(days=3))
        say(
            "the same as known on an earlier moment",
            milliseconds(lambda: our_states(session, earlier)),
        )
        whole = milliseconds(lambda: fresh(database, AS_OF), 3)
        say("the register as the pages read it, geometries and all", whole)
        hotspot = session.get_one(Hotspot, hotspots // 2)
        say("history of one hotspot", milliseconds(lambda: queries.history(session, hotspot)))
    say("recording an event", milliseconds(lambda: record(database, hotspots // 2), 50))
    return base / ours


def fresh(database: Database, reading: Reading) -> None:
    with Session(database.engine) as session:
        queries.standings(session, scope=None, reading=reading)


def record(database: Database, number: int) -> None:
    values = {"effective_on": "2024-06-17", "level": "active", "basis": "BB 1/BB-CA"}
    new = new_event(values, today=date(2024, 12, 31))
    actions.record_event(
        database, f"B-{number}", new, actor=Actor("benchmark"), scope=None, version=None
    )


def main(events: int = EVENTS, hotspots: int = HOTSPOTS) -> int:
    ratios = {}
    with databases() as kinds, Flask("benchmark").app_context():
        for name, empty in kinds.items():
            for share in (1, 10):
                with empty() as url:
                    database = Database(url)
                    started = time.perf_counter()
                    fill(database, hotspots, events // share)
                    print(
                        f"{name}: {hotspots:,} hotspots, {events // share:,} events "
                        f"(filled in {time.perf_counter() - started:.0f} s)"
                    )
                    ratio = measure(name, database, hotspots)
                    ratios.setdefault(name, ratio)
                    if share == 1:
                        with Session(database.engine) as session:
                            started = time.perf_counter()
                            verdict = verify(session, Event)
                            say(
                                f"verify, {verdict.checked:,} rows",
                                1000 * (time.perf_counter() - started),
                            )
                    database.engine.dispose()
    print(", ".join(f"{name}: {ratio:.0f}x" for name, ratio in ratios.items()))
    return 0 if all(ratio >= REQUIRED_RATIO for ratio in ratios.values()) else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
