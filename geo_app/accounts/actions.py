"""Adds users: one transaction and one audit row each."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from rapidfuzz import process
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from geo_app.accounts import audit, passwords, queries
from geo_app.accounts.models import User, UserScope
from geo_app.accounts.permissions import OF_DISTRICTS, ROLES
from geo_app.db import Database
from geo_app.errors import InvalidError
from geodata.errors import UnknownUnitError
from geodata.units import unit

# Longer than the name of any district or user.
LONGEST_NAME = 64
NAME = re.compile(r"[A-Za-z0-9._-]{3,64}")


def add_user(
    database: Database,
    *,
    name: str,
    role: str,
    password: str,
    scope: Sequence[str] = (),
    actor: audit.Actor = audit.SYSTEM,
) -> User:
    """Add an active user; an empty scope is the whole city."""
    hashed = passwords.hash_password(passwords.checked(password, user_name=name))
    user = new_user(name=name, role=role, scope=scope, password_hash=hashed)
    try:
        with database.transaction() as session:
            store(session, user, actor)
    except IntegrityError as error:
        raise taken(name) from error
    return user


def new_user(*, name: str, role: str, scope: Sequence[str], password_hash: str) -> User:
    check_user(name=name, role=role, scope=scope)
    return User(
        name=name,
        role=role,
        password_hash=password_hash,
        scopes=[UserScope(district_code=code) for code in sorted({*scope})],
    )


def store(session: Session, user: User, actor: audit.Actor, **more: Any) -> None:
    """Store a new user with the audit row; `more` is kept there as well."""
    refuse_taken(session, user.name)
    session.add(user)
    session.flush()
    after = {"role": user.role, "scope": sorted(user.districts or ()), **more}
    audit.record(session, actor, "user.add", f"user/{user.name}", after=after)


def refuse_taken(session: Session, name: str) -> None:
    if queries.user_by_name(session, name) is not None:
        raise taken(name)


def taken(name: str) -> InvalidError:
    return InvalidError(_("There is already a user named %(name)s.", name=name))


def check_user(*, name: str, role: str, scope: Sequence[str]) -> None:
    """Refuse what `add_user` would refuse, before anybody types a password."""
    checked_name(name)
    checked_rights(role, scope)


def checked_rights(role: str, scope: Iterable[str]) -> set[str]:
    """The districts, if there are such, and if the role can work in them."""
    districts = {*map(checked_district, scope)}
    if checked_role(role) in OF_DISTRICTS and not districts:
        raise InvalidError(
            _("A district committee works in its districts: choose at least one of them.")
        )
    return districts


def checked_name(name: str) -> str:
    if not NAME.fullmatch(name):
        raise InvalidError(
            _(
                "“%(name)s” cannot be a user name: use 3 to 64 letters without accents, digits, "
                "dots, hyphens or underscores.",
                name=name[:LONGEST_NAME],
            )
        )
    return name


def checked_role(role: str) -> str:
    if role not in ROLES:
        raise InvalidError(
            _(
                "There is no role “%(role)s”; the roles are %(roles)s.",
                role=role,
                roles=", ".join(ROLES),
            )
        )
    return role


def checked_district(code: str) -> str:
    """The code, if it is one of a district of 2024; else a refusal that names close ones."""
    try:
        return unit(code, "2024").code
    except UnknownUnitError as error:
        raise InvalidError(unknown_district(code)) from error


def unknown_district(text: str) -> str:
    return _(
        "There is no district with the code “%(code)s”. Close ones: %(names)s.",
        code=text[:LONGEST_NAME],
        names=", ".join(close_districts(text)),
    )


def close_districts(text: str, count: int = 3) -> list[str]:
    """Districts whose code or name resembles what was typed, as “007 Hai Bà Trưng”."""
    text = text[:LONGEST_NAME]
    from geodata.text import fold  # noqa: PLC0415 (only after a mistake)
    from geodata.units import units  # noqa: PLC0415 (as above)

    known = units("2024")
    choices = {
        f"{code} {name}": f"{code} {fold(name)}"
        for code, name in zip(known["code"], known["name_short"], strict=True)
    }
    return [found[2] for found in process.extract(fold(text), choices, limit=count)]


def unknown_user(name: str, known: Sequence[User]) -> str:
    close = [found[0] for found in process.extract(name, [user.name for user in known], limit=3)]
    if not close:
        return _(
            "There is no user named %(name)s, nor any other yet. "
            "Add one with the command “hotspots user add”.",
            name=name,
        )
    return _(
        "There is no user named %(name)s. Close ones: %(names)s.",
        name=name,
        names=", ".join(close),
    )
