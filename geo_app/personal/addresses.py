"""E-mail addresses, written out or disguised, and links to somebody's account.

Blanks between the parts are few, and an address begins where no letter of it stands before: so
every pattern takes time in proportion to the text.
"""

import re

# More blanks than anybody puts around the sign of an address begin something else.
BLANKS = r"\s{0,3}"
LOCAL = r"(?<![\w.+%-])[\w.+%-]*\w"
AT_SIGN = rf"(?:[(\[{{<]{BLANKS})?(?:@|\bat\b|\ba[ -]?còng\b|\ba[ -]?cong\b)(?:{BLANKS}[)\]}}>])?"
DOT = (
    rf"(?:{BLANKS}\.{BLANKS}|{BLANKS}[(\[{{]{BLANKS}(?:dot|chấm|\.){BLANKS}[)\]}}]{BLANKS}"
    r"|\s{1,3}(?:dot|chấm)\s{1,3})"
)
# Where people have their mail; with blanks around the dot only these endings are one.
HOSTS = r"(?:gmail|yahoo|ymail|hotmail|outlook|icloud|live|msn|proton(?:mail)?|zoho|mail)"
ENDINGS = r"(?:com|net|org|vn|edu|gov|info|biz|me|io)"
EMAILS = (
    re.compile(rf"{LOCAL}\s?@\s?[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{{2,}}(?:\.vn)?"),
    re.compile(
        rf"{LOCAL}{BLANKS}@{BLANKS}[\w-]+{DOT}{ENDINGS}(?:{DOT}vn)?\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{LOCAL}{BLANKS}[(\[{{<]{BLANKS}(?:@|at|a[ -]?còng|a[ -]?cong){BLANKS}[)\]}}>]{BLANKS}"
        rf"[\w-]+{DOT}{ENDINGS}(?:{DOT}vn)?\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{LOCAL}{BLANKS}{AT_SIGN}{BLANKS}{HOSTS}(?:{DOT}|,){ENDINGS}(?:{DOT}vn)?\b",
        re.IGNORECASE,
    ),
    re.compile(rf"{LOCAL}\s?@\s?{HOSTS}\b", re.IGNORECASE),
)
# Services on which a path of one's own is a person or an account that a person answers.
LINKS = (
    re.compile(
        r"(?<![\w-])(?:https?://)?(?:[\w-]{1,20}\.)?"
        r"(?:facebook\.com|fb\.com|fb\.me|m\.me|messenger\.com/t|zalo\.me|t\.me|telegram\.me"
        r"|tiktok\.com|instagram\.com|wa\.me|line\.me|twitter\.com|x\.com|threads\.net)"
        r"/[@\w.?=&/%-]*[\w/]",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:zalo|facebook|fb|telegram|tele|tiktok|instagram|insta|viber|wechat|skype|line)"
        r"\s{0,3}[:-]?\s{0,3}@\w[\w.]+",
        re.IGNORECASE,
    ),
)
