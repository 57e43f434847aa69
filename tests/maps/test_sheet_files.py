"""The files of a map sheet: size, text, pages, sameness, and text that means harm."""

import io
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import matplotlib as mpl
import numpy as np
import pytest
import shapely
from PIL import Image
from pypdf import PdfReader

from maps.sheet import FORMATS, OSM_ATTRIBUTION, draw_sheet, layout_figures
from tests.maps.sheet_samples import content, crowded, hotspot, thanh_tri

HOSTILE = (
    "{{7*7}}",
    "{% raw %}",
    r"$\frac{}{}$",
    "`${alert(1)}`",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "--> <!-- & \"quoted\" 'text'",
    "C:\\new\\table$",
)
PLACE = shapely.Point(105.82, 20.94)


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def pdf_pages(pdf: bytes) -> list[str]:
    return [words(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


@pytest.fixture(scope="module")
def thanh_tri_pdf() -> bytes:
    return draw_sheet(thanh_tri(), "pdf")


def test_png_is_a4_landscape_at_200_dpi() -> None:
    picture = Image.open(io.BytesIO(draw_sheet(thanh_tri(), "png")))
    assert picture.size == pytest.approx((297 / 25.4 * 200, 210 / 25.4 * 200), abs=1)
    assert picture.info["dpi"] == pytest.approx((200, 200), abs=0.1)
    assert picture.info["Title"] == thanh_tri().texts.title
    assert picture.getpixel((5, 5)) == (255, 255, 255)


def test_pdf_holds_its_text_whole_on_one_page(thanh_tri_pdf: bytes) -> None:
    pages = pdf_pages(thanh_tri_pdf)
    assert len(pages) == 1
    sample = thanh_tri()
    for text in (
        sample.texts.title,
        sample.texts.subtitle,
        sample.texts.state_date,
        "Tỷ lệ 1:75.000",
        "© OpenStreetMap contributors",
        "HUYỆN THANH TRÌ",
        "Thường Tín",
        *(spot.name for spot in sample.hotspots),
        *(spot.commune_text for spot in sample.hotspots),
    ):
        assert text in pages[0]


def test_pdf_is_a4_landscape_with_embedded_fonts(thanh_tri_pdf: bytes) -> None:
    reader = PdfReader(io.BytesIO(thanh_tri_pdf))
    box = reader.pages[0].mediabox
    assert float(box.width) == pytest.approx(297 / 25.4 * 72, abs=0.1)
    assert float(box.height) == pytest.approx(210 / 25.4 * 72, abs=0.1)
    assert thanh_tri_pdf.count(b"/FontFile2") >= 2
    assert reader.metadata is not None
    assert reader.metadata.creation_date is None


def test_svg_keeps_its_text_as_text() -> None:
    sample = thanh_tri()
    root = ET.fromstring(draw_sheet(sample, "svg"))  # noqa: S314 - our own output
    written = [each for each in root.iter() if each.tag.endswith("}text")]
    said = {str(each.text): each for each in written}
    for text in (sample.texts.title, sample.texts.state_date, "Tỷ lệ 1:75.000", "Thường Tín"):
        assert text in said
    whole = " ".join(said)
    for spot in sample.hotspots:
        assert all(word in whole for word in spot.name.split())
    assert said[sample.texts.title].get("font-weight") == "bold"
    assert said["Thường Tín"].get("font-weight") == "normal"
    for each in written:
        assert "Verdana" in str(each.get("font-family"))
        assert float(str(each.get("textLength"))) > 0


def test_svg_is_xml_without_scripts_or_pictures() -> None:
    root = ET.fromstring(draw_sheet(thanh_tri(), "svg"))  # noqa: S314 - our own output
    assert root.get("width") == "841.889764pt"
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags.isdisjoint({"script", "image", "foreignObject"})


@pytest.mark.parametrize("format_", FORMATS)
def test_same_content_gives_the_same_bytes(format_: str) -> None:
    assert draw_sheet(thanh_tri(), format_) == draw_sheet(thanh_tri(), format_)


def test_another_process_gives_the_same_bytes() -> None:
    """Python's string hash differs from process to process; nothing may depend on it."""
    program = (
        "import hashlib; from maps.sheet import FORMATS, draw_sheet;"
        "from tests.maps.sheet_samples import thanh_tri;"
        "print([hashlib.sha256(draw_sheet(thanh_tri(), f)).hexdigest() for f in FORMATS])"
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


def test_threads_draw_what_one_thread_draws_and_leave_no_settings_behind() -> None:
    before = dict(mpl.rcParams)
    jobs = [(sample, format_) for sample in (thanh_tri(), content("271")) for format_ in FORMATS]
    alone = [draw_sheet(*job) for job in jobs]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda job: draw_sheet(*job), jobs))
    assert together == alone
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_literally(text: str) -> None:
    spot = replace(hotspot(1, text, PLACE), commune_text=text, level_label=text)
    sample = content("020", spot, title=text)
    assert squeezed(text) in squeezed(pdf_pages(draw_sheet(sample, "pdf"))[0])
    svg = draw_sheet(sample, "svg")
    root = ET.fromstring(svg)  # noqa: S314 - our own output
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags.isdisjoint({"script", "img", "image"})
    assert b"<img" not in svg
    drawn = {artist.get_text() for artist in layout_figures(sample)[0].axes[0].texts}
    assert words(text) in drawn


def test_no_text_is_read_as_a_formula() -> None:
    sample = content(
        "020",
        hotspot(1, "$x$", PLACE),
        title="$t$",
        unit_kilometre="$k$",
        north="$B$",
        projection="$p$",
    )
    texts = layout_figures(sample)[0].axes[0].texts
    assert texts
    assert not any(artist.get_parse_math() for artist in texts)


def test_control_characters_and_line_breaks_are_not_drawn() -> None:
    spot = hotspot(1, "Phố\r\n\tHuế\x00\x1b\u202e đoạn\u2028đầu \ud800 漢", PLACE)
    page = pdf_pages(draw_sheet(content("020", spot), "pdf"))[0]
    assert "Phố Huế đoạn đầu □ □" in page


def test_decomposed_letters_are_composed() -> None:
    spot = hotspot(1, "Ngo\u0323c Ho\u0302\u0300i", PLACE)
    assert "Ngọc Hồi" in pdf_pages(draw_sheet(content("020", spot), "pdf"))[0]


def test_attribution_cannot_be_left_out() -> None:
    sample = thanh_tri()
    bare = replace(sample, texts=replace(sample.texts, sources=("Kế hoạch 46/KH-UBND",)))
    assert OSM_ATTRIBUTION in pdf_pages(draw_sheet(bare, "pdf"))[0]


def test_district_without_hotspots_says_so() -> None:
    sample = content("271")
    pages = pdf_pages(draw_sheet(sample, "pdf"))
    assert len(pages) == 1
    assert sample.texts.empty in pages[0]


def test_crowded_pdf_lists_every_hotspot_whole_overleaf() -> None:
    sample = crowded()
    first, second = pdf_pages(draw_sheet(sample, "pdf"))
    assert "danh sách đầy đủ ở trang sau" in first
    assert "Trang 2/2" in second
    for spot in sample.hotspots:
        assert spot.name in second
        assert spot.commune_text in second


def test_unknown_format_and_codes_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown format"):
        draw_sheet(thanh_tri(), "gif")  # type: ignore[arg-type]  # on purpose
    with pytest.raises(ValueError, match="unknown level"):
        draw_sheet(content("020", replace(hotspot(1, "x", PLACE), level="bad")), "png")


def test_the_three_fills_stay_apart_in_grey() -> None:
    """Symbols of the four states at known places differ in grey as well."""
    states = ("not_cleared", "cleared", "handed_over", "recurred")
    greys = []
    for state in states:
        spot = hotspot(1, "x", PLACE, clearance=state, category="public_place")
        sample = content("020", spot)
        picture = Image.open(io.BytesIO(draw_sheet(sample, "png"))).convert("L")
        figure = layout_figures(sample)[0]
        figure.set_dpi(200)
        shape = next(c for c in figure.axes[0].collections if c.get_label() == "symbol")
        # The first shape is the one on the map; look left of its glyph.
        middle = shape.get_paths()[0].vertices.mean(axis=0) - np.array([1.6, 0.0])
        x, y = figure.axes[0].transData.transform(middle)
        greys.append(picture.getpixel((round(x), round(picture.height - y))))
    assert all(abs(a - b) > 25 for i, a in enumerate(greys) for b in greys[:i]), greys


def test_svg_needs_no_style_that_a_strict_content_policy_refuses() -> None:
    sheet = draw_sheet(thanh_tri(), "svg").decode()
    assert "style" not in sheet
    assert 'fill="#ffffff"' in sheet
