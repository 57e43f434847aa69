"""Hotspots as GeoJSON: what the map, the API and the downloads hand out of one standing."""

from collections.abc import Mapping
from typing import Any

import shapely
from flask import url_for
from shapely.geometry.base import BaseGeometry

import geodata
from geo_app.i18n import show_partial_date
from geo_app.register.dates import iso_date
from geo_app.register.queries import Standing
from geo_app.register.vocabulary import (
    CATEGORY_NAMES,
    CLEARANCE_NAMES,
    LEVEL_NAMES,
    PLACE_PRECISION_NAMES,
)
from geodata.shapes import rounded

NOTHING: Mapping[str, Any] = {}


def district_name(code: str) -> str:
    """The district with its kind, as its own people write it: Huyện Thanh Trì."""
    return geodata.unit(code, "2024").name


def properties_of(standing: Standing, kept: Mapping[str, Any]) -> dict[str, Any]:
    hotspot = standing.hotspot
    return {
        "number": standing.number,
        "code": hotspot.code,
        "name": hotspot.name,
        "category": hotspot.category,
        "category_label": str(CATEGORY_NAMES[hotspot.category]),
        "level": standing.level,
        "level_label": str(LEVEL_NAMES[standing.level]),
        "clearance": standing.clearance,
        "clearance_label": str(CLEARANCE_NAMES[standing.clearance]),
        "district": district_name(hotspot.district_code),
        "district_code": hotspot.district_code,
        "communes": ", ".join(hotspot.communes),
        "precision": hotspot.place_precision,
        "precision_label": str(PLACE_PRECISION_NAMES.get(hotspot.place_precision or "", "")),
        "changed_on": iso_date(standing.changed_from, standing.changed_precision),
        "changed_precision": standing.changed_precision,
        "changed_on_label": show_partial_date(standing.changed_from, standing.changed_precision),
        "version": standing.version,
        "url": url_for("register.show", code=hotspot.code, **kept),
    }


def feature_of(standing: Standing, kept: Mapping[str, Any] = NOTHING) -> dict[str, Any]:
    """One hotspot as a GeoJSON feature, coordinates lon/lat; its address keeps a query."""
    place = standing.hotspot.place
    return {
        "type": "Feature",
        "id": standing.hotspot.code,
        "geometry": None if place is None else geojson_geometry(place),
        "properties": properties_of(standing, kept),
    }


def geojson_geometry(geometry: BaseGeometry) -> dict[str, Any]:
    """A place as every program reads it: five decimals, valid, of one kind."""
    return dict(shapely.geometry.mapping(rounded(geometry)))


def feature_collection(
    standings: list[Standing], kept: Mapping[str, Any] = NOTHING
) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "features": [feature_of(standing, kept) for standing in standings],
    }
