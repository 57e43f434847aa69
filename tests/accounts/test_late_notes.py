"""Refusals are noted by requests and written by a thread, together and later."""

import logging
import threading
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from geo_app.accounts import audit, late_notes
from geo_app.accounts.late_notes import LateNotes, Note
from geo_app.accounts.models import AuditEntry
from geo_app.db import Database, session
from tests.accounts.people import entries_of
from tests.factories import make_user

pytestmark = pytest.mark.both_databases

BEYOND = "PL3-I-2"
# Seconds after which something hangs: nothing is decided by it.
LONG = 60


def notes_of(app: Flask) -> LateNotes:
    found: LateNotes = app.extensions["late_notes"]
    return found


def refused(subject: str, actor: audit.Actor = audit.SYSTEM) -> Note:
    return Note(actor, "access.refused", subject, {"method": "GET", "why": "test"}, "10.0.0.7")


def written(app: Flask) -> list[str]:
    """The refusals that stand in the database, without writing those that wait."""
    with app.app_context():
        statement = select(AuditEntry.subject).where(AuditEntry.action == "access.refused")
        return list(session().scalars(statement.order_by(AuditEntry.number)))


def test_no_request_writes_what_lies_beyond_the_scope(app: Flask, signed_in: Any) -> None:
    client = signed_in("police", ("020",))
    with client.get(f"/hotspots/{BEYOND}", buffered=True) as answer:
        assert answer.status_code == 404
    # The next on the connection, and its end, come after whatever closes the answer.
    assert written(app) == []
    notes_of(app).flush()
    assert written(app) == [f"hotspot/{BEYOND}"]


def test_a_right_that_is_missed_waits_for_no_writer(app: Flask, signed_in: Any) -> None:
    client = signed_in("viewer")
    turn = app.extensions["database"].turn
    with turn:
        assert client.get("/audit").status_code == 403
    assert written(app) == []
    notes_of(app).flush()
    assert written(app) == ["/audit"]


def test_there_is_no_thread_before_the_first_note(app: Flask, signed_in: Any) -> None:
    client = signed_in("police", ("020",))
    client.get("/hotspots/PL3-I-99")
    assert notes_of(app).thread is None
    client.get(f"/hotspots/{BEYOND}")
    thread = notes_of(app).thread
    assert thread is not None
    assert thread.daemon
    client.get(f"/hotspots/{BEYOND}")
    assert notes_of(app).thread is thread


def test_the_thread_writes_by_itself_and_in_one_transaction(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(late_notes, "RHYTHM_SECONDS", 0.01)
    done = threading.Event()
    transactions = []

    class Watched(LateNotes):
        def write(self, notes: list[Note]) -> None:
            transactions.append(len(notes))
            super().write(notes)
            done.set()

    watched = Watched(app)
    watched.add([refused("one"), refused("two")])
    assert done.wait(LONG)
    watched.stop()
    assert written(app) == ["one", "two"]
    assert transactions == [2]


def test_the_thread_outlives_a_database_that_fails(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(late_notes, "RHYTHM_SECONDS", 0.01)
    tries: list[int] = []
    failed, done = threading.Event(), threading.Event()

    class Failing(LateNotes):
        def write(self, notes: list[Note]) -> None:
            tries.append(len(notes))
            super().write(notes)
            (done if len(tries) > 1 else failed).set()

    def broken(_self: Database) -> Any:
        raise RuntimeError("no database")

    failing = Failing(app)
    with caplog.at_level(logging.WARNING):
        with monkeypatch.context() as patch:
            patch.setattr(Database, "transaction", broken)
            failing.add([refused("lost")])
            assert failed.wait(LONG)
        failing.add([refused("kept")])
        assert done.wait(LONG)
    failing.stop()

    assert written(app) == ["kept"]
    assert "1 refusals could not be recorded" in caplog.text
    assert "not recorded: system lost" in caplog.text


def test_what_does_not_fit_is_counted(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(late_notes, "MOST_WAITING", 3)
    notes = notes_of(app)
    notes.add([refused("1"), refused("2")])
    notes.add([refused("3"), refused("4")])
    notes.add([refused("5")])
    with caplog.at_level(logging.ERROR):
        notes.flush()
    assert written(app) == ["1", "2", "3"]
    assert "2 refusals were not recorded" in caplog.text
    notes.add([refused("6")])
    notes.flush()
    assert written(app)[-1] == "6"


def test_a_row_says_who_from_where(app: Flask) -> None:
    user = make_user(app, name="hoa")
    notes_of(app).add([refused("hotspot/X", audit.actor_of(user))])
    (entry,) = entries_of(app, "access.refused")
    assert (entry.actor_id, entry.actor_name, entry.address) == (user.id, "hoa", "10.0.0.7")
