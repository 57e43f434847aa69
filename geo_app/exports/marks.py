"""Marks: sixteen digits on a sheet or an export, by which it is held against the ledger later.

What a reader of the whole city takes along shows where the journal stood. To anybody else that
would tell of writes elsewhere; what they get, and each district's sheet, shows a fingerprint of
the rows in it and of nothing else: the same rows make the same mark, whoever reads them, and
`hotspots verify` makes it again by reading what was read then.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geo_app.accounts.scope import Scope
from geo_app.chain import canonical, digest
from geo_app.ledger import anchors
from geo_app.register import queries
from geo_app.register.models import Event, Hotspot
from geo_app.register.reading import Reading

DIGITS = 16
GROUP = 4
# What a sheet prints: the full minute that includes what was recorded last.
PRINTED = timedelta(minutes=1)
JOURNAL, ROWS = "journal", "rows"


def mark_of(
    session: Session, standings: list[queries.Standing], reading: Reading, *, scope: Scope
) -> dict[str, str | None]:
    """The mark of an export and what it is `of`; None where there is nothing to mark."""
    if scope is None:
        return {"of": JOURNAL, "digits": journal_mark(session, reading) or None}
    return {"of": ROWS, "digits": fingerprint(session, standings, reading) or None}


def journal_mark(session: Session, reading: Reading) -> str:
    """Where the journal stood when this was read, or at the moment that is read; "" for nowhere."""
    entry = anchors.head(session, reading.known_on)
    return entry.row_hash[:DIGITS] if entry else ""


def fingerprint(session: Session, standings: list[queries.Standing], reading: Reading) -> str:
    """The mark of these hotspots, their places and their histories in a reading; "" for none."""
    if not standings:
        return ""
    ids = [each.hotspot.id for each in standings]
    events = queries.histories_in_force(session, ids, reading)
    rows = {each.hotspot.code: row_of(each, events[each.hotspot.id]) for each in standings}
    return digest({code: digest(row) for code, row in rows.items()})[:DIGITS]


def row_of(standing: queries.Standing, events: list[Event]) -> dict[str, Any]:
    """What is said of a hotspot; its number is left out, which follows what the reader may see."""
    hotspot = standing.hotspot
    return {
        "name": hotspot.name,
        "category": hotspot.category,
        "district": hotspot.district_code,
        "communes": hotspot.communes,
        "geometry": hotspot.geometry,
        "level": standing.level,
        "clearance": standing.clearance,
        "history": [
            [
                canonical(event.effective_from),
                canonical(event.effective_to),
                event.level,
                event.clearance,
            ]
            for event in events
        ],
    }


def fingerprints(session: Session, districts: frozenset[str], reading: Reading) -> Iterator[str]:
    """The marks that these districts may have had in a reading; more than one within a minute."""
    for each in readings_within(session, districts, reading):
        found = queries.standings(session, scope=districts, reading=each)
        yield fingerprint(session, found, each)


def readings_within(
    session: Session, districts: frozenset[str], reading: Reading
) -> Iterator[Reading]:
    """The reading itself, and those whose moment a sheet prints as this one's full minute."""
    yield reading
    if reading.known_on is None:
        return
    statement = (
        select(Event.recorded_at)
        .join(Hotspot, Hotspot.id == Event.hotspot_id)
        .where(
            Hotspot.district_code.in_(districts),
            Event.recorded_at > reading.known_on - PRINTED,
            Event.recorded_at < reading.known_on,
        )
        .distinct()
    )
    for moment in session.scalars(statement):
        yield replace(reading, known_on=moment)


def spaced(mark: str) -> str:
    """A mark as it is printed, to be read out."""
    return " ".join(mark[at : at + GROUP] for at in range(0, len(mark), GROUP))
