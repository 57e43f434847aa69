"""Hotspots and their events for programs, and the description of the whole interface."""

from http import HTTPStatus
from typing import Any

from flask import Response, current_app, url_for
from flask_babel import gettext as _

from geo_app import errors
from geo_app.accounts.access import allow, current_actor, current_scope
from geo_app.accounts.permissions import Action
from geo_app.api import openapi, requests
from geo_app.api.answers import answer, episode_json, event_json, tag_of, with_version
from geo_app.api.blueprint import blueprint
from geo_app.api.once import once
from geo_app.api.openapi import ETAG, GEOJSON, LOCATION, in_query, problems, success
from geo_app.db import database, session
from geo_app.exports import marks
from geo_app.i18n import today
from geo_app.mapping.features import feature_collection, feature_of
from geo_app.register import actions, corrections, queries
from geo_app.register.episodes import episodes
from geo_app.register.reading import FIELDS as READING_FIELDS
from geo_app.register.reading import Reading, now_reading, reading_from
from geo_app.register.rights import refuse_ending_without_right
from geo_app.register.rules import FIELDS, REFERENCES, new_event
from geo_app.register.sequence import RuleError
from geo_app.register.vocabulary import CATEGORIES, CLEARANCES, LEVELS


def hotspot_by(code: str, reading: Reading | None = None) -> queries.Standing:
    """One hotspot, withdrawn and merged ones included; outside the scope as if there were none."""
    if not code.isprintable():
        # A database may choke on what no code can hold.
        raise errors.NotFoundError(_("There is no such hotspot."))
    return queries.standing(session(), code, scope=current_scope(), reading=reading, ended=True)


@blueprint.get("/openapi.json")
@blueprint.doc(hide=True)
@allow(Action.VIEW)
def description() -> Response:
    kept = current_app.extensions["api"]
    if not kept:
        kept.update(current_app.spec)  # type: ignore[attr-defined]  # APIFlask's own application
    return answer(kept)


@blueprint.get("/hotspots")
@blueprint.doc(
    summary="The register as GeoJSON",
    operation_id="listHotspots",
    responses={**success("FeatureCollection", kind=GEOJSON), **problems(422)},
    extensions={
        "parameters": [
            in_query("district", "Code of a district of 2024.", example="020"),
            in_query("category", "What kind of place.", enum=list(CATEGORIES)),
            in_query("level", "How troubled it is.", enum=list(LEVELS)),
            in_query("clearance", "What became of it.", enum=list(CLEARANCES)),
            *openapi.READING,
        ]
    },
)
@allow(Action.VIEW)
def hotspots() -> Response:
    values = requests.query("district", "category", "level", "clearance", "as_of", "known_on")
    filters, reading = requests.filters_of(values), reading_from(values)
    scope = current_scope()
    found = queries.standings(session(), scope=scope, filters=filters, reading=reading)
    mark = marks.mark_of(session(), found, reading, scope=scope)
    return answer({**feature_collection(found), "mark": mark}, content_type=GEOJSON)


@blueprint.get("/hotspots/<code>")
@blueprint.doc(
    summary="One hotspot as a GeoJSON feature, with its episodes",
    operation_id="getHotspot",
    responses={
        **success("Hotspot", kind=GEOJSON, ETag=ETAG),
        304: {"description": "It is still the version named in If-None-Match."},
        **problems(404, 422),
    },
    extensions={"parameters": [openapi.IF_NONE_MATCH, *openapi.READING]},
)
@allow(Action.VIEW)
def hotspot(code: str) -> Response:
    reading = reading_from(requests.query(*READING_FIELDS))
    standing = hotspot_by(code, reading)
    feature = hotspot_json(standing, reading)
    if not reading.is_now:
        # The tag names the version that stands now, and is what a writer builds on.
        return answer(feature, content_type=GEOJSON)
    return with_version(answer(feature, content_type=GEOJSON), standing)


def hotspot_json(standing: queries.Standing, reading: Reading | None = None) -> dict[str, Any]:
    """One hotspot as a feature, with the episodes that its events tell in a reading."""
    number, feature = standing.hotspot.id, feature_of(standing)
    events = queries.histories_in_force(session(), [number], reading or now_reading())[number]
    feature["properties"]["episodes"] = [episode_json(each) for each in episodes(events)]
    return feature


@blueprint.get("/hotspots/<code>/events")
@blueprint.doc(
    summary="Everything that was recorded of a hotspot",
    operation_id="listEvents",
    responses={**success("History", ETag=ETAG), **problems(404, 422)},
    extensions={"parameters": openapi.READING},
)
@allow(Action.VIEW)
def events(code: str) -> Response:
    reading = reading_from(requests.query(*READING_FIELDS))
    standing = hotspot_by(code, reading)
    body = {
        "hotspot": code,
        "version": standing.version,
        "events": list(history(standing, reading).values()),
    }
    return with_version(answer(body), standing) if reading.is_now else answer(body)


@blueprint.get("/hotspots/<code>/events/<int:number>")
@blueprint.doc(
    summary="One event", operation_id="getEvent", responses={**success("Event"), **problems(404)}
)
@allow(Action.VIEW)
def event(code: str, number: int) -> Response:
    found = history(hotspot_by(code)).get(number)
    if found is None:
        raise errors.NotFoundError(
            _("Hotspot %(code)s has no event %(number)s.", code=code[:40], number=number)
        )
    return answer(found)


@blueprint.post("/hotspots/<code>/events")
@blueprint.doc(
    summary="Record an event; an axis left out is unchanged",
    description="A correction names the event it `supersedes`; a `kind` other than state takes "
    "an event back, withdraws the hotspot, or merges it into another.",
    operation_id="recordEvent",
    responses={
        **success("Recorded", status=201, ETag=ETAG, Location=LOCATION),
        **problems(400, 403, 404, 409, 412, 413, 415, 422),
    },
    extensions={
        "parameters": [openapi.IF_MATCH, openapi.IDEMPOTENCY_KEY],
        "requestBody": openapi.json_body("NewEvent"),
    },
)
@allow(Action.RECORD_EVENT)
@once
def record_event(code: str) -> Any:
    version = requests.expected_version(hotspot_by(code))
    new = new_event(requests.json_object((*FIELDS, *REFERENCES)), today=today(), may_restate=True)
    refuse_ending_without_right(session(), code, new, scope=current_scope())
    try:
        recorded = actions.record_event(
            database(),
            code,
            new,
            actor=current_actor(),
            scope=current_scope(),
            version=version,
        )
    except errors.StaleError as stale:
        return what_stands_now(code, version or 0, stale)
    except RuleError as broken:
        broken.more["current"] = hotspot_json(hotspot_by(code))
        raise
    standing = hotspot_by(code)
    body = {"event": history(standing)[recorded.entry_number], "hotspot": hotspot_json(standing)}
    response = answer(body, HTTPStatus.CREATED)
    response.set_etag(tag_of(standing))
    response.headers["Location"] = url_for("api.event", code=code, number=recorded.entry_number)
    return response


def history(
    standing: queries.Standing, reading: Reading | None = None
) -> dict[int, dict[str, Any]]:
    """Every event of a hotspot by its number, the latest first."""
    found = queries.history(session(), standing.hotspot, reading)
    superseding = corrections.superseding(session(), standing.hotspot, reading or now_reading())
    code, scope = standing.hotspot.code, current_scope()
    return {
        each.entry_number: event_json(each, code, scope=scope, superseded=each.id in superseding)
        for each in found
    }


def what_stands_now(code: str, version: int, stale: errors.StaleError) -> Response:
    """Tell the second of two writers what the first one saved."""
    standing = hotspot_by(code)
    missed = queries.events_after(session(), standing.hotspot, version) if version else []
    response = errors.problem(
        stale.status,
        stale.title,
        stale.detail,
        current=hotspot_json(standing),
        recorded_since=[event_json(each, code, scope=current_scope()) for each in missed],
    )
    response.set_etag(tag_of(standing))
    return response
