"""Finds landmarks by name: the names of bus stops."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Final

import shapely
from rapidfuzz import fuzz, process
from shapely import Point

from geodata.crs import to_metric
from geodata.geocoding.gazetteer import layer
from geodata.geocoding.spelling import nearest_key
from geodata.landmarks import landmarks
from geodata.text import street_key

SAME_PLACE_M: Final = 400.0
"""Landmark points of one name nearer than this are stops on both sides of one place."""


@dataclass(frozen=True, slots=True)
class Landmark:
    """A landmark: a name and where it is, EPSG:32648."""

    name: str
    point: Point


@cache
def _landmark_index() -> dict[str, tuple[Landmark, ...]]:
    table = landmarks()
    found: dict[str, list[Landmark]] = defaultdict(list)
    for name, point in zip(table["name"], table.geometry, strict=True):
        found[street_key(name)].append(Landmark(name, to_metric(point)))
    return {key: tuple(same) for key, same in found.items()}


def find_landmarks(name: str) -> tuple[tuple[Landmark, ...], float]:
    """Find landmarks by name.

    Parameters
    ----------
    name
        Such as ``"bến xe Giáp Bát"``, folded or not.

    Returns
    -------
    tuple of Landmark
        Points more than 400 m apart; stops of one place are merged to their middle.
    float
        The score of the match, 0 where nothing was found.
    """
    key, index = street_key(name), _landmark_index()
    score = 1.0
    if key not in index:
        near = nearest_key(key, index)
        if near is None:
            return (), 0.0
        key, score = near[0], 0.9 - 0.1 * near[1]
    merged: list[list[Landmark]] = []
    for landmark in index[key]:
        same = next((g for g in merged if g[0].point.distance(landmark.point) < SAME_PLACE_M), None)
        merged.append([landmark]) if same is None else same.append(landmark)
    return tuple(
        Landmark(g[0].name, shapely.MultiPoint([m.point for m in g]).centroid) for g in merged
    ), score


def close_names(name: str, limit: int = 5) -> tuple[str, ...]:
    """Return names of streets and landmarks that come near, the nearest first.

    Parameters
    ----------
    name
        The name that was not found.
    limit
        How many at most.
    """
    names = {
        street_key(n): n for n in (*layer().names, *(m[0].name for m in _landmark_index().values()))
    }
    near = process.extract(
        street_key(name), list(names), scorer=fuzz.ratio, score_cutoff=70, limit=limit
    )
    return tuple(names[key] for key, _, _ in near)
