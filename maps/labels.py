"""All text shown on the web map, as plain text in one language."""

import re
from dataclasses import dataclass

from maps.symbology import CATEGORIES, CLEARANCES, LEVELS

CodedTexts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MapLabels:
    """Carry every word of the map; none is written in this package.

    Parameters
    ----------
    locale
        BCP 47 tag by which the browser writes numbers, such as ``vi``.
    title
        What the map is, for people who do not see it.
    attribution
        Sources of the data shown, always visible.
    layer_hotspots, layer_districts, layer_communes, layer_roads, layer_tiles
        Names in the layer control; each one different.
    layers, zoom_in, zoom_out, home, close
        Names of buttons.
    legend
        Heading of the legend.
    legend_category, legend_clearance, legend_level, legend_shading
        Headings of its parts.
    legend_line, legend_area
        What a line and a hatched area stand for.
    categories, clearances, levels
        Pairs (code, text), in the order shown; every code of the vocabulary once.
    loading, empty, error, error_base, signed_out, retry
        Messages: while data is fetched, when no hotspot matches, when hotspots or the base map
        cannot be fetched, when the session is over, and the button to try again.
    field_category, field_clearance, field_level, field_district, field_communes, field_precision,
    field_changed_on, open
        Field names and link text of the popup.
    cluster
        What a circle with a number is; ``{count}`` is replaced in the browser.

    Raises
    ------
    ValueError
        If a code is missing, unknown or repeated, if two layers have one name, or if the locale
        is not a language tag.
    """

    locale: str
    title: str
    attribution: str
    layer_hotspots: str
    layer_districts: str
    layer_communes: str
    layer_roads: str
    layer_tiles: str
    layers: str
    zoom_in: str
    zoom_out: str
    home: str
    close: str
    legend: str
    legend_category: str
    legend_clearance: str
    legend_level: str
    legend_shading: str
    legend_line: str
    legend_area: str
    categories: CodedTexts
    clearances: CodedTexts
    levels: CodedTexts
    loading: str
    empty: str
    error: str
    error_base: str
    signed_out: str
    retry: str
    field_category: str
    field_clearance: str
    field_level: str
    field_district: str
    field_communes: str
    field_precision: str
    field_changed_on: str
    open: str
    cluster: str

    def __post_init__(self) -> None:
        for field, codes in (
            ("categories", CATEGORIES),
            ("clearances", CLEARANCES),
            ("levels", LEVELS),
        ):
            given = [code for code, _text in getattr(self, field)]
            if sorted(given) != sorted(codes):
                raise ValueError(f"{field} must name each of {', '.join(codes)} once")
        if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", self.locale):
            raise ValueError(f"{self.locale!r} is not a language tag such as vi or en-GB")
        layers = self.layer_names()
        if len(set(layers)) != len(layers):
            raise ValueError("each layer needs a name of its own")

    def layer_names(self) -> tuple[str, ...]:
        """Return the names that the layer control shows.

        Returns
        -------
        tuple of str
            Hotspots, districts, communes, roads, tiles.
        """
        return (
            self.layer_hotspots,
            self.layer_districts,
            self.layer_communes,
            self.layer_roads,
            self.layer_tiles,
        )
