"""After repeated failures signing in must wait, longer each time: per account and per address.

A name nobody has is locked like one that exists, so that a lock tells nothing. Whoever knows a
colleague's name could shut the colleague out with it. So the wait ends by itself and is never long,
it is first of all for the address that guesses, and one address alone cannot lock a name elsewhere.
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


# A name at one address: whoever guesses there waits, and not its user, who is elsewhere.
HERE = Limit("account at an address", 5, timedelta(hours=24))
# A name at all addresses. Each adds what it has before it waits and no more, so that ten must guess
# in a day to lock the name everywhere, and twenty to keep it locked.
ACCOUNT = Limit("account", 50, timedelta(hours=24))
# Behind one address may sit a whole office, each of whom mistypes now and then.
ADDRESS = Limit("address", 50, timedelta(hours=1))


@dataclass(frozen=True)
class Key:
    """One account or address, as its failures are counted.

    The hash of an account begins with that of its name alone, by which all of them are found.
    """

    limit: Limit
    hash: str


def keys_of(name: str, address: str | None) -> list[Key]:
    begin = beginning_of(name)
    everywhere = Key(ACCOUNT, begin + "0" * len(begin))
    if address is None:
        return [everywhere]
    customer = customer_of(address)
    here = Key(HERE, begin + keyed_hash(HERE, f"{begin}\0{customer}")[: len(begin)])
    return [here, everywhere, Key(ADDRESS, keyed_hash(ADDRESS, customer))]


def beginning_of(name: str) -> str:
    """128 bits of the name's hash, half of what is stored."""
    return keyed_hash(ACCOUNT, composed(name).strip().lower())[:32]


def keyed_hash(limit: Limit, text: str) -> str:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, f"{limit.kind}\0{text}".encode(), hashlib.sha256).hexdigest()


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


@dataclass(frozen=True)
class Failures:
    """Of one account, at whichever addresses."""

    failures: int
    last_at: datetime
    locked_until: datetime | None


def failures_of(session: Session, name: str, now: datetime) -> Failures | None:
    """The failures of an account that still count."""
    found = select(FailedSignIns).where(
        FailedSignIns.key_hash.startswith(beginning_of(name)),
        FailedSignIns.last_at > now - ACCOUNT.forgotten_after,
    )
    rows = list(session.scalars(found))
    if not rows:
        return None
    (everywhere,) = keys_of(name, None)
    here = sum(row.failures for row in rows if row.key_hash != everywhere.hash)
    locks = [row.locked_until for row in rows if row.locked_until is not None]
    # A name that was tried at no address is counted everywhere only.
    failures = here or rows[0].failures
    return Failures(failures, max(row.last_at for row in rows), max(locks, default=None))


def note_failure(session: Session, keys: Iterable[Key], now: datetime) -> datetime | None:
    """Count one more failure; until when the next try must wait."""
    _drop_forgotten(session, now)
    ends, waits_here = [], False
    for key in keys:
        if key.limit is ACCOUNT and waits_here:
            continue
        row = _count(session, key, now)
        waits_here = waits_here or (key.limit is HERE and row.failures > HERE.free)
        ends.append(row.locked_until)
    return max((end for end in ends if end is not None), default=None)


def _drop_forgotten(session: Session, now: datetime) -> None:
    """Names that nobody has and addresses would stay for good: nobody signs in under them."""
    longest = max(limit.forgotten_after for limit in (ACCOUNT, ADDRESS))
    session.execute(delete(FailedSignIns).where(FailedSignIns.last_at < now - longest))


def _count(session: Session, key: Key, now: datetime) -> FailedSignIns:
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
    return row


def forget(session: Session, keys: Iterable[Key]) -> None:
    """Somebody proved to be this user, here: the failures of the account no longer count.

    Those of the address stay, for a guesser may have one account of his own, and so do those at
    other addresses, where somebody else may be guessing.
    """
    hashes = [key.hash for key in keys if key.limit is not ADDRESS]
    session.execute(delete(FailedSignIns).where(FailedSignIns.key_hash.in_(hashes)))


def lift(session: Session, name: str, address: str | None = None) -> None:
    """Forget the failures of an account wherever they were, and those of an address."""
    hashes = [key.hash for key in keys_of(name, address) if key.limit is ADDRESS]
    found = FailedSignIns.key_hash.startswith(beginning_of(name))
    session.execute(delete(FailedSignIns).where(found | FailedSignIns.key_hash.in_(hashes)))
