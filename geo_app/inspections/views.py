"""The list of inspections, and the pages on which one is recorded, corrected or taken back."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from geo_app.accounts.access import allow, current_actor, current_scope
from geo_app.accounts.permissions import Action
from geo_app.db import database, session
from geo_app.errors import InvalidError, NotFoundError, ServiceError, UnavailableError
from geo_app.i18n import today
from geo_app.indicators.feeding import where_it_counts
from geo_app.inspections import actions, pages, queries
from geo_app.inspections.forms import FilterBar, InspectionForm
from geo_app.inspections.models import Inspection
from geo_app.inspections.rules import NewInspection
from geo_app.inspections.vocabulary import FOUND_LEVEL_NAMES
from geo_app.register import queries as register_queries
from geo_app.register.forms import whole_number
from geo_app.register.reading import now_reading, reading_from
from geo_app.register.saving import trouble_in_words

blueprint = Blueprint("inspections", __name__)

PAGE_LENGTH = 50


@blueprint.get("/inspections")
@allow(Action.VIEW)
def index() -> str:
    scope, reading = current_scope(), reading_from(request.args)
    bar = FilterBar.from_query(request.args, scope)
    totals = queries.totals(session(), scope=scope, reading=reading, filters=bar.filters)
    last = max(1, -(-totals.inspections // PAGE_LENGTH))
    page = min(max(1, whole_number(request.args.get("page", "1"))), last)
    return render_template(
        "inspections/index.html",
        bar=bar,
        found=queries.inspections(
            session(),
            scope=scope,
            reading=reading,
            filters=bar.filters,
            first=(page - 1) * PAGE_LENGTH,
            length=PAGE_LENGTH,
        ),
        show_on=pages.show_on,
        totals=totals,
        page=page,
        last=last,
        reading=reading,
        kept={**bar.filters.as_query(), **reading.as_query()},
    )


@blueprint.get("/hotspots/<code>/inspections/new")
@allow(Action.RECORD_INSPECTION)
def new(code: str) -> str:
    """An empty form, or one that says already that the clearance is as it was (`?kept=yes`)."""
    form = InspectionForm()
    if request.args.get("kept") == "yes":
        form = InspectionForm({"clearance": standing_of(code).clearance})
    return form_page(code, form)


@blueprint.post("/hotspots/<code>/inspections")
@allow(Action.RECORD_INSPECTION)
def record(code: str) -> Any:
    form = InspectionForm.sent(request.form)
    return saved(
        code,
        form,
        lambda: form.inspection(today()),
        lambda form, trouble: form_page(code, form, trouble=trouble),
        _("The inspection is saved."),
    )


@blueprint.get("/hotspots/<code>/inspections/<int:number>/correct")
@allow(Action.RECORD_INSPECTION)
def correct(code: str, number: int) -> str:
    found = standing_inspection(code, number)
    return form_page(code, InspectionForm.of(found), corrects=found)


@blueprint.post("/hotspots/<code>/inspections/<int:number>/correct")
@allow(Action.RECORD_INSPECTION)
def record_correction(code: str, number: int) -> Any:
    found, form = standing_inspection(code, number), InspectionForm.sent(request.form)
    return saved(
        code,
        form,
        lambda: form.inspection(today(), corrects=found.entry_number),
        lambda form, trouble: form_page(code, form, corrects=found, trouble=trouble),
        _("The correction is saved; the old entry stays visible, struck through."),
    )


@blueprint.get("/hotspots/<code>/inspections/<int:number>/take-back")
@allow(Action.RECORD_INSPECTION)
def take_back(code: str, number: int) -> str:
    return taking_back_page(code, InspectionForm(), standing_inspection(code, number))


@blueprint.post("/hotspots/<code>/inspections/<int:number>/take-back")
@allow(Action.RECORD_INSPECTION)
def record_taking_back(code: str, number: int) -> Any:
    found, form = standing_inspection(code, number), InspectionForm.sent(request.form)
    return saved(
        code,
        form,
        lambda: form.taking_back(today(), found.entry_number),
        lambda form, trouble: taking_back_page(code, form, found, trouble=trouble),
        _("The inspection is taken back; it stays visible, struck through."),
    )


def saved(
    code: str,
    form: InspectionForm,
    checked: Callable[[], NewInspection],
    page: Callable[[InspectionForm, ServiceError], str],
    message: str,
) -> Any:
    """Save and go to the hotspot, or show the page again with what was typed and what is wrong."""
    try:
        new = checked()
        with trouble_in_words():
            inspection = actions.record_inspection(
                database(), code, new, actor=current_actor(), scope=current_scope()
            )
    except InvalidError as error:
        return page(form.refused(error), error), error.status
    except UnavailableError as error:
        # A busy database can still be read.
        return page(form, error), error.status
    if inspection.kind == "inspection":
        hotspot = standing_of(code).hotspot
        counted = where_it_counts(session(), inspection, hotspot, scope=current_scope())
        message = f"{message} {counted}"
    flash(message, "success")
    return redirect(url_for("register.show", code=code, _anchor="messages"))


def standing_inspection(code: str, number: int) -> Inspection:
    """One that was neither corrected nor taken back; outside the scope as if there were none."""
    for entry in pages.entries_of(standing_of(code).hotspot, now_reading()):
        if entry.inspection.entry_number == number and entry.replaced_by is None:
            return entry.inspection
    raise NotFoundError(
        _(
            "There is no such inspection at hotspot %(code)s, or it was corrected or taken back.",
            code=code[:40],
        )
    )


def standing_of(code: str) -> register_queries.Standing:
    return register_queries.standing(session(), code, scope=current_scope(), ended=True)


def form_page(
    code: str,
    form: InspectionForm,
    *,
    corrects: Inspection | None = None,
    trouble: ServiceError | None = None,
) -> str:
    standing = standing_of(code)
    return render_template(
        "inspections/form.html",
        hotspot=standing.hotspot,
        form=form,
        found_clearances=pages.found_clearances(
            standing.clearance, correcting=corrects is not None
        ),
        corrects=corrects,
        found_levels=list(FOUND_LEVEL_NAMES.items()),
        show_on=pages.show_on,
        trouble=trouble,
    )


def taking_back_page(
    code: str, form: InspectionForm, inspection: Inspection, *, trouble: ServiceError | None = None
) -> str:
    return render_template(
        "inspections/take_back.html",
        hotspot=standing_of(code).hotspot,
        form=form,
        inspection=inspection,
        show_on=pages.show_on,
        trouble=trouble,
    )
