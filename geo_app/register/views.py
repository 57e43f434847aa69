"""The register as a table, one hotspot with its timeline, and what is recorded there."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from geo_app.accounts.access import allow, current_actor, current_scope
from geo_app.accounts.permissions import Action
from geo_app.db import database, session
from geo_app.errors import InvalidError, StaleError, UnavailableError
from geo_app.i18n import today
from geo_app.mapping.document import current_map
from geo_app.register import actions, pages, queries
from geo_app.register.forms import EventForm, FilterBar, whole_number
from geo_app.register.places import describe_steps
from geo_app.register.progress import progress
from geo_app.register.reading import Reading, now_reading, reading_from
from geo_app.register.saving import trouble_in_words

blueprint = Blueprint("register", __name__)

PAGE_LENGTH = 50
PARTS = ("to_clear", "to_keep", "new")


@blueprint.get("/hotspots")
@allow(Action.VIEW)
def index() -> str:
    scope = current_scope()
    bar = FilterBar.from_query(request.args, queries.hotspot_counts(session(), scope=scope))
    part = request.args.get("part")
    part = part if part in PARTS else None
    reading = reading_from(request.args)
    found = queries.standings(session(), scope=scope, filters=bar.filters, reading=reading)
    if part:
        lists = progress(session(), scope=scope, reading=reading)
        codes = {each.hotspot.code for each in getattr(lists, part)}
        found = [each for each in found if each.hotspot.code in codes]
    last = max(1, -(-len(found) // PAGE_LENGTH))
    page = min(max(1, whole_number(request.args.get("page", "1"))), last)
    return render_template(
        "register/index.html",
        bar=bar,
        part=part,
        found=found[(page - 1) * PAGE_LENGTH : page * PAGE_LENGTH],
        count=len(found),
        page=page,
        last=last,
        reading=reading,
        kept={
            **bar.filters.as_query(),
            **({"part": part} if part else {}),
            **reading.as_query(),
        },
    )


@blueprint.get("/hotspots/<code>")
@allow(Action.VIEW)
def show(code: str) -> str:
    return hotspot_page(code, EventForm(), reading=reading_from(request.args))


@blueprint.post("/hotspots/<code>/events")
@allow(Action.RECORD_EVENT)
def record(code: str) -> Any:
    form = EventForm.sent(request.form)
    try:
        new = form.event(today())
        with trouble_in_words():
            actions.record_event(
                database(),
                code,
                new,
                actor=current_actor(),
                scope=current_scope(),
                version=form.version,
            )
    except InvalidError as error:
        return hotspot_page(code, form.refused(error), trouble=error), error.status
    except StaleError as error:
        return hotspot_page(code, form, stale=error), error.status
    except UnavailableError as error:
        # A busy database can still be read: the page comes back with what was typed.
        return hotspot_page(code, form, trouble=error), error.status
    flash(_("Saved. The map and the tables show it now."), "success")
    return redirect(url_for("register.show", code=code, _anchor="timeline"))


@blueprint.post("/hotspots/<code>/place/confirm")
@allow(Action.CONFIRM_PLACE)
def confirm_place(code: str) -> Any:
    try:
        actions.confirm_place(
            database(),
            code,
            actor=current_actor(),
            scope=current_scope(),
            version=whole_number(request.form.get("version")),
        )
    except StaleError as error:
        return hotspot_page(code, EventForm(), trouble=error), HTTPStatus.PRECONDITION_FAILED
    flash(_("The place is confirmed."), "success")
    return redirect(url_for("register.show", code=code, _anchor="place"))


def hotspot_page(
    code: str,
    form: EventForm,
    *,
    reading: Reading | None = None,
    trouble: Exception | None = None,
    stale: StaleError | None = None,
) -> str:
    """The page with the form as it was sent; only a writer who was told is based anew."""
    reading = reading or now_reading()
    standing = queries.standing(session(), code, scope=current_scope(), reading=reading, ended=True)
    events = queries.history(session(), standing.hotspot, reading)
    superseded = queries.superseded_ids(session(), standing.hotspot, reading)
    entries = pages.timeline(events, superseded)
    missed = [entry for entry in entries if entry.event.id > form.last_seen] if stale else []
    if stale or not form.version:
        form = form.based_on(standing.hotspot.version, pages.last_event(events))
    return render_template(
        "register/show.html",
        document=current_map(),
        reading=reading,
        standing=standing,
        hotspot=standing.hotspot,
        entries=entries,
        level_since=pages.since(entries, "level"),
        clearance_since=pages.since(entries, "clearance"),
        verdicts=pages.VERDICTS,
        length_m=pages.line_length_m(standing.hotspot),
        steps=describe_steps(standing.hotspot.place_steps),
        form=form,
        trouble=trouble,
        stale=stale,
        missed=missed,
    )
