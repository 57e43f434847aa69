"""Loads the plan: its hotspots, geocoded from their own words, and its indicators."""

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import geodata.geocoding
import geodata.plan
from geo_app.accounts import audit
from geo_app.db import Database
from geo_app.indicators.models import Indicator
from geo_app.register.dates import PartialDate, partial_date
from geo_app.register.models import Event, Hotspot


class Added(NamedTuple):
    """How many rows of each kind the plan brought."""

    hotspots: int
    indicators: int


def load_plan(database: Database) -> Added:
    """Add what the plan names and the database lacks."""
    with database.engine.connect() as connection:
        hotspots = connection.scalar(select(func.count()).select_from(Hotspot)) or 0
        indicators = connection.scalar(select(func.count()).select_from(Indicator)) or 0
    if hotspots and indicators:
        return Added(0, 0)
    with database.transaction() as session:
        added = Added(add_hotspots(session), add_indicators(session))
        if any(added):
            audit.record(
                session,
                audit.SYSTEM,
                "plan.load",
                f"plan/{geodata.plan.PLAN.number}",
                after={"rows": sum(added)},
            )
    return added


def add_hotspots(session: Session) -> int:
    known = set(session.scalars(select(Hotspot.code)))
    located = geodata.geocoding.geocode_plan()
    missing = [row for row in geodata.plan.plan_hotspots() if row.code not in known]
    for row in missing:
        session.add(hotspot_from_plan(row, located[row.code]))
    return len(missing)


def hotspot_from_plan(row: geodata.plan.PlanHotspot, place: geodata.geocoding.Located) -> Hotspot:
    plan = geodata.plan.PLAN
    return Hotspot(
        code=row.code,
        name=row.name_vi,
        category=row.group,
        district_code=row.district_code,
        communes=list(row.communes_vi),
        service_types=list(row.service_types_vi),
        geometry=place.geometry,
        place_precision=place.precision,
        place_score=place.score,
        place_error_m=place.error_m,
        place_verdict=place.verdict.kind,
        place_share_inside=place.verdict.share_inside,
        place_steps=[{"code": step.code, "values": dict(step.values)} for step in place.steps],
        source_plan=plan.number,
        source_appendix=row.appendix,
        source_row=str(row.stt),
        source_line=row.source_line,
        source_level_mark=row.level_mark,
        source_note=row.note_vi or None,
        events=first_events(row),
    )


def first_events(row: geodata.plan.PlanHotspot) -> list[Event]:
    """What the plan itself says: a handover in its year, or a place still to be cleared.

    The mark for the level cannot be read in the plan's scan, so every level is unverified.
    """
    plan = geodata.plan.PLAN
    signed = plan.signed_on
    on_the_day = partial_date(signed.year, signed.month, signed.day)
    basis = f"{plan.number}, Phụ lục {row.appendix}"
    if row.handover_year is None:
        return [plan_event(on_the_day, basis, level="unverified", clearance="not_cleared")]
    handover = partial_date(row.handover_year)
    return [
        plan_event(handover, basis, clearance="handed_over", note=row.note_vi),
        plan_event(on_the_day, basis, level="unverified"),
    ]


def plan_event(
    effective: PartialDate,
    basis: str,
    *,
    level: str | None = None,
    clearance: str | None = None,
    note: str | None = None,
) -> Event:
    return Event(
        effective_from=effective.start,
        effective_to=effective.end,
        effective_precision=effective.precision,
        placed_on=effective.end,
        level=level,
        clearance=clearance,
        basis=basis,
        note=note,
    )


def add_indicators(session: Session) -> int:
    known = set(session.scalars(select(Indicator.code)))
    added = 0
    for position, row in enumerate(geodata.plan.plan_indicators()):
        if row.code in known:
            continue
        added += 1
        session.add(
            Indicator(
                code=row.code,
                position=position,
                parent=row.parent,
                text_vi=row.text_vi,
                unit_vi=row.unit,
                target_kind=row.target_kind,
                target_value=row.target,
                lead_agencies=list(row.lead_agencies),
                coordinating_agencies=list(row.coordinating_agencies),
                scope=list(row.scope) if not isinstance(row.scope, str) else [row.scope],
                source_line=row.source_line,
            )
        )
    return added
