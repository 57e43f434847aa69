"""Every committed write leaves its hash outside the database, and nothing else depends on it."""

import io
import logging
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from geo_app.accounts import audit
from geo_app.db import Database
from geo_app.ledger import anchors
from geo_app.ledger.anchors import Anchor
from geo_app.ledger.verification import check
from tests.factories import make_event, make_user

MOMENT = datetime(2026, 11, 29, 3, 4, 5, 600, tzinfo=UTC)
NOTED = Anchor(MOMENT, 17, "a" * 64)


@pytest.fixture
def database(app: Flask) -> Database:
    found: Database = app.extensions["database"]
    return found


def kept(database: Database) -> list[Anchor]:
    assert database.anchors is not None
    return list(anchors.read(database.anchors))


def strangers(database: Database, noted: list[Anchor]) -> list[Anchor]:
    with Session(database.engine) as session:
        return check(session, noted).strangers


@pytest.mark.both_databases
def test_each_write_leaves_the_head_as_it_then_was(app: Flask, database: Database) -> None:
    make_event(app, "PL2-I-1")
    make_user(app)
    found = kept(database)
    assert [each.number for each in found] == [2, 3]
    with Session(database.engine) as session:
        head = anchors.head(session)
    assert head is not None
    assert (found[-1].number, found[-1].row_hash) == (head.number, head.row_hash)
    assert strangers(database, found) == []


def test_a_write_that_is_rolled_back_leaves_none(app: Flask, database: Database) -> None:
    def fail() -> None:
        with database.transaction() as session:
            audit.record(session, audit.SYSTEM, "test.made", "nothing")
            session.flush()
            raise ZeroDivisionError

    with app.app_context(), pytest.raises(ZeroDivisionError):
        fail()
    assert not database.anchors or not database.anchors.exists()


def test_the_log_says_the_same(app: Flask, database: Database, written: io.StringIO) -> None:
    logger = logging.getLogger("geo_app.ledger.anchors")
    logger.setLevel(logging.INFO)
    try:
        make_event(app, "PL2-I-1")
    finally:
        logger.setLevel(logging.WARNING)
    assert str(kept(database)[-1]) in written.getvalue()


def test_a_file_that_cannot_be_written_does_not_undo_the_write(
    app: Flask, database: Database, tmp_path: Path, written: io.StringIO
) -> None:
    database.anchors = tmp_path
    event = make_event(app, "PL2-I-1")
    assert event.id
    assert "was not kept" in written.getvalue()


def test_a_line_reads_back_as_it_was_and_others_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "new" / "anchors.txt"
    anchors.append(path, NOTED)
    with path.open("a") as file:
        file.write("2026-11-29T03:04:05.000600Z 18 bbbb\nkhông phải\n")
    anchors.append(path, Anchor(MOMENT, 19, "c" * 64))
    assert list(anchors.read(path)) == [NOTED, Anchor(MOMENT, 19, "c" * 64)]
    assert path.stat().st_mode & 0o077 == 0


def test_many_at_once_do_not_mix(tmp_path: Path) -> None:
    path = tmp_path / "anchors.txt"
    writers = [
        threading.Thread(
            target=lambda first=first: [
                anchors.append(path, Anchor(MOMENT, first + number, f"{first:x}" * 64))
                for number in range(100)
            ]
        )
        for first in (0x1, 0x2, 0x3)
    ]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    assert len(list(anchors.read(path))) == 300


@pytest.mark.both_databases
def test_what_another_register_noted_is_no_part_of_this(app: Flask, database: Database) -> None:
    make_event(app, "PL2-I-1")
    (mine,) = kept(database)
    other, later = Anchor(MOMENT, 1, "a" * 64), Anchor(MOMENT, 99, "b" * 64)
    assert strangers(database, [mine, other, later, mine]) == [other, later]
