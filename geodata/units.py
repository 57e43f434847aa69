"""The units of each edition: districts of 2024, communes of 2025."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import geopandas as gpd

from geodata import layers
from geodata.editions import edition as edition_of
from geodata.errors import UnknownUnitError
from geodata.membership import boundary_layer, membership, require_degrees
from geodata.text import expand_abbreviations, unit_key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray
    from shapely.geometry.base import BaseGeometry

FILE_NAME = "units.csv.gz"
DEFAULT_EDITION = "2024"


@dataclass(frozen=True, slots=True)
class Unit:
    """One administrative unit of one edition.

    Parameters
    ----------
    code : str
        Code of the General Statistics Office: three digits for districts, five for communes.
    name : str
        Full name, as ``Huyện Thanh Trì``.
    name_short : str
        Name without the kind of unit, as ``Thanh Trì``.
    unit_type : str
        ``quận``, ``huyện``, ``thị xã``; ``phường``, ``xã``.
    level : str
        ``district`` or ``commune``.
    edition : str
        The edition it belongs to.
    area_km2 : float
        Area in square kilometres, measured in EPSG:32648.
    """

    code: str
    name: str
    name_short: str
    unit_type: str
    level: str
    edition: str
    area_km2: float


@dataclass(frozen=True)
class _Register:
    """What is known about the units of one edition."""

    units: dict[str, Unit]
    neighbours: dict[str, tuple[str, ...]]
    by_name: dict[str, Unit]


@cache
def _register(edition: str) -> _Register:
    rows = layers.load_table(FILE_NAME)
    rows = rows[rows["edition"] == edition_of(edition).code]
    columns = list(Unit.__dataclass_fields__)
    units = {}
    for row in rows[columns].to_dict("records"):
        texts = {str(column): str(value) for column, value in row.items()}
        area_km2 = float(texts.pop("area_km2"))
        units[texts["code"]] = Unit(**texts, area_km2=area_km2)
    neighbours = {
        code: tuple(filter(None, codes.split(";")))
        for code, codes in zip(rows["code"], rows["neighbours"], strict=True)
    }
    by_name = {}
    for unit in units.values():
        by_name[expand_abbreviations(unit.name)] = unit
        by_name.setdefault(unit_key(unit.name), unit)
    return _Register(units, neighbours, by_name)


@cache
def _table(edition: str) -> gpd.GeoDataFrame:
    register = _register(edition)
    shapes = layers.load_features(f"{boundary_layer(edition_of(edition))}.geojson.gz")
    known = [register.units[code] for code in shapes["code"]]
    columns = {name: [getattr(unit, name) for unit in known] for name in Unit.__dataclass_fields__}
    return gpd.GeoDataFrame(columns, geometry=shapes.geometry.to_numpy(), crs=shapes.crs)


def units(edition: str = DEFAULT_EDITION) -> gpd.GeoDataFrame:
    """Return all units of an edition with their boundaries.

    Parameters
    ----------
    edition : str
        ``2024`` or ``2025``.

    Returns
    -------
    geopandas.GeoDataFrame
        A copy the caller may change, in the order of the codes: the fields of :class:`Unit` and
        ``geometry`` (polygons, EPSG:4326, longitude first, simplified by 7 m).

    Raises
    ------
    UnknownEditionError
        If there is no such edition.
    DataFileError
        If a packaged file is missing or damaged.
    """
    return _table(edition).copy()


def all_units(edition: str = DEFAULT_EDITION) -> tuple[Unit, ...]:
    """Return all units of an edition without their boundaries.

    Parameters
    ----------
    edition : str
        Code of an edition, see :data:`geodata.editions.EDITIONS`.

    Returns
    -------
    tuple of Unit
        In the order of the codes.
    """
    return tuple(_register(edition).units.values())


def unit(code: str, edition: str = DEFAULT_EDITION) -> Unit:
    """Return the unit with this code.

    Parameters
    ----------
    code : str
        GSO code of the unit.
    edition : str
        Code of an edition, see :data:`geodata.editions.EDITIONS`.

    Returns
    -------
    Unit
        The unit.

    Raises
    ------
    UnknownUnitError
        If the edition has no such unit.
    UnknownEditionError
        If there is no such edition.
    """
    try:
        return _register(edition).units[code]
    except KeyError:
        raise UnknownUnitError(code, edition) from None


def geometry(code: str, edition: str = DEFAULT_EDITION) -> BaseGeometry:
    """Return the boundary of a unit.

    Parameters
    ----------
    code : str
        GSO code of the unit.
    edition : str
        Code of an edition, see :data:`geodata.editions.EDITIONS`.

    Returns
    -------
    shapely.Polygon
        EPSG:4326, longitude first, simplified by 7 m.

    Raises
    ------
    UnknownUnitError
        If the edition has no such unit.
    UnknownEditionError
        If there is no such edition.
    """
    wanted = unit(code, edition)
    known = membership(edition)
    shape: BaseGeometry = known.shapes[known.grid.codes.index(wanted.code)]
    return shape


def neighbours(code: str, edition: str = DEFAULT_EDITION) -> tuple[str, ...]:
    """Return the codes of the units that share a border line with this one.

    Units that meet in a single point only are not neighbours.

    Parameters
    ----------
    code : str
        GSO code of the unit.
    edition : str
        Code of an edition, see :data:`geodata.editions.EDITIONS`.

    Returns
    -------
    tuple of str
        Codes, ascending.

    Raises
    ------
    UnknownUnitError
        If the edition has no such unit.
    UnknownEditionError
        If there is no such edition.
    """
    return _register(edition).neighbours[unit(code, edition).code]


def find_unit(name: str, edition: str = DEFAULT_EDITION) -> Unit | None:
    """Find a unit by its name in any spelling.

    Parameters
    ----------
    name : str
        Diacritics, case and abbreviations do not matter (``Q. Hà Đông``, ``ha dong``).  A kind of
        unit in front has to be right: there is no ``Quận Thanh Trì``.
    edition : str
        Code of an edition, see :data:`geodata.editions.EDITIONS`.

    Returns
    -------
    Unit or None
        None where nothing has that name.  Where a phường and a xã share a name, the name alone
        finds the one with the smaller code.

    Raises
    ------
    UnknownEditionError
        If there is no such edition.
    """
    return _register(edition).by_name.get(expand_abbreviations(name).strip(" .,;"))


def unit_at(lon: float, lat: float, edition: str = DEFAULT_EDITION) -> Unit | None:
    """Return the unit in which a point lies.

    Parameters
    ----------
    lon, lat : float
        Longitude and latitude in degrees, EPSG:4326.
    edition : str
        ``2024`` or ``2025``.

    Returns
    -------
    Unit or None
        None outside the city, however near.  A point on a shared border belongs to the unit with
        the smallest code of those that meet there.

    Raises
    ------
    ValueError
        If a coordinate is NaN, infinite or out of range, which swapped arguments always are.
    UnknownEditionError
        If there is no such edition.
    """
    require_degrees(lon, lat)
    known = membership(edition)
    place = known.place_of(float(lon), float(lat))
    return None if place < 0 else unit(known.grid.codes[place], edition)


def units_at(lons: ArrayLike, lats: ArrayLike, edition: str = DEFAULT_EDITION) -> NDArray[np.str_]:
    """Return the code of the unit in which each point lies.

    Parameters
    ----------
    lons, lats : array-like
        Longitudes and latitudes in degrees, EPSG:4326, of equal length.
    edition : str
        ``2024`` or ``2025``.

    Returns
    -------
    NDArray of str
        One code per point, ``""`` outside the city; for every point what :func:`unit_at` says.

    Raises
    ------
    ValueError
        If lengths differ or a coordinate is NaN, infinite or out of range.
    UnknownEditionError
        If there is no such edition.
    """
    east, north = require_degrees(lons, lats)
    known = membership(edition)
    found: NDArray[np.str_] = known.codes[known.places_of(east, north) + 1]
    return found
