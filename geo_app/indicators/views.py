"""Appendix I as a table, one indicator with its reports, and the form for a new one."""

import logging
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from geo_app.accounts import refusals
from geo_app.accounts.access import allow, current_actor, current_scope, may
from geo_app.accounts.permissions import Action
from geo_app.db import database, session
from geo_app.errors import InvalidError, ServiceError
from geo_app.indicators import actions, pages, queries, rules
from geo_app.indicators.figures import FROM_REGISTER, GROUP, QUALITATIVE, SHARES
from geo_app.indicators.inspected import FED
from geo_app.indicators.models import CITY
from geo_app.indicators.numbers import figure_understood
from geo_app.indicators.periods import PERIODS, Period, period_names, period_of
from geo_app.indicators.titles import STATE_NAMES
from geo_app.logs import asked_path
from geo_app.register.progress import progress
from geo_app.register.reading import reading_from

log = logging.getLogger(__name__)

blueprint = Blueprint("indicators", __name__)


@blueprint.get("/indicators")
@allow(Action.VIEW)
def index() -> str:
    period, asked = period_of(request.args.get("period")), reading_from(request.args)
    reading = period.cut(asked)
    rows = queries.appendix_one(
        session(), scope=current_scope(), reading=reading, period=period.code
    )
    agencies = pages.lead_agencies(rows)
    lead = request.args.get("lead") or None
    known = lead if lead in agencies else None
    return render_template(
        "indicators/index.html",
        indicators=pages.led_by(rows, known),
        period=period,
        asked=asked,
        reading=reading,
        periods=PERIODS.values(),
        agencies=agencies,
        lead=known,
        ignored=lead[:80] if lead and not known else None,
        confined=current_scope() is not None,
    )


@blueprint.get("/indicators/<code>")
@allow(Action.VIEW)
def show(code: str) -> str:
    return indicator_page(code, period_of(request.args.get("period")))


@blueprint.post("/indicators/<code>/results")
@allow(Action.RECORD_RESULT)
def record(code: str) -> Any:
    indicator = queries.indicator(session(), code)
    form = pages.ResultForm.sent(request.form)
    note_missing_rights(form)
    # The page that comes back is of the period typed, where there is such a period.
    period = PERIODS.get(form.value("period")) or period_of(None)
    try:
        new = rules.new_result(
            form.values,
            indicator,
            units=pages.reportable_units(indicator, current_scope()),
            may_confirm=may(Action.CONFIRM_RESULT),
        )
        actions.record_result(database(), indicator, new, actor=current_actor())
    except InvalidError as error:
        page = indicator_page(code, period, form=form.refused(error), trouble=error)
        return page, error.status
    except ServiceError as error:
        # A busy database can still be read: the page comes back with what was typed.
        return indicator_page(code, period, form=form, trouble=error), error.status
    saved = (
        _("Saved as a draft: it does not count until it is submitted.")
        if new.state == "draft"
        else _("Saved. The table shows it now.")
    )
    in_words = indicator.target_kind == QUALITATIVE
    understood = "" if in_words else figure_understood(new.value, new.total)
    flash(f"{saved} {understood}".strip(), "success")
    return redirect(url_for("indicators.show", code=code, period=period.code, _anchor="messages"))


def note_missing_rights(form: pages.ResultForm) -> None:
    """Record who tried what only some may do; the form itself is sent back."""
    asked = {
        Action.CONFIRM_RESULT: form.value("state") == "confirmed",
        Action.RECORD_CITY_RESULT: form.value("unit") == CITY,
    }
    for action, tried in asked.items():
        if tried and not may(action):
            log.warning("%s may not %s: %s", current_user.name, action, asked_path())
            refusals.note_refusal({"wanted": str(action)})


def indicator_page(
    code: str,
    period: Period,
    *,
    form: pages.ResultForm | None = None,
    trouble: ServiceError | None = None,
) -> str:
    scope, asked = current_scope(), reading_from(request.args)
    reading = period.cut(asked)
    indicator = queries.indicator(session(), code)
    kind = indicator.target_kind
    computed = kind in FROM_REGISTER
    writes = may(Action.RECORD_RESULT) and kind != GROUP and not computed
    units = pages.reportable_units(indicator, scope) if writes else []
    behind = None
    if computed:
        kept = progress(session(), scope=scope, reading=reading)
        behind = queries.register_lists(code, kept)
    row = queries.one_row(session(), code, scope=scope, reading=reading, period=period.code)
    parts = queries.appendix_one(session(), scope=scope, reading=reading, period=period.code)
    breakdown = (
        queries.breakdown(session(), code, scope=scope, reading=reading, period=period.code)
        if code in FED
        else []
    )
    return render_template(
        "indicators/show.html",
        indicator=indicator,
        row=row,
        parts=[each for each in parts if each.parent == code],
        period=period,
        asked=asked,
        reading=reading,
        periods=PERIODS,
        reports=queries.history(session(), code, scope=scope, drafts=may(Action.RECORD_RESULT)),
        unit_name=pages.marked_unit_name,
        units=units,
        unit_options=[(code, pages.unit_name(code)) for code in units],
        period_options=list(period_names().items()),
        states=list(rules.state_names(may_confirm=may(Action.CONFIRM_RESULT)).items()),
        state_names=STATE_NAMES,
        is_share=kind in SHARES,
        is_qualitative=kind == QUALITATIVE,
        writes=writes,
        behind=behind,
        fed=code in FED,
        breakdown=breakdown,
        confined=scope is not None,
        form=form
        or pages.ResultForm.empty(
            units, period.code, chosen=request.args.get("unit"), breakdown=breakdown
        ),
        trouble=trouble,
    )
