"""How a stretch of time at one level is filled, on the line of history.

The fills are one hue in steps of lightness, darkest where a hotspot is worst, so that they keep
their order on a photocopy and for readers who do not tell red from green. A level that nobody has
confirmed is no step of that order: it is dotted and not tinted. The strokes of the level's badge
(`maps.symbology.level_badge`) are repeated on the band in its ink.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from maps.symbology import OUTLINE_COLOUR


@dataclass(frozen=True, slots=True)
class BandStyle:
    """Describe the band of a level.

    Parameters
    ----------
    fill
        Hexadecimal RGB.
    ink
        Of the badge's strokes on it, at least 4.5:1 against the fill.
    dotted
        Whether dots in the ink cover the fill.
    """

    fill: str
    ink: str
    dotted: bool = False


# CIE lightness of the fills: 26, 46, 70, 93, and white.
LEVEL_BANDS: Mapping[str, BandStyle] = MappingProxyType(
    {
        "complex": BandStyle("#6a2c0c", "#ffffff"),
        "active": BandStyle("#a9571a", "#ffffff"),
        "low_activity": BandStyle("#dba15a", OUTLINE_COLOUR),
        "inactive": BandStyle("#f7ead6", OUTLINE_COLOUR),
        "unverified": BandStyle("#ffffff", OUTLINE_COLOUR, dotted=True),
    }
)


def level_band(level: str) -> BandStyle:
    """Return how the time at a level is filled.

    Parameters
    ----------
    level
        One of `maps.symbology.LEVELS`.

    Returns
    -------
    BandStyle
        Colours and pattern.

    Raises
    ------
    ValueError
        If the level is unknown.
    """
    try:
        return LEVEL_BANDS[level]
    except KeyError:
        raise ValueError(f"unknown level: {level!r}") from None
