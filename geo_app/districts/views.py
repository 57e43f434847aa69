"""The districts, and one of them with its hotspots, its map and its sheet."""

from flask import Blueprint, render_template, request

from geo_app.accounts.access import allow, current_scope
from geo_app.accounts.permissions import Action
from geo_app.db import session
from geo_app.districts import queries
from geo_app.errors import UnanswerableError
from geo_app.i18n import typed_day
from geo_app.mapping.document import current_map
from geo_app.register.reading import now_reading, reading_from

blueprint = Blueprint("districts", __name__)


@blueprint.get("/districts")
@allow(Action.VIEW)
def index() -> str:
    reading = reading_from(request.args)
    found = queries.districts(session(), scope=current_scope(), reading=reading)
    return render_template("districts/index.html", districts=found, reading=reading)


@blueprint.get("/districts/<code>")
@allow(Action.VIEW)
def show(code: str) -> str | tuple[str, int]:
    reading, trouble = now_reading(), None
    try:
        reading = reading_from(request.args)
    except UnanswerableError as error:
        trouble = error
    district = queries.district(session(), code, scope=current_scope(), reading=reading)
    page = render_template(
        "districts/show.html",
        document=current_map(),
        district=district,
        unit=district.unit,
        reading=reading,
        # As text: a browser's own field shows month/day on an English system.
        as_of_typed=request.args.get("as_of") or typed_day(reading.as_of),
        known_on_typed=request.args.get("known_on") or "",
        trouble=trouble,
    )
    return (page, int(trouble.status)) if trouble else page
