"""Two `hotspots serve` on one PostgreSQL: what holds for one of them holds over both."""

import json
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa
from flask import Flask

from geo_app.accounts.models import AuditEntry
from geo_app.db import snapshot
from geo_app.ledger import anchors
from geo_app.ledger.verification import check
from geo_app.limits import KINDS
from geo_app.register.models import Event
from tests.client import TOKEN_FIELD
from tests.databases import PostgresDatabases
from tests.factories import PASSWORD, make_token, make_user
from tests.serving.processes import LONG, Served, served

CODE, ELSEWHERE = "PL2-I-1", "PL3-I-2"
PLACES = next(each.each_minute for each in KINDS if each.name == "geocoding")
WRITES, REFUSALS, TOO_MANY = 40, 12, 10


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    headers: Any


@dataclass
class Caller:
    """A browser, which knows one cookie for both; or a program, by its token."""

    token: str = ""
    cookies: CookieJar = field(default_factory=CookieJar)

    def send(self, url: str, body: bytes | None = None, **headers: str) -> Answer:
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        asked = urllib.request.Request(url, body, headers)  # noqa: S310  # our own server
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        try:
            with opener.open(asked, timeout=LONG) as found:
                return Answer(found.status, found.read().decode(), found.headers)
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.read().decode(), error.headers)

    def record(self, server: Served, event: dict[str, str], **headers: str) -> Answer:
        headers["Content-Type"] = "application/json"
        url = f"{server.url}/api/v1/hotspots/{CODE}/events"
        return self.send(url, json.dumps(event).encode(), **headers)

    def sign_in(self, server: Served, name: str, password: str) -> Answer:
        found = TOKEN_FIELD.search(self.send(f"{server.url}/login").text)
        assert found
        form = {"csrf_token": found[1], "name": name, "password": password}
        return self.send(f"{server.url}/login", urlencode(form).encode())


@pytest.fixture
def shared_url(postgresql_databases: PostgresDatabases | str) -> Iterator[str]:
    if isinstance(postgresql_databases, str):
        pytest.skip(postgresql_databases)
    with postgresql_databases.loaded() as url:
        yield url


@pytest.fixture
def register(make_app: Callable[..., Flask], shared_url: str) -> Flask:
    return make_app(shared_url)


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """Of two servers as on two machines: each has its log and its anchors."""
    made = [tmp_path / "one", tmp_path / "other"]
    for each in made:
        each.mkdir()
    return made


@pytest.fixture
def servers(
    register: Flask,  # noqa: ARG001  # the schema
    shared_url: str,
    folders: list[Path],
) -> Iterator[list[Served]]:
    counted = {"HOTSPOTS_RATE_LIMIT_STORAGE": "database"}
    with (
        served(folders[0], shared_url, **counted) as one,
        served(folders[1], shared_url, **counted) as other,
    ):
        yield [one, other]


def at_once(jobs: list[Callable[[], Answer]]) -> list[Answer]:
    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(lambda job: job(), jobs))


def rows(app: Flask, *columns: Any) -> list[Any]:
    with app.extensions["database"].engine.connect() as connection:
        return list(connection.execute(sa.select(*columns)))


def test_a_limit_counts_what_both_were_asked(register: Flask, servers: list[Served]) -> None:
    caller = Caller(make_token(register, make_user(register, role="police")))
    urls = [f"{server.url}/api/v1/geocode?q=x" for server in servers] * (PLACES // 2 + TOO_MANY)
    answers = at_once([partial(caller.send, url) for url in urls])
    assert Counter(each.status for each in answers) == {200: PLACES, 429: 2 * TOO_MANY}
    waits = {int(each.headers["Retry-After"]) for each in answers if each.status == 429}
    assert min(waits) > 0
    assert max(waits) <= 61
    # Another caller has a count of his own.
    other = Caller(make_token(register, make_user(register, role="police")))
    assert [other.send(url).status for url in urls[:2]] == [200, 200]


def test_a_lock_and_a_session_hold_at_both(register: Flask, servers: list[Served]) -> None:
    user, one, other = make_user(register), *servers
    signed_in = Caller()
    assert signed_in.sign_in(one, user.name, PASSWORD).status == 200
    assert user.name in signed_in.send(f"{other.url}/account").text
    # The fifth failure begins the wait.
    guesses = [Caller().sign_in(servers[number % 2], user.name, "sai") for number in range(5)]
    assert {each.status for each in guesses} == {422}
    for server in servers:
        assert Caller().sign_in(server, user.name, PASSWORD).status == 422
    begun = [each for (each,) in rows(register, AuditEntry.action) if each == "session.begin"]
    assert len(begun) == 1


def test_writes_split_over_both_are_all_there_and_the_ledger_is_whole(
    register: Flask, servers: list[Served], folders: list[Path]
) -> None:
    caller = Caller(make_token(register, make_user(register, role="police")))
    before = len(rows(register, Event.id))
    levels = ("complex", "active", "low_activity")
    sent = [
        {
            "effective_on": (date(2024, 3, 1) + timedelta(days=number)).isoformat(),
            "level": levels[number % 3],
            "basis": f"BB {number}/BB-CA",
        }
        for number in range(WRITES)
    ]
    answers = at_once([
        partial(caller.record, servers[number % 2], event)
        for number, event in enumerate(sent)
    ])  # fmt: skip
    assert Counter(each.status for each in answers) == {201: WRITES}
    assert len(rows(register, Event.id)) == before + WRITES
    found = {(str(on), level, basis) for on, level, basis in rows(
        register, Event.effective_from, Event.level, Event.basis
    )}  # fmt: skip
    assert {tuple(each.values()) for each in sent} <= found
    noted = [each for folder in folders for each in anchors.read(folder / "anchors.txt")]
    with snapshot(register.extensions["database"]) as session:
        report = check(session, noted)
    assert report.whole, report
    assert report.anchors == len({each.number for each in noted}) >= WRITES
    # Neither has written all of it.
    assert all(len(list(anchors.read(folder / "anchors.txt"))) < WRITES for folder in folders)


def test_a_write_that_is_sent_to_both_is_done_once(register: Flask, servers: list[Served]) -> None:
    caller = Caller(make_token(register, make_user(register, role="police")))
    before = len(rows(register, Event.id))
    event = {"effective_on": "2024-05-17", "level": "active", "basis": "BB 1/BB-CA"}
    key = {"Idempotency-Key": "one-and-the-same"}
    answers = at_once([partial(caller.record, server, event, **key) for server in servers * 3])
    assert {each.status for each in answers} == {201}
    assert len({each.text for each in answers}) == 1
    assert len(rows(register, Event.id)) == before + 1


def test_each_refusal_is_recorded_once(
    register: Flask, shared_url: str, folders: list[Path]
) -> None:
    user = make_user(register, role="police", scope=("020",))
    caller = Caller(make_token(register, user))
    with served(folders[0], shared_url) as one, served(folders[1], shared_url) as other:
        urls = [f"{each.url}/api/v1/hotspots/{ELSEWHERE}" for each in (one, other)] * REFUSALS
        answers = at_once([partial(caller.send, url) for url in urls])
        assert {each.status for each in answers} == {404}
    # What waited was written at the end of both.
    noted = [
        subject
        for action, subject, name in rows(
            register, AuditEntry.action, AuditEntry.subject, AuditEntry.actor_name
        )
        if (action, name) == ("access.refused", user.name)
    ]
    assert noted == [f"hotspot/{ELSEWHERE}"] * (2 * REFUSALS)
    with snapshot(register.extensions["database"]) as session:
        assert all(each.whole for each in check(session).chains)
