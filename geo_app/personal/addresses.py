"""E-mail addresses, written out or disguised, and links to somebody's account.

Limit: a bare user name ("nick abc123") is a word like any other.
"""

import re
from collections.abc import Iterator

from geo_app.personal.findings import Finding
from geo_app.personal.reading import Plain

LOCAL = r"(?<![\w.+%-])[\w.+%-]*\w"
AT_SIGN = r"(?:[(\[{<]\s*)?(?:@|\bat\b|\ba[ -]?còng\b|\ba[ -]?cong\b)(?:\s*[)\]}>])?"
DOT = r"(?:\s*\.\s*|\s*[(\[{]\s*(?:dot|chấm|\.)\s*[)\]}]\s*|\s+(?:dot|chấm)\s+)"
# Where people have their mail; with blanks around the dot only these endings are one.
HOSTS = r"(?:gmail|yahoo|ymail|hotmail|outlook|icloud|live|msn|proton(?:mail)?|zoho|mail)"
ENDINGS = r"(?:com|net|org|vn|edu|gov|info|biz|me|io)"
EMAILS = (
    re.compile(rf"{LOCAL}\s?@\s?[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{{2,}}(?:\.vn)?"),
    re.compile(rf"{LOCAL}\s*@\s*[\w-]+{DOT}{ENDINGS}(?:{DOT}vn)?\b", re.IGNORECASE),
    re.compile(
        rf"{LOCAL}\s*[(\[{{<]\s*(?:@|at|a[ -]?còng|a[ -]?cong)\s*[)\]}}>]\s*[\w-]+{DOT}{ENDINGS}"
        rf"(?:{DOT}vn)?\b",
        re.IGNORECASE,
    ),
    re.compile(rf"{LOCAL}\s*{AT_SIGN}\s*{HOSTS}(?:{DOT}|,){ENDINGS}(?:{DOT}vn)?\b", re.IGNORECASE),
    re.compile(rf"{LOCAL}\s?@\s?{HOSTS}\b", re.IGNORECASE),
)
# Services on which a path of one's own is a person or an account that a person answers.
LINKS = (
    re.compile(
        r"(?:https?://)?(?:[\w-]+\.)?"
        r"(?:facebook\.com|fb\.com|fb\.me|m\.me|messenger\.com/t|zalo\.me|t\.me|telegram\.me"
        r"|tiktok\.com|instagram\.com|wa\.me|line\.me|twitter\.com|x\.com|threads\.net)"
        r"/[@\w.?=&/%-]*[\w/]",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:zalo|facebook|fb|telegram|tele|tiktok|instagram|insta|viber|wechat|skype|line)"
        r"\s*[:-]?\s*@\w[\w.]+",
        re.IGNORECASE,
    ),
)


def findings(plain: Plain) -> Iterator[Finding]:
    for pattern in EMAILS:
        for match in pattern.finditer(plain.text):
            yield plain.finding("email", *match.span())
    for pattern in LINKS:
        for match in pattern.finditer(plain.text):
            yield plain.finding("link", *match.span())
