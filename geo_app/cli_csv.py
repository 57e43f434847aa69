"""Tables of a spreadsheet as CSV: read whole, or refused with the line that does not fit."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from geo_app.cli_errors import Misused, Refused
from geo_app.cli_text import gettext as _

# Excel separates by what the language of its computer asks for.
DELIMITERS = ",;\t"
# What a workbook of Excel begins with: it is a ZIP archive.
WORKBOOK = b"PK\x03\x04"


@dataclass(frozen=True)
class Row:
    """The cells of a row, as many as the table has columns, and the line on which it begins."""

    line: int
    cells: list[str]


@dataclass(frozen=True)
class Table:
    headings: list[str]
    rows: list[Row]
    delimiter: str


def read_table(source: Path, content: bytes | None = None) -> Table:
    """The table in a file, or in `content` that was read from it before."""
    text = text_of(source, source.read_bytes() if content is None else content)
    delimiter = max(DELIMITERS, key=text.partition("\n")[0].count)
    rows = list(rows_of(text, delimiter, source))
    if not rows:
        raise Misused(_("“%(file)s” is empty.", file=source))
    return Table(rows[0].cells, rows[1:], delimiter)


def text_of(source: Path, content: bytes) -> str:
    if content.startswith(WORKBOOK):
        raise Misused(
            _(
                "“%(file)s” is a workbook of Excel, which cannot be read yet. "
                "In Excel, save it as “CSV UTF-8”.",
                file=source,
            )
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Misused(
            _(
                "“%(file)s” is not a CSV file in UTF-8. In Excel, save it as “CSV UTF-8”.",
                file=source,
            )
        ) from error


def rows_of(text: str, delimiter: str, source: Path) -> Iterator[Row]:
    """The rows, each as long as the first; rows without anything are no rows."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    width, line = 0, 1
    try:
        for cells in reader:
            begins, line = line, reader.line_num + 1
            if not cells:
                continue
            width = width or len(cells)
            if len(cells) > width:
                raise broken(source, reader.line_num)
            yield Row(begins, [*cells, *[""] * (width - len(cells))])
    except csv.Error as error:
        raise broken(source, reader.line_num) from error


def broken(source: Path, line: int) -> Refused:
    return Misused(
        _(
            "Line %(line)s of “%(file)s” does not fit the columns of its first line. "
            "Nothing was written.",
            line=line,
            file=source,
        )
    )
