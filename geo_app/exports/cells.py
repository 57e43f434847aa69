"""Texts in the cells of a table that a spreadsheet will open: none of them is run as a formula.

A spreadsheet takes a cell for a formula by its first letter, wherever the text came from. Every
text that could be one is written with an apostrophe before it; numbers stay numbers.

Excel separates by what the language of its computer asks for, and a spreadsheet that separates by
`;` or tabs does not know our quotation marks: a text goes on in a cell of its own behind each of
them, and behind each line end in a row of its own. A formula there has an apostrophe before it as
well, even when it could be a number, since what follows the text belongs to that cell too.
A table that is written with `;` or tabs and then separated at commas is not covered: “, -” is
common in what people write.

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
# Where another delimiter than ours may begin a cell, and what stands there up to the next place.
INNER_CELL = re.compile(r"(?<=[;\t\r\n])[^;\t\r\n]+")
# Spaces, and what is there without being seen: zero-width characters, marks of direction.
UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?", re.ASCII)

Value = TypeVar("Value")


def safe_cell(value: Value) -> Value | str:
    """The value as it may be written into CSV or XLSX; only texts are ever changed."""
    if not isinstance(value, str):
        return value
    text = INNER_CELL.sub(safe_inner_cell, value)
    if not begins_formula(text) or NUMBER.fullmatch(text):
        return text
    return APOSTROPHE + text


def safe_row(values: list[Value]) -> list[Value | str]:
    return [safe_cell(value) for value in values]


def read_cell(text: str) -> str:
    """What was handed to `safe_cell`, from what it gave."""
    if text.startswith(APOSTROPHE) and begins_formula(text[1:]):
        text = text[1:]
    return INNER_CELL.sub(read_inner_cell, text)


def safe_inner_cell(found: re.Match[str]) -> str:
    return APOSTROPHE + found[0] if begins_inner_formula(found[0]) else found[0]


def read_inner_cell(found: re.Match[str]) -> str:
    inner = found[0]
    return inner[1:] if inner.startswith(APOSTROPHE) and begins_inner_formula(inner) else inner


def begins_formula(text: str) -> bool:
    """Whether a spreadsheet could run the text, also after what it skips.

    Apostrophes in front are skipped as well: the way back could not tell a text that has one of
    its own from one that was given one.
    """
    text = text.lstrip(APOSTROPHE)
    if text[:1] in MOVING:
        return True
    first = next((each for each in text if unicodedata.category(each) not in UNSEEN), "")
    return is_sign(first)


def begins_inner_formula(text: str) -> bool:
    """The same for what stands behind a delimiter, where quotation marks are skipped too."""
    text = text.lstrip(APOSTROPHE)
    seen = (each for each in text if each != '"' and unicodedata.category(each) not in UNSEEN)
    return is_sign(next(seen, ""))


def is_sign(letter: str) -> bool:
    # Full-width and small forms of the signs are read like the signs.
    return unicodedata.normalize("NFKC", letter)[:1] in FORMULA_SIGNS
