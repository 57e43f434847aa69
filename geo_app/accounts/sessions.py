"""Signed-in people by session cookie, programs by bearer token; never both in one request.

The cookie carries a random key; the session itself is a row, which time, its user or an admin can
end. A cookie that was copied is worth nothing after that.
"""

import hashlib
from datetime import timedelta
from typing import Any

from flask import Flask, Request, Response, current_app, g, has_request_context, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask_login import LoginManager, current_user, login_user, logout_user
from sqlalchemy import update

from geo_app import db
from geo_app.accounts import queries, tokens
from geo_app.accounts.credentials import Token, UserSession
from geo_app.accounts.models import User

# Account changes want a proof that is not older than this.
CONFIRMED_FOR = timedelta(minutes=10)
# How exactly the last use of a session or a token is known.
NOTED_EVERY = timedelta(minutes=1)
# Between the password and the code of the second factor.
HALF_WAY_FOR = timedelta(minutes=5)

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


def limits() -> dict[str, timedelta]:
    """How long a session lasts unused, and at most."""
    return {
        "idle": timedelta(minutes=current_app.config["IDLE_MINUTES"]),
        "longest": timedelta(hours=current_app.config["SESSION_HOURS"]),
    }


def user_of_session(user_id: str) -> User | None:
    moment = db.now()
    live = queries.live_session(db.session(), session.get("key", ""), moment, **limits())
    if live is None or str(live.user_id) != user_id or not live.user.active:
        return None
    g.user_session = live
    if live.seen_at < moment - NOTED_EVERY:
        seen = update(UserSession).where(UserSession.id == live.id).values(seen_at=moment)
        db.database().jot(seen)
    return live.user


def user_of_token(request: Request) -> User | None:
    secret = tokens.presented(request)
    if secret is None:
        return None
    moment = db.now()
    token = queries.live_token(db.session(), secret, moment)
    if token is None:
        return None
    g.token = token
    if token.last_used_at is None or token.last_used_at < moment - NOTED_EVERY:
        used = {"last_used_at": moment, "last_used_from": request.remote_addr}
        db.database().jot(update(Token).where(Token.id == token.id).values(**used))
    return token.user


def current_session() -> UserSession | None:
    """The session of this request; None for a program or somebody who has not signed in."""
    # The user is looked up when first asked for, which a public page may never do.
    if not has_request_context() or not current_user.is_authenticated:
        return None
    found: UserSession | None = g.get("user_session")
    return found


def current_token() -> Token | None:
    found: Token | None = g.get("token")
    return found


def recently_confirmed() -> bool:
    """Whether whoever sits there has proved it a short while ago."""
    live = current_session()
    return live is not None and live.confirmed_at > db.now() - CONFIRMED_FOR


def has_ended() -> bool:
    """Whether this browser had a session that does not count any more."""
    return "key" in session and current_session() is None


def sign_in(user: User, key: str) -> None:
    """Start a session from nothing, so that one which somebody prepared is worth nothing."""
    _start_afresh()
    session["key"] = key
    login_user(user)


def go_on_with(key: str) -> None:
    """The session of this browser has another key from now on."""
    session["key"] = key


def sign_out() -> None:
    logout_user()
    _start_afresh()


def go_half_way(user: User) -> None:
    """The password was right; the code of the second factor is still to come."""
    _start_afresh()
    session["half_way"] = {
        "user": user.id,
        "since": db.now().timestamp(),
        "proved": mark_of(user.password_hash),
    }


def user_half_way() -> User | None:
    """Who has given the password a short while ago and now owes the code."""
    found = session.get("half_way")
    if not found or db.now().timestamp() - found["since"] > HALF_WAY_FOR.total_seconds():
        return None
    user = queries.user_by_id(db.session(), str(found["user"]))
    if user is None or not user.active or not user.has_second_factor:
        return None
    # A password that was changed since opens nothing.
    return user if found.get("proved") == mark_of(user.password_hash) else None


def mark_of(password_hash: str) -> str:
    """Tells one password's hash from another; salted as that is, it says nothing of either."""
    return hashlib.sha256(password_hash.encode()).hexdigest()


def _start_afresh() -> None:
    kept: dict[str, Any] = {key: session[key] for key in KEPT if key in session}
    session.clear()
    session.update(kept)
