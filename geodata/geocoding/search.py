"""One search: what the text and the caller said, and the trail of what was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from string import Formatter
from typing import TYPE_CHECKING

from geodata.communes import Commune2024, find_communes
from geodata.errors import UnknownUnitError
from geodata.geocoding.result import Level, Precision, Step
from geodata.geocoding.steps import STEP_CODES
from geodata.text import unit_key
from geodata.units import Unit, find_unit, unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

    from geodata.geocoding.grammar import Reading


_PARSE = Formatter().parse


@dataclass(frozen=True, slots=True)
class Found:
    """A place before it is judged; geometry in EPSG:32648.

    Parameters
    ----------
    name, precision, score, error_m
        As in :class:`geodata.geocoding.result.Located`.
    geometry : shapely geometry
        EPSG:32648.
    communes : tuple of str
        The communes it stands for, where they are known and need not be computed.
    """

    name: str
    geometry: BaseGeometry
    precision: Precision
    score: float
    error_m: float
    communes: tuple[str, ...] = ()


@dataclass(slots=True)
class Search:
    """What is known while one text is looked up.

    Parameters
    ----------
    text : str
        The text as given.
    planned : Unit or None
        The district named by the caller or in the text.
    communes : tuple of Commune2024
        The communes named, those of the planned district where it is known.
    steps : list of Step
        The trail so far.
    level : str
        The last level that was tried.
    candidates : list of str
        Names offered where nothing could be chosen.
    ambiguous : bool
        Whether a name had several bearers and none could be chosen.
    """

    text: str
    planned: Unit | None = None
    communes: tuple[Commune2024, ...] = ()
    steps: list[Step] = field(default_factory=list)
    level: Level = "street"
    candidates: list[str] = field(default_factory=list)
    ambiguous: bool = False

    def note(self, code: str, **values: object) -> None:
        """Add a step to the trail, with those of the values that its sentence speaks of."""
        fields = {name: str(values[name]) for _, name, _, _ in _PARSE(STEP_CODES[code]) if name}
        self.steps.append(Step(code, fields))

    def offer(self, asked: str, names: Iterable[str]) -> None:
        """Remember that a name may be any of several."""
        self.ambiguous = True
        fresh = [name for name in dict.fromkeys(names) if name not in self.candidates]
        self.candidates.extend(fresh)
        self.note("ambiguous", asked=asked, candidates="; ".join(fresh))

    @property
    def district_code(self) -> str | None:
        """The planned district, or the one that all named communes are in."""
        if self.planned is not None:
            return self.planned.code
        codes = {commune.district_code for commune in self.communes}
        return codes.pop() if len(codes) == 1 else None


def _district(text: str) -> Unit | None:
    if text.strip().isdigit():
        try:
            return unit(text.strip(), "2024")
        except UnknownUnitError:
            return None
    return find_unit(text, "2024") or find_unit(unit_key(text), "2024")


def _communes(name: str, district_code: str | None) -> tuple[Commune2024, ...]:
    found = find_communes(unit_key(name), district_code)
    # Without a district only a name that occurs once in the city says where it is.
    return found if district_code is not None or len(found) == 1 else ()


def begin(text: str, reading: Reading, district: str | None, communes: Sequence[str]) -> Search:
    """Start a search with the units that the caller and the text name.

    Parameters
    ----------
    text
        The text as given.
    reading
        The text taken apart.
    district, communes
        As given to :func:`geodata.geocoding.geocode`; they outrank the text.
    """
    search = Search(text)
    for name in [district] if district else reading.districts:
        found = _district(name)
        if found is None:
            search.note("unknown_unit", unit=name, level="district")
        elif search.planned is None:
            search.planned = found
            if not district:
                search.note("unit_in_text", unit=found.name)
    code = search.planned.code if search.planned else None
    named: dict[str, Commune2024] = {}
    for name in communes or reading.communes:
        matches = _communes(name, code)
        named.update((commune.code, commune) for commune in matches)
        if not matches:
            search.note("unknown_unit", unit=name, level="commune")
        elif not communes:
            search.note("unit_in_text", unit=matches[0].name)
    search.communes = tuple(named.values())
    return search
