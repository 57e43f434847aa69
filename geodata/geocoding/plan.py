"""Geocodes the plan's hotspots and tabulates where they lie."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from geodata.geocoding.geocoder import geocode
from geodata.geocoding.result import Located, Precision, VerdictKind
from geodata.plan import plan_hotspots

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class PlanCheckRow:
    """Where one hotspot of the plan lies.

    Parameters
    ----------
    code, name : str
        The hotspot's code and the plan's words for it.
    precision : str
        As in :class:`geodata.geocoding.result.Located`; empty if nothing was found.
    district : str
        Name of the district computed from the geometry.
    verdict : str
        How that compares with the district the plan names.
    share_inside : float
        Share of the geometry in the planned district, 0 to 1.
    communes : tuple of str
        Communes of 2024 it lies in.
    length_m : float
        Metres along one centre line, 0 for what is no line.
    error_m : float
        Typical error in metres.
    """

    code: str
    name: str
    precision: Precision | str
    district: str
    verdict: VerdictKind | str
    share_inside: float
    communes: tuple[str, ...]
    length_m: float
    error_m: float


@cache
def _located() -> Mapping[str, Located]:
    found = {}
    for hotspot in plan_hotspots():
        answer = geocode(
            hotspot.name_vi, district=hotspot.district_vi, communes=hotspot.communes_vi
        )
        if isinstance(answer, Located):
            found[hotspot.code] = answer
    return MappingProxyType(found)


def geocode_plan() -> dict[str, Located]:
    """Return the plan's hotspots as located from their text, by code.

    Returns
    -------
    dict of str to Located
        Those that were found, in the plan's order; computed once.
    """
    return dict(_located())


def plan_check() -> tuple[PlanCheckRow, ...]:
    """Return one row for each hotspot of the plan, in the plan's order."""
    located = _located()
    rows = []
    for hotspot in plan_hotspots():
        place = located.get(hotspot.code)
        if place is None:
            rows.append(PlanCheckRow(hotspot.code, hotspot.name_vi, "", "", "", 0.0, (), 0.0, 0.0))
            continue
        rows.append(
            PlanCheckRow(
                code=hotspot.code,
                name=hotspot.name_vi,
                precision=place.precision,
                district=place.district.name if place.district else "",
                verdict=place.verdict.kind,
                share_inside=place.verdict.share_inside,
                communes=place.communes,
                length_m=place.length_m,
                error_m=place.error_m,
            )
        )
    return tuple(rows)
