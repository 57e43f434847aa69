"""Counts of requests in the database, for several processes that serve one register.

A row for each caller and kind of request, with the moments of those that were let through within
the last minute. Asking and counting happens under the row's lock, so two processes never
let through the last one twice. It is no part of the register: no audit, no journal, no backup.
"""

import hashlib
import hmac
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from limits.storage import MovingWindowSupport, Storage
from sqlalchemy import JSON, Connection, Engine, String, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from geo_app.db import Base, UtcDateTime, close_session

SCHEME = "database"
INSERTS: dict[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


class RequestCount(Base):
    """What one caller asked lately; the key is hashed, for it may hold an address."""

    __tablename__ = "request_count"
    __table_args__ = {"info": {"transient": True}}  # noqa: RUF012  # SQLAlchemy's own way

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    # Seconds since 1970, the earliest first.
    moments: Mapped[list[float]] = mapped_column(JSON)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class CountsInDatabase(Storage, MovingWindowSupport):
    """What the limiter asks of a storage that counts the last so many seconds."""

    STORAGE_SCHEME = [SCHEME]  # noqa: RUF012  # as its base class has it

    def __init__(self, uri: str | None = None, **options: Any) -> None:
        super().__init__(uri)
        self.engine: Engine = options["engine"]
        self.secret: bytes = options["secret"]

    @property
    def base_exceptions(self) -> type[Exception]:
        return SQLAlchemyError

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        # A request that held its reading connection would want a second one of a pool that may
        # have no other, and so would all the others.
        close_session()
        with self.engine.execution_options(hotspots_writes=True).begin() as connection:
            yield connection

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count a request if it is within the limit, and say whether it is."""
        row = RequestCount.key_hash == self.hashed(key)
        with self.writing() as connection:
            earlier = self.locked_moments(connection, key, expiry)
            moment = time.time()
            kept = [each for each in earlier if each > moment - expiry]
            within = len(kept) + amount <= limit
            kept += [moment] * amount if within else []
            connection.execute(update(RequestCount).where(row).values(moments=kept))
        if not earlier:
            self.drop_expired()
        return within

    def locked_moments(self, connection: Connection, key: str, expiry: int) -> list[float]:
        """The moments in the row of a key, which is made where there is none, and now ours."""
        ends = datetime.now(UTC) + timedelta(seconds=expiry)
        insert = INSERTS[connection.dialect.name]
        statement = (
            insert(RequestCount)
            .values(key_hash=self.hashed(key), moments=[], expires_at=ends)
            .on_conflict_do_update(index_elements=["key_hash"], set_={"expires_at": ends})
            .returning(RequestCount.moments)
        )
        return list(connection.execute(statement).scalar_one())

    def drop_expired(self) -> None:
        """Remove what nobody asks for any more, in a transaction that waits for no other."""
        over = (
            select(RequestCount.key_hash)
            .where(RequestCount.expires_at < datetime.now(UTC))
            .with_for_update(skip_locked=True)
        )
        with self.writing() as connection:
            connection.execute(delete(RequestCount).where(RequestCount.key_hash.in_(over)))

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:  # noqa: ARG002  # asked so
        """When the earliest request that counts was, and how many there are."""
        moment = time.time()
        statement = select(RequestCount.moments).where(RequestCount.key_hash == self.hashed(key))
        with self.engine.connect() as connection:
            found = connection.scalar(statement) or []
        kept = [each for each in found if each > moment - expiry]
        return (kept[0] if kept else moment), len(kept)

    def hashed(self, key: str) -> str:
        return hmac.new(self.secret, key.encode(), hashlib.sha256).hexdigest()

    def clear(self, key: str) -> None:
        with self.writing() as connection:
            row = RequestCount.key_hash == self.hashed(key)
            connection.execute(delete(RequestCount).where(row))

    def reset(self) -> int:
        with self.writing() as connection:
            return connection.execute(delete(RequestCount)).rowcount

    def check(self) -> bool:
        return True

    # Only strategies of fixed windows ask these.

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        raise NotImplementedError

    def get(self, key: str) -> int:
        raise NotImplementedError

    def get_expiry(self, key: str) -> float:
        raise NotImplementedError
