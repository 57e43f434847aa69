"""How often a caller asked lately, for several processes that count together."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "request_count",
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("moments", sa.JSON(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key_hash", name="pk_request_count"),
    )
    op.create_index("ix_request_count_expires_at", "request_count", ["expires_at"])
