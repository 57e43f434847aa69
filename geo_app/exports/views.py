"""Downloads."""

from functools import partial
from http import HTTPStatus

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug import Response as Answer

from geo_app import drawing
from geo_app.accounts import audit
from geo_app.accounts.access import allow, current_actor, current_scope
from geo_app.accounts.permissions import Action
from geo_app.db import close_session, database, session
from geo_app.errors import NotFoundError
from geo_app.exports.downloads import as_download
from geo_app.exports.histories import history_of
from geo_app.exports.sheets import MIME_TYPES, district_sheet, said_of
from geo_app.register import queries
from geo_app.register.reading import reading_from
from maps.history import PictureWidth, draw_history

blueprint = Blueprint("exports", __name__)

# What a picture can still be read with; a longer list is narrowed by its filters.
MOST_LINES = 200


@blueprint.get("/districts/<code>/snapshot.<format_name>")
@allow(Action.VIEW)
def district_snapshot(code: str, format_name: str) -> Answer:
    """The district's map sheet of a reading (`as_of`, `known_on`); `?download=1` saves it."""
    reading = reading_from(request.args)
    sheet = district_sheet(session(), code, format_name, scope=current_scope(), reading=reading)
    response = Response(drawn(sheet), mimetype=MIME_TYPES[format_name])
    if request.args.get("download"):
        as_download(response, "hotspots", code, reading.as_of.isoformat(), ending=format_name)
    answer = kept_if_same(response)
    if answer.status_code == HTTPStatus.OK:
        # Not where the browser has the very same sheet already.
        audit.note(
            database(),
            current_actor(),
            "export.sheet",
            f"district/{code}",
            after={"format": format_name, **said_of(reading)},
        )
    return answer


@blueprint.get("/history.svg")
@allow(Action.VIEW)
def history() -> Answer:
    """The lines of history of a reading, narrowed like the register; `code` asks for one of them.

    `?width=narrow` is the picture for a phone.
    """
    reading, filters = reading_from(request.args), queries.Filters.from_query(request.args)
    code = request.args.get("code")
    found = queries.standings(
        session(),
        scope=current_scope(),
        filters=filters,
        reading=reading,
        codes=None if code is None else [code],
        ended=code is not None,
    )
    lines = history_of(session(), found[:MOST_LINES], reading)
    if lines is None:
        raise NotFoundError(_("There is no hotspot to draw a line of history for."))
    width: PictureWidth = "narrow" if request.args.get("width") == "narrow" else "wide"
    picture = partial(
        draw_history,
        lines.rows,
        lines.texts,
        start=lines.start,
        end=lines.end,
        format="svg",
        width=width,
    )
    return kept_if_same(Response(drawn(picture), mimetype=MIME_TYPES["svg"]))


def drawn(job: drawing.Job) -> bytes:
    # What waits in line keeps no connection to the database from others.
    close_session()
    return drawing.draw(current_user.id, job)


def kept_if_same(response: Response) -> Answer:
    """Let the browser keep a drawing, and ask each time whether it still is the same."""
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    return response.make_conditional(request)
