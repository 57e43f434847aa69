"""Downloads."""

from flask import Blueprint, Response, request
from werkzeug import Response as Answer

from geo_app.accounts.access import allow, current_scope
from geo_app.accounts.permissions import Action
from geo_app.db import session
from geo_app.exports.sheets import MIME_TYPES, district_sheet
from geo_app.register.reading import reading_from

blueprint = Blueprint("exports", __name__)


@blueprint.get("/districts/<code>/snapshot.<format_name>")
@allow(Action.VIEW)
def district_snapshot(code: str, format_name: str) -> Answer:
    """The district's map sheet of a reading (`as_of`, `known_on`); `?download=1` saves it."""
    reading = reading_from(request.args)
    sheet = district_sheet(session(), code, format_name, scope=current_scope(), reading=reading)
    response = Response(sheet, mimetype=MIME_TYPES[format_name])
    response.headers["Cache-Control"] = "private, no-cache"
    if request.args.get("download"):
        name = f"hotspots-{code}-{reading.as_of.isoformat()}.{format_name}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.add_etag()
    return response.make_conditional(request)
