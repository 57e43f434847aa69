"""The audit is for good, so that nothing that points to a person gets into it by what is asked."""

from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask

from geo_app.accounts import refusals
from geo_app.db import now
from tests.accounts import matrix
from tests.accounts.asked import CODE
from tests.accounts.people import entries_of
from tests.accounts.test_matrix import ANYTHING, address
from tests.cli_runs import run_command
from tests.factories import make_token, make_user

PERSON = "ông Trần Văn Tèo 0912 345 678"
PATTERN = "/hotspots/<code>/events"


@pytest.mark.parametrize(
    "code",
    [
        *(PERSON, "0912345678", "teo@example.com", "ong Tran Van Teo"),
        # What no code is made of, and what is longer than any.
        *("Trần-Tèo", "a b", "x\0y", "x\u202ey", "x" * 200),
    ],
)
def test_a_path_that_may_hold_a_person_is_recorded_as_its_pattern(
    app: Flask, signed_in: Any, code: str
) -> None:
    client = signed_in("viewer", name="hoa")
    answer = client.post_form(f"/hotspots/{quote(code)}/events", {}, page="/account")
    assert answer.status_code == 403
    (entry,) = entries_of(app, "access.refused")
    assert (entry.actor_name, entry.subject) == ("hoa", PATTERN)


def test_a_forgery_keeps_no_person(app: Flask, signed_in: Any) -> None:
    path = f"/hotspots/{quote(PERSON)}/events"
    assert signed_in("police").post(path, data={}).status_code == 400
    assert [row.subject for row in entries_of(app, "access.refused")] == [PATTERN]


def test_a_token_that_was_revoked_keeps_no_person(app: Flask) -> None:
    secret = make_token(app, make_user(app), revoked_at=now())
    path = f"/api/v1/hotspots/{quote(PERSON)}"
    answer = app.test_client().get(path, headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 401
    assert [row.subject for row in entries_of(app, "access.refused")] == ["/api/v1/hotspots/<code>"]


@pytest.mark.parametrize("code", [CODE, "M2026-020-01"])
def test_every_path_of_the_service_is_recorded_as_it_is(bare_app: Flask, code: str) -> None:
    for row in matrix.rows():
        path = address(bare_app, row, {**ANYTHING, "code": code, "number": 12345, "token": 678})
        with bare_app.test_request_context(path, method=row.method):
            assert refusals.subject() == path


@pytest.mark.parametrize(
    ("path", "action"), [("/audit", "audit.read"), ("/audit.csv", "export.audit")]
)
def test_a_search_keeps_no_person(app: Flask, signed_in: Any, path: str, action: str) -> None:
    query = {
        "text": PERSON,
        "actor": "0912345678",
        "subject": "hotspot/PL2-I-2",
        "from": "1/1/2024",
    }
    assert signed_in("admin").get(path, query_string=query).status_code == 200
    (entry,) = entries_of(app, action)
    assert entry.after["filters"] == {
        "text": "…", "actor": "…", "subject": "hotspot/PL2-I-2", "from": "1/1/2024",
    }  # fmt: skip


def test_the_file_of_a_sheet_keeps_no_person(
    app: Flask, database_url: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOTSPOTS_INSTANCE", str(tmp_path))
    monkeypatch.setenv("HOTSPOTS_DATABASE_URL", database_url)
    out = tmp_path / f"{PERSON}.svg"
    done = run_command("snapshot", "--district", "020", "--format", "svg", "--out", str(out))
    assert done.exit_code == 0
    (entry,) = entries_of(app, "export.sheet", "district/020")
    assert entry.after["file"] == "…"
