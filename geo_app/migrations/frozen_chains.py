"""How migrations 0006 and 0007 chain rows and guard tables; like `frozen.py`, never edited."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from geo_app.migrations.frozen import BEGINNING, UtcDateTime, digest

UNIQUE = ("id", "number", "previous_hash")
CHAIN = {"number": sa.Integer(), "previous_hash": sa.String(), "row_hash": sa.String()}
Columns = dict[str, Any]
Row = dict[str, Any]


def table_of(name: str, columns: Columns) -> sa.TableClause:
    return sa.table(name, *(sa.column(each, kind) for each, kind in columns.items()))


def chained_table(name: str, columns: Columns) -> sa.TableClause:
    return table_of(name, {"id": sa.Integer(), **CHAIN, **columns})


def hash_anew(table: sa.TableClause, rows: list[Row], moment: str) -> None:
    """Chain rows in the order in which they are given; `moment` names the column with it."""
    connection = op.get_bind()
    previous, last_at = BEGINNING, None
    # Numbers and hashes are unique, also while they are changed one by one.
    for row in rows:
        blank = {"number": -row["id"], "previous_hash": f"-{row['id']}"}
        connection.execute(sa.update(table).where(table.c.id == row["id"]).values(blank))
    for number, row in enumerate(rows, start=1):
        last_at = row[moment] = max(row[moment], last_at or row[moment])
        row |= {"number": number, "previous_hash": previous}
        row["row_hash"] = previous = digest({k: v for k, v in row.items() if k != "row_hash"})
        connection.execute(sa.update(table).where(table.c.id == row["id"]).values(row))
    set_head(table.name, len(rows), previous, last_at)


def append(table: sa.TableClause, values: Row) -> Row:
    """Add a row with its moment `at` to the end of its chain."""
    connection = op.get_bind()
    last = connection.execute(sa.select(table).order_by(table.c.number.desc()).limit(1)).first()
    number, previous = (last.number + 1, last.row_hash) if last else (1, BEGINNING)
    top = connection.scalar(sa.select(sa.func.max(table.c.id))) or 0
    at = max(values["at"], last.at) if last else values["at"]
    row = {**values, "id": top + 1, "number": number, "previous_hash": previous, "at": at}
    row["row_hash"] = digest(row)
    connection.execute(sa.insert(table).values(row))
    set_head(table.name, number, row["row_hash"], at)
    return row


def set_head(name: str, length: int, row_hash: str, last_at: datetime | None) -> None:
    columns = {"name": sa.String(), "length": sa.Integer(), "row_hash": sa.String()}
    heads = table_of("chain_head", {**columns, "last_at": UtcDateTime()})
    connection = op.get_bind()
    connection.execute(sa.delete(heads).where(heads.c.name == name))
    if length:
        values = {"name": name, "length": length, "row_hash": row_hash, "last_at": last_at}
        connection.execute(sa.insert(heads).values(values))


def on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def guard(table: str, *, on: bool) -> None:
    """Lift or set the ban on editing, for the rows that are hashed anew."""
    if on_postgresql():
        word = "ENABLE" if on else "DISABLE"
        op.execute(f"ALTER TABLE {table} {word} TRIGGER {table}_append_only")
    elif on:
        op.execute(append_only(table)[0])
    else:
        op.execute(f"DROP TRIGGER {table}_no_update")


def append_only(table: str) -> list[str]:
    if on_postgresql():
        return [
            (
                f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
            ),
            (
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {table}_append_only()"
            ),
        ]
    return [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def add_later_guards(table: str) -> None:
    """Those of migration 0005, for a table that had or was none then."""
    if on_postgresql():
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()"
        )
        return
    taken = " OR ".join(f"{column} = NEW.{column}" for column in UNIQUE)
    stands = f"EXISTS (SELECT 1 FROM {table} WHERE {taken})"  # noqa: S608  # names from above
    op.execute(
        f"CREATE TRIGGER {table}_no_replacement BEFORE INSERT ON {table} WHEN {stands} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )
