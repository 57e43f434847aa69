"""What a user proves to be one by: sessions, tokens and codes. Only hashes of them are kept."""

from datetime import datetime, timedelta
from typing import ClassVar

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from geo_app.accounts.models import User
from geo_app.db import Base, UtcDateTime, now
from geo_app.ledger.journal import Journaled

HASH = String(64)
LONGEST_BROWSER = 64


def in_a_year() -> datetime:
    return now() + timedelta(days=365)


class UserSession(Base):
    """One browser in which somebody signed in; ended by time, by its user or by an admin."""

    __tablename__ = "user_session"
    # Not in backups: after a restore everybody signs in again.
    __table_args__ = {"info": {"transient": True}}  # noqa: RUF012  # SQLAlchemy's own way

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    key_hash: Mapped[str] = mapped_column(HASH, unique=True)
    began_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    # When the user last proved to be sitting there; account changes want that to be recent.
    confirmed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    address: Mapped[str | None] = mapped_column(Text)
    browser: Mapped[str] = mapped_column(String(LONGEST_BROWSER), default="")
    user: Mapped[User] = relationship(lazy="joined")


class Token(Journaled, Base):
    """What a program signs in with; it may do no more than its user, and may be given less."""

    __tablename__ = "token"
    UNJOURNALED: ClassVar[frozenset[str]] = frozenset({"last_used_at", "last_used_from"})

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    name: Mapped[str] = mapped_column(String(64))
    secret_hash: Mapped[str] = mapped_column(HASH, unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=in_a_year)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    may_write: Mapped[bool] = mapped_column(default=True)
    # Codes of districts; None: all of its user's.
    districts: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_used_from: Mapped[str | None] = mapped_column(Text)
    user: Mapped[User] = relationship(lazy="joined")


class RecoveryCode(Journaled, Base):
    """Takes the place of the second factor once, for who lost the telephone."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    code_hash: Mapped[str] = mapped_column(HASH)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class OneTimeCode(Journaled, Base):
    """Lets somebody choose a password: a new user, one who forgot it, or the first admin."""

    __tablename__ = "one_time_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    # None: whoever holds the code becomes the first administrator.
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    code_hash: Mapped[str] = mapped_column(HASH, unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class FailedSignIns(Base):
    """How often signing in failed of late, for one name or one address.

    The name is kept as a keyed hash: people type passwords into the field for it.
    """

    __tablename__ = "failed_sign_in"
    __table_args__ = {"info": {"transient": True}}  # noqa: RUF012  # SQLAlchemy's own way

    key_hash: Mapped[str] = mapped_column(HASH, primary_key=True)
    failures: Mapped[int] = mapped_column()
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
