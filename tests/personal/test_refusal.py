"""How a refusal is said: a plain sentence to a program, with the pieces marked on a page."""

import json
import re
from collections.abc import Callable

import pytest
from flask import Flask

from geo_app.personal.refusal import AROUND, KIND_NAMES, personal_refusal
from tests.desk.page import Page
from tests.personal.spellings import BY_KIND
from tests.register.writer import Writer, error_at

HOSTILE = '<img src=x onerror=alert(1)> 0912 345 678 </mark><script>"{{ 7*7 }}"'


@pytest.fixture(autouse=True)
def _language(bare_app: Flask):
    with bare_app.test_request_context(headers={"Accept-Language": "en"}):
        yield


def test_one_piece_is_named_with_the_reason():
    said = personal_refusal("Gọi 0912 345 678 khi cần")
    assert said is not None
    assert said.startswith("“0912 345 678”")
    assert str(KIND_NAMES["phone"]) in said


def test_all_pieces_are_named():
    said = personal_refusal("gặp bà Mận, CCCD 001085012345, facebook.com/tenvidu")
    assert said is not None
    pieces = ("bà Mận", "001085012345", "facebook.com/tenvidu")
    for kind, piece in zip(("name", "identity", "link"), pieces, strict=True):
        assert f"“{piece}” ({KIND_NAMES[kind]})" in said


def test_what_points_to_nobody_is_no_refusal():
    assert personal_refusal("12 Bà Triệu, BB 12/BB-CA") is None


def test_a_program_reads_the_sentence_alone():
    said = personal_refusal(HOSTILE)
    assert json.loads(json.dumps({"note": said}))["note"] == str(said)
    assert "<mark>" not in str(said)


def test_a_page_shows_the_text_with_the_piece_marked_and_nothing_of_it_runs():
    said = personal_refusal(HOSTILE)
    assert said is not None
    shown = said.__html__()
    assert "onerror=alert(1)&gt; <mark>0912 345 678</mark> &lt;/mark&gt;" in shown
    assert "<img" not in shown
    assert "<script" not in shown


@pytest.mark.parametrize("line_end", ["\n", "\r\n", " \r\n  ", "\u2028"])
def test_a_number_over_a_line_end_is_said_in_one_line_and_marked_as_typed(line_end: str):
    piece = f"0912 345{line_end}678"
    one = personal_refusal(f"Gọi {piece} khi cần")
    several = personal_refusal(f"Gọi {piece} khi cần, gặp bà Mận")
    assert one is not None
    assert several is not None
    assert one.startswith("“0912 345 678” ")
    assert "“0912 345 678” (" in several
    assert len(one.splitlines()) == len(several.splitlines()) == 1
    assert one.marked == f"Gọi <mark>{piece}</mark> khi cần"


def test_of_a_long_text_only_what_stands_around_is_shown():
    said = personal_refusal(f"{'a ' * 400}0912 345 678{' b' * 400}0987 654 321{' c' * 400}")
    assert said is not None
    stretches = re.split("</?mark>", str(said.marked))
    assert stretches[1] == "0912 345 678"
    assert [len(each) for each in stretches[0::2]] == [AROUND + 1, 2 * AROUND + 1, AROUND + 1]


def test_every_kind_can_be_said():
    for texts in BY_KIND.values():
        for text in texts:
            assert personal_refusal(text)


def test_the_form_marks_the_piece_at_its_field(signed_in: Callable):
    writer = Writer(signed_in("police"))
    page: Page = writer.save(
        effective_on="5/2024",
        clearance="cleared",
        basis="BB 1/BB-CA",
        note=f"Nhà ông Tèo. {HOSTILE}",
    )
    assert page.status == 422
    assert "ông Tèo" in error_at(page, "event-note")
    assert [each.text for each in page.all("mark")] == ["ông Tèo", "0912 345 678"]
    assert page.all("img", src="x") == []


def test_the_form_marks_a_number_over_a_line_end(signed_in: Callable):
    page: Page = Writer(signed_in("police")).save(
        effective_on="5/2024",
        clearance="cleared",
        basis="BB 1/BB-CA",
        note="Gọi 0912 345\r\n678 khi cần",
    )
    assert page.status == 422
    assert "“0912 345 678”" in error_at(page, "event-note")
    assert [each.text.split() for each in page.all("mark")] == [["0912", "345", "678"]]
