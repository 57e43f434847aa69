"""The ledger: corrections, withdrawals and merges, the agencies of a handover, the hash chains."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

from geo_app.migrations.frozen import BEGINNING, Geometry, UtcDateTime, digest

revision = "0002"
down_revision = "0001"

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
KINDS = "'state', 'retraction', 'withdrawal', 'merge'"
CHAIN = ("number", "previous_hash", "row_hash")

# The columns of that time with their types: later models may have others.
TABLES: dict[str, dict[str, Any]] = {
    "hotspot": {
        "code": sa.String(),
        "name": sa.Text(),
        "category": sa.String(),
        "district_code": sa.String(),
        "communes": sa.JSON(),
        "service_types": sa.JSON(),
        "geometry": Geometry(),
        "place_precision": sa.String(),
        "place_score": sa.Double(),
        "place_error_m": sa.Double(),
        "place_verdict": sa.String(),
        "place_share_inside": sa.Double(),
        "place_steps": sa.JSON(),
        "source_plan": sa.String(),
        "source_appendix": sa.String(),
        "source_row": sa.String(),
        "source_line": sa.Integer(),
        "source_level_mark": sa.String(),
        "source_note": sa.Text(),
        "recorded_at": UtcDateTime(),
    },
    "event": {
        "hotspot_id": sa.Integer(),
        "kind": sa.String(),
        "effective_from": sa.Date(),
        "effective_to": sa.Date(),
        "effective_precision": sa.String(),
        "placed_on": sa.Date(),
        "position": sa.Integer(),
        "recorded_at": UtcDateTime(),
        "recorded_by_id": sa.Integer(),
        "level": sa.String(),
        "clearance": sa.String(),
        "basis": sa.Text(),
        "note": sa.Text(),
        "supersedes_id": sa.Integer(),
    },
    "audit_entry": {
        "at": UtcDateTime(),
        "actor_id": sa.Integer(),
        "actor_name": sa.String(),
        "action": sa.String(),
        "subject": sa.String(),
        "before": sa.JSON(),
        "after": sa.JSON(),
        "address": sa.Text(),
    },
}
APPEND_ONLY = ("event", "audit_entry")


def upgrade() -> None:
    add_columns()
    op.create_table(
        "chain_head",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("row_hash", sa.String(length=64), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_chain_head"),
    )
    for table in APPEND_ONLY:
        guard(table, on=False)
    place_events_anew()
    for table in TABLES:
        chain_rows(table)
    for table in APPEND_ONLY:
        guard(table, on=True)
    add_indexes()


def add_columns() -> None:
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} ADD COLUMN number INTEGER DEFAULT 0 NOT NULL")
        for name in ("previous_hash", "row_hash"):
            op.execute(f"ALTER TABLE {table} ADD COLUMN {name} VARCHAR(64) DEFAULT '' NOT NULL")
    op.execute(
        "ALTER TABLE event ADD COLUMN kind VARCHAR(16) DEFAULT 'state' NOT NULL "
        f"CONSTRAINT ck_event_kind CHECK (kind IN ({KINDS}))"
    )
    op.execute("ALTER TABLE event ADD COLUMN position INTEGER DEFAULT 0 NOT NULL")
    for name in ("handed_over_by", "handed_over_to", "reason"):
        op.execute(f"ALTER TABLE event ADD COLUMN {name} TEXT")
    op.execute(
        "ALTER TABLE event ADD COLUMN merged_into_id INTEGER "
        "CONSTRAINT fk_event_merged_into_id REFERENCES hotspot (id)"
    )


def add_indexes() -> None:
    for table in TABLES:
        op.create_index(f"uq_{table}_number", table, ["number"], unique=True)
        op.create_index(f"uq_{table}_previous_hash", table, ["previous_hash"], unique=True)
    op.drop_index("ix_event_history", "event")
    history = ["hotspot_id", "placed_on", "position"]
    op.create_index("ix_event_history", "event", history)
    shown_with = ["effective_from", "effective_precision", "number", "id"]
    for name, condition, columns in (
        ("level", "level IS NOT NULL", [*history, "level", *shown_with]),
        ("clearance", "clearance IS NOT NULL", [*history, "clearance", *shown_with]),
        ("superseded", "supersedes_id IS NOT NULL", ["supersedes_id", "number"]),
        ("no_state", "kind <> 'state'", ["hotspot_id"]),
    ):
        where = sa.text(condition)
        op.create_index(
            f"ix_event_{name}", "event", columns, postgresql_where=where, sqlite_where=where
        )
    op.create_index("ix_event_recorded_at", "event", ["recorded_at"])


def guard(table: str, *, on: bool) -> None:
    """Lift or set the ban on editing, for the rows that were there before the chain."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"ALTER TABLE {table} {'ENABLE' if on else 'DISABLE'} TRIGGER {table}_append_only"
        )
    elif on:
        op.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
    else:
        op.execute(f"DROP TRIGGER {table}_no_update")


def place_events_anew() -> None:
    """A month or year is certain on its last day, or on the day of recording if that came first."""
    event = sa.table(
        "event",
        sa.column("id", sa.Integer()),
        sa.column("effective_from", sa.Date()),
        sa.column("effective_to", sa.Date()),
        sa.column("recorded_at", UtcDateTime()),
        sa.column("placed_on", sa.Date()),
        sa.column("position", sa.Integer()),
    )
    connection = op.get_bind()
    rows = connection.execute(sa.select(event).order_by(event.c.id)).all()
    # The position of an event is its number in the chain, which ids with gaps would run ahead of.
    for position, row in enumerate(rows, start=1):
        placed_on = certain_on(row.effective_from, row.effective_to, row.recorded_at)
        connection.execute(
            sa.update(event)
            .where(event.c.id == row.id)
            .values(placed_on=placed_on, position=position)
        )


def certain_on(effective_from: date, effective_to: date, recorded_at: datetime) -> date:
    return max(effective_from, min(effective_to, recorded_at.astimezone(HANOI).date()))


def chain_rows(name: str) -> None:
    columns = TABLES[name]
    table = sa.table(
        name,
        sa.column("id", sa.Integer()),
        *(sa.column(each, kind) for each, kind in columns.items()),
        *(sa.column(each) for each in CHAIN),
    )
    moment = "at" if "at" in columns else "recorded_at"
    connection = op.get_bind()
    length, row_hash, last_at = 0, BEGINNING, None
    for row in connection.execute(sa.select(table).order_by(table.c.id)).mappings().all():
        length += 1
        values: dict[str, Any] = {each: row[each] for each in columns}
        # Along a chain the moments never run back, which a clock that was set back had let them.
        last_at = values[moment] = max(values[moment], last_at or values[moment])
        values |= {"id": row["id"], "number": length, "previous_hash": row_hash}
        row_hash = digest(values)
        changed = {each: values[each] for each in ("number", "previous_hash", moment)}
        connection.execute(
            sa.update(table)
            .where(table.c.id == row["id"])
            .values({**changed, "row_hash": row_hash})
        )
    if length:
        op.execute(
            sa.insert(
                sa.table(
                    "chain_head",
                    sa.column("name"),
                    sa.column("length"),
                    sa.column("row_hash"),
                    sa.column("last_at", UtcDateTime()),
                )
            ).values(name=name, length=length, row_hash=row_hash, last_at=last_at)
        )
