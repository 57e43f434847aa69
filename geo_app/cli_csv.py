"""Tables of a spreadsheet as CSV: read whole, or refused with the line that does not fit."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress
from pathlib import Path
from string import whitespace

from geo_app.cli_errors import Misused, Refused
from geo_app.cli_files import content_of, refuse_other_kinds
from geo_app.cli_text import gettext as _
from geo_app.exports.cells import read_cell
from geo_app.visible_text import visible

# Excel separates by what the language of its computer asks for.
DELIMITERS = ",;\t"
# A first line that tells Excel, and nobody else, what separates.
SEPARATED_BY = re.compile(r'"?sep=(?P<delimiter>[,;\t|])"?[,;\t]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
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
    """The table in a file, or in `content` that was read from it before.

    Rows at the end and columns that hold nothing, heading included, are not part of it: Excel
    leaves them behind where something once stood.
    """
    text = text_of(source, content_of(source) if content is None else content)
    said, text = said_delimiter(text)
    found = said or delimiter_of(text)
    # With one column nothing is separated, and a comma in it belongs to the text.
    rows = list(rows_of(text, found or "\t", source, begins=2 if said else 1))
    if not rows or not text.strip(DELIMITERS + whitespace):
        raise Misused(_("“%(file)s” is empty.", file=source))
    width = max(len(row.cells) for row in rows)
    full = [[*row.cells, *[""] * (width - len(row.cells))] for row in rows]
    kept = [any(map(is_shown, column)) for column in zip(*full, strict=True)]
    headings, *cells = [list(compress(each, kept)) for each in full]
    lines = (row.line for row in rows[1:])
    return Table(headings, list(map(Row, lines, cells)), found or ",")


def said_delimiter(text: str) -> tuple[str | None, str]:
    """The delimiter that a first line for Excel (`sep=;`) names, and the text behind that line."""
    found = SEPARATED_BY.match(text)
    return (found["delimiter"], text[found.end() :]) if found else (None, text)


def delimiter_of(text: str) -> str | None:
    """The one that stands most often in the first line with anything in it; None for none."""
    lines = (line for line in text.splitlines() if line.strip(DELIMITERS + " "))
    first = next(lines, "")
    found = max(DELIMITERS, key=first.count)
    return found if found in first else None


def is_shown(cell: str) -> bool:
    return bool(visible(cell).strip())


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


def rows_of(text: str, delimiter: str, source: Path, *, begins: int) -> Iterator[Row]:
    """The rows, as far as something stands in them; empty lines are no rows.

    A row of blank cells is one where another follows. `begins` is the line of the first.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    width, line, count = 0, begins, 0
    blank: list[Row] = []
    try:
        for cells in reader:
            begins_at, line = line, reader.line_num + begins
            read = [read_cell(cell) for cell in without_blank_end(cells)]
            if not read:
                blank += [Row(begins_at, [])] if cells and width else []
                continue
            width = width or len(cells)
            if len(cells) > width:
                raise broken(source, line - 1)
            count += 1 + len(blank)
            refuse_too_much(source, begins_at, read, count)
            yield from blank
            blank = []
            yield Row(begins_at, read)
    except csv.Error as error:
        raise broken(source, reader.line_num + begins - 1) from error


def without_blank_end(cells: list[str]) -> list[str]:
    end = len(cells)
    while end and not is_shown(cells[end - 1]):
        end -= 1
    return cells[:end]


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
