"""The counts of requests in the database: what several processes let through together."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask

from geo_app.config import SettingError
from geo_app.db import make_engine
from geo_app.limit_counts import CountsInDatabase, RequestCount
from geo_app.limits import KINDS
from tests.client import Client
from tests.test_limits import tries

pytestmark = pytest.mark.both_databases
LIMIT, MINUTE = 5, 60


@pytest.fixture
def counts(database_url: str) -> Iterator[CountsInDatabase]:
    engine = make_engine(database_url)
    yield CountsInDatabase(engine=engine, secret=b"for tests")
    engine.dispose()


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    return lambda moment: monkeypatch.setattr("geo_app.limit_counts.time.time", lambda: moment)


def stored(counts: CountsInDatabase) -> int:
    with counts.engine.connect() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(RequestCount)) or 0


def test_the_last_minute_counts_and_no_more(
    counts: CountsInDatabase, set_clock: Callable[[float], None]
) -> None:
    begin = time.time()
    for second in range(LIMIT):
        set_clock(begin + second)
        assert counts.acquire_entry("hoa", LIMIT, MINUTE)
    assert not counts.acquire_entry("hoa", LIMIT, MINUTE)
    assert counts.get_moving_window("hoa", LIMIT, MINUTE) == (begin, LIMIT)
    # When the first is a minute ago there is room for one.
    set_clock(begin + MINUTE)
    assert counts.acquire_entry("hoa", LIMIT, MINUTE)
    assert not counts.acquire_entry("hoa", LIMIT, MINUTE)
    assert counts.get_moving_window("hoa", LIMIT, MINUTE) == (begin + 1, LIMIT)


def test_each_caller_has_a_count_of_its_own(counts: CountsInDatabase) -> None:
    assert counts.acquire_entry("hoa", 1, MINUTE)
    assert counts.acquire_entry("lan", 1, MINUTE)
    assert not counts.acquire_entry("hoa", 1, MINUTE)
    counts.clear("hoa")
    assert counts.acquire_entry("hoa", 1, MINUTE)
    assert not counts.acquire_entry("lan", 1, MINUTE)
    assert counts.reset() == 2


def test_many_at_once_are_let_through_as_often_as_one(counts: CountsInDatabase) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(
            pool.map(lambda _: counts.acquire_entry("hoa", LIMIT, MINUTE), range(4 * LIMIT))
        )
    assert found.count(True) == LIMIT


def test_no_address_is_kept_and_nothing_longer_than_it_counts(
    counts: CountsInDatabase,
) -> None:
    counts.acquire_entry("address 192.0.2.7", LIMIT, MINUTE)
    with counts.engine.connect() as connection:
        (key,) = connection.scalars(sa.select(RequestCount.key_hash))
    assert "192" not in key
    assert len(key) == 64
    counts.acquire_entry("hoa", LIMIT, -MINUTE)
    assert stored(counts) == 1


def test_a_service_counts_there_when_it_is_told_to(
    make_app: Callable[..., Flask], database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scarce = tuple(replace(kind, each_minute=3) for kind in KINDS)
    monkeypatch.setattr("geo_app.limits.KINDS", scarce)
    one, other, alone = (
        make_app(database_url, RATE_LIMIT_STORAGE=where).test_client()
        for where in ("database", "database", "memory")
    )
    assert isinstance(one, Client)
    assert tries(one, 2) == [422, 422]
    assert tries(other, 2) == [422, 429]
    assert tries(one, 1) == [429]
    # One that counts in memory knows of none.
    assert tries(alone, 1) == [422]


@pytest.mark.parametrize("text", ["redis://127.0.0.1", "Database", "x"])
def test_another_place_is_refused(make_app: Callable[..., Flask], text: str) -> None:
    with pytest.raises(SettingError, match="HOTSPOTS_RATE_LIMIT_STORAGE takes memory or database"):
        make_app("sqlite://", RATE_LIMIT_STORAGE=text)
