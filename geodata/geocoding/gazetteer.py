"""Finds streets by name: as written, by another name, or nearly so spelled.

Names are compared folded. A name that only comes near is taken when a single one does, within
an edit distance that grows with the length; the score falls with it and a step says so.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from shapely import LineString, MultiLineString, STRtree

from geodata.crs import to_metric
from geodata.geocoding.spelling import SHORTEST, nearest_key
from geodata.streets import streets
from geodata.text import fold, street_key, street_kind, strip_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

SAME_STREET_M: Final = 1200.0
"""Rows of one name nearer than this are one street. The next two streets of the same name in
the city (Quang Trung, in two districts) are 10 km apart."""


@dataclass(frozen=True, slots=True)
class Street:
    """A street: the rows of one name (or road number) that lie together.

    Parameters
    ----------
    name : str
        The name of most of its length, or ``Quốc lộ 6`` where the number was asked for.
    names : tuple of str
        All names of its rows, for numbered roads the streets that carry the number.
    rows : tuple of int
        Positions in the street layer, which also make two streets equal.
    """

    name: str
    names: tuple[str, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Streets that a name may mean, and how well the name fits them.

    Parameters
    ----------
    streets : tuple of Street
        One, or several streets of the same name.
    how : str
        ``name``, ``alias``, ``number`` or ``spelling``.
    score : float
        1 for a name as written, less for anything else.
    """

    streets: tuple[Street, ...]
    how: str
    score: float


@dataclass(frozen=True, slots=True)
class _Layer:
    names: tuple[str, ...]
    districts: tuple[str, ...]
    classes: tuple[str, ...]
    lines: np.ndarray[tuple[int], np.dtype[np.object_]]
    by_name: dict[str, tuple[int, ...]]
    by_alias: dict[str, tuple[int, ...]]


@cache
def layer() -> _Layer:
    """Load the street layer in EPSG:32648 with its name indexes, once."""
    table = streets()
    by_name: dict[str, list[int]] = defaultdict(list)
    by_alias: dict[str, list[int]] = defaultdict(list)
    for row, (name, aliases) in enumerate(zip(table["name"], table["aliases"], strict=True)):
        by_name[street_key(name)].append(row)
        for key in {street_key(alias) for alias in aliases}:
            by_alias[key].append(row)
    lines = np.array([to_metric(line) for line in table.geometry], dtype=object)
    return _Layer(
        names=tuple(table["name"]),
        districts=tuple(table["district_code"]),
        classes=tuple(table["road_class"]),
        lines=lines,
        by_name={key: tuple(rows) for key, rows in by_name.items()},
        by_alias={key: tuple(rows) for key, rows in by_alias.items()},
    )


@cache
def street_lines(street: Street, district_code: str | None = None) -> MultiLineString:
    """Return a street's lines in EPSG:32648, all of them or those in one district.

    Parameters
    ----------
    street
        As found by :func:`find_streets`.
    district_code
        Only the rows of this district of 2024.
    """
    data = layer()
    chosen = [r for r in street.rows if district_code in (None, data.districts[r])]
    parts: Sequence[LineString] = shapely.get_parts(data.lines[chosen]).tolist() if chosen else []
    return MultiLineString([part for part in parts if part.length > 0])


def districts_of(street: Street) -> frozenset[str]:
    """Return the codes of the districts of 2024 a street runs through."""
    return frozenset(layer().districts[row] for row in street.rows)


def _grouped(rows: Sequence[int], distance_m: float) -> list[list[int]]:
    """Group rows whose lines come within a distance of each other, through any chain."""
    lines = layer().lines[list(rows)]
    left, right = STRtree(lines).query(lines, predicate="dwithin", distance=distance_m)
    group = list(range(len(rows)))
    for a, b in zip(left.tolist(), right.tolist(), strict=True):
        old, new = sorted((group[a], group[b]), reverse=True)
        group = [new if g == old else g for g in group] if old != new else group
    found: dict[int, list[int]] = defaultdict(list)
    for position, g in enumerate(group):
        found[g].append(rows[position])
    return list(found.values())


def _spelling(name: str) -> str:
    """Fold case and the kind of street only, so that Hàng Đậu and Hàng Dầu stay apart."""
    words = name.casefold().split()
    while len(words) > 1 and strip_marks(words[0]) in {"duong", "pho"}:
        words = words[1:]
    return " ".join(words)


def _street(rows: Sequence[int]) -> Street:
    data = layer()
    length: dict[str, float] = defaultdict(float)
    for row in rows:
        length[data.names[row]] += data.lines[row].length
    names = sorted(length, key=lambda name: (-length[name], name))
    return Street(names[0], tuple(names), tuple(sorted(rows)))


@cache
def _streets_named(rows: tuple[int, ...], *, by_spelling: bool) -> tuple[Street, ...]:
    spelled: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        spelled[_spelling(layer().names[row]) if by_spelling else ""].append(row)
    groups = [g for same in spelled.values() for g in _grouped(same, SAME_STREET_M)]
    return tuple(_street(group) for group in sorted(groups))


@cache
def _fuzzy_keys() -> tuple[str, ...]:
    data = layer()
    return tuple(sorted({k for k in (*data.by_name, *data.by_alias) if len(k) >= SHORTEST}))


def _number_keys(name: str) -> tuple[str, ...]:
    """Return the road numbers a name may mean: "đường 32" and "QL.1A" are such short forms."""
    key = street_key(name)
    plain = key.rstrip("abcd")
    if plain.isdigit() and street_kind(name) == "duong":
        return (f"ql {key}", f"ql {plain}", f"tl {key}", f"tl {plain}")
    if key.startswith(("ql ", "tl ")):
        return (key, plain)
    return ()


def _road_name(number: str) -> str:
    kind, digits = number.split(" ", 1)
    return f"{'Quốc lộ' if kind == 'ql' else 'Đường tỉnh'} {digits.upper()}"


def find_streets(name: str) -> Match | None:
    """Find the streets that a name may mean.

    Parameters
    ----------
    name
        With or without ``đường`` and ``phố``, folded or not.

    Returns
    -------
    Match or None
        The best kind of match only: a name as written hides those by alias, and so on.
    """
    key, data = street_key(name), layer()
    for number in () if key in data.by_name and key.isdigit() else _number_keys(name):
        numbered = {*data.by_alias.get(number, ()), *data.by_name.get(number, ())}
        if numbered:
            # One road, whatever it is called along its way.
            road = _street(sorted(numbered))
            return Match((Street(_road_name(number), road.names, road.rows),), "number", 0.95)
    if key in data.by_name:
        return Match(_streets_named(data.by_name[key], by_spelling=True), "name", 1.0)
    if key in data.by_alias:
        return Match(_streets_named(data.by_alias[key], by_spelling=True), "alias", 0.95)
    near = nearest_key(key, _fuzzy_keys())
    if near is None:
        return None
    rows = data.by_name.get(near[0]) or data.by_alias[near[0]]
    return Match(_streets_named(rows, by_spelling=True), "spelling", 0.9 - 0.1 * near[1])


def find_bridge(name: str) -> tuple[Street, ...]:
    """Find bridges of the street layer, also those named with their street: "Cầu Tó - …".

    Parameters
    ----------
    name
        Beginning with ``cầu``.
    """
    key, data = street_key(name), layer()
    if not key.startswith("cau "):
        return ()
    rows = [r for k, v in data.by_name.items() if k == key or k.startswith(f"{key} - ") for r in v]
    return _streets_named(tuple(rows), by_spelling=False) if rows else ()


def matches_marks(street: Street, text: str) -> bool:
    """Tell whether a text writes a street's name with the very same diacritics.

    Parameters
    ----------
    street
        A street.
    text
        The text as given. A folded text never matches a name that has diacritics.
    """
    spelling = _spelling(street.name)
    return spelling in " ".join(text.casefold().split()) and fold(spelling) != spelling
