"""Reads the audit: the newest first, page by page, or all of it in parts."""

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Text, cast, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from geo_app.accounts.models import AuditEntry
from geo_app.audit.filters import AuditFilters

PAGE_LENGTH = 50
PART_LENGTH = 1000
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
    statement = select(AuditEntry).where(*conditions(filters))
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
        found.append(holds(AuditEntry.subject, filters.subject))
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


def holds(
    column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None], text: str
) -> ColumnElement[bool]:
    return func.lower(column).contains(text.lower(), autoescape=True)


def said_in(
    column: InstrumentedAttribute[dict[str, object] | None], text: str
) -> ColumnElement[bool]:
    """Whether the text stands in a column of JSON, which both databases keep as it was written:
    with letters beyond ASCII as escapes.
    """
    written = json.dumps(unicodedata.normalize("NFC", text))[1:-1]
    return func.lower(cast(column, Text)).contains(written.lower(), autoescape=True)
