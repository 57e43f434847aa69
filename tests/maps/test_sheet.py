"""The sheet as a reader holds it: its size, its words, its furniture, and hostile names."""

import dataclasses
import re
from collections.abc import Iterator
from io import BytesIO
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image
from pypdf import PdfReader
from shapely import Point

from maps.sheet import OSM_ATTRIBUTION, SheetContent, draw_sheet, layout_figures
from tests.maps.sheet_samples import content, crowded, hotspot, thanh_tri

HOSTILE = (
    "{{ 7*7 }} $\\frac{}{}$ ${window.ran=1} ` \\ </script><script>ran()</script>"
    "<img onerror=ran()>\x00\nxuống dòng"
)
A4_RATIO = 297 / 210


def pdf_text(sheet: bytes) -> str:
    pages = PdfReader(BytesIO(sheet)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def drawn(sample: SheetContent) -> Figure:
    (figure,) = layout_figures(sample)
    FigureCanvasAgg(figure).draw()
    return figure


def texts(figure: Figure, part: str) -> Iterator[Text]:
    for axes in figure.axes:
        for text in axes.texts:
            if text.get_gid() == part or text.get_label() == part:
                yield text


@pytest.fixture(scope="module")
def sample() -> SheetContent:
    return thanh_tri()


def test_a_png_has_the_form_of_a4_on_its_side(sample: SheetContent) -> None:
    with Image.open(BytesIO(draw_sheet(sample, "png"))) as picture:
        width, height = picture.size
    assert width / height == pytest.approx(A4_RATIO, abs=0.002)
    assert width >= 2300


def test_a_pdf_is_one_page_that_keeps_its_words(sample: SheetContent) -> None:
    sheet = draw_sheet(sample, "pdf")
    (page,) = PdfReader(BytesIO(sheet)).pages
    assert float(page.mediabox.width) == pytest.approx(842, abs=1)
    text = pdf_text(sheet)
    assert sample.texts.title in text
    for row in sample.hotspots:
        assert row.name.split()[0] in text
    assert OSM_ATTRIBUTION.split(" (", maxsplit=1)[0] in text


def test_an_svg_needs_no_style_that_a_strict_policy_would_refuse(sample: SheetContent) -> None:
    sheet = draw_sheet(sample, "svg").decode()
    ET.fromstring(sheet)  # noqa: S314  # made here
    assert "style" not in sheet
    assert "<script" not in sheet
    assert 'fill="#' in sheet


@pytest.mark.parametrize("format_name", ["png", "pdf", "svg"])
def test_the_same_content_gives_the_same_bytes(sample: SheetContent, format_name: str) -> None:
    assert draw_sheet(sample, format_name) == draw_sheet(sample, format_name)


def test_an_unknown_format_is_refused(sample: SheetContent) -> None:
    with pytest.raises(ValueError, match="gif"):
        draw_sheet(sample, "gif")  # type: ignore[arg-type]  # on purpose


@pytest.mark.parametrize("format_name", ["png", "pdf", "svg"])
def test_hostile_text_is_printed_and_not_read(format_name: str) -> None:
    row = dataclasses.replace(
        hotspot(1, HOSTILE, Point(105.84, 20.94)),
        commune_text=HOSTILE[:60],
        level_label=HOSTILE[:30],
    )
    plain = content("020", row)
    texts_of_all = dataclasses.replace(plain.texts, title=HOSTILE[:80], subtitle=HOSTILE[:60])
    sheet = draw_sheet(dataclasses.replace(plain, texts=texts_of_all), format_name)
    if format_name == "svg":
        root = ET.fromstring(sheet)  # noqa: S314  # made here
        tags = {element.tag.rsplit("}", 1)[-1].lower() for element in root.iter()}
        assert not tags & {"script", "img", "image", "foreignobject", "a"}
    if format_name == "pdf":
        assert "{{ 7*7 }}" in pdf_text(sheet)
        assert "\\frac" in pdf_text(sheet)


def test_a_district_without_hotspots_says_so() -> None:
    empty = content("271")
    assert empty.texts.empty.split(".", maxsplit=1)[0] in pdf_text(draw_sheet(empty, "pdf"))


def test_a_crowded_sheet_names_every_hotspot_on_paper_and_counts_the_rest() -> None:
    many = crowded(count=40)
    text = pdf_text(draw_sheet(many, "pdf"))
    for row in many.hotspots:
        assert re.search(rf"\b{row.number}\b", text)


@pytest.mark.parametrize("make", [thanh_tri, crowded])
def test_no_text_leaves_the_page(make) -> None:
    figure = drawn(make())
    width, height = figure.canvas.get_width_height()
    for axes in figure.axes:
        for text in axes.texts:
            box = text.get_window_extent()
            assert box.x0 >= 0, text.get_text()
            assert box.y0 >= 0, text.get_text()
            assert box.x1 <= width, text.get_text()
            assert box.y1 <= height, text.get_text()


@pytest.mark.parametrize("make", [thanh_tri, crowded])
def test_the_words_of_the_table_do_not_overlap(make) -> None:
    found = list(texts(drawn(make()), "table"))
    assert len(found) > 6
    boxes = [(text.get_text(), text.get_window_extent()) for text in found if text.get_text()]
    for (one, first), (other, second) in combinations(boxes, 2):
        across = min(first.x1, second.x1) - max(first.x0, second.x0)
        down = min(first.y1, second.y1) - max(first.y0, second.y0)
        # Boxes of letters reach a little above and below what is inked.
        assert across <= 0.5 or down <= 0.35 * min(first.height, second.height), (one, other)


def test_north_is_up(sample: SheetContent) -> None:
    figure = drawn(sample)
    (letter,) = texts(figure, "north")
    needles = [
        patch
        for axes in figure.axes
        for patch in axes.patches
        if "north-needle" in {patch.get_gid(), patch.get_label()}
    ]
    assert needles
    for needle in needles:
        tip = needle.get_path().vertices[:, 1].max()
        foot = needle.get_path().vertices[:, 1].min()
        assert letter.get_position()[1] > tip > foot
