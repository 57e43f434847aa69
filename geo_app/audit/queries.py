"""Reads the audit: the newest first, page by page, or all of it in parts."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from geo_app.accounts.models import AuditEntry
from geo_app.audit.filters import AuditFilters
from geo_app.audit.letters import holds, said_in
from geo_app.audit.subjects import is_about

PAGE_LENGTH = 50
PART_LENGTH = 1000
READING = "audit.read"
NEWEST_FIRST = AuditEntry.number.desc()


@dataclass(frozen=True)
class Page:
    """Entries from the newest to the oldest, and whether there are others on either side."""

    entries: list[AuditEntry]
    newer: bool
    older: bool


def page(
    session: Session, filters: AuditFilters, *, before: int | None = None, after: int | None = None
) -> Page:
    """The entries next to a number of the chain; without one, the newest.

    By number and not by page, so that rows which are added meanwhile push nothing aside.
    """
    statement = select(AuditEntry).where(*conditions(filters), *without_readings(filters))
    if after is not None:
        statement = statement.where(AuditEntry.number > after).order_by(AuditEntry.number)
        found = list(session.scalars(statement.limit(PAGE_LENGTH + 1)))
        entries = found[:PAGE_LENGTH][::-1]
        return Page(entries, newer=len(found) > PAGE_LENGTH, older=True)
    if before is not None:
        statement = statement.where(AuditEntry.number < before)
    statement = statement.order_by(NEWEST_FIRST).limit(PAGE_LENGTH + 1)
    found = list(session.scalars(statement))
    return Page(found[:PAGE_LENGTH], newer=before is not None, older=len(found) > PAGE_LENGTH)


def last_number(session: Session) -> int:
    return session.scalar(select(func.max(AuditEntry.number))) or 0


def count(session: Session, filters: AuditFilters, *, until: int) -> int:
    statement = select(func.count(AuditEntry.id)).where(*conditions(filters))
    return session.scalar(statement.where(AuditEntry.number <= until)) or 0


def in_parts(session: Session, filters: AuditFilters, *, until: int) -> Iterator[list[AuditEntry]]:
    """Every entry up to a number, each part by a question of its own: no cursor is held open."""
    below = until + 1
    while True:
        statement = select(AuditEntry).where(*conditions(filters), AuditEntry.number < below)
        part = list(session.scalars(statement.order_by(NEWEST_FIRST).limit(PART_LENGTH)))
        session.expunge_all()
        session.rollback()
        if not part:
            return
        yield part
        below = part[-1].number


def actions(session: Session) -> list[str]:
    """The actions that occur."""
    return list(session.scalars(select(AuditEntry.action).distinct().order_by(AuditEntry.action)))


def without_readings(filters: AuditFilters) -> list[ColumnElement[bool]]:
    """Leaves out who read the audit, or its readers would find little else in it than themselves.

    They are shown when they are asked for, and stand in every download.
    """
    asked_for = filters.readings or filters.action == READING
    return [] if asked_for else [AuditEntry.action != READING]


def conditions(filters: AuditFilters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.action:
        found.append(AuditEntry.action == filters.action)
    if filters.since:
        found.append(AuditEntry.at >= filters.since)
    if filters.until:
        found.append(AuditEntry.at < filters.until)
    if filters.actor:
        found.append(holds(AuditEntry.actor_name, filters.actor))
    if filters.subject:
        found.append(is_about(filters.subject))
    if filters.address:
        found.append(holds(AuditEntry.address, filters.address))
    if filters.text:
        found.append(
            or_(
                said_in(AuditEntry.before, filters.text),
                said_in(AuditEntry.after, filters.text),
            )
        )
    return found
