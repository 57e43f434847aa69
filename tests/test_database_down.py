"""What the log says of each request that is refused because the database does not answer."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from geo_app.accounts import audit
from geo_app.accounts.late_notes import LateNotes, Note
from geo_app.clock import now
from geo_app.db import Database
from tests.client import Client
from tests.factories import make_token, make_user

# Nothing listens there.
DOWN = "postgresql+psycopg://hotspots@127.0.0.1:1/none"
# Letters: when, who, what was asked for, and what the driver says.
LONGEST_LINE = 600


@pytest.fixture
def down(make_app: Callable[..., Flask]) -> Flask:
    return make_app(DOWN)


def lines_of(written: io.StringIO) -> list[str]:
    return written.getvalue().splitlines()


def driver_says(text: str) -> OperationalError:
    return OperationalError("SELECT 1", {}, RuntimeError(text))


@pytest.mark.parametrize("path", ["/", "/hotspots", "/api/v1/hotspots", "/readyz", "/audit"])
def test_a_page_leaves_one_short_line(
    path: str, signed_in: Callable[..., Client], down: Flask, written: io.StringIO
) -> None:
    there = signed_in()
    client = down.test_client()
    cookie = there.get_cookie("session")
    assert cookie is not None
    client.set_cookie("session", cookie.value)
    written.truncate(0)
    assert client.get(path).status_code == 503
    (line,) = lines_of(written)
    assert len(line) <= LONGEST_LINE
    assert "127.0.0.1" in line


def test_a_program_leaves_one_short_line(down: Flask, written: io.StringIO) -> None:
    asked = {"Authorization": f"Bearer hs_{'x' * 40}"}
    assert down.test_client().get("/api/v1/hotspots", headers=asked).status_code == 503
    (line,) = lines_of(written)
    assert len(line) <= LONGEST_LINE


def test_a_sign_in_leaves_one_short_line(down: Flask, written: io.StringIO) -> None:
    client = down.test_client()
    assert isinstance(client, Client)
    assert client.sign_in("hoa").status_code == 503
    (line,) = lines_of(written)
    assert len(line) <= LONGEST_LINE


def test_what_the_driver_says_is_made_one_line_and_cut(
    app: Flask, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **_named: object) -> None:
        raise driver_says("connection refused\n" + "and once more\n" * 1000)

    monkeypatch.setattr(Database, "session", fail)
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer hs_{'x' * 40}"
    assert client.get("/api/v1/hotspots").status_code == 503
    (line,) = lines_of(written)
    assert "connection refused and once more" in line
    assert len(line) <= LONGEST_LINE


def test_what_is_not_foreseen_keeps_its_traceback(
    app: Flask, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise driver_says("a thing nobody has heard of")

    monkeypatch.setattr(Database, "session", fail)
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer hs_{'x' * 40}"
    assert client.get("/api/v1/hotspots").status_code == 500
    assert "Traceback" in written.getvalue()


def test_a_refusal_that_cannot_be_noted_leaves_one_line(
    app: Flask, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = make_user(app, role="viewer")
    secret = make_token(app, user, expires_at=now() - timedelta(days=1))

    def fail(*_: object, **_named: object) -> None:
        raise driver_says("database is locked\n" * 100)

    monkeypatch.setattr(audit, "note", fail)
    asked = {"Authorization": f"Bearer {secret}"}
    assert app.test_client().get("/api/v1/hotspots", headers=asked).status_code == 401
    (line,) = [each for each in lines_of(written) if "recorded" in each]
    assert len(line) <= LONGEST_LINE
    assert "Traceback" not in written.getvalue()


def test_notes_that_cannot_be_written_leave_a_line_each(down: Flask, written: io.StringIO) -> None:
    notes = LateNotes(down)
    asked = [
        Note(audit.Actor("hoa", 1), "access.refused", f"hotspot/{number}", {}, None)
        for number in range(3)
    ]
    notes.write(asked)
    said, *each = lines_of(written)
    assert len(said) <= LONGEST_LINE
    assert [line.rsplit("hotspot/", 1)[1][0] for line in each] == ["0", "1", "2"]
