"""When a hotspot was last checked, and whether that is too long ago."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from geo_app.inspections.queries import last_days
from geo_app.register.dates import PartialDate
from geo_app.register.in_force import AnyEvent, known, with_last
from geo_app.register.models import Hotspot
from geo_app.register.reading import Reading

COLUMNS = ("placed_on", "effective_from", "effective_to", "effective_precision")


@dataclass(frozen=True)
class Check:
    """Somebody saw what the place is like: certainly by `on`, and as precisely as it is known."""

    on: date
    stated: PartialDate


def last_checks(
    session: Session, hotspot_ids: Collection[int], reading: Reading
) -> dict[int, Check]:
    """The last check of each of these hotspots that a reading knows of, where there is one.

    An inspection is one; and whoever states a clearance, even an unchanged one, or a level has
    been there. That a level is unverified confirms nothing, whoever records it.
    """
    at = known(session, reading)
    statement, check = with_last(
        select(Hotspot.id).select_from(Hotspot), "last_check", confirms, COLUMNS, at
    )
    statement = statement.add_columns(*(check[name] for name in COLUMNS)).where(
        Hotspot.id.in_(hotspot_ids), check.id.is_not(None)
    )
    found = {
        hotspot_id: Check(on, PartialDate(start, end, precision))
        for hotspot_id, on, start, end, precision in session.execute(statement)
    }
    for hotspot_id, (on, stated) in last_days(session, hotspot_ids, reading).items():
        if hotspot_id not in found or found[hotspot_id].on < on:
            found[hotspot_id] = Check(on, stated)
    return found


def confirms(event: AnyEvent) -> ColumnElement[bool]:
    said: ColumnElement[bool] = event.clearance.is_not(None) | (event.level != "unverified")
    return said


def is_overdue(last: date | None, day: date, months: int) -> bool:
    """Whether a day is more than so many months after the last check; a missing one was never.

    Six months after 31 August are over with the last day of February.
    """
    if last is None:
        return True
    later = 12 * (day.year - last.year) + day.month - last.month
    return (later, day.day) > (months, last.day)
