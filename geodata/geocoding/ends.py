"""Finds the places on a street that its sections are cut at: streets, bridges, landmarks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import shapely
import shapely.ops
from shapely import Point

from geodata.communes import find_communes
from geodata.geocoding.areas import BORDER_ERROR_M, likely_area
from geodata.geocoding.gazetteer import Street, find_bridge, find_streets, street_lines
from geodata.geocoding.grammar import end_name
from geodata.geocoding.network import junctions
from geodata.geocoding.stops import find_landmarks
from geodata.text import unit_key

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geodata.geocoding.search import Search

BUS_STOP_ERROR_M: Final = 100.0
JUNCTION_ERROR_M: Final = 30.0

_BESIDE_STREET_M: Final = 600.0
_BRIDGE_M: Final = 150.0
_PLACE_WORDS: Final = tuple(
    f"{words.strip()} "
    for words in [
        "ben xe",
        " ga",
        " cho",
        " benh vien",
        " dai hoc",
        " hoc vien",
        " truong dai",
        " truong cao",
        " truong trung",
        " truong tieu",
        " truong mam",
        " truong hoc",
        " chua",
        " nha tho",
        " cong vien",
        " vuon hoa",
        " ubnd",
        " sieu thi",
        " khu do thi",
        " khu cong",
        " cau",
    ]
)
"""Words a landmark begins with. Not "trường" alone: Trường Chinh is a street."""

_GOOD: Final = 0.9


@dataclass(frozen=True, slots=True)
class End:
    """A place on a street, EPSG:32648: where a section ends or what it is near."""

    name: str
    point: Point
    score: float
    error_m: float
    step: str


def _by_street(name: str, lines: BaseGeometry) -> list[End]:
    match = find_streets(name)
    if match is None:
        return []
    return [
        End(s.name, point, match.score, JUNCTION_ERROR_M, "streets_meet")
        for s in match.streets
        if street_lines(s).distance(lines) < _BESIDE_STREET_M
        for point in junctions(lines, street_lines(s))
    ]


def _by_bridge(name: str, lines: BaseGeometry) -> list[End]:
    return [
        End(s.name, shapely.ops.nearest_points(lines, street_lines(s).centroid)[0], 1.0,
            JUNCTION_ERROR_M, "bridge_found")
        for s in find_bridge(name)
        if street_lines(s).distance(lines) < _BRIDGE_M
    ]  # fmt: skip


def _by_landmark(name: str, lines: BaseGeometry) -> list[End]:
    landmarks, score = find_landmarks(name)
    return [
        End(m.name, shapely.ops.nearest_points(lines, m.point)[0], score, BUS_STOP_ERROR_M,
            "landmark_found")
        for m in landmarks
        if m.point.distance(lines) < _BESIDE_STREET_M
    ]  # fmt: skip


def _by_commune(name: str, lines: BaseGeometry, district_code: str | None) -> list[End]:
    ends = []
    for commune in find_communes(unit_key(name), district_code):
        crossing = lines.intersection(likely_area(commune).boundary)
        ends += [
            End(commune.name, p, 0.9, BORDER_ERROR_M, "border_of_communes")
            for p in shapely.get_parts(crossing)
            if isinstance(p, Point)
        ]
    return ends


def places_on(asked: str, street: Street, search: Search) -> list[End]:
    """Return the places on a street that a name may mean, of the best kind only.

    Parameters
    ----------
    asked
        The name as read, with words such as "lối rẽ vào".
    street
        The street.
    search
        The search; its district tells communes of one name apart.
    """
    name = end_name(asked)
    lines = street_lines(street)
    by_street, by_landmark = _by_street(name, lines), _by_landmark(name, lines)
    place_first = name.startswith(_PLACE_WORDS)
    kinds = [by_landmark, by_street] if place_first else [by_street, by_landmark]
    kinds = [_by_bridge(name, lines), *kinds]
    if name.startswith("cau "):
        kinds.append(
            [
                End(e.name, e.point, 0.9 * e.score, e.error_m, "bridge_of_street")
                for e in _by_street(name.removeprefix("cau "), lines)
            ]
        )
    kinds.append(_by_commune(name, lines, search.district_code))
    # The first kind that fits well; failing that, the first that fits at all.
    fitting = [ends for ends in kinds if ends]
    return next((ends for ends in fitting if ends[0].score >= _GOOD), next(iter(fitting), []))


def record(asked: str, end: End, street: Street, search: Search) -> None:
    """Add to the trail how an end was found.

    Parameters
    ----------
    asked, end, street, search
        The name as read, the place it was found at, the street, and the search.
    """
    search.note(
        end.step, asked=end_name(asked), name=end.name, first=street.name, second=end.name,
        road=street.name,
    )  # fmt: skip
