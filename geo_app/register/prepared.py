"""What was entered in one step and is needed in the next: each page of an entry has an address.

Sending a step leads to the page of the next one, which is asked for and may be loaded anew, come
back to, or opened after signing in again. Only what has passed the rules for texts is kept, so
that nothing about persons gets in by this door; it is found by whoever entered it, and forgotten
once it is saved or after a week.
"""

import hashlib
import json
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from geo_app.db import Database, now
from geo_app.register.models import PreparedEntry

KEPT_FOR = timedelta(days=7)
KEY_LENGTH = 32

Content = dict[str, Any]


def key_of(user_id: int | None, about: Any) -> str:
    """The same for the same user and matter, so that a step sent twice is kept once."""
    said = json.dumps([user_id, about], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:KEY_LENGTH]


def find(session: Session, user_id: int | None, key: str) -> Content | None:
    """What this user has prepared under the key."""
    found = select(PreparedEntry.content).where(
        PreparedEntry.key == key[:KEY_LENGTH],
        PreparedEntry.user_id == user_id,
        PreparedEntry.expires_at > now(),
    )
    return session.scalar(found)


def keep(database: Database, user_id: int | None, about: Any, content: Content) -> str:
    """Keep it in place of what stood under its key, and drop what is past its time."""
    key, moment = key_of(user_id, about), now()
    with database.transaction() as session:
        old = (PreparedEntry.expires_at <= moment) | (PreparedEntry.key == key)
        session.execute(delete(PreparedEntry).where(old))
        row = {"key": key, "user_id": user_id, "content": content}
        session.execute(insert(PreparedEntry).values(**row, expires_at=moment + KEPT_FOR))
    return key


def forget(database: Database, user_id: int | None, about: Any) -> None:
    """It was saved; while somebody else writes, its time ends it."""
    database.jot(delete(PreparedEntry).where(PreparedEntry.key == key_of(user_id, about)))
