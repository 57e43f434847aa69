"""What people send about inspections: a form, the reason for taking one back, filters."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from geo_app.accounts.scope import Scope
from geo_app.districts.queries import visible_units
from geo_app.errors import InvalidError
from geo_app.indicators.periods import period_names
from geo_app.inspections.models import Inspection
from geo_app.inspections.queries import Filters
from geo_app.inspections.rules import FIGURES, FOUND, NewInspection, new_inspection
from geo_app.inspections.vocabulary import TEAM_CHOICES
from geo_app.register.vocabulary import CATEGORY_NAMES

TYPED = ("effective_on", "team", *FIGURES, *FOUND, "basis", "note", "reason")


@dataclass(frozen=True)
class InspectionForm:
    """The form for an inspection: what was typed, and what was wrong with it."""

    values: dict[str, str] = field(default_factory=dict)
    errors: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def sent(cls, form: Mapping[str, str]) -> "InspectionForm":
        return cls({name: form.get(name, "").replace("\r\n", "\n") for name in TYPED})

    @classmethod
    def of(cls, inspection: Inspection) -> "InspectionForm":
        """Filled in with what stands, to be corrected."""
        return cls(
            {
                "effective_on": typed_date(inspection),
                "team": inspection.team_level or "",
                **{figure: str(getattr(inspection, figure)) for figure in FIGURES},
                **{name: getattr(inspection, name) or "" for name in FOUND},
                "basis": inspection.basis or "",
                "note": inspection.note or "",
            }
        )

    def inspection(self, today: date, *, corrects: int | None = None) -> NewInspection:
        return new_inspection({**self.values, "supersedes": corrects}, today=today, by_hand=True)

    def taking_back(self, today: date, number: int) -> NewInspection:
        said = {"kind": "retraction", "supersedes": number, "reason": self.value("reason")}
        return new_inspection(said, today=today, by_hand=True)

    def refused(self, error: InvalidError) -> "InspectionForm":
        return replace(self, errors=error.errors)

    def value(self, name: str) -> str:
        return self.values.get(name, "")


def typed_date(inspection: Inspection) -> str:
    day = inspection.effective_from
    parts = {"day": [day.day, day.month], "month": [day.month], "year": []}
    return "/".join(str(part) for part in (*parts[inspection.effective_precision], day.year))


@dataclass(frozen=True)
class FilterBar:
    """The filters of an address and what they can be changed to; what no list holds is named."""

    filters: Filters
    options: dict[str, list[tuple[str, Any]]]
    ignored: tuple[str, ...] = ()

    @classmethod
    def from_query(cls, values: Mapping[str, str], scope: Scope) -> "FilterBar":
        options: dict[str, list[tuple[str, Any]]] = {
            "period": list(period_names().items()),
            "district": [(unit.code, unit.name) for unit in visible_units(scope)],
            "category": list(CATEGORY_NAMES.items()),
            "team": list(TEAM_CHOICES.items()),
        }
        asked = {name: values[name] for name in options if values.get(name)}
        known = {name: value for name, value in asked.items() if value in dict(options[name])}
        ignored = [value[:40] for name, value in asked.items() if name not in known]
        return cls(Filters(**known), options, tuple(ignored))
