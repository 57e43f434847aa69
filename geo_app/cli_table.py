"""Tables for a terminal."""

import unicodedata
from collections.abc import Iterable, Sequence

GAP = "  "


def table(
    headings: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Iterable[int] = ()
) -> str:
    """Lines with aligned columns; those of `numbers`, counted from 0, stand at the right."""
    to_the_right = set(numbers)
    # A letter with its marks must be one character for the columns to fit.
    lines = [
        [unicodedata.normalize("NFC", " ".join(cell.split())) for cell in line]
        for line in (headings, *rows)
    ]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        GAP.join(
            cell.rjust(width) if position in to_the_right else cell.ljust(width)
            for position, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
