"""Symbols tell category, level and clearance apart, in colour and without it."""

import itertools
import re
from xml.etree import ElementTree as ET

import pytest

from maps import symbology
from maps.symbology import CATEGORIES, CLEARANCES, LEVELS

STATES = tuple(itertools.product(CATEGORIES, LEVELS, CLEARANCES))
HOSTILE = (
    "{{7*7}}",
    "{% raw %}",
    "${alert(1)}",
    "`",
    "\\",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
)


def luminance(colour: str) -> float:
    """WCAG 2 relative luminance."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lightness(colour: str) -> float:
    """CIE L*, from 0 (black) to 100 (white)."""
    return 116 * luminance(colour) ** (1 / 3) - 16


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_a_symbol_without_style_or_script(state: tuple[str, str, str]) -> None:
    svg = symbology.symbol_svg(*state)
    root = ET.fromstring(svg)  # noqa: S314  # our own bytes
    assert root.get("width") == "32"
    assert not re.search(r"style|script|href|url\(", svg)


def test_no_two_states_share_a_symbol() -> None:
    assert len({symbology.symbol_svg(*state) for state in STATES}) == len(STATES)


@pytest.mark.parametrize("clearance", CLEARANCES)
def test_glyphs_stand_out_from_their_fill(clearance: str) -> None:
    fill = symbology.CLEARANCE_COLOURS[clearance]
    assert contrast(fill, symbology.GLYPH_COLOURS[clearance]) >= 4.5


@pytest.mark.parametrize("clearance", CLEARANCES)
def test_lines_stand_out_from_every_shade_of_the_map(clearance: str) -> None:
    colour = symbology.LINE_COLOURS[clearance]
    assert contrast(colour, "#ffffff") >= 4.5
    assert all(contrast(colour, shade) >= 1.9 for shade in symbology.SHADING_COLOURS)


def test_fills_and_shades_are_steps_of_grey() -> None:
    fills = sorted(lightness(c) for c in symbology.CLEARANCE_COLOURS.values())
    shades = [lightness(c) for c in symbology.SHADING_COLOURS]
    assert all(b - a >= 17 for a, b in itertools.pairwise(fills))
    assert all(a - b >= 6 for a, b in itertools.pairwise(shades))


def test_lines_differ_by_dash_alone() -> None:
    assert len({symbology.line_style("active", c).dash for c in CLEARANCES}) == len(CLEARANCES)


def test_lines_grow_with_the_level() -> None:
    widths = [symbology.line_style(level, "not_cleared").width for level in LEVELS[:4]]
    assert widths == sorted(widths, reverse=True)
    assert len(set(widths)) == 4


@pytest.mark.parametrize("category", CATEGORIES)
def test_shapes_are_closed_and_fit_the_unit_square(category: str) -> None:
    path = symbology.shape_path(category)
    assert path[0] == pytest.approx(path[-1])
    assert all(-1 <= x <= 1 and -1 <= y <= 1 for x, y in path)


def test_bars_count_the_level() -> None:
    counts = [len(symbology.level_badge(level)) for level in ("complex", "active", "low_activity")]
    assert counts == [3, 2, 1]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_but_the_vocabulary_is_drawn(text: str) -> None:
    with pytest.raises(ValueError, match="unknown category"):
        symbology.shape_path(text)
    with pytest.raises(ValueError, match="unknown category"):
        symbology.symbol_svg(text, "active", "cleared")
    with pytest.raises(ValueError, match="unknown level"):
        symbology.symbol_svg("establishment", text, "cleared")
    with pytest.raises(ValueError, match="unknown clearance"):
        symbology.symbol_svg("establishment", "active", text)
    with pytest.raises(ValueError, match="unknown clearance"):
        symbology.clearance_glyph(text)
    with pytest.raises(ValueError, match="unknown level"):
        symbology.line_style(text, "cleared")


def test_a_symbol_has_a_size() -> None:
    with pytest.raises(ValueError, match="size"):
        symbology.symbol_svg("establishment", "active", "cleared", 0)
