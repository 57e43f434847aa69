"""Takes secrets out of every log record, and makes one line of each text.

The rule is to log no secret. This is for what slips through all the same: an exception that
quotes an address with its password, a dump of a request's headers.

A stranger chooses part of what is logged, so every pattern takes time in proportion to the text:
none begins with a repetition, none repeats a repetition, and where a search fails, none walks the
same letters again from the next place.

For the same reason no text of a record may look like a record of its own: what ends a line, moves
the cursor or turns the direction of reading is written as an escape. A traceback keeps its lines,
each of them behind a margin.
"""

import logging
import re
from collections.abc import Callable, Iterable
from typing import Any

HIDDEN = "…hidden…"
# A shorter literal would also be found where it means something else.
SHORTEST_LITERAL = 8

# As `accounts/tokens.py` makes them.
TOKEN = re.compile(r"\bhs_[\w-]{8,}")
# Groups of four out of the letters of one-time codes.
CODE = re.compile(r"\b[2-9A-HJ-NP-Z]{4}(?:[- ][2-9A-HJ-NP-Z]{4}){2,}\b")
# The whole value, whatever its scheme; a header as text, in a dictionary or in WSGI's spelling.
HEADER = re.compile(
    r"((?:HTTP_|Proxy-)?(?:Authorization|Cookie|Set-Cookie|X-CSRF-?Token)['\"]?\s*[:=,]\s*)"
    r"(?:'[^'\n]*'|\"[^\"\n]*\"|[^\n]+)",
    re.IGNORECASE,
)
SCHEME = re.compile(r"\b(Bearer|Basic|Digest)\s+[\w.+/=~-]{12,}", re.IGNORECASE)
# Also matches where no “@” ends the password, or each “://” in a row would look for one anew.
ADDRESS = re.compile(r"(://[^\s:/@'\"]*:)([^\s@'\"]*)(@?)")
FIELD = re.compile(
    r"((?:password|passwd|pwd|secret(?:_key(?:_old)?)?|token|otp)['\"]?\s*[:=]\s*)"
    r"(?:'[^'\n]*'|\"[^\"\n]*\"|[^\s&,;'\"]+)",
    re.IGNORECASE,
)
# Six digits alone are any number; beside the word they are the code of a second factor.
SIX_DIGITS = re.compile(r"(\bcode['\"]?\s*(?:[:=]\s*)?['\"]?)\d{3}[ ]?\d{3}\b", re.IGNORECASE)
PASSWORD_HASH = re.compile(r"\$argon2[\w$=,+/.-]+")


def without_password(address: re.Match[str]) -> str:
    before, _password, end = address.groups()
    return f"{before}{HIDDEN}{end}" if end else address[0]


RULES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (HEADER, rf"\1{HIDDEN}"),
    (SCHEME, rf"\1 {HIDDEN}"),
    (ADDRESS, without_password),
    (FIELD, rf"\1{HIDDEN}"),
    (TOKEN, HIDDEN),
    (CODE, HIDDEN),
    (SIX_DIGITS, rf"\1{HIDDEN}"),
    (PASSWORD_HASH, HIDDEN),
)

# Controls of C0 and C1, ends of a line or a paragraph, marks of direction.
CONTROLS = r"\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
CONTROL = re.compile(f"[{CONTROLS}]")
CONTROL_IN_LINES = re.compile(f"(?!\n)[{CONTROLS}]")
MARGIN = "| "
# Several handlers may rewrite one record; a line needs its margin once.
WITHOUT_MARGIN = re.compile(rf"^(?!{re.escape(MARGIN)})", re.MULTILINE)

# Only its way of writing a traceback is used.
TRACEBACKS = logging.Formatter()


class HideSecrets(logging.Filter):
    """Rewrites each record, so that whoever handles it after us sees no secret either."""

    def __init__(self, literals: Iterable[str] = ()) -> None:
        super().__init__()
        self.literals = {each for each in literals if len(each) >= SHORTEST_LITERAL}

    def filter(self, record: logging.LogRecord) -> bool:
        text = self.without_secrets(text_of(record))
        record.msg, record.args = CONTROL.sub(escaped, text), None
        if record.exc_info and not record.exc_text:
            record.exc_text = TRACEBACKS.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = with_margin(self.without_secrets(record.exc_text))
        if record.stack_info:
            record.stack_info = with_margin(self.without_secrets(record.stack_info))
        return True

    def without_secrets(self, text: str) -> str:
        for literal in self.literals:
            text = text.replace(literal, HIDDEN)
        for pattern, instead in RULES:
            text = pattern.sub(instead, text)
        return text


def escaped(control: re.Match[str]) -> str:
    return control[0].encode("unicode_escape").decode("ascii")


def with_margin(lines: str) -> str:
    """Lines that cannot be taken for the beginning of a record."""
    return WITHOUT_MARGIN.sub(MARGIN, CONTROL_IN_LINES.sub(escaped, lines))


def text_of(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):
        # Values that do not fit their text must not bring the secrets in them to the screen.
        return f"{record.msg} (values do not fit)"


def literals_of(config: dict[str, Any]) -> set[str]:
    """The secrets that this application knows word for word."""
    from sqlalchemy.engine import make_url  # noqa: PLC0415  # commands that log nothing skip it

    keys = {config["SECRET_KEY"], *config["SECRET_KEY_FALLBACKS"]}
    password = make_url(config["DATABASE_URL"]).password
    return {str(each) for each in (*keys, password) if each}
