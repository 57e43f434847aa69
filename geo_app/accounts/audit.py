"""The audit row that every write leaves in its own transaction, and what is looked at beside."""

from dataclasses import dataclass
from typing import Any

from flask import has_request_context, request
from sqlalchemy.orm import Session

from geo_app.accounts.models import AuditEntry, User
from geo_app.db import Database


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
) -> None:
    """Add the audit row of a write; without one, the transaction is refused."""
    session.add(
        AuditEntry(
            actor_id=actor.user_id,
            actor_name=actor.name,
            action=action,
            subject=subject,
            before=before,
            after=after,
            address=request.remote_addr if has_request_context() else None,
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
) -> None:
    """Record what wrote nothing and is to be known all the same: an export, a refusal."""
    with database.transaction() as session:
        record(session, actor, action, subject, after=after)
