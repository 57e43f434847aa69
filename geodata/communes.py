"""The 579 phường, xã and thị trấn of the plan's time, by name.

They have codes, a point, a box and an area in square kilometres, but no outline. ``point_from``
says whether the point was listed or lies inside the polygon that the box was taken from.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from geodata import layers
from geodata.text import expand_abbreviations, fold, unit_key

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

FILE_NAME = "communes-2024.csv.gz"
_NUMBERS = ("lon", "lat", "west", "south", "east", "north")


@dataclass(frozen=True, slots=True)
class Commune2024:
    """One commune of February 2024.

    Parameters
    ----------
    code : str
        Code of the General Statistics Office, five digits.
    name_short : str
        Name without the kind of unit.
    unit_type : str
        ``phường``, ``xã`` or ``thị trấn``.
    district_code, district : str
        The district it belonged to, edition 2024.
    lon, lat : float or None
        A point inside it, degrees, EPSG:4326; None where the source has none.
    bounds : tuple of float or None
        West, south, east, north in degrees; None where the source has none.
    communes_2025 : tuple of str
        Codes of the communes of 2025 that took it over.
    """

    code: str
    name_short: str
    unit_type: str
    district_code: str
    district: str
    lon: float | None
    lat: float | None
    bounds: tuple[float, float, float, float] | None
    communes_2025: tuple[str, ...]

    @property
    def name(self) -> str:
        """The full name, as ``Phường Phúc Xá``."""
        return f"{self.unit_type.capitalize()} {self.name_short}"


@cache
def _table() -> pd.DataFrame:
    table = layers.load_table(FILE_NAME)
    for column in (*_NUMBERS, "area_km2"):
        table[column] = pd.to_numeric(table[column], errors="raise")
    return table


def communes_2024() -> pd.DataFrame:
    """Return the communes of February 2024.

    Returns
    -------
    pandas.DataFrame
        A copy the caller may change, with ``code``, ``name_short``, ``unit_type``,
        ``district_code``, ``district``, ``lon``, ``lat``, ``west``, ``south``, ``east``, ``north``
        (degrees, NaN where unknown), ``point_from``, ``area_km2`` and ``communes_2025`` (codes
        joined by ``;``).

    Raises
    ------
    DataFileError
        If the packaged file is missing or damaged.
    """
    return _table().copy()


def _commune(row: Mapping[Hashable, object]) -> Commune2024:
    lon, lat, west, south, east, north = (float(str(row[column])) for column in _NUMBERS)
    known = not math.isnan(lon)
    return Commune2024(
        code=str(row["code"]),
        name_short=str(row["name_short"]),
        unit_type=str(row["unit_type"]),
        district_code=str(row["district_code"]),
        district=str(row["district"]),
        lon=lon if known else None,
        lat=lat if known else None,
        bounds=(west, south, east, north) if known else None,
        communes_2025=tuple(filter(None, str(row["communes_2025"]).split(";"))),
    )


@cache
def all_communes() -> tuple[Commune2024, ...]:
    """Return every commune of February 2024 in the order of their codes."""
    return tuple(_commune(row) for row in _table().to_dict("records"))


@cache
def _by_key() -> dict[str, tuple[Commune2024, ...]]:
    found: dict[str, list[Commune2024]] = defaultdict(list)
    for commune in all_communes():
        found[unit_key(commune.name)].append(commune)
    return {key: tuple(communes) for key, communes in found.items()}


def _kind_named(name: str) -> str:
    """Return the kind of unit that a name begins with, folded; empty if it names none."""
    text = expand_abbreviations(name)
    kind = text.removesuffix(unit_key(name)).strip()
    return kind if kind in {"phuong", "xa", "thi tran"} else ""


def find_communes(name: str, district_code: str | None = None) -> tuple[Commune2024, ...]:
    """Find communes by name, whatever its diacritics, case and abbreviations.

    Parameters
    ----------
    name : str
        With or without the kind of unit in front (``P. Trung Hòa``), which then has to be right.
    district_code : str, optional
        Only communes of this district (edition 2024).

    Returns
    -------
    tuple of Commune2024
        In the order of their codes; empty when nothing has that name.  Four districts have a Quang
        Trung, so give the district where it is known.
    """
    kind = _kind_named(name)
    found = tuple(
        commune
        for commune in _by_key().get(unit_key(name), ())
        if not kind or fold(commune.unit_type) == kind
    )
    # Folded, some names begin like a kind of unit: Phương Liên, Quan Hoa.
    found = found or _by_key().get(expand_abbreviations(name), ())
    return tuple(c for c in found if district_code is None or c.district_code == district_code)
