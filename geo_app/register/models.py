"""Hotspots and the events that alone change their standing."""

from datetime import date, datetime
from typing import Any, ClassVar

from shapely.geometry.base import BaseGeometry
from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from geo_app.accounts.models import User
from geo_app.chain import Chained
from geo_app.db import Base, Geometry, UtcDateTime, now
from geo_app.register.entry_numbers import NumberedAtHotspot
from geo_app.register.vocabulary import CATEGORIES, CLEARANCES, KINDS, LEVELS, PRECISIONS
from geodata.shapes import sound


def one_of(column: str, allowed: tuple[str, ...]) -> CheckConstraint:
    values = ", ".join(f"'{value}'" for value in allowed)
    return CheckConstraint(f"{column} IN ({values})", name=column)


ORDER = ("hotspot_id", "placed_on", "position")
SHOWN_WITH = ("effective_from", "effective_precision", "number", "id")


def partial_index(name: str, condition: str, *columns: str) -> Index:
    """An index of the events that fulfil a condition."""
    where = text(condition)
    return Index(f"ix_event_{name}", *columns, postgresql_where=where, sqlite_where=where)


class Hotspot(Chained, Base):
    """A place, never a person. What it is and where; its standing is in its events."""

    __tablename__ = "hotspot"
    __table_args__ = (one_of("category", CATEGORIES),)
    UNCHAINED: ClassVar[frozenset[str]] = frozenset(
        {"version", "place_confirmed_at", "place_confirmed_by_id"}
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(String(16))
    # The unit its plan names, in the edition of that plan: a reform does not rewrite it.
    district_code: Mapped[str] = mapped_column(String(8), index=True)
    communes: Mapped[list[str]] = mapped_column(JSON)
    service_types: Mapped[list[str]] = mapped_column(JSON)
    # Where it is (lon/lat) and how that was found.
    geometry: Mapped[BaseGeometry | None] = mapped_column(Geometry)
    place_precision: Mapped[str | None] = mapped_column(String(16))
    place_score: Mapped[float | None] = mapped_column()
    place_error_m: Mapped[float | None] = mapped_column()
    place_verdict: Mapped[str | None] = mapped_column(String(16))
    place_share_inside: Mapped[float | None] = mapped_column()
    place_steps: Mapped[list[Any]] = mapped_column(JSON)
    place_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    place_confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    # Where the entry comes from: plan, appendix, row, line of the source text.
    source_plan: Mapped[str | None] = mapped_column(String(64))
    source_appendix: Mapped[str | None] = mapped_column(String(8), index=True)
    source_row: Mapped[str | None] = mapped_column(String(16))
    source_line: Mapped[int | None] = mapped_column()
    source_level_mark: Mapped[str | None] = mapped_column(String(16))
    source_note: Mapped[str | None] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    # Rises with each write, so that two people cannot save over each other unknowingly.
    version: Mapped[int] = mapped_column(default=1)

    events: Mapped[list["Event"]] = relationship(
        back_populates="hotspot", order_by="Event.id", foreign_keys="Event.hotspot_id"
    )
    place_confirmed_by: Mapped[User | None] = relationship()

    @property
    def place(self) -> BaseGeometry | None:
        """Where it is, for everybody who draws or measures it; None where that is not known.

        The ledger keeps what was once written, and earlier releases wrote geometries of mixed
        kinds. They are made sound here, on reading, because the hash of the row covers them.
        """
        place = None if self.geometry is None else sound(self.geometry)
        return None if place is None or place.is_empty else place


class Event(NumberedAtHotspot, Chained, Base):
    """Something that became true of a hotspot on a day, a month or a year. Never edited.

    `placed_on` is the first day on which it was certainly true: the last day of the month or year
    that is known, or the day of recording where that came first. Of two on one day the one with
    the higher `position` stands last. A correction of the same date stands where the corrected
    event stood, any other event behind those that were recorded before.
    """

    __tablename__ = "event"
    __table_args__ = (
        one_of("level", LEVELS),
        one_of("clearance", CLEARANCES),
        one_of("effective_precision", PRECISIONS),
        one_of("kind", KINDS),
        CheckConstraint("effective_from <= effective_to", name="interval"),
        Index("ix_event_history", *ORDER),
        # With every column of the answer in it, so that the table itself is not visited.
        partial_index("level", "level IS NOT NULL", *ORDER, "level", *SHOWN_WITH),
        partial_index("clearance", "clearance IS NOT NULL", *ORDER, "clearance", *SHOWN_WITH),
        partial_index("superseded", "supersedes_id IS NOT NULL", "supersedes_id", "number"),
        partial_index("no_state", "kind <> 'state'", "hotspot_id"),
        Index("ix_event_recorded_at", "recorded_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    hotspot_id: Mapped[int] = mapped_column(ForeignKey("hotspot.id"))
    kind: Mapped[str] = mapped_column(String(16), default="state")
    effective_from: Mapped[date] = mapped_column()
    effective_to: Mapped[date] = mapped_column()
    effective_precision: Mapped[str] = mapped_column(String(8))
    placed_on: Mapped[date] = mapped_column()
    position: Mapped[int] = mapped_column()
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    level: Mapped[str | None] = mapped_column(String(16))
    clearance: Mapped[str | None] = mapped_column(String(16))
    # The agencies of a handover.
    handed_over_by: Mapped[str | None] = mapped_column(Text)
    handed_over_to: Mapped[str | None] = mapped_column(Text)
    basis: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    # Which event this one corrects or takes back, and why it, or the hotspot, was wrong.
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), unique=True)
    reason: Mapped[str | None] = mapped_column(Text)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("hotspot.id"))

    hotspot: Mapped[Hotspot] = relationship(back_populates="events", foreign_keys=[hotspot_id])
    merged_into: Mapped[Hotspot | None] = relationship(foreign_keys=[merged_into_id])
    recorded_by: Mapped[User | None] = relationship(lazy="joined")
    supersedes: Mapped["Event | None"] = relationship(remote_side="Event.id")

    def numbered(self) -> None:
        if self.position is None:
            self.position = self.number


class PreparedEntry(Base):
    """What a user entered in one step and goes on with in the next; see `prepared.py`."""

    __tablename__ = "prepared_entry"
    # Not in backups: what was not saved is no part of the register.
    __table_args__ = {"info": {"transient": True}}  # noqa: RUF012  # SQLAlchemy's own way

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
