"""Which figures an inspection is in once it is saved, told to whoever recorded it."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from geo_app.accounts.scope import Scope
from geo_app.indicators.inspected import COVERED, FED
from geo_app.indicators.models import CITY
from geo_app.indicators.periods import PERIODS, Period
from geo_app.indicators.queries import breakdown
from geo_app.inspections.models import Inspection
from geo_app.register.models import Hotspot
from geo_app.register.reading import now_reading


def where_it_counts(
    session: Session, inspection: Inspection, hotspot: Hotspot, *, scope: Scope
) -> str:
    """One sentence: the indicators and periods that count it, or why none does."""
    open_periods = [
        period
        for period in PERIODS.values()
        if period.starts_on <= inspection.effective_from
        and inspection.effective_to <= period.ends_on
    ]
    if not open_periods:
        return _("No period of the plan is open on its date: no indicator counts it.")
    said = [
        _("%(indicators)s (%(period)s)", indicators=", ".join(codes), period=period.title)
        for period in open_periods
        if (codes := list(counting(session, inspection, hotspot, period, scope)))
    ]
    if said:
        return _("These indicators count it: %(indicators)s.", indicators="; ".join(said))
    return _(
        "Reports stand for its period (%(period)s) already: no indicator counts it beside them.",
        period=open_periods[0].title,
    )


def counting(
    session: Session, inspection: Inspection, hotspot: Hotspot, period: Period, scope: Scope
) -> Iterator[str]:
    """The indicators that count it in a period, as far as its writer can see them."""
    for code in sorted(FED):
        covers = code == COVERED
        if covers and (
            hotspot.category != "establishment" or not inspection.establishments_checked
        ):
            continue
        of_city = inspection.team_level == "city" and not covers
        unit = CITY if of_city else hotspot.district_code
        lines = breakdown(session, code, scope=scope, reading=now_reading(), period=period.code)
        # What the city's team did is shown to nobody who is confined to districts.
        counts = {line.unit: line.counts for line in lines}.get(unit, "inspections")
        if counts == "inspections":
            yield code
