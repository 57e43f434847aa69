"""What people change about their own account: password, second factor, sessions."""

from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from geo_app.accounts import (
    audit,
    codes,
    passwords,
    second_factor,
    sessions,
    signing_in,
    tokens,
)
from geo_app.accounts.credentials import RecoveryCode, UserSession
from geo_app.accounts.models import User
from geo_app.db import Database, now
from geo_app.errors import InvalidError, NotFoundError
from geo_app.secrets_box import box


def change_password(database: Database, user: User, present: str, new: str) -> None:
    """Change the password; whoever is signed in elsewhere by the old one is signed out."""
    # Counted like a sign-in, or a page left open would be a place to guess at.
    proved = signing_in.check_password(database, user.name, present)
    hashed = new_hash(user, new)
    with database.transaction() as session:
        stored = session.get_one(User, user.id)
        if stored.password_hash != proved.password_hash:
            # Somebody else has just chosen a new one, with a one-time code perhaps.
            raise InvalidError(signing_in.WRONG)
        stored.password_hash = hashed
        stored.password_changed_at = now()
        codes.void_codes(session, user)
        ended = end(session, others_of(session, user))
        audit.record(
            session,
            audit.actor_of(user),
            "password.change",
            f"user/{user.name}",
            after={"sessions_ended": ended},
        )


def new_hash(user: User, password: str) -> str:
    if passwords.matches(user.password_hash, password):
        raise InvalidError(_("This is the password you have already. Choose another one."))
    return passwords.hash_password(passwords.checked(password, user_name=user.name))


def confirm(database: Database, user: User, password: str, code: str) -> str:
    """Take note that the user has just proved to be sitting there; the session's new key.

    Whoever has copied the key of before is left outside.
    """
    signing_in.check_password(database, user.name, password)
    if user.has_second_factor:
        signing_in.check_code(database, user, code)
    live = sessions.current_session()
    key = tokens.new_secret()
    with database.transaction() as session:
        if live is not None:
            stored = session.get_one(UserSession, live.id)
            stored.confirmed_at, stored.key_hash = now(), tokens.hash_secret(key)
        audit.record(session, audit.actor_of(user), "session.confirm", f"user/{user.name}")
    return key


def enrol(database: Database, user: User, secret: str, typed: str) -> list[str]:
    """Switch the second factor on once a code has shown that it works; the recovery codes."""
    moment = now()
    step = second_factor.step_of(secret, typed, moment)
    if step is None:
        raise InvalidError(
            _("This code does not fit. See that the clock of the telephone is right, try the next.")
        )
    with database.transaction() as session:
        stored = session.get_one(User, user.id)
        stored.factor_secret = box().encrypt(secret)
        stored.factor_since, stored.factor_step = moment, step
        made = replace_recovery_codes(session, stored)
        audit.record(session, audit.actor_of(user), "second_factor.begin", f"user/{user.name}")
    return made


def renew_recovery_codes(database: Database, user: User) -> list[str]:
    """Make new recovery codes; those of before are worth nothing any more."""
    if not user.has_second_factor:
        raise InvalidError(_("There is no second factor yet for which codes could stand in."))
    with database.transaction() as session:
        made = replace_recovery_codes(session, user)
        audit.record(session, audit.actor_of(user), "second_factor.codes", f"user/{user.name}")
    return made


def replace_recovery_codes(session: Session, user: User) -> list[str]:
    drop_recovery_codes(session, user)
    made = [codes.new_code() for _number in range(second_factor.RECOVERY_CODES)]
    hashes = map(codes.hash_code, made)
    session.add_all(RecoveryCode(user_id=user.id, code_hash=hashed) for hashed in hashes)
    return made


def drop_recovery_codes(session: Session, user: User) -> None:
    for code in session.scalars(select(RecoveryCode).where(RecoveryCode.user_id == user.id)):
        session.delete(code)


def drop_second_factor(database: Database, user: User, *, actor: audit.Actor | None = None) -> None:
    """Switch the second factor off, with its recovery codes."""
    with database.transaction() as session:
        stored = session.get_one(User, user.id)
        since = stored.factor_since
        stored.factor_secret = stored.factor_since = stored.factor_step = None
        drop_recovery_codes(session, user)
        audit.record(
            session,
            actor or audit.actor_of(user),
            "second_factor.end",
            f"user/{user.name}",
            before={"second_factor_since": since.isoformat() if since else None},
            after={"second_factor_since": None},
        )


def end_session(database: Database, user: User, number: int) -> None:
    """End one session of the user."""
    with database.transaction() as session:
        found = session.get(UserSession, number)
        if found is None or found.user_id != user.id or found.ended_at is not None:
            raise NotFoundError(_("This session has ended already."))
        end(session, [found])
        after = {"session": found.id}
        audit.record(session, audit.actor_of(user), "session.end", f"user/{user.name}", after=after)


def end_other_sessions(database: Database, user: User) -> int:
    """End every session of the user but the one of this request; how many there were."""
    with database.transaction() as session:
        ended = end(session, others_of(session, user))
        after = {"sessions_ended": ended}
        audit.record(session, audit.actor_of(user), "session.end", f"user/{user.name}", after=after)
    return ended


def others_of(session: Session, user: User) -> list[UserSession]:
    live = sessions.current_session()
    return [each for each in open_sessions(session, user) if live is None or each.id != live.id]


def open_sessions(session: Session, user: User) -> list[UserSession]:
    statement = select(UserSession).where(
        UserSession.user_id == user.id, UserSession.ended_at.is_(None)
    )
    return list(session.scalars(statement))


def end_all(session: Session, user: User) -> int:
    """End every session of a user inside somebody else's transaction; how many."""
    return end(session, open_sessions(session, user))


def end(session: Session, found: Iterable[UserSession]) -> int:
    """End sessions inside somebody else's transaction; how many."""
    count = 0
    for each in found:
        each.ended_at = now()
        count += 1
    session.flush()
    return count
