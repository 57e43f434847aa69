"""The administrator's pages: who sees them, what the list shows, and what each button does."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from geo_app.accounts import lockout, user_queries
from geo_app.accounts.models import User
from geo_app.accounts.user_actions import seen_as
from geo_app.db import now, session
from tests.accounts.people import actions_of, entries_of, let_pass, text_of, user_with_factor
from tests.factories import PASSWORD, make_token, make_user

CODE = re.compile(r'id="one-time-code">([A-Z2-9-]{34})<')
OTHERS = ("viewer", "police", "district", "dolisa")
PATHS = ("/accounts", "/accounts/new", "/accounts/1", "/accounts/1/rights", "/audit", "/audit.csv")
BUTTONS = (
    "/accounts/new",
    "/accounts/1/rights",
    "/accounts/1/deactivate",
    "/accounts/1/activate",
    "/accounts/1/code",
    "/accounts/1/second-factor/end",
    "/accounts/1/sessions/end",
    "/accounts/1/tokens/1/revoke",
    "/accounts/1/unlock",
    "/audit/check",
)


@pytest.fixture
def admin(signed_in: Any) -> Any:
    return signed_in("admin", name="quantri")


def press(admin: Any, user: User, what: str, **fields: Any) -> Any:
    """Press a button on the page of a user."""
    path = f"/accounts/{user.id}"
    return admin.post_form(f"{path}/{what}", {"seen": seen_as(user), **fields}, page=path)


def stored(app: Flask, user: User) -> User:
    with app.app_context():
        return session().get_one(User, user.id)


@pytest.mark.parametrize("role", OTHERS)
def test_every_other_role_is_refused_everywhere(app: Flask, signed_in: Any, role: str) -> None:
    client = signed_in(role)
    token = client.csrf_token("/account")
    for path in PATHS:
        assert client.get(path).status_code == 403, path
        assert client.head(path).status_code == 403, path
    for path in BUTTONS:
        assert client.post(path, data={"csrf_token": token}).status_code == 403, path
    assert actions_of(app).count("access.refused") == 2 * len(PATHS) + len(BUTTONS)


@pytest.mark.parametrize("role", OTHERS)
def test_only_an_administrator_is_shown_the_way(signed_in: Any, role: str) -> None:
    page = text_of(signed_in(role).get("/account"))
    assert 'href="/accounts"' not in page
    assert 'href="/audit"' not in page


def test_an_administrator_is_shown_the_way(admin: Any) -> None:
    page = text_of(admin.get("/accounts"))
    assert 'href="/accounts" aria-current="page"' in page
    assert 'href="/audit"' in page


@pytest.mark.parametrize("path", BUTTONS[:-1])
def test_a_change_wants_the_password_again(app: Flask, admin: Any, path: str) -> None:
    token = admin.csrf_token("/account")
    let_pass(app, timedelta(minutes=11))
    answer = admin.post(path, data={"csrf_token": token})

    assert answer.status_code == 302
    assert answer.location.startswith("/account/confirm")


def test_a_token_of_an_administrator_changes_no_account(app: Flask, api_client: Any) -> None:
    client = api_client("admin")
    assert client.get("/accounts").status_code == 200
    assert client.get("/accounts/new").status_code == 403
    assert client.post("/accounts/1/deactivate").status_code == 403
    assert actions_of(app).count("access.refused") == 2


class TestTheList:
    def test_it_shows_what_matters_and_no_secret(self, app: Flask, admin: Any) -> None:
        user = make_user(app, name="doi178", role="police", scope=("020", "009"))
        make_token(app, user)
        page = text_of(admin.get("/accounts"))

        for shown in ("doi178", "Công an", "Huyện Thanh Trì", "Quận Thanh Xuân", "quantri"):
            assert shown in page
        assert "argon2" not in page

    def test_last_seen_and_tokens_are_counted(self, app: Flask) -> None:
        user = make_user(app, name="doi178")
        make_token(app, user)
        app.test_client().sign_in("doi178")
        with app.app_context():
            filters = user_queries.UserFilters.from_query({"name": "DOI"})
            (line,) = user_queries.user_list(session(), filters, 1, now()).lines

        assert line.tokens == 1
        assert line.last_seen is not None

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ("name=hoa", {"hoa", "hoa.cu"}),
            ("name=%25", set()),
            ("name=%00hoa", {"hoa", "hoa.cu"}),
            ("role=police", {"hoa"}),
            ("active=no", {"hoa.cu"}),
            ("name=hoa&active=yes", {"hoa"}),
            ("role=mayor", {"hoa", "hoa.cu", "quantri"}),
        ],
    )
    def test_it_is_narrowed(self, app: Flask, admin: Any, query: str, names: set[str]) -> None:
        make_user(app, name="hoa", role="police")
        make_user(app, name="hoa.cu", role="viewer", active=False)
        page = text_of(admin.get(f"/accounts?{query}"))

        assert set(re.findall(r'<a href="/accounts/\d+">([^<]+)<', page)) == names
        assert ("mayor" in page) is ("mayor" in query)

    def test_it_has_pages(self, app: Flask, admin: Any, monkeypatch: Any) -> None:
        monkeypatch.setattr(user_queries, "PAGE_LENGTH", 2)
        for number in range(4):
            make_user(app, name=f"hoa.{number}")
        page = text_of(admin.get("/accounts?name=hoa"))

        assert "page=2&name=hoa" in page
        assert "hoa.3" in text_of(admin.get("/accounts?name=hoa&page=2"))
        assert "hoa.3" in text_of(admin.get("/accounts?name=hoa&page=99"))


class TestHelp:
    """For whoever cannot get in any more."""

    def test_a_forgotten_password(self, app: Flask, admin: Any) -> None:
        user = make_user(app, name="hoa")
        found = CODE.search(text_of(admin.get(press(admin, user, "code").location)))
        assert found
        chosen = {"name": "hoa", "code": found[1], "new": "bốn cái ghế", "again": "bốn cái ghế"}

        assert app.test_client().post_form("/welcome", chosen).status_code == 302
        assert app.test_client().sign_in("hoa", PASSWORD).status_code == 422

    def test_an_inactive_user_gets_no_code(self, app: Flask, admin: Any) -> None:
        user = make_user(app, name="hoa", active=False)
        assert press(admin, user, "code").status_code == 422
        assert entries_of(app, "code.create", "user/hoa") == []

    def test_a_lost_telephone(self, app: Flask, admin: Any) -> None:
        user, _secret, _codes = user_with_factor(app, name="hoa")
        assert press(admin, user, "second-factor/end").status_code == 302

        assert app.test_client().sign_in("hoa").location == "/"
        entry = entries_of(app, "second_factor.end", "user/hoa")[-1]
        assert entry.actor_name == "quantri"
        assert entry.before["second_factor_since"] is not None
        assert entry.after == {"second_factor_since": None}

    def test_a_lock_is_lifted(self, app: Flask, admin: Any) -> None:
        user = make_user(app, name="hoa")
        for _ in range(lockout.HERE.free):
            app.test_client().sign_in("hoa", "wrong")
        assert app.test_client().sign_in("hoa").status_code == 422
        assert press(admin, user, "unlock").status_code == 302

        assert app.test_client().sign_in("hoa").status_code == 302
        entry = entries_of(app, "lock.lift", "user/hoa")[-1]
        assert entry.before["failures"] == lockout.HERE.free
        assert entry.after == {"failures": 0}

    def test_no_lock_leaves_no_row(self, app: Flask, admin: Any) -> None:
        press(admin, make_user(app, name="hoa"), "unlock")
        assert entries_of(app, "lock.lift", "user/hoa") == []

    def test_all_sessions_end(self, app: Flask, admin: Any, signed_in: Any) -> None:
        one = signed_in("viewer", name="hoa")
        two = app.test_client()
        two.sign_in("hoa")
        with app.app_context():
            user = session().query(User).filter_by(name="hoa").one()
        press(admin, user, "sessions/end")

        assert one.get("/account").status_code == 302
        assert two.get("/account").status_code == 302
        assert entries_of(app, "session.end", "user/hoa")[-1].after == {"sessions_ended": 2}

    def test_a_token_is_revoked(self, app: Flask, admin: Any) -> None:
        user = make_user(app, name="hoa")
        secret = make_token(app, user)
        program = {"Authorization": f"Bearer {secret}"}
        assert app.test_client().get("/api/v1/hotspots", headers=program).status_code == 200
        press(admin, user, "tokens/1/revoke")

        assert app.test_client().get("/api/v1/hotspots", headers=program).status_code == 401
        entry = entries_of(app, "token.revoke", "user/hoa")[-1]
        assert (entry.before["revoked"], entry.after["revoked"]) == (False, True)
        assert secret not in str(entry.after)

    def test_a_token_of_another_user_is_not_found(self, app: Flask, admin: Any) -> None:
        make_token(app, make_user(app, name="binh"))
        user = make_user(app, name="hoa")
        assert press(admin, user, "tokens/1/revoke").status_code == 404


@pytest.mark.parametrize("number", [999, 2**31, 10**30])
def test_a_user_who_is_not_there_is_not_found(admin: Any, number: int) -> None:
    assert admin.get(f"/accounts/{number}").status_code == 404
    assert admin.get(f"/accounts/{number}/rights").status_code == 404


def test_the_page_of_a_user_shows_what_can_be_done(app: Flask, admin: Any) -> None:
    user, _secret, _codes = user_with_factor(app, name="hoa", role="police", scope=("020",))
    page = text_of(admin.get(f"/accounts/{user.id}"))

    for action in ("deactivate", "code", "second-factor/end"):
        assert f'action="/accounts/{user.id}/{action}"' in page
    assert "/activate" not in page
    assert stored(app, user).password_hash not in page
    assert str(stored(app, user).factor_secret) not in page
