"""The Folium document for the language of this request: labels, addresses of its data."""

from dataclasses import replace

from flask import current_app, url_for
from flask_babel import gettext as _

from geo_app.i18n import language
from geo_app.register.vocabulary import CATEGORY_NAMES, CLEARANCE_NAMES, LEVEL_NAMES
from maps.document import MapDocument, MapLabels, MapSources, build_map

# The only map of a page has no name; two stand side by side to compare two days.
MAP_NAMES = ("", "before", "after")


def current_map(name: str = "", title: str | None = None) -> MapDocument:
    """The map in the reader's language; the library makes it once per language and keeps it.

    In the browser a map reads its title off the markup: the script may be asked for without it.
    """
    labels = map_labels()
    return build_map(
        current_map_sources(),
        labels if title is None else replace(labels, title=title),
        tile_url=current_app.config["TILE_URL"],
        tile_attribution=current_app.config["TILE_ATTRIBUTION"],
        name=name,
        with_legend=name != "before",
    )


def current_map_sources() -> MapSources:
    return MapSources(
        hotspots_url=url_for("mapping.hotspots"),
        districts_url=url_for("mapping.layer", name="districts-2024"),
        communes_url=url_for("mapping.layer", name="communes-2025"),
        roads_url=url_for("mapping.layer", name="roads"),
        symbol_url_pattern=url_for(
            "mapping.symbol", category="CATEGORY", level="LEVEL", clearance="CLEARANCE"
        )
        .replace("CATEGORY", "{category}")
        .replace("LEVEL", "{level}")
        .replace("CLEARANCE", "{clearance}"),
        asset_url_pattern=url_for("static_files.vendor", package="PACKAGE", file="FILE")
        .replace("PACKAGE", "{package}")
        .replace("FILE", "{file}"),
    )


def map_labels() -> MapLabels:
    return MapLabels(
        locale=language(),
        title=_("Map of the hotspots in Hanoi; the table holds the same"),
        attribution=_(
            "Districts and roads © OpenStreetMap contributors (ODbL); "
            "communes: reference map of the 2025 reform"
        ),
        layer_hotspots=_("Hotspots"),
        layer_districts=_("Districts (2024)"),
        layer_communes=_("Communes (2025)"),
        layer_roads=_("Main roads"),
        layer_tiles=_("Background map"),
        layers=_("Layers"),
        zoom_in=_("Zoom in"),
        zoom_out=_("Zoom out"),
        home=_("Show all hotspots"),
        close=_("Close"),
        legend=_("Legend"),
        legend_category=_("Category (shape)"),
        legend_clearance=_("Clearance (colour and sign)"),
        legend_level=_("Level (badge)"),
        legend_shading=_("Hotspots per district"),
        legend_line=_("Road section"),
        legend_area=_("Place known only roughly"),
        categories=tuple((code, str(name)) for code, name in CATEGORY_NAMES.items()),
        clearances=tuple((code, str(name)) for code, name in CLEARANCE_NAMES.items()),
        levels=tuple((code, str(name)) for code, name in LEVEL_NAMES.items()),
        loading=_("Loading the map …"),
        empty=_("No hotspot matches these filters."),
        error=_("The hotspots could not be loaded. Check the connection, then try again."),
        error_base=_("Part of the base map could not be loaded."),
        signed_out=_("You have been signed out. Sign in again to go on."),
        retry=_("Try again"),
        field_category=_("Category"),
        field_clearance=_("Clearance"),
        field_level=_("Level"),
        field_district=_("District"),
        field_communes=_("Communes"),
        field_precision=_("Place known as"),
        field_changed_on=_("Last change"),
        open=_("Open this hotspot"),
        cluster=_("{count} hotspots close together"),
    )
