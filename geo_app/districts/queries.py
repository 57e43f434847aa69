"""The districts of the plan's edition with what the register holds of each."""

from dataclasses import dataclass

from flask_babel import gettext as _
from rapidfuzz import fuzz, process
from sqlalchemy.orm import Session

import geodata
from geo_app.accounts import refusals
from geo_app.accounts.scope import Scope, holds
from geo_app.errors import NotFoundError
from geo_app.register.queries import Standing, standings
from geo_app.register.reading import Reading
from geodata.text import fold

EDITION = "2024"
CLOSEST = 3


@dataclass(frozen=True)
class District:
    unit: geodata.Unit
    hotspots: tuple[Standing, ...]

    def count(self, *clearances: str) -> int:
        return sum(each.clearance in clearances for each in self.hotspots)

    @property
    def unverified(self) -> int:
        return sum(each.level == "unverified" for each in self.hotspots)


def visible_units(scope: Scope) -> list[geodata.Unit]:
    return [unit for unit in geodata.all_units(EDITION) if holds(scope, unit.code)]


def districts(session: Session, *, scope: Scope, reading: Reading | None = None) -> list[District]:
    """Every district that the reader may see, in the order of the codes."""
    by_district: dict[str, list[Standing]] = {}
    for each in standings(session, scope=scope, reading=reading):
        by_district.setdefault(each.hotspot.district_code, []).append(each)
    return [District(unit, tuple(by_district.get(unit.code, ()))) for unit in visible_units(scope)]


def district(
    session: Session, code: str, *, scope: Scope, reading: Reading | None = None
) -> District:
    """One district; outside the scope it is answered like one that does not exist."""
    for found in districts(session, scope=scope, reading=reading):
        if found.unit.code == code:
            return found
    if any(unit.code == code for unit in geodata.all_units(EDITION)):
        refusals.beyond_scope(f"district/{code}")
    raise NotFoundError(
        _(
            "There is no district with the code “%(code)s”. The closest are: %(closest)s.",
            code=code[:40],
            closest=", ".join(f"{unit.code} {unit.name}" for unit in closest(code, scope)),
        )
    )


def closest(text: str, scope: Scope) -> list[geodata.Unit]:
    """The districts whose code or name comes nearest to what was asked for."""
    units = {unit.code: unit for unit in visible_units(scope)}
    keys = {code: f"{code} {fold(unit.name_short)}" for code, unit in units.items()}
    asked = fold(text.replace("-", " ").replace("_", " "))
    found = process.extract(asked, keys, scorer=fuzz.WRatio, limit=CLOSEST)
    return [units[code] for _key, _score, code in found]
