"""`hotspots user` and `hotspots token`."""

from pathlib import Path

import pytest
from flask import Flask

from geo_app.accounts import lockout, queries
from geo_app.db import session
from tests.accounts.people import actions_of
from tests.cli_runs import everything_in, one_sentence, run_command

PASSWORD = "một mật khẩu dài"


@pytest.fixture(autouse=True)
def database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_url: str) -> str:
    monkeypatch.setenv("HOTSPOTS_INSTANCE", str(tmp_path))
    monkeypatch.setenv("HOTSPOTS_DATABASE_URL", database_url)
    # Under which names are counted, there and here.
    monkeypatch.setenv("HOTSPOTS_SECRET_KEY", "a key for tests only")
    return database_url


def add(name: str, *more: str, password: str = PASSWORD, role: str = "police"):
    return run_command(
        "user", "add", name, "--role", role, *more, "--password-stdin", text=f"{password}\n"
    )


def test_a_district_committee_is_added_with_its_districts() -> None:
    refused = add("hoa", role="district")
    assert "ít nhất một quận, huyện, thị xã" in one_sentence(refused, 2)
    assert add("hoa", "--scope", "020", role="district").exit_code == 0


def test_a_user_who_was_added_can_sign_in(app: Flask) -> None:
    assert add("hoa", "--scope", "020, 001").exit_code == 0

    assert app.test_client().sign_in("hoa", PASSWORD).status_code == 302
    with app.app_context():
        user = queries.user_by_name(session(), "hoa")
        assert user is not None
        assert user.districts == {"020", "001"}


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_the_password_is_one_line_of_standard_input(app: Flask, ending: str) -> None:
    arguments = ("user", "add", "hoa", "--role", "viewer", "--password-stdin")
    assert run_command(*arguments, text=f"\ufeff{PASSWORD}{ending}").exit_code == 0
    assert app.test_client().sign_in("hoa", PASSWORD).status_code == 302


def test_a_short_password_is_refused(database: str) -> None:
    assert "10" in one_sentence(add("hoa", password="123456789"), 2)
    assert everything_in(database)["user_account"] == []


def test_an_unknown_district_is_answered_with_close_ones(database: str) -> None:
    sentence = one_sentence(add("hoa", "--scope", "020,thanh tri"), 2)

    assert "020 Thanh Trì" in sentence
    assert everything_in(database)["user_account"] == []


def test_an_unknown_role_is_answered_with_the_roles() -> None:
    sentence = one_sentence(add("hoa", role="mayor"), 2)
    assert "viewer, police, district, dolisa, admin" in sentence


def test_a_name_is_given_once() -> None:
    add("hoa")
    assert "Hoa" in one_sentence(add("Hoa"), 2)


def test_the_list_shows_users_and_no_hash() -> None:
    add("hoa", "--scope", "020")
    add("quantri", role="admin")
    printed = run_command("user", "list").stdout

    assert [line.split()[0] for line in printed.splitlines()[1:]] == ["hoa", "quantri"]
    assert "020" in printed
    assert "argon2" not in printed


def test_the_token_is_the_last_word_printed(app: Flask) -> None:
    add("program", role="police")
    result = run_command("token", "create", "program")
    headers = {"Authorization": f"Bearer {result.stdout.split()[-1]}"}

    assert result.exit_code == 0
    assert result.output.split()[-1] == result.stdout.split()[-1]
    assert app.test_client().get("/", headers=headers).status_code == 200


def test_a_token_for_nobody_is_answered_with_close_names() -> None:
    add("thanhtri")
    assert "thanhtri" in one_sentence(run_command("token", "create", "thanhtry"), 1)


@pytest.mark.parametrize(
    "arguments",
    [
        ("user", "add", "hoa"),
        ("user", "add", "--role"),
        ("user", "add", "hoa", "--rolle", "viewer"),
        ("user", "remove", "hoa"),
        ("token", "create"),
        ("nothing",),
    ],
)
def test_a_command_that_was_mistyped_is_answered_in_one_sentence(arguments) -> None:
    assert "--help" in one_sentence(run_command(*arguments), 2)


def test_a_database_that_was_not_made_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOTSPOTS_DATABASE_URL", f"sqlite:///{tmp_path / 'none.sqlite'}")

    assert "hotspots init" in one_sentence(run_command("user", "list"), 1)
    assert not (tmp_path / "none.sqlite").exists()


def test_a_user_is_let_in_no_more_and_in_again(app: Flask) -> None:
    add("quantri", role="admin")
    add("hoa")
    assert run_command("user", "deactivate", "Hoa").exit_code == 0
    assert app.test_client().sign_in("hoa", PASSWORD).status_code == 422
    assert run_command("user", "deactivate", "hoa").exit_code == 0
    assert run_command("user", "activate", "hoa").exit_code == 0
    assert app.test_client().sign_in("hoa", PASSWORD).status_code == 302


def test_the_last_administrator_is_not_shut_out(app: Flask) -> None:
    add("quantri", role="admin")
    assert one_sentence(run_command("user", "deactivate", "quantri"), 2)
    assert app.test_client().sign_in("quantri", PASSWORD).status_code == 302


def test_a_user_nobody_knows_is_answered_with_close_ones() -> None:
    add("doi178")
    assert "doi178" in one_sentence(run_command("user", "deactivate", "doi187"), 1)


def test_a_lock_is_lifted_on_the_machine(app: Flask) -> None:
    add("quantri", role="admin")
    for _ in range(lockout.HERE.free):
        app.test_client().sign_in("quantri", "wrong")
    assert app.test_client().sign_in("quantri", PASSWORD).status_code == 422
    assert "quantri" in run_command("user", "unlock", "Quantri").stdout

    assert app.test_client().sign_in("quantri", PASSWORD).status_code == 302
    assert actions_of(app, "system")[-1] == "lock.lift"


def test_where_nothing_is_locked_that_is_said(database: str) -> None:
    add("hoa")
    before = everything_in(database)
    assert run_command("user", "unlock", "hoa").exit_code == 0
    assert everything_in(database) == before
    assert "hoa" in one_sentence(run_command("user", "unlock", "hao"), 1)
