"""The districts, and one of them with its hotspots, its map and its sheet."""

from flask import Blueprint, render_template, request

from geo_app.accounts.access import allow, current_scope
from geo_app.accounts.permissions import Action
from geo_app.db import session
from geo_app.districts import queries
from geo_app.errors import InvalidError
from geo_app.exports.sheets import day_of_state
from geo_app.i18n import today
from geo_app.mapping.document import current_map

blueprint = Blueprint("districts", __name__)


@blueprint.get("/districts")
@allow(Action.VIEW)
def index() -> str:
    found = queries.districts(session(), scope=current_scope())
    return render_template("districts/index.html", districts=found)


@blueprint.get("/districts/<code>")
@allow(Action.VIEW)
def show(code: str) -> str | tuple[str, int]:
    district = queries.district(session(), code, scope=current_scope())
    asked, day, trouble = request.args.get("as_of"), today(), None
    try:
        day = day_of_state(asked)
    except InvalidError as error:
        trouble = error
    page = render_template(
        "districts/show.html",
        document=current_map(),
        district=district,
        unit=district.unit,
        as_of=day,
        # As text: a browser's own field shows month/day on an English system.
        as_of_typed=asked or f"{day.day}/{day.month}/{day.year}",
        is_today=day == today(),
        trouble=trouble,
    )
    return (page, int(trouble.status)) if trouble else page
