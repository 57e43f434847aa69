"""Geocodes a column of a CSV file: one row out for each row in."""

import csv
import io
import math
from functools import cache
from pathlib import Path

import shapely
from shapely import LineString, MultiLineString
from shapely.geometry.base import BaseGeometry

from geo_app.cli_csv import read_table
from geo_app.cli_errors import Misused
from geo_app.cli_service import write_whole
from geo_app.cli_text import gettext as _
from geo_app.exports.cells import safe_row
from geo_app.visible_text import visible
from geodata.geocoding import LONGEST_TEXT, Located, geocode

ADDED = ("lon", "lat", "commune", "district", "precision", "error_m", "score")


def geocode_table(
    source: Path, column: str, target: Path, *, district: str | None = None
) -> tuple[int, int]:
    """Write the rows of `source` with what was found; the number of rows, and of those found."""
    table = read_table(source)
    position = position_of(column, table.headings)

    @cache
    def find(place: str) -> tuple[str, ...]:
        seen = visible(place)
        answer = geocode(seen, district=district) if names_something(seen) else None
        return cells(answer) if isinstance(answer, Located) else ("",) * len(ADDED)

    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=table.delimiter)
    writer.writerow(safe_row([*table.headings, *ADDED]))
    found = 0
    for row in table.rows:
        added = find(row.cells[position])
        writer.writerow(safe_row([*row.cells, *added]))
        found += any(added)
    write_whole(target, written.getvalue().encode("utf-8-sig"))
    return len(table.rows), found


def names_something(text: str) -> bool:
    """Whether the geocoder has anything to look for in the text."""
    return any(letter.isalnum() for letter in text[:LONGEST_TEXT])


def position_of(column: str, headings: list[str]) -> int:
    headings = [one_line(heading) for heading in headings]
    column = one_line(column)
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


def one_line(heading: str) -> str:
    """A heading as it is seen, whatever was pressed around or within it."""
    return " ".join(visible(heading).split())


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
