"""Changing the secret key: nobody is signed out, and no form that stands open is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.factories import PASSWORD, make_user

OLD, NEW = "the key before the change", "the key after the change"


@pytest.fixture
def before(make_app: Callable[..., Flask], database_url: str) -> Flask:
    app = make_app(database_url, SECRET_KEY=OLD)
    make_user(app, name="hoa")
    return app


@pytest.fixture
def after(make_app: Callable[..., Flask], before: Flask) -> Flask:
    return make_app(before.config["DATABASE_URL"], SECRET_KEY=NEW, SECRET_KEY_OLD=f"older,{OLD}")


@pytest.fixture
def dropped(make_app: Callable[..., Flask], before: Flask) -> Flask:
    return make_app(before.config["DATABASE_URL"], SECRET_KEY=NEW)


def moved(client: Any, app: Flask) -> Any:
    """The same browser, on the service after it was started again."""
    browser = app.test_client()
    for cookie in client._cookies.values():
        browser.set_cookie(cookie.key, cookie.value, path=cookie.path)
    return browser


def test_who_is_signed_in_stays_so(before: Flask, after: Flask, dropped: Flask) -> None:
    client = before.test_client()
    client.sign_in("hoa")
    assert moved(client, after).get("/").status_code == 200
    assert moved(client, dropped).get("/").status_code == 302


def test_a_form_that_stood_open_is_taken(before: Flask, after: Flask, dropped: Flask) -> None:
    client = before.test_client()
    client.sign_in("hoa")
    token = client.csrf_token("/")
    assert moved(client, dropped).post("/logout", data={"csrf_token": token}).status_code == 400
    assert moved(client, after).post("/logout", data={"csrf_token": token}).status_code == 302


def test_the_sign_in_that_stood_open_is_taken(before: Flask, after: Flask) -> None:
    client = before.test_client()
    form = {"csrf_token": client.csrf_token(), "name": "hoa", "password": PASSWORD}
    assert moved(client, after).post("/login", data=form).status_code == 302


def test_what_is_made_after_the_change_needs_no_earlier_key(after: Flask, dropped: Flask) -> None:
    client = after.test_client()
    client.sign_in("hoa")
    token = client.csrf_token("/")
    assert moved(client, dropped).get("/").status_code == 200
    assert moved(client, dropped).post("/logout", data={"csrf_token": token}).status_code == 302


def test_a_session_from_before_is_signed_anew_when_it_changes(
    before: Flask, after: Flask, dropped: Flask
) -> None:
    client = before.test_client()
    client.sign_in("hoa")
    browser = moved(client, after)
    form = {"language": "en", "csrf_token": browser.csrf_token("/")}
    assert browser.post("/language", data=form).status_code == 302
    assert moved(browser, dropped).get("/").status_code == 200


def test_the_form_token_of_another_browser_is_refused_still(before: Flask, after: Flask) -> None:
    client, other = before.test_client(), before.test_client()
    client.sign_in("hoa")
    token = other.csrf_token()
    assert moved(client, after).post("/logout", data={"csrf_token": token}).status_code == 400
