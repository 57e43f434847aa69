"""How many refusals of one user and minute the audit takes; they are answered all the same."""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from geo_app.accounts import refusal_limit, refusals
from tests.accounts.people import entries_of, text_of, write_late_notes

FEW = 3
START = datetime(2026, 1, 1, 8, 0, 20, tzinfo=UTC)
UNTIL = "2026-01-01T08:01:00+00:00"


class Clock:
    moment = START


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(refusals, "now", lambda: made.moment)
    monkeypatch.setattr(refusal_limit, "EACH_MINUTE", FEW)
    return made


def recorded(app: Flask) -> list[tuple[str, str, str | None]]:
    return [
        (row.actor_name, row.subject, row.after.get("unrecorded_until"))
        for row in entries_of(app, "access.refused")
    ]


def test_people_are_far_from_it() -> None:
    assert refusal_limit.EACH_MINUTE == 60


@pytest.mark.usefixtures("clock")
def test_the_last_that_is_recorded_says_so(
    app: Flask, signed_in: Any, caplog: pytest.LogCaptureFixture
) -> None:
    client = signed_in("viewer", name="hoa")
    with caplog.at_level(logging.WARNING):
        for _ in range(FEW + 2):
            assert client.get("/audit").status_code == 403
        write_late_notes(app)
    assert recorded(app) == [("hoa", "/audit", until) for until in (None, None, UNTIL)]
    lines = [record.getMessage() for record in caplog.records]
    assert len([line for line in lines if "hoa may not" in line]) == FEW + 2
    assert "2 refusals of hoa were not recorded: too many a minute" in lines


def test_a_right_that_is_missed_inside_a_page_is_logged(
    signed_in: Any, api_client: Any, caplog: pytest.LogCaptureFixture
) -> None:
    report = {"unit": "city", "period": "2024", "value": "5", "state": "submitted", "basis": "BC"}
    ending = {"kind": "withdrawal", "reason": "Nhầm", "confirmed": "yes", "version": "1"}
    client, program = signed_in("district", ("020",), name="hoa"), api_client("admin")
    with caplog.at_level(logging.WARNING):
        client.post_form("/indicators/3.1/results", report, page="/account")
        client.post_form("/hotspots/PL2-I-2/events", ending, page="/account")
        program.get("/accounts/new")
    lines = [record.getMessage() for record in caplog.records]
    paths = [line.rpartition(": ")[2] for line in lines if " may not " in line]
    assert paths == ["/indicators/3.1/results", "/hotspots/PL2-I-2/events", "/accounts/new"]


@pytest.mark.usefixtures("clock")
def test_forgeries_are_counted_with_the_rest(app: Flask, signed_in: Any) -> None:
    client = signed_in("viewer", name="hoa")
    client.get("/audit")
    for _ in range(FEW):
        assert client.post("/account/sessions/end", data={}).status_code == 400
    assert len(recorded(app)) == FEW


@pytest.mark.usefixtures("clock")
def test_many_codes_in_one_request_are_no_more(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with app.test_request_context("/hotspots"), caplog.at_level(logging.WARNING):
        actor = refusals.audit.Actor("hoa", None)
        subjects = [f"hotspot/{number}" for number in range(500)]
        refusals.note_later(actor, subjects, {"why": "beyond scope"})
        write_late_notes(app)
    assert [until for _, _, until in recorded(app)] == [None, None, UNTIL]
    assert "497 refusals of hoa were not recorded" in caplog.text


def test_the_next_minute_is_recorded_again(app: Flask, signed_in: Any, clock: Clock) -> None:
    client = signed_in("viewer", name="hoa")
    for second in (0, 10, 20, 30, 40, 50):
        clock.moment = START + timedelta(seconds=second)
        client.get("/audit")
    assert [until for _, _, until in recorded(app)] == [
        None, None, UNTIL, None, None,
    ]  # fmt: skip


@pytest.mark.usefixtures("clock")
def test_each_user_has_a_share(app: Flask, signed_in: Any) -> None:
    one, other = signed_in("viewer", name="hoa"), signed_in("viewer", name="binh")
    for _ in range(FEW + 1):
        one.get("/audit")
    other.get("/audit")
    assert [name for name, _, _ in recorded(app)] == ["hoa"] * FEW + ["binh"]


@pytest.mark.usefixtures("clock")
def test_the_page_says_it_in_words(app: Flask, signed_in: Any) -> None:
    client = signed_in("viewer", name="hoa")
    for _ in range(FEW):
        client.get("/audit")
    write_late_notes(app)
    page = text_of(signed_in("admin").get("/audit?action=access.refused"))
    assert page.count("15:01 ngày 01/01/2026") == 1
