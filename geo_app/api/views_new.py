"""New hotspots from programs."""

from http import HTTPStatus

from flask import Response, url_for

from geo_app.accounts.access import allow, current_actor, current_scope
from geo_app.accounts.permissions import Action
from geo_app.api import openapi, requests
from geo_app.api.answers import answer, tag_of
from geo_app.api.blueprint import blueprint
from geo_app.api.once import once
from geo_app.api.openapi import ETAG, LOCATION, problems, success
from geo_app.api.views import history, hotspot_by, hotspot_json
from geo_app.db import database
from geo_app.i18n import today
from geo_app.register import actions
from geo_app.register.new_hotspots import FIRST_EVENT_FIELDS, HOTSPOT_FIELDS, new_hotspot


@blueprint.post("/hotspots")
@blueprint.doc(
    summary="Add a hotspot that the plan does not name, with its first event",
    description="The place is found from its description; where nothing finer is found, the area "
    "of its communes stands for it, and `precision` says so. A hotspot that may be in the "
    "register already is refused (409, `duplicates` lists the codes) until `different_from` "
    "names each of them.",
    operation_id="addHotspot",
    responses={
        **success("Recorded", status=201, ETag=ETAG, Location=LOCATION),
        **problems(400, 403, 409, 413, 415, 422),
    },
    extensions={
        "parameters": [openapi.IDEMPOTENCY_KEY],
        "requestBody": openapi.json_body("NewHotspot"),
    },
)
@allow(Action.ADD_HOTSPOT)
@once
def add_hotspot() -> Response:
    scope = current_scope()
    sent = requests.json_object((*HOTSPOT_FIELDS, *FIRST_EVENT_FIELDS))
    new = new_hotspot(sent, today=today(), scope=scope)
    added, event = actions.add_hotspot(database(), new, actor=current_actor(), scope=scope)
    standing = hotspot_by(added.code)
    body = {"event": history(standing)[event.entry_number], "hotspot": hotspot_json(standing)}
    response = answer(body, HTTPStatus.CREATED)
    response.set_etag(tag_of(standing))
    response.headers["Location"] = url_for("api.hotspot", code=added.code)
    return response
