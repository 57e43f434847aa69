"""Inspections for programs: of one hotspot, of all of them with their sums, and recording one."""

from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from flask import Response, url_for

from geo_app.accounts.access import allow, current_actor, current_scope
from geo_app.accounts.permissions import Action
from geo_app.api import openapi, requests
from geo_app.api.answers import answer, moment
from geo_app.api.blueprint import blueprint
from geo_app.api.once import once
from geo_app.api.openapi import LOCATION, in_query, problems, success
from geo_app.api.views import hotspot_by
from geo_app.db import database, session
from geo_app.i18n import today
from geo_app.indicators.periods import PERIODS, period_names
from geo_app.inspections import actions, queries
from geo_app.inspections.models import Inspection
from geo_app.inspections.pages import entries_of
from geo_app.inspections.rules import FIELDS, FIGURES, new_inspection
from geo_app.inspections.vocabulary import TEAM_CHOICES, TEAM_NAMES
from geo_app.register.dates import PartialDate
from geo_app.register.models import Hotspot
from geo_app.register.reading import FIELDS as READING_FIELDS
from geo_app.register.reading import Reading, now_reading, reading_from
from geo_app.register.vocabulary import CATEGORIES, CATEGORY_NAMES, CLEARANCE_NAMES, LEVEL_NAMES

FILTERS = ("period", "district", "category", "team")


def inspection_json(found: Inspection, replaced_by: Inspection | None = None) -> dict[str, Any]:
    effective = PartialDate(found.effective_from, found.effective_to, found.effective_precision)
    return {
        "id": found.entry_number,
        "hotspot": found.hotspot.code,
        "district": found.hotspot.district_code,
        "effective_on": str(effective),
        "effective_precision": effective.precision,
        "team": found.team_level,
        "team_label": str(TEAM_NAMES[found.team_level or ""]),
        **{figure: getattr(found, figure) for figure in FIGURES},
        "level": found.level,
        "level_label": str(LEVEL_NAMES[found.level]) if found.level else None,
        "clearance": found.clearance,
        "clearance_label": str(CLEARANCE_NAMES[found.clearance]) if found.clearance else None,
        "event": found.event.entry_number if found.event else None,
        "basis": found.basis,
        "note": found.note,
        "recorder": found.recorded_by.name if found.recorded_by else None,
        "recorded_at": moment(found.recorded_at),
        "supersedes": found.supersedes.entry_number if found.supersedes else None,
        "reason": found.reason,
        "replaced_by": replacement_json(replaced_by) if replaced_by else None,
        "url": url_for("api.hotspot_inspections", code=found.hotspot.code),
    }


def replacement_json(later: Inspection) -> dict[str, Any]:
    return {
        "id": later.entry_number,
        "kind": later.kind,
        "reason": later.reason,
        "recorder": later.recorded_by.name if later.recorded_by else None,
        "recorded_at": moment(later.recorded_at),
    }


def hotspot_json(hotspot: Hotspot, reading: Reading) -> dict[str, Any]:
    entries = entries_of(hotspot, reading)
    return {
        "hotspot": hotspot.code,
        "inspections": [inspection_json(each.inspection, each.replaced_by) for each in entries],
    }


@blueprint.get("/inspections")
@blueprint.doc(
    summary="The inspections that count, and their sums",
    operation_id="listInspections",
    responses={**success("Inspections"), **problems(422)},
    extensions={
        "parameters": [
            in_query("period", "Those wholly inside it.", enum=list(PERIODS)),
            in_query("district", "Code of a district of 2024.", example="020"),
            in_query("category", "What kind of place.", enum=list(CATEGORIES)),
            in_query(
                "team", "Whose team it was; local is district or commune.", enum=[*TEAM_CHOICES]
            ),
            *openapi.READING,
        ]
    },
)
@allow(Action.VIEW)
def inspections() -> Response:
    values = requests.query(*FILTERS, *READING_FIELDS)
    requests.refuse_unknown(
        values, {"period": period_names(), "category": CATEGORY_NAMES, "team": TEAM_CHOICES}
    )
    filters = queries.Filters(**{name: values[name] for name in FILTERS if name in values})
    scope, reading = current_scope(), reading_from(values)
    found = queries.inspections(session(), scope=scope, reading=reading, filters=filters)
    totals = queries.totals(session(), scope=scope, reading=reading, filters=filters)
    return answer(
        {
            "as_of": reading.as_of.isoformat(),
            "totals": asdict(totals),
            "inspections": [inspection_json(each) for each in found],
        }
    )


@blueprint.get("/hotspots/<code>/inspections")
@blueprint.doc(
    summary="The inspections of a hotspot, corrected ones included",
    operation_id="listHotspotInspections",
    responses={**success("HotspotInspections"), **problems(404, 422)},
    extensions={"parameters": openapi.READING},
)
@allow(Action.VIEW)
def hotspot_inspections(code: str) -> Response:
    reading = reading_from(requests.query(*READING_FIELDS))
    return answer(hotspot_json(hotspot_by(code, reading).hotspot, reading))


@blueprint.post("/hotspots/<code>/inspections")
@blueprint.doc(
    summary="Record an inspection, correct one, or take one back",
    description="With a `level`, an event with the same date and basis is recorded as well. A "
    "correction names the inspection it `supersedes` and gives a reason; so does the `kind` "
    "retraction, which takes it back and says nothing else.",
    operation_id="recordInspection",
    responses={
        **success("HotspotInspections", status=201, Location=LOCATION),
        **problems(400, 403, 404, 409, 413, 415, 422),
    },
    extensions={
        "parameters": [openapi.IDEMPOTENCY_KEY],
        "requestBody": openapi.json_body("NewInspection"),
    },
)
@allow(Action.RECORD_INSPECTION)
@once
def record_inspection(code: str) -> Response:
    hotspot_by(code)
    new = new_inspection(requests.json_object(FIELDS), today=today())
    actions.record_inspection(database(), code, new, actor=current_actor(), scope=current_scope())
    response = answer(hotspot_json(hotspot_by(code).hotspot, now_reading()), HTTPStatus.CREATED)
    response.headers["Location"] = url_for("api.hotspot_inspections", code=code)
    return response
