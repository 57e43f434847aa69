"""The Folium document, its script, its symbols and its data."""

from flask import Blueprint, Response, abort, json, render_template, request
from flask_babel import gettext as _
from werkzeug import Response as Answer

import geodata.layers
from geo_app.accounts.access import allow, current_scope
from geo_app.accounts.permissions import Action
from geo_app.db import session
from geo_app.errors import InvalidError
from geo_app.i18n import language
from geo_app.mapping.document import MAP_NAMES, current_map
from geo_app.mapping.features import feature_collection
from geo_app.mapping.preview import preview_feature
from geo_app.register import queries
from geo_app.register.reading import reading_from
from geo_app.register.vocabulary import CATEGORIES, CLEARANCES, LEVELS
from maps.symbology import symbol_svg

blueprint = Blueprint("mapping", __name__)

# What the package ships changes with a new version only; the address stays, so a day is enough.
PACKAGED_SECONDS = 24 * 60 * 60


def revalidated(response: Response, stamp: str) -> Answer:
    """Let the browser keep the answer, and ask each time whether it still stands."""
    response.set_etag(stamp)
    response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request)


@blueprint.get("/map")
@allow(Action.VIEW)
def map_page() -> str:
    return render_template("mapping/map.html", document=current_map())


@blueprint.get("/map/script.js")
@allow(Action.VIEW)
def script() -> Answer:
    name = request.args.get("map", "")
    if name not in MAP_NAMES:
        abort(404)
    response = Response(current_map(name).script, mimetype="text/javascript")
    response.add_etag()
    response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request)


@blueprint.get("/map/hotspots.geojson")
@allow(Action.VIEW)
def hotspots() -> Answer:
    filters, reading = queries.Filters.from_query(request.args), reading_from(request.args)
    scope = current_scope()
    who = "all" if scope is None else "+".join(sorted(scope))
    stamp = f"{queries.register_stamp(session(), scope=scope)}.{reading.as_of}.{language()}.{who}"
    if stamp in request.if_none_match:
        return revalidated(Response(status=304), stamp)
    found = queries.standings(session(), scope=scope, filters=filters, reading=reading)
    collection = feature_collection(found, reading.as_query())
    if "preview" in request.args:
        feature = preview_feature(request.args, scope)
        collection["features"] += [feature] if feature else []
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    return revalidated(Response(text, mimetype="application/geo+json"), stamp)


@blueprint.get("/map/layers/<name>.geojson")
@allow(Action.VIEW)
def layer(name: str) -> Answer:
    if name not in geodata.layers.WEB_LAYERS:
        abort(404)
    response = Response(geodata.layers.layer_geojson(name), mimetype="application/geo+json")
    response.headers["Cache-Control"] = f"private, max-age={PACKAGED_SECONDS}"
    response.add_etag()
    return response.make_conditional(request)


@blueprint.get("/map/symbols/<category>-<level>-<clearance>.svg")
@allow(Action.VIEW)
def symbol(category: str, level: str, clearance: str) -> Response:
    if category not in CATEGORIES or level not in LEVELS or clearance not in CLEARANCES:
        raise InvalidError(_("There is no such symbol."))
    response = Response(symbol_svg(category, level, clearance), mimetype="image/svg+xml")
    response.headers["Cache-Control"] = f"private, max-age={PACKAGED_SECONDS}"
    return response
