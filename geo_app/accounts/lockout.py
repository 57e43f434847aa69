"""After repeated failures signing in must wait, longer each time: per account and per address.

A name nobody has is locked like one that exists, so that a lock tells nothing. The wait ends by
itself and is never long: whoever knows a colleague's name could otherwise shut the colleague out.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from geo_app.accounts.credentials import FailedSignIns
from geo_app.accounts.passwords import composed
from geo_app.proxies import customer_of

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)


@dataclass(frozen=True)
class Limit:
    """How many failures are let pass, and after how long without one they are forgotten."""

    kind: str
    free: int
    forgotten_after: timedelta


ACCOUNT = Limit("account", 5, timedelta(hours=24))
# Behind one address may sit a whole office, each of whom mistypes now and then.
ADDRESS = Limit("address", 50, timedelta(hours=1))


@dataclass(frozen=True)
class Key:
    """One account or address, as its failures are counted."""

    limit: Limit
    hash: str


def keys_of(name: str, address: str | None) -> list[Key]:
    found = [key_of(ACCOUNT, composed(name).strip().lower())]
    return [*found, key_of(ADDRESS, customer_of(address))] if address else found


def key_of(limit: Limit, text: str) -> Key:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    digest = hmac.new(secret, f"{limit.kind}\0{text}".encode(), hashlib.sha256)
    return Key(limit, digest.hexdigest())


def wait_after(failures: int, limit: Limit) -> timedelta | None:
    """30 seconds, then twice as long each time, up to a quarter of an hour."""
    over = failures - limit.free
    if over < 0:
        return None
    # Doubled a few times only: the power itself must not grow without end.
    return min(FIRST_WAIT * 2 ** min(over, 10), LONGEST_WAIT)


def locked_until(session: Session, keys: Iterable[Key], now: datetime) -> datetime | None:
    """Until when signing in is refused; None if it may be tried."""
    hashes = [key.hash for key in keys]
    until: datetime | None = session.scalar(
        select(func.max(FailedSignIns.locked_until)).where(FailedSignIns.key_hash.in_(hashes))
    )
    return until if until is not None and until > now else None


def failures_of(session: Session, name: str, now: datetime) -> FailedSignIns | None:
    """The failures of an account that still count."""
    (key,) = keys_of(name, None)
    row = session.get(FailedSignIns, key.hash)
    return row if row is not None and row.last_at > now - key.limit.forgotten_after else None


def note_failure(session: Session, keys: Iterable[Key], now: datetime) -> datetime | None:
    """Count one more failure; until when the next try must wait."""
    _drop_forgotten(session, now)
    ends = [_count(session, key, now) for key in keys]
    return max((end for end in ends if end is not None), default=None)


def _drop_forgotten(session: Session, now: datetime) -> None:
    """Names that nobody has and addresses would stay for good: nobody signs in under them."""
    longest = max(limit.forgotten_after for limit in (ACCOUNT, ADDRESS))
    session.execute(delete(FailedSignIns).where(FailedSignIns.last_at < now - longest))


def _count(session: Session, key: Key, now: datetime) -> datetime | None:
    row = session.get(FailedSignIns, key.hash)
    if row is None:
        row = FailedSignIns(key_hash=key.hash, failures=0, last_at=now)
        session.add(row)
    if row.last_at < now - key.limit.forgotten_after:
        row.failures = 0
    row.failures += 1
    row.last_at = now
    wait = wait_after(row.failures, key.limit)
    row.locked_until = None if wait is None else now + wait
    return row.locked_until


def forget(session: Session, name: str) -> None:
    """Somebody proved to be this user: the failures of the account no longer count.

    Those of the address stay: a guesser may have one account of his own.
    """
    hashes = [key.hash for key in keys_of(name, None)]
    session.execute(delete(FailedSignIns).where(FailedSignIns.key_hash.in_(hashes)))
