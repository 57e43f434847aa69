"""What somebody with the database in hands, and without the application, could do to the ledger."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from geo_app.chain import BEGINNING, ChainHead, chained_columns, digest
from geo_app.db import make_engine
from geo_app.register.vocabulary import CATEGORIES, CLEARANCES, KINDS, LEVELS, PRECISIONS

CLOSED_LISTS = {
    "category": CATEGORIES,
    "clearance": CLEARANCES,
    "effective_precision": PRECISIONS,
    "kind": KINDS,
    "level": LEVELS,
}
ANOTHER_HASH = "f" * 64


@contextmanager
def behind_the_back(url: str) -> Iterator[sa.Connection]:
    """A connection on which the guards of the tables are lifted; kept at the end."""
    engine = make_engine(url)
    try:
        with engine.begin() as connection, guards_lifted(connection):
            yield connection
    finally:
        engine.dispose()


@contextmanager
def guards_lifted(connection: sa.Connection) -> Iterator[None]:
    """The guards are off inside, and stand again afterwards as if nothing had been."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        yield
        connection.exec_driver_sql("SET LOCAL session_replication_role = origin")
        return
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    statement = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    found = connection.exec_driver_sql(statement).all()
    for name, _sql in found:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _name, sql in found:
        connection.exec_driver_sql(sql)


def edit(connection: sa.Connection, model: type[Any], row_id: int, **values: Any) -> None:
    connection.execute(sa.update(model).where(model.id == row_id).values(values))


def row_of(connection: sa.Connection, model: type[Any], row_id: int) -> dict[str, Any]:
    statement = sa.select(model.__table__).where(model.id == row_id)
    return dict(connection.execute(statement).mappings().one())


def insert(connection: sa.Connection, model: type[Any], **values: Any) -> None:
    connection.execute(sa.insert(model).values(values))


def another(name: str, value: Any, kind: sa.types.TypeEngine[Any]) -> Any:
    """A value that the column takes and that is not the one it has."""
    if name in CLOSED_LISTS:
        return next(each for each in CLOSED_LISTS[name] if each != value)
    if isinstance(kind, sa.JSON):
        return {"another": value}
    if value is None:
        return "x" if isinstance(kind, sa.String) else 1
    return next(change for type_, change in CHANGES if isinstance(value, type_))(name, value)


# A datetime is a date as well.
CHANGES: tuple[tuple[Any, Callable[[str, Any], Any]], ...] = (
    (str, lambda _name, value: value[:-1] + ("y" if value.endswith("x") else "x")),
    (datetime, lambda _name, value: value + timedelta(microseconds=1)),
    # Outwards, or the interval would end before it begins.
    (date, lambda name, value: value + timedelta(days=-1 if name == "effective_from" else 1)),
    (BaseGeometry, lambda _name, _value: Point(105.85, 21.03)),
    ((int, float), lambda _name, value: value + 1000),
)


def rewritten(
    connection: sa.Connection, model: type[Any], change: Callable[[dict[str, Any]], None]
) -> None:
    """Change rows and compute the whole chain anew, head included, as the application would."""
    table, columns = model.__table__, chained_columns(model)
    length, row_hash, row = 0, BEGINNING, {}
    found = connection.execute(sa.select(table).order_by(table.c.number)).mappings().all()
    for row in map(dict, found):
        change(row)
        length += 1
        row |= {"number": length, "previous_hash": row_hash}
        row_hash = row["row_hash"] = digest({name: row[name] for name in columns})
        connection.execute(sa.update(table).where(table.c.id == row["id"]).values(row))
    connection.execute(
        sa.update(ChainHead)
        .where(ChainHead.name == model.__tablename__)
        .values(length=length, row_hash=row_hash, last_at=row[model.MOMENT])
    )
