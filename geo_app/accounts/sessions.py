"""Signed-in people by session cookie, programs by bearer token; never both in one request."""

from typing import Any

from flask import Flask, Request, Response, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask_login import LoginManager, login_user, logout_user

from geo_app import db
from geo_app.accounts import queries, tokens
from geo_app.accounts.models import User

# What a person chose before signing in or out and expects to find again.
KEPT = ("language",)


class PeopleSessions(SecureCookieSessionInterface):
    """A request that carries credentials of its own neither reads nor leaves a session."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if tokens.claimed(request):
            return SecureCookieSession()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        from flask import request  # noqa: PLC0415 (the proxy, not the parameter above)

        if not tokens.claimed(request):
            super().save_session(app, session, response)


def init_app(app: Flask) -> None:
    app.session_interface = PeopleSessions()
    manager = LoginManager()
    manager.session_protection = "strong"
    # Its context processor would ask for the user again on the page which says that the
    # database does not answer.
    manager.init_app(app, add_context_processor=False)
    manager.user_loader(user_of_session)
    manager.request_loader(user_of_token)


def user_of_session(user_id: str) -> User | None:
    user = queries.user_by_id(db.session(), user_id)
    return user if user is not None and user.active else None


def user_of_token(request: Request) -> User | None:
    secret = tokens.presented(request)
    return None if secret is None else queries.token_owner(db.session(), secret)


def sign_in(user: User) -> None:
    """Start a session from nothing, so that one which somebody prepared is worth nothing."""
    _start_afresh()
    login_user(user)


def sign_out() -> None:
    logout_user()
    _start_afresh()


def _start_afresh() -> None:
    kept: dict[str, Any] = {key: session[key] for key in KEPT if key in session}
    session.clear()
    session.update(kept)
