"""A production start refuses what is unsafe; without it everything starts as it always did."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from geo_app import create_app
from geo_app.config import SettingError
from geo_app.production import weakness_of
from tests.cli_runs import one_sentence, run_command

STRONG = "4f1d0b6a9c83e2757d10fa46be91c03548a7d6e2b1c9f0835764adbe02198cf3"
STRONG_TOO = "c0a1d2e3f4958677a8b9cadbecfd0e1f2a3b4c5d6e7f80910213243546576879"


def start(tmp_path: Path, **settings: str) -> Flask:
    given = {"SECRET_KEY": STRONG, "HTTPS": "1", "PRODUCTION": "1", **settings}
    return create_app({"INSTANCE": str(tmp_path), "DATABASE_URL": "sqlite://", **given})


def test_with_what_it_needs_it_starts(tmp_path: Path) -> None:
    app = start(tmp_path, SECRET_KEY_OLD=STRONG_TOO)
    assert app.test_client().get("/healthz").status_code == 200
    assert not (tmp_path / "secret_key").exists()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"SECRET_KEY": ""}, "is missing"),
        ({"SECRET_KEY": "dev"}, "too short"),
        ({"SECRET_KEY": STRONG[:31]}, "too short"),
        ({"SECRET_KEY": "a" * 64}, "too simple"),
        ({"SECRET_KEY": "change-me" + STRONG}, "from an example"),
        ({"SECRET_KEY": "My Secret Key of the Hotspots Service!"}, "from an example"),
        ({"SECRET_KEY_OLD": f"{STRONG_TOO},dev"}, "weak key"),
        ({"HTTPS": "0"}, "needs HTTPS"),
        ({"DEBUG": True}, "debugging"),
    ],
)
def test_what_is_unsafe_is_refused_by_name(tmp_path: Path, settings: dict, said: str) -> None:
    with pytest.raises(SettingError, match=said) as refused:
        start(tmp_path, **settings)
    for value in settings.values():
        assert len(str(value)) < 10 or str(value) not in str(refused.value)


def test_no_key_is_made_in_silence(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="is missing"):
        start(tmp_path, SECRET_KEY="")
    assert not (tmp_path / "secret_key").exists()


def test_a_key_that_was_kept_is_taken(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text(STRONG_TOO)
    assert start(tmp_path, SECRET_KEY="").config["SECRET_KEY"] == STRONG_TOO


def test_debugging_by_environment_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASK_DEBUG", "1")
    with pytest.raises(SettingError, match="debugging"):
        start(tmp_path)


def test_without_it_a_key_is_made_that_would_do(tmp_path: Path) -> None:
    folder = tmp_path / "instance"
    made = create_app({"INSTANCE": str(folder)}).config["SECRET_KEY"]
    assert weakness_of(made) is None
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("command", ["init", "serve", "check", "verify"])
def test_the_command_says_it_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("HOTSPOTS_INSTANCE", str(tmp_path))
    monkeypatch.setenv("HOTSPOTS_PRODUCTION", "1")
    assert "HOTSPOTS_SECRET_KEY" in one_sentence(run_command(command), 2)
    monkeypatch.setenv("HOTSPOTS_SECRET_KEY", STRONG)
    assert "HOTSPOTS_HTTPS=1" in one_sentence(run_command(command), 2)


@pytest.mark.parametrize("name", ["HTTPS", "PRODUCTION", "RATE_LIMITS"])
@pytest.mark.parametrize("text", ["yes", "on", "2", "１"])
def test_a_switch_is_0_or_1(make_app: Callable[..., Flask], name: str, text: str) -> None:
    with pytest.raises(SettingError, match=f"HOTSPOTS_{name} takes 0 or 1, not “{text}”"):
        make_app("sqlite://", **{name: text})
