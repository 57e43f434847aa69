"""The steps of the build, each from source files to packaged files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geodata.build import boundaries, checks, lattice, reading, sources, writing

if TYPE_CHECKING:
    from pathlib import Path

    import shapely

    from geodata.build.boundaries import Boundaries
    from geodata.build.writing import Output

_WEB_COLUMNS = ("code", "name", "name_short", "unit_type")
_UNIT_COLUMNS = (*_WEB_COLUMNS, "level", "edition", "area_km2", "neighbours")


def _closed(found: Boundaries) -> str:
    return (
        f"put in the order of the codes; {found.closed_gaps} gaps of a few square metres, left by "
        "simplification, given to the unit behind their longest edge; coverage checked"
    )


def add_boundaries(directory: Path, output: Output) -> tuple[Boundaries, Boundaries]:
    """Add both editions, their lattices and the table of all units."""
    districts = boundaries.check(reading.read_features(directory, sources.DISTRICTS), "2024")
    communes = boundaries.check(reading.read_features(directory, sources.COMMUNES_2025), "2025")
    checks.require_same_outline(districts.outline, communes.outline)
    crosswalk = reading.read_table(directory, sources.CROSSWALK)
    communes.units["district_code"] = boundaries.largest_district(crosswalk, communes.units["code"])
    checks.require_codes(communes.units["district_code"], set(districts.units["code"]), "crosswalk")
    for name, found, made_from, columns in (
        ("districts-2024", districts, (sources.DISTRICTS,), _WEB_COLUMNS),
        (
            "communes-2025",
            communes,
            (sources.COMMUNES_2025, sources.CROSSWALK),
            (*_WEB_COLUMNS, "district_code"),
        ),
    ):
        count = len(found.units)
        content = writing.features(found.units, columns)
        output.add(f"{name}.geojson.gz", content, count, made_from, _closed(found))
        grid = lattice.compute(found.units)
        output.add(
            f"{name}.grid.gz",
            grid.to_bytes(),
            grid.cells.size,
            made_from[:1],
            f"lattice of {grid.cells_per_degree} cells along a degree: each names its only unit "
            "or the set of units whose borders come near",
        )
    every = pd.concat([districts.units, communes.units], ignore_index=True)[list(_UNIT_COLUMNS)]
    output.add(
        "units.csv.gz",
        writing.table(every),
        len(every),
        (sources.DISTRICTS, sources.COMMUNES_2025),
        "areas measured in EPSG:32648 and compared with those the sources state; neighbours found",
    )
    return districts, communes


def add_communes_2024(
    directory: Path, output: Output, districts: Boundaries, communes: Boundaries
) -> pd.DataFrame:
    """Add the communes of the plan's time, and return them."""
    table = reading.read_table(directory, sources.COMMUNES_2024)
    checks.require_unique(table["code"], "communes of 2024")
    checks.require_codes(
        table["district_code"], set(districts.units["code"]), "communes of 2024: districts"
    )
    successors = table["communes_2025"].str.split(";").explode()
    checks.require_codes(
        successors[successors != ""], set(communes.units["code"]), "communes of 2024: successors"
    )
    names = districts.units.set_index("code")["name"]
    checks.require_equal(
        table["district"], names.loc[table["district_code"]], "communes of 2024: district names"
    )
    checks.require_points(table, "communes of 2024")
    output.add(
        "communes-2024.csv.gz",
        writing.table(table.sort_values("code")),
        len(table),
        (sources.COMMUNES_2024,),
        "codes, districts and successors compared with the boundaries; put in the order of codes",
    )
    return table


def add_lines_and_points(
    directory: Path, output: Output, districts: Boundaries, outline: shapely.Polygon
) -> None:
    """Add streets, main roads and landmarks."""
    streets = reading.without_empty_lines(reading.read_features(directory, sources.STREETS))
    checks.require_codes(streets["district_code"], set(districts.units["code"]), "streets")
    roads = reading.read_features(directory, sources.ROADS)
    landmarks = reading.read_features(directory, sources.LANDMARKS)
    landmarks = landmarks[landmarks.geometry.intersects(outline)]
    checked = "checked to lie in the city"
    for name, layer, source, columns, done in (
        (
            "streets",
            streets,
            sources.STREETS,
            ("name", "aliases", "district_code", "road_class", "length_m"),
            f"parts without length dropped; {checked}",
        ),
        ("roads", roads, sources.ROADS, ("road_class", "name"), checked),
        (
            "landmarks",
            landmarks,
            sources.LANDMARKS,
            ("name",),
            "those outside the city dropped",
        ),
    ):
        checks.require_inside_city(layer, name)
        checks.require_touching(layer, outline, name)
        content = writing.features(layer, columns)
        output.add(f"{name}.geojson.gz", content, len(layer), (source,), done)
