"""`hotspots check` and its page: what is unsafe is said first, with what to do."""

import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import update

from geo_app.accounts import audit
from geo_app.accounts.models import User
from geo_app.backup.newest import ACTION
from geo_app.db import now
from geo_app.safety import State, findings
from tests.cli_runs import run_command
from tests.factories import database_of, make_user
from tests.test_production import STRONG, STRONG_TOO

SAFE = {
    "SECRET_KEY": STRONG,
    "HTTPS": "1",
    "PRODUCTION": "1",
    "TRUSTED_PROXIES": "127.0.0.1",
    "HOSTS": "hotspots.example",
    "SECOND_FACTOR_ROLES": "admin",
}
LOCAL = {"SECRET_KEY": STRONG, "SECOND_FACTOR_ROLES": "admin"}
OTHERS = "192.0.2.1"


@pytest.fixture
def make(make_app: Callable[..., Flask], database_url: str, tmp_path: Path) -> Callable[..., Flask]:
    """An application with an administrator, on files that only their owner reads."""
    tmp_path.chmod(0o700)

    def made(**settings: str) -> Flask:
        app = make_app(database_url, **settings)
        make_user(app, role="admin")
        backed_up(app)
        return app

    return made


def backed_up(app: Flask) -> None:
    with app.app_context():
        audit.note(database_of(app), audit.SYSTEM, ACTION, "backup", after={"whole": True})


def unsafe_in(app: Flask, host: str | None = None) -> set[str]:
    with app.test_request_context():
        return {
            str(each.about) + ": " + str(each.sentence)
            for each in findings(host)
            if each.state is State.UNSAFE
        }


def only_one_that_says(found: set[str], word: str) -> None:
    assert len(found) == 1, found
    assert word in found.pop()


@pytest.mark.parametrize(("settings", "host"), [(SAFE, OTHERS), (LOCAL, "127.0.0.1")])
def test_a_safe_installation_has_nothing_unsafe(
    make: Callable[..., Flask], settings: dict[str, str], host: str
) -> None:
    assert unsafe_in(make(**settings), host) == set()


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"PRODUCTION": "0", "SECRET_KEY": "dev"}, "HOTSPOTS_SECRET_KEY"),
        ({"PRODUCTION": "0", "SECRET_KEY_OLD": "dev"}, "HOTSPOTS_SECRET_KEY"),
        ({"PRODUCTION": "0"}, "HOTSPOTS_PRODUCTION"),
        ({"TRUSTED_PROXIES": "0.0.0.0/0"}, "0.0.0.0/0"),
        ({"TRUSTED_PROXIES": "127.0.0.1,10.0.0.0/8"}, "10.0.0.0/8"),
        ({"TRUSTED_PROXIES": "::/0"}, "::/0"),
        ({"TRUSTED_PROXIES": ""}, "HOTSPOTS_TRUSTED_PROXIES"),
        ({"HOSTS": ""}, "HOTSPOTS_HOSTS"),
        (
            {"TILE_URL": "http://t.example/{z}/{x}/{y}.png", "TILE_ATTRIBUTION": "x"},
            "HOTSPOTS_TILE",
        ),
        ({"LOG_LEVEL": "DEBUG"}, "HOTSPOTS_LOG_LEVEL"),
        ({"RATE_LIMITS": "0"}, "HOTSPOTS_RATE_LIMITS"),
    ],
)
def test_each_unsafe_setting_is_found_by_itself(
    make: Callable[..., Flask], change: dict[str, str], word: str
) -> None:
    found = unsafe_in(make(**{**SAFE, **change}))
    if change.get("PRODUCTION") == "0":
        assert len(found) == len(change), found
        assert any(word in each for each in found)
    else:
        only_one_that_says(found, word)


def test_listening_for_others_without_https_is_unsafe(make: Callable[..., Flask]) -> None:
    found = unsafe_in(make(**LOCAL), OTHERS)
    assert any("HOTSPOTS_HTTPS=1" in each for each in found)
    assert not any("HOTSPOTS_HTTPS=1" in each for each in unsafe_in(make(**LOCAL)))


def test_debugging_is_unsafe(make: Callable[..., Flask]) -> None:
    app = make(**SAFE)
    app.debug = True
    only_one_that_says(unsafe_in(app), "FLASK_DEBUG")


def test_a_register_without_an_administrator_is_unsafe(
    make_app: Callable[..., Flask], database_url: str, tmp_path: Path
) -> None:
    tmp_path.chmod(0o700)
    app = make_app(database_url, **SAFE)
    make_user(app, role="admin", active=False)
    make_user(app, role="dolisa")
    backed_up(app)
    only_one_that_says(unsafe_in(app), "hotspots user first-admin")


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_key_that_others_read_is_unsafe(
    make: Callable[..., Flask], tmp_path: Path, mode: int
) -> None:
    app = make(**SAFE)
    key = tmp_path / "secret_key"
    key.write_text(STRONG_TOO)
    key.chmod(mode)
    only_one_that_says(unsafe_in(app), "chmod 600")
    key.chmod(stat.S_IRUSR)
    assert unsafe_in(app) == set()


def test_a_folder_that_others_enter_is_unsafe(make: Callable[..., Flask], tmp_path: Path) -> None:
    app = make(**SAFE)
    tmp_path.chmod(0o755)
    only_one_that_says(unsafe_in(app), "chmod 700")


def test_a_database_file_that_others_read_is_unsafe(
    make: Callable[..., Flask], tmp_path: Path
) -> None:
    app = make(**SAFE)
    if app.extensions["database"].url.get_backend_name() != "sqlite":
        pytest.skip("PostgreSQL keeps its files itself")
    file = Path(app.extensions["database"].url.database)
    before = stat.S_IMODE(file.parent.stat().st_mode)
    file.chmod(0o644)
    try:
        file.parent.chmod(0o755)
        only_one_that_says(unsafe_in(app), "chmod 600")
        file.parent.chmod(0o700)
        assert unsafe_in(app) == set()
    finally:
        file.parent.chmod(before)
    assert tmp_path.is_dir()


def test_a_password_in_the_environment_is_unsafe(
    make: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make(**SAFE)
    monkeypatch.setenv("HOTSPOTS_DATABASE_URL", "postgresql+psycopg://a:s3cr3t-Wort@db/hotspots")
    found = unsafe_in(app)
    assert not any("s3cr3t-Wort" in each for each in found)
    only_one_that_says(found, ".pgpass")
    monkeypatch.setenv("HOTSPOTS_DATABASE_URL", "postgresql+psycopg://a@db/hotspots")
    assert unsafe_in(app) == set()


def test_an_administrator_with_a_password_alone_is_unsafe(make: Callable[..., Flask]) -> None:
    app = make(**{**SAFE, "SECOND_FACTOR_ROLES": ""})
    only_one_that_says(unsafe_in(app), "HOTSPOTS_SECOND_FACTOR_ROLES")
    with database_of(app).engine.begin() as connection:
        connection.execute(update(User).values(factor_since=now()))
    assert unsafe_in(app) == set()


@pytest.fixture
def check(
    monkeypatch: pytest.MonkeyPatch, make: Callable[..., Flask], tmp_path: Path
) -> Callable[..., Result]:
    def run(*arguments: str, **settings: str) -> Result:
        url = make(**settings).config["DATABASE_URL"]
        monkeypatch.setenv("HOTSPOTS_INSTANCE", str(tmp_path))
        monkeypatch.setenv("HOTSPOTS_DATABASE_URL", url)
        for name, value in settings.items():
            monkeypatch.setenv(f"HOTSPOTS_{name}", value)
        return run_command("check", *arguments)

    return run


def test_the_command_ends_with_1_when_anything_is_unsafe(check: Callable[..., Result]) -> None:
    result = check("--host", OTHERS, **LOCAL)
    assert result.exit_code == 1
    assert "HOTSPOTS_HTTPS=1" in result.stdout
    assert len(result.stderr.splitlines()) == 1
    assert STRONG not in result.output


def test_the_command_ends_well_on_a_machine_of_ones_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tmp_path.chmod(0o700)
    monkeypatch.setenv("HOTSPOTS_INSTANCE", str(tmp_path))
    assert run_command("check", "--host", "localhost").exit_code == 0
    assert not (tmp_path / "hotspots.sqlite").exists()


def test_the_page_is_for_administrators(signed_in: Callable[..., Any]) -> None:
    page = signed_in("admin").get("/settings")
    assert page.status_code == 200
    assert page.get_data(as_text=True).count('data-state="unsafe"') >= 1
    for role in ("viewer", "police", "district", "dolisa"):
        assert signed_in(role).get("/settings").status_code == 403


def test_a_backup_is_missed_when_it_is_old(
    make: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    app, today = make(**LOCAL), now()
    assert unsafe_in(app) == set()
    monkeypatch.setattr("geo_app.clock.read", lambda: today + timedelta(days=3))
    only_one_that_says(unsafe_in(app), "hotspots backup")
    backed_up(app)
    assert unsafe_in(app) == set()


def test_a_register_without_a_backup_is_unsafe(app: Flask) -> None:
    assert any("hotspots backup" in each for each in unsafe_in(app))


def test_a_disk_without_room_is_unsafe(
    make: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make(**LOCAL)
    monkeypatch.setattr("geo_app.readiness.LEAST_FREE_BYTES", 2**60)
    only_one_that_says(unsafe_in(app), "đầy")
    assert app.test_client().get("/readyz").status_code == 503
    assert app.test_client().get("/healthz").status_code == 200


def test_a_guard_that_is_gone_is_unsafe(make: Callable[..., Flask]) -> None:
    app = make(**LOCAL)
    with database_of(app).engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            pytest.skip("later tests use this database; tests/ledger/test_guards.py drops them")
        connection.exec_driver_sql("DROP TRIGGER event_no_update")
    only_one_that_says(unsafe_in(app), "event_")
