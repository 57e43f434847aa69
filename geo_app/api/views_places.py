"""Districts, Appendix I and the geocoder for programs."""

from flask import Response, url_for
from flask_babel import gettext as _

from geo_app.accounts.access import allow, current_scope
from geo_app.accounts.permissions import Action
from geo_app.api import requests
from geo_app.api.answers import answer, indicator_json, place_json
from geo_app.api.blueprint import blueprint
from geo_app.api.openapi import READING, in_query, problems, success
from geo_app.db import session
from geo_app.districts import queries as district_queries
from geo_app.indicators.periods import PERIODS, period_of
from geo_app.indicators.queries import appendix_one
from geo_app.register.reading import reading_from
from geodata import neighbours
from geodata.geocoding import geocode
from geodata.plan import PLAN

LONGEST_PLACE = 300


def district_json(found: district_queries.District) -> dict[str, object]:
    unit = found.unit
    return {
        "code": unit.code,
        "name": unit.name,
        "unit_type": unit.unit_type,
        "hotspots": len(found.hotspots),
        "url": url_for("api.district", code=unit.code),
    }


@blueprint.get("/districts")
@blueprint.doc(
    summary="The districts of 2024 that the account sees",
    operation_id="listDistricts",
    responses={**success("Districts"), **problems(422)},
    extensions={"parameters": READING},
)
@allow(Action.VIEW)
def districts() -> Response:
    reading = reading_from(requests.query("as_of", "known_on"))
    found = district_queries.districts(session(), scope=current_scope(), reading=reading)
    return answer(
        {
            "edition": district_queries.EDITION,
            "districts": [district_json(each) for each in found],
        }
    )


@blueprint.get("/districts/<code>")
@blueprint.doc(
    summary="One district",
    operation_id="getDistrict",
    responses={**success("DistrictDetail"), **problems(404, 422)},
    extensions={"parameters": READING},
)
@allow(Action.VIEW)
def district(code: str) -> Response:
    reading = reading_from(requests.query("as_of", "known_on"))
    found = district_queries.district(session(), code, scope=current_scope(), reading=reading)
    unit = found.unit
    return answer(
        {
            **district_json(found),
            "name_short": unit.name_short,
            "edition": unit.edition,
            "area_km2": round(unit.area_km2, 3),
            "neighbours": list(neighbours(unit.code, unit.edition)),
            "hotspots_url": url_for("api.hotspots", district=unit.code),
        }
    )


@blueprint.get("/indicators")
@blueprint.doc(
    summary="Appendix I: targets and what was reached",
    operation_id="listIndicators",
    responses={**success("Indicators"), **problems(422)},
    extensions={
        "parameters": [
            in_query("period", "The plan's year without it.", enum=list(PERIODS)),
            *READING,
        ]
    },
)
@allow(Action.VIEW)
def indicators() -> Response:
    values = requests.query("period", "as_of", "known_on")
    period = period_of(values.get("period"))
    reading = period.cut(reading_from(values))
    rows = appendix_one(session(), scope=current_scope(), reading=reading, period=period.code)
    return answer(
        {
            "plan": PLAN.number,
            "period": period.code,
            "as_of": reading.as_of.isoformat(),
            "indicators": [indicator_json(row, period.code) for row in rows],
        }
    )


@blueprint.get("/geocode")
@blueprint.doc(
    summary="Find a place from its description",
    operation_id="geocode",
    responses={**success("Place"), **problems(422)},
    extensions={
        "parameters": [
            {
                **in_query("q", "The description, in Vietnamese.", maxLength=LONGEST_PLACE),
                "required": True,
            },
            in_query("district", "Code or name of the district it should lie in."),
        ]
    },
)
@allow(Action.VIEW)
def find_place() -> Response:
    values = requests.query("q", "district")
    text = values.get("q", "").strip()
    trouble = None
    if not text:
        trouble = _("Say which place to look for.")
    elif len(text) > LONGEST_PLACE:
        trouble = _("This is too long: at most %(longest)s characters.", longest=LONGEST_PLACE)
    elif not any(letter.isalnum() for letter in text):
        trouble = _("This holds no letter and no digit.")
    if trouble:
        raise requests.UnanswerableError(_("Nothing was looked for."), errors={"q": trouble})
    return answer(place_json(geocode(text, district=values.get("district"))))
