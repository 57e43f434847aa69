"""A survey day: one event for many hotspots, chosen from a list, previewed, saved together.

Each page holds what was decided on those before it, so that it works without scripts, and has an
address, so that it can be opened anew and come back to at any time.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from geo_app.accounts.access import allow, current_actor, current_scope
from geo_app.accounts.permissions import Action
from geo_app.db import database, session
from geo_app.errors import InvalidError, NotFoundError, ServiceError, UnavailableError
from geo_app.i18n import today
from geo_app.register import prepared, queries, together
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
def bulk() -> Answer:
    key = request.args.get("prepared")
    if key is None:
        return list_page(everything="all" in request.args)
    found = prepared.find(session(), current_actor().user_id, key)
    if found is None:
        trouble = NotFoundError(_("This choice is kept no longer. Choose once more."))
        return list_page(trouble=trouble), trouble.status
    chosen, form = choices_in(found["hotspots"]), EventForm(found["values"])
    if request.args.get("step") != "preview":
        return form_page(chosen, form)
    return in_words(chosen, form, lambda new: preview_page(form, tried(chosen, new)))


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
    form, step = EventForm.sent(request.form), request.form.get("step")
    if step not in STEPS:
        return in_words(chosen, form, lambda _none: on_to(chosen), checked=False)
    return in_words(chosen, form, lambda new: STEPS[step](chosen, form, new))


def in_words(
    chosen: list[Choice], form: EventForm, answer: Callable[..., Answer], *, checked: bool = True
) -> Answer:
    """The answer to the event that the form describes, or the form with what is wrong."""
    try:
        new = checked_event(chosen, form) if checked else None
        with trouble_in_words():
            return answer(new)
    except InvalidError as error:
        return form_page(chosen, form.refused(error), trouble=error), error.status
    except UnavailableError as error:
        # A busy database can still be read: the page comes back with what was typed.
        return form_page(chosen, form, trouble=error), error.status


def checked_event(chosen: list[Choice], form: EventForm) -> NewEvent:
    stand = {each.clearance for each in standings_of(chosen).values()}
    return form.event(today(), may_restate="handed_over" in stand)


def on_to(
    chosen: list[Choice], form: EventForm | None = None, *, step: str | None = None
) -> Answer:
    """To the page of the next step. The values of a form must have passed the rules."""
    user, about = current_actor().user_id, what_about(chosen)
    before = prepared.find(session(), user, prepared.key_of(user, about)) or {"values": {}}
    values = form.values if form else before["values"]
    content = {"hotspots": [str(choice) for choice in chosen], "values": values}
    key = prepared.keep(database(), user, about, content)
    return redirect(url_for("register.bulk", **kept(), prepared=key, step=step))


def what_about(chosen: list[Choice]) -> list[str]:
    """Whoever chooses the same hotspots once more finds what was typed for them."""
    return ["bulk", *sorted(choice.code for choice in chosen)]


def preview(chosen: list[Choice], form: EventForm, _new: NewEvent) -> Answer:
    return on_to(chosen, form, step="preview")


def change(chosen: list[Choice], form: EventForm, _new: NewEvent) -> Answer:
    return on_to(chosen, form)


def leave_out(chosen: list[Choice], form: EventForm, new: NewEvent) -> Answer:
    left = [
        choice
        for choice, outcome in zip(chosen, tried(chosen, new), strict=True)
        if not outcome.trouble and str(choice) not in request.form.getlist("stale")
    ]
    if not left:
        trouble = InvalidError(_("None is left that could be saved. Choose others."))
        return list_page(trouble=trouble), trouble.status
    return on_to(left, form, step="preview")


def save(chosen: list[Choice], form: EventForm, new: NewEvent) -> Answer:
    outcomes = tried(chosen, new, keep=True)
    if not any(outcome.trouble for outcome in outcomes):
        prepared.forget(database(), current_actor().user_id, what_about(chosen))
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


STEPS = {"preview": preview, "leave_out": leave_out, "save": save, "change": change}


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
