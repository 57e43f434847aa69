"""The dated sets of administrative boundaries.

A reform adds an edition and rewrites none: a hotspot keeps the unit its plan named, and is also
found in any other edition by overlay.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geodata.errors import UnknownEditionError


@dataclass(frozen=True, slots=True)
class Edition:
    """One dated set of boundaries that covers the city.

    Parameters
    ----------
    code : str
        Short name, the year by which people know it.
    level : str
        ``district`` or ``commune``: what its units are.
    in_force_from : datetime.date
        First day on which the arrangement was in force.
    legal_basis : str
        The resolution that made it, as it is cited in Vietnamese.
    unit_count : int
        Number of units the boundaries must have.
    """

    code: str
    level: str
    in_force_from: date
    legal_basis: str
    unit_count: int


EDITIONS: dict[str, Edition] = {
    "2024": Edition(
        code="2024",
        level="district",
        # The 30 districts with 579 communes that plan 46/KH-UBND of February 2024 speaks of.
        in_force_from=date(2020, 3, 1),
        legal_basis="Nghị quyết 895/NQ-UBTVQH14",
        unit_count=30,
    ),
    "2025": Edition(
        code="2025",
        level="commune",
        in_force_from=date(2025, 7, 1),
        legal_basis="Nghị quyết 1656/NQ-UBTVQH15",
        unit_count=126,
    ),
}


def edition(code: str) -> Edition:
    """Return the edition with this code.

    Parameters
    ----------
    code : str
        ``2024`` or ``2025``.

    Returns
    -------
    Edition
        The edition.

    Raises
    ------
    UnknownEditionError
        If there is none.
    """
    try:
        return EDITIONS[code]
    except KeyError:
        raise UnknownEditionError(code, tuple(EDITIONS)) from None
