"""Reads users, their sessions and their tokens."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from geo_app.accounts.credentials import RecoveryCode, Token, UserSession
from geo_app.accounts.models import User
from geo_app.accounts.tokens import hash_secret


def user_by_id(session: Session, user_id: str) -> User | None:
    return session.get(User, int(user_id)) if user_id.isdecimal() else None


def user_by_name(session: Session, name: str) -> User | None:
    """The user of that name; case does not tell two users apart."""
    if not name.isprintable():
        # No user is called like this, and PostgreSQL takes no NUL even to look for it.
        return None
    return session.scalar(select(User).where(func.lower(User.name) == name.lower()))


def users(session: Session) -> list[User]:
    return list(session.scalars(select(User).order_by(User.name)))


def live_session(
    session: Session, key: str, moment: datetime, *, idle: timedelta, longest: timedelta
) -> UserSession | None:
    """The session of that key, unless it was ended or has run out."""
    open_still = still_open(moment, idle, longest)
    return session.scalar(
        select(UserSession).where(UserSession.key_hash == hash_secret(key), *open_still)
    )


def sessions_of(
    session: Session, user: User, moment: datetime, *, idle: timedelta, longest: timedelta
) -> list[UserSession]:
    """The sessions that are still open, the one used last first."""
    open_still = still_open(moment, idle, longest)
    statement = select(UserSession).where(UserSession.user_id == user.id, *open_still)
    return list(session.scalars(statement.order_by(UserSession.seen_at.desc())))


def still_open(
    moment: datetime, idle: timedelta, longest: timedelta
) -> tuple[ColumnElement[bool], ...]:
    """The conditions on a session that was not ended and has not run out."""
    return (
        UserSession.ended_at.is_(None),
        UserSession.seen_at > moment - idle,
        UserSession.began_at > moment - longest,
    )


def live_token(session: Session, secret: str, moment: datetime) -> Token | None:
    """The token with that secret, if it still speaks for an active user."""
    token = session.scalar(
        select(Token).where(
            Token.secret_hash == hash_secret(secret),
            Token.revoked_at.is_(None),
            Token.expires_at > moment,
        )
    )
    return token if token is not None and token.user.active else None


def token_by_secret(session: Session, secret: str) -> Token | None:
    """The token with that secret, whatever became of it."""
    return session.scalar(select(Token).where(Token.secret_hash == hash_secret(secret)))


def tokens_of(session: Session, user: User) -> list[Token]:
    """The tokens that were not revoked, the newest first."""
    statement = select(Token).where(Token.user_id == user.id, Token.revoked_at.is_(None))
    return list(session.scalars(statement.order_by(Token.created_at.desc(), Token.id.desc())))


def unused_recovery_codes(session: Session, user: User) -> int:
    statement = select(func.count()).where(
        RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None)
    )
    return session.scalar(statement) or 0
