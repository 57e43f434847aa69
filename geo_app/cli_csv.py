"""Tables of a spreadsheet as CSV: read whole, or refused with the line that does not fit."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from geo_app.cli_errors import Misused, Refused
from geo_app.cli_files import content_of, refuse_other_kinds
from geo_app.cli_text import gettext as _
from geo_app.exports.cells import read_cell

# Excel separates by what the language of its computer asks for.
DELIMITERS = ",;\t"
MOST_ROWS = 50_000
MOST_COLUMNS = 200
# Longer than any field of the register; a quotation mark left open swallows the file otherwise.
LONGEST_CELL = 10_000


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
    text = text_of(source, content_of(source) if content is None else content)
    delimiter = max(DELIMITERS, key=text.partition("\n")[0].count)
    rows = list(rows_of(text, delimiter, source))
    if not rows:
        raise Misused(_("“%(file)s” is empty.", file=source))
    return Table(rows[0].cells, rows[1:], delimiter)


def text_of(source: Path, content: bytes) -> str:
    refuse_other_kinds(source, content)
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
    width, line, count = 0, 1, 0
    try:
        for cells in reader:
            begins, line = line, reader.line_num + 1
            if not cells:
                continue
            width = width or len(cells)
            if len(cells) > width:
                raise broken(source, reader.line_num)
            count += 1
            refuse_too_much(source, begins, cells, count)
            read = [read_cell(cell) for cell in cells]
            yield Row(begins, [*read, *[""] * (width - len(read))])
    except csv.Error as error:
        raise broken(source, reader.line_num) from error


def refuse_too_much(source: Path, line: int, cells: list[str], count: int) -> None:
    """Refuse a table that is longer or wider than one which people made."""
    if count > MOST_ROWS + 1 or len(cells) > MOST_COLUMNS:
        raise Misused(
            _(
                "“%(file)s” is too large: at most %(rows)s rows and %(columns)s columns can be "
                "read at once. Split it.",
                file=source,
                rows=MOST_ROWS,
                columns=MOST_COLUMNS,
            )
        )
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise Misused(
            _(
                "Line %(line)s of “%(file)s” has a cell of more than %(most)s characters. "
                "Nothing was written.",
                line=line,
                file=source,
                most=LONGEST_CELL,
            )
        )


def broken(source: Path, line: int) -> Refused:
    return Misused(
        _(
            "Line %(line)s of “%(file)s” does not fit the columns of its first line. "
            "Nothing was written.",
            line=line,
            file=source,
        )
    )
