"""Reads users and tokens."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geo_app.accounts.models import Token, User
from geo_app.accounts.tokens import hash_secret


def user_by_id(session: Session, user_id: str) -> User | None:
    return session.get(User, int(user_id)) if user_id.isdecimal() else None


def user_by_name(session: Session, name: str) -> User | None:
    """The user of that name; case does not tell two users apart."""
    return session.scalar(select(User).where(func.lower(User.name) == name.lower()))


def users(session: Session) -> list[User]:
    return list(session.scalars(select(User).order_by(User.name)))


def token_owner(session: Session, secret: str) -> User | None:
    """The active user for whom a token speaks, unless the token was revoked."""
    token = session.scalar(
        select(Token).where(Token.secret_hash == hash_secret(secret), Token.revoked_at.is_(None))
    )
    return token.user if token is not None and token.user.active else None
