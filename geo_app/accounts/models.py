"""Users of the service with their scopes, and the audit of what was done."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from geo_app.chain import Chained
from geo_app.db import Base, UtcDateTime, now
from geo_app.ledger.journal import Journaled


class User(Journaled, Base):
    __tablename__ = "user_account"
    # Which code of the second factor was the last that was taken.
    UNJOURNALED: ClassVar[frozenset[str]] = frozenset({"factor_step"})

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    password_hash: Mapped[str] = mapped_column(String(255))
    role: Mapped[str] = mapped_column(String(16))
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    password_changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # The secret of the second factor, encrypted; `factor_since` is set once a code has shown that
    # it works, and `factor_step` is the last time step whose code was taken.
    factor_secret: Mapped[str | None] = mapped_column(Text)
    factor_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    factor_step: Mapped[int | None] = mapped_column()
    scopes: Mapped[list["UserScope"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="UserScope.district_code"
    )

    # What Flask-Login asks of a user.
    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        return self.active

    def get_id(self) -> str:
        return str(self.id)

    @property
    def has_second_factor(self) -> bool:
        return self.factor_since is not None

    @property
    def districts(self) -> frozenset[str] | None:
        """The districts this user may see; None is the whole city."""
        return frozenset(scope.district_code for scope in self.scopes) or None


class UserScope(Journaled, Base):
    __tablename__ = "user_scope"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    district_code: Mapped[str] = mapped_column(String(8), primary_key=True)


class AuditEntry(Chained, Base):
    """Who wrote what, before and after, when and from where. Rows are only ever added."""

    __tablename__ = "audit_entry"
    MOMENT: ClassVar[str] = "at"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    actor_name: Mapped[str] = mapped_column(String(64), index=True)
    action: Mapped[str] = mapped_column(String(64), index=True)
    subject: Mapped[str] = mapped_column(String(128), index=True)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    address: Mapped[str | None] = mapped_column(Text)
