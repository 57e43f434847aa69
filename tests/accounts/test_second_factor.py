"""The second factor: codes by time, each good once, recovery codes, and who must have one."""

import time
from datetime import UTC, datetime

import pyotp
import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from geo_app.accounts import second_factor
from geo_app.accounts.credentials import RecoveryCode
from geo_app.accounts.models import User
from geo_app.db import session
from tests.accounts.people import actions_of, code_now, text_of, user_with_factor
from tests.factories import PASSWORD, make_token, make_user

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # made up


def half_way(app: Flask, name: str):
    client = app.test_client()
    answer = client.sign_in(name)
    assert answer.location == "/login/code"
    return client


def enrol(client) -> None:
    page = text_of(client.get("/account/second-factor"))
    secret = page.split('id="factor-secret">')[1].split("<")[0].replace(" ", "")
    client.post_form("/account/second-factor", {"code": code_now(secret)})


def test_the_vectors_of_the_standard() -> None:
    """RFC 6238, appendix B, SHA-1; its codes have eight digits, of which ours are the last six."""
    secret = pyotp.random_base32()
    assert len(secret) == 32
    of_standard = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for seconds, code in ((59, "94287082"), (1111111109, "07081804"), (20000000000, "65353130")):
        moment = datetime.fromtimestamp(seconds, UTC)
        assert second_factor.step_of(of_standard, code[2:], moment) == seconds // 30


@given(st.integers(10**9, 2**31), st.integers(-5, 5))
def test_a_code_is_good_for_its_step_and_the_one_on_each_side(seconds: int, off: int) -> None:
    step = seconds // 30 + off
    shown = pyotp.TOTP(SECRET).generate_otp(step)
    found = second_factor.step_of(SECRET, shown, datetime.fromtimestamp(seconds, UTC))
    near = {
        pyotp.TOTP(SECRET).generate_otp(seconds // 30 + each): seconds // 30 + each
        for each in (1, 0, -1)
    }
    assert found == near.get(shown)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "0" * 500])
def test_what_is_no_code_is_wrong(typed: str) -> None:
    assert second_factor.step_of(SECRET, typed, datetime.now(UTC)) is None


def test_a_code_taken_once_is_not_taken_again() -> None:
    moment = datetime.now(UTC)
    code = pyotp.TOTP(SECRET).at(moment)
    step = second_factor.step_of(SECRET, code, moment)
    assert step is not None
    assert second_factor.step_of(SECRET, code, moment, after=step) is None


def test_with_a_second_factor_the_password_alone_opens_nothing(app: Flask) -> None:
    user, secret, _codes = user_with_factor(app)
    client = half_way(app, user.name)

    assert client.get("/").location == "/login"
    answer = client.post_form("/login/code", {"code": code_now(secret)})
    assert answer.location == "/"
    assert client.get("/").status_code == 200
    assert actions_of(app, user.name)[-2:] == ["session.code", "session.begin"]


def test_a_code_works_once_in_any_browser(app: Flask) -> None:
    user, secret, _codes = user_with_factor(app)
    code = code_now(secret)
    assert half_way(app, user.name).post_form("/login/code", {"code": code}).status_code == 302

    again = half_way(app, user.name).post_form("/login/code", {"code": code})
    assert again.status_code == 422


def test_wrong_codes_lock_the_account_like_wrong_passwords(app: Flask) -> None:
    user, secret, _codes = user_with_factor(app)
    client = half_way(app, user.name)
    for _ in range(5):
        assert client.post_form("/login/code", {"code": "000000"}).status_code == 422

    assert client.post_form("/login/code", {"code": code_now(secret)}).status_code == 422
    assert app.test_client().sign_in(user.name).status_code == 422


def test_the_code_must_follow_the_password_soon(app: Flask) -> None:
    user, secret, _codes = user_with_factor(app)
    client = half_way(app, user.name)
    code = code_now(secret)
    with client.session_transaction() as kept:
        kept["half_way"] = {**kept["half_way"], "since": time.time() - 301}

    assert client.get("/login/code").location == "/login"
    assert client.post("/login/code", data={"code": code}).status_code in {302, 400}
    assert client.get("/").location == "/login"


def test_a_recovery_code_stands_in_once(app: Flask) -> None:
    user, _secret, codes = user_with_factor(app)
    assert len(set(codes)) == second_factor.RECOVERY_CODES
    typed = codes[3].lower().replace("-", " ")

    assert half_way(app, user.name).post_form("/login/code", {"code": typed}).status_code == 302
    assert half_way(app, user.name).post_form("/login/code", {"code": typed}).status_code == 422
    with app.app_context():
        used = session().scalars(select(RecoveryCode).where(RecoveryCode.used_at.is_not(None)))
        assert len(used.all()) == 1


def test_secret_and_codes_are_not_in_the_database_as_they_are(app: Flask) -> None:
    user, secret, codes = user_with_factor(app)
    with app.app_context():
        stored = session().get_one(User, user.id)
        assert secret not in str(stored.factor_secret)
        hashes = session().scalars(select(RecoveryCode.code_hash)).all()
    assert not set(codes) & set(hashes)


def test_setting_it_up_shows_a_picture_and_takes_a_code(app: Flask, signed_in) -> None:
    client = signed_in("viewer", name="hoa")
    page = text_of(client.get("/account/second-factor"))
    secret = page.split('id="factor-secret">')[1].split("<")[0].replace(" ", "")
    assert 'src="data:image/svg+xml' in page
    assert text_of(client.get("/account/second-factor")).count(second_factor.in_groups(secret)) == 1

    wrong = client.post_form("/account/second-factor", {"code": "000000"})
    assert wrong.status_code == 422
    done = client.post_form("/account/second-factor", {"code": code_now(secret)})
    assert text_of(done).count("<li><code>") == second_factor.RECOVERY_CODES
    assert app.test_client().sign_in("hoa").location == "/login/code"
    # Set up once, it is not shown again.
    assert client.get("/account/second-factor").location == "/account"


def test_it_is_switched_off_with_its_codes(app: Flask) -> None:
    user, secret, _codes = user_with_factor(app)
    client = half_way(app, user.name)
    client.post_form("/login/code", {"code": code_now(secret)})
    client.post_form("/account/second-factor/end", {}, page="/account")

    assert app.test_client().sign_in(user.name).location == "/"
    with app.app_context():
        assert session().scalars(select(RecoveryCode)).all() == []


def test_new_recovery_codes_replace_the_old(app: Flask) -> None:
    user, secret, codes = user_with_factor(app)
    client = half_way(app, user.name)
    client.post_form("/login/code", {"code": code_now(secret)})
    page = text_of(client.post_form("/account/recovery-codes", {}, page="/account"))

    assert page.count("<li><code>") == second_factor.RECOVERY_CODES
    answer = half_way(app, user.name).post_form("/login/code", {"code": codes[0]})
    assert answer.status_code == 422


def test_a_role_that_must_have_one_sets_it_up_first(make_app, database_url: str) -> None:
    app = make_app(database_url, SECOND_FACTOR_ROLES="dolisa, admin")
    make_user(app, name="hoa", role="dolisa")
    make_user(app, name="lan", role="viewer")
    client, other = app.test_client(), app.test_client()
    client.sign_in("hoa")
    other.sign_in("lan")

    assert client.get("/hotspots").location == "/account/second-factor"
    data = client.get("/map/hotspots.geojson", headers={"Sec-Fetch-Mode": "cors"})
    assert data.status_code == 403
    assert client.get("/account").status_code == 200
    assert other.get("/hotspots").status_code == 200
    enrol(client)
    assert client.get("/hotspots").status_code == 200


def test_until_then_no_token_of_the_account_works_and_none_is_made(
    make_app, database_url: str
) -> None:
    app = make_app(database_url, SECOND_FACTOR_ROLES="dolisa")
    user = make_user(app, name="hoa", role="dolisa")
    by_token = {"Authorization": f"Bearer {make_token(app, user)}"}
    program, client = app.test_client(), app.test_client()
    client.sign_in("hoa")

    sent = {"label": "báo cáo", "days": "30"}
    made = client.post_form("/account/tokens", sent, page="/account")
    assert made.location == "/account/second-factor"
    refused = program.get("/api/v1/hotspots", headers=by_token)
    assert refused.status_code == 403
    assert "xác thực hai lớp" in refused.get_json()["detail"]
    own = program.get("/account", headers=by_token)
    assert own.status_code == 403

    enrol(client)
    assert program.get("/api/v1/hotspots", headers=by_token).status_code == 200
    made = client.post_form("/account/tokens", sent, page="/account")
    assert made.status_code == 200


def test_the_setting_names_roles_that_exist(make_app, database_url: str) -> None:
    from geo_app.config import SettingError  # noqa: PLC0415  # beside its use

    with pytest.raises(SettingError, match="mayor"):
        make_app(database_url, SECOND_FACTOR_ROLES="mayor")


def test_under_another_key_the_page_says_what_to_do(make_app, database_url: str) -> None:
    app = make_app(database_url)
    user, secret, _codes = user_with_factor(app)
    other = make_app(database_url, SECRET_KEY="another key for tests")
    client = half_way(other, user.name)

    answer = client.post_form("/login/code", {"code": code_now(secret)})
    assert answer.status_code == 503
    assert PASSWORD not in text_of(answer)
