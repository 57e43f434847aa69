"""The agencies that a place passes between when it is handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.units import unit

if TYPE_CHECKING:
    from collections.abc import Iterable

CITY_POLICE = "Công an Thành phố Hà Nội"
POLICE = "Công an"
COMMITTEE = "UBND"


def local_agencies(district_code: str, communes: Iterable[str]) -> tuple[str, ...]:
    """Police and People's Committees that answer for a place, from the city down.

    Plan 46/KH-UBND lets the police clear a place and hand it over to its locality; these are the
    agencies which that concerns, under the names that official letters give them.

    Parameters
    ----------
    district_code : str
        Code of a district of edition 2024.
    communes : iterable of str
        Communes with their kind, as ``xã Ngọc Hồi``.

    Returns
    -------
    tuple of str
        The police of city and district first, then the committees, then the police of communes.

    Raises
    ------
    UnknownUnitError
        If there is no such district.
    """
    found = unit(district_code, "2024")
    district, named = f"{found.unit_type} {found.name_short}", tuple(communes)
    return (
        CITY_POLICE,
        f"{POLICE} {district}",
        *(f"{COMMITTEE} {each}" for each in (district, *named)),
        *(f"{POLICE} {each}" for each in named),
    )
