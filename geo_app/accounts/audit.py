"""The audit row that every write leaves in its own transaction, and what is looked at beside."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import has_request_context, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from geo_app.accounts.models import AuditEntry, User
from geo_app.db import Database, now


@dataclass(frozen=True)
class Actor:
    """Who acts: a user, or the system itself when the command line sets things up."""

    name: str
    user_id: int | None = None


SYSTEM = Actor("system")
# Who has not proved to be anybody yet.
STRANGER = Actor("?")


def actor_of(user: User) -> Actor:
    return Actor(user.name, user.id)


def record(
    session: Session,
    actor: Actor,
    action: str,
    subject: str,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    address: str | None = None,
) -> None:
    """Add the audit row of a write; without one, the transaction is refused.

    `address` is for what is recorded when the request is over.
    """
    session.add(
        AuditEntry(
            actor_id=actor.user_id,
            actor_name=actor.name,
            action=action,
            subject=subject,
            before=before,
            after=after,
            address=request.remote_addr if has_request_context() else address,
        )
    )
    session.info["audited"] = True


def note(
    database: Database,
    actor: Actor,
    action: str,
    subject: str,
    *,
    after: dict[str, Any] | None = None,
    once_in: timedelta | None = None,
) -> None:
    """Record what wrote nothing and is to be known all the same: an export, a refusal.

    With `once_in`, what was recorded in the very same words within that time is not repeated.
    """
    with database.transaction() as session:
        if once_in is None or after not in said_since(session, now() - once_in, actor, action):
            record(session, actor, action, subject, after=after)


def said_since(
    session: Session, moment: datetime, actor: Actor, action: str
) -> list[dict[str, Any] | None]:
    """What was recorded of one kind; compared by Python, as PostgreSQL knows no equal JSON."""
    statement = select(AuditEntry.after).where(
        AuditEntry.at > moment, AuditEntry.actor_name == actor.name, AuditEntry.action == action
    )
    return list(session.scalars(statement))
