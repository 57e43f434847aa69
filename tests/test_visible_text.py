"""What nobody sees is not let in, and codes and names are compared as they look."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo_app.register.duplicates import is_similar
from geo_app.visible_text import LOOKALIKES, code_typed, in_latin, visible, visible_in
from geodata.text import fold

UNSEEN = (
    *("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u061c", "\u180e"),
    *("\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069"),
    *("\U000e0001", "\U000e0041", "\U000e007f", "\ufe0f", "\U000e0100", "\u034f", "\u17b4"),
)
BLANK = ("\u00a0", "\u2003", "\u3000", "\u2800", "\u3164", "\u115f", "\u1160", "\uffa0")


@pytest.mark.parametrize("character", UNSEEN, ids=ascii)
def test_what_shows_nothing_is_left_out(character: str):
    assert visible(f"Hoa{character} Sen{character}") == "Hoa Sen"
    assert visible(character) == ""


@pytest.mark.parametrize("character", BLANK, ids=ascii)
def test_what_looks_blank_is_a_blank(character: str):
    assert visible(f"Hoa{character}Sen") == "Hoa Sen"
    assert visible(character).strip() == ""


def test_line_ends_and_letters_stay():
    assert visible("Một\nhai\tba") == "Một\nhai\tba"
    assert visible("Một\u2028hai") == "Một\nhai"
    assert visible(unicodedata.normalize("NFD", "Phố Huế, đường Láng")) == "Phố Huế, đường Láng"
    four = "a\u0301\u0323\u0308\u0304"
    assert visible(f"{four}\u0301\u0301\u0301") == visible(four)


@given(st.text(max_size=60))
def test_what_is_seen_once_is_seen_twice(text: str):
    once = visible(text)
    assert visible(once) == once
    assert all(unicodedata.category(each) != "Cf" for each in once)


def test_every_text_of_json_is_seen():
    sent = {"name": "Hoa\u200bSen", "communes": ["\u202e020"], "n": 3, "x": {"y": "\u3164"}}
    assert visible_in(sent) == {"name": "HoaSen", "communes": ["020"], "n": 3, "x": {"y": " "}}


@pytest.mark.parametrize(
    "pasted",
    [
        *("PL2-I-1", " PL2-I-1\u00a0", "PL2\u200b-I-1", "PL2\u2011I\u20111", "PL2–I—1", "PL2−I−1"),
        *("ＰＬ２－Ｉ－１", "PL2 - I - 1", "\ufeffPL2-I-1\n", "\u202dPL2-I-1\u202c"),
    ],
    ids=ascii,
)
def test_a_code_is_what_was_meant(pasted: str):
    assert code_typed(pasted) == "PL2-I-1"


@pytest.mark.parametrize(
    "other",
    ["Hoa Sen", "Hoa\u200b Sen", "Нoa Sen", "Ηοа Ѕеn", "Ｈｏａ Ｓｅｎ", "𝐇𝐨𝐚 𝐒𝐞𝐧", "HOA\u3164SEN"],
    ids=ascii,
)
def test_names_that_look_alike_are_compared_as_one(other: str):
    assert fold(in_latin(other)) == "hoa sen"
    assert is_similar("Karaoke Hoa Sen", f"Karaoke {other}")


def test_lookalikes_are_no_latin_letters_and_become_some():
    for code, latin in LOOKALIKES.items():
        assert chr(code) != chr(latin)
        assert unicodedata.name(chr(latin)).startswith("LATIN")


@pytest.mark.parametrize("work", [visible, fold, code_typed, in_latin])
def test_many_marks_on_a_letter_take_time_in_proportion(work):
    def least(length: int) -> float:
        times = []
        for _try in range(3):
            started = time.process_time()
            work("a" + "\u0323\u0301" * (length // 2))
            times.append(time.process_time() - started)
        return min(times)

    assert least(40_000) < 10 * least(10_000)
