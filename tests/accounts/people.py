"""Steps that several tests of accounts take, and how they make time pass."""

import time
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pyotp
from flask import Flask
from sqlalchemy import select, update

from geo_app.accounts import audit, own_actions, second_factor
from geo_app.accounts.credentials import FailedSignIns, OneTimeCode, UserSession
from geo_app.accounts.models import AuditEntry, User
from geo_app.db import session
from tests.factories import database_of, make_user


def code_now(secret: str, *, steps: int = 0) -> str:
    """The code that the app of a telephone shows now, or some steps of 30 seconds from now."""
    return pyotp.TOTP(secret).at(time.time() + 30 * steps)


def user_with_factor(app: Flask, **given: Any) -> tuple[User, str, list[str]]:
    """A user with a second factor, its secret and the recovery codes."""
    user = make_user(app, **given)
    secret = second_factor.new_secret()
    with app.test_request_context():
        # Enrolled by the code of the step before, so that the present one is still good.
        codes = own_actions.enrol(database_of(app), user, secret, code_now(secret, steps=-1))
    return user, secret, codes


def let_pass(app: Flask, span: timedelta) -> None:
    """Move back what time has to do with, as if the span had passed since."""
    with database_of(app).engine.begin() as connection:
        for model in (UserSession, FailedSignIns, OneTimeCode):
            table = model.__table__
            moments = [
                column.name
                for column in table.columns
                if column.name.endswith("_at") or column.name == "locked_until"
            ]
            key = next(iter(table.primary_key))
            for row in connection.execute(select(table)).mappings().all():
                earlier = {name: row[name] - span for name in moments if row[name] is not None}
                connection.execute(update(table).where(key == row[key.name]).values(**earlier))


def write_late_notes(app: Flask) -> None:
    """Write now what is otherwise written at its rhythm, which stands still in tests."""
    app.extensions["late_notes"].flush()


def actions_of(app: Flask, name: str | None = None) -> list[str]:
    """What the audit says was done, the latest last."""
    write_late_notes(app)
    with app.app_context():
        statement = select(AuditEntry).order_by(AuditEntry.number)
        return [
            entry.action
            for entry in session().scalars(statement)
            if name is None or name in (entry.actor_name, entry.subject.removeprefix("user/"))
        ]


def entries_of(app: Flask, action: str, subject: str | None = None) -> list[AuditEntry]:
    """The audit rows of one kind, the latest last."""
    write_late_notes(app)
    with app.app_context():
        statement = select(AuditEntry).where(AuditEntry.action == action)
        if subject is not None:
            statement = statement.where(AuditEntry.subject == subject)
        return list(session().scalars(statement.order_by(AuditEntry.number)))


def note(app: Flask, action: str = "test.noted", subject: str = "test/1", **said: Any) -> None:
    """Put a row into the audit."""
    with app.app_context():
        actor = audit.Actor(said.pop("actor", "hoa"))
        with database_of(app).transaction() as opened:
            audit.record(opened, actor, action, subject, **said)


def address_of(app: Flask) -> str:
    return database_of(app).url.render_as_string(hide_password=False)


def text_of(answer: Any) -> str:
    return unescape(answer.get_data(as_text=True))


Signs = Callable[..., Any]
