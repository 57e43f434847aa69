"""The desk: the map beside what needs attention, as of the day that the slider stands at."""

from flask import Blueprint, current_app, render_template, request

from geo_app.accounts.access import allow, current_scope
from geo_app.accounts.permissions import Action
from geo_app.attention.queries import Limits, attention
from geo_app.db import session
from geo_app.desk.frame import frame
from geo_app.desk.stops import stops
from geo_app.errors import UnanswerableError
from geo_app.i18n import today
from geo_app.indicators.periods import YEAR
from geo_app.indicators.queries import appendix_one
from geo_app.mapping.document import current_map
from geo_app.register import queries
from geo_app.register.forms import FilterBar
from geo_app.register.progress import progress
from geo_app.register.reading import now_reading, reading_from
from geodata.plan import PLAN

blueprint = Blueprint("desk", __name__)
blueprint.app_context_processor(frame)


@blueprint.get("/")
@allow(Action.VIEW)
def index() -> str | tuple[str, int]:
    scope, reading, trouble = current_scope(), now_reading(), None
    try:
        reading = reading_from(request.args)
    except UnanswerableError as error:
        trouble = error
    counts = queries.hotspot_counts(session(), scope=scope)
    bar = FilterBar.from_query(request.args, counts, scope)
    limits = Limits.of(current_app.config)
    everything = queries.standings(session(), scope=scope, reading=reading)
    page = render_template(
        "desk/desk.html",
        document=current_map(),
        bar=bar,
        reading=reading,
        kept=reading.as_query(),
        stops=stops(PLAN.signed_on, today(), shown=reading.as_of),
        reading_trouble=trouble,
        shown=queries.standings(session(), scope=scope, filters=bar.filters, reading=reading),
        total=len(everything),
        attention=attention(session(), everything, reading=reading, limits=limits),
        limits=limits,
        progress=progress(session(), scope=scope, reading=reading),
        indicators=appendix_one(session(), scope=scope, reading=reading),
        year=YEAR,
    )
    return (page, int(trouble.status)) if trouble else page
