"""Text found in columns whatever the case of its letters, Vietnamese ones included.

SQLite makes only the letters of ASCII small, and so does PostgreSQL in some locales. So the
capitals of the letters that are looked for are made small one by one.
"""

import json
import unicodedata
from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func
from sqlalchemy.orm import InstrumentedAttribute


def small(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()


def holds(column: InstrumentedAttribute[Any], text: str) -> ColumnElement[bool]:
    return in_small_letters(column, text, str).contains(small(text), autoescape=True)


def said_in(column: InstrumentedAttribute[Any], text: str) -> ColumnElement[bool]:
    """Whether the text stands in a column of JSON."""
    found = in_small_letters(cast(column, Text), text, as_in_json)
    return found.contains(as_in_json(small(text)), autoescape=True)


def in_small_letters(
    column: ColumnElement[Any] | InstrumentedAttribute[Any],
    text: str,
    kept_as: Callable[[str], str],
) -> ColumnElement[str]:
    found: ColumnElement[str] = func.lower(column)
    for letter in sorted({each for each in small(text) if not each.isascii()}):
        capital = letter.upper()
        if capital != letter and len(capital) == 1:
            found = func.replace(found, kept_as(capital), kept_as(letter))
    return found


def as_in_json(text: str) -> str:
    """As both databases keep it: with letters beyond ASCII as escapes."""
    return json.dumps(text)[1:-1]
