"""What a sheet and an export show of the ledger is found again by `verify`, or missed by it."""

import csv
import io
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from geo_app.accounts.models import AuditEntry
from geo_app.exports.marks import spaced
from geo_app.exports.sheets import full_minute
from geo_app.ledger.journal import JournalEntry
from geo_app.register.models import Event, Hotspot
from geo_app.register.reading import moment_in, written
from tests.cli_runs import one_sentence, run_command
from tests.ledger.deeds import cut, last, set_head
from tests.tampering import behind_the_back, rewritten
from tests.test_as_known_on import about, record

pytestmark = pytest.mark.both_databases
OURS, OWN = "PL2-I-1", "020"
THEIRS, OTHER = "PL3-I-2", "268"
AS_OF = "2024-12-31"
LOST, UNLIKE = "không có trong bảng nào", "không ra mã đối chiếu"


@pytest.fixture(autouse=True)
def url(app: Flask, monkeypatch: pytest.MonkeyPatch, database_url: str) -> str:
    monkeypatch.setenv("HOTSPOTS_DATABASE_URL", database_url)
    monkeypatch.setenv("HOTSPOTS_INSTANCE", app.instance_path)
    monkeypatch.setenv("HOTSPOTS_SECRET_KEY", "a key for tests only")
    record(app, OURS, effective_on="2024-05-02", level="complex")
    record(app, THEIRS, effective_on="2024-05-03", level="active")
    return database_url


def sheet_of(client: FlaskClient, district: str = OWN, **query: str) -> bytes:
    answer = client.get(
        f"/districts/{district}/snapshot.svg", query_string={"as_of": AS_OF} | query
    )
    assert answer.status_code == 200
    return bytes(answer.data)


def said_by(sheet: bytes) -> dict[str, str]:
    return dict(parse_qsl(about(sheet, "svg")))


def mark_of(client: FlaskClient, **query: str) -> dict[str, str]:
    answer = client.get("/api/v1/hotspots", query_string=query)
    return dict(answer.get_json(force=True)["mark"])


def compared(mark: str, *districts: str, **reading: str) -> str:
    """What `verify` says against a mark of data; nothing where it is found."""
    more = [part for name, text in reading.items() for part in (f"--{name}", text)]
    result = run_command("verify", "--expect", mark, "--district", ",".join(districts), *more)
    assert result.exit_code == bool(result.stderr), result.output
    return result.stderr


def last_transaction_undone(connection: sa.Connection) -> None:
    """The last event recorded is gone from every table, as if it had never been."""
    for key in last(connection, JournalEntry)["rows"]:
        table, _separator, identity = key.partition(":")
        model: Any = {"audit_entry": AuditEntry, "event": Event}.get(table)
        if model is not None:
            connection.execute(sa.delete(model).where(model.id == int(identity)))
            set_head(connection, model)
    cut(JournalEntry)(connection)


class TestWhatTheWholeCityGets:
    def test_the_register_shows_where_the_journal_stood(
        self, app: Flask, api_client: Callable[..., FlaskClient], url: str
    ) -> None:
        client = api_client()
        record(app, OURS, effective_on="2024-06-10", clearance="cleared")
        mark = mark_of(client)
        assert (mark["of"], len(mark["digits"])) == ("journal", 16)
        assert LOST not in run_command("verify", "--expect", mark["digits"]).stderr
        with behind_the_back(url) as connection:
            last_transaction_undone(connection)
        assert LOST in run_command("verify", "--expect", mark["digits"]).stderr

    def test_a_reading_of_the_past_shows_where_it_stood_then(
        self, app: Flask, api_client: Callable[..., FlaskClient]
    ) -> None:
        client = api_client()
        moment = written(record(app, OURS, effective_on="2024-06-10", level="active").recorded_at)
        before = mark_of(client, known_on=moment)
        record(app, OURS, effective_on="2024-06-11", clearance="cleared")
        assert mark_of(client, known_on=moment) == before
        assert mark_of(client) != before

    def test_a_printed_page_shows_it_to_readers_of_the_whole_city_alone(
        self, app: Flask, signed_in: Callable[..., FlaskClient]
    ) -> None:
        client = signed_in("dolisa")
        moment = written(record(app, OURS, effective_on="2024-06-10", level="active").recorded_at)
        wanted = spaced(mark_of(client, known_on=moment)["digits"])
        for page in ("/", "/hotspots", f"/hotspots/{OURS}", "/attention", f"/districts/{OWN}"):
            address = f"{page}?known_on={moment}"
            assert f"Mã đối chiếu: {wanted}." in client.get(address).get_data(as_text=True), page
        colleague = signed_in("dolisa", scope=(OWN,))
        assert "Mã đối chiếu:" not in colleague.get("/").get_data(as_text=True)

    def test_the_audit_ends_with_where_the_journal_stood(
        self, signed_in: Callable[..., FlaskClient], url: str
    ) -> None:
        table = signed_in("admin").get("/audit.csv").get_data().decode("utf-8-sig")
        *_rows, end = csv.reader(io.StringIO(table))
        noted = end[-1]
        assert run_command("verify", "--expect", noted).exit_code == 0
        assert re.fullmatch(r"journal/\d+", end[5])
        with behind_the_back(url) as connection:
            last_transaction_undone(connection)
        assert LOST in run_command("verify", "--expect", noted).stderr


class TestWhatADistrictGets:
    def test_a_sheet_is_the_same_for_everybody_and_prints_its_mark(
        self, signed_in: Callable[..., FlaskClient]
    ) -> None:
        sheet = sheet_of(signed_in("dolisa"))
        mark = said_by(sheet)["mark"]
        assert re.fullmatch(r"[0-9a-f]{16}", mark)
        assert spaced(mark) in sheet.decode()
        assert said_by(sheet_of(signed_in("dolisa", scope=(OWN,))))["mark"] == mark

    def test_it_is_found_again_whatever_was_recorded_later(
        self, app: Flask, signed_in: Callable[..., FlaskClient]
    ) -> None:
        said = said_by(sheet_of(signed_in("dolisa")))
        mark, moment = said["mark"], said["known_on"]
        record(app, OURS, effective_on="2024-06-10", clearance="cleared")
        asked = {"as-of": AS_OF, "known-on": moment}
        assert compared(mark, OWN, **asked) == ""
        assert UNLIKE in compared(mark, OWN, **{"as-of": AS_OF})
        assert UNLIKE in compared(mark, OTHER, **asked)

    def test_the_minute_that_is_printed_is_enough(
        self, app: Flask, signed_in: Callable[..., FlaskClient], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        said = said_by(sheet_of(signed_in("dolisa")))
        record(app, OURS, effective_on="2024-06-10", clearance="cleared")
        printed = full_minute(moment_in(said["known_on"]))
        monkeypatch.setattr("geo_app.clock.read", lambda: printed)
        assert compared(said["mark"], OWN, **{"as-of": AS_OF, "known-on": written(printed)}) == ""

    def test_a_history_that_was_hashed_anew_is_found(
        self, app: Flask, signed_in: Callable[..., FlaskClient], url: str
    ) -> None:
        """Also where the state that stands is what it was."""
        record(app, OURS, effective_on="2024-06-10", level="active")
        said = said_by(sheet_of(signed_in("dolisa")))

        def forge(row: dict[str, Any]) -> None:
            row["level"] = "inactive" if row["level"] == "complex" else row["level"]

        with behind_the_back(url) as connection:
            rewritten(connection, Event, forge)
        reading = {"as-of": AS_OF, "known-on": said["known_on"]}
        assert UNLIKE in compared(said["mark"], OWN, **reading)

    def test_nothing_recorded_elsewhere_changes_what_a_reader_of_districts_gets(
        self, app: Flask, api_client: Callable[..., FlaskClient]
    ) -> None:
        client = api_client("dolisa", (OWN,))
        mark, sheet = mark_of(client), sheet_of(client)
        assert mark["of"] == "rows"
        record(app, THEIRS, effective_on="2024-06-10", level="inactive")
        assert (mark_of(client), sheet_of(client)) == (mark, sheet)
        record(app, OURS, effective_on="2024-06-10", clearance="cleared")
        assert mark_of(client) != mark
        assert sheet_of(client) != sheet

    def test_an_export_of_several_districts_is_found_again(
        self, api_client: Callable[..., FlaskClient]
    ) -> None:
        mark = mark_of(api_client("dolisa", (OWN, OTHER)))
        assert compared(mark["digits"], OTHER, OWN) == ""
        assert UNLIKE in compared(mark["digits"], OWN)

    def test_where_there_is_no_hotspot_there_is_no_mark(
        self, app: Flask, api_client: Callable[..., FlaskClient]
    ) -> None:
        with app.extensions["database"].transaction() as session:
            held = set(session.scalars(sa.select(Hotspot.district_code)))
        empty = next(code for code in ("002", "003", "004", "006", "009") if code not in held)
        client = api_client("dolisa", (empty,))
        assert mark_of(client) == {"of": "rows", "digits": None}
        assert "mark" not in said_by(sheet_of(client, empty))


@pytest.mark.parametrize(
    "asked", [("--district", OWN), ("--as-of", AS_OF), ("--known-on", AS_OF, "--expect", "0" * 16)]
)
def test_half_of_a_question_is_refused(asked: tuple[str, ...]) -> None:
    assert "--expect" in one_sentence(run_command("verify", *asked), 2)


def test_a_district_nobody_knows_is_named() -> None:
    asked = ("--district", "020,thanh tri", "--expect", "0" * 16)
    assert "020 Thanh Trì" in one_sentence(run_command("verify", *asked), 2)
