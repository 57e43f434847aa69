"""Gather the geography of a district's sheet from `geodata`."""

from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata import basemap, units
from maps.sheet.content import SheetArea, SheetGround, SheetRoad

# About 130 m: less than a tenth of a millimetre in the inset.
_INSET_TOLERANCE_DEGREES = 0.0012


@lru_cache(maxsize=64)
def district_layers(code: str, edition: str = "2024") -> SheetGround:
    """Return outlines and roads for the sheet of one district.

    Parameters
    ----------
    code
        Of the district (GSO).
    edition
        Of the boundaries.

    Returns
    -------
    SheetGround
        All geometries in EPSG:4326, lon, lat. All other districts are given as neighbours: those
        outside the frame are not drawn.

    Raises
    ------
    UnknownUnitError
        If the edition has no such district.
    """
    district = SheetArea(units.unit(code, edition).name, units.geometry(code, edition))
    table = units.units(edition)
    others = tuple(
        SheetArea(name, outline)
        for other, name, outline in zip(
            table["code"], table["name_short"], table["geometry"], strict=True
        )
        if other != code
    )
    return SheetGround(district, others, _roads(), _city(edition))


@lru_cache(maxsize=1)
def _roads() -> tuple[SheetRoad, ...]:
    roads = basemap.roads()
    return tuple(
        SheetRoad(road_class, name or "", geometry)
        for road_class, name, geometry in zip(
            roads["road_class"], roads["name"], roads["geometry"], strict=True
        )
    )


@lru_cache(maxsize=4)
def _city(edition: str) -> tuple[BaseGeometry, ...]:
    outlines = np.asarray(units.units(edition)["geometry"], dtype=object)
    return tuple(shapely.coverage_simplify(outlines, _INSET_TOLERANCE_DEGREES))
