"""Finds identity numbers, phone numbers and e-mail addresses in free text.

The register is about places and duties, never about persons.
Sources: the twelve digits of a citizen's number begin with a province code 001-096, a digit for
century and sex, two for the year of birth (Decree 137/2015/ND-CP, article 13); the older one has
nine digits; mobile numbers have ten digits from 03, 05, 07, 08, 09, fixed lines begin with 02.
Limit: a nine-digit number that means something else is refused too; write it with its words.
"""

import re
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Digits as people group them: 0912 345 678, 0912.345.678, +84 912-345-678.
DIGITS = re.compile(r"(?<![\w/.,-])\+?\d(?:[ .\-)]{0,2}\d){8,13}(?![\w/]|[.,-]\d)")
CITIZEN = re.compile(r"0(?:0[1-9]|[1-8]\d|9[0-6])[0-9]\d{2}\d{6}")
MOBILE = re.compile(r"(?:\+?84|0)[35789]\d{8}")
LANDLINE = re.compile(r"(?:\+?84|0)2\d{8,9}")
OLD_IDENTITY = re.compile(r"[0-3]\d{8}")
DATE_LIKE = re.compile(r"\d{1,2}[.\- ]\d{1,2}[.\- ](?:19|20)\d{2}")


@dataclass(frozen=True)
class Finding:
    kind: Any
    piece: str


def personal_data_in(text: str) -> Finding | None:
    """The first piece of the text that points to a person, or None."""
    email = EMAIL.search(text)
    if email:
        return Finding(lazy_gettext("an e-mail address"), email[0])
    for match in DIGITS.finditer(text):
        piece = match[0]
        if DATE_LIKE.match(piece):
            continue
        digits = re.sub(r"[ .\-)]", "", piece)
        if CITIZEN.fullmatch(digits):
            return Finding(lazy_gettext("an identity number"), piece)
        if MOBILE.fullmatch(digits) or LANDLINE.fullmatch(digits):
            return Finding(lazy_gettext("a phone number"), piece)
        if OLD_IDENTITY.fullmatch(digits) and piece == digits:
            return Finding(lazy_gettext("an identity number"), piece)
    return None
