"""The drill: writers at work, a backup, everything lost, a restore. And what kills the commands."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

import pytest
import sqlalchemy as sa
from flask import Flask

from geo_app.db import make_engine
from geo_app.register.models import Event, Hotspot
from tests.backup.conftest import Run
from tests.cli_runs import CHECKOUT, everything_in, process_environment
from tests.effort import by_effort
from tests.factories import make_event, make_hotspot, make_token, make_user

pytestmark = pytest.mark.both_databases
WRITERS = 4
CODE = "PL2-I-1"
KILLS = by_effort(quick=4, full=40)
CHANCE = random.Random(46)  # noqa: S311  # not for secrets


def bases_in(url: str) -> set[str]:
    """What the events of the hotspot that is written to are based on."""
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            found = connection.scalars(
                sa.select(Event.basis).join(Hotspot, Event.hotspot_id == Hotspot.id)
            )
            return {str(each) for each in found}
    finally:
        engine.dispose()


class Writers:
    """Programs that record events one after the other until they are told to stop."""

    def __init__(self, app: Flask, token: str) -> None:
        self.app, self.token = app, token
        self.stopping = threading.Event()
        self.acknowledged: list[str] = []
        self.threads = [
            threading.Thread(target=self.write, args=(number,)) for number in range(WRITERS)
        ]

    def write(self, number: int) -> None:
        client = self.app.test_client()
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {self.token}"
        for turn in range(10_000):
            if self.stopping.is_set():
                return
            basis = f"BB {number}-{turn}/BB-CA"
            event = {"effective_on": "2024-05", "level": "active", "basis": basis}
            answer = client.post(f"/api/v1/hotspots/{CODE}/events", json=event)
            assert answer.status_code == 201, answer.get_data(as_text=True)
            self.acknowledged.append(basis)

    def wait_for(self, count: int) -> None:
        while len(self.acknowledged) < count:
            time.sleep(0.005)

    def __enter__(self) -> Self:
        for each in self.threads:
            each.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        for each in self.threads:
            each.join()


@pytest.fixture
def token(unlimited_app: Flask, monkeypatch: pytest.MonkeyPatch) -> str:
    """Of an officer; how fast the machine is must not decide what is answered to him."""
    monkeypatch.setattr("geo_app.db.TURN_SECONDS", 600)
    monkeypatch.setattr("geo_app.db.BUSY_TIMEOUT_SECONDS", 600)
    return make_token(unlimited_app, make_user(unlimited_app, role="police"))


def test_everything_acknowledged_before_the_backup_is_there_after_the_restore(
    unlimited_app: Flask, token: str, run: Run, empty_place: Callable[[], str], tmp_path: Path
) -> None:
    file = tmp_path / "drill.zip"
    with Writers(unlimited_app, token) as writers:
        writers.wait_for(20)
        before = set(writers.acknowledged)
        assert run("backup", file).exit_code == 0
        writers.wait_for(len(writers.acknowledged) + 8)
    url = empty_place()
    result = run("restore", file, "--commit", url=url)
    assert result.exit_code == 0, result.output
    assert before <= bases_in(url)
    assert run("verify", url=url).exit_code == 0


class Commands:
    """A process that forks runs of the command."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[str] = subprocess.Popen(
            [sys.executable, "-m", "tests.backup.forked_commands"],
            cwd=CHECKOUT,
            env=process_environment(HOTSPOTS_SECRET_KEY="a key for tests only"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(
        self, *arguments: Any, url: str, instance: Path, kill_after: float | None = None
    ) -> tuple[int, float]:
        """How a run ended, killed after some seconds unless it had; and how long it took."""
        assert self.process.stdin is not None
        environment = {"HOTSPOTS_DATABASE_URL": url, "HOTSPOTS_INSTANCE": str(instance)}
        asked = {"arguments": list(map(str, arguments)), "environment": environment}
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        child = self.number()
        began = time.monotonic()
        timer = None
        if kill_after is not None:
            timer = threading.Timer(kill_after, os.kill, (child, signal.SIGKILL))
            timer.start()
        status = self.number()
        if timer is not None:
            timer.cancel()
        return status, time.monotonic() - began

    def number(self) -> int:
        assert self.process.stdout is not None
        return int(self.process.stdout.readline())

    def close(self) -> None:
        self.process.communicate()


@pytest.fixture
def commands() -> Iterator[Commands]:
    found = Commands()
    yield found
    found.close()


@pytest.fixture
def larger(app: Flask) -> Flask:
    """So many rows that a kill falls into the work and not beside it."""
    for _number in range(20):
        hotspot = make_hotspot(app)
        make_event(app, hotspot)
    return app


@pytest.fixture
def here(larger: Flask, database_url: str) -> dict[str, Any]:
    return {"url": database_url, "instance": Path(larger.instance_path)}


def test_a_backup_that_is_killed_leaves_no_file_or_a_good_one(
    run: Run, commands: Commands, here: dict[str, Any], tmp_path: Path, figure: Callable
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    status, seconds = commands.run("backup", folder / "first.zip", **here)
    assert status == 0
    killed = 0
    for number in range(KILLS):
        file = folder / f"{number}.zip"
        after = CHANCE.uniform(0, seconds)
        status, _seconds = commands.run("backup", file, **here, kill_after=after)
        killed += status == -signal.SIGKILL
        assert not file.exists() or run("backup", file, "--check").exit_code == 0
    figure("backups killed", killed)
    assert run("backup", folder / "last.zip").exit_code == 0
    assert run("verify").exit_code == 0


@pytest.mark.usefixtures("larger")
def test_a_restore_that_is_killed_leaves_an_empty_place_or_a_whole_register(
    run: Run,
    commands: Commands,
    tmp_path: Path,
    empty_place: Callable[[], str],
    figure: Callable,
) -> None:
    restore = ("restore", tmp_path / "b.zip", "--commit")
    assert run("backup", tmp_path / "b.zip").exit_code == 0
    status, seconds = commands.run(*restore, url=empty_place(), instance=tmp_path / "new")
    assert status == 0
    killed = 0
    for number in range(KILLS):
        url = empty_place()
        place = {"url": url, "instance": tmp_path / f"place {number}"}
        after = CHANCE.uniform(0, seconds)
        status, _seconds = commands.run(*restore, **place, kill_after=after)
        killed += status == -signal.SIGKILL
        if everything_in(url):
            assert run("verify", url=url, instance=tmp_path / "look").exit_code == 0
        else:
            again = run(*restore, url=url, instance=tmp_path / "again")
            assert again.exit_code == 0, again.output
    figure("restores killed", killed)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Makes disks of so many kB; only root may."""
    mounted: list[Path] = []

    def mount(kilobytes: int) -> Path:
        place = tmp_path / f"disk {len(mounted)}"
        place.mkdir()
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)],
            check=False,
            capture_output=True,
        )
        if done.returncode:
            pytest.skip("a small disk can only be mounted by root")
        mounted.append(place)
        return place

    yield mount
    for place in mounted:
        subprocess.run(["umount", "-l", str(place)], check=False)


@pytest.mark.usefixtures("larger")
def test_a_full_disk_during_a_backup_is_a_sentence_and_leaves_nothing(
    run: Run, small_disk: Callable[[int], Path]
) -> None:
    disk = small_disk(12)
    result = run("backup", disk / "b.zip")
    assert result.exit_code == 1
    assert "đầy" in result.stderr
    assert list(disk.iterdir()) == []


@pytest.mark.usefixtures("larger")
def test_a_full_disk_during_a_restore_leaves_an_empty_place(
    run: Run, small_disk: Callable[[int], Path], tmp_path: Path
) -> None:
    """On SQLite, whose disk is here; PostgreSQL undoes a transaction in the same way."""
    file = tmp_path / "b.zip"
    assert run("backup", file).exit_code == 0
    disk = small_disk(200)
    url, instance = f"sqlite:///{disk / 'new.sqlite'}", tmp_path / "new"
    result = run("restore", file, "--commit", url=url, instance=instance)
    assert result.exit_code == 1
    assert "đầy" in result.stderr
    assert everything_in(url) == {}
