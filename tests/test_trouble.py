"""When the database is busy, missing, empty or full: a sentence, nothing half saved, a log line."""

import logging
import sqlite3
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from geo_app import db
from geo_app.accounts.models import AuditEntry
from geo_app.register.models import Event

pytestmark = pytest.mark.both_databases

EVENT = {
    "effective_on": "2024-05",
    "level": "low_activity",
    "clearance": "cleared",
    "basis": "BB 12/BB-CA",
    "note": "gõ dở dang",
    "version": "1",
    "last_seen": "0",
}


@pytest.fixture
def only_sqlite(app: Flask) -> Flask:
    if app.extensions["database"].url.get_backend_name() != "sqlite":
        pytest.skip("only SQLite locks the whole file")
    return app


def counts(app: Flask) -> tuple[int, ...]:
    with app.extensions["database"].engine.connect() as connection:
        return tuple(
            connection.scalar(select(func.count()).select_from(table)) or 0
            for table in (Event, AuditEntry)
        )


@pytest.fixture
def locked(only_sqlite: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Another program that is writing from the moment it is called."""
    database = only_sqlite.extensions["database"]
    other = sqlite3.connect(database.url.database, isolation_level=None)

    def lock() -> None:
        monkeypatch.setattr(db, "BUSY_TIMEOUT_SECONDS", 0)
        database.engine.dispose()
        database.engine = db.make_engine(str(database.url))
        other.execute("BEGIN IMMEDIATE")

    yield lock
    other.close()


def test_a_busy_database_keeps_what_was_typed(
    only_sqlite: Flask, signed_in: Callable, locked: Callable
) -> None:
    client = signed_in("police")
    before = counts(only_sqlite)
    token = client.csrf_token("/hotspots/PL2-I-1")
    locked()
    answer = client.post("/hotspots/PL2-I-1/events", data={**EVENT, "csrf_token": token})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 503
    assert "đang bận" in page
    assert "gõ dở dang" in page
    assert "BB 12/BB-CA" in page
    assert counts(only_sqlite) == before


def test_a_busy_database_answers_a_program_with_a_problem(
    only_sqlite: Flask, api_client: Callable, locked: Callable, caplog: pytest.LogCaptureFixture
) -> None:
    client = api_client("police")
    before = counts(only_sqlite)
    locked()
    event = {name: EVENT[name] for name in ("effective_on", "level", "basis")}
    with caplog.at_level(logging.ERROR):
        answer = client.post("/api/v1/hotspots/PL2-I-1/events", json=event)
    assert answer.status_code == 503
    assert answer.content_type == "application/problem+json"
    assert "đang bận" in answer.get_json()["detail"]
    assert "locked" in caplog.text
    assert counts(only_sqlite) == before


def test_a_line_of_writers_that_does_not_move_is_a_busy_database(
    app: Flask, api_client: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = api_client("police")
    before = counts(app)
    monkeypatch.setattr(db, "TURN_SECONDS", 0)
    event = {name: EVENT[name] for name in ("effective_on", "level", "basis")}
    with app.extensions["database"].turn:
        answer = client.post("/api/v1/hotspots/PL2-I-1/events", json=event)
    assert answer.status_code == 503
    assert "đang bận" in answer.get_json()["detail"]
    assert counts(app) == before
    assert client.post("/api/v1/hotspots/PL2-I-1/events", json=event).status_code == 201


@pytest.mark.parametrize(
    ("driver_says", "people_read"),
    [
        ("database or disk is full", "Ổ đĩa đã đầy"),
        ("attempt to write a readonly database", "Không kết nối hoặc không ghi được"),
        ("unable to open database file", "Không kết nối hoặc không ghi được"),
        ("disk I/O error", "Hệ thống gặp lỗi"),
    ],
)
def test_trouble_while_saving_is_said_in_a_sentence(
    app: Flask,
    api_client: Callable,
    monkeypatch: pytest.MonkeyPatch,
    driver_says: str,
    people_read: str,
) -> None:
    client = api_client("police")
    before = counts(app)

    def fail(*_arguments: object, **_more: object) -> None:
        raise OperationalError("INSERT", {}, sqlite3.OperationalError(driver_says))

    monkeypatch.setattr("geo_app.register.actions.audit.record", fail)
    event = {name: EVENT[name] for name in ("effective_on", "level", "basis")}
    answer = client.post("/api/v1/hotspots/PL2-I-1/events", json=event)
    assert answer.status_code in {500, 503}
    assert people_read in answer.get_json()["detail"]
    assert driver_says not in answer.get_data(as_text=True)
    assert counts(app) == before


def test_a_database_without_tables_says_which_command_makes_them(
    make_app: Callable[..., Flask], empty_database_url: str
) -> None:
    app = make_app(empty_database_url)
    client = app.test_client()
    ready = client.get("/readyz")
    assert ready.status_code == 503
    assert "hotspots init" in ready.get_data(as_text=True)
    headers = {"Authorization": "Bearer hs_nobody"}
    answer = client.get("/api/v1/hotspots", headers=headers)
    assert answer.status_code == 503
    assert "hotspots init" in answer.get_json()["detail"]


@pytest.mark.parametrize(
    "address",
    [
        "/districts/999",
        "/districts/999/snapshot.png",
        "/districts/020/snapshot.gif",
        "/hotspots/PL9-X-9",
        "/indicators/99",
        "/nowhere",
    ],
)
def test_what_does_not_exist_is_said_on_a_page_of_ours(signed_in: Callable, address: str) -> None:
    answer = signed_in("viewer").get(address)
    assert answer.status_code == 404
    page = answer.get_data(as_text=True)
    assert "<h1" in page
    assert 'lang="vi"' in page


@pytest.mark.parametrize("day", ["2024-02-31", "2999-01-01", "2024-06", "yesterday"])
def test_a_sheet_of_no_such_day_is_refused_with_a_sentence(signed_in: Callable, day: str) -> None:
    answer = signed_in("viewer").get(f"/districts/020/snapshot.png?as_of={day}")
    assert answer.status_code == 422
    assert "<h1" in answer.get_data(as_text=True)
