"""The numbers by which people and programs name what was recorded at a hotspot: 1, 2, 3 there.

Numbers of the whole ledger would tell a district how much is recorded in the others, and when.
These never change: nothing is deleted, and ids rise along the ledger.
"""

from typing import Any

from sqlalchemy import ScalarSelect, column, func, select, table


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
