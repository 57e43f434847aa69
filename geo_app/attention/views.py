"""The page of what needs attention."""

from flask import Blueprint, current_app, render_template, request

from geo_app.accounts.access import allow, current_scope
from geo_app.accounts.permissions import Action
from geo_app.attention.queries import Limits, attention
from geo_app.db import session
from geo_app.register import queries
from geo_app.register.forms import FilterBar
from geo_app.register.reading import reading_from

blueprint = Blueprint("attention", __name__)

# More rows than anybody reads; a page of all that a large register holds would not open.
LONGEST_LIST = 100


@blueprint.get("/attention")
@allow(Action.VIEW)
def index() -> str:
    scope, reading = current_scope(), reading_from(request.args)
    limits = Limits.of(current_app.config)
    counts = queries.hotspot_counts(session(), scope=scope)
    asked = {"district": request.args.get("district", "")}
    bar = FilterBar.from_query(asked, counts, scope)
    found = queries.standings(session(), scope=scope, filters=bar.filters, reading=reading)
    return render_template(
        "attention/index.html",
        attention=attention(session(), found, reading=reading, limits=limits),
        limits=limits,
        bar=bar,
        reading=reading,
        longest=LONGEST_LIST,
    )
