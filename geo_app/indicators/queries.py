"""Everything that is read about the indicators: Appendix I, its figures and their reports."""

import re
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

import geodata
from geo_app.accounts.scope import Scope, holds, within
from geo_app.errors import NotFoundError
from geo_app.i18n import show_date
from geo_app.indicators.figures import (
    FROM_REGISTER,
    HUNDRED,
    NO_FIGURE,
    QUALITATIVE,
    REGISTER_PARTS,
    SHARES,
    Figure,
    IndicatorRow,
    row_of,
)
from geo_app.indicators.inspected import FED, Inspected, Line, lines, with_inspections
from geo_app.indicators.models import CITY, Indicator, IndicatorResult
from geo_app.indicators.periods import PERIODS, YEAR
from geo_app.register.progress import Progress, progress
from geo_app.register.queries import Standing
from geo_app.register.reading import Reading, now_reading

CODE = re.compile(r"\d{1,2}(?:\.\d{1,2})?", re.ASCII)
Reports = dict[str, IndicatorResult]


def indicators(session: Session) -> list[Indicator]:
    return list(session.scalars(select(Indicator).order_by(Indicator.position)))


def indicator(session: Session, code: str) -> Indicator:
    found = session.get(Indicator, code) if CODE.fullmatch(code) else None
    if found is None:
        raise NotFoundError(_("Appendix I has no indicator %(code)s.", code=code[:20]))
    return found


def appendix_one(
    session: Session, *, scope: Scope, reading: Reading | None = None, period: str = YEAR.code
) -> list[IndicatorRow]:
    """Appendix I with the figures of one period, in the order of the plan.

    `reading` is for what the register itself says, cut at the period's end; reports stand by
    their period.
    """
    reading = PERIODS[period].cut(reading or now_reading())
    reports = latest_reports(session, period, scope)
    kept = progress(session, scope=scope, reading=reading)
    inspected = Inspected(session, scope=scope, reading=reading, period=PERIODS[period])
    return [
        indicator_row(each, reports.get(each.code, {}), kept, inspected)
        for each in indicators(session)
    ]


def one_row(
    session: Session, code: str, *, scope: Scope, reading: Reading, period: str
) -> IndicatorRow:
    found, reading = indicator(session, code), PERIODS[period].cut(reading)
    reports = latest_reports(session, period, scope).get(code, {})
    kept = progress(session, scope=scope, reading=reading)
    inspected = Inspected(session, scope=scope, reading=reading, period=PERIODS[period])
    return indicator_row(found, reports, kept, inspected)


def breakdown(
    session: Session, code: str, *, scope: Scope, reading: Reading, period: str
) -> list[Line]:
    """What each unit reported and recorded, for an indicator that inspections feed."""
    reports = latest_reports(session, period, scope).get(code, {})
    inspected = Inspected(session, scope=scope, reading=reading, period=PERIODS[period])
    return lines(code, reports, inspected.by_unit(code))


def indicator_row(
    found: Indicator, reports: Reports, kept: Progress, inspected: Inspected
) -> IndicatorRow:
    scope, day = inspected.scope, inspected.reading.as_of
    confined = scope is not None
    if found.target_kind in FROM_REGISTER:
        due, done = register_lists(found.code, kept)
        figure = Figure(
            value=Decimal(len(done)),
            source=_("from the register, %(day)s", day=show_date(day)),
        )
        target = Decimal(len(due)) if confined and due is not None else found.target_value
        return row_of(found, figure, target=target, confined=confined)
    figure = reported_figure(found, reports, scope)
    if found.code in FED:
        figure = with_inspections(found.code, figure, reports, inspected.by_unit(found.code))
    return row_of(found, figure, target=found.target_value, confined=confined)


def register_lists(code: str, kept: Progress) -> tuple[list[Standing] | None, list[Standing]]:
    """The hotspots that a computed indicator is about, and those of them that count."""
    parts = REGISTER_PARTS[code]
    due: list[Standing] | None = getattr(kept, parts.due) if parts.due else None
    return due, getattr(kept, parts.done)


def latest_reports(session: Session, period: str, scope: Scope) -> dict[str, Reports]:
    """Per indicator and unit, the report that counts: the last which is no draft."""
    rank = func.row_number().over(
        partition_by=(IndicatorResult.indicator_code, IndicatorResult.unit_code),
        order_by=IndicatorResult.id.desc(),
    )
    statement = select(IndicatorResult, rank.label("rank")).where(
        IndicatorResult.period == period, IndicatorResult.state != "draft"
    )
    ranked = statement.where(*within(scope, IndicatorResult.unit_code)).subquery()
    result = aliased(IndicatorResult, ranked)
    found: dict[str, Reports] = {}
    for each in session.scalars(select(result).where(ranked.c.rank == 1)):
        found.setdefault(each.indicator_code, {})[each.unit_code] = each
    return found


def reported_figure(found: Indicator, reports: Reports, scope: Scope) -> Figure:
    """The city's own report where there is one, else the sum over its districts."""
    city = reports.get(CITY)
    if city is not None:
        return figure_of(found, [city], source=_("report of the city"))
    expected = reporting_districts(found, scope)
    given = [reports[code] for code in expected if code in reports]
    if not given or found.target_kind == QUALITATIVE:
        return NO_FIGURE
    source = _(
        "sum of %(given)s of %(expected)s districts", given=len(given), expected=len(expected)
    )
    return figure_of(found, given, source=source, partial=len(given) < len(expected))


def figure_of(
    found: Indicator, reports: list[IndicatorResult], *, source: str, partial: bool = False
) -> Figure:
    confirmed = all(each.state == "confirmed" for each in reports)
    state = "confirmed" if confirmed else "submitted"
    if found.target_kind == QUALITATIVE:
        return Figure(note=reports[-1].note or "", state=state, source=source)
    value = numerator = sum((each.actual_value for each in reports), Decimal(0))
    total = None
    if found.target_kind in SHARES:
        total = sum((each.total_value or Decimal(0) for each in reports), Decimal(0))
        value = numerator * HUNDRED / total
    return Figure(value, numerator, total, state=state, source=source, partial=partial)


def reporting_districts(found: Indicator, scope: Scope) -> list[str]:
    """The districts that may report on an indicator: those it names, else all of them."""
    named = [geodata.find_unit(str(name), "2024") for name in found.scope]
    codes = [unit.code for unit in named if unit is not None]
    codes = codes or [unit.code for unit in geodata.all_units("2024")]
    return [code for code in codes if holds(scope, code)]


@dataclass(frozen=True)
class Report:
    """One row of the history; the one that `counts` is the last of its unit and period."""

    result: IndicatorResult
    counts: bool


def history(session: Session, code: str, *, scope: Scope, drafts: bool) -> list[Report]:
    """Every report on an indicator, the latest first; drafts for those who write them."""
    statement = (
        select(IndicatorResult)
        .where(IndicatorResult.indicator_code == code, *within(scope, IndicatorResult.unit_code))
        .order_by(IndicatorResult.id.desc())
    )
    if not drafts:
        statement = statement.where(IndicatorResult.state != "draft")
    seen: set[tuple[str, str]] = set()
    found = []
    for each in session.scalars(statement):
        place = (each.unit_code, each.period)
        counts = each.state != "draft" and place not in seen
        if counts:
            seen.add(place)
        found.append(Report(each, counts))
    return found
