"""Reads users as an administrator sees them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from geo_app.accounts import lockout, queries
from geo_app.accounts.credentials import OneTimeCode, Token, UserSession
from geo_app.accounts.models import User
from geo_app.accounts.permissions import ROLES
from geo_app.errors import NotFoundError

PAGE_LENGTH = 50
ACTIVE = ("yes", "no")


@dataclass(frozen=True)
class UserFilters:
    """What the list of users is narrowed to; what no list holds is set aside and named."""

    name: str = ""
    role: str = ""
    active: str = ""
    ignored: tuple[str, ...] = ()

    @classmethod
    def from_query(cls, values: Mapping[str, str]) -> "UserFilters":
        asked = {key: values.get(key, "").strip() for key in ("role", "active")}
        listed = {"role": ROLES, "active": ACTIVE}
        known = {key: value for key, value in asked.items() if value in listed[key]}
        ignored = (value[:40] for key, value in asked.items() if value and key not in known)
        typed = "".join(letter for letter in values.get("name", "") if letter.isprintable())
        return cls(typed.strip()[:64], **known, ignored=tuple(ignored))

    def as_query(self) -> dict[str, str]:
        asked = {"name": self.name, "role": self.role, "active": self.active}
        return {key: value for key, value in asked.items() if value}

    def conditions(self) -> list[ColumnElement[bool]]:
        found = []
        if self.name:
            found.append(func.lower(User.name).contains(self.name.lower(), autoescape=True))
        if self.role:
            found.append(User.role == self.role)
        if self.active:
            found.append(User.active.is_(self.active == "yes"))
        return found


@dataclass(frozen=True)
class UserLine:
    user: User
    last_seen: datetime | None
    tokens: int


@dataclass(frozen=True)
class UserList:
    lines: list[UserLine] = field(default_factory=list)
    count: int = 0
    page: int = 1
    last: int = 1


def user_list(session: Session, filters: UserFilters, page: int, moment: datetime) -> UserList:
    """One page of the users that the filters leave, by name."""
    conditions = filters.conditions()
    count = session.scalar(select(func.count(User.id)).where(*conditions)) or 0
    last = max(1, -(-count // PAGE_LENGTH))
    page = min(max(1, page), last)
    seen = select(func.max(UserSession.seen_at)).where(UserSession.user_id == User.id)
    tokens = select(func.count(Token.id)).where(
        Token.user_id == User.id, Token.revoked_at.is_(None), Token.expires_at > moment
    )
    statement = (
        select(User, seen.scalar_subquery(), tokens.scalar_subquery())
        .where(*conditions)
        .order_by(func.lower(User.name))
        .limit(PAGE_LENGTH)
        .offset((page - 1) * PAGE_LENGTH)
    )
    return UserList([UserLine(*row) for row in session.execute(statement)], count, page, last)


def user_by_number(session: Session, number: int) -> User:
    user = session.get(User, number)
    if user is None:
        raise NotFoundError(_("There is no such user."))
    return user


def details_of(
    session: Session, user: User, moment: datetime, limits: Mapping[str, Any]
) -> dict[str, Any]:
    """What the page of a user shows beside the user."""
    return {
        "sessions": queries.sessions_of(session, user, moment, **limits),
        "tokens": queries.tokens_of(session, user),
        "codes_left": queries.unused_recovery_codes(session, user),
        "code_until": open_code_until(session, user, moment),
        "failed": lockout.failures_of(session, user.name, moment),
        "last_seen": last_seen(session, user),
    }


def last_seen(session: Session, user: User) -> datetime | None:
    return session.scalar(
        select(func.max(UserSession.seen_at)).where(UserSession.user_id == user.id)
    )


def open_code_until(session: Session, user: User, moment: datetime) -> datetime | None:
    """Until when a one-time code can still be used; None where there is none."""
    return session.scalar(
        select(func.max(OneTimeCode.expires_at)).where(
            OneTimeCode.user_id == user.id,
            OneTimeCode.used_at.is_(None),
            OneTimeCode.expires_at > moment,
        )
    )
