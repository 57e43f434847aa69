"""The numbers by which people and programs name what was recorded at a hotspot: 1, 2, 3 there.

Numbers of the whole ledger would tell a district how much is recorded in the others, and when.
These never change: nothing is deleted, and ids rise along the ledger.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ScalarSelect, column, func, select, table
from sqlalchemy.orm import Mapped, Session, column_property, declared_attr
from sqlalchemy.orm.attributes import set_committed_value


class NumberedAtHotspot:
    """A table whose rows are called by their numbers at their hotspot outside."""

    @declared_attr
    def entry_number(cls: Any) -> Mapped[int]:  # noqa: N805  # called with the class
        """Read where it is asked for."""
        return column_property(
            number_at_hotspot(cls.__tablename__, cls.id, cls.hotspot_id), deferred=True
        )


def number_at_hotspot(entries: str, entry_id: Any, hotspot_id: Any) -> ScalarSelect[int]:
    """The how-manieth row of its hotspot a row of this table is, as SQL for a mapped class."""
    so_far = table(entries, column("id"), column("hotspot_id")).alias("so_far")
    return (
        select(func.count())
        .select_from(so_far)
        .where(so_far.c.hotspot_id == hotspot_id, so_far.c.id <= entry_id)
        .correlate_except(so_far)
        .scalar_subquery()
    )


def fill_in_numbers(session: Session, rows: Sequence[Any]) -> None:
    """Give rows of one table their numbers by one question; each by itself would be counted anew.

    They may be of many hotspots, and need not be all of any.
    """
    if not rows:
        return
    kind = type(rows[0])
    rank = func.row_number().over(partition_by=kind.hotspot_id, order_by=kind.id)
    hotspots = {row.hotspot_id for row in rows}
    asked = session.execute(select(kind.id, rank).where(kind.hotspot_id.in_(hotspots)))
    numbers = {row[0]: row[1] for row in asked}
    for row in rows:
        set_committed_value(row, "entry_number", numbers[row.id])
