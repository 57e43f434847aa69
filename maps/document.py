"""The interactive map: a Folium document taken apart so that a strict content policy allows it."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import folium
from branca.element import CssLink, Figure, JavascriptLink

from maps import legend, symbology
from maps.assets import SCRIPTS, STYLESHEETS
from maps.elements import StartMap, name_in_order
from maps.labels import MapLabels
from maps.markup import inert
from maps.sources import MapSources, require_placeholders
from maps.symbology import LineStyle

__all__ = ["CITY_BOUNDS", "MapDocument", "MapLabels", "MapSources", "build_map"]

Bounds = tuple[float, float, float, float]

# Extent of the districts of edition 2024: west, south, east, north in degrees.
CITY_BOUNDS: Bounds = (105.285, 20.564, 106.021, 21.386)
_WORLD: Bounds = (-180.0, -90.0, 180.0, 90.0)

# Without a highest zoom MarkerCluster draws nothing on a map that has no tiles.
MAX_ZOOM = 18
MIN_ZOOM = 8
COMMUNES_FROM_ZOOM = 13
# More hotspots than this are grouped, up to the zoom where streets are told apart.
CLUSTER_ABOVE = 300
CLUSTER_UNTIL_ZOOM = 15


@dataclass(frozen=True, slots=True)
class MapDocument:
    """Hold the parts of a page that shows the map.

    Parameters
    ----------
    body_html
        The map's container, without any style or script.
    script
        JavaScript to serve as a response of its own and to load after `scripts`.
    stylesheets, scripts
        Addresses in the order in which to load them.
    """

    body_html: str
    script: str
    stylesheets: tuple[str, ...]
    scripts: tuple[str, ...]


@lru_cache(maxsize=32)
def build_map(
    sources: MapSources,
    labels: MapLabels,
    *,
    tile_url: str | None = None,
    tile_attribution: str | None = None,
    bounds: Bounds | None = None,
    name: str = "",
    with_legend: bool = True,
) -> MapDocument:
    """Build the map's page; its size does not depend on the number of hotspots.

    The same arguments give the same bytes.

    Parameters
    ----------
    sources
        Where the data is.
    labels
        The words on the map.
    tile_url
        Address pattern of background tiles with ``{z}``, ``{x}`` and ``{y}``; None for none,
        in which case the map works without any internet. The host must be allowed as an image
        source by the page's content policy.
    tile_attribution
        Plain text owed to the maker of the tiles.
    bounds
        Part shown when there is no hotspot to show: west, south, east, north in degrees.
    name
        Tells maps on one page apart: a few lower-case letters, or nothing for the only one. Each
        wants a title of its own in `labels`.
    with_legend
        False where the legend of another map on the page stands for both.

    Returns
    -------
    MapDocument
        Markup, script and addresses.

    Raises
    ------
    ValueError
        If the tiles have no attribution, or their address lacks a placeholder or has other
        braces, or the bounds are not in order, or the name has other characters.
    """
    if not re.fullmatch(r"[a-z]{0,20}", name):
        raise ValueError(f"a map's name is up to 20 of the letters a to z, not {name!r}")
    west, south, east, north = bounds or CITY_BOUNDS
    if not (_WORLD[0] <= west < east <= _WORLD[2] and _WORLD[1] <= south < north <= _WORLD[3]):
        raise ValueError("bounds are west, south, east, north in degrees")
    drawn = folium.Map(
        location=((south + north) / 2, (west + east) / 2),
        tiles=None,
        zoom_start=10,
        control_scale=True,
        zoom_control=False,
        prefer_canvas=True,
        # Leaflet's spelling: Folium keeps max_zoom for tiles and does not hand it on.
        maxZoom=MAX_ZOOM,
        minZoom=MIN_ZOOM,
        zoomSnap=0.5,
    )
    # Replaces the lists of the class, which name ten files on five other hosts.
    drawn.default_css = [_named(sources, *asset) for asset in STYLESHEETS]
    drawn.default_js = [_named(sources, *asset) for asset in SCRIPTS]
    if tile_url:
        _tiles(labels, tile_url, tile_attribution).add_to(drawn)
    groups = {
        "hotspots": folium.FeatureGroup(name=inert(labels.layer_hotspots)),
        "districts": folium.FeatureGroup(name=inert(labels.layer_districts)),
        "communes": folium.FeatureGroup(name=inert(labels.layer_communes)),
        "roads": folium.FeatureGroup(name=inert(labels.layer_roads)),
    }
    for group in groups.values():
        group.add_to(drawn)
    folium.LayerControl(position="topright", collapsed=True).add_to(drawn)
    settings = {
        "name": name,
        "legend": with_legend,
        "bounds": [[south, west], [north, east]],
        **_settings(sources, labels),
    }
    StartMap(groups, settings).add_to(drawn)
    return _take_apart(drawn, labels, name)


def _named(sources: MapSources, package: str, file: str) -> tuple[str, str]:
    return file, sources.asset_url(package, file)


def _tiles(labels: MapLabels, url: str, attribution: str | None) -> folium.TileLayer:
    require_placeholders(url, "z", "x", "y")
    if re.search(r"\{[{%#]", url):
        # Folium compiles the address as a template.
        raise ValueError(f"{url!r} has a brace too many")
    if not attribution:
        raise ValueError("tiles need the attribution that their maker asks for")
    return folium.TileLayer(
        tiles=url,
        attr=inert(attribution),
        name=inert(labels.layer_tiles),
        overlay=True,
        # Tile servers refuse requests that do not say which site they come from.
        referrerPolicy="strict-origin-when-cross-origin",
    )


def _settings(sources: MapSources, labels: MapLabels) -> dict[str, Any]:
    texts = {name: getattr(labels, name) for name in MapLabels.__slots__}
    return {
        "communesFromZoom": COMMUNES_FROM_ZOOM,
        "clusterAbove": CLUSTER_ABOVE,
        "clusterUntilZoom": CLUSTER_UNTIL_ZOOM,
        "urls": {
            "hotspots": sources.hotspots_url,
            "districts": sources.districts_url,
            "communes": sources.communes_url,
            "roads": sources.roads_url,
            "symbol": sources.symbol_url_pattern,
        },
        # Leaflet writes this one as HTML; all others are set as text.
        "attributionHtml": inert(labels.attribution),
        "labels": texts,
        **_drawing(),
    }


@cache
def _drawing() -> dict[str, Any]:
    return {
        "shades": symbology.SHADING_COLOURS,
        "lines": {
            level: {
                clearance: {"colour": style.colour, "width": style.width, "dash": style.dash}
                for clearance in symbology.CLEARANCES
                for style in [symbology.line_style(level, clearance)]
            }
            for level in symbology.LEVELS
        },
        "keys": {
            "category": {code: legend.category_key(code) for code in symbology.CATEGORIES},
            "clearance": {code: legend.clearance_key(code) for code in symbology.CLEARANCES},
            "level": {code: legend.level_key(code) for code in symbology.LEVELS},
            "line": {
                code: legend.line_key(symbology.line_style("active", code))
                for code in symbology.CLEARANCES
            },
            "section": legend.line_key(LineStyle(symbology.OUTLINE_COLOUR, 4.0, ())),
            "area": legend.area_key(symbology.OUTLINE_COLOUR),
        },
    }


def _take_apart(drawn: folium.Map, labels: MapLabels, name: str) -> MapDocument:
    figure: Figure = drawn.get_root()
    suffix = f"-{name}" if name else ""
    name_in_order(drawn, prefix=f"{name}_" if name else "")
    # The map alone fills the figure's parts; the page that Folium makes of them is not wanted.
    drawn.render()
    head = figure.header._children.values()  # noqa: SLF001  # branca has no public access
    container = str(figure.html.render()).strip()
    return MapDocument(
        body_html=(
            f'<div id="hotspots-map{suffix}" class="hotspots-map" role="region"'
            f' lang="{inert(labels.locale)}" aria-label="{inert(labels.title)}">{container}</div>'
        ),
        script='"use strict";\n' + str(figure.script.render()).strip() + "\n",
        stylesheets=tuple(str(link.url) for link in head if isinstance(link, CssLink)),
        scripts=tuple(str(link.url) for link in head if isinstance(link, JavascriptLink)),
    )
