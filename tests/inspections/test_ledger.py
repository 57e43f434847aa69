"""Recorded inspections cannot be edited, and the chain finds it where somebody did."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from geo_app.chain import chained_models
from geo_app.chain_check import verify
from geo_app.inspections.models import Inspection
from tests.cli_runs import run_command
from tests.factories import make_inspection

pytestmark = pytest.mark.both_databases

CODE = "PL2-I-1"


@pytest.fixture
def database(app):
    with app.test_request_context():
        yield app.extensions["database"]


@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id + 1000", "DELETE FROM {}"])
def test_what_is_recorded_cannot_be_edited_or_deleted(database, statement):
    make_inspection(database, CODE)
    with pytest.raises(DBAPIError, match="append-only"), database.engine.begin() as connection:
        connection.execute(text(statement.format("inspection")))


@pytest.mark.parametrize(
    "wrong",
    [
        {"establishments_violating": 6},
        {"establishments_checked": -1, "establishments_violating": -1},
        {"people_informed": -1},
        {"people_informed": None},
        {"team_level": "province"},
        {"team_level": None},
        {"effective_to": date(2024, 1, 1)},
        {"kind": "retraction"},
    ],
)
def test_the_database_itself_refuses_what_cannot_be(app, wrong):
    with pytest.raises(IntegrityError):
        make_inspection(app, CODE, **wrong)


def test_the_chain_covers_inspections_and_finds_what_was_edited(database, database_url):
    first = make_inspection(database, CODE)
    second = make_inspection(database, CODE, team_level="city")
    assert Inspection in chained_models()
    assert verify(database.session(), Inspection).checked == 2
    database.session().rollback()
    behind_the_back(database_url, first.id, people_informed=140)
    verdict = verify(database.session(), Inspection)
    assert (verdict.broken_id, verdict.trouble) == (first.id, "edited")
    assert second.previous_hash == first.row_hash


def test_the_command_counts_inspections_and_names_the_row_that_was_edited(
    database, database_url, monkeypatch
):
    monkeypatch.setenv("HOTSPOTS_DATABASE_URL", database_url)
    made = make_inspection(database, CODE)
    whole = run_command("verify")
    assert whole.exit_code == 0
    assert any(line.split()[:2] == ["inspection", "1"] for line in whole.output.splitlines())
    behind_the_back(database_url, made.id, establishments_violating=0)
    broken = run_command("verify")
    assert broken.exit_code != 0
    assert f"inspection, dòng {made.id}" in broken.stderr


def behind_the_back(url, inspection_id, **values):
    """Edit a row as somebody with the database in hand could."""
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            connection.execute(text("DROP TRIGGER inspection_no_update"))
        connection.execute(
            sa.update(Inspection.__table__)
            .where(Inspection.__table__.c.id == inspection_id)
            .values(values)
        )
    engine.dispose()
