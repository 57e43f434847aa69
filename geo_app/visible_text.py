"""Text as its reader sees it: what every door lets in, and how codes and names are compared.

Pasted text brings characters that show nothing: of no width, for the direction of writing, tags,
soft hyphens, letters that look blank. They would make two texts of one, hide what a text says, or
pass for a text where none is.
"""

import unicodedata
from typing import Any

from geodata.text import with_few_marks

# They show nothing although Unicode calls them letters, symbols or marks: fillers of Hangul and
# Khmer, the blank of Braille, joiners and selectors of variants (Default_Ignorable_Code_Point).
BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"
IGNORED = {0x034F, 0x17B4, 0x17B5, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10)}
VARIANTS = range(0xE0000, 0xE1000)
LINE_ENDS = "\u0085\u2028\u2029"

# Letters that look like Latin ones: Unicode Technical Standard 39, confusables.txt, as far as
# Cyrillic, Greek and the letters beside Vietnamese Đ go; capitals and small ones by turns.
LOOKALIKES = str.maketrans(
    "АаВЕеІіЈјКМНОоРрСсТУуХхЅѕԁһԛԝӏѵΑΒΕΖΗΙΚΜΝΟοΡΤΥΧνıɑÐƉ",
    "AaBEeIiJjKMHOoPpCcTYyXxSsdhqwlvABEZHIKMNOoPTYXviaĐĐ",
)


class _Shown(dict[int, str | None]):
    """What each character is kept as; None is nothing."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        category = unicodedata.category(character)
        kept: str | None = character
        if category == "Cf" or code in IGNORED or code in VARIANTS:
            kept = None
        elif category == "Zs" or character in BLANK_LETTERS:
            kept = " "
        elif character in LINE_ENDS:
            kept = "\n"
        return kept


_SHOWN = _Shown()
_ONE_DASH = dict.fromkeys((*range(0x2010, 0x2016), 0x2043, 0x2212, 0xFE58, 0xFE63, 0xFF0D), "-")


def visible(text: str) -> str:
    """The text without what cannot be seen, its letters in one piece with their marks.

    Control characters stay: they are refused where a text is kept. Takes time in proportion to
    the text.
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", with_few_marks(text.translate(_SHOWN)))


def visible_in(value: Any) -> Any:
    """The same for every text in lists and objects of JSON; names of fields stay."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, list):
        return [visible_in(each) for each in value]
    if isinstance(value, dict):
        return {name: visible_in(each) for name, each in value.items()}
    return value


def code_typed(text: str) -> str:
    """A code as it was pasted: whichever dash it has, and whatever blanks are in it."""
    plain = unicodedata.normalize("NFKC", visible(text).translate(_ONE_DASH))
    return "".join(plain.split())


def in_latin(text: str) -> str:
    """A name with Latin letters for those that look like them, to compare it with others."""
    return unicodedata.normalize("NFKC", visible(text)).translate(LOOKALIKES)
