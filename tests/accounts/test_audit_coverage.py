"""What leaves a row: writes with what was before, refusals, and what somebody takes along."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from geo_app.accounts.credentials import Token
from geo_app.accounts.models import User
from geo_app.db import now
from tests.accounts.people import actions_of, entries_of
from tests.cli_runs import run_command
from tests.factories import database_of, entry_number, make_event, make_token, make_user

pytestmark = pytest.mark.both_databases

IN_020, IN_268 = "PL2-I-2", "PL3-I-2"
SHEET = "/districts/020/snapshot.svg"


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


class TestWritesSayWhatWasBefore:
    def test_a_confirmed_place(self, app: Flask, signed_in: Any) -> None:
        client = signed_in("police")
        for version in ("1", "2"):
            client.post_form(
                f"/hotspots/{IN_020}/place/confirm",
                {"version": version},
                page=f"/hotspots/{IN_020}",
            )
        first, second = entries_of(app, "place.confirm", f"hotspot/{IN_020}")

        assert first.before == {"confirmed": False, "confirmed_at": None}
        assert first.after["confirmed"] is True
        assert second.before == first.after

    def test_a_corrected_event(self, app: Flask, signed_in: Any) -> None:
        event = make_event(app, IN_020, level="active", basis="BB 1")
        signed_in("police").post_form(
            f"/hotspots/{IN_020}/events",
            {
                "effective_on": "2024-05-16", "level": "complex", "clearance": "not_cleared",
                "basis": "BB 2", "supersedes": str(entry_number(app, event)), "reason": "Ghi nhầm",
                "version": "1",
            },
            page=f"/hotspots/{IN_020}",
        )  # fmt: skip
        (entry,) = entries_of(app, "event.correct", f"hotspot/{IN_020}")

        assert (entry.before["event"], entry.after["supersedes"]) == (event.id, event.id)
        assert (entry.before["stated_level"], entry.after["stated_level"]) == ("active", "complex")
        assert (entry.before["basis"], entry.after["basis"]) == ("BB 1", "BB 2")
        assert entry.before["effective_on"] == "2024-05-17"
        assert entry.after["effective_on"] == "2024-05-16"

    def test_an_event_that_was_taken_back(self, app: Flask, signed_in: Any) -> None:
        event = make_event(app, IN_020, level="active", basis="BB 1")
        signed_in("police").post_form(
            f"/hotspots/{IN_020}/events",
            {
                "kind": "retraction", "supersedes": str(entry_number(app, event)),
                "reason": "Nhầm", "version": "1",
            },
            page=f"/hotspots/{IN_020}",
        )  # fmt: skip
        (entry,) = entries_of(app, "event.take_back", f"hotspot/{IN_020}")
        assert entry.before["stated_level"] == "active"
        assert (entry.before["level"], entry.after["level"]) == ("active", "unverified")

    def test_a_report_on_an_indicator(self, app: Flask, signed_in: Any) -> None:
        client = signed_in("dolisa")
        for value in ("5", "7"):
            fields = {
                "unit": "city",
                "period": "2024",
                "value": value,
                "state": "submitted",
                "basis": "BC 1",
            }
            answer = client.post_form("/indicators/3.1/results", fields, page="/indicators/3.1")
            assert answer.status_code == 302
        first, second = entries_of(app, "result.record", "indicator/3.1")

        assert first.before is None
        assert second.before == first.after
        assert (second.before["value"], second.after["value"]) == ("5", "7")


class TestRefusals:
    def test_a_token_that_was_revoked_is_known(self, app: Flask) -> None:
        user = make_user(app, name="hoa")
        secret = make_token(app, user)
        changed(app, revoked_at=now())
        for _ in range(3):
            answer = app.test_client().get("/api/v1/hotspots", headers=bearer(secret))
            assert answer.status_code == 401
        (entry,) = entries_of(app, "access.refused")

        assert (entry.actor_name, entry.actor_id) == ("hoa", user.id)
        assert entry.subject == "/api/v1/hotspots"
        assert entry.after == {"method": "GET", "why": "token revoked", "token": 1}
        assert secret not in str(entry.after)

    def test_a_token_that_has_run_out_and_one_of_an_inactive_user(self, app: Flask) -> None:
        user = make_user(app, name="hoa")
        secret = make_token(app, user)
        changed(app, expires_at=now() - timedelta(days=1))
        app.test_client().head("/api/v1/hotspots", headers=bearer(secret))
        changed(app, expires_at=now() + timedelta(days=1))
        with database_of(app).engine.begin() as connection:
            connection.execute(update(User).values(active=False))
        app.test_client().get("/api/v1/hotspots", headers=bearer(secret))

        said = [
            (row.after["method"], row.after["why"]) for row in entries_of(app, "access.refused")
        ]
        assert said == [("HEAD", "token expired"), ("GET", "user inactive")]

    @pytest.mark.parametrize("header", ["Bearer hs_unknown", "Bearer x", "Basic eDp5", "Bearer"])
    def test_what_is_nobodys_leaves_no_row(self, app: Flask, header: str) -> None:
        before = actions_of(app)
        answer = app.test_client().get("/api/v1/hotspots", headers={"Authorization": header})
        assert answer.status_code == 401
        assert actions_of(app) == before

    def test_a_forgery_names_whose_session_it_used(self, app: Flask, signed_in: Any) -> None:
        client = signed_in("police", name="hoa")
        assert client.post(f"/hotspots/{IN_020}/events", data={}).status_code == 400
        (entry,) = entries_of(app, "access.refused")

        assert (entry.actor_name, entry.address) == ("hoa", "127.0.0.1")
        assert entry.subject == f"/hotspots/{IN_020}/events"
        assert entry.after == {"method": "POST", "why": "forgery"}

    def test_a_stranger_without_a_form_leaves_no_row(self, app: Flask) -> None:
        before = actions_of(app)
        assert app.test_client().post("/login", data={}).status_code == 400
        assert actions_of(app) == before

    @pytest.mark.parametrize(
        ("method", "path", "subject"),
        [
            ("GET", f"/hotspots/{IN_268}", f"hotspot/{IN_268}"),
            ("HEAD", f"/hotspots/{IN_268}", f"hotspot/{IN_268}"),
            ("GET", f"/api/v1/hotspots/{IN_268}", f"hotspot/{IN_268}"),
            ("GET", "/districts/268", "district/268"),
            ("GET", "/districts/268/snapshot.png", "district/268"),
        ],
    )
    def test_what_lies_beyond_the_scope_is_not_found_and_noted(
        self, app: Flask, signed_in: Any, method: str, path: str, subject: str
    ) -> None:
        client = signed_in("police", ("020",), name="hoa")
        answer = client.open(path, method=method)

        assert answer.status_code == 404
        (entry,) = entries_of(app, "access.refused")
        assert (entry.actor_name, entry.subject, entry.address) == ("hoa", subject, "127.0.0.1")
        assert entry.after == {"method": method, "why": "beyond scope"}

    def test_a_write_beyond_the_scope_is_noted(self, app: Flask, signed_in: Any) -> None:
        client = signed_in("police", ("020",), name="hoa")
        fields = {"effective_on": "2024-05", "level": "active", "basis": "BB", "version": "1"}
        answer = client.post_form(f"/hotspots/{IN_268}/events", fields, page="/account")

        assert answer.status_code == 404
        assert [row.subject for row in entries_of(app, "access.refused")] == [f"hotspot/{IN_268}"]

    @pytest.mark.parametrize(
        ("path", "sent", "wanted"),
        [
            (
                "/indicators/3.1/results",
                {"unit": "020", "period": "2024", "value": "5", "state": "confirmed"},
                "confirm_result",
            ),
            (
                "/indicators/3.1/results",
                {"unit": "city", "period": "2024", "value": "5", "state": "submitted"},
                "record_city_result",
            ),
            (
                f"/hotspots/{IN_020}/events",
                {"kind": "withdrawal", "reason": "Nhập nhầm", "confirmed": "yes", "version": "1"},
                "end_hotspot",
            ),
        ],
    )
    def test_a_right_that_is_missed_inside_a_page_is_noted(
        self, app: Flask, signed_in: Any, path: str, sent: dict[str, str], wanted: str
    ) -> None:
        client = signed_in("district", ("020",), name="hoa")
        answer = client.post_form(path, {**sent, "basis": "BC 5"}, page="/account")

        assert answer.status_code in {403, 422}
        (entry,) = entries_of(app, "access.refused")
        assert (entry.actor_name, entry.subject) == ("hoa", path)
        assert entry.after == {"method": "POST", "wanted": wanted}

    def test_the_answer_tells_nothing(self, signed_in: Any) -> None:
        client = signed_in("police", ("020",))
        beyond = client.get(f"/api/v1/hotspots/{IN_268}").get_json()
        nowhere = client.get("/api/v1/hotspots/PL3-I-99").get_json()
        assert beyond["detail"].replace(IN_268, "") == nowhere["detail"].replace("PL3-I-99", "")

    @pytest.mark.parametrize("path", ["/hotspots/PL3-I-99", "/districts/999", "/hotspots/%00"])
    def test_what_does_not_exist_leaves_no_row(self, app: Flask, signed_in: Any, path: str) -> None:
        client = signed_in("police", ("020",))
        client.get(path)
        assert entries_of(app, "access.refused") == []

    def test_a_stale_write_is_no_refusal(self, app: Flask, signed_in: Any) -> None:
        fields = {"effective_on": "2024-05", "level": "active", "basis": "BB", "version": "9"}
        answer = signed_in("police").post_form(
            f"/hotspots/{IN_020}/events", fields, page=f"/hotspots/{IN_020}"
        )
        assert answer.status_code == 412
        assert entries_of(app, "access.refused") == []


def changed(app: Flask, **values: Any) -> None:
    with database_of(app).engine.begin() as connection:
        connection.execute(update(Token).values(**values))


class TestExports:
    def test_a_sheet_is_recorded(self, app: Flask, signed_in: Any) -> None:
        client = signed_in("viewer", name="hoa")
        assert client.get(f"{SHEET}?as_of=2024-06-17&known_on=2024-06-20T08:00").status_code == 200
        (entry,) = entries_of(app, "export.sheet", "district/020")

        assert (entry.actor_name, entry.address) == ("hoa", "127.0.0.1")
        assert entry.after == {
            "format": "svg", "as_of": "2024-06-17", "known_on": "2024-06-20T01:00:00+00:00",
        }  # fmt: skip

    def test_the_same_sheet_that_the_browser_has_is_none(self, app: Flask, signed_in: Any) -> None:
        client = signed_in("viewer")
        etag = client.get(SHEET).headers["ETag"]
        assert client.get(SHEET, headers={"If-None-Match": etag}).status_code == 304
        assert len(entries_of(app, "export.sheet")) == 1

    def test_a_sheet_that_was_not_drawn_is_none(self, app: Flask, signed_in: Any) -> None:
        client = signed_in("viewer")
        assert client.get("/districts/020/snapshot.gif").status_code == 404
        assert client.get(f"{SHEET}?as_of=2999-01-01").status_code == 422
        assert entries_of(app, "export.sheet") == []

    def test_a_sheet_of_the_command(
        self, app: Flask, database_url: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HOTSPOTS_INSTANCE", str(tmp_path))
        monkeypatch.setenv("HOTSPOTS_DATABASE_URL", database_url)
        out = tmp_path / "sheet.svg"
        done = run_command(
            "snapshot", "--district", "020", "--format", "svg", "--as-of", "2024-06-17",
            "--out", str(out),
        )  # fmt: skip
        assert done.exit_code == 0
        (entry,) = entries_of(app, "export.sheet", "district/020")
        assert entry.actor_name == "system"
        assert entry.after == {
            "format": "svg", "as_of": "2024-06-17", "known_on": None, "file": "sheet.svg",
        }  # fmt: skip
