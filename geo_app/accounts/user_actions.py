"""What an administrator changes about users: one transaction and one audit row each."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geo_app.accounts import (
    actions,
    audit,
    codes,
    lockout,
    own_actions,
    passwords,
    queries,
    welcome,
)
from geo_app.accounts.models import User, UserScope
from geo_app.accounts.permissions import MANAGE_ACCOUNTS
from geo_app.accounts.still_allowed import refuse_unless_allowed
from geo_app.accounts.user_queries import user_by_number
from geo_app.db import Database, now
from geo_app.errors import InvalidError, NotFoundError, StaleError


def add_with_code(
    database: Database, *, name: str, role: str, scope: Sequence[str], actor: audit.Actor
) -> tuple[User, str]:
    """Add a user who has no password yet, and the one-time code with which to choose one."""
    nothing = passwords.hash_of_nothing()
    user = actions.new_user(name=name, role=role, scope=scope, password_hash=nothing)
    with database.transaction() as session:
        refuse_unless_allowed(session, actor, MANAGE_ACCOUNTS)
        actions.store(session, user, actor, one_time_code_days=welcome.GOOD_FOR.days)
        code = welcome.new_code(session, user)
    return user, code


def user_named(session: Session, name: str) -> User:
    user = queries.user_by_name(session, name)
    if user is None:
        raise NotFoundError(actions.unknown_user(name, queries.users(session)))
    return user


def seen_as(user: User) -> str:
    """What an administrator saw of a user when opening a form, to be sent back with it."""
    active = "active" if user.active else "inactive"
    return " ".join((user.role, active, *sorted(user.districts or ())))


def change_rights(
    database: Database,
    number: int,
    *,
    role: str,
    scope: Sequence[str],
    seen: str | None,
    actor: audit.Actor,
) -> bool:
    """Change role and districts; the sessions end, so that no page of before is left open.

    Says whether anything was different.
    """
    districts = actions.checked_rights(role, scope)
    with database.transaction() as session:
        refuse_unless_allowed(session, actor, MANAGE_ACCOUNTS)
        user = unchanged_since(session, number, seen)
        before = rights_of(user)
        if before == {"role": role, "scope": sorted(districts)}:
            return False
        if role != "admin":
            refuse_losing_admin(session, user, actor)
        user.role = role
        user.scopes = [each for each in user.scopes if each.district_code in districts]
        known = {each.district_code for each in user.scopes}
        user.scopes += [UserScope(district_code=code) for code in sorted(districts - known)]
        after = {**rights_of(user), "sessions_ended": own_actions.end_all(session, user)}
        audit.record(session, actor, "user.change", f"user/{user.name}", before=before, after=after)
    return True


def rights_of(user: User) -> dict[str, Any]:
    return {"role": user.role, "scope": sorted(user.districts or ())}


def set_active(
    database: Database,
    user: User,
    *,
    active: bool,
    seen: str | None = None,
    actor: audit.Actor = audit.SYSTEM,
) -> bool:
    """Let a user in no more, or in again; tokens rest as long. Says whether it was different."""
    with database.transaction() as session:
        refuse_unless_allowed(session, actor, MANAGE_ACCOUNTS)
        user = unchanged_since(session, user.id, seen)
        if user.active == active:
            return False
        if not active:
            refuse_losing_admin(session, user, actor)
        user.active = active
        if not active:
            codes.void_codes(session, user)
        after = {"active": active, "sessions_ended": own_actions.end_all(session, user)}
        action = "user.activate" if active else "user.deactivate"
        audit.record(
            session, actor, action, f"user/{user.name}", before={"active": not active}, after=after
        )
    return True


def unchanged_since(session: Session, number: int, seen: str | None) -> User:
    """The user, if still as the administrator saw it; None is whoever looks at nothing first."""
    user = user_by_number(session, number)
    if seen is not None and seen != seen_as(user):
        raise StaleError(
            _(
                "Another administrator has changed this user since you opened the page. Nothing "
                "of yours was saved; look at what stands now, then decide again."
            )
        )
    return user


def refuse_losing_admin(session: Session, user: User, actor: audit.Actor) -> None:
    """An administrator is never shut out by a slip of his own, and one is always left."""
    if user.role != "admin":
        return
    if user.id == actor.user_id:
        raise InvalidError(
            _(
                "You cannot take the administration from yourself: another administrator must "
                "do it, who can also give it back."
            )
        )
    others = select(func.count()).where(User.role == "admin", User.active, User.id != user.id)
    if user.active and not session.scalar(others):
        raise InvalidError(
            _("This is the last active administrator. Make somebody else one first.")
        )


def end_all_sessions(database: Database, user: User, *, actor: audit.Actor) -> int:
    """Sign a user out everywhere; how many sessions there were."""
    with database.transaction() as session:
        refuse_unless_allowed(session, actor, MANAGE_ACCOUNTS)
        ended = own_actions.end_all(session, user)
        after = {"sessions_ended": ended}
        audit.record(session, actor, "session.end", f"user/{user.name}", after=after)
    return ended


def lift_lock(database: Database, user: User, *, actor: audit.Actor = audit.SYSTEM) -> bool:
    """Forget the failed sign-ins of an account; says whether there were any."""
    with database.transaction() as session:
        refuse_unless_allowed(session, actor, MANAGE_ACCOUNTS)
        failed = lockout.failures_of(session, user.name, now())
        if failed is None:
            return False
        until = failed.locked_until.isoformat() if failed.locked_until else None
        before = {"failures": failed.failures, "locked_until": until}
        lockout.lift(session, user.name)
        audit.record(
            session, actor, "lock.lift", f"user/{user.name}", before=before, after={"failures": 0}
        )
    return True
