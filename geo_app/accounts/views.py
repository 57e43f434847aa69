"""Signing in and out, and the choice of language."""

import logging
from http import HTTPStatus
from typing import Any

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from geo_app import db
from geo_app.accounts import passwords, paths, queries, sessions
from geo_app.accounts.access import public
from geo_app.accounts.forms import LoginForm
from geo_app.errors import InvalidError
from geo_app.i18n import LANGUAGES

log = logging.getLogger(__name__)
blueprint = Blueprint("accounts", __name__)


@blueprint.route("/login", methods=["GET", "POST"])
@public
def login() -> Any:
    form = LoginForm()
    back = paths.local_path(form.next.data or request.args.get("next"))
    form.next.data = back or ""
    failure, status = None, HTTPStatus.OK
    if form.validate_on_submit():
        user = queries.user_by_name(db.session(), form.name.data.strip())
        known = passwords.matches(user.password_hash if user else None, form.password.data)
        if user is not None and known and user.active:
            sessions.sign_in(user)
            log.info("%s signed in from %s", user.name, request.remote_addr)
            return redirect(back or paths.desk())
        log.warning("sign-in refused for %r from %s", form.name.data, request.remote_addr)
        failure = _("The user name or the password is not right. Check both and try again.")
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    elif current_user.is_authenticated:
        return redirect(back or paths.desk())
    return render_template("accounts/login.html", form=form, failure=failure), status


@blueprint.post("/logout")
@public
def logout() -> Any:
    sessions.sign_out()
    # Not back to where this person was: the next one at this machine may be another.
    return redirect(url_for("accounts.login"))


@blueprint.post("/language")
@public
def language() -> Any:
    chosen = request.form.get("language")
    if chosen not in LANGUAGES:
        raise InvalidError(
            _(
                "There is no language “%(language)s” here; the languages are %(languages)s.",
                language=chosen or "",
                languages=", ".join(LANGUAGES),
            )
        )
    session["language"] = chosen
    back = paths.local_path(request.form.get("next")) or paths.page_before()
    return redirect(back or paths.desk())
