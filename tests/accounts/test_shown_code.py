"""The page of a one-time code can be loaded anew: by whoever made it, for a short while."""

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from geo_app.accounts.shown_code import SHOWN_FOR
from tests.accounts.people import let_pass, text_of
from tests.databases import files_of
from tests.factories import PASSWORD, make_user

CODE = re.compile(r'id="one-time-code">([A-Z2-9-]{34})<')
NEW = {"name": "hoa", "role": "police", "where": "city"}


@pytest.fixture
def admin(signed_in: Any) -> Any:
    return signed_in("admin", name="quantri")


def code_on(client: Any, page: str) -> str | None:
    """The code on a page; None where the page leads back to the user and shows none."""
    answer = client.get(page)
    found = CODE.search(text_of(answer))
    assert answer.status_code == (200 if found else 302)
    return found[1] if found else None


def test_a_code_is_there_after_loading_the_page_anew(admin: Any) -> None:
    answer = admin.post_form("/accounts/new", NEW)
    assert answer.status_code == 302
    first = code_on(admin, answer.location)
    assert first is not None
    assert code_on(admin, answer.location) == first
    assert first not in answer.location


def test_a_code_for_who_forgot_the_password_too(app: Flask, admin: Any) -> None:
    user = make_user(app, name="hoa")
    page = f"/accounts/{user.id}"
    answer = admin.post_form(f"{page}/code", {}, page=page)
    first = code_on(admin, answer.location)
    assert first is not None
    assert code_on(admin, answer.location) == first
    # Another code replaces it, and only that one is shown.
    admin.post_form(f"{page}/code", {}, page=page)
    assert code_on(admin, answer.location) not in {None, first}


def test_another_administrator_sees_none(app: Flask, admin: Any, signed_in: Any) -> None:
    page = admin.post_form("/accounts/new", NEW).location
    assert code_on(signed_in("admin", name="khac"), page) is None
    # Nor does the same one elsewhere, or in the browser after signing out.
    elsewhere = app.test_client()
    elsewhere.sign_in("quantri")
    assert code_on(elsewhere, page) is None
    assert code_on(admin, page) is not None
    admin.post_form("/logout", {}, page="/")
    admin.sign_in("quantri")
    assert code_on(admin, page) is None


def test_it_is_of_one_user(app: Flask, admin: Any) -> None:
    other = make_user(app, name="lan")
    admin.post_form("/accounts/new", NEW)
    assert code_on(admin, f"/accounts/{other.id}/code") is None


def test_it_is_shown_for_a_short_while(app: Flask, admin: Any) -> None:
    page = admin.post_form("/accounts/new", NEW).location
    let_pass(app, SHOWN_FOR - timedelta(minutes=1))
    assert code_on(admin, page) is not None
    let_pass(app, timedelta(minutes=2))
    # By then the password is asked for again, and even so it is not shown.
    admin.post_form("/account/confirm", {"password": PASSWORD}, page="/account/confirm")
    assert code_on(admin, page) is None


def test_it_is_gone_once_it_is_used(app: Flask, admin: Any) -> None:
    page = admin.post_form("/accounts/new", NEW).location
    chosen = {"name": "hoa", "code": code_on(admin, page), "new": "bốn cái ghế"}
    chosen["again"] = chosen["new"]
    assert app.test_client().post_form("/welcome", chosen).status_code == 302
    assert code_on(admin, page) is None


def test_it_is_gone_once_the_administrator_has_gone_on(admin: Any) -> None:
    page = admin.post_form("/accounts/new", NEW).location
    admin.get(page.removesuffix("/code"))
    assert code_on(admin, page) is None
    assert "Mã không còn hiện" in text_of(admin.get(page.removesuffix("/code")))


def test_it_stands_in_clear_in_no_cookie_no_database_and_no_log(
    admin: Any, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    page = admin.post_form("/accounts/new", NEW).location
    code = code_on(admin, page)
    assert code is not None
    letters = code.replace("-", "")
    with admin.session_transaction() as session:
        assert session["one_time_code"]
        kept = repr(dict(session))
    assert not any(each in kept for each in (code, letters))
    assert code not in caplog.text
    assert not any(code.encode() in each.read_bytes() for each in files_of(database_url))
