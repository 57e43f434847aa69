"""Signing in and out, one-time codes, and the choice of language."""

import logging
from http import HTTPStatus
from typing import Any

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from geo_app import db
from geo_app.accounts import own_actions, paths, sessions, signing_in, welcome
from geo_app.accounts.access import public
from geo_app.accounts.forms import CodeForm, LoginForm, WelcomeForm
from geo_app.accounts.models import User
from geo_app.errors import InvalidError
from geo_app.i18n import LANGUAGES

log = logging.getLogger(__name__)
blueprint = Blueprint("accounts", __name__)

# For whoever signs out, not for a session that ran out: that one's typing is still wanted
# (static/js/drafts.js). Cookies stay, as the language is in one. Browsers do it only on HTTPS
# and on the machine itself; elsewhere the script and `no-store` are all there is.
LEAVE_NOTHING = '"cache", "storage"'
# For whoever was asked about unsaved text and wants it kept, or leaves that of a colleague.
LEAVE_DRAFTS = '"cache"'


@blueprint.route("/login", methods=["GET", "POST"])
@public
def login() -> Any:
    form = LoginForm()
    back = paths.local_path(form.next.data or request.args.get("next"))
    form.next.data = back or ""
    failure = None
    if form.validate_on_submit():
        try:
            user = signing_in.check_password(
                db.database(), form.name.data.strip(), form.password.data
            )
            return next_step(user, back)
        except signing_in.SignInRefusedError as refused:
            failure = refused.detail
    elif request.method == "GET" and current_user.is_authenticated:
        return redirect(back or paths.desk())
    page = render_template(
        "accounts/login.html", form=form, failure=failure, ended=sessions.has_ended()
    )
    return page, status_of_form()


@blueprint.route("/login/code", methods=["GET", "POST"])
@public
def code() -> Any:
    """The second step, for who has a second factor."""
    form = CodeForm()
    back = paths.local_path(form.next.data or request.args.get("next"))
    form.next.data = back or ""
    user = sessions.user_half_way()
    if user is None:
        return redirect(url_for("accounts.login", next=back))
    failure = None
    if form.validate_on_submit():
        try:
            signing_in.check_code(db.database(), user, form.code.data)
            return signed_in(user, back)
        except signing_in.SignInRefusedError as refused:
            failure = refused.detail
    page = render_template("accounts/code.html", form=form, failure=failure)
    return page, status_of_form()


def next_step(user: User, back: str | None) -> Any:
    """The code of the second factor, where there is one, or whatever was wanted."""
    if user.has_second_factor:
        sessions.go_half_way(user)
        return redirect(url_for("accounts.code", next=back))
    return signed_in(user, back)


def signed_in(user: User, back: str | None) -> Any:
    before = sessions.current_session()
    if before is not None:
        # Signing in anew ends what stood, or the old key would live on beside the new one.
        own_actions.end_session(db.database(), before.user, before.id)
    sessions.sign_in(user, signing_in.begin_session(db.database(), user))
    log.info("%s signed in from %s", user.name, request.remote_addr)
    return redirect(back or paths.desk())


def status_of_form() -> HTTPStatus:
    """A form that is shown again was not taken."""
    return HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK


@blueprint.route("/welcome", methods=["GET", "POST"])
@public
def choose_password() -> Any:
    """Where somebody with a one-time code chooses a password."""
    form = WelcomeForm()
    failure = None
    if form.validate_on_submit():
        try:
            user = welcome.choose_password(
                db.database(), form.name.data.strip(), form.code.data, form.new.data
            )
            return next_step(user, None)
        except InvalidError as refused:
            failure = refused.detail
    return render_template("accounts/welcome.html", form=form, failure=failure), status_of_form()


@blueprint.post("/logout")
@public
def logout() -> Any:
    live = sessions.current_session()
    if live is not None:
        own_actions.end_session(db.database(), live.user, live.id)
    sessions.sign_out()
    # Not back to where this person was: the next one at this machine may be another.
    answer = redirect(url_for("accounts.login"))
    keep = request.form.get("drafts") == "keep"
    answer.headers["Clear-Site-Data"] = LEAVE_DRAFTS if keep else LEAVE_NOTHING
    return answer


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
