"""Follows a chain from its first row to its head; see chain.py for what a chain is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from shapely.errors import ShapelyError
from sqlalchemy import select
from sqlalchemy.orm import Session

from geo_app.chain import BEGINNING, NEVER_CHAINED, ChainHead, chained_columns, digest
from geo_app.ledger.clock import breaks

ROWS_AT_ONCE = 2000
# What an edited value makes of reading it.
UNREADABLE = (ValueError, TypeError, ShapelyError)


@dataclass(frozen=True)
class Verdict:
    """What checking one chain has shown."""

    name: str
    checked: int
    last_hash: str
    # The first row that does not fit, by its id; None where every row fits.
    broken_id: int | None = None
    trouble: str = ""

    @property
    def whole(self) -> bool:
        return not self.trouble


def verify(session: Session, model: type[Any]) -> Verdict:
    """Follow a chain from its first row to its head; stops at the first row that is broken.

    `trouble` is one of `edited`, `order`, `clock` (at `broken_id`) and `cut` (the chain does
    not end where its head says: rows were removed there, or added, or the head was changed).
    Other writers may be at work only where the session reads from one snapshot.
    """
    name: str = model.__tablename__
    length, last_hash, last_at = 0, BEGINNING, None
    set_back = set(breaks(session).get(name, ()))
    for values in stored_rows(session, model):
        trouble = trouble_of(values, length, last_hash)
        runs_back = last_at is not None and not trouble and values[model.MOMENT] < last_at
        if runs_back and length not in set_back:
            trouble = "clock"
        if trouble:
            return Verdict(name, length, last_hash, values["id"], trouble)
        length, last_hash, last_at = length + 1, values["row_hash"], values[model.MOMENT]
    head = session.get(ChainHead, name)
    expected = (head.length, head.row_hash, head.last_at) if head else (0, BEGINNING, None)
    if length in set_back:
        # The head was given the moment from which the next row goes on.
        last_at = expected[2]
    if (length, last_hash, last_at) != expected:
        return Verdict(name, length, last_hash, None, "cut")
    return Verdict(name, length, last_hash)


def holds(session: Session, model: type[Any], noted: str) -> bool:
    """Whether a row has this hash, or one that begins so, noted when it was the last."""
    if noted == BEGINNING:
        # Noted of a chain that had no row yet.
        return True
    begins = model.row_hash.startswith(noted, autoescape=True)
    return session.scalar(select(model.id).where(begins).limit(1)) is not None


def stored_rows(session: Session, model: type[Any]) -> Iterator[dict[str, Any]]:
    """The rows in the order of the chain; of one that cannot be read, its id alone."""
    ids = select(model.id).order_by(model.number, model.id)
    found = session.scalars(ids, execution_options={"yield_per": ROWS_AT_ONCE})
    for part in found.partitions():
        try:
            yield from rows_of(session, model, part)
        except UNREADABLE:
            for one in part:
                try:
                    yield from rows_of(session, model, [one])
                except UNREADABLE:
                    yield {"id": one}


def rows_of(session: Session, model: type[Any], ids: Sequence[int]) -> list[dict[str, Any]]:
    names = ["row_hash", *chained_columns(model)]
    statement = (
        select(*(getattr(model, name) for name in names))
        .where(model.id.in_(ids))
        .order_by(model.number, model.id)
    )
    return [dict(row) for row in session.execute(statement).mappings()]


def trouble_of(values: dict[str, Any], length: int, last_hash: str) -> str:
    if "number" not in values:
        return "edited"
    if values["number"] != length + 1 or values["previous_hash"] != last_hash:
        return "order"
    said = {name: value for name, value in values.items() if name not in NEVER_CHAINED}
    try:
        return "" if digest(said) == values["row_hash"] else "edited"
    except TypeError:
        # Bytes in a column of text, say.
        return "edited"
