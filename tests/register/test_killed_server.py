"""The server is killed at random moments while a program writes: what it acknowledged is there."""

import http.client
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from geo_app.accounts.models import AuditEntry
from geo_app.db import Database
from geo_app.register.models import Event, Hotspot
from tests.cli_runs import CHECKOUT, process_environment, run_command
from tests.effort import by_effort
from tests.factories import make_token, make_user

pytestmark = pytest.mark.both_databases

KILLS = by_effort(quick=20, full=200)
# One in so many is killed while it starts, the others while they write.
AT_ONCE = 10
# How many times as long as the first write took the others may go on.
LONGEST = 1.5
SEED = int(os.environ.get("HOTSPOTS_TEST_SEED", "178"))
CODE = "PL2-I-1"
PATH = f"/api/v1/hotspots/{CODE}/events"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.engine.dispose()


@pytest.fixture
def token(database: Database) -> str:
    return make_token(database, make_user(database, role="police"))


@pytest.fixture
def forking(
    database_url: str, token: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[subprocess.Popen[str]]:
    settings = {
        "HOTSPOTS_DATABASE_URL": database_url,
        "HOTSPOTS_INSTANCE": str(tmp_path),
        "HOTSPOTS_SECRET_KEY": "a key for tests only",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    with (
        (tmp_path / "servers.log").open("w") as log,
        subprocess.Popen(
            [sys.executable, "-m", "tests.forked_servers", token, CODE],
            cwd=CHECKOUT,
            env=process_environment(**settings),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        yield process
        assert process.stdin is not None
        process.stdin.close()


def new_server(forking: subprocess.Popen[str]) -> tuple[int, int]:
    """The number of its process, and its port."""
    assert forking.stdin is not None
    assert forking.stdout is not None
    forking.stdin.write("\n")
    forking.stdin.flush()
    process, port = forking.stdout.readline().split()
    return int(process), int(port)


def write_until_killed(
    port: int, token: str, numbers: Iterator[int], written: Callable[[float], None]
) -> dict[int, str]:
    """Write as fast as the server answers; what it acknowledged, by the number of the event."""
    acknowledged = {}
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    with suppress(OSError, http.client.HTTPException):
        while True:
            basis = f"BB {next(numbers)}/BB-CA"
            began = time.monotonic()
            event = {"effective_on": "2024-05", "level": "active", "basis": basis}
            client.request("POST", PATH, json.dumps(event), headers)
            answer = client.getresponse()
            body = answer.read()
            assert answer.status == 201, body
            acknowledged[json.loads(body)["event"]["id"]] = basis
            written(time.monotonic() - began)
    client.close()
    return acknowledged


def kill_while_writing(
    forking: subprocess.Popen[str], token: str, numbers: Iterator[int], delay: float | None
) -> dict[int, str]:
    """One server, killed after so many lengths of its first write; without a delay, before it."""
    process, port = new_server(forking)
    timers: list[threading.Timer] = []

    def kill_in(seconds: float) -> None:
        timers.append(threading.Timer(seconds, os.kill, (process, signal.SIGKILL)))
        timers[0].start()

    def written(seconds: float) -> None:
        if not timers:
            kill_in(seconds * (delay or 0))

    if delay is None:
        kill_in(0)
    acknowledged = write_until_killed(port, token, numbers, written)
    timers[0].join()
    return acknowledged


def table(database: Database, *columns: Any) -> list[Any]:
    with database.engine.connect() as connection:
        return list(connection.execute(sa.select(*columns)))


def basis_by_number(database: Database) -> dict[int, str]:
    """Of the events of the hotspot that is written to, by their numbers there."""
    statement = (
        sa.select(Event.entry_number.label("number"), Event.basis)
        .join(Hotspot, Hotspot.id == Event.hotspot_id)
        .where(Hotspot.code == CODE)
    )
    with database.engine.connect() as connection:
        return {row.number: row.basis for row in connection.execute(statement)}


def test_what_was_acknowledged_is_there_and_nothing_is_half_there(
    database: Database, forking: subprocess.Popen[str], token: str, figure: Callable[..., None]
) -> None:
    first = {row.id for row in table(database, Event.id)}
    (version,) = table(database, sa.func.sum(Hotspot.version))[0]
    audited = {row.id for row in table(database, AuditEntry.id)}
    chance = random.Random(SEED)  # noqa: S311  # not for secrets
    numbers = iter(range(1, 1_000_000))
    acknowledged: dict[int, str] = {}
    for turn in range(KILLS):
        delay = chance.uniform(0, LONGEST) if turn % AT_ONCE else None
        acknowledged |= kill_while_writing(forking, token, numbers, delay)
    backend = database.url.get_backend_name()
    figure(f"moments at which a writing server was killed, on {backend} (seed {SEED})", KILLS)
    figure(f"events acknowledged by servers that were killed, on {backend}", len(acknowledged))

    assert run_command("verify").exit_code == 0
    found = basis_by_number(database)
    assert acknowledged.items() <= found.items()
    new = {row.id for row in table(database, Event.id)} - first
    figure(
        f"events saved whole though the server died unheard, on {backend}",
        len(new) - len(acknowledged),
    )
    assert len(acknowledged) >= KILLS - KILLS // AT_ONCE
    # One write at most was under way at each of the moments.
    assert len(new) <= len(acknowledged) + KILLS
    assert table(database, sa.func.sum(Hotspot.version))[0][0] == version + len(new)
    entries = table(database, AuditEntry.id, AuditEntry.action, AuditEntry.after)
    entries = [row for row in entries if row.id not in audited]
    assert {row.action for row in entries} == {"event.record"}
    assert sorted(row.after["event"] for row in entries) == sorted(new)
    if backend == "sqlite":
        with database.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
