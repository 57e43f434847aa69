"""The journal of transactions, which begins with every row there is, and a chain for results."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from geo_app.migrations.frozen import UtcDateTime, digest
from geo_app.migrations.frozen_chains import (
    add_later_guards,
    append,
    append_only,
    chained_table,
    guard,
    hash_anew,
    table_of,
)

revision = "0007"
down_revision = "0006"

AT_ONCE = 1000
RESULT: dict[str, Any] = {
    "indicator_code": sa.String(),
    "unit_code": sa.String(),
    "period": sa.String(),
    "actual_value": sa.Numeric(14, 2),
    "total_value": sa.Numeric(14, 2),
    "state": sa.String(),
    "basis": sa.Text(),
    "note": sa.Text(),
    "recorded_at": UtcDateTime(),
    "recorded_by_id": sa.Integer(),
}
AUDIT: dict[str, Any] = {
    "at": UtcDateTime(),
    "actor_id": sa.Integer(),
    "actor_name": sa.String(),
    "action": sa.String(),
    "subject": sa.String(),
    "before": sa.JSON(none_as_null=True),
    "after": sa.JSON(none_as_null=True),
    "address": sa.Text(),
}
JOURNAL: dict[str, Any] = {"at": UtcDateTime(), "rows": sa.JSON()}
# What the journal hashes of each table: a chained row by its own hash and what that leaves out.
JOURNALED: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "event": (("id",), {"row_hash": sa.String()}),
    "inspection": (("id",), {"row_hash": sa.String()}),
    "audit_entry": (("id",), {"row_hash": sa.String()}),
    "indicator_result": (("id",), {"row_hash": sa.String()}),
    "hotspot": (
        ("id",),
        {
            "row_hash": sa.String(),
            "version": sa.Integer(),
            "place_confirmed_at": UtcDateTime(),
            "place_confirmed_by_id": sa.Integer(),
        },
    ),
    "indicator": (
        ("code",),
        {
            "code": sa.String(),
            "position": sa.Integer(),
            "parent": sa.String(),
            "text_vi": sa.Text(),
            "unit_vi": sa.String(),
            "target_kind": sa.String(),
            "target_value": sa.Numeric(14, 2),
            "lead_agencies": sa.JSON(),
            "coordinating_agencies": sa.JSON(),
            "scope": sa.JSON(),
            "source_line": sa.Integer(),
        },
    ),
    "user_account": (
        ("id",),
        {
            "id": sa.Integer(),
            "name": sa.String(),
            "password_hash": sa.String(),
            "role": sa.String(),
            "active": sa.Boolean(),
            "created_at": UtcDateTime(),
            "password_changed_at": UtcDateTime(),
            "factor_secret": sa.Text(),
            "factor_since": UtcDateTime(),
        },
    ),
    "user_scope": (
        ("user_id", "district_code"),
        {"user_id": sa.Integer(), "district_code": sa.String()},
    ),
    "token": (
        ("id",),
        {
            "id": sa.Integer(),
            "user_id": sa.Integer(),
            "name": sa.String(),
            "secret_hash": sa.String(),
            "created_at": UtcDateTime(),
            "expires_at": UtcDateTime(),
            "revoked_at": UtcDateTime(),
            "may_write": sa.Boolean(),
            "districts": sa.JSON(none_as_null=True),
        },
    ),
    "recovery_code": (
        ("id",),
        {
            "id": sa.Integer(),
            "user_id": sa.Integer(),
            "code_hash": sa.String(),
            "used_at": UtcDateTime(),
        },
    ),
    "one_time_code": (
        ("id",),
        {
            "id": sa.Integer(),
            "user_id": sa.Integer(),
            "code_hash": sa.String(),
            "created_at": UtcDateTime(),
            "expires_at": UtcDateTime(),
            "used_at": UtcDateTime(),
        },
    ),
}


def upgrade() -> None:
    chain_results()
    create_journal()
    journal_what_stands()


def chain_results() -> None:
    name = "indicator_result"
    op.execute(f"ALTER TABLE {name} ADD COLUMN number INTEGER DEFAULT 0 NOT NULL")
    for column in ("previous_hash", "row_hash"):
        op.execute(f"ALTER TABLE {name} ADD COLUMN {column} VARCHAR(64) DEFAULT '' NOT NULL")
    guard(name, on=False)
    plain = table_of(name, {"id": sa.Integer(), **RESULT})
    found = op.get_bind().execute(sa.select(plain).order_by(plain.c.id)).mappings()
    hash_anew(chained_table(name, RESULT), [dict(row) for row in found], "recorded_at")
    guard(name, on=True)
    for column in ("number", "previous_hash"):
        op.create_index(f"uq_{name}_{column}", name, [column], unique=True)
    add_later_guards(name)


def create_journal() -> None:
    op.create_table(
        "journal_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("row_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_journal_entry"),
        sa.UniqueConstraint("number", name="uq_journal_entry_number"),
        sa.UniqueConstraint("previous_hash", name="uq_journal_entry_previous_hash"),
    )
    op.create_index("ix_journal_entry_at", "journal_entry", ["at"])
    for statement in append_only("journal_entry"):
        op.execute(statement)
    add_later_guards("journal_entry")


def journal_what_stands() -> None:
    """Begin the journal with every row there is; a register without rows begins it by itself."""
    rows = dict(standing_rows())
    if not rows:
        return
    now = datetime.now(UTC)
    after = {"rows": len(rows)}
    said = {"actor_name": "system", "action": "journal.begin", "subject": "journal/1"}
    entry = append(chained_table("audit_entry", AUDIT), {"at": now, **said, "after": after})
    rows[f"audit_entry:{entry['id']}"] = entry["row_hash"]
    journal = chained_table("journal_entry", JOURNAL)
    keys = sorted(rows)
    for first in range(0, len(keys), AT_ONCE):
        part = {key: rows[key] for key in keys[first : first + AT_ONCE]}
        append(journal, {"at": now, "rows": part})


def standing_rows() -> Iterator[tuple[str, str]]:
    for name, (keys, columns) in JOURNALED.items():
        table = table_of(name, {**dict.fromkeys(keys, sa.Integer()), **columns})
        for row in op.get_bind().execute(sa.select(table)).mappings():
            values = {each: row[each] for each in columns}
            hashed = digest({"table": name, **values})
            key = f"{name}:{','.join(str(row[each]) for each in keys)}"
            yield key, values["row_hash"] if values.keys() == {"row_hash"} else hashed
