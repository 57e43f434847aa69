"""Which hotspots of service establishments were inspected in a period: indicator 9.2."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from geo_app.accounts.scope import Scope
from geo_app.indicators.periods import Period
from geo_app.inspections.models import Inspection
from geo_app.inspections.queries import Filters, counted
from geo_app.register.in_force import Known, in_force, is_ended, known, not_superseded, recorded
from geo_app.register.models import Event, Hotspot
from geo_app.register.queries import visible
from geo_app.register.reading import Reading


@dataclass(frozen=True)
class Coverage:
    """Of the hotspots standing in the register, how many were inspected at least once."""

    hotspots: int = 0
    inspected: int = 0
    inspections: int = 0


def coverage_by_district(
    session: Session, *, scope: Scope, reading: Reading, period: Period
) -> dict[str, Coverage]:
    """By the district's code; an inspection counts whose team it was, if it checked anything."""
    at = known(session, period.cut(reading))
    successors = merges(session, at)
    times: dict[int, int] = {}
    for place in inspected_places(session, scope=scope, reading=reading, period=period):
        stands_as = successor(place, successors)
        times[stands_as] = times.get(stands_as, 0) + 1
    found: dict[str, Coverage] = {}
    for place, district in establishments(session, scope, at):
        earlier, inspections = found.get(district, Coverage()), times.get(place, 0)
        found[district] = Coverage(
            earlier.hotspots + 1,
            earlier.inspected + bool(inspections),
            earlier.inspections + inspections,
        )
    return found


def establishments(session: Session, scope: Scope, at: Known) -> list[tuple[int, str]]:
    """The hotspots of service establishments in the register on a day, with their districts."""
    stated = select(Event.id).where(
        Event.hotspot_id == Hotspot.id, Event.kind == "state", *in_force(Event, at)
    )
    statement = select(Hotspot.id, Hotspot.district_code).where(
        Hotspot.category == "establishment",
        stated.exists(),
        ~is_ended(at),
        *visible(scope),
    )
    return [(row[0], row[1]) for row in session.execute(statement)]


def inspected_places(
    session: Session, *, scope: Scope, reading: Reading, period: Period
) -> list[int]:
    """The hotspot of each inspection of the period that checked at least one establishment."""
    statement = counted(
        session,
        select(Inspection.hotspot_id),
        scope=scope,
        reading=reading,
        filters=Filters(period.code),
    ).where(Inspection.establishments_checked > 0)
    return list(session.scalars(statement))


def merges(session: Session, at: Known) -> dict[int, int]:
    """Which hotspot another one was merged into."""
    statement = select(Event.hotspot_id, Event.merged_into_id).where(
        Event.merged_into_id.is_not(None), *recorded(Event, at), not_superseded(Event, at)
    )
    return {place: other for place, other in session.execute(statement) if other}


def successor(place: int, successors: dict[int, int]) -> int:
    """The hotspot under whose name a place stands now, however often it was merged."""
    while place in successors:
        place = successors[place]
    return place
