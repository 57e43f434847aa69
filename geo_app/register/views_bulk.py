"""A survey day: one event for many hotspots, chosen from a list, previewed, saved together.

Each page holds what was decided on those before it, so that it works without scripts and an
address can be opened anew at any time.
"""

from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from geo_app.accounts.access import allow, current_actor, current_scope
from geo_app.accounts.permissions import Action
from geo_app.db import database, session
from geo_app.errors import InvalidError, ServiceError, UnavailableError
from geo_app.i18n import today
from geo_app.register import queries, together
from geo_app.register.bulk import (
    MOST_CHOSEN,
    Choice,
    choices_in,
    lines_of,
    saved_sentence,
    stale_codes,
)
from geo_app.register.forms import EventForm, FilterBar
from geo_app.register.rules import NewEvent
from geo_app.register.saving import trouble_in_words
from geo_app.register.views import blueprint

Answer = Any


@blueprint.get("/hotspots/bulk")
@allow(Action.RECORD_EVENT)
def bulk() -> str:
    return list_page(everything="all" in request.args)


@blueprint.post("/hotspots/bulk")
@allow(Action.RECORD_EVENT)
def bulk_step() -> Answer:
    chosen = choices_in(request.form.getlist("hotspot"))
    if not 0 < len(chosen) <= MOST_CHOSEN:
        trouble = InvalidError(_("Nothing is chosen. Tick the hotspots that were surveyed."))
        if chosen:
            sentence = _("At most %(most)s hotspots can be updated at once.", most=MOST_CHOSEN)
            trouble = InvalidError(sentence)
        return list_page(chosen, trouble=trouble), trouble.status
    form = EventForm.sent(request.form)
    step = request.form.get("step")
    if step not in {"preview", "leave_out", "save"}:
        return form_page(chosen, form)
    try:
        new = form.event(today())
        with trouble_in_words():
            return save(chosen, form, new) if step == "save" else preview(chosen, form, new, step)
    except InvalidError as error:
        return form_page(chosen, form.refused(error), trouble=error), error.status
    except UnavailableError as error:
        # A busy database can still be read: the page comes back with what was typed.
        return form_page(chosen, form, trouble=error), error.status


def preview(chosen: list[Choice], form: EventForm, new: NewEvent, step: str) -> Answer:
    outcomes = tried(chosen, new)
    if step == "leave_out":
        chosen = [
            choice
            for choice, outcome in zip(chosen, outcomes, strict=True)
            if not outcome.trouble and str(choice) not in request.form.getlist("stale")
        ]
        if not chosen:
            trouble = InvalidError(_("None is left that could be saved. Choose others."))
            return list_page(trouble=trouble), trouble.status
        outcomes = tried(chosen, new)
    return preview_page(form, outcomes)


def save(chosen: list[Choice], form: EventForm, new: NewEvent) -> Answer:
    outcomes = tried(chosen, new, keep=True)
    if not any(outcome.trouble for outcome in outcomes):
        flash(saved_sentence(len(outcomes)), "success")
        return redirect(url_for("register.index", **kept()))
    stale = stale_codes(outcomes)
    # Whoever has been told builds on what stands now.
    current = standings_of(chosen)
    renewed = [
        Choice(each.code, current[each.code].hotspot.version)
        if each.code in stale and each.code in current
        else each
        for each in chosen
    ]
    return preview_page(form, tried(renewed, new), stale=stale, refused=True), HTTPStatus.CONFLICT


def tried(chosen: list[Choice], new: NewEvent, *, keep: bool = False) -> list[together.Outcome]:
    return together.record_together(
        database(),
        [choice.planned(new) for choice in chosen],
        actor=current_actor(),
        scope=current_scope(),
        keep=keep,
    )


def standings_of(chosen: list[Choice]) -> dict[str, queries.Standing]:
    codes = [choice.code for choice in chosen]
    return together.standings_of(session(), codes, current_scope())


def filter_bar() -> FilterBar:
    scope = current_scope()
    counts = queries.hotspot_counts(session(), scope=scope)
    return FilterBar.from_query(request.args, counts, scope)


def kept() -> dict[str, Any]:
    return filter_bar().filters.as_query()


def list_page(
    chosen: list[Choice] | None = None,
    *,
    everything: bool = False,
    trouble: ServiceError | None = None,
) -> str:
    bar = filter_bar()
    found = queries.standings(session(), scope=current_scope(), filters=bar.filters)
    return render_template(
        "register/bulk.html",
        bar=bar,
        found=found[:MOST_CHOSEN],
        count=len(found),
        most=MOST_CHOSEN,
        chosen={choice.code for choice in chosen or []},
        everything=everything,
        kept=bar.filters.as_query(),
        trouble=trouble,
    )


def form_page(chosen: list[Choice], form: EventForm, *, trouble: ServiceError | None = None) -> str:
    return render_template(
        "register/bulk_event.html",
        chosen=chosen,
        standings=standings_of(chosen),
        form=form,
        kept=kept(),
        trouble=trouble,
    )


def preview_page(
    form: EventForm,
    outcomes: list[together.Outcome],
    *,
    stale: list[str] | None = None,
    refused: bool = False,
) -> str:
    chosen = [Choice(each.planned.code, each.planned.version or 0) for each in outcomes]
    lines = lines_of(outcomes, standings_of(chosen), stale or [])
    return render_template(
        "register/bulk_preview.html",
        lines=lines,
        form=form,
        kept=kept(),
        troubled=[line for line in lines if line.is_refused],
        stale=[line for line in lines if line.is_stale],
        refused=refused,
    )
