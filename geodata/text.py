"""Vietnamese place names as keys: folding, abbreviations, and names without their kind.

Everything that compares names goes through here, so that "P. Trung Hoà", "phường Trung
Hòa" and "PHUONG TRUNG HOA" are one name everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_DASHES: Final = re.compile(r"[\u2010-\u2015\u2212]")
_SPACE: Final = re.compile(r"[\s\u200b\u200c\u200d\ufeff]+")

# Longer forms first: "tt." must not be read as "t." and "tx." not as "x.". A single letter
# counts as an abbreviation only with its full stop, or where a part of an address starts;
# elsewhere "h" or "p" may be part of a name.
_ABBREVIATIONS: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern), full)
    for pattern, full in (
        (r"\bq\.?\s?l\.?\s*(?=\d)", "quoc lo "),
        (r"\b(?:d\.?t|t\.?l)\.?\s*(?=\d)", "tinh lo "),
        (r"\b(?:t\.?p)\b\.?\s*(?=[a-z])", "thanh pho "),
        (r"\b(?:t\.?t)\b\.?\s*(?=[a-z])", "thi tran "),
        (r"\b(?:t\.?x)\b\.?\s*(?=[a-z])", "thi xa "),
        (r"\bkdt\b\.?\s*", "khu do thi "),
        (r"\bkcn\b\.?\s*", "khu cong nghiep "),
        (r"\bbx\b\.?\s*(?=[a-z])", "ben xe "),
        (r"\bbv\b\.?\s*(?=[a-z])", "benh vien "),
        (r"\bp\.\s*(?=[a-z])|(?:^|(?<=, ))p\s+(?=[a-z])", "phuong "),
        (r"\bq\.\s*(?=[a-z])|(?:^|(?<=, ))q\s+(?=[a-z])", "quan "),
        (r"\bh\.\s*(?=[a-z])|(?:^|(?<=, ))h\s+(?=[a-z])", "huyen "),
        (r"\bx\.\s*(?=[a-z])|(?:^|(?<=, ))x\s+(?=[a-z])", "xa "),
        (r"\bd\.\s*(?=[a-z0-9])", "duong "),
    )
)

_UNIT_KIND: Final = re.compile(r"^(?:thanh pho|thi tran|thi xa|phuong|quan|huyen|xa)\s+(?=\S)")
_STREET_KIND: Final = re.compile(
    r"\b(?:tuyen duong|tuyen pho|duong pho|duong|(?<!thanh )pho)\s+(?=\S)"
)
_ENGLISH_KIND: Final = re.compile(r"(?<=\S)\s+(?:street|road|avenue|boulevard|alley|lane)$")
_ROAD_NUMBER: Final = re.compile(r"\b(?:quoc lo|duong quoc lo|national route)\s*(\d+)\s*([a-d]?)\b")
_PROVINCE_NUMBER: Final = re.compile(r"\b(?:tinh lo|duong tinh)\s*(\d+)\s*([a-d]?)\b")


_MOST_MARKS: Final = 4
"""More marks than any language puts on one letter."""


def with_few_marks(text: str) -> str:
    """Return the text with at most four combining marks in a row.

    Unicode sorts the marks of a letter, and `unicodedata.normalize` takes time with the square
    of their number.

    Parameters
    ----------
    text
        Any text.
    """
    if text.isascii() or not any(map(unicodedata.combining, text)):
        return text
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def strip_marks(text: str) -> str:
    """Return the text without diacritics, ``đ`` as ``d``; case and spaces are kept.

    Parameters
    ----------
    text
        Any text, in composed or decomposed Unicode form.
    """
    plain = with_few_marks(text).replace("đ", "d").replace("Đ", "D")
    decomposed = unicodedata.normalize("NFD", plain)
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


def fold(text: str) -> str:
    """Return the key under which a name is compared.

    Lower case, no diacritics, ``đ`` as ``d``, every kind of dash as ``-`` and every run of
    white space as one space. Punctuation stays, because the grammar of places needs it.
    Folding twice changes nothing.

    Parameters
    ----------
    text
        A name or a description of a place.
    """
    plain = strip_marks(unicodedata.normalize("NFKC", with_few_marks(text))).casefold()
    return _SPACE.sub(" ", _DASHES.sub("-", strip_marks(plain))).strip()


def expand_abbreviations(text: str) -> str:
    """Fold a text and write its abbreviations out: ``P.``, ``Q.``, ``TT.``, ``QL`` and so on.

    Parameters
    ----------
    text
        A description of a place, folded or not.

    Returns
    -------
    str
        Folded text: ``"P.Trung Hòa, Q. Cầu Giấy"`` becomes ``"phuong trung hoa, quan cau
        giay"`` and ``"QL6"`` becomes ``"quoc lo 6"``.
    """
    folded = re.sub(r"\s*,\s*", ", ", fold(text))
    for pattern, full in _ABBREVIATIONS:
        folded = pattern.sub(full, folded)
    return _SPACE.sub(" ", folded).strip()


@lru_cache(maxsize=16384)
def unit_key(name: str) -> str:
    """Return the key of a district or commune: its name without ``quận``, ``xã`` and so on.

    Parameters
    ----------
    name
        Such as ``"thị trấn Văn Điển"``, ``"TT. Văn Điển"`` or ``"Văn Điển"``.
    """
    return _UNIT_KIND.sub("", expand_abbreviations(name).strip(" .,;"))


@lru_cache(maxsize=16384)
def street_key(name: str) -> str:
    """Return the key of a street: its name without ``đường``, ``phố`` or ``Street``.

    Alleys (``ngõ``, ``ngách``, ``hẻm``) and bridges (``cầu``) keep their kind, because it is
    what tells them from the street they are named after. Numbered roads have one form:
    ``"Quốc lộ 6"``, ``"QL.6"`` and ``"QL6"`` are ``"ql 6"``.

    Parameters
    ----------
    name
        Such as ``"Phố Nguyễn Huy Tự"``, ``"Yersin Street"`` or ``"QL.32"``.
    """
    text = expand_abbreviations(name).strip(" .,;")
    text = _ROAD_NUMBER.sub(r"ql \1\2", text)
    text = _PROVINCE_NUMBER.sub(r"tl \1\2", text)
    text = _ENGLISH_KIND.sub("", text)
    text = _STREET_KIND.sub("", text)
    return _SPACE.sub(" ", text).strip()


def street_kind(name: str) -> str:
    """Return ``"duong"``, ``"pho"`` or ``""``: the kind a street's name begins with.

    Parameters
    ----------
    name
        A street's name as written.
    """
    text = fold(name)
    return next((kind for kind in ("duong", "pho") if text.startswith(f"{kind} ")), "")
