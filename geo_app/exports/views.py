"""Downloads."""

from flask import Blueprint, Response, request
from werkzeug import Response as Answer

from geo_app.accounts.access import allow, current_scope
from geo_app.accounts.permissions import Action
from geo_app.db import session
from geo_app.exports.sheets import MIME_TYPES, day_of_state, district_sheet

blueprint = Blueprint("exports", __name__)


@blueprint.get("/districts/<code>/snapshot.<format_name>")
@allow(Action.VIEW)
def district_snapshot(code: str, format_name: str) -> Answer:
    """The district's map sheet; `?as_of=` is the day of the state, `?download=1` saves it."""
    as_of = day_of_state(request.args.get("as_of"))
    sheet = district_sheet(session(), code, format_name, scope=current_scope(), as_of=as_of)
    response = Response(sheet, mimetype=MIME_TYPES[format_name])
    response.headers["Cache-Control"] = "private, no-cache"
    if request.args.get("download"):
        name = f"hotspots-{code}-{as_of.isoformat()}.{format_name}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.add_etag()
    return response.make_conditional(request)
