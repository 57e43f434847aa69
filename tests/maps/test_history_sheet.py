"""The line of history on a district's sheet: beneath the table, overleaf, or said to be missing."""

import itertools
from dataclasses import replace

import pytest
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from maps.sheet import FORMATS, SheetContent, draw_sheet, layout_figures
from maps.sheet.layout import DENSE, ROOMY
from maps.sheet.table import MINIMUM_SIZE
from tests.maps.history_samples import TEXTS, many_rows, sheet_with_history, thanh_tri_rows
from tests.maps.sheet_samples import content, crowded, hotspot, thanh_tri
from tests.maps.test_sheet_files import pdf_pages


def short_names(count: int) -> SheetContent:
    """Hotspots that take a line each in the table."""
    places = (shapely.Point(105.80 + number / 200, 20.93) for number in range(count))
    spots = [
        hotspot(number, f"Phố {number}", place, level="active")
        for number, place in enumerate(places, start=1)
    ]
    return content("020", *spots)


SAMPLES = {
    "three": sheet_with_history(thanh_tri(), thanh_tri_rows()),
    "six": sheet_with_history(crowded(count=6), many_rows(6)),
    "twelve": sheet_with_history(crowded(count=12), many_rows(12)),
    "fourteen": sheet_with_history(short_names(14), many_rows(14)),
    "forty": sheet_with_history(crowded(), many_rows(40)),
}


def pages(sample: SheetContent, *, overleaf: bool) -> list[Figure]:
    figures = list(layout_figures(sample, overleaf=overleaf))
    for figure in figures:
        figure.set_dpi(100)
        # To ask texts for their extent it need not be drawn.
        FigureCanvasAgg(figure)
    return figures


def words(figure: Figure, *parts: str) -> list[Text]:
    found = [each for axes in figure.axes for each in axes.texts if each.get_text()]
    return [each for each in found if not parts or each.get_label() in parts]


def numbers(figure: Figure) -> list[int]:
    return [int(each.get_text()) for each in words(figure, "row-number")]


def bands(figure: Figure) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right and top of every band, in millimetres."""
    return [
        (x, y, x + each.get_width(), y + each.get_height())
        for each in figure.axes[0].patches
        if str(each.get_label()).startswith("level-")
        for x, y in [each.get_xy()]
    ]


@pytest.mark.parametrize("overleaf", [False, True])
@pytest.mark.parametrize("name", SAMPLES)
def test_history_covers_nothing_and_stays_readable(name: str, overleaf: bool) -> None:  # noqa: FBT001 - a parameter of pytest
    first, *more = pages(SAMPLES[name], overleaf=overleaf)
    for figure in (first, *more):
        placed = [(each, each.get_window_extent()) for each in words(figure)]
        upright = [(each, box) for each, box in placed if each.get_label() != "road-name"]
        for (one, a), (other, b) in itertools.combinations(upright, 2):
            wide, high = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
            assert wide <= 0.6 or high <= 0.35 * min(a.height, b.height), (one, other)
        sizes = [
            each.get_fontsize()
            for each in words(figure, "row-number", "row-name", "tick", "before")
        ]
        assert all(size >= MINIMUM_SIZE for size in sizes)
    box = next(
        each.table
        for each in (ROOMY, DENSE)
        if any(text.get_position()[0] == each.table.left for text in words(first, "table-title"))
    )
    for left, bottom, right, top in bands(first):
        assert box.left <= left < right <= box.right
        assert box.bottom <= bottom < top <= box.top


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", ["three", "none"])
def test_a_sheet_without_rows_of_history_is_as_before(name: str, format_: str) -> None:
    sample = thanh_tri() if name == "three" else content("271")
    rows = () if name == "three" else thanh_tri_rows()
    assert draw_sheet(sheet_with_history(sample, rows), format_) == draw_sheet(sample, format_)


@pytest.mark.parametrize("name", ["three", "six"])
def test_few_rows_stand_beneath_the_table_in_every_format(name: str) -> None:
    sample = SAMPLES[name]
    count = len(sample.hotspots)
    for overleaf in (False, True):
        (page,) = pages(sample, overleaf=overleaf)
        assert numbers(page) == list(range(1, count + 1))
        lowest_cell = min(each.get_position()[1] for each in words(page, "table"))
        highest_row = max(each.get_position()[1] for each in words(page, "row-number"))
        assert highest_row < lowest_cell
        (title,) = words(page, "history-title")
        assert title.get_text() == "Diễn biến từ ngày 5/2/2024 đến ngày 17/12/2024"
    assert len(pdf_pages(draw_sheet(sample, "pdf"))) == 1


def test_a_pdf_keeps_its_table_whole_and_shows_twelve_rows_overleaf() -> None:
    sample = SAMPLES["twelve"]
    first, second = pages(sample, overleaf=True)
    assert numbers(first) == []
    assert TEXTS.overleaf in {each.get_text() for each in words(first, "table")}
    assert not any(each.get_text().endswith("…") for each in words(first, "table"))
    assert numbers(second) == list(range(1, 13))
    pdf = pdf_pages(draw_sheet(sample, "pdf"))
    assert "Trang 2/2" in pdf[1]
    for row in sample.history.rows if sample.history else ():
        assert row.name in pdf[1]
    for _, label in (*TEXTS.levels, *TEXTS.clearances):
        assert label in pdf[1]


def test_a_picture_of_one_page_shortens_its_table_for_twelve_rows() -> None:
    (page,) = pages(SAMPLES["twelve"], overleaf=False)
    assert numbers(page) == list(range(1, 13))
    cells = {each.get_text() for each in words(page, "table")}
    assert {str(number) for number in range(1, 13)} <= cells
    assert TEXTS.no_room not in cells


def test_a_picture_of_one_page_counts_the_rows_left_out() -> None:
    (page,) = pages(SAMPLES["fourteen"], overleaf=False)
    shown = numbers(page)
    assert 3 <= len(shown) < 14
    (note,) = words(page, "history")
    assert note.get_text() == f"… và {14 - len(shown)} điểm khác"
    assert note.get_position()[1] > DENSE.table.bottom


def test_a_picture_of_one_page_says_that_there_is_no_room() -> None:
    (page,) = pages(SAMPLES["forty"], overleaf=False)
    assert numbers(page) == []
    assert bands(page) == []
    assert TEXTS.no_room in {each.get_text() for each in words(page, "table")}


def test_forty_rows_follow_the_table_on_pages_of_their_own() -> None:
    figures = pages(SAMPLES["forty"], overleaf=True)
    assert [number for figure in figures for number in numbers(figure)] == list(range(1, 41))
    footer = {each.get_text() for each in words(figures[-1], "footer")}
    assert f"Trang {len(figures)}/{len(figures)}" in footer
    for figure in figures[2:]:
        assert all(bottom > 19 for _, bottom, _, _ in bands(figure))
        assert {"history-title", "legend", "tick"} <= {each.get_label() for each in words(figure)}


def test_hostile_names_are_printed_literally() -> None:
    text = "</script> {{7*7}} ${alert(1)} $x^2$ <img src=x onerror=alert(1)>"
    rows = tuple(replace(row, name=text) for row in many_rows(12))
    sample = sheet_with_history(crowded(count=12), rows)
    assert text in pdf_pages(draw_sheet(sample, "pdf"))[1]
    second = layout_figures(sample, overleaf=True)[1]
    assert not any(each.get_parse_math() for each in second.axes[0].texts)
    assert "style" not in draw_sheet(sample, "svg").decode()
