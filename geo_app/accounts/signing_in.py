"""Signing in: name and password, the second factor where there is one, then a session.

Whoever is refused is not told whether the name, the password or the account was wrong, and waits
as long for each answer. Every attempt that was judged leaves its audit row; one that was refused
unread because of a lock is only in the log, or a guesser could fill the disk.
"""

import logging
from datetime import datetime, timedelta
from typing import Any, NoReturn

from flask import has_request_context, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from geo_app.accounts import audit, lockout, passwords, queries, second_factor, tokens
from geo_app.accounts.codes import hash_code
from geo_app.accounts.credentials import LONGEST_BROWSER, RecoveryCode, UserSession
from geo_app.accounts.models import User
from geo_app.db import Database, now
from geo_app.errors import InvalidError
from geo_app.i18n import show_clock

log = logging.getLogger(__name__)

# After they ended: as long as the log is kept, see docs/operation.md. No session lasts a week.
SESSIONS_KEPT = timedelta(days=90)
WRONG = lazy_gettext("The user name or the password is not right. Check both and try again.")
WRONG_CODE = lazy_gettext(
    "This code is not right, or it was used before. Wait for the next one and type it in."
)


class SignInRefusedError(InvalidError):
    """The sentence on the page says what to do, and nothing about which accounts there are."""

    title = lazy_gettext("Signing in was refused")


def check_password(database: Database, name: str, password: str) -> User:
    """The user to whom name and password belong; what fails is counted."""
    keys = keys_of(name)
    with Session(database.engine) as session:
        refuse_while_locked(session, keys, name)
        user = queries.user_by_name(session, name)
    fits = passwords.matches(user.password_hash if user else None, password)
    if user is None or not fits or not user.active:
        refuse(database, name, user, WRONG, {"why": "password"})
    with Session(database.engine) as session:
        # Of guesses sent at the same time, those that failed may have locked the account since.
        refuse_while_locked(session, keys, name)
    return user


def check_code(database: Database, user: User, typed: str) -> None:
    """Accept a code of the second factor, or a recovery code, once."""
    moment = now()
    with database.transaction() as session:
        refuse_while_locked(session, keys_of(user.name), user.name)
        stored = session.get_one(User, user.id, with_for_update=True)
        used = use_code(session, stored, typed, moment)
        if used is not None:
            audit.record(session, audit.actor_of(stored), "session.code", f"user/{stored.name}",
                         after={"with": used})  # fmt: skip
            return
    refuse(database, user.name, user, WRONG_CODE, {"why": "code"})


def use_code(session: Session, user: User, typed: str, moment: datetime) -> str | None:
    """What the code was, after which it is worth nothing any more; None if it is wrong."""
    step = second_factor.step_of(
        second_factor.secret_of(user), typed, moment, after=user.factor_step
    )
    if step is not None:
        user.factor_step = step
        return "code"
    recovery = session.scalar(
        select(RecoveryCode).where(
            RecoveryCode.user_id == user.id,
            RecoveryCode.code_hash == hash_code(typed),
            RecoveryCode.used_at.is_(None),
        )
    )
    if recovery is None:
        return None
    recovery.used_at = moment
    return "recovery code"


def begin_session(database: Database, user: User) -> str:
    """Begin a session of somebody who has proved to be this user; the key for the cookie.

    `user` is as it was when that was proved: a password that was changed since opens nothing.
    """
    key = tokens.new_secret()
    with database.transaction() as session:
        stands = session.get_one(User, user.id)
        still = stands.active and stands.password_hash == user.password_hash
        if still:
            add_session(session, user, key)
    if not still:
        refuse(database, user.name, user, WRONG, {"why": "password"})
    return key


def add_session(session: Session, user: User, key: str) -> None:
    lockout.forget(session, keys_of(user.name))
    drop_old_sessions(session, now())
    begun = UserSession(
        user_id=user.id,
        key_hash=tokens.hash_secret(key),
        address=client_address(),
        browser=browser_name(),
    )
    session.add(begun)
    session.flush()
    audit.record(
        session,
        audit.actor_of(user),
        "session.begin",
        f"user/{user.name}",
        after={"session": begun.id, "browser": begun.browser},
    )


def drop_old_sessions(session: Session, moment: datetime) -> None:
    """Where somebody was signed in from is not kept longer than it may be asked about."""
    last_seen = func.coalesce(UserSession.ended_at, UserSession.seen_at)
    session.execute(delete(UserSession).where(last_seen < moment - SESSIONS_KEPT))


def refuse(database: Database, name: str, user: User | None, sentence: Any, after: Any) -> NoReturn:
    """Count and record a failure, then say so; at the limit, say how long to wait."""
    with database.transaction() as session:
        until = lockout.note_failure(session, keys_of(name), now())
        # What was typed as a name may have been a password, so an unknown one is not kept.
        subject = f"user/{user.name}" if user else "user/?"
        locked = {"locked_until": until.isoformat()} if until else {}
        audit.record(session, audit.STRANGER, "session.refused", subject, after={**after, **locked})
    log.warning("sign-in refused for %s from %s", subject, client_address())
    raise SignInRefusedError(locked_sentence(until) if until else sentence)


def refuse_while_locked(session: Session, keys: list[lockout.Key], name: str) -> None:
    until = lockout.locked_until(session, keys, now())
    if until is not None:
        known = queries.user_by_name(session, name) is not None
        log.warning(
            "sign-in locked for %s from %s", f"user/{name}" if known else "user/?", client_address()
        )
        raise SignInRefusedError(locked_sentence(until))


def locked_sentence(until: datetime) -> str:
    return _(
        "Too many wrong attempts. Signing in is locked until %(clock)s; then try again. "
        "If you forgot the password, ask the administrator for a code.",
        clock=show_clock(until),
    )


def keys_of(name: str) -> list[lockout.Key]:
    return lockout.keys_of(name, client_address())


def client_address() -> str | None:
    return request.remote_addr if has_request_context() else None


def browser_name() -> str:
    """Enough of the browser's name to know it again in a list of sessions."""
    agent = request.headers.get("User-Agent", "") if has_request_context() else ""
    system = next((name for name in SYSTEMS if name in agent), "")
    program = next((shown for mark, shown in PROGRAMS if mark in agent), "")
    return " · ".join(part for part in (program, system) if part)[:LONGEST_BROWSER]


SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Macintosh", "Linux")
# In this order: Edge and Cốc Cốc call themselves Chrome too, and Chrome calls itself Safari.
PROGRAMS = (
    ("Edg/", "Edge"),
    ("coc_coc", "Cốc Cốc"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
