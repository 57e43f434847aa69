"""What recorded inspections say for indicators 3.6, 9.1 and 9.2; see docs/decisions/0008."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from flask_babel import ngettext
from sqlalchemy.orm import Session

from geo_app.accounts.scope import Scope
from geo_app.indicators.figures import HUNDRED, NO_FIGURE, Figure
from geo_app.indicators.models import CITY, IndicatorResult
from geo_app.indicators.periods import Period
from geo_app.inspections.coverage import coverage_by_district
from geo_app.inspections.queries import Sums, sums_by_unit
from geo_app.register.reading import Reading

SUMMED = {"3.6": "people_informed", "9.1": "establishments_checked"}
COVERED = "9.2"
FED = frozenset({*SUMMED, COVERED})

Reports = Mapping[str, IndicatorResult]


@dataclass(frozen=True)
class Recorded:
    """What the inspections of one unit come to; `total` is of what a share is taken."""

    inspections: int
    value: Decimal
    total: Decimal | None = None


@dataclass(frozen=True)
class Line:
    """One unit behind a figure: its report, its inspections, and which of the two counts."""

    unit: str
    report: IndicatorResult | None
    recorded: Recorded | None
    # `report`, `inspections`, or nothing where a report of the whole city holds it.
    counts: str = ""


class Inspected:
    """The inspections of a period, looked up once and only when a figure asks for them."""

    def __init__(self, session: Session, *, scope: Scope, reading: Reading, period: Period) -> None:
        self.session, self.scope, self.reading, self.period = session, scope, reading, period

    def by_unit(self, code: str) -> dict[str, Recorded]:
        """By the unit whose figure they are in."""
        return self.covered if code == COVERED else self.summed(SUMMED[code])

    def summed(self, figure: str) -> dict[str, Recorded]:
        return {
            unit: Recorded(sums.inspections, Decimal(getattr(sums, figure)))
            for unit, sums in self.sums.items()
            # What the city's team did is no figure of a district.
            if unit != CITY or self.scope is None
        }

    @cached_property
    def sums(self) -> dict[str, Sums]:
        return sums_by_unit(
            self.session, scope=self.scope, reading=self.reading, period=self.period
        )

    @cached_property
    def covered(self) -> dict[str, Recorded]:
        found = coverage_by_district(
            self.session, scope=self.scope, reading=self.reading, period=self.period
        )
        return {
            district: Recorded(each.inspections, Decimal(each.inspected), Decimal(each.hotspots))
            for district, each in found.items()
        }


def lines(code: str, reports: Reports, recorded: Mapping[str, Recorded]) -> list[Line]:
    """Every unit that has reported or recorded something, the city first."""
    units = sorted(reports.keys() | recorded.keys(), key=lambda unit: (unit != CITY, unit))
    return [
        Line(unit, reports.get(unit), recorded.get(unit), what_counts(code, unit, reports))
        for unit in units
    ]


def what_counts(code: str, unit: str, reports: Reports) -> str:
    """Never both: a report holds everything that its unit did, the recorded inspections too."""
    if CITY in reports:
        return "report" if unit == CITY else ""
    if unit in reports:
        return "report"
    # A share of what districts reported and one of hotspots are shares of different things.
    return "" if code == COVERED and reports else "inspections"


def with_inspections(
    code: str, reported: Figure, reports: Reports, recorded: Mapping[str, Recorded]
) -> Figure:
    """The reported figure, and for units without a report what their inspections come to."""
    counted = [
        line.recorded
        for line in lines(code, reports, recorded)
        if line.recorded and line.counts == "inspections"
    ]
    inspections = sum(each.inspections for each in counted)
    if not inspections:
        return reported
    value = sum((each.value for each in counted), reported.value or Decimal(0))
    if code == COVERED:
        total = sum((each.total or Decimal(0) for each in counted), Decimal(0))
        return replace(
            NO_FIGURE,
            value=value * HUNDRED / total,
            numerator=value,
            total=total,
            source=ngettext(
                "from %(num)s recorded inspection: hotspots of service establishments inspected "
                "at least once",
                "from %(num)s recorded inspections: hotspots of service establishments inspected "
                "at least once",
                inspections,
            ),
        )
    source = ngettext(
        "from %(num)s recorded inspection", "from %(num)s recorded inspections", inspections
    )
    return replace(
        reported,
        value=value,
        numerator=value,
        source="; ".join(part for part in (reported.source, source) if part),
        partial=True,
    )
