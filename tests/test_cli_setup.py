"""`hotspots init` and `hotspots serve`."""

import os
import socket
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from geo_app.accounts.models import AuditEntry
from geo_app.db import Database
from geo_app.errors import service_error_from
from tests.cli_runs import (
    CHECKOUT,
    everything_in,
    one_sentence,
    process_arguments,
    process_environment,
    run_command,
)
from tests.databases import PostgresDatabases, files_of
from tests.factories import make_token, make_user

pytestmark = pytest.mark.both_databases


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, empty_database_url: str) -> str:
    monkeypatch.setenv("HOTSPOTS_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("HOTSPOTS_DATABASE_URL", empty_database_url)
    return empty_database_url


def test_init_makes_the_tables_and_loads_the_plan(empty: str) -> None:
    done = run_command("init")
    assert done.exit_code == 0

    rows = everything_in(empty)
    assert (len(rows["hotspot"]), len(rows["indicator"])) == (11, 32)
    assert "11 điểm và 32 chỉ tiêu" in done.stdout
    assert rows["user_account"] == []


def test_init_a_second_time_changes_nothing(empty: str) -> None:
    first = run_command("init")
    before = everything_in(empty)
    second = run_command("init")

    assert second.exit_code == 0
    assert everything_in(empty) == before
    assert first.stdout != second.stdout


def test_init_keeps_what_was_recorded_since(empty: str) -> None:
    run_command("init")
    run_command(
        "user", "add", "hoa", "--role", "admin", "--password-stdin", text="một câu khá dài\n"
    )
    before = everything_in(empty)
    run_command("init")
    assert everything_in(empty) == before


@pytest.fixture
def poor(postgresql_databases: PostgresDatabases | str) -> Iterator[tuple[str, str]]:
    """A database, and its address for an account that may only look at it."""
    if isinstance(postgresql_databases, str):
        pytest.skip(postgresql_databases)
    name = f"hotspots_poor_{os.getpid()}"
    with postgresql_databases.empty() as url:
        owner = sa.create_engine(url, isolation_level="AUTOCOMMIT")
        with owner.connect() as connection:
            connection.exec_driver_sql(f"CREATE ROLE {name} LOGIN PASSWORD 'x'")
            yield (
                url,
                sa.make_url(url)
                .set(username=name, password="x")
                .render_as_string(hide_password=False),
            )
            connection.exec_driver_sql(f"DROP OWNED BY {name}")
            connection.exec_driver_sql(f"DROP ROLE {name}")
        owner.dispose()


def test_init_says_which_right_is_missing(
    poor: tuple[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOTSPOTS_INSTANCE", str(tmp_path / "instance"))
    url, limited = poor
    monkeypatch.setenv("HOTSPOTS_DATABASE_URL", limited)
    assert "schema public" in one_sentence(run_command("init"), 1)
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("GRANT CREATE ON SCHEMA public TO PUBLIC")
    engine.dispose()
    assert "CREATE EXTENSION postgis" in one_sentence(run_command("init"), 1)


def test_init_says_that_postgis_is_missing(
    postgresql_databases: PostgresDatabases | str,
) -> None:
    """By the server's own words for an extension that it has not."""
    if isinstance(postgresql_databases, str):
        pytest.skip(postgresql_databases)
    engine = sa.create_engine(postgresql_databases.server)
    with pytest.raises(sa.exc.DBAPIError) as raised, engine.connect() as connection:
        connection.exec_driver_sql("CREATE EXTENSION no_such_extension")
    engine.dispose()
    assert "postgis-3" in str(service_error_from(raised.value).detail)


def test_init_can_be_quiet(empty: str) -> None:  # noqa: ARG001 (sets the settings)
    assert run_command("init", "--quiet").output == ""


def test_init_makes_the_folders_it_needs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOTSPOTS_INSTANCE", str(tmp_path / "a" / "b"))
    assert run_command("init").exit_code == 0
    assert (tmp_path / "a" / "b" / "hotspots.sqlite").is_file()


def test_what_init_makes_is_its_owners_alone(empty: str, tmp_path: Path) -> None:
    """Whatever the mask of the account is, also of the journal beside a database at work."""
    instance = tmp_path / "instance"
    mask = os.umask(0)
    try:
        assert run_command("init").exit_code == 0
        database = Database(empty)
        with database.engine.connect() as connection:
            connection.execute(sa.text("SELECT 1"))
            made = [instance, *instance.iterdir(), *files_of(empty)]
            modes = {path.name: path.stat().st_mode & 0o777 for path in made}
        database.engine.dispose()
    finally:
        os.umask(mask)
    assert modes.pop("instance") == 0o700
    assert {"hotspots.log", "secret_key"} <= set(modes)
    assert set(modes.values()) == {0o600}


def test_a_server_that_does_not_answer_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOTSPOTS_INSTANCE", str(tmp_path))
    monkeypatch.setenv("HOTSPOTS_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/none")
    one_sentence(run_command("init"), 1)
    assert "psycopg" in (tmp_path / "hotspots.log").read_text(encoding="utf-8")


def test_an_unknown_setting_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOTSPOTS_INSTANCE", str(tmp_path))
    monkeypatch.setenv("HOTSPOTS_COLOUR", "red")
    assert "HOTSPOTS_COLOUR" in one_sentence(run_command("init"), 2)


def test_serve_refuses_a_database_that_was_not_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOTSPOTS_INSTANCE", str(tmp_path))
    assert "hotspots init" in one_sentence(run_command("serve"), 1)
    assert not (tmp_path / "hotspots.sqlite").exists()


def test_serve_refuses_a_port_that_is_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOTSPOTS_INSTANCE", str(tmp_path))
    run_command("init")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert port in one_sentence(run_command("serve", "--port", port), 1)


@contextmanager
def serving(tmp_path: Path, **settings: str) -> Iterator[str]:
    """The address of a service of its own process, which is ended as systemd does it."""
    environment = process_environment(
        HOTSPOTS_INSTANCE=str(tmp_path), PYTHONUNBUFFERED="1", **settings
    )
    subprocess.run(process_arguments("init"), env=environment, cwd=CHECKOUT, check=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with subprocess.Popen(
        process_arguments("serve", "--port", str(port)),
        env=environment,
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as server:
        # Should it never say a word or never end, it is killed, and the line read is empty.
        guard = threading.Timer(60, server.kill)
        guard.start()
        try:
            assert server.stdout is not None
            assert f"127.0.0.1:{port}" in server.stdout.readline()
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()
            guard.cancel()


def test_serve_answers(tmp_path: Path) -> None:
    with serving(tmp_path) as address:
        assert answer_of(f"{address}/readyz") == "ok\n"


def test_serve_writes_what_waits_when_it_is_ended(tmp_path: Path) -> None:
    with serving(tmp_path) as address:
        database = Database(f"sqlite:///{tmp_path / 'hotspots.sqlite'}")
        secret = make_token(database, make_user(database, name="hoa", scope=("020",)))
        asked = {"Authorization": f"Bearer {secret}"}
        assert answer_of(f"{address}/api/v1/hotspots/PL3-I-2", asked).startswith("404 ")
    with Session(database.engine) as session:
        rows = session.scalars(select(AuditEntry).where(AuditEntry.action == "access.refused"))
        assert [(row.actor_name, row.subject) for row in rows] == [("hoa", "hotspot/PL3-I-2")]
    database.engine.dispose()


@pytest.mark.parametrize(("trusted", "status"), [("127.0.0.1", 200), ("192.0.2.1", 400)])
def test_serve_hears_the_proxies_that_are_trusted(
    tmp_path: Path, trusted: str, status: int
) -> None:
    settings = {"HOTSPOTS_TRUSTED_PROXIES": trusted, "HOTSPOTS_HOSTS": "hotspots.example"}
    with serving(tmp_path, **settings) as address:
        assert answer_of(f"{address}/healthz").startswith("400 ")
        asked = {"X-Forwarded-Host": "hotspots.example", "X-Forwarded-For": "203.0.113.5"}
        answer = answer_of(f"{address}/healthz", asked)
        assert answer == ("ok\n" if status == 200 else answer)
        assert answer.startswith("400 ") is (status == 400)


def answer_of(url: str, headers: dict[str, str] | None = None) -> str:
    asked = urllib.request.Request(url, headers=headers or {})  # noqa: S310 (our own address)
    for _ in range(100):
        try:
            with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310 (as above)
                return str(answer.read().decode())
        except urllib.error.HTTPError as refused:
            return f"{refused.code} {refused.reason}"
        except OSError:
            # Not listening yet.
            threading.Event().wait(0.1)
    return "no answer"
