"""A district's map sheet to print: A4 landscape as PNG, PDF or SVG."""

from maps.sheet.content import (
    OSM_ATTRIBUTION,
    SheetArea,
    SheetContent,
    SheetGround,
    SheetHotspot,
    SheetRoad,
    SheetTexts,
)
from maps.sheet.layers import district_layers
from maps.sheet.output import FORMATS, SheetFormat, draw_sheet, layout_figures

__all__ = [
    "FORMATS",
    "OSM_ATTRIBUTION",
    "SheetArea",
    "SheetContent",
    "SheetFormat",
    "SheetGround",
    "SheetHotspot",
    "SheetRoad",
    "SheetTexts",
    "district_layers",
    "draw_sheet",
    "layout_figures",
]
