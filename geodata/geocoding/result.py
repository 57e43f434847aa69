"""What the geocoder answers: a place with its verdict, or the level at which it gave up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely.geometry.base import BaseGeometry

    from geodata.units import Unit

Precision = Literal["section", "junction", "street", "landmark", "commune", "district"]
VerdictKind = Literal["agrees", "differs", "straddles", "unplanned"]
Level = Literal["street", "landmark", "commune", "district"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of how a place was found.

    Parameters
    ----------
    code : str
        A key of :data:`geodata.geocoding.steps.STEP_CODES`.
    values : Mapping of str to str
        The values the step's sentence speaks of, names as the data writes them.
    """

    code: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How the geometry compares with the district the plan names.

    Parameters
    ----------
    kind : str
        ``agrees`` (at least 98 % inside), ``differs`` (at most 2 %), ``straddles`` or
        ``unplanned`` (no district was given).
    planned : Unit or None
        The district given.
    shares : Mapping of str to float
        District code to share of the geometry: of its length for lines, of its area for
        polygons. What lies outside the city is in no share.
    share_inside : float
        The planned district's share; the largest share where no district was given.
    """

    kind: VerdictKind
    planned: Unit | None
    shares: Mapping[str, float]
    share_inside: float


@dataclass(frozen=True, slots=True)
class Located:
    """A place that was found.

    Parameters
    ----------
    query : str
        The text as given.
    name : str
        The name of what was found, as the data writes it.
    geometry : shapely geometry
        EPSG:4326, longitude first; valid and of one kind, see :func:`geodata.shapes.sound`.
    precision : str
        ``section``, ``junction``, ``street``, ``landmark``, ``commune`` or ``district``.
    score : float
        0 to 1: how sure the names are. 1 means every name was found as written.
    error_m : float
        Typical error in metres for this precision and the approximations used.
    district : Unit or None
        The district of 2024 that holds most of the geometry.
    communes : tuple of str
        Names of communes of 2024 it lies in, by their approximate areas.
    length_m : float
        Metres along one centre line, both carriageways counted once; 0 for what is no line.
    verdict : Verdict
        The comparison with the district given.
    steps : tuple of Step
        How it was found.
    """

    query: str
    name: str
    geometry: BaseGeometry
    precision: Precision
    score: float
    error_m: float
    district: Unit | None
    communes: tuple[str, ...]
    length_m: float
    verdict: Verdict
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class NotFound:
    """A place that was not found.

    Parameters
    ----------
    query : str
        The text as given.
    gave_up_at : str
        The last level that was tried: ``street``, ``landmark``, ``commune`` or ``district``.
    reason : str
        A key of :data:`geodata.geocoding.steps.REASON_CODES`.
    candidates : tuple of str
        Names that come near, with their district where several share a name.
    steps : tuple of Step
        What was tried.
    """

    query: str
    gave_up_at: Level
    reason: str
    candidates: tuple[str, ...]
    steps: tuple[Step, ...]
