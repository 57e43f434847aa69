"""A text as a reader sees it, with the way back to the characters that were typed.

Sheets and telephones paste full-width digits, no-break spaces, letters with separate marks and
characters of no width; none of them may hide a number.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from geo_app.personal.findings import Finding, Kind
from geo_app.visible_text import BLANK_LETTERS

# More marks than any language puts on one letter; sorting them takes time with their square.
MOST_MARKS = 4
BREAKS = "\n\r\v\f\x85\u2028\u2029"
RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"
# One alone behind a letter is part of a unit, behind a number a footnote: m², 2024¹.
RAISED = re.compile(
    rf"(?P<mark>(?<![{RAISED_DIGITS}])(?:(?<=[^\W\d_])[{RAISED_DIGITS}](?![{RAISED_DIGITS}])"
    rf"|(?<=\d)[{RAISED_DIGITS}](?![\d{RAISED_DIGITS}])))|[{RAISED_DIGITS}]"
)


@dataclass(frozen=True)
class Plain:
    """`text`, and for each of its characters where it begins and ends in `typed`."""

    typed: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def finding(self, kind: Kind, start: int, end: int) -> Finding:
        """A finding from positions in `text`."""
        begin, stop = self.starts[start], self.ends[end - 1]
        return Finding(kind, self.typed[begin:stop], begin, stop)


def read(typed: str) -> Plain:
    """One kind of blank, dash and digit; letters in one piece with their marks; nothing unseen."""
    shown, starts, ends = [], [], []
    for begin, stop in clusters(typed):
        for character in plain_form(typed[begin:stop]):
            shown.append(character)
            starts.append(begin)
            ends.append(stop)
    text = RAISED.sub(raised_digit, "".join(shown))
    return Plain(typed, text, tuple(starts), tuple(ends))


def raised_digit(match: re.Match[str]) -> str:
    return match[0] if match["mark"] else str(unicodedata.digit(match[0]))


def clusters(typed: str) -> Iterator[tuple[int, int]]:
    """Where each character with the marks on it begins and ends; a line end is one."""
    begin = 0
    for position in range(1, len(typed) + 1):
        if position == len(typed) or not goes_on(typed[position - 1 : position + 1]):
            yield begin, position
            begin = position


def goes_on(pair: str) -> bool:
    """Whether the second of two characters belongs to the first."""
    return pair == "\r\n" or unicodedata.category(pair[1]).startswith("M")


@lru_cache(maxsize=4096)
def plain_form(cluster: str) -> str:
    """What a character with its marks is read as: nothing, or one or more plain characters."""
    base = cluster[0]
    category = unicodedata.category(base)
    if category == "Cf" or base in BLANK_LETTERS:
        return ""
    if base in BREAKS:
        return "\n"
    if base.isspace():
        return " "
    if category == "Pd" or base == "\u2212":
        return "-"
    if category in {"Nd", "No"}:
        return number_form(base)
    # Full-width and styled letters are letters.
    compatible = unicodedata.normalize("NFKC", base)
    base = compatible if len(compatible) == 1 else base
    marks = "".join(mark for mark in cluster[1 : MOST_MARKS + 1] if unicodedata.combining(mark))
    return unicodedata.normalize("NFC", base + marks)


def number_form(base: str) -> str:
    """A digit; ① and ⑴ as (1), so that a number behind one begins anew; ² and ½ as they are."""
    value = unicodedata.numeric(base)
    if base in RAISED_DIGITS or not value.is_integer():
        return base
    return f"{value:.0f}" if unicodedata.category(base) == "Nd" else f"({value:.0f})"
