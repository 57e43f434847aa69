"""Knows places: boundaries by edition, communes, streets, landmarks and the plan.

A library without a framework: it draws nothing, stores nothing and translates nothing.  Every
pair of coordinates is longitude then latitude in EPSG:4326; every length and area is measured in
EPSG:32648 (:mod:`geodata.crs`).  Data is packaged, read-only and loaded when first asked for.

=====================  ========================================================================
``geodata.units``      units of an edition; which unit a point lies in, for one and for millions
``geodata.borders``    units close to a place, with their distance
``geodata.communes``   the 579 communes of the plan's time, by name
``geodata.agencies``   the police and committees that answer for a place
``geodata.streets``    named streets and numbered roads
``geodata.landmarks``  stations, markets, hospitals, schools, pagodas, junctions
``geodata.basemap``    main roads to draw behind everything else
``geodata.plan``       plan 46/KH-UBND: its hotspots and indicators
``geodata.geocoding``  from the text of a place to its geometry, with a verdict
``geodata.layers``     layers as GeoJSON for the web
``geodata.text``       names as keys, whatever their spelling
``geodata.build``      how the packaged data is made from its sources; not needed at run time
=====================  ========================================================================

The names below can be taken from ``geodata`` itself; each is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geodata.borders import BorderNeighbour, border_neighbours
    from geodata.communes import Commune2024, communes_2024, find_communes
    from geodata.editions import EDITIONS, Edition
    from geodata.errors import (
        BorderZoneError,
        DataFileError,
        GeodataError,
        UnknownEditionError,
        UnknownLayerError,
        UnknownUnitError,
    )
    from geodata.layers import layer_geojson
    from geodata.plan import PLAN, PlanHotspot, PlanIndicator, plan_hotspots, plan_indicators
    from geodata.units import Unit, all_units, find_unit, neighbours, unit, unit_at, units_at

# Functions named like their module (units, streets, landmarks) are only reached through it.
_HOME = {
    "EDITIONS": "editions",
    "PLAN": "plan",
    "BorderNeighbour": "borders",
    "BorderZoneError": "errors",
    "Commune2024": "communes",
    "DataFileError": "errors",
    "Edition": "editions",
    "GeodataError": "errors",
    "PlanHotspot": "plan",
    "PlanIndicator": "plan",
    "Unit": "units",
    "UnknownEditionError": "errors",
    "UnknownLayerError": "errors",
    "UnknownUnitError": "errors",
    "all_units": "units",
    "border_neighbours": "borders",
    "communes_2024": "communes",
    "find_communes": "communes",
    "find_unit": "units",
    "layer_geojson": "layers",
    "neighbours": "units",
    "plan_hotspots": "plan",
    "plan_indicators": "plan",
    "unit": "units",
    "unit_at": "units",
    "units_at": "units",
}

__all__ = [
    "EDITIONS",
    "PLAN",
    "BorderNeighbour",
    "BorderZoneError",
    "Commune2024",
    "DataFileError",
    "Edition",
    "GeodataError",
    "PlanHotspot",
    "PlanIndicator",
    "Unit",
    "UnknownEditionError",
    "UnknownLayerError",
    "UnknownUnitError",
    "all_units",
    "border_neighbours",
    "communes_2024",
    "find_communes",
    "find_unit",
    "layer_geojson",
    "neighbours",
    "plan_hotspots",
    "plan_indicators",
    "unit",
    "unit_at",
    "units_at",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
