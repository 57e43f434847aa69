"""Makes and revokes the tokens of programs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from geo_app.accounts import actions, audit, queries, tokens
from geo_app.accounts.credentials import Token
from geo_app.accounts.models import User
from geo_app.db import Database, now
from geo_app.errors import InvalidError, NotFoundError
from geo_app.personal.refusal import personal_refusal
from geo_app.visible_text import visible

LONGEST_NAME = 64


@dataclass(frozen=True)
class Wanted:
    """What a token is to be: its name, days of life, and what it may do of what its user may."""

    name: str = ""
    days: int | None = None
    may_write: bool = True
    districts: Sequence[str] = ()


def create_token(
    database: Database,
    *,
    user_name: str,
    wanted: Wanted = Wanted(),  # frozen, so no call can change it
    actor: audit.Actor = audit.SYSTEM,
) -> str:
    """Make a token that speaks for a user, and return it; only its hash is kept."""
    days = checked_days(wanted.days)
    name = checked_name(wanted.name)
    secret = tokens.new_secret()
    with database.transaction() as session:
        user = queries.user_by_name(session, user_name)
        if user is None:
            raise NotFoundError(actions.unknown_user(user_name, queries.users(session)))
        token = Token(
            user_id=user.id,
            name=name or user.name,
            secret_hash=tokens.hash_secret(secret),
            expires_at=now() + timedelta(days=days),
            may_write=wanted.may_write,
            districts=checked_districts(wanted.districts, user),
        )
        session.add(token)
        session.flush()
        after = {**as_kept(token), "days": days}
        audit.record(session, actor, "token.create", f"user/{user.name}", after=after)
    return secret


def revoke_token(database: Database, user: User, number: int, *, actor: audit.Actor) -> None:
    """Make a token of this user worthless, at once and for good."""
    with database.transaction() as session:
        token = session.get(Token, number)
        if token is None or token.user_id != user.id or token.revoked_at is not None:
            raise NotFoundError(_("There is no such token, or it was revoked already."))
        before = {**as_kept(token), "revoked": False}
        token.revoked_at = now()
        after = {**as_kept(token), "revoked": True}
        audit.record(
            session, actor, "token.revoke", f"user/{user.name}", before=before, after=after
        )


def as_kept(token: Token) -> dict[str, Any]:
    return {
        "token": token.id,
        "name": token.name,
        "may_write": token.may_write,
        "districts": token.districts,
    }


def checked_days(days: int | None) -> int:
    most = int(current_app.config["TOKEN_DAYS"])
    if days is None:
        return most
    if not 1 <= days <= most:
        raise InvalidError(
            _("A token is good for 1 to %(most)s days.", most=most), errors={"days": days}
        )
    return days


def checked_name(name: str) -> str:
    name = visible(name[: 2 * LONGEST_NAME]).strip()
    if len(name) > LONGEST_NAME:
        raise InvalidError(
            _("The name of a token has at most %(most)s characters.", most=LONGEST_NAME)
        )
    if not name.isprintable():
        raise InvalidError(_("This holds characters that cannot be shown. Type it again."))
    refusal = personal_refusal(name)
    if refusal:
        raise InvalidError(refusal)
    return name


def checked_districts(codes: Sequence[str], user: User) -> list[str] | None:
    """The districts of a token, each of which its user must have; None is all of them."""
    wanted = sorted({actions.checked_district(code) for code in codes})
    if not wanted:
        return None
    beyond = [code for code in wanted if user.districts is not None and code not in user.districts]
    if beyond:
        raise InvalidError(
            _(
                "The account does not work in %(districts)s, so its token cannot either.",
                districts=", ".join(beyond),
            )
        )
    return wanted
