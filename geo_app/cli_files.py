"""Files handed to a command: how much of one is read, and what it is by its content.

The name of a file says nothing. What is no table is recognised by its first bytes and refused
unopened: no archive is unpacked and no XML is read here, so neither can grow into more than it is.
"""

from pathlib import Path

from geo_app.cli_errors import Misused
from geo_app.cli_text import gettext as _

LARGEST_FILE_BYTES = 2_000_000
# ZIP, which today's workbooks are (whole, empty or in parts), and workbooks from before 2007.
WORKBOOKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
OTHER_KINDS = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"BZh",
    b"7z\xbc\xaf\x27\x1c",
    b"\xfd7zXZ",
    b"Rar!",
    b"SQLite format 3",
    b"\x7fELF",
    b"MZ",
    b"{\\rtf",
)
# XML and web pages, which spreadsheets also write, may stand behind it.
MARK_OF_UTF8 = b"\xef\xbb\xbf"


def content_of(file: Path) -> bytes:
    """The whole file, unless it is larger than what is read at once.

    It is read no further than that: what calls itself empty may still never end.
    """
    with file.open("rb") as opened:
        content = opened.read(LARGEST_FILE_BYTES + 1)
    if len(content) > LARGEST_FILE_BYTES:
        raise Misused(
            _(
                "“%(file)s” is too large: %(size)s MB; at most %(most)s MB can be read at once. "
                "Split it.",
                file=file,
                size=f"{max(file.stat().st_size, len(content)) / 1e6:.1f}",
                most=f"{LARGEST_FILE_BYTES / 1e6:.0f}",
            )
        )
    return content


def refuse_other_kinds(source: Path, content: bytes) -> None:
    """Refuse what is no text of a table, whatever the file is called."""
    if content.startswith(WORKBOOKS):
        raise Misused(
            _(
                "“%(file)s” is a workbook of Excel, which cannot be read yet. "
                "In Excel, save it as “CSV UTF-8”.",
                file=source,
            )
        )
    if content.startswith(OTHER_KINDS) or begins_markup(content):
        raise Misused(
            _(
                "“%(file)s” is no table: by its content it is a file of another kind. "
                "In Excel, save it as “CSV UTF-8”.",
                file=source,
            )
        )
    if b"\0" in content:
        raise Misused(
            _(
                "“%(file)s” holds bytes that no text has, so it is not a CSV file in UTF-8. "
                "In Excel, save it as “CSV UTF-8”.",
                file=source,
            )
        )


def begins_markup(content: bytes) -> bool:
    return content.removeprefix(MARK_OF_UTF8).lstrip().startswith(b"<")
