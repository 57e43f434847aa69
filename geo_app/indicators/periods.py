"""The periods for which the plan wants reports (section V.2): its first half-year and its year."""

from dataclasses import dataclass, replace
from datetime import date

from flask_babel import gettext as _

from geo_app.errors import InvalidError
from geo_app.register.choices import not_in_list
from geo_app.register.reading import Reading
from geodata.plan import PLAN


@dataclass(frozen=True)
class Period:
    code: str
    starts_on: date
    ends_on: date
    report_before: date

    @property
    def title(self) -> str:
        if self.code.endswith("-H1"):
            return _("First 6 months of %(year)s", year=self.starts_on.year)
        return _("Year %(year)s", year=self.starts_on.year)

    def cut(self, asked: Reading) -> Reading:
        """The reading asked for, no later than the period's end: what came after is not in it."""
        if asked.as_of <= self.ends_on:
            return asked
        return replace(asked, as_of=self.ends_on, is_today=False)


YEAR = Period(
    str(PLAN.year), date(PLAN.year, 1, 1), date(PLAN.year, 12, 31), PLAN.annual_report_before
)
HALF_YEAR = Period(
    f"{PLAN.year}-H1",
    date(PLAN.year, 1, 1),
    date(PLAN.year, 6, 30),
    PLAN.half_year_report_before,
)
PERIODS = {period.code: period for period in (YEAR, HALF_YEAR)}


def period_names() -> dict[str, str]:
    """What each period is called in the language of the reader."""
    return {code: period.title for code, period in PERIODS.items()}


def period_of(code: str | None) -> Period:
    """The period with this code; the plan's year where none is asked for."""
    if not code:
        return YEAR
    if code not in PERIODS:
        raise InvalidError(
            _("Nothing is reported for the period “%(code)s”.", code=code[:40]),
            # An address and a program name a period by its code.
            errors={"period": not_in_list("", period_names(), by_hand=False)},
        )
    return PERIODS[code]
