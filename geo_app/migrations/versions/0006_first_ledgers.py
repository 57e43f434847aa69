"""Ledgers that the first form of migration 0002 made, mended.

It hashed rows without their ids and numbers as they came, placed events with gaps in their ids
elsewhere, and made narrower indexes. A register whose rows all fit that form is hashed anew; one
that was tampered with is left as it is, for `hotspots verify`.
"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from geo_app.migrations.frozen import BEGINNING, Geometry, UtcDateTime, canonical, digest, hash_of
from geo_app.migrations.frozen_chains import Row, chained_table, guard, hash_anew

revision = "0006"
down_revision = "0005"

PLACED = {
    "effective_from": sa.Date(),
    "effective_to": sa.Date(),
    "effective_precision": sa.String(),
    "placed_on": sa.Date(),
}
RECORDED = {"recorded_at": UtcDateTime(), "recorded_by_id": sa.Integer()}
# Every chained table with the columns that are hashed.
CHAINED: dict[str, dict[str, Any]] = {
    "hotspot": {
        "code": sa.String(),
        "name": sa.Text(),
        "category": sa.String(),
        "district_code": sa.String(),
        "communes": sa.JSON(),
        "service_types": sa.JSON(),
        "geometry": Geometry(),
        "place_precision": sa.String(),
        "place_score": sa.Double(),
        "place_error_m": sa.Double(),
        "place_verdict": sa.String(),
        "place_share_inside": sa.Double(),
        "place_steps": sa.JSON(),
        "source_plan": sa.String(),
        "source_appendix": sa.String(),
        "source_row": sa.String(),
        "source_line": sa.Integer(),
        "source_level_mark": sa.String(),
        "source_note": sa.Text(),
        "recorded_at": UtcDateTime(),
    },
    "event": {
        "hotspot_id": sa.Integer(),
        "kind": sa.String(),
        **PLACED,
        "position": sa.Integer(),
        **RECORDED,
        "level": sa.String(),
        "clearance": sa.String(),
        "handed_over_by": sa.Text(),
        "handed_over_to": sa.Text(),
        "basis": sa.Text(),
        "note": sa.Text(),
        "supersedes_id": sa.Integer(),
        "reason": sa.Text(),
        "merged_into_id": sa.Integer(),
    },
    "audit_entry": {
        "at": UtcDateTime(),
        "actor_id": sa.Integer(),
        "actor_name": sa.String(),
        "action": sa.String(),
        "subject": sa.String(),
        "before": sa.JSON(none_as_null=True),
        "after": sa.JSON(none_as_null=True),
        "address": sa.Text(),
    },
}


def upgrade() -> None:
    for name in CHAINED:
        mend(name)
    mend_indexes()


def mend(name: str) -> None:
    table = chained_table(name, CHAINED[name])
    found = op.get_bind().execute(sa.select(table).order_by(table.c.number)).mappings()
    rows = [dict(row) for row in found]
    if not rows or form_of(rows[0], BEGINNING) != "first":
        return
    followed = [BEGINNING, *(row["row_hash"] for row in rows)]
    forms = [form_of(row, previous) for row, previous in zip(rows, followed, strict=False)]
    if "" in forms:
        return
    if name == "event":
        place_anew(rows, forms)
    guarded = name != "hotspot"
    if guarded:
        guard(name, on=False)
    hash_anew(table, rows, "at" if name == "audit_entry" else "recorded_at")
    if guarded:
        guard(name, on=True)


def form_of(row: Row, previous: str) -> str:
    """By which form a row's hash is right: `present`, `first`, or an empty text for neither."""
    if row["previous_hash"] != previous:
        return ""
    if digest({k: v for k, v in row.items() if k != "row_hash"}) == row["row_hash"]:
        return "present"
    return "first" if row["row_hash"] in first_hashes(row) else ""


def first_hashes(row: dict[str, Any]) -> Iterator[str]:
    """A row's hash in the first form: without its id, and with 1.0 for a 1 that was read."""
    said = {k: v for k, v in row.items() if k not in {"id", "row_hash"} and v is not None}
    yield hash_of({name: canonical(value) for name, value in said.items()})
    floats = {name: value for name, value in said.items() if isinstance(value, float)}
    yield hash_of({name: canonical(value) for name, value in said.items()} | floats)


def place_anew(rows: list[dict[str, Any]], forms: list[str]) -> None:
    """Put events where 0002 puts them: by number, and never before the first day they may mean."""
    earlier: dict[int, tuple[int, int]] = {}
    for row, form in zip(rows, forms, strict=True):
        position, corrected = row["position"], earlier.get(row["supersedes_id"] or 0)
        if corrected and corrected[0] == position:
            row["position"] = corrected[1]
        elif form == "first" and position == row["id"]:
            row["position"] = row["number"]
        if form == "first":
            row["placed_on"] = max(row["placed_on"], row["effective_from"])
        earlier[row["id"]] = (position, row["position"])


def mend_indexes() -> None:
    """Give a table of the first form the indexes that 0002 makes."""
    history = ["hotspot_id", "placed_on", "position"]
    shown_with = ["effective_from", "effective_precision", "number", "id"]
    wanted = {
        "ix_event_level": ([*history, "level", *shown_with], "level IS NOT NULL"),
        "ix_event_clearance": ([*history, "clearance", *shown_with], "clearance IS NOT NULL"),
        "ix_event_superseded": (["supersedes_id", "number"], "supersedes_id IS NOT NULL"),
    }
    found = {each["name"]: each for each in sa.inspect(op.get_bind()).get_indexes("event")}
    for name, (columns, condition) in wanted.items():
        if name in found and found[name]["column_names"] == columns:
            continue
        if name in found:
            op.drop_index(name, "event")
        where = sa.text(condition)
        op.create_index(name, "event", columns, postgresql_where=where, sqlite_where=where)
