"""The page of a hotspot with the form that corrects one of its entries, or takes it back."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from geo_app.accounts.access import allow, current_scope
from geo_app.accounts.permissions import Action
from geo_app.db import session
from geo_app.errors import NotFoundError
from geo_app.register import corrections, queries
from geo_app.register.forms_hotspot import HotspotForm
from geo_app.register.models import Event
from geo_app.register.reading import now_reading
from geo_app.register.views import blueprint, hotspot_page


@blueprint.get("/hotspots/<code>/events/<int:number>/correct")
@allow(Action.RECORD_EVENT)
def correct(code: str, number: int) -> Any:
    return page_about(code, number, HotspotForm.correcting)


@blueprint.get("/hotspots/<code>/events/<int:number>/take-back")
@allow(Action.RECORD_EVENT)
def take_back(code: str, number: int) -> Any:
    return page_about(code, number, HotspotForm.taking_back)


def page_about(code: str, number: int, form_about: Callable[[Event], HotspotForm]) -> Any:
    """The page with a form about one event; without it where that event no longer counts."""
    hotspot = queries.standing(session(), code, scope=current_scope(), ended=True).hotspot
    history = queries.history(session(), hotspot)
    event = next((each for each in history if each.entry_number == number), None)
    if event is None:
        raise NotFoundError(
            _("Hotspot %(code)s has no event %(number)s.", code=code[:40], number=number)
        )
    reading = now_reading()
    superseded = event.id in corrections.superseding(session(), hotspot, reading)
    ended = corrections.ending(session(), hotspot, reading) is not None
    if superseded or ended or event.kind != "state":
        flash(_("This entry cannot be changed any more; the timeline says why."), "warning")
        return redirect(url_for("register.show", code=code, _anchor="messages"))
    return hotspot_page(code, form_about(event))
