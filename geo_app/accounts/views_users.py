"""Accounts of others: who has one, what they may do, and the way back in when they are locked out.

A form that has to wait for the password to be typed again is lost, so the pages with one ask for
the password first.
"""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from geo_app import db
from geo_app.accounts import (
    own_actions,
    sessions,
    shown_code,
    token_actions,
    user_actions,
    user_queries,
    welcome,
)
from geo_app.accounts.access import allow, current_actor
from geo_app.accounts.forms_users import ROLE_HINTS, NewUserForm, RightsForm, districts_by_kind
from geo_app.accounts.models import User
from geo_app.accounts.permissions import MANAGE_ACCOUNTS, ROLE_NAMES
from geo_app.accounts.user_queries import UserFilters, user_by_number
from geo_app.accounts.views import status_of_form
from geo_app.errors import InvalidError, ServiceError, StaleError
from geo_app.register.forms import whole_number

blueprint = Blueprint("user_accounts", __name__, url_prefix="/accounts")


@blueprint.get("")
@allow(MANAGE_ACCOUNTS)
def index() -> str:
    filters = UserFilters.from_query(request.args)
    page = whole_number(request.args.get("page"))
    found = user_queries.user_list(db.session(), filters, page, db.now())
    return render_template(
        "accounts/users.html", filters=filters, found=found, ROLE_NAMES=ROLE_NAMES
    )


@blueprint.route("/new", methods=["GET", "POST"])
@allow(MANAGE_ACCOUNTS, confirmed=True)
def add() -> Any:
    form = NewUserForm()
    failure = None
    if form.validate_on_submit():
        try:
            user, code = user_actions.add_with_code(
                db.database(),
                name=form.name.data.strip(),
                role=form.role.data,
                scope=form.scope,
                actor=current_actor(),
            )
        except InvalidError as refused:
            failure = refused.detail
        else:
            flash(_("%(name)s was added.", name=user.name), "success")
            return to_code(user, code)
    return rights_page("accounts/user_new.html", form, failure), status_of_form()


@blueprint.get("/<int:number>")
@allow(MANAGE_ACCOUNTS)
def show(number: int) -> str:
    shown_code.forget()
    return user_page(user_by_number(db.session(), number))


def user_page(user: User, trouble: ServiceError | None = None) -> str:
    moment = db.now()
    details = user_queries.details_of(db.session(), user, moment, sessions.limits())
    return render_template(
        "accounts/user.html",
        user=user,
        seen=user_actions.seen_as(user),
        trouble=trouble,
        now=moment,
        own=current_actor().user_id == user.id,
        role_name=ROLE_NAMES.get(user.role, user.role),
        **details,
    )


@blueprint.route("/<int:number>/rights", methods=["GET", "POST"])
@allow(MANAGE_ACCOUNTS, confirmed=True)
def rights(number: int) -> Any:
    """Role and districts of a user."""
    user = user_by_number(db.session(), number)
    form = RightsForm.of(user)
    failure, status = None, status_of_form()
    if form.validate_on_submit():
        try:
            changed = user_actions.change_rights(
                db.database(),
                number,
                role=form.role.data,
                scope=form.scope,
                seen=request.form.get("seen", ""),
                actor=current_actor(),
            )
        except StaleError as stale:
            # What stands now is shown, and what was typed is gone: it was meant for another state.
            return user_page(user_by_number(db.session(), number), stale), stale.status
        except InvalidError as refused:
            failure, status = refused.detail, refused.status
        else:
            flash(changed_sentence(user, changed=changed), "success")
            return redirect(url_for("user_accounts.show", number=number))
    return rights_page("accounts/user_rights.html", form, failure, user=user), status


def rights_page(template: str, form: RightsForm, failure: Any, **more: Any) -> str:
    return render_template(
        template,
        form=form,
        failure=failure,
        kinds=districts_by_kind(),
        role_hints=ROLE_HINTS,
        **more,
    )


def changed_sentence(user: User, *, changed: bool) -> str:
    if not changed:
        return _("%(name)s has these rights already; nothing was changed.", name=user.name)
    return _("%(name)s has the new rights, and must sign in again.", name=user.name)


@blueprint.post("/<int:number>/deactivate")
@allow(MANAGE_ACCOUNTS, confirmed=True)
def deactivate(number: int) -> Any:
    return switch(number, active=False)


@blueprint.post("/<int:number>/activate")
@allow(MANAGE_ACCOUNTS, confirmed=True)
def activate(number: int) -> Any:
    return switch(number, active=True)


def switch(number: int, *, active: bool) -> Any:
    user = user_by_number(db.session(), number)
    seen, actor = request.form.get("seen", ""), current_actor()
    try:
        user_actions.set_active(db.database(), user, active=active, seen=seen, actor=actor)
    except (StaleError, InvalidError) as refused:
        return user_page(user_by_number(db.session(), number), refused), refused.status
    if active:
        flash(_("%(name)s may sign in again.", name=user.name), "success")
    else:
        flash(
            _("%(name)s may not sign in any more, and was signed out.", name=user.name), "success"
        )
    return back_to(user)


@blueprint.post("/<int:number>/code")
@allow(MANAGE_ACCOUNTS, confirmed=True)
def code(number: int) -> Any:
    """A one-time code for whoever forgot the password."""
    user = user_by_number(db.session(), number)
    if not user.active:
        trouble = InvalidError(_("The account is inactive: a code would be worth nothing."))
        return user_page(user, trouble), HTTPStatus.UNPROCESSABLE_ENTITY
    return to_code(user, welcome.code_for(db.database(), user.name, actor=current_actor()))


def to_code(user: User, code: str) -> Any:
    """To the page of the code, which can be loaded anew without making another."""
    shown_code.keep(code)
    return redirect(url_for("user_accounts.show_code", number=user.id))


@blueprint.get("/<int:number>/code")
@allow(MANAGE_ACCOUNTS, confirmed=True)
def show_code(number: int) -> Any:
    user = user_by_number(db.session(), number)
    code = shown_code.shown_for(user)
    if code is None:
        sentence = _("The code is not shown any more. If it was not passed on, make another.")
        flash(sentence, "warning")
        return back_to(user)
    return render_template(
        "accounts/user_code.html",
        user=user,
        code=code,
        days=welcome.GOOD_FOR.days,
        minutes=int(shown_code.SHOWN_FOR.total_seconds()) // 60,
    )


@blueprint.post("/<int:number>/second-factor/end")
@allow(MANAGE_ACCOUNTS, confirmed=True)
def drop_second_factor(number: int) -> Any:
    """For whoever lost the telephone and the recovery codes."""
    user = user_by_number(db.session(), number)
    if user.has_second_factor:
        own_actions.drop_second_factor(db.database(), user, actor=current_actor())
    flash(_("The second factor of %(name)s is off.", name=user.name), "success")
    return back_to(user)


@blueprint.post("/<int:number>/sessions/end")
@allow(MANAGE_ACCOUNTS, confirmed=True)
def end_sessions(number: int) -> Any:
    user = user_by_number(db.session(), number)
    user_actions.end_all_sessions(db.database(), user, actor=current_actor())
    flash(_("All sessions of %(name)s were ended.", name=user.name), "success")
    return back_to(user)


@blueprint.post("/<int:number>/tokens/<int:token>/revoke")
@allow(MANAGE_ACCOUNTS, confirmed=True)
def revoke_token(number: int, token: int) -> Any:
    user = user_by_number(db.session(), number)
    token_actions.revoke_token(db.database(), user, token, actor=current_actor())
    flash(_("The token was revoked; it is worth nothing any more."), "success")
    return back_to(user)


@blueprint.post("/<int:number>/unlock")
@allow(MANAGE_ACCOUNTS, confirmed=True)
def unlock(number: int) -> Any:
    user = user_by_number(db.session(), number)
    user_actions.lift_lock(db.database(), user, actor=current_actor())
    flash(_("%(name)s may try to sign in again at once.", name=user.name), "success")
    return back_to(user)


def back_to(user: User) -> Any:
    return redirect(url_for("user_accounts.show", number=user.id))
