"""Names that are nearly spelled like another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORTEST: Final = 6
"""Shorter keys are never corrected: one letter makes another name of them."""

_ALLEYS: Final = ("ngo ", "ngach ", "hem ")


def _digits(text: str) -> str:
    return "".join(ch if ch.isdigit() else " " for ch in text).strip()


def nearest_key(key: str, keys: Iterable[str]) -> tuple[str, int] | None:
    """Return the one key within the allowed edit distance, or None if several are equally near.

    One letter in eight may be wrong, at least one and at most two; numbers have to be right,
    and an alley is never mistaken for the street it is named after.

    Parameters
    ----------
    key
        The key looked for.
    keys
        All keys there are.

    Returns
    -------
    tuple or None
        The key, and how many letters differ.
    """
    limit = min(2, max(1, len(key) // 8))
    alley = key.startswith(_ALLEYS)
    found = [
        (name, int(distance))
        for name, distance, _ in process.extract(
            key, list(keys), scorer=OSA.distance, score_cutoff=limit, limit=12
        )
        if _digits(name) == _digits(key) and name.startswith(_ALLEYS) == alley
    ]
    if len(key) < SHORTEST or not found:
        return None
    best = min(distance for _, distance in found)
    nearest = [name for name, distance in found if distance == best]
    return (nearest[0], best) if len(nearest) == 1 else None
