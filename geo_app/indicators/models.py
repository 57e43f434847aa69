"""The indicators of Appendix I and what was reported for them."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Numeric, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from geo_app.accounts.models import User
from geo_app.chain import Chained
from geo_app.db import Base, UtcDateTime, now
from geo_app.ledger.journal import Journaled

CITY = "city"
RESULT_STATES = ("draft", "submitted", "confirmed")


class Indicator(Journaled, Base):
    __tablename__ = "indicator"

    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    position: Mapped[int] = mapped_column(unique=True)
    parent: Mapped[str | None] = mapped_column(String(8))
    text_vi: Mapped[str] = mapped_column(Text)
    unit_vi: Mapped[str] = mapped_column(String(64))
    target_kind: Mapped[str] = mapped_column(String(32))
    target_value: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    lead_agencies: Mapped[list[str]] = mapped_column(JSON)
    coordinating_agencies: Mapped[list[str]] = mapped_column(JSON)
    scope: Mapped[list[Any]] = mapped_column(JSON)
    source_line: Mapped[int | None] = mapped_column()


class IndicatorResult(Chained, Base):
    """One report of one unit for one period. A later report supersedes; none is edited.

    `actual_value` is the count, or for a share its numerator over `total_value`.
    """

    __tablename__ = "indicator_result"
    __table_args__ = (
        CheckConstraint("actual_value >= 0", name="actual_value"),
        CheckConstraint("total_value > 0 AND actual_value <= total_value", name="total_value"),
        Index("ix_indicator_result_latest", "indicator_code", "unit_code", "period", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_code: Mapped[str] = mapped_column(ForeignKey("indicator.code"))
    unit_code: Mapped[str] = mapped_column(String(8), default=CITY)
    period: Mapped[str] = mapped_column(String(8))
    actual_value: Mapped[Decimal] = mapped_column(Numeric(14, 2))
    total_value: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    state: Mapped[str] = mapped_column(String(16), default="draft")
    basis: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    recorded_by: Mapped[User | None] = relationship(lazy="joined")
