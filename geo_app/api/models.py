"""Answers that are kept for a while, for programs that ask again because none reached them."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from geo_app.db import Base, UtcDateTime


class KeptAnswer(Base):
    """The answer to a write that was sent with an Idempotency-Key, written together with it."""

    __tablename__ = "kept_answer"
    __table_args__ = (
        Index("uq_kept_answer_user_id", "user_id", "key_hash", unique=True),
        # Not in backups: after a restore the rule against repetitions still holds.
        {"info": {"transient": True}},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # Whose it is: nobody else is answered with it.
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    # Programs may put anything in a key; its hash tells nothing.
    key_hash: Mapped[str] = mapped_column(String(64))
    # The request: method, address, districts, body.
    request_hash: Mapped[str] = mapped_column(String(64))
    status: Mapped[int] = mapped_column()
    headers: Mapped[dict[str, str]] = mapped_column(JSON)
    body: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
