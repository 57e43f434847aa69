"""What needs attention, for programs: the four lists as codes and facts."""

from typing import Any

from flask import Response, current_app, url_for

from geo_app.accounts.access import allow, current_scope
from geo_app.accounts.permissions import Action
from geo_app.api import requests
from geo_app.api.answers import answer
from geo_app.api.blueprint import blueprint
from geo_app.api.openapi import READING, in_query, problems, success
from geo_app.attention.queries import InBorderZone, Limits, Recurred, Unchecked, attention
from geo_app.db import session
from geo_app.register import queries
from geo_app.register.queries import Standing
from geo_app.register.reading import reading_from


@blueprint.get("/attention")
@blueprint.doc(
    summary="What needs attention",
    operation_id="listAttention",
    responses={**success("Attention"), **problems(422)},
    extensions={
        "parameters": [
            in_query("district", "Code of a district of 2024.", example="020"),
            *READING,
        ]
    },
)
@allow(Action.VIEW)
def what_needs_attention() -> Response:
    values = requests.query("district", "as_of", "known_on")
    filters, reading = requests.filters_of(values), reading_from(values)
    limits = Limits.of(current_app.config)
    standings = queries.standings(
        session(), scope=current_scope(), filters=filters, reading=reading
    )
    found = attention(session(), standings, reading=reading, limits=limits)
    return answer(
        {
            "as_of": reading.as_of.isoformat(),
            "check_months": limits.check_months,
            "border_metres": limits.border_metres,
            "recurred": [recurred_json(each) for each in found.recurred],
            "border": [border_json(each) for each in found.border],
            "unchecked": [unchecked_json(each) for each in found.unchecked],
            "unverified": [case_json(each) for each in found.unverified],
            "border_clear": [border_json(each) for each in found.border_clear],
            "placeless": [each.hotspot.code for each in found.placeless],
        }
    )


def case_json(standing: Standing) -> dict[str, Any]:
    hotspot = standing.hotspot
    return {
        "code": hotspot.code,
        "name": hotspot.name,
        "district": hotspot.district_code,
        "level": standing.level,
        "clearance": standing.clearance,
        "url": url_for("api.hotspot", code=hotspot.code),
    }


def recurred_json(case: Recurred) -> dict[str, Any]:
    return {**case_json(case.standing), "since": str(case.since), "times": case.times}


def unchecked_json(case: Unchecked) -> dict[str, Any]:
    last = str(case.last.stated) if case.last else None
    return {**case_json(case.standing), "last_check": last}


def border_json(case: InBorderZone) -> dict[str, Any]:
    return {
        **case_json(case.standing),
        "neighbours": [
            {
                "code": near.unit.code,
                "name": near.unit.name,
                "distance_m": round(near.distance_m, 1),
            }
            for near in case.neighbours
        ],
        "place_error_m": case.standing.hotspot.place_error_m,
    }
