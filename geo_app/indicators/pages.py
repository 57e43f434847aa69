"""What the pages of the indicators show: units, choices, a form as it was sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask_babel import gettext as _

import geodata
from geo_app.accounts.access import may
from geo_app.accounts.permissions import Action
from geo_app.accounts.scope import Scope
from geo_app.errors import InvalidError
from geo_app.i18n import vietnamese
from geo_app.indicators.figures import QUALITATIVE, IndicatorRow
from geo_app.indicators.inspected import Line, Recorded
from geo_app.indicators.models import CITY, Indicator
from geo_app.indicators.periods import YEAR
from geo_app.indicators.queries import reporting_districts
from geo_app.indicators.rules import FIELDS


def unit_name(code: str) -> str:
    return _("Whole city") if code == CITY else geodata.unit(code, "2024").name


def marked_unit_name(code: str) -> str:
    return unit_name(code) if code == CITY else vietnamese(unit_name(code))


def reportable_units(indicator: Indicator, scope: Scope) -> list[str]:
    """For whom this request's user may report: a district's own people not for the city."""
    city = [CITY] if scope is None and may(Action.RECORD_CITY_RESULT) else []
    if indicator.target_kind == QUALITATIVE:
        return city
    return [*city, *reporting_districts(indicator, scope)]


def lead_agencies(rows: list[IndicatorRow]) -> list[str]:
    return sorted({agency for row in rows for agency in row.lead_agencies})


def led_by(rows: list[IndicatorRow], agency: str | None) -> list[IndicatorRow]:
    """The rows an agency leads, under the headings they belong to."""
    if not agency:
        return rows
    kept = {row.code for row in rows if agency in row.lead_agencies}
    headings = {row.parent for row in rows if row.code in kept and row.parent}
    return [row for row in rows if row.code in kept | headings or row.parent in kept]


@dataclass(frozen=True)
class ResultForm:
    """The form for a report: what was typed and what was wrong."""

    values: dict[str, str] = field(default_factory=dict)
    errors: dict[str, Any] = field(default_factory=dict)
    # The recorded inspections from which the figure was filled in.
    adopted: int = 0

    @classmethod
    def empty(
        cls,
        units: list[str],
        period: str = YEAR.code,
        *,
        chosen: str | None = None,
        breakdown: Sequence[Line] = (),
    ) -> "ResultForm":
        """A new report, filled in with what the inspections of a district come to.

        That is the district that was chosen, or the only one, if it has not reported yet. For the
        city it stays empty: its own team's inspections are not all that its report holds.
        """
        unit = chosen if chosen in units else (units[0] if units else "")
        form = cls({"unit": unit, "period": period, "state": "submitted"})
        for line in breakdown:
            wanted = chosen == unit or (len(units) == 1 and line.report is None)
            if line.unit == unit != CITY and wanted and line.recorded and line.recorded.inspections:
                return form.adopting(line.recorded)
        return form

    def adopting(self, recorded: Recorded) -> "ResultForm":
        figures = {"value": str(recorded.value)}
        if recorded.total is not None:
            figures["total"] = str(recorded.total)
        return replace(self, values={**self.values, **figures}, adopted=recorded.inspections)

    @classmethod
    def sent(cls, form: Mapping[str, str]) -> "ResultForm":
        return cls({name: form.get(name, "").replace("\r\n", "\n") for name in FIELDS})

    def refused(self, error: InvalidError) -> "ResultForm":
        return replace(self, errors=error.errors)

    def value(self, name: str) -> str:
        return self.values.get(name, "")
