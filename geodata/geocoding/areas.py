"""Approximate areas of the communes of 2024, whose outlines were never published as data.

Known of a commune are a point inside it, its bounding box, its district, and the communes of
2025 that took it over. From these follow two areas:

*possible* - the box within the district and the successors. The commune cannot reach beyond
it, but neighbours share it.

*likely* - each piece that a district and a commune of 2025 have in common is divided among
the communes of 2024 that went into it by the nearest point (Voronoi cells), and what falls
outside a commune's box goes to the next nearest. Of the people's committees whose bus stop
bears the commune's name most lie inside it (a test measures this); along an inner border the
error is typically some 300 m and can reach 800 m, so lines are cut by it only where the plan
gives nothing better.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import shapely
from shapely import MultiPoint, Point, Polygon, box

from geodata.communes import Commune2024, all_communes
from geodata.crs import to_metric
from geodata.outlines import metric_unit
from geodata.units import all_units

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

BORDER_ERROR_M: Final = 300.0
"""Typical distance of a likely area's inner border from the true one."""

_BOX_MARGIN_M: Final = 60.0
"""The boxes were drawn around simplified outlines."""

_NOTHING: Final = Polygon()


@cache
def _pieces(district_code: str) -> dict[str, BaseGeometry]:
    """Return what each commune of 2025 has of a district, by its code."""
    district = metric_unit(district_code, "2024")
    found = {}
    for unit in all_units("2025"):
        outline = metric_unit(unit.code, "2025")
        if outline.intersects(district):
            common = outline.intersection(district)
            if common.area > 0:
                found[unit.code] = common
    return found


@cache
def _box(commune: Commune2024) -> BaseGeometry:
    if commune.bounds is None:
        return _NOTHING
    return to_metric(box(*commune.bounds)).buffer(_BOX_MARGIN_M, join_style="mitre")


def _point(commune: Commune2024) -> Point:
    if commune.lon is None or commune.lat is None:
        raise ValueError(f"no point is known of {commune.name}")
    return to_metric(Point(commune.lon, commune.lat))


def _divide(region: BaseGeometry, among: tuple[Commune2024, ...]) -> dict[str, BaseGeometry]:
    """Divide a region by nearest point, handing on what lies outside the nearest's box."""
    if region.is_empty or not among:
        return {}
    if len(among) == 1:
        return {among[0].code: region.intersection(_box(among[0]))}
    points = [_point(commune) for commune in among]
    cells = shapely.get_parts(
        shapely.voronoi_polygons(MultiPoint(points), extend_to=region.envelope)
    )
    found: dict[str, list[BaseGeometry]] = {}
    for commune, point in zip(among, points, strict=True):
        cell = region.intersection(next(c for c in cells if c.intersects(point)))
        found.setdefault(commune.code, []).append(cell.intersection(_box(commune)))
        beyond = cell.difference(_box(commune))
        others = tuple(c for c in among if c is not commune and _box(c).intersects(beyond))
        for code, part in _divide(beyond, others).items():
            found.setdefault(code, []).append(part)
    return {code: shapely.union_all(parts) for code, parts in found.items()}


@cache
def _likely_areas(district_code: str) -> dict[str, BaseGeometry]:
    inside = tuple(
        c for c in all_communes() if c.district_code == district_code and c.bounds is not None
    )
    parts: dict[str, list[BaseGeometry]] = {}
    for successor, region in _pieces(district_code).items():
        # A commune without successors in the source may have gone into any of them.
        among = tuple(
            c
            for c in inside
            if (successor in c.communes_2025 or not c.communes_2025) and _box(c).intersects(region)
        )
        for code, part in _divide(region, among).items():
            parts.setdefault(code, []).append(part)
    return {code: shapely.union_all(same) for code, same in parts.items()}


def likely_area(commune: Commune2024) -> BaseGeometry:
    """Return the approximate area of a commune, empty where the source has no point of it.

    Parameters
    ----------
    commune
        A commune of 2024.

    Returns
    -------
    shapely geometry
        Polygons in EPSG:32648.
    """
    return _likely_areas(commune.district_code).get(commune.code, _NOTHING)


@cache
def successors_area(commune: Commune2024) -> BaseGeometry:
    """Return what the communes of 2025 that took a commune over have of its district.

    Parameters
    ----------
    commune
        A commune of 2024; the area is empty where its successors are not known.
    """
    pieces = _pieces(commune.district_code)
    return shapely.union_all([pieces[c] for c in commune.communes_2025 if c in pieces])


@cache
def possible_area(commune: Commune2024) -> BaseGeometry:
    """Return the area a commune cannot reach beyond, as far as the source tells.

    Parameters
    ----------
    commune
        A commune of 2024.
    """
    area = successors_area(commune)
    if area.is_empty:
        area = metric_unit(commune.district_code, "2024")
    return area.intersection(_box(commune)) if commune.bounds is not None else area


def union_of(areas: Iterable[BaseGeometry]) -> BaseGeometry:
    """Return the union of areas, empty for none."""
    return shapely.union_all(list(areas))
