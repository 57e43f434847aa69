"""Compares a geometry with the district a plan names, and says which units it lies in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import shapely

from geodata.communes import Commune2024, all_communes
from geodata.geocoding.areas import likely_area, possible_area
from geodata.geocoding.result import Verdict, VerdictKind
from geodata.outlines import metric_units
from geodata.units import Unit, unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

INSIDE: Final = 0.98
"""From this share on a geometry counts as inside; outlines are simplified by 7 m."""

_NOTEWORTHY_SHARE: Final = 0.05
_TRACE: Final = 0.0005


def _common_size(geometry: BaseGeometry, area: BaseGeometry) -> float:
    """Return how much of a geometry lies in an area, by the geometry's own measure."""
    common = geometry.intersection(area)
    if geometry.area > 0:
        return float(common.area)
    return float(common.length) if geometry.length > 0 else size(common)


def size(geometry: BaseGeometry) -> float:
    """Return what shares are taken of: area for polygons, length for lines, points counted.

    Parameters
    ----------
    geometry
        EPSG:32648.
    """
    if geometry.area > 0:
        return float(geometry.area)
    if geometry.length > 0:
        return float(geometry.length)
    return float(len(shapely.get_parts(geometry)))


def district_shares(geometry: BaseGeometry) -> dict[str, float]:
    """Return the share of a geometry in each district of 2024, the largest first.

    Parameters
    ----------
    geometry
        EPSG:32648. A point on a border counts for the district with the lower code.
    """
    tree, districts = metric_units("2024")
    whole = size(geometry)
    shares: dict[str, float] = {}
    for index in sorted(tree.query(geometry, predicate="intersects").tolist()):
        share = _common_size(geometry, tree.geometries[index]) / whole
        if share >= _TRACE:
            shares[districts[index].code] = share
        if geometry.length == 0 and whole == 1 and shares:
            break
    return dict(sorted(shares.items(), key=lambda item: (-item[1], item[0])))


def verdict(geometry: BaseGeometry, planned: Unit | None) -> tuple[Verdict, Unit | None]:
    """Compare a geometry with a planned district.

    Parameters
    ----------
    geometry
        EPSG:32648.
    planned
        The district the plan names, if it does.

    Returns
    -------
    Verdict
        The comparison, with shares of the geometry by district.
    Unit or None
        The district with the largest share; None outside the city.
    """
    shares = district_shares(geometry)
    main = unit(next(iter(shares)), "2024") if shares else None
    if planned is None:
        return Verdict("unplanned", None, shares, next(iter(shares.values()), 0.0)), main
    inside = shares.get(planned.code, 0.0)
    kind: VerdictKind = "straddles"
    if inside >= INSIDE:
        kind = "agrees"
    elif inside <= 1 - INSIDE:
        kind = "differs"
    return Verdict(kind, planned, shares, inside), main


def _share_in(geometry: BaseGeometry, area: BaseGeometry) -> float:
    return _common_size(geometry, area) / size(geometry) if geometry.intersects(area) else 0.0


def communes_of(
    geometry: BaseGeometry, districts: Sequence[str], named: Sequence[Commune2024]
) -> tuple[str, ...]:
    """Return the names of the communes of 2024 that a geometry lies in.

    Named communes come first and are believed where the geometry may lie in them; others are
    added by their approximate areas only when no named one can hold the geometry.

    Parameters
    ----------
    geometry
        EPSG:32648.
    districts
        Codes of the districts it lies in.
    named
        Communes the plan names.
    """
    confirmed = [c for c in named if _share_in(geometry, possible_area(c)) >= _NOTEWORTHY_SHARE]
    if confirmed:
        return tuple(c.name_short for c in confirmed)
    shares = [
        (share, c.name_short)
        for c in all_communes()
        if c.district_code in districts
        and (share := _share_in(geometry, likely_area(c))) >= _NOTEWORTHY_SHARE
    ]
    return tuple(name for _, name in sorted(shares, key=lambda item: (-item[0], item[1])))
