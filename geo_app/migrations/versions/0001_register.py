"""The register, the indicators, the accounts and the audit."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MOMENT = sa.DateTime(timezone=True)
# Rows of these are only ever added; the database itself refuses the rest.
APPEND_ONLY = ("event", "indicator_result", "audit_entry")


class PostgisGeometry(sa.types.UserDefinedType[str]):
    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "geometry(Geometry,4326)"


def geometry() -> sa.types.TypeEngine[bytes]:
    return sa.LargeBinary().with_variant(PostgisGeometry(), "postgresql")


def upgrade() -> None:
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    if on_postgresql:
        op.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    op.create_table(
        "indicator",
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent", sa.String(length=8), nullable=True),
        sa.Column("text_vi", sa.Text(), nullable=False),
        sa.Column("unit_vi", sa.String(length=64), nullable=False),
        sa.Column("target_kind", sa.String(length=32), nullable=False),
        sa.Column("target_value", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("lead_agencies", sa.JSON(), nullable=False),
        sa.Column("coordinating_agencies", sa.JSON(), nullable=False),
        sa.Column("scope", sa.JSON(), nullable=False),
        sa.Column("source_line", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("code", name="pk_indicator"),
        sa.UniqueConstraint("position", name="uq_indicator_position"),
    )
    op.create_table(
        "user_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_user_account"),
        sa.UniqueConstraint("name", name="uq_user_account_name"),
    )
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=128), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["user_account.id"], name="fk_audit_entry_actor_id"),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entry"),
    )
    op.create_index("ix_audit_entry_at", "audit_entry", ["at"])
    op.create_index("ix_audit_entry_subject", "audit_entry", ["subject"])

    op.create_table(
        "hotspot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=16), nullable=False),
        sa.Column("district_code", sa.String(length=8), nullable=False),
        sa.Column("communes", sa.JSON(), nullable=False),
        sa.Column("service_types", sa.JSON(), nullable=False),
        sa.Column("geometry", geometry(), nullable=True),
        sa.Column("place_precision", sa.String(length=16), nullable=True),
        sa.Column("place_score", sa.Double(), nullable=True),
        sa.Column("place_error_m", sa.Double(), nullable=True),
        sa.Column("place_verdict", sa.String(length=16), nullable=True),
        sa.Column("place_share_inside", sa.Double(), nullable=True),
        sa.Column("place_steps", sa.JSON(), nullable=False),
        sa.Column("place_confirmed_at", MOMENT, nullable=True),
        sa.Column("place_confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("source_plan", sa.String(length=64), nullable=True),
        sa.Column("source_appendix", sa.String(length=8), nullable=True),
        sa.Column("source_row", sa.String(length=16), nullable=True),
        sa.Column("source_line", sa.Integer(), nullable=True),
        sa.Column("source_level_mark", sa.String(length=16), nullable=True),
        sa.Column("source_note", sa.Text(), nullable=True),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "category IN ('establishment', 'public_place')", name="ck_hotspot_category"
        ),
        sa.ForeignKeyConstraint(
            ["place_confirmed_by_id"], ["user_account.id"], name="fk_hotspot_place_confirmed_by_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_hotspot"),
        sa.UniqueConstraint("code", name="uq_hotspot_code"),
    )
    op.create_index("ix_hotspot_district_code", "hotspot", ["district_code"])
    op.create_index("ix_hotspot_source_appendix", "hotspot", ["source_appendix"])

    op.create_table(
        "indicator_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_code", sa.String(length=8), nullable=False),
        sa.Column("unit_code", sa.String(length=8), nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("actual_value", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("total_value", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("actual_value >= 0", name="ck_indicator_result_actual_value"),
        sa.CheckConstraint(
            "total_value > 0 AND actual_value <= total_value",
            name="ck_indicator_result_total_value",
        ),
        sa.ForeignKeyConstraint(
            ["indicator_code"], ["indicator.code"], name="fk_indicator_result_indicator_code"
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["user_account.id"], name="fk_indicator_result_recorded_by_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_indicator_result"),
    )
    op.create_index(
        "ix_indicator_result_latest",
        "indicator_result",
        ["indicator_code", "unit_code", "period", "id"],
    )

    op.create_table(
        "token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_token_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_token"),
        sa.UniqueConstraint("secret_hash", name="uq_token_secret_hash"),
    )
    op.create_index("ix_token_user_id", "token", ["user_id"])

    op.create_table(
        "user_scope",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("district_code", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_user_scope_user_id"),
        sa.PrimaryKeyConstraint("user_id", "district_code", name="pk_user_scope"),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hotspot_id", sa.Integer(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_to", sa.Date(), nullable=False),
        sa.Column("effective_precision", sa.String(length=8), nullable=False),
        sa.Column("placed_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("level", sa.String(length=16), nullable=True),
        sa.Column("clearance", sa.String(length=16), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "clearance IN ('not_cleared', 'cleared', 'handed_over', 'recurred')",
            name="ck_event_clearance",
        ),
        sa.CheckConstraint(
            "effective_precision IN ('day', 'month', 'year')", name="ck_event_effective_precision"
        ),
        sa.CheckConstraint(
            "level IN ('complex', 'active', 'low_activity', 'inactive', 'unverified')",
            name="ck_event_level",
        ),
        sa.CheckConstraint("effective_from <= effective_to", name="ck_event_interval"),
        sa.ForeignKeyConstraint(["hotspot_id"], ["hotspot.id"], name="fk_event_hotspot_id"),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["user_account.id"], name="fk_event_recorded_by_id"
        ),
        sa.ForeignKeyConstraint(["supersedes_id"], ["event.id"], name="fk_event_supersedes_id"),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
        sa.UniqueConstraint("supersedes_id", name="uq_event_supersedes_id"),
    )
    op.create_index("ix_event_history", "event", ["hotspot_id", "placed_on", "id"])
    for table in APPEND_ONLY:
        for statement in (guard_postgresql if on_postgresql else guard_sqlite)(table):
            op.execute(statement)


def guard_sqlite(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def guard_postgresql(table: str) -> list[str]:
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
