"""The decision on every request. Each view says who may use it; one that does not is closed.

    @blueprint.get("/hotspots")
    @allow(VIEW)
    def register(): ...

The decision itself is taken once, before the view, for whatever the URL map leads to.
"""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final, TypeVar

from flask import Flask, current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import CSRFError, CSRFProtect

from geo_app import errors
from geo_app.accounts import paths, refusals, sessions, tokens
from geo_app.accounts.audit import Actor
from geo_app.accounts.permissions import Action, allows
from geo_app.accounts.still_allowed import NotAllowedNowError
from geo_app.logs import asked_path

log = logging.getLogger(__name__)

View = TypeVar("View", bound=Callable[..., Any])
Answer = Any

PUBLIC: Final = "public"
READING = frozenset({"GET", "HEAD", "OPTIONS"})
# Where a program may write; everywhere else its token only reads.
WRITING_PATHS = ("/api/",)

# What is not of any district, and so not for a token that is confined to some.
OF_THE_WHOLE_CITY = frozenset({Action.MANAGE_ACCOUNTS, Action.READ_AUDIT})

csrf = CSRFProtect()


def public(view: View) -> View:
    """Open a view to everybody."""
    view.access = PUBLIC  # type: ignore[attr-defined]  # read back below
    return view


def allow(
    action: Action, *, confirmed: bool = False, owing: bool = False
) -> Callable[[View], View]:
    """Open a view to the roles which have this permission.

    With `confirmed`, only to a person who has typed the password or a code a short while ago.
    With `owing`, also to a person who must set up a second factor and has not done so yet.
    """

    def declare(view: View) -> View:
        view.access = action  # type: ignore[attr-defined]  # read back below
        view.confirmed = confirmed  # type: ignore[attr-defined]  # as above
        view.owing = owing  # type: ignore[attr-defined]  # as above
        return view

    return declare


def declared_access(view: Any, method: str) -> str | Action | None:
    """What a view, or the method of a class of views, declares."""
    view_class = getattr(view, "view_class", None)
    handler = getattr(view_class, "get" if method == "HEAD" else method.lower(), None)
    found: str | Action | None = getattr(handler, "access", None) or getattr(view, "access", None)
    return found


def current_actor() -> Actor:
    """Who acts in this request, for the audit."""
    return Actor(current_user.name, current_user.id)


def current_scope() -> frozenset[str] | None:
    """The districts to which this request is confined; None is the whole city.

    A token may be confined further than its user, never less: without a district in common, it
    finds nothing.
    """
    districts: frozenset[str] | None = current_user.districts
    token = sessions.current_token()
    if token is None or token.districts is None:
        return districts
    narrowed = frozenset(token.districts)
    return narrowed if districts is None else narrowed & districts


def may(action: Action | str) -> bool:
    """Whether this request's user has a permission; for templates and views."""
    return bool(current_user.is_authenticated) and allows(current_user.role, Action(action))


def init_app(app: Flask) -> None:
    # Flask-WTF would ask programs for a token of a form as well; `decide` asks people only.
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    csrf.init_app(app)
    app.before_request(decide)
    refusals.init_app(app)
    app.register_error_handler(NotAllowedNowError, refuse_late)
    app.jinja_env.globals.update(may=may)


def decide() -> Answer:
    """Let the request pass (None), or answer in place of the view."""
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None:
        return None  # The router says 404 or 405.
    access = declared_access(view, request.method)
    if access is None:
        log.error("%s %s declares no access: refused", request.method, request.endpoint)
        return errors.answer(errors.ForbiddenError(errors.HTTP_SENTENCES[403]))
    if access != PUBLIC:
        action = Action(access)
        refusal = refuse_stranger() or refuse_action(action) or ask_for_second_factor(view)
        if refusal is not None:
            return refusal
    return refuse_forgery() or (ask_to_confirm() if wants_confirmation(view) else None)


def refuse_stranger() -> Answer:
    if current_user.is_authenticated:
        return None
    if not is_program():
        return redirect(paths.sign_in_page())
    if tokens.claimed(request):
        refusals.note_refused_token()
        detail = _("The token is not valid, was revoked, or its user is no longer active.")
        challenge = 'Bearer realm="hotspots", error="invalid_token"'
    else:
        detail = _("This needs a session or a bearer token (Authorization: Bearer …).")
        challenge = 'Bearer realm="hotspots"'
    response = errors.problem(401, errors.UnauthorizedError.title, detail)
    response.headers["WWW-Authenticate"] = challenge
    return response


def refuse_action(action: Action) -> Answer:
    detail: Any = None
    token = sessions.current_token()
    if not allows(current_user.role, action):
        detail = errors.HTTP_SENTENCES[403]
    elif token is not None and token.districts is not None and action in OF_THE_WHOLE_CITY:
        detail = _("A token confined to districts shows neither the audit nor accounts.")
    elif token is not None and request.method not in READING:
        if not token.may_write:
            detail = _("This token only reads. Ask for one that may write.")
        elif not request.path.startswith(WRITING_PATHS):
            detail = _("A token writes through /api/ only; elsewhere it reads.")
    if detail is None:
        return None
    log.warning("%s may not %s: %s", current_user.name, action, asked_path())
    refusals.note_refusal({"wanted": str(action)})
    return refused(403, errors.ForbiddenError.title, detail)


def refuse_late(error: NotAllowedNowError) -> Answer:
    """The right was missing only when the writer's turn had come."""
    log.warning("%s may not %s any more: %s", current_user.name, error.action, asked_path())
    refusals.note_refusal({"wanted": str(error.action)})
    return errors.answer(error)


def ask_for_second_factor(view: Any) -> Answer:
    """Whose role must use a second factor sets it up before anything else.

    That holds for the tokens of the account too, or a password alone would open the service.
    """
    due = current_user.role in current_app.config["SECOND_FACTOR_ROLES"]
    if not due or current_user.has_second_factor:
        return None
    in_person = sessions.current_session() is not None
    if in_person and getattr(view, "owing", False):
        return None
    if in_person and not is_program():
        return redirect(url_for("own_account.set_up_second_factor"))
    detail = (
        _("Your account must set up a second factor first. Reload the page to do so.")
        if in_person
        else _("The account of this token must set up a second factor first: sign in to do so.")
    )
    return errors.problem(403, errors.ForbiddenError.title, detail)


def wants_confirmation(view: Any) -> bool:
    return bool(getattr(view, "confirmed", False))


def ask_to_confirm() -> Answer:
    """Have whoever sits there prove it again, then go on where it was."""
    if sessions.recently_confirmed():
        return None
    if sessions.current_session() is None:
        # A program: what changes accounts is for people only.
        log.warning("%s may not change accounts as a program: %s", current_user.name, asked_path())
        refusals.note_refusal({"why": "token"})
        detail = _("Accounts are changed by people who signed in, not by a token.")
        return errors.problem(403, errors.ForbiddenError.title, detail)
    wanted = request.full_path.rstrip("?") if request.method in READING else paths.page_before()
    if request.method not in READING:
        flash(_("Nothing was changed yet: confirm that it is you, then send it again."), "warning")
    return redirect(url_for("own_account.confirm", next=paths.local_path(wanted)))


def refuse_forgery() -> Answer:
    """Refuse a write by session which does not come from a page of ours."""
    if request.method in READING or tokens.claimed(request):
        return None
    try:
        csrf.protect()
    except CSRFError as error:
        log.warning("%s %s: %s", request.method, asked_path(), error.description)
        if current_user.is_authenticated:
            refusals.note_refusal({"why": "forgery"})
        return refused(
            400,
            _("The form has expired"),
            _(
                "Nothing was saved: the form was opened before you signed in, or it does not come "
                "from this service. Go back, reload the page and send it again."
            ),
        )
    return None


def refused(status: int, title: Any, detail: Any) -> Answer:
    if is_program():
        return errors.problem(status, title, detail)
    error = errors.ServiceError(detail)
    error.status, error.title = HTTPStatus(status), title
    return errors.answer(error)


def is_program() -> bool:
    """Whether the answer is read by a program: a client of the API, or a script of a page."""
    fetched = request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"
    return tokens.claimed(request) or fetched or errors.wants_problem()
