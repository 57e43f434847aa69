"""The audit as a table for a spreadsheet, in parts as they are read."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from geo_app.accounts.models import AuditEntry
from geo_app.audit import queries
from geo_app.audit.filters import AuditFilters
from geo_app.audit.words import ACTION_NAMES, action_name
from geo_app.db import Database
from geo_app.exports.cells import safe_row
from geo_app.i18n import HANOI
from geo_app.ledger import anchors
from geo_app.ledger.journal import JournalEntry

# By it a spreadsheet knows that the text is UTF-8.
BYTE_ORDER_MARK = "\ufeff"


def csv_parts(database: Database, filters: AuditFilters, *, until: int) -> Iterator[str]:
    """The lines of the table; the last entry is the one with the number `until`.

    A line at its end says where the journal stood: a table without it was broken off or cut.

    What depends on the request, its language, is settled here: the parts are made after it, and
    would otherwise have to hold on to it, and with it to who asked.
    """
    names = {code: action_name(code) for code in ACTION_NAMES}
    with Session(database.engine) as session:
        head = anchors.head(session)
    around = headings(), closing(head)
    return parts_of(database, filters, until, around, names)


def parts_of(
    database: Database,
    filters: AuditFilters,
    until: int,
    around: tuple[list[Any], list[Any]],
    names: dict[str, str],
) -> Iterator[str]:
    first, last = around
    yield BYTE_ORDER_MARK + lines([first])
    with Session(database.engine) as session:
        for part in queries.in_parts(session, filters, until=until):
            yield lines([cells(entry, names) for entry in part])
    yield lines([last])


def headings() -> list[Any]:
    return [
        _("Row"),
        _("Time (Hanoi)"),
        _("Who"),
        _("Action"),
        _("Action in words"),
        _("About"),
        _("Address"),
        _("Before"),
        _("After"),
        _("Hash of the row"),
    ]


def cells(entry: AuditEntry, names: dict[str, str]) -> list[Any]:
    return [
        entry.number,
        entry.at.astimezone(HANOI).isoformat(sep=" ", timespec="seconds"),
        entry.actor_name,
        entry.action,
        names.get(entry.action, entry.action),
        entry.subject,
        entry.address or "",
        as_text(entry.before),
        as_text(entry.after),
        entry.row_hash,
    ]


def closing(head: JournalEntry | None) -> list[Any]:
    if head is None:
        # No download is handed out before it is recorded.
        raise LookupError
    moment = head.at.astimezone(HANOI).isoformat(sep=" ", timespec="seconds")
    about = f"journal/{head.number}"
    return ["", moment, "", "", _("Mark of the journal"), about, "", "", "", head.row_hash]


def as_text(said: dict[str, Any] | None) -> str:
    return "" if said is None else json.dumps(said, ensure_ascii=False, sort_keys=True)


def lines(rows: list[list[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(safe_row(row) for row in rows)
    return text.getvalue()
