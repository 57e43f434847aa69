"""Inspections: when which team 178 was at a hotspot, and what it found."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from geo_app.accounts.models import User
from geo_app.chain import Chained
from geo_app.db import Base, UtcDateTime, now
from geo_app.inspections.vocabulary import KINDS, TEAM_LEVELS
from geo_app.register.entry_numbers import NumberedAtHotspot
from geo_app.register.models import Event, Hotspot, one_of
from geo_app.register.vocabulary import PRECISIONS

# A retraction says nothing but what it takes back; an inspection says all of it.
FIGURES = (
    "kind = 'retraction' AND supersedes_id IS NOT NULL AND team_level IS NULL "
    "AND establishments_checked IS NULL AND establishments_violating IS NULL "
    "AND people_informed IS NULL AND event_id IS NULL "
    "OR kind = 'inspection' AND team_level IS NOT NULL "
    "AND establishments_checked IS NOT NULL AND establishments_violating IS NOT NULL "
    "AND people_informed IS NOT NULL AND people_informed >= 0 "
    "AND establishments_violating BETWEEN 0 AND establishments_checked"
)


class Inspection(NumberedAtHotspot, Chained, Base):
    """What a team found at a hotspot on a day, a month or a year. Never edited.

    A correction or a retraction is a row of its own that supersedes the earlier one.
    `placed_on` is, as for an event, the first day on which it had certainly taken place.
    """

    __tablename__ = "inspection"
    __table_args__ = (
        one_of("kind", KINDS),
        one_of("team_level", TEAM_LEVELS),
        one_of("effective_precision", PRECISIONS),
        CheckConstraint("effective_from <= effective_to", name="interval"),
        CheckConstraint(FIGURES, name="figures"),
        Index("ix_inspection_history", "hotspot_id", "placed_on"),
        Index("ix_inspection_effective", "effective_from", "effective_to"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    hotspot_id: Mapped[int] = mapped_column(ForeignKey("hotspot.id"))
    kind: Mapped[str] = mapped_column(String(16), default="inspection")
    effective_from: Mapped[date] = mapped_column()
    effective_to: Mapped[date] = mapped_column()
    effective_precision: Mapped[str] = mapped_column(String(8))
    placed_on: Mapped[date] = mapped_column()
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    team_level: Mapped[str | None] = mapped_column(String(16))
    establishments_checked: Mapped[int | None] = mapped_column()
    establishments_violating: Mapped[int | None] = mapped_column()
    people_informed: Mapped[int | None] = mapped_column()
    basis: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    # The event that says which level or clearance the team found, where it says one.
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("inspection.id"), unique=True)
    reason: Mapped[str | None] = mapped_column(Text)

    hotspot: Mapped[Hotspot] = relationship(lazy="joined")
    recorded_by: Mapped[User | None] = relationship(lazy="joined")
    event: Mapped[Event | None] = relationship(lazy="joined")
    supersedes: Mapped["Inspection | None"] = relationship(remote_side="Inspection.id")

    @property
    def level(self) -> str | None:
        """The level that the team found; None where it says nothing of it."""
        return self.event.level if self.event else None

    @property
    def clearance(self) -> str | None:
        """The clearance that the team found; None where it says nothing of it."""
        return self.event.clearance if self.event else None
