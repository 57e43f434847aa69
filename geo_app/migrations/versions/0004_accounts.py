"""Sessions that can be ended, second factors, one-time codes, tokens that end, and lock-outs."""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

from geo_app.migrations.frozen import UtcDateTime

revision = "0004"
down_revision = "0003"

MOMENT = sa.DateTime(timezone=True)
# Tokens made before they had an end get one, counted from the day on which they were made.
DAYS_OF_OLD_TOKENS = 365


def upgrade() -> None:
    op.add_column("user_account", sa.Column("factor_secret", sa.Text(), nullable=True))
    op.add_column("user_account", sa.Column("factor_since", MOMENT, nullable=True))
    op.add_column("user_account", sa.Column("factor_step", sa.Integer(), nullable=True))
    op.add_column("user_account", sa.Column("password_changed_at", MOMENT, nullable=True))
    op.create_table(
        "user_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("browser", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_user_session_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_user_session"),
        sa.UniqueConstraint("key_hash", name="uq_user_session_key_hash"),
    )
    op.create_index("ix_user_session_user_id", "user_session", ["user_id"])
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_recovery_code_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_recovery_code"),
    )
    op.create_index("ix_recovery_code_user_id", "recovery_code", ["user_id"])
    op.create_table(
        "one_time_code",
        sa.Column("id", sa.Integer(), nullable=False),
        # None: whoever holds the code becomes the first administrator.
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_one_time_code_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_one_time_code"),
        sa.UniqueConstraint("code_hash", name="uq_one_time_code_code_hash"),
    )
    op.create_table(
        "failed_sign_in",
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.Column("locked_until", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("key_hash", name="pk_failed_sign_in"),
    )
    add_ends_to_tokens()
    op.create_index("ix_audit_entry_actor_name", "audit_entry", ["actor_name"])
    op.create_index("ix_audit_entry_action", "audit_entry", ["action"])


def add_ends_to_tokens() -> None:
    with op.batch_alter_table("token") as token:
        token.add_column(sa.Column("expires_at", MOMENT, nullable=True))
        token.add_column(
            sa.Column("may_write", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        token.add_column(sa.Column("districts", sa.JSON(), nullable=True))
        token.add_column(sa.Column("last_used_at", MOMENT, nullable=True))
        token.add_column(sa.Column("last_used_from", sa.Text(), nullable=True))
    tokens = sa.table(
        "token",
        sa.column("id", sa.Integer()),
        sa.column("created_at", UtcDateTime()),
        sa.column("expires_at", UtcDateTime()),
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(tokens.c.id, tokens.c.created_at)).all():
        connection.execute(
            sa.update(tokens)
            .where(tokens.c.id == row.id)
            .values(expires_at=row.created_at + timedelta(days=DAYS_OF_OLD_TOKENS))
        )
