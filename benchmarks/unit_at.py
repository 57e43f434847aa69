"""How fast many points find their unit, against three ways without a lattice, in one run.

    python -m benchmarks.unit_at [POINTS]

The answers are compared before any figure is printed.  `geopandas.sjoin` is asked in the way one
writes it first and in the way that suits it best; the promise is measured against the best.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from geodata.units import units, units_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

POINTS = 1_000_000
REPEATS = 3
SEED = 46
REQUIRED_RATIO = 5.0


class Task:
    """The same points and units for every contestant, in the form each likes."""

    def __init__(self, edition: str, count: int) -> None:
        self.edition = edition
        self.table = units(edition)[["code", "geometry"]]
        self.lons, self.lats = points_over(self.table, count)
        points = gpd.points_from_xy(self.lons, self.lats, crs=self.table.crs)
        self.points = gpd.GeoDataFrame(geometry=points)

    def sjoin_points(self) -> NDArray[np.str_]:
        joined = gpd.sjoin(self.points, self.table, predicate="within", how="left")
        return joined["code"].fillna("").to_numpy().astype(str)

    def sjoin_units(self) -> NDArray[np.str_]:
        joined = gpd.sjoin(self.table, self.points, predicate="covers")
        # A point on a border is joined to each of its units: the smallest code, written last,
        # stays.
        joined = joined.sort_index(ascending=False)
        found = np.full(len(self.lons), "", dtype="<U5")
        found[joined["index_right"]] = joined["code"].to_numpy().astype(str)
        return found

    def prepared_polygons(self) -> NDArray[np.str_]:
        found = np.full(len(self.lons), "", dtype="<U5")
        shapes = self.table.geometry.to_numpy()
        shapely.prepare(shapes)
        for code, shape in zip(self.table["code"][::-1], shapes[::-1], strict=True):
            found[shapely.intersects_xy(shape, self.lons, self.lats)] = code
        return found

    def lattice(self) -> NDArray[np.str_]:
        return units_at(self.lons, self.lats, self.edition)


def points_over(
    table: gpd.GeoDataFrame, count: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Random points in the box of the city, with every corner of its borders among them."""
    west, south, east, north = table.total_bounds
    random = np.random.default_rng(SEED)
    corners = shapely.get_coordinates(table.geometry.to_numpy())[:count]
    free = count - len(corners)
    lons = np.concatenate([corners[:, 0], random.uniform(west, east, free)])
    lats = np.concatenate([corners[:, 1], random.uniform(south, north, free)])
    order = random.permutation(count)
    return lons[order], lats[order]


def best_time(action: Callable[[], NDArray[np.str_]]) -> tuple[float, NDArray[np.str_]]:
    times = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        answer = action()
        times.append(time.perf_counter() - started)
    return min(times), answer


def measure(edition: str, count: int) -> float:
    task = Task(edition, count)
    started = time.perf_counter()
    units_at(task.lons[:1], task.lats[:1], edition)
    print(f"edition {edition}: {count:,} points, {len(task.table)} units")
    print(f"  first use, data and lattice loaded {time.perf_counter() - started:>8.2f} s")

    slow, within = best_time(task.sjoin_points)
    sjoin, expected = best_time(task.sjoin_units)
    prepared, also = best_time(task.prepared_polygons)
    lattice, answer = best_time(task.lattice)
    assert np.array_equal(answer, expected), "not what geopandas.sjoin finds"
    assert np.array_equal(answer, also), "not what prepared polygons find"
    # "within" knows no points on borders; off the borders it must agree.
    assert np.array_equal(answer[within != ""], within[within != ""]), "not what sjoin finds"

    for name, seconds in (
        ("sjoin(points, units, within)", slow),
        ("sjoin(units, points, covers)", sjoin),
        ("prepared polygons, intersects_xy", prepared),
        ("geodata.units_at", lattice),
    ):
        print(f"  {name:<34}{seconds * 1000:>9.1f} ms {sjoin / seconds:>8.1f} x")
    return min(slow, sjoin) / lattice


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else POINTS
    ratios = [measure(edition, count) for edition in ("2024", "2025")]
    print(
        f"the same answers throughout; at least {REQUIRED_RATIO:.0f} x the best sjoin is required"
    )
    return 0 if min(ratios) >= REQUIRED_RATIO else 1


if __name__ == "__main__":
    raise SystemExit(main())
