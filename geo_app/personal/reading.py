"""A text as a reader sees it, with the way back to the characters that were typed.

Sheets and telephones paste full-width digits, no-break spaces, letters with separate marks and
characters of no width; none of them may hide a number.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from geo_app.personal.findings import Finding, Kind

BREAKS = "\n\r\v\f\x85\u2028\u2029"
# Characters that show nothing although Unicode calls them letters or symbols.
BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"


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
    return Plain(typed, "".join(shown), tuple(starts), tuple(ends))


def clusters(typed: str) -> Iterator[tuple[int, int]]:
    """Where each character with the marks on it begins and ends."""
    begin = 0
    for position in range(1, len(typed) + 1):
        if position == len(typed) or not unicodedata.category(typed[position]).startswith("M"):
            yield begin, position
            begin = position


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
    if category == "Nd":
        return str(unicodedata.decimal(base))
    if category != "No":
        # Full-width and styled letters are letters; ² stays what it is, since m² is no number.
        compatible = unicodedata.normalize("NFKC", base)
        base = compatible if len(compatible) == 1 else base
    marks = "".join(mark for mark in cluster[1:] if unicodedata.combining(mark))
    return unicodedata.normalize("NFC", base + marks)
