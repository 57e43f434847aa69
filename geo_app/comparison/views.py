"""Two readings of the register side by side, and what changed between them in words."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _

from geo_app.accounts.access import allow, current_scope
from geo_app.accounts.permissions import Action
from geo_app.comparison.forms import ComparisonForm, query_of, quick_choices
from geo_app.db import session
from geo_app.i18n import show_date, show_moment, today
from geo_app.mapping.document import current_map
from geo_app.register.changes import changes
from geo_app.register.changes_in_words import sentences
from geo_app.register.forms import FilterBar
from geo_app.register.queries import Filters, hotspot_counts, known_until
from geo_app.register.reading import Reading

blueprint = Blueprint("comparison", __name__)


@blueprint.get("/compare")
@allow(Action.VIEW)
def index() -> Any:
    scope = current_scope()
    bar = FilterBar.from_query(request.args, hotspot_counts(session(), scope=scope), scope)
    district: dict[str, Any] = {"district": bar.filters.district} if bar.filters.district else {}
    form = ComparisonForm.from_query(request.args)
    if "swap" in request.args:
        query: dict[str, Any] = {**form.swapped(), **district}
        return redirect(url_for("comparison.index", **query))
    shown: dict[str, Any] = {"form": form, "bar": bar, "district": district}
    if form.errors:
        page = render_template(
            "comparison/index.html", **shown, choices=quick_choices(today(), today())
        )
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    before, after = form.readings["before"], form.readings["after"]
    return render_template(
        "comparison/index.html",
        **shown,
        choices=quick_choices(today(), after.as_of),
        before=before,
        after=after,
        titles={"before": title_of(before), "after": title_of(after)},
        # Maps are kept by their titles: with the days in them, none would be used twice.
        maps={
            "before": current_map("before", _("Map of the first day")),
            "after": current_map("after", _("Map of the second day")),
        },
        sentences=sentences,
        permanent=query_of(settled(before), settled(after)),
        scope=scope,
        found=changes(
            session(),
            scope=scope,
            filters=Filters(district=bar.filters.district),
            before=before,
            after=after,
        ),
    )


def settled(reading: Reading) -> Reading:
    """The reading as it is known now: what is learned later leaves its answer as it is."""
    return replace(reading, known_on=known_until(session(), reading, scope=current_scope()))


def title_of(reading: Reading) -> str:
    if reading.known_on is None:
        return _("State of %(day)s", day=show_date(reading.as_of))
    return _(
        "State of %(day)s as known on %(moment)s",
        day=show_date(reading.as_of),
        moment=show_moment(reading.known_on),
    )
