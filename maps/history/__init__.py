"""The line of history: one row per hotspot, its level as a band over time, clearance as marks."""

from maps.history.content import ClearanceMark, History, HistoryRow, HistoryTexts, LevelSpan
from maps.history.picture import PICTURE_FORMATS, PictureFormat, PictureWidth, draw_history

__all__ = [
    "PICTURE_FORMATS",
    "ClearanceMark",
    "History",
    "HistoryRow",
    "HistoryTexts",
    "LevelSpan",
    "PictureFormat",
    "PictureWidth",
    "draw_history",
]
