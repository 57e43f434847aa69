"""Geocodes a column of a CSV file: one row out for each row in."""

import csv
import io
import math
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import shapely
from shapely import LineString, MultiLineString
from shapely.geometry.base import BaseGeometry

from geo_app.cli_errors import Misused, Refused
from geo_app.cli_service import write_whole
from geo_app.cli_text import gettext as _
from geodata.geocoding import LONGEST_TEXT, Located, geocode

ADDED = ("lon", "lat", "commune", "district", "precision", "error_m", "score")
# Excel separates by what the language of its computer asks for.
DELIMITERS = ",;\t"


def geocode_table(
    source: Path, column: str, target: Path, *, district: str | None = None
) -> tuple[int, int]:
    """Write the rows of `source` with what was found; the number of rows, and of those found."""
    text = read_text(source)
    first_line = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first_line.count)
    rows = read_rows(text, delimiter, source)
    headings = next(rows, None)
    if headings is None:
        raise Misused(_("“%(file)s” is empty.", file=source))
    position = position_of(column, headings)

    @cache
    def find(place: str) -> tuple[str, ...]:
        answer = geocode(place, district=district) if names_something(place) else None
        return cells(answer) if isinstance(answer, Located) else ("",) * len(ADDED)

    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter)
    writer.writerow([*headings, *ADDED])
    count = found = 0
    for row in rows:
        added = find(row[position])
        writer.writerow([*row, *added])
        count += 1
        found += any(added)
    write_whole(target, written.getvalue().encode("utf-8-sig"))
    return count, found


def names_something(text: str) -> bool:
    """Whether the geocoder has anything to look for in the text."""
    return any(letter.isalnum() for letter in text[:LONGEST_TEXT])


def read_text(source: Path) -> str:
    try:
        return source.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Misused(
            _(
                "“%(file)s” is not a CSV file in UTF-8. In Excel, save it as “CSV UTF-8”.",
                file=source,
            )
        ) from error


def read_rows(text: str, delimiter: str, source: Path) -> Iterator[list[str]]:
    """The rows, each as long as the first; rows without anything are no rows."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    width = 0
    try:
        for row in reader:
            if not row:
                continue
            width = width or len(row)
            if len(row) > width:
                raise broken(source, reader.line_num)
            yield [*row, *[""] * (width - len(row))]
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


def position_of(column: str, headings: list[str]) -> int:
    if column not in headings:
        raise Misused(
            _(
                "There is no column “%(column)s”; the columns are: %(columns)s.",
                column=column,
                columns=", ".join(headings),
            )
        )
    taken = [name for name in ADDED if name in headings]
    if taken:
        raise Misused(
            _(
                "The table already has columns named %(names)s; rename them first.",
                names=", ".join(taken),
            )
        )
    return headings.index(column)


def cells(place: Located) -> tuple[str, ...]:
    lon, lat = lon_lat(place.geometry)
    return (
        f"{lon:.6f}",
        f"{lat:.6f}",
        "; ".join(place.communes),
        place.district.name if place.district else "",
        place.precision,
        f"{math.ceil(place.error_m)}",
        f"{place.score:.2f}",
    )


def lon_lat(geometry: BaseGeometry) -> tuple[float, float]:
    """A point of the place itself: half way along a line, somewhere inside an area."""
    if isinstance(geometry, MultiLineString):
        geometry = max(geometry.geoms, key=lambda part: part.length)
    if isinstance(geometry, LineString):
        point = geometry.interpolate(0.5, normalized=True)
    else:
        point = geometry.representative_point()
    lon, lat = shapely.get_coordinates(point)[0]
    return float(lon), float(lat)
