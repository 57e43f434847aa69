"""One-time codes: with one, somebody chooses a password without anybody else knowing it.

A new user gets one, somebody who forgot the password, and whoever sets the service up.
"""

from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext
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
    signing_in,
)
from geo_app.accounts.credentials import OneTimeCode
from geo_app.accounts.models import User
from geo_app.accounts.permissions import MANAGE_ACCOUNTS
from geo_app.accounts.still_allowed import refuse_unless_allowed
from geo_app.db import Database, now
from geo_app.errors import InvalidError, NotFoundError

GOOD_FOR = timedelta(days=3)
WRONG = lazy_gettext(
    "The user name and the code do not fit, or the code was used or has run out. "
    "Check both; a new code comes from the administrator."
)


def code_for_first_admin(database: Database) -> str | None:
    """A code for becoming the first administrator; None where there is one already.

    A code made before is worth nothing any more.
    """
    with database.transaction() as session:
        if count_admins(session):
            return None
        code = new_code(session, None)
        audit.record(session, audit.SYSTEM, "code.create", "user/?", after={"role": "admin"})
    return code


def code_for(database: Database, name: str, *, actor: audit.Actor = audit.SYSTEM) -> str:
    """A code with which this user chooses a password."""
    with database.transaction() as session:
        user = queries.user_by_name(session, name)
        if user is None:
            raise NotFoundError(actions.unknown_user(name, queries.users(session)))
        refuse_unless_allowed(session, actor, MANAGE_ACCOUNTS)
        code = new_code(session, user)
        after = {"good_for_days": GOOD_FOR.days}
        audit.record(session, actor, "code.create", f"user/{user.name}", after=after)
    return code


def new_code(session: Session, user: User | None) -> str:
    codes.void_codes(session, user)
    code = codes.new_code()
    session.add(
        OneTimeCode(
            user_id=user.id if user else None,
            code_hash=codes.hash_code(code),
            expires_at=now() + GOOD_FOR,
        )
    )
    return code


def choose_password(database: Database, name: str, typed: str, password: str) -> User:
    """Take a one-time code and the password chosen with it; the user, ready to sign in."""
    keys = signing_in.keys_of(name)
    with Session(database.engine) as session:
        good = find_code(session, name, typed) is not None
        if not good:
            # A good one passes: it cannot be guessed, and is what helps who is locked out.
            signing_in.refuse_while_locked(session, keys, name)
        known = queries.user_by_name(session, name)
    if not good:
        signing_in.refuse(database, name, known, WRONG, {"why": "one-time code"})
    # Only now: what is wrong with a password is told to whoever holds a code.
    hashed = passwords.hash_password(passwords.checked(password, user_name=name))
    with database.transaction() as session:
        code = find_code(session, name, typed)
        if code is None:
            raise InvalidError(WRONG)
        moment = now()
        code.used_at = moment
        user = queries.user_by_name(session, name)
        if user is None:
            user = User(name=actions.checked_name(name), role="admin", password_hash=hashed)
            session.add(user)
        user.password_hash, user.password_changed_at = hashed, moment
        session.flush()
        lockout.lift(session, name, signing_in.client_address())
        ended = own_actions.end_all(session, user)
        audit.record(
            session,
            audit.actor_of(user),
            "password.choose",
            f"user/{user.name}",
            after={"role": user.role, "sessions_ended": ended},
        )
    return user


def find_code(session: Session, name: str, typed: str) -> OneTimeCode | None:
    """The code, if it still counts and is this user's, or makes a first admin of a new name."""
    code = session.scalar(
        select(OneTimeCode).where(
            OneTimeCode.code_hash == codes.hash_code(typed),
            OneTimeCode.used_at.is_(None),
            OneTimeCode.expires_at > now(),
        )
    )
    if code is None:
        return None
    user = queries.user_by_name(session, name)
    if code.user_id is None:
        return code if user is None and not count_admins(session) else None
    return code if user is not None and user.id == code.user_id and user.active else None


def count_admins(session: Session) -> int:
    statement = select(func.count()).where(User.role == "admin", User.active)
    return session.scalar(statement) or 0


def first_admin_sentence(code: str | None) -> str:
    if code is None:
        return _(
            "Nobody can sign in yet. Make a code for the first administrator with: "
            "hotspots user first-admin"
        )
    return _(
        "Nobody can sign in yet. Open the page /welcome in a browser, choose a name and a "
        "password, and give this code there. It is good once, for three days: %(code)s",
        code=code,
    )
