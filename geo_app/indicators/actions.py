"""Everything that writes about indicators: one transaction and one audit row each."""

import logging
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from geo_app.accounts import audit
from geo_app.accounts.permissions import Action
from geo_app.accounts.still_allowed import refuse_unless_allowed
from geo_app.db import Database, now
from geo_app.errors import service_error_from
from geo_app.indicators.models import CITY, Indicator, IndicatorResult
from geo_app.indicators.rules import NewResult

log = logging.getLogger(__name__)


def record_result(
    database: Database, indicator: Indicator, new: NewResult, *, actor: audit.Actor
) -> IndicatorResult:
    """Add a report. An earlier one of the same unit and period stays in the history.

    Trouble with the database is told in the user's words, so that the page can keep what was typed.
    """
    try:
        with database.transaction() as session:
            refuse_missing_rights(session, new, actor)
            return add_result(session, indicator, new, actor)
    except OperationalError as error:
        log.exception("a report on %s was not saved", indicator.code)
        raise service_error_from(error) from error


def refuse_missing_rights(session: Session, new: NewResult, actor: audit.Actor) -> None:
    of_city = new.unit == CITY
    unit = None if of_city else frozenset({new.unit})
    wanted = [Action.RECORD_CITY_RESULT if of_city else Action.RECORD_RESULT]
    if new.state == "confirmed":
        wanted.append(Action.CONFIRM_RESULT)
    for action in wanted:
        refuse_unless_allowed(session, actor, action, scope=unit)


def add_result(
    session: Session, indicator: Indicator, new: NewResult, actor: audit.Actor
) -> IndicatorResult:
    result = IndicatorResult(
        indicator_code=indicator.code,
        unit_code=new.unit,
        period=new.period,
        actual_value=new.value,
        total_value=new.total,
        state=new.state,
        basis=new.basis,
        note=new.note,
        recorded_at=now(),
        recorded_by_id=actor.user_id,
    )
    before = last_report(session, indicator, new)
    session.add(result)
    session.flush()
    audit.record(
        session,
        actor,
        "result.record",
        f"indicator/{indicator.code}",
        before=as_kept(before) if before else None,
        after=as_kept(result),
    )
    return result


def last_report(session: Session, indicator: Indicator, new: NewResult) -> IndicatorResult | None:
    """What was reported last for the same unit and period, a draft included."""
    return session.scalar(
        select(IndicatorResult)
        .where(
            IndicatorResult.indicator_code == indicator.code,
            IndicatorResult.unit_code == new.unit,
            IndicatorResult.period == new.period,
        )
        .order_by(IndicatorResult.id.desc())
        .limit(1)
    )


def as_kept(result: IndicatorResult) -> dict[str, Any]:
    return {
        "result": result.id,
        "unit": result.unit_code,
        "period": result.period,
        "value": plain(result.actual_value),
        "total": plain(result.total_value),
        "state": result.state,
        "basis": result.basis,
        "note": result.note,
    }


def plain(value: Decimal | None) -> str | None:
    """A number as it was typed: the database gives 5 back as 5.00."""
    return None if value is None else format(value.normalize(), "f")
