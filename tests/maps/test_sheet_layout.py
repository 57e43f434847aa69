"""The layout of a map sheet, asked of its artists where they stand."""

import itertools
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from matplotlib_scalebar.scalebar import ScaleBar

from geodata.crs import to_metric
from maps.drawing.boxes import Box
from maps.drawing.symbols import symbol_box
from maps.drawing.typography import fit, text_width, wrap
from maps.sheet import SheetContent, layout_figures
from maps.sheet.frame import MapFrame, frame_for
from maps.sheet.furniture import bar_metres
from maps.sheet.placement import place_hotspots
from tests.maps.sheet_samples import content, crowded, hotspot, thanh_tri, with_areas

LONG = (
    "Đường ven sông Tô Lịch đoạn từ cầu Nguyễn Khánh Toàn qua ngã ba chợ Cống Vị đến hết khu tập "
    "thể nhà máy dệt kim Đông Xuân cũ"
)


def long_texts() -> SheetContent:
    names = [LONG, LONG.replace(" ", ""), "W" * 120]
    spots = [
        replace(hotspot(n, name, shapely.Point(105.8 + n / 100, 20.93)), commune_text=name * 2)
        for n, name in enumerate(names, start=1)
    ]
    return content(
        "020",
        *spots,
        title=LONG,
        subtitle=LONG * 2,
        state_date=LONG,
        table_title=LONG,
        heading_level=LONG,
        page_note=LONG,
        scale_prefix=LONG,
        projection=LONG,
        inset_title=LONG,
        road_line=LONG,
    )


SAMPLES: dict[str, Callable[[], SheetContent]] = {
    "three": thanh_tri,
    "none": lambda: content("271"),
    "small district": lambda: content("002"),
    "forty": crowded,
    "long texts": long_texts,
    "areas": with_areas,
}


def drawn(sample: SheetContent, *, overleaf: bool = False) -> list[Figure]:
    figures = list(layout_figures(sample, overleaf=overleaf))
    for figure in figures:
        figure.set_dpi(100)
        FigureCanvasAgg(figure).draw()
    return figures


def texts(figure: Figure) -> list[Text]:
    return [artist for axes in figure.axes for artist in axes.texts if artist.get_text()]


def overlaps(first: Bbox, second: Bbox, slack: float = 0.6) -> bool:
    """Tell whether two extents share more than ``slack`` pixels both ways."""
    wide = min(first.x1, second.x1) - max(first.x0, second.x0)
    high = min(first.y1, second.y1) - max(first.y0, second.y0)
    return wide > slack and high > slack


@pytest.mark.parametrize("name", SAMPLES)
def test_no_text_leaves_the_page_or_covers_another(name: str) -> None:
    for figure in drawn(SAMPLES[name](), overleaf=True):
        page = figure.bbox
        placed = [(each, each.get_window_extent()) for each in texts(figure)]
        for each, extent in placed:
            assert page.x0 <= extent.x0, each
            assert extent.x1 <= page.x1, each
            assert page.y0 <= extent.y0, each
            assert extent.y1 <= page.y1, each
        upright = [(each, extent) for each, extent in placed if each.get_label() != "road-name"]
        for (one, first), (other, second) in itertools.combinations(upright, 2):
            # Line boxes of neighbouring lines touch by the height of an accent.
            slack = 0.35 * min(first.height, second.height)
            assert not overlaps(first, second, slack), (one, other)


def test_every_cell_of_long_texts_stays_in_its_column() -> None:
    figure = drawn(long_texts())[0]
    cells = [each for each in texts(figure) if each.get_label() == "table"]
    lefts = sorted({round(each.get_position()[0], 3) for each in cells})
    assert len(lefts) == 5
    scale = figure.bbox.width / 297
    for cell in cells:
        left = round(cell.get_position()[0], 3)
        limit = lefts[lefts.index(left) + 1] if left < lefts[-1] else 288.2
        assert cell.get_window_extent().x1 / scale <= limit


def test_forty_hotspots_count_the_rows_left_out_and_keep_the_smallest_size() -> None:
    figure = drawn(crowded())[0]
    table = [each for each in texts(figure) if each.get_label() == "table"]
    rows = {each.get_text() for each in table} & {str(number) for number in range(1, 41)}
    left_out = next(each.get_text() for each in table if "điểm khác" in each.get_text())
    assert left_out == f"… và {40 - len(rows)} điểm khác"
    assert min(each.get_fontsize() for each in table) >= 5.5


def test_symbols_and_numbers_of_a_crowd_do_not_cover_each_other() -> None:
    rng = np.random.default_rng(46)
    paper = Box(0, 0, 186, 156)
    anchors = [(float(x), float(y)) for x, y in rng.normal((90, 80), (9, 9), (60, 2))]
    anchors += [anchors[0]] * 5
    placed = place_hotspots(anchors, [3.4] * len(anchors), paper)
    boxes = [symbol_box(spot.symbol) for spot in placed] + [spot.number for spot in placed]
    assert all(paper.contains(box) for box in boxes)
    assert not [pair for pair in itertools.combinations(boxes, 2) if pair[0].overlaps(pair[1])]
    assert placed == place_hotspots(anchors, [3.4] * len(anchors), paper)


def test_a_lone_hotspot_stands_at_its_place() -> None:
    (spot,) = place_hotspots([(50.0, 50.0)], [3.0], Box(0, 0, 100, 100))
    assert spot.symbol == spot.anchor == (50.0, 50.0)
    assert not spot.number_leader


def test_north_arrow_points_up_and_north_is_up() -> None:
    figure = drawn(thanh_tri())[0]
    page = figure.axes[0]
    needles = [each for each in page.patches if each.get_label() == "north-needle"]
    assert len(needles) == 2
    letter = next(each for each in texts(figure) if each.get_label() == "north")
    for needle in needles:
        corners = page.transData.transform(needle.get_xy())
        tip = corners[np.argmax(corners[:, 1])]
        # The tip is on the axis of the arrow, alone at the top, the letter above it.
        assert tip[0] == pytest.approx(letter.get_window_extent().get_points()[:, 0].mean(), abs=2)
        assert tip[1] > corners[:, 1].mean()
        assert letter.get_window_extent().y0 >= tip[1] - 1
    ground = next(axes for axes in figure.axes if axes.get_label() == "map")
    south, north = (to_metric(shapely.Point(105.85, lat)) for lat in (20.90, 20.99))
    (x0, y0), (x1, y1) = ground.transData.transform([(south.x, south.y), (north.x, north.y)])
    assert y1 > y0
    assert abs(x1 - x0) < 0.02 * (y1 - y0)


@pytest.mark.parametrize("code", ["002", "007", "020", "268", "271"])
def test_scale_bar_and_scale_agree_with_the_ground(code: str) -> None:
    sample = content(code)
    figure = drawn(sample)[0]
    ground = next(axes for axes in figure.axes if axes.get_label() == "map")
    bar = next(each for each in ground.artists if isinstance(each, ScaleBar))
    metres = bar.info.value
    pixels = bar.info.window_extent.width
    # Two places in the district, projected: what lies between them on paper and on the ground.
    west, south, east, north = sample.ground.district.outline.bounds
    a, b = to_metric(shapely.Point(west, south)), to_metric(shapely.Point(east, north))
    apart = np.linalg.norm(np.diff(ground.transData.transform([(a.x, a.y), (b.x, b.y)]), axis=0))
    per_pixel = a.distance(b) / float(apart)
    assert metres == pytest.approx(pixels * per_pixel, rel=0.01)
    printed = next(each.get_text() for each in texts(figure) if " 1:" in each.get_text())
    denominator = int(printed.rpartition(":")[2].replace(".", ""))
    assert denominator == pytest.approx(per_pixel * figure.dpi / 0.0254, rel=0.01)


def test_frame_takes_the_largest_round_scale_and_keeps_proportions() -> None:
    paper = Box(9, 27, 195, 184)
    frame = frame_for(shapely.box(0, 0, 10_000, 5_000), paper, margin=6)
    assert frame.scale == pytest.approx(60_000)
    assert frame.ground.width / frame.ground.height == pytest.approx(paper.width / paper.height)
    corner = frame.to_page(np.array([[frame.ground.left, frame.ground.top]]))[0]
    assert tuple(corner) == pytest.approx((paper.left, paper.top))


def test_scale_bar_is_a_round_length() -> None:
    paper = Box(0, 0, 100, 100)
    lengths = {
        bar_metres(MapFrame(paper, Box(0, 0, side, side))) for side in range(900, 90_000, 700)
    }
    assert all(str(length).rstrip("0") in {"1", "2", "5"} for length in lengths)


def test_hotspot_without_a_place_or_far_away_is_marked() -> None:
    far = hotspot(1, "Xa", shapely.Point(108.2, 16.05))
    sample = content("020", far, hotspot(2, "Không rõ", None), *thanh_tri().hotspots[:1])
    figure = drawn(sample)[0]
    table = [each.get_text() for each in texts(figure) if each.get_label() == "table"]
    assert {"1*", "2*"} <= set(table)
    assert sample.texts.off_map_note in table
    assert "Tỷ lệ 1:75.000" in [each.get_text() for each in texts(figure)]


def test_wrapped_text_keeps_every_word_and_fits() -> None:
    lines = wrap(LONG, 7, 30)
    assert " ".join(lines) == LONG
    assert all(text_width(line, 7) <= 30 for line in lines)
    cut = fit(LONG, 30, (8, 7), max_lines=2)
    assert cut.truncated
    assert cut.size == 7
    assert cut.lines[-1].endswith("…")
    assert len(cut.lines) == 2


def test_measured_width_is_the_drawn_width() -> None:
    figure = Figure(figsize=(10, 1))
    from maps.drawing.typography import font  # noqa: PLC0415 - only here

    text = "Đường Nguyễn Khánh Toàn, phường Phạm Đình Hổ"
    artist = figure.text(0, 0, text, fontproperties=font(8.0))
    figure.set_dpi(400)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    millimetres = artist.get_window_extent().width / 400 * 25.4
    assert text_width(text, 8.0) == pytest.approx(millimetres, rel=0.03)
