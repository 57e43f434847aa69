"""No row of a ledger is removed, be it by emptying its table or by putting another in its place.

Rows of events, inspections and the audit could be neither updated nor deleted before. Two ways
went past that: TRUNCATE on PostgreSQL, which no trigger on rows sees, and INSERT OR REPLACE on
SQLite, which deletes without a word. A hotspot may get a new version or a confirmation, and may
not vanish.
"""

from alembic import op

revision = "0005"
down_revision = "0004"

LEDGERS = ("event", "inspection", "audit_entry")
HOTSPOT = "hotspot"
UNIQUE = ("id", "number", "previous_hash")


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in postgresql_guards() if postgresql else sqlite_guards():
        op.execute(statement)


def postgresql_guards() -> list[str]:
    return [
        *(no_truncate(table) for table in LEDGERS),
        (
            f"CREATE FUNCTION {HOTSPOT}_no_delete() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION 'rows of {HOTSPOT} are never deleted'; END $$"
        ),
        (
            f"CREATE TRIGGER {HOTSPOT}_no_delete BEFORE DELETE ON {HOTSPOT} "
            f"FOR EACH ROW EXECUTE FUNCTION {HOTSPOT}_no_delete()"
        ),
        (
            f"CREATE TRIGGER {HOTSPOT}_no_truncate BEFORE TRUNCATE ON {HOTSPOT} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {HOTSPOT}_no_delete()"
        ),
    ]


def no_truncate(table: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()"
    )


def sqlite_guards() -> list[str]:
    return [
        *(no_replacement(table) for table in (*LEDGERS, HOTSPOT)),
        (
            f"CREATE TRIGGER {HOTSPOT}_no_delete BEFORE DELETE ON {HOTSPOT} "
            f"BEGIN SELECT RAISE(ABORT, 'rows of {HOTSPOT} are never deleted'); END"
        ),
    ]


def no_replacement(table: str) -> str:
    taken = " OR ".join(f"{column} = NEW.{column}" for column in UNIQUE)
    stands = f"EXISTS (SELECT 1 FROM {table} WHERE {taken})"  # noqa: S608  # names from above
    return (
        f"CREATE TRIGGER {table}_no_replacement BEFORE INSERT ON {table} WHEN {stands} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )
