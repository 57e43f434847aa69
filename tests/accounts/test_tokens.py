"""Programs: a bearer token reads wherever a session reads, and writes through the API."""

import hashlib
import logging
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from geo_app.accounts import refusals, token_actions, tokens
from geo_app.accounts.access import allow, current_actor
from geo_app.accounts.credentials import Token
from geo_app.accounts.models import User
from geo_app.accounts.permissions import Action
from geo_app.db import now
from geo_app.errors import InvalidError
from tests.factories import database_of, make_token, make_user


@pytest.fixture
def guarded(app: Flask) -> Flask:
    @allow(Action.RECORD_EVENT)
    def write() -> str:
        return current_actor().name

    app.add_url_rule("/write", view_func=write, methods=["GET", "POST"])
    app.add_url_rule("/api/v1/write", "api_write", view_func=write, methods=["POST"])
    return app


@pytest.mark.usefixtures("guarded")
def test_a_token_reads_pages_and_leaves_no_session(api_client) -> None:
    answer = api_client("viewer").get("/")

    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


@pytest.mark.usefixtures("guarded")
def test_a_token_writes_through_the_api_without_a_forms_token(api_client) -> None:
    assert api_client("police").post("/api/v1/write", json={}).status_code == 200


@pytest.mark.usefixtures("guarded")
def test_a_token_does_not_write_elsewhere(api_client) -> None:
    client = api_client("police")
    refused = client.post("/write")

    assert client.get("/write").status_code == 200
    assert refused.status_code == 403
    assert refused.mimetype == "application/problem+json"
    assert "/api/" in refused.get_json()["detail"]


@pytest.mark.usefixtures("guarded")
def test_a_token_has_the_role_of_its_user(api_client) -> None:
    assert api_client("viewer").post("/api/v1/write", json={}).status_code == 403


def test_beside_a_session_the_token_wins(guarded: Flask, signed_in) -> None:
    client = signed_in("viewer")
    police = make_user(guarded, name="program", role="police")
    headers = {"Authorization": f"Bearer {make_token(guarded, police)}"}

    assert client.post("/api/v1/write", headers=headers).data == b"program"
    wrong = {"Authorization": "Bearer hs_wrong"}
    assert client.get("/", headers=wrong).status_code == 401
    assert client.get("/").status_code == 200, "the session goes on without the token"


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Bearer hs_", "Token {}", "{}"])
def test_what_is_not_a_known_token_gets_401(guarded: Flask, header: str) -> None:
    secret = make_token(guarded, make_user(guarded))
    answer = guarded.test_client().get("/", headers={"Authorization": header.format(secret)})

    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


def test_a_revoked_token_and_one_of_an_inactive_user_get_401(guarded: Flask) -> None:
    user = make_user(guarded)
    revoked, kept = make_token(guarded, user), make_token(guarded, user)
    idle = make_token(guarded, make_user(guarded, active=False))
    with database_of(guarded).engine.begin() as connection:
        connection.execute(
            Token.__table__.update()
            .where(Token.secret_hash == tokens.hash_secret(revoked))
            .values(revoked_at=now())
        )
    client = guarded.test_client()
    statuses = [
        client.get("/", headers={"Authorization": f"Bearer {secret}"}).status_code
        for secret in (revoked, kept, idle)
    ]
    assert statuses == [401, 200, 401]


def test_guessing_leaves_a_line_in_the_log_each_minute(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    refusals.log_guess.cache_clear()

    def guess(address: str, moment: datetime) -> None:
        monkeypatch.setattr(refusals, "now", lambda: moment)
        headers = {"Authorization": "Bearer hs_guessed-by-a-stranger"}
        environ = {"REMOTE_ADDR": address}
        app.test_client().get("/api/v1/hotspots", headers=headers, environ_base=environ)

    start = datetime(2026, 1, 1, 8, tzinfo=UTC)
    with caplog.at_level(logging.WARNING):
        for second in (0, 1, 59, 60):
            guess("203.0.113.5", start + timedelta(seconds=second))
        guess("203.0.113.6", start)

    said = [record.getMessage() for record in caplog.records]
    assert said == [f"an unknown token from 203.0.113.{last}" for last in (5, 5, 6)]


def test_a_request_without_a_token_is_no_guess(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    refusals.log_guess.cache_clear()
    with caplog.at_level(logging.WARNING):
        assert app.test_client().get("/api/v1/hotspots").status_code == 401
    assert caplog.records == []


def test_only_the_hash_of_a_token_is_kept(app: Flask) -> None:
    secret = make_token(app, make_user(app, name="holder"))
    with database_of(app).engine.connect() as connection:
        kept = connection.execute(
            select(Token.secret_hash).join(User).where(User.name == "holder")
        ).scalar_one()

    assert secret.startswith("hs_")
    assert len(secret) >= 43
    assert kept == hashlib.sha256(secret.encode()).hexdigest()


@pytest.mark.parametrize("label", ["a\0b", "báo\u202ecáo"])
def test_a_name_that_cannot_be_shown_is_told_at_its_field(signed_in, label: str) -> None:
    answer = signed_in().post_form("/account/tokens", {"label": label}, page="/account")

    assert answer.status_code == 422
    assert "Hãy gõ lại" in answer.get_data(as_text=True)


@pytest.mark.parametrize("label", ["Máy của ông Nguyễn Văn Tèo", "Báo cáo, gọi 0912 345 678"])
def test_a_name_that_points_to_a_person_is_refused_by_page_and_command(
    app: Flask, signed_in, label: str
) -> None:
    answer = signed_in("dolisa", name="hoa").post_form(
        "/account/tokens", {"label": label}, page="/account"
    )
    assert answer.status_code == 422
    assert "refused-text" in answer.get_data(as_text=True)
    wanted = token_actions.Wanted(name=label)
    with app.app_context(), pytest.raises(InvalidError):
        token_actions.create_token(database_of(app), user_name="hoa", wanted=wanted)
