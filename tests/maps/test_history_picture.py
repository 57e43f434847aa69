"""The line of history as a file and as a whole: text, sizes, sameness, text that means harm."""

import io
import itertools
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from maps.drawing.typography import text_width
from maps.history import (
    PICTURE_FORMATS,
    ClearanceMark,
    History,
    HistoryRow,
    LevelSpan,
    PictureFormat,
    PictureWidth,
    draw_history,
)
from maps.history.picture import history_figure
from tests.maps.history_samples import END, START, TEXTS, many_rows, thanh_tri_rows

HOSTILE = (
    "{{7*7}}",
    "{% raw %}",
    "${alert(1)}",
    "$x^2$",
    r"$\frac{}{}$",
    "`",
    "\\",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "--> <!-- & \"quoted\" 'text'",
)
WIDTHS: tuple[PictureWidth, ...] = ("wide", "narrow")
PERIODS = {
    "two weeks": (date(2024, 8, 8), date(2024, 8, 22)),
    "ten months": (START, END),
    "two years": (date(2023, 6, 17), date(2025, 6, 17)),
    "twelve years": (date(2013, 12, 17), date(2025, 12, 17)),
}
SMALLEST_POINTS = 8.0
# Fine enough that hinting does not change the width of letters.
DPI = 288


def figure(
    rows: tuple[HistoryRow, ...], width: PictureWidth = "wide", start: date = START, end: date = END
) -> Figure:
    laid_out = history_figure(History(rows, TEXTS, start, end), width)
    laid_out.set_dpi(DPI)
    # To ask texts for their extent it need not be drawn.
    FigureCanvasAgg(laid_out)
    return laid_out


def texts(drawn: Figure, part: str | None = None) -> list[Text]:
    found = [artist for artist in drawn.axes[0].texts if artist.get_text()]
    return [artist for artist in found if part is None or artist.get_label() == part]


def row_named(name: str) -> HistoryRow:
    return HistoryRow(1, name, (LevelSpan("active", START, END),), ())


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("count", [1, 3, 45])
def test_no_text_leaves_the_picture_or_covers_another(
    width: PictureWidth, period: str, count: int
) -> None:
    start, end = PERIODS[period]
    drawn = figure(many_rows(count, date(2013, 12, 17), date(2025, 12, 17)), width, start, end)
    placed = [(each, each.get_window_extent()) for each in texts(drawn)]
    for each, extent in placed:
        assert drawn.bbox.x0 <= extent.x0, each
        assert extent.x1 <= drawn.bbox.x1, each
        assert drawn.bbox.y0 <= extent.y0, each
        assert extent.y1 <= drawn.bbox.y1, each
    for (one, first), (other, second) in itertools.combinations(placed, 2):
        wide = min(first.x1, second.x1) - max(first.x0, second.x0)
        high = min(first.y1, second.y1) - max(first.y0, second.y0)
        # Line boxes of neighbouring lines touch by the height of an accent.
        assert wide <= 0.6 or high <= 0.35 * min(first.height, second.height), (one, other)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_picture_grows_with_its_rows_and_its_letters_do_not_shrink(width: PictureWidth) -> None:
    one, many = figure(many_rows(1), width), figure(many_rows(200), width)
    per_row = (many.get_figheight() - one.get_figheight()) * 25.4 / 199
    assert per_row >= 7
    assert many.get_figwidth() == one.get_figwidth()
    assert {each.get_fontsize() for each in texts(many)} == {
        each.get_fontsize() for each in texts(one)
    }
    assert min(each.get_fontsize() for each in texts(many)) >= SMALLEST_POINTS
    assert [each.get_text() for each in texts(many, "row-number")] == [
        str(n) for n in range(1, 201)
    ]


def test_the_axis_is_repeated_where_it_would_have_left_the_screen() -> None:
    ticks = [each for each in texts(figure(many_rows(200)), "tick") if each.get_text() == "7/2024"]
    heights = sorted(each.get_position()[1] for each in ticks)
    assert len(heights) == 10
    assert len({each.get_position()[0] for each in ticks}) == 1
    assert all(b - a < 200 for a, b in itertools.pairwise(heights))


def test_a_wide_picture_is_1000_pixels_and_a_narrow_one_360() -> None:
    for width, pixels in (("wide", 1000), ("narrow", 360)):
        svg = draw_history(thanh_tri_rows(), TEXTS, start=START, end=END, format="svg", width=width)
        png = draw_history(thanh_tri_rows(), TEXTS, start=START, end=END, format="png", width=width)
        points = float(ET.fromstring(svg).attrib["width"].removesuffix("pt"))  # noqa: S314 - our own output
        assert points * 96 / 72 == pytest.approx(pixels)
        assert Image.open(io.BytesIO(png)).width == pytest.approx(1.5 * pixels, abs=1)


def test_names_stand_above_their_rows_on_a_phone_and_beside_them_else() -> None:
    for width in WIDTHS:
        drawn = figure(thanh_tri_rows(), width)
        name = next(each for each in texts(drawn, "row-name") if "Cầu Bươu" in each.get_text())
        number = next(each for each in texts(drawn, "row-number") if each.get_text() == "2")
        # The first two are the sample of the legend and a band of the first row.
        band = [each for each in drawn.axes[0].patches if each.get_label() == "level-unverified"][2]
        middle = band.get_y() + band.get_height() / 2
        assert name.get_position()[1] == number.get_position()[1]
        if width == "narrow":
            assert name.get_position()[1] > band.get_y() + band.get_height()
        else:
            assert name.get_position()[1] == pytest.approx(middle, abs=1.5)
            assert name.get_window_extent().x1 / DPI * 25.4 < band.get_x()


@pytest.mark.parametrize("width", WIDTHS)
def test_long_names_end_in_an_ellipsis_within_two_lines(width: PictureWidth) -> None:
    drawn = figure((row_named("Đường ven sông Tô Lịch " * 12), row_named("W" * 300)), width)
    lines = texts(drawn, "row-name")
    assert len(lines) == 4
    assert [line.get_text()[-1] == "…" for line in lines] == [False, True, False, True]
    assert all(
        text_width(line.get_text(), line.get_fontsize()) < drawn.get_figwidth() * 25.4 - 8
        for line in lines
    )


def test_no_rows_are_said_in_a_sentence() -> None:
    drawn = figure((), "narrow")
    assert {each.get_label() for each in texts(drawn)} == {"title", "empty"}
    assert " ".join(each.get_text() for each in texts(drawn, "empty")) == TEXTS.empty
    assert not texts(drawn, "legend")


@pytest.mark.parametrize("format_", PICTURE_FORMATS)
def test_same_rows_give_the_same_bytes(format_: PictureFormat) -> None:
    pictures = {
        draw_history(thanh_tri_rows(), TEXTS, start=START, end=END, format=format_)
        for _ in range(2)
    }
    assert len(pictures) == 1


def test_another_process_gives_the_same_bytes() -> None:
    program = (
        "import hashlib; from maps.history import PICTURE_FORMATS, draw_history;"
        "from tests.maps.history_samples import *;"
        "print([hashlib.sha256(draw_history(thanh_tri_rows(), TEXTS, start=START, end=END,"
        " format=f)).hexdigest() for f in PICTURE_FORMATS])"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1


@pytest.mark.parametrize("width", WIDTHS)
def test_svg_holds_no_style_script_or_picture(width: PictureWidth) -> None:
    svg = draw_history(
        many_rows(12), TEXTS, start=START, end=END, format="svg", width=width
    ).decode()
    assert "style" not in svg
    root = ET.fromstring(svg)  # noqa: S314 - our own output
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags.isdisjoint({"script", "image", "foreignObject", "pattern", "a"})
    links = [
        value for element in root.iter() for key, value in element.items() if key.endswith("href")
    ]
    assert all(link.startswith("#") for link in links)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_drawn_literally(text: str) -> None:
    words = replace(TEXTS, title=text, level_title=text, levels=(("active", text),))
    svg = draw_history((row_named(text),), words, start=START, end=END, format="svg")
    root = ET.fromstring(svg)  # noqa: S314 - our own output
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags.isdisjoint({"script", "img", "image"})
    drawn = history_figure(History((row_named(text),), words, START, END), "wide")
    assert [each.get_text() for each in texts(drawn, "row-name")] == [re.sub(r"\s+", " ", text)]
    assert not any(each.get_parse_math() for each in texts(drawn))


def test_control_characters_and_line_breaks_are_not_drawn() -> None:
    drawn = figure((row_named("Phố\r\n\tHuế\x00\x1b\u202e đoạn\u2028đầu \ud800 漢"),))
    assert [each.get_text() for each in texts(drawn, "row-name")] == ["Phố Huế đoạn đầu □ □"]


def test_what_is_unknown_is_refused() -> None:
    row = row_named("x")
    with pytest.raises(ValueError, match="unknown format"):
        draw_history((row,), TEXTS, start=START, end=END, format="pdf")  # type: ignore[arg-type]  # on purpose
    with pytest.raises(ValueError, match="unknown width"):
        draw_history((row,), TEXTS, start=START, end=END, format="svg", width="A4")  # type: ignore[arg-type]  # on purpose
    bad_level = replace(row, levels=(LevelSpan("bad", START, END),))
    with pytest.raises(ValueError, match="unknown level"):
        draw_history((bad_level,), TEXTS, start=START, end=END, format="svg")
    bad_clearance = replace(row, marks=(ClearanceMark("bad", START, START),))
    with pytest.raises(ValueError, match="unknown clearance"):
        draw_history((bad_clearance,), TEXTS, start=START, end=END, format="svg")
