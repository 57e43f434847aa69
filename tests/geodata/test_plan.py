"""The plan as data, and against the text it was read from."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from geodata.communes import find_communes
from geodata.plan import PLAN, plan_hotspots, plan_indicators
from geodata.text import fold
from geodata.units import all_units, find_unit, unit

TEXT = Path(__file__).parents[3] / "shared" / "plan-2024" / "plan-46-2024-ocr.txt"
DISTRICTS_OF_IV_23 = "Thanh Trì; Hoàng Mai; Hoài Đức; Hà Đông; Cầu Giấy; Ba Đình; Hai Bà Trưng"
DISTRICTS_OF_INDICATOR_10 = (
    "Ba Đình; Cầu Giấy; Hoàng Mai; Hai Bà Trưng; Hà Đông; "
    "Hoàn Kiếm; Nam Từ Liêm; Đống Đa; Bắc Từ Liêm; Thanh Trì"
)
# How much of a word must survive the scan to be that word: "dién" is "diem".
SAME_WORD = 0.6
SAME_NAME = 0.84
# Names beyond recognition, and words of the next column that stand between two halves of a name.
DAMAGED = {
    "ptrc": "duc",
    "ddng pa": "dong da",
    "deng pa": "dong da",
    "bic tir": "bac tu",
    " hoat dong t0 chuc lien quan": "",
}


@pytest.fixture(scope="module")
def lines():
    """Lines of the scan's text as an editor numbers them; the form feeds in it end none."""
    if not TEXT.exists():
        pytest.skip("the OCR text of the plan is not beside this checkout")
    return ["", *TEXT.read_text(encoding="utf-8").split("\n")]


@pytest.fixture(scope="module")
def targets():
    return {row.code: row for row in plan_indicators()}


def words(text):
    return re.findall(r"[a-z0-9.]+", fold(text).replace("ð", "d"))


def survives(word, among):
    return any(SequenceMatcher(None, word, other).ratio() >= SAME_WORD for other in among)


def share_found(text, passage):
    """Share of the words of a text that a damaged passage still holds."""
    wanted = [word for word in words(text) if len(word) > 1]
    among = words(passage)
    return sum(survives(word, among) for word in wanted) / len(wanted)


def passage(lines, first, last):
    return " ".join(lines[first : last + 1])


def named_in(text):
    """The districts, out of all thirty, whose whole name a damaged passage holds."""
    readable = " ".join(words(text))
    for damaged, meant in DAMAGED.items():
        readable = readable.replace(damaged, meant)
    among = readable.split()
    spans = {" ".join(among[n : n + size]) for size in (2, 3) for n in range(len(among))}
    return {
        known.name_short
        for known in all_units()
        if any(
            SequenceMatcher(None, fold(known.name_short), span).ratio() >= SAME_NAME
            for span in spans
        )
    }


# The data by itself


def test_the_plan_is_identified():
    assert PLAN.number == "46/KH-UBND"
    assert PLAN.signed_on == date(2024, 2, 5)
    assert PLAN.year == 2024


def test_three_are_to_be_cleared_and_eight_to_be_kept():
    rows = plan_hotspots()
    assert Counter(row.appendix for row in rows) == {"II": 3, "III": 8}
    assert Counter((row.appendix, row.group) for row in rows) == {
        ("II", "establishment"): 2,
        ("II", "public_place"): 1,
        ("III", "establishment"): 5,
        ("III", "public_place"): 3,
    }
    assert len({row.code for row in rows}) == 11
    assert {row.level_mark for row in rows} == {"unreadable"}


def test_only_what_was_handed_over_has_a_year_and_its_note_says_it():
    for row in plan_hotspots():
        assert (row.handover_year is None) == (row.appendix == "II")
        if row.handover_year:
            assert row.note_vi == f"Đã bàn giao cho địa phương năm {row.handover_year}"


def test_each_hotspot_is_in_communes_of_its_district():
    for row in plan_hotspots():
        assert unit(row.district_code).name_short == row.district_vi
        assert row.communes_vi
        for name in row.communes_vi:
            assert len(find_communes(name, row.district_code)) == 1, name


def test_eleven_indicators_and_their_parts(targets):
    tops = [row.code for row in plan_indicators() if row.parent is None]
    assert tops == [str(number) for number in range(1, 12)]
    for row in targets.values():
        assert (row.parent or row.code) == row.code.split(".")[0]
        parts = [part for part in targets.values() if part.parent == row.code]
        assert bool(parts) == (row.target_kind == "group"), row.code
        assert (row.target is None) == (row.target_kind in {"group", "qualitative"}), row.code
        if not parts:
            assert row.unit
            assert row.scope
            assert row.lead_agencies


def test_a_figure_in_the_wording_is_the_target(targets):
    for row in targets.values():
        figures = re.findall(r"\d+(?:\.\d{3})*", row.text_vi)
        if row.target is not None and figures:
            assert Decimal(figures[0].replace(".", "")) == row.target, row.code


def test_the_targets_of_the_register_are_the_numbers_of_hotspots(targets):
    rows = plan_hotspots()
    assert targets["8.1"].target == sum(row.appendix == "II" for row in rows)
    assert targets["8.2"].target == 0
    assert targets["8.3"].target == sum(row.appendix == "III" for row in rows)


# Against the text


def test_the_text_is_the_plan_of_that_day(lines):
    assert "46 /KH-UBND" in re.sub(r"\s+", " ", lines[2])
    assert share_found("ngày 05 tháng 02 năm 2024", lines[2]) == 1
    assert share_found(PLAN.title_vi, lines[5]) == 1


def test_each_hotspot_starts_on_its_line(lines):
    for row in plan_hotspots():
        first = words(row.name_vi)[:4]
        found = [word for word in first if survives(word, words(lines[row.source_line]))]
        assert len(found) >= 2, (row.code, lines[row.source_line])
        whole = f"{row.name_vi} {' '.join(row.communes_vi)}"
        rows = passage(lines, row.source_line, row.source_line + 6)
        assert share_found(whole, rows) >= 0.85, row.code


def test_each_handover_year_stands_beside_its_hotspot(lines):
    for row in plan_hotspots():
        if row.handover_year:
            beside = passage(lines, row.source_line, row.source_line + 6)
            assert str(row.handover_year) in beside, row.code


@pytest.mark.parametrize("where", ["source_line", "section_line"])
def test_each_indicator_is_stated_where_its_lines_say(lines, targets, where):
    for row in targets.values():
        number = getattr(row, where)
        on_the_line = [word for word in words(row.text_vi) if survives(word, words(lines[number]))]
        assert len(on_the_line) >= 2, (row.code, lines[number])
        around = passage(lines, number, number + 10)
        assert share_found(row.text_vi, around) >= 0.8, (row.code, around)


def test_rows_of_appendix_i_follow_each_other(lines):
    found = [row.source_line for row in plan_indicators()]
    assert found == sorted(found)
    assert share_found("Danh mục các chỉ tiêu của Kế hoạch", lines[809]) >= 0.8
    assert 809 < found[0] < found[-1] < 958


def test_the_appendices_state_their_totals(lines):
    totals = [
        int(found.group(1))
        for line in lines
        if (found := re.match(r"tong s\S+ (\d+) diem", fold(line)))
    ]
    rows = plan_hotspots()
    assert totals == [
        sum(row.appendix == "II" for row in rows),
        sum(row.appendix == "III" for row in rows),
    ]


# Figure as printed, indicator, first and last line of its sentence in section II and, where the
# scan kept the figure whole, in Appendix I.
FIGURES = [
    ("2.000", "3.1", (53, 55), (828, 828)),
    ("25.000", "3.2", (57, 58), (831, 832)),
    ("37.800", "3.3", (58, 59), (847, 847)),
    ("55.500", "3.4", (59, 59), (853, 853)),
    ("34.000", "3.5", (59, 60), None),  # printed 34.QOO in the appendix
    ("2.460", "3.6", (55, 56), (863, 865)),
    ("500", "3.7", (57, 57), (867, 867)),
    ("500", "3.8", (57, 57), (869, 869)),
    ("120", "7.1", (75, 75), (895, 896)),
    ("95", "7.2", (76, 76), (899, 899)),
    ("03", "8.1", (84, 84), None),  # printed 037 in the appendix
    ("08", "8.3", (85, 85), (906, 906)),
    ("2.460", "9.1", (78, 79), None),  # printed 2'46.0 in the appendix
    ("500", "10.1", (99, 99), (935, 935)),
    ("60", "10.2", (101, 101), (937, 937)),
    ("100", "11.1", (108, 108), (951, 951)),
    ("1.000", "11.2", (108, 109), (953, 953)),
    ("100", "1", (47, 48), None),  # printed 10(,M) in the appendix
    ("100", "4.1", (64, 64), (871, 871)),
    ("100", "4.2", (64, 64), (871, 871)),
    ("100", "5", (67, 68), (886, 886)),
    ("100", "6", (72, 73), (888, 888)),
]


@pytest.mark.parametrize("stated", FIGURES, ids=lambda stated: stated[1])
def test_a_figure_in_the_text_is_the_target(lines, targets, stated):
    figure, code, section, appendix = stated
    assert targets[code].target == Decimal(figure.replace(".", ""))
    alone = re.compile(rf"(?<![\d.]){re.escape(figure)}(?![\d]|\.\d)")
    assert alone.search(passage(lines, *section))
    if appendix:
        assert alone.search(passage(lines, *appendix))


def test_every_target_with_a_figure_is_compared(targets):
    compared = {code for _, code, _, _ in FIGURES}
    # 8.2 is "none" and 9.2 "all, at least once", both without a figure in the text.
    stated = {row.code for row in targets.values() if row.target is not None}
    assert stated - compared == {"8.2", "9.2"}


def test_those_reached_in_establishments_are_the_sum_of_three(lines, targets):
    stated = re.search(r"3\.460 ng", lines[54])
    assert stated
    parts = [targets[code].target for code in ("3.6", "3.7", "3.8")]
    assert parts == [2460, 500, 500]
    assert sum(parts) == 3460


def test_people_are_reached_by_inspecting_as_many_establishments(targets):
    assert targets["3.6"].target == targets["9.1"].target == 2460


def test_the_districts_that_must_clear_are_those_of_the_hotspots(lines):
    named = named_in(passage(lines, 744, 745))
    assert named == set(DISTRICTS_OF_IV_23.split("; "))
    assert {find_unit(name).code for name in named} == {
        row.district_code for row in plan_hotspots()
    }


@pytest.mark.parametrize("span", [(95, 97), (750, 752), (931, 933)])
def test_ten_districts_support_people(lines, targets, span):
    named = named_in(passage(lines, *span))
    assert named == set(DISTRICTS_OF_INDICATOR_10.split("; "))
    for code in ("10", "10.1", "10.2"):
        assert set(targets[code].scope) == named


def test_reports_are_due_before_the_days_the_text_names(lines):
    section = passage(lines, 777, 779)
    days = re.findall(r"(\d+) thang|ngay (\d+)/(\d+)", fold(section))
    assert days == [("6", "", ""), ("", "17", "6"), ("", "17", "12")]
    assert PLAN.half_year_report_before == date(2024, 6, 17)
    assert PLAN.annual_report_before == date(2024, 12, 17)
