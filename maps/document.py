"""The interactive map: a Folium document taken apart so that a strict content policy allows it."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit

import folium
from branca.element import CssLink, Figure, JavascriptLink

from maps import legend, symbology
from maps.assets import SCRIPTS, STYLESHEETS
from maps.elements import StartMap, name_in_order
from maps.labels import MapLabels
from maps.markup import inert
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
class MapSources:
    """Say where the browser fetches what the map shows.

    Parameters
    ----------
    hotspots_url
        GeoJSON of the hotspots; the query string of the filters is appended to it.
    districts_url, communes_url, roads_url
        GeoJSON of the background, see `geodata.layers.layer_geojson`.
    symbol_url_pattern
        With the placeholders ``{category}``, ``{level}`` and ``{clearance}``.
    asset_url_pattern
        With the placeholders ``{package}`` and ``{file}``, see `maps.assets`.

    Raises
    ------
    ValueError
        If an address leads to another host, or a placeholder is missing.
    """

    hotspots_url: str
    districts_url: str
    communes_url: str
    roads_url: str
    symbol_url_pattern: str
    asset_url_pattern: str

    def __post_init__(self) -> None:
        for url in (
            self.hotspots_url,
            self.districts_url,
            self.communes_url,
            self.roads_url,
            self.symbol_url_pattern,
            self.asset_url_pattern,
        ):
            # A browser reads a backslash in an address as a slash.
            parts = urlsplit(url.replace("\\", "/"))
            if parts.scheme or parts.netloc:
                raise ValueError(f"the map fetches nothing from another host: {url!r}")
        _require_placeholders(self.symbol_url_pattern, "category", "level", "clearance")
        _require_placeholders(self.asset_url_pattern, "package", "file")

    def asset_url(self, package: str, file: str) -> str:
        """Return the address of a file of `maps.assets`.

        Parameters
        ----------
        package, file
            As in `maps.assets.SCRIPTS`.

        Returns
        -------
        str
            The pattern with both filled in.
        """
        return self.asset_url_pattern.replace("{package}", package).replace("{file}", file)


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

    Returns
    -------
    MapDocument
        Markup, script and addresses.

    Raises
    ------
    ValueError
        If the tiles have no attribution, or their address lacks a placeholder or has other
        braces, or the bounds are not in order.
    """
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
    settings = _settings(sources, labels, [[south, west], [north, east]])
    StartMap(groups, settings).add_to(drawn)
    return _take_apart(drawn, labels)


def _named(sources: MapSources, package: str, file: str) -> tuple[str, str]:
    return file, sources.asset_url(package, file)


def _tiles(labels: MapLabels, url: str, attribution: str | None) -> folium.TileLayer:
    _require_placeholders(url, "z", "x", "y")
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


def _settings(sources: MapSources, labels: MapLabels, bounds: list[list[float]]) -> dict[str, Any]:
    texts = {name: getattr(labels, name) for name in MapLabels.__slots__}
    return {
        "bounds": bounds,
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


def _take_apart(drawn: folium.Map, labels: MapLabels) -> MapDocument:
    figure: Figure = drawn.get_root()
    name_in_order(drawn)
    # The map alone fills the figure's parts; the page that Folium makes of them is not wanted.
    drawn.render()
    head = figure.header._children.values()  # noqa: SLF001  # branca has no public access
    container = str(figure.html.render()).strip()
    return MapDocument(
        body_html=(
            '<div id="hotspots-map" class="hotspots-map" role="region"'
            f' lang="{inert(labels.locale)}" aria-label="{inert(labels.title)}">{container}'
            f'<noscript><p class="hotspots-map-message">{inert(labels.noscript)}</p></noscript>'
            "</div>"
        ),
        script='"use strict";\n' + str(figure.script.render()).strip() + "\n",
        stylesheets=tuple(str(link.url) for link in head if isinstance(link, CssLink)),
        scripts=tuple(str(link.url) for link in head if isinstance(link, JavascriptLink)),
    )


def _require_placeholders(pattern: str, *names: str) -> None:
    for name in names:
        if f"{{{name}}}" not in pattern:
            raise ValueError(f"{pattern!r} lacks the placeholder {{{name}}}")
