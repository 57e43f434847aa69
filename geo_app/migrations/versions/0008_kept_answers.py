"""Answers to programs that ask again with the same key."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "kept_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("request_hash", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_kept_answer_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_kept_answer"),
    )
    op.create_index("uq_kept_answer_user_id", "kept_answer", ["user_id", "key_hash"], unique=True)
    op.create_index("ix_kept_answer_expires_at", "kept_answer", ["expires_at"])
