"""The audit: searched, checked and downloaded by administrators."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _

from geo_app.accounts.access import allow, current_actor
from geo_app.accounts.permissions import READ_AUDIT
from geo_app.audit import actions, queries
from geo_app.audit.differences import said_by
from geo_app.audit.export import csv_parts
from geo_app.audit.filters import AuditFilters, filters_from, typed_in
from geo_app.audit.subjects import subjects_of
from geo_app.audit.words import action_name
from geo_app.chain_check import Verdict
from geo_app.db import database, now, session
from geo_app.errors import UnanswerableError
from geo_app.i18n import HANOI
from geo_app.register.forms import whole_number

blueprint = Blueprint("audit", __name__)


@blueprint.get("/audit")
@allow(READ_AUDIT)
def index() -> Any:
    typed = typed_in(request.args)
    try:
        filters = filters_from(typed)
    except UnanswerableError as trouble:
        return audit_page(typed, trouble=trouble), trouble.status
    actions.note_reading(database(), typed, actor=current_actor())
    return audit_page(typed, filters)


def audit_page(
    typed: dict[str, str],
    filters: AuditFilters | None = None,
    *,
    trouble: UnanswerableError | None = None,
) -> str:
    before, after = (whole_number(request.args.get(name)) or None for name in ("before", "after"))
    found = queries.Page([], newer=False, older=False)
    if filters is not None:
        found = queries.page(session(), filters, before=before, after=after)
    return render_template(
        "audit/index.html",
        typed=typed,
        trouble=trouble,
        found=found,
        actions=named_actions(typed.get("action")),
        action_name=action_name,
        said_by=said_by,
        subjects=subjects_of(session(), found.entries),
    )


def named_actions(chosen: str | None) -> list[tuple[str, str]]:
    """The actions that occur, and the one that was asked for, in the order of their names."""
    codes = {*queries.actions(session()), *([chosen] if chosen else [])}
    return sorted(((code, action_name(code)) for code in codes), key=lambda each: each[1].lower())


@blueprint.post("/audit/check")
@allow(READ_AUDIT)
def check() -> str:
    verdict = actions.check(database(), actor=current_actor())
    return render_template(
        "audit/check.html", verdict=verdict, sentence=sentence_of(verdict), when=now()
    )


def sentence_of(verdict: Verdict) -> str:
    number = verdict.checked + 1
    if verdict.whole:
        return _("The audit is whole: each of its rows follows the one before.")
    if verdict.trouble == "edited":
        return _("Row %(number)s was changed after it was recorded.", number=number)
    if verdict.trouble == "cut":
        return _(
            "The audit does not end where it should: after row %(number)s rows were removed, or "
            "added past the service.",
            number=verdict.checked,
        )
    return _(
        "Row %(number)s does not follow the row before it: a row was removed, put in between or "
        "swapped here.",
        number=number,
    )


@blueprint.get("/audit.csv")
@allow(READ_AUDIT)
def export() -> Response:
    """The same search as a table; what is recorded while it is being written is not in it."""
    typed = typed_in(request.args)
    filters = filters_from(typed)
    until = queries.last_number(session())
    rows = queries.count(session(), filters, until=until)
    actions.note_export(database(), typed, rows, actor=current_actor())
    parts = csv_parts(database(), filters, until=until)
    response = Response(parts, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(now())}"'
    return response


def file_name(moment: datetime) -> str:
    return f"audit-{moment.astimezone(HANOI):%Y%m%d-%H%M}.csv"
