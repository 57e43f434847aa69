"""A new hotspot: it is described, its place is looked at, then it is saved with a first event."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from geo_app.accounts.access import allow, current_actor, current_scope
from geo_app.accounts.permissions import Action
from geo_app.db import database, session
from geo_app.errors import InvalidError, NotFoundError, UnavailableError
from geo_app.i18n import today
from geo_app.mapping.document import current_map
from geo_app.mapping.preview import query_of_preview
from geo_app.register import actions, prepared
from geo_app.register.duplicates import Likely, LikelyDuplicateError, likely_duplicates
from geo_app.register.finding import VERDICTS, FoundPlace, find_place
from geo_app.register.forms_new import NewHotspotForm
from geo_app.register.new_hotspots import Described, communes_of, districts_open_to
from geo_app.register.places import marked_steps
from geo_app.register.saving import trouble_in_words
from geo_app.register.views import blueprint

Answer = Any


@blueprint.get("/hotspots/new")
@allow(Action.ADD_HOTSPOT)
def new() -> Answer:
    key = request.args.get("prepared")
    if key is not None:
        return prepared_page(key)
    open_to = [unit.code for unit in districts_open_to(current_scope())]
    asked = request.args.get("district", "")
    # Whoever looks after one district need not choose it.
    district = asked if asked in open_to else open_to[0] if len(open_to) == 1 else ""
    return new_page(NewHotspotForm.blank(district))


def prepared_page(key: str) -> Answer:
    """What was described before, with the place to which it leads."""
    found = prepared.find(session(), current_actor().user_id, key)
    if found is None:
        trouble = NotFoundError(_("This description is kept no longer. Describe the place again."))
        return new_page(NewHotspotForm(), trouble=trouble), trouble.status
    form = NewHotspotForm.kept(found)
    try:
        return new_page(form, sight=sight_of(form))
    except InvalidError:
        # Kept on the way, before it was complete.
        return new_page(form)


@blueprint.post("/hotspots/new")
@allow(Action.ADD_HOTSPOT)
def add() -> Answer:
    form = NewHotspotForm.sent(request.form)
    step = request.form.get("step")
    if step == "communes":
        return new_page(form) if form.trouble_in_texts() else on_to(form)
    if step == "save":
        return save(form)
    suggested = request.form.get("suggestion")
    return look(form.looking_for(suggested) if suggested else form)


def on_to(form: NewHotspotForm) -> Answer:
    """To a page with an address of its own; the texts of the form must have passed the rules."""
    key = prepared.keep(database(), current_actor().user_id, form.about(), form.content())
    return redirect(url_for("register.new", prepared=key))


@dataclass(frozen=True)
class Sight:
    """Where a description leads, and what may stand there already."""

    described: Described
    found: FoundPlace
    likely: list[Likely]


def look(form: NewHotspotForm) -> Answer:
    """Show where the description leads; what is said of the first event need not be complete."""
    try:
        form.described(current_scope())
        errors = form.trouble_in_texts()
        if not errors:
            with trouble_in_words():
                return on_to(form)
    except InvalidError as error:
        return new_page(form.refused(error), trouble=error), error.status
    except UnavailableError as error:
        return new_page(form, trouble=error), error.status
    marked = InvalidError(_("Nothing was saved. Correct what is marked."), errors=errors)
    return new_page(form.refused(marked), sight=sight_of(form), trouble=marked), marked.status


def save(form: NewHotspotForm) -> Answer:
    sight = None
    try:
        # All that is wrong at once, with the place if that much is right.
        sight = sight_if_described(form)
        hotspot = form.hotspot(today(), current_scope())
        sight = sight or sight_of(form)
        if not form.has_seen(sight.described):
            return new_page(form, sight=sight, unseen=True), HTTPStatus.CONFLICT
        with trouble_in_words():
            added, _event = actions.add_hotspot(
                database(), hotspot, actor=current_actor(), scope=current_scope()
            )
    except LikelyDuplicateError as error:
        return new_page(form, sight=sight_of(form), doubted=True), error.status
    except InvalidError as error:
        return new_page(form.refused(error), sight=sight, trouble=error), error.status
    except UnavailableError as error:
        return new_page(form, sight=sight, trouble=error), error.status
    prepared.forget(database(), current_actor().user_id, form.about())
    flash(_("Saved as %(code)s. The map and the tables show it now.", code=added.code), "success")
    return redirect(url_for("register.show", code=added.code))


def sight_of(form: NewHotspotForm) -> Sight:
    scope = current_scope()
    described = form.described(scope)
    found = find_place(described)
    likely = likely_duplicates(session(), described, found.located, scope=scope)
    return Sight(described, found, likely)


def sight_if_described(form: NewHotspotForm) -> Sight | None:
    try:
        return sight_of(form)
    except InvalidError:
        return None


def new_page(
    form: NewHotspotForm,
    *,
    sight: Sight | None = None,
    trouble: Exception | None = None,
    unseen: bool = False,
    doubted: bool = False,
) -> str:
    """The form; with the place it describes, once enough is said to look for one."""
    districts, chosen = districts_open_to(current_scope()), form.value("district")
    return render_template(
        "register/new.html",
        document=current_map(),
        form=form.having_seen(sight.described) if sight else form,
        districts=districts,
        communes=communes_of(chosen) if any(unit.code == chosen for unit in districts) else [],
        sight=sight,
        steps=marked_steps(sight.found.located.steps) if sight else [],
        verdicts=VERDICTS,
        preview=query_of_preview(sight.described) if sight else "",
        trouble=trouble,
        unseen=unseen,
        doubted=doubted,
    )
