"""Inspections: a ledger of their own, chained and append-only like that of the events."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

FIGURES = (
    "kind = 'retraction' AND supersedes_id IS NOT NULL AND team_level IS NULL "
    "AND establishments_checked IS NULL AND establishments_violating IS NULL "
    "AND people_informed IS NULL AND event_id IS NULL "
    "OR kind = 'inspection' AND team_level IS NOT NULL "
    "AND establishments_checked IS NOT NULL AND establishments_violating IS NOT NULL "
    "AND people_informed IS NOT NULL AND people_informed >= 0 "
    "AND establishments_violating BETWEEN 0 AND establishments_checked"
)


def upgrade() -> None:
    op.create_table(
        "inspection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hotspot_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_to", sa.Date(), nullable=False),
        sa.Column("effective_precision", sa.String(length=8), nullable=False),
        sa.Column("placed_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("team_level", sa.String(length=16), nullable=True),
        sa.Column("establishments_checked", sa.Integer(), nullable=True),
        sa.Column("establishments_violating", sa.Integer(), nullable=True),
        sa.Column("people_informed", sa.Integer(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("row_hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("kind IN ('inspection', 'retraction')", name="kind"),
        sa.CheckConstraint("team_level IN ('city', 'district', 'commune')", name="team_level"),
        sa.CheckConstraint(
            "effective_precision IN ('day', 'month', 'year')",
            name="effective_precision",
        ),
        sa.CheckConstraint("effective_from <= effective_to", name="interval"),
        sa.CheckConstraint(FIGURES, name="figures"),
        sa.ForeignKeyConstraint(["hotspot_id"], ["hotspot.id"], name="fk_inspection_hotspot_id"),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["user_account.id"], name="fk_inspection_recorded_by_id"
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_inspection_event_id"),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["inspection.id"], name="fk_inspection_supersedes_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_inspection"),
        sa.UniqueConstraint("supersedes_id", name="uq_inspection_supersedes_id"),
        sa.UniqueConstraint("number", name="uq_inspection_number"),
        sa.UniqueConstraint("previous_hash", name="uq_inspection_previous_hash"),
    )
    op.create_index("ix_inspection_history", "inspection", ["hotspot_id", "placed_on"])
    op.create_index("ix_inspection_effective", "inspection", ["effective_from", "effective_to"])
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in guard_postgresql() if on_postgresql else guard_sqlite():
        op.execute(statement)


def guard_sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER inspection_no_{verb.lower()} BEFORE {verb} ON inspection "
        "BEGIN SELECT RAISE(ABORT, 'inspection is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def guard_postgresql() -> list[str]:
    return [
        (
            "CREATE FUNCTION inspection_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'inspection is append-only'; END $$"
        ),
        (
            "CREATE TRIGGER inspection_append_only BEFORE UPDATE OR DELETE ON inspection "
            "FOR EACH ROW EXECUTE FUNCTION inspection_append_only()"
        ),
    ]
