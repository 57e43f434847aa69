"""Sessions: they end by time, by their user, by an admin, and cannot be carried on by a copy."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from geo_app.accounts.credentials import UserSession
from geo_app.db import session
from tests.accounts.people import actions_of, let_pass, text_of
from tests.factories import PASSWORD, make_user


def rows(app: Flask) -> list[UserSession]:
    with app.app_context():
        return list(session().scalars(select(UserSession).order_by(UserSession.id)))


def test_an_unused_session_ends_and_a_used_one_goes_on(app: Flask, signed_in) -> None:
    client = signed_in("viewer")
    for _ in range(3):
        let_pass(app, timedelta(minutes=50))
        assert client.get("/account").status_code == 200
    let_pass(app, timedelta(minutes=61))
    assert client.get("/account").location == "/login?next=/account"


def test_a_session_ends_after_twelve_hours_however_it_is_used(app: Flask, signed_in) -> None:
    client = signed_in("viewer")
    for _ in range(14):
        let_pass(app, timedelta(minutes=50))
        assert client.get("/account").status_code == 200
    let_pass(app, timedelta(minutes=50))
    assert client.get("/account").status_code == 302


def test_the_times_are_settings(make_app, database_url: str) -> None:
    app = make_app(database_url, IDLE_MINUTES=5, SESSION_HOURS=1)
    make_user(app, name="hoa")
    client = app.test_client()
    client.sign_in("hoa")
    let_pass(app, timedelta(minutes=6))
    assert client.get("/account").status_code == 302


def test_whose_session_ended_is_told_so(app: Flask, signed_in) -> None:
    client = signed_in("viewer")
    assert 'id="session-ended"' not in text_of(app.test_client().get("/login"))
    let_pass(app, timedelta(minutes=61))
    assert 'id="session-ended"' in text_of(client.get("/login"))


def test_a_cookie_that_was_copied_is_worth_nothing_after_signing_out(app, signed_in) -> None:
    client = signed_in("viewer")
    cookie = client.get_cookie("session")
    assert cookie is not None
    client.post_form("/logout", {}, page="/account")
    thief = app.test_client()
    thief.set_cookie("session", cookie.value)

    assert thief.get("/account").location == "/login?next=/account"


def test_the_key_is_kept_as_a_hash(app: Flask, signed_in) -> None:
    client = signed_in("viewer")
    with client.session_transaction() as kept:
        key = kept["key"]
    row = rows(app)[0]
    assert key not in (row.key_hash, row.browser, row.address)
    assert len(row.key_hash) == 64


def test_signing_in_again_ends_the_session_before(app: Flask, signed_in) -> None:
    client = signed_in("viewer", name="hoa")
    assert client.post_form("/login", {"name": "hoa", "password": PASSWORD}, page="/account")

    assert [row.ended_at is None for row in rows(app)] == [False, True]


def test_people_see_their_sessions_and_end_them(app: Flask, signed_in) -> None:
    one = signed_in("viewer", name="hoa")
    other = app.test_client()
    other.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Windows NT 10.0) Firefox/130.0"
    other.sign_in("hoa")
    page = text_of(one.get("/account"))
    assert "Firefox · Windows" in page

    number = rows(app)[1].id
    ended = one.post_form(f"/account/sessions/{number}/end", {}, page="/account")
    assert ended.location == "/account"
    assert other.get("/account").status_code == 302
    assert one.get("/account").status_code == 200
    again = one.post_form(f"/account/sessions/{number}/end", {}, page="/account")
    assert again.status_code == 404


def test_nobody_ends_somebody_elses_session(app: Flask, signed_in) -> None:
    signed_in("viewer", name="hoa")
    stranger = signed_in("dolisa", name="lan")
    answer = stranger.post_form(f"/account/sessions/{rows(app)[0].id}/end", {}, page="/account")

    assert answer.status_code == 404
    assert rows(app)[0].ended_at is None


def test_all_others_are_ended_at_once(app: Flask, signed_in) -> None:
    one = signed_in("viewer", name="hoa")
    others = [app.test_client() for _ in range(3)]
    for other in others:
        other.sign_in("hoa")
    one.post_form("/account/sessions/end", {}, page="/account")

    assert one.get("/account").status_code == 200
    assert {other.get("/account").status_code for other in others} == {302}
    assert actions_of(app, "hoa").count("session.begin") == 4


def test_changing_the_password_ends_the_others(app: Flask, signed_in) -> None:
    one = signed_in("viewer", name="hoa")
    other = app.test_client()
    other.sign_in("hoa")
    new = "bốn cái ghế xanh"
    fields = {"password": PASSWORD, "new": new, "again": new}

    assert one.post_form("/account/password", fields).location == "/account"
    assert other.get("/account").status_code == 302
    assert app.test_client().sign_in("hoa").status_code == 422
    assert app.test_client().sign_in("hoa", new).status_code == 302
    assert "password.change" in actions_of(app, "hoa")


@pytest.mark.parametrize(
    "fields",
    [
        {"password": "wrong", "new": "bốn cái ghế xanh", "again": "bốn cái ghế xanh"},
        {"password": PASSWORD, "new": "bốn cái ghế xanh", "again": "năm cái ghế xanh"},
        {"password": PASSWORD, "new": "short", "again": "short"},
        {"password": PASSWORD, "new": "1234567890", "again": "1234567890"},
        {"password": PASSWORD, "new": PASSWORD, "again": PASSWORD},
        {"password": PASSWORD, "new": "", "again": ""},
    ],
)
def test_a_password_is_not_changed_by_halves(app: Flask, signed_in, fields: dict) -> None:
    client = signed_in("viewer", name="hoa")
    assert client.post_form("/account/password", fields).status_code == 422
    assert app.test_client().sign_in("hoa").status_code == 302


def test_account_changes_want_the_password_again(app: Flask, signed_in) -> None:
    client = signed_in("viewer", name="hoa")
    assert client.get("/account/second-factor").status_code == 200
    let_pass(app, timedelta(minutes=11))
    asked = client.get("/account/second-factor")
    assert asked.location == "/account/confirm?next=/account/second-factor"

    back = {"next": "/account/second-factor"}
    wrong = client.post_form("/account/confirm", {"password": "wrong", **back})
    assert wrong.status_code == 422
    assert client.get("/account/second-factor").status_code == 302
    right = client.post_form("/account/confirm", {"password": PASSWORD, **back})
    assert right.location == "/account/second-factor"
    assert client.get("/account/second-factor").status_code == 200
    assert "session.confirm" in actions_of(app, "hoa")


@pytest.mark.parametrize("path", ["/account/sessions/end", "/account/sessions/1/end"])
def test_ending_sessions_wants_the_password_again(app: Flask, signed_in, path: str) -> None:
    client = signed_in("viewer")
    let_pass(app, timedelta(minutes=11))
    answer = client.post_form(path, {}, page="/account")

    assert answer.location.startswith("/account/confirm")
    assert not any(row.ended_at for row in rows(app))


def test_proving_it_again_gives_the_session_another_key(app: Flask, signed_in) -> None:
    client = signed_in("viewer")
    copied = client.get_cookie("session").value
    answer = client.post_form("/account/confirm", {"password": PASSWORD})

    assert answer.location == "/account"
    assert client.get("/hotspots").status_code == 200
    thief = app.test_client(use_cookies=False)
    stolen = thief.get("/hotspots", headers={"Cookie": f"session={copied}"})
    assert stolen.location.startswith("/login")


def test_sessions_of_long_ago_are_not_kept(app: Flask, signed_in) -> None:
    signed_in("viewer")
    let_pass(app, timedelta(days=89))
    signed_in("viewer")
    assert len(rows(app)) == 2
    let_pass(app, timedelta(days=2))
    signed_in("viewer")
    assert len(rows(app)) == 2


def test_a_program_changes_no_account(api_client) -> None:
    client = api_client("admin")
    assert client.get("/account").status_code == 200
    assert client.get("/account/second-factor").status_code == 403
    assert client.post("/account/tokens", data={"label": "x"}).status_code == 403
