"""One's own account: password, second factor, sessions, tokens."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from geo_app import db
from geo_app.accounts import (
    audit,
    own_actions,
    paths,
    queries,
    second_factor,
    sessions,
    token_actions,
)
from geo_app.accounts.access import allow, current_actor
from geo_app.accounts.forms import ChangePasswordForm, ConfirmForm, SecondFactorForm, TokenForm
from geo_app.accounts.permissions import OWN_ACCOUNT
from geo_app.accounts.views import status_of_form
from geo_app.errors import InvalidError
from geo_app.secrets_box import UnreadableSecretError, box

blueprint = Blueprint("own_account", __name__, url_prefix="/account")


@blueprint.get("")
@allow(OWN_ACCOUNT, owing=True)
def show() -> str:
    return account_page(TokenForm())


def account_page(form: TokenForm) -> str:
    opened = db.session()
    return render_template(
        "accounts/account.html",
        user=current_user,
        sessions=queries.sessions_of(opened, current_user, db.now(), **sessions.limits()),
        this_session=sessions.current_session(),
        tokens=queries.tokens_of(opened, current_user),
        codes_left=queries.unused_recovery_codes(opened, current_user),
        form=form,
        now=db.now(),
    )


@blueprint.route("/confirm", methods=["GET", "POST"])
@allow(OWN_ACCOUNT, owing=True)
def confirm() -> Any:
    """Where somebody proves again to be the one who signed in."""
    form = ConfirmForm()
    back = paths.local_path(form.next.data or request.args.get("next"))
    form.next.data = back or ""
    failure = None
    if form.validate_on_submit():
        try:
            key = own_actions.confirm(
                db.database(), current_user, form.password.data, form.code.data or ""
            )
        except InvalidError as refused:
            failure = refused.detail
        else:
            sessions.go_on_with(key)
            return redirect(back or url_for("own_account.show"))
    page = render_template("accounts/confirm.html", form=form, failure=failure, user=current_user)
    return page, status_of_form()


@blueprint.route("/password", methods=["GET", "POST"])
@allow(OWN_ACCOUNT, owing=True)
def password() -> Any:
    form = ChangePasswordForm()
    failure = None
    if form.validate_on_submit():
        try:
            own_actions.change_password(
                db.database(), current_user, form.password.data, form.new.data
            )
        except InvalidError as refused:
            failure = refused.detail
        else:
            flash(_("The password was changed. Sessions elsewhere were ended."), "success")
            return redirect(url_for("own_account.show"))
    return render_template("accounts/password.html", form=form, failure=failure), status_of_form()


@blueprint.route("/second-factor", methods=["GET", "POST"])
@allow(OWN_ACCOUNT, confirmed=True, owing=True)
def set_up_second_factor() -> Any:
    if current_user.has_second_factor:
        return redirect(url_for("own_account.show"))
    form = SecondFactorForm()
    secret = secret_being_set_up()
    failure = None
    if form.validate_on_submit():
        try:
            made = own_actions.enrol(db.database(), current_user, secret, form.code.data)
        except InvalidError as refused:
            failure = refused.detail
        else:
            session.pop("factor", None)
            return render_template("accounts/recovery_codes.html", codes=made, first=True)
    page = render_template(
        "accounts/second_factor.html",
        form=form,
        failure=failure,
        picture=second_factor.picture(secret, current_user.name),
        secret=second_factor.in_groups(secret),
    )
    return page, status_of_form()


def secret_being_set_up() -> str:
    """The secret stays the same until a code has shown that the app has it."""
    try:
        return box().decrypt(session["factor"])
    except (KeyError, UnreadableSecretError):
        secret = second_factor.new_secret()
        session["factor"] = box().encrypt(secret)
        return secret


@blueprint.post("/second-factor/end")
@allow(OWN_ACCOUNT, confirmed=True)
def drop_second_factor() -> Any:
    own_actions.drop_second_factor(db.database(), current_user)
    flash(_("The second factor was switched off."), "success")
    return redirect(url_for("own_account.show"))


@blueprint.post("/recovery-codes")
@allow(OWN_ACCOUNT, confirmed=True)
def recovery_codes() -> Any:
    made = own_actions.renew_recovery_codes(db.database(), current_user)
    return render_template("accounts/recovery_codes.html", codes=made, first=False)


@blueprint.post("/sessions/<int:number>/end")
@allow(OWN_ACCOUNT, confirmed=True, owing=True)
def end_session(number: int) -> Any:
    own_actions.end_session(db.database(), current_user, number)
    flash(_("The session was ended."), "success")
    return redirect(url_for("own_account.show"))


@blueprint.post("/sessions/end")
@allow(OWN_ACCOUNT, confirmed=True, owing=True)
def end_other_sessions() -> Any:
    own_actions.end_other_sessions(db.database(), current_user)
    flash(_("All other sessions were ended."), "success")
    return redirect(url_for("own_account.show"))


@blueprint.post("/tokens")
@allow(OWN_ACCOUNT, confirmed=True)
def create_token() -> Any:
    form = TokenForm()
    if not form.validate_on_submit():
        return account_page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    wanted = token_actions.Wanted(form.label.data, form.days.data, may_write=form.may_write.data)
    secret = token_actions.create_token(
        db.database(), user_name=current_user.name, wanted=wanted, actor=current_actor()
    )
    return render_template("accounts/token.html", secret=secret, label=form.label.data)


@blueprint.post("/tokens/<int:number>/revoke")
@allow(OWN_ACCOUNT, owing=True)
def revoke_token(number: int) -> Any:
    actor = audit.actor_of(current_user)
    token_actions.revoke_token(db.database(), current_user, number, actor=actor)
    flash(_("The token was revoked; it is worth nothing any more."), "success")
    return redirect(url_for("own_account.show"))
