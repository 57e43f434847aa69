"""What was entered in one step and is needed in the next."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "prepared_entry",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_prepared_entry_user_id"),
        sa.PrimaryKeyConstraint("key", name="pk_prepared_entry"),
    )
    op.create_index("ix_prepared_entry_expires_at", "prepared_entry", ["expires_at"])
