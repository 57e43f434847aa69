"""What the database itself refuses: which guards must stand, and which of them do.

The migrations make them; here is what they must look like, so that one that was dropped, switched
off or emptied is found. A test compares this list with a register that was just made.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Connection,
    ForeignKeyConstraint,
    Inspector,
    inspect,
    text,
)
from sqlalchemy.sql.schema import ColumnCollectionConstraint

from geo_app.chain import chained_models
from geo_app.db import Base

# Rows of hotspots may get a new version or a confirmation; those of the others never change.
EDITABLE = frozenset({"hotspot"})
UNIQUE = ("id", "number", "previous_hash")

# Bits of pg_trigger.tgtype.
ROW, BEFORE, DELETE, UPDATE, TRUNCATE = 1, 2, 8, 16, 32
TRIGGERS_OF_POSTGRESQL = text(
    "SELECT t.tgname, c.relname, t.tgtype, t.tgenabled, t.tgqual IS NULL, p.prosrc "
    "FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
    "JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE NOT t.tgisinternal AND n.nspname = current_schema()"
)


def missing_guards(connection: Connection) -> list[str]:
    """The names of triggers, indexes and constraints that are not there, or not as they must be."""
    triggers = sorted(expected_triggers(connection) - found_triggers(connection))
    return [each[0] for each in triggers] + sorted(missing_structure(connection))


def expected_triggers(connection: Connection) -> set[tuple[Any, ...]]:
    """Triggers by name with everything that makes them work."""
    postgresql = connection.dialect.name == "postgresql"
    rules = triggers_of_postgresql if postgresql else triggers_of_sqlite
    return {rule for model in chained_models() for rule in rules(str(model.__tablename__))}


def triggers_of_postgresql(table: str) -> Iterator[tuple[Any, ...]]:
    raising = f"BEGIN RAISE EXCEPTION '{table} is append-only'; END"
    on_rows = {f"{table}_append_only": ROW | BEFORE | DELETE | UPDATE}
    if table in EDITABLE:
        raising = f"BEGIN RAISE EXCEPTION 'rows of {table} are never deleted'; END"
        on_rows = {f"{table}_no_delete": ROW | BEFORE | DELETE}
    for name, when in {**on_rows, f"{table}_no_truncate": BEFORE | TRUNCATE}.items():
        yield name, table, when, "O", True, raising


def triggers_of_sqlite(table: str) -> Iterator[tuple[Any, ...]]:
    refusal = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    taken = " OR ".join(f"{column} = NEW.{column}" for column in UNIQUE)
    stands = f"EXISTS (SELECT 1 FROM {table} WHERE {taken})"  # noqa: S608  # names of our tables
    made = {f"{table}_no_replacement": f"BEFORE INSERT ON {table} WHEN {stands} {refusal}"}
    if table in EDITABLE:
        never = f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never deleted'); END"
        made[f"{table}_no_delete"] = f"BEFORE DELETE ON {table} {never}"
    else:
        made[f"{table}_no_update"] = f"BEFORE UPDATE ON {table} {refusal}"
        made[f"{table}_no_delete"] = f"BEFORE DELETE ON {table} {refusal}"
    for name, rest in made.items():
        yield name, table, f"CREATE TRIGGER {name} {rest}"


def found_triggers(connection: Connection) -> set[tuple[Any, ...]]:
    if connection.dialect.name == "postgresql":
        found = connection.execute(TRIGGERS_OF_POSTGRESQL)
        return {(*row[:5], " ".join(row[5].split())) for row in found}
    statement = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
    return {tuple(row) for row in connection.exec_driver_sql(statement)}


def missing_structure(connection: Connection) -> Iterator[str]:
    """Indexes, and constraints of every kind, that the tables have lost."""
    seen = inspect(connection)
    there = set(seen.get_table_names())
    for table in Base.metadata.tables.values():
        if table.name not in there:
            yield table.name
            continue
        indexes = {each["name"] for each in seen.get_indexes(table.name)}
        yield from (str(index.name) for index in table.indexes if index.name not in indexes)
        held = constraints_of(seen, table.name)
        for constraint in table.constraints:
            if isinstance(constraint, CheckConstraint):
                # The names of some carry the convention's prefix twice.
                stands = any(str(constraint.name) in str(name) for name in held["check"])
            elif isinstance(constraint, ForeignKeyConstraint):
                stands = frozenset(constraint.column_keys) in held["foreign"]
            elif isinstance(constraint, ColumnCollectionConstraint):
                stands = frozenset(constraint.columns.keys()) in held["unique"]
            if not stands:
                yield str(constraint.name)


def constraints_of(seen: Inspector, table: str) -> dict[str, set[Any]]:
    """Checks by name, references and unique columns by the columns; an index may make unique."""
    unique: list[Any] = [each["column_names"] for each in seen.get_unique_constraints(table)]
    unique += [each["column_names"] for each in seen.get_indexes(table) if each["unique"]]
    unique.append(seen.get_pk_constraint(table)["constrained_columns"])
    foreign = [each["constrained_columns"] for each in seen.get_foreign_keys(table)]
    return {
        "check": {each["name"] for each in seen.get_check_constraints(table)},
        "foreign": set(map(frozenset, foreign)),
        "unique": set(map(frozenset, unique)),
    }
