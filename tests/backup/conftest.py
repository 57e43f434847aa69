"""A register that is served to programs, and empty places to restore it into."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from tests.cli_runs import run_command
from tests.databases import PostgresDatabases, SqliteDatabases
from tests.factories import make_event, make_inspection, make_user

Run = Callable[..., Result]


@pytest.fixture
def register(app: Flask) -> Flask:
    """A register with something in many of its tables."""
    make_user(app, name="hoa.le", role="police", scope=("020",))
    make_event(app, "PL2-I-1", note="Kiểm tra đột xuất")
    make_inspection(app, "PL2-I-1")
    return app


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, register: Flask, database_url: str) -> Run:
    """Runs a command on this register, or on another database and instance folder."""

    def in_place(
        *arguments: str, url: str | None = None, instance: Path | None = None, text: str = ""
    ) -> Result:
        monkeypatch.setenv("HOTSPOTS_DATABASE_URL", url or database_url)
        monkeypatch.setenv("HOTSPOTS_INSTANCE", str(instance or register.instance_path))
        monkeypatch.setenv("HOTSPOTS_SECRET_KEY", "a key for tests only")
        return run_command(*map(str, arguments), text=text)

    return in_place


@pytest.fixture
def empty_place(databases: SqliteDatabases | PostgresDatabases) -> Iterator[Callable[[], str]]:
    """Makes the addresses of empty databases."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(databases.empty())


@pytest.fixture
def made(run: Run, tmp_path: Path) -> Path:
    file = tmp_path / "out" / "register.zip"
    file.parent.mkdir()
    result = run("backup", file)
    assert result.exit_code == 0, result.output
    return file
