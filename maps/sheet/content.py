"""What a map sheet shows: plain values, all text ready to print.

Geometries are shapely objects in EPSG:4326, coordinates in lon, lat order. Nothing here knows a
language; the caller hands over every word.
"""

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from maps.history.content import History

OSM_ATTRIBUTION = "© OpenStreetMap contributors (ODbL 1.0)"


@dataclass(frozen=True, slots=True)
class SheetArea:
    """A named area.

    Parameters
    ----------
    name
        As it is to be printed.
    outline
        Polygon or MultiPolygon, EPSG:4326, lon, lat.
    """

    name: str
    outline: BaseGeometry


@dataclass(frozen=True, slots=True)
class SheetRoad:
    """A road of the base map.

    Parameters
    ----------
    road_class
        ``motorway``, ``trunk``, ``primary`` or ``secondary``; others are drawn as ``secondary``.
    name
        Printed along the road where there is room; empty for none.
    geometry
        LineString or MultiLineString, EPSG:4326, lon, lat.
    """

    road_class: str
    name: str
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True)
class SheetGround:
    """The geography under the hotspots.

    Parameters
    ----------
    district
        The district of the sheet.
    neighbours
        Areas around it, drawn in grey.
    roads
        Main roads; those outside the frame are left out when drawing.
    city
        Outlines of all districts, for the inset; a simplified form will do.
    """

    district: SheetArea
    neighbours: tuple[SheetArea, ...]
    roads: tuple[SheetRoad, ...]
    city: tuple[BaseGeometry, ...]


@dataclass(frozen=True, slots=True)
class SheetHotspot:
    """One row of the table and its place on the map.

    Parameters
    ----------
    number
        Printed beside the symbol and in the first column.
    name, commune_text, level_label, clearance_label
        Cells of the table.
    category, level, clearance
        Codes of `maps.symbology`.
    geometry
        Point, line or area, EPSG:4326, lon, lat; None if the place is not known.
    """

    number: int
    name: str
    category: str
    level: str
    clearance: str
    commune_text: str
    level_label: str
    clearance_label: str
    geometry: BaseGeometry | None


@dataclass(frozen=True, slots=True)
class SheetTexts:
    """Every word of the sheet that does not belong to a place.

    Parameters
    ----------
    title, subtitle
        What and where; basis.
    state_date
        The date of the state shown, as a phrase: it stands alone at the top right.
    table_title, heading_number, heading_name, heading_commune, heading_level, heading_clearance
        Of the table.
    empty
        Sentence in place of the table when there is no hotspot.
    more
        Last line of a table that is too long; ``{count}`` becomes the number of rows left out.
    more_overleaf
        The same where the rest stands on the next page (PDF).
    abridged_overleaf
        Said under a table whose rows are all there but shortened, the full text being overleaf.
    off_map_note
        Explains the asterisk after the number of a hotspot that lies outside the frame or has no
        place.
    legend_title, category_title, level_title, clearance_title
        Headings of the legend.
    categories, levels, clearances
        Pairs of (code, label), in the order of the legend.
    district_line, neighbour_line, road_line, hotspot_line, hotspot_area
        Labels of the samples of lines and of an area.
    inset_title
        Above the map of the city.
    scale_prefix
        Before ``1:25.000``.
    thousands_separator
        One character.
    unit_metre, unit_kilometre
        After the number of the scale bar.
    north
        Letter over the north arrow.
    projection
        A short line naming the projection.
    sources
        One line each. `OSM_ATTRIBUTION` is added when none of them names OpenStreetMap.
    page_note
        Bottom right.
    mark
        Below it, by which the sheet is compared with the register later; empty for none.
    page_number
        ``{page}`` and ``{pages}`` are replaced; only printed when there are several pages.
    """

    title: str
    subtitle: str
    state_date: str
    table_title: str
    heading_number: str
    heading_name: str
    heading_commune: str
    heading_level: str
    heading_clearance: str
    empty: str
    more: str
    more_overleaf: str
    abridged_overleaf: str
    off_map_note: str
    legend_title: str
    category_title: str
    level_title: str
    clearance_title: str
    categories: tuple[tuple[str, str], ...]
    levels: tuple[tuple[str, str], ...]
    clearances: tuple[tuple[str, str], ...]
    district_line: str
    neighbour_line: str
    road_line: str
    hotspot_line: str
    hotspot_area: str
    inset_title: str
    scale_prefix: str
    thousands_separator: str
    unit_metre: str
    unit_kilometre: str
    north: str
    projection: str
    sources: tuple[str, ...]
    page_note: str
    mark: str
    page_number: str


@dataclass(frozen=True, slots=True)
class SheetContent:
    """Everything on the sheet of one district.

    Parameters
    ----------
    texts
        Words.
    ground
        Geography.
    hotspots
        In the order of the table.
    history
        What became of them, numbered as they are: below the table where there is room, else on
        the next page of a PDF. Not shown on a sheet without hotspots.
    about
        Kept in the file and not printed: what a program needs to ask for the sheet again.
    """

    texts: SheetTexts
    ground: SheetGround
    hotspots: tuple[SheetHotspot, ...] = ()
    history: History | None = None
    about: str = ""
