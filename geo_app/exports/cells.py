"""Texts in the cells of a table that a spreadsheet will open: none of them is run as a formula.

A spreadsheet takes a cell for a formula by its first letter, wherever the text came from. Every
text that could be one is written with an apostrophe before it; numbers stay numbers.

The rule for the way back: one apostrophe is taken off where one was put. `read_cell` undoes
`safe_cell` for every text, so a table that is written and read again has not changed.
"""

import re
import unicodedata
from typing import TypeVar

FORMULA_SIGNS = frozenset("=+-@")
# These alone move what follows into another cell, or are skipped by the spreadsheet.
MOVING = frozenset("\t\r\n")
APOSTROPHE = "'"
# Spaces, and what is there without being seen: zero-width characters, marks of direction.
UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?", re.ASCII)

Value = TypeVar("Value")


def safe_cell(value: Value) -> Value | str:
    """The value as it may be written into CSV or XLSX; only texts are ever changed."""
    if not isinstance(value, str) or not begins_formula(value) or NUMBER.fullmatch(value):
        return value
    return APOSTROPHE + value


def safe_row(values: list[Value]) -> list[Value | str]:
    return [safe_cell(value) for value in values]


def read_cell(text: str) -> str:
    """What was handed to `safe_cell`, from what it gave."""
    if text.startswith(APOSTROPHE) and begins_formula(text[1:]):
        return text[1:]
    return text


def begins_formula(text: str) -> bool:
    """Whether a spreadsheet could run the text, also after what it skips.

    Apostrophes in front are skipped as well: the way back could not tell a text that has one of
    its own from one that was given one.
    """
    text = text.lstrip(APOSTROPHE)
    if text[:1] in MOVING:
        return True
    first = next((each for each in text if unicodedata.category(each) not in UNSEEN), "")
    # Full-width and small forms of the signs are read like the signs.
    return unicodedata.normalize("NFKC", first)[:1] in FORMULA_SIGNS
