"""One-time codes: who holds one chooses a password; good once, for three days, for one name."""

import hashlib
import math
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import insert

from geo_app.accounts import codes, welcome
from geo_app.accounts.credentials import OneTimeCode, RecoveryCode
from geo_app.accounts.queries import user_by_name
from geo_app.db import now, session
from tests.accounts.people import actions_of, code_now, let_pass, text_of, user_with_factor
from tests.factories import PASSWORD, database_of, make_user

CHOSEN = "bốn cái ghế xanh"
SHORTER_CODE = "K7Q2-MXR4-8TWA-HJ5N"


def code_for(app: Flask, name: str) -> str:
    with app.app_context():
        return welcome.code_for(database_of(app), name)


def first_code(app: Flask) -> str | None:
    with app.app_context():
        return welcome.code_for_first_admin(database_of(app))


def choose(app: Flask, name: str, code: str, password: str = CHOSEN):
    client = app.test_client()
    fields = {"name": name, "code": code, "new": password, "again": password}
    return client, client.post_form("/welcome", fields)


def test_the_first_admin_is_made_by_a_code(app: Flask) -> None:
    code = first_code(app)
    assert code is not None
    client, answer = choose(app, "quantri", code.lower().replace("-", " "))

    assert answer.location == "/"
    assert client.get("/account").status_code == 200
    with app.app_context():
        user = user_by_name(session(), "quantri")
        assert user is not None
        assert user.role == "admin"
    assert first_code(app) is None
    assert actions_of(app, "quantri")[:1] == ["password.choose"]


def test_it_makes_one_admin_only(app: Flask) -> None:
    code = first_code(app)
    assert code is not None
    assert choose(app, "quantri", code)[1].status_code == 302
    assert choose(app, "another", code)[1].status_code == 422


def test_it_is_worth_nothing_once_there_is_an_admin(app: Flask) -> None:
    code = first_code(app)
    assert code is not None
    make_user(app, role="admin")
    assert choose(app, "quantri", code)[1].status_code == 422


def test_it_makes_no_admin_of_somebody_who_has_another_role(app: Flask) -> None:
    make_user(app, name="hoa", role="viewer")
    code = first_code(app)
    assert code is not None
    assert choose(app, "hoa", code)[1].status_code == 422
    with app.app_context():
        user = user_by_name(session(), "hoa")
        assert user is not None
        assert user.role == "viewer"


def test_a_user_chooses_a_new_password_and_old_sessions_end(app: Flask, signed_in) -> None:
    before = signed_in("viewer", name="hoa")
    client, answer = choose(app, "hoa", code_for(app, "hoa"))

    assert answer.status_code == 302
    assert client.get("/account").status_code == 200
    assert before.get("/account").status_code == 302
    assert app.test_client().sign_in("hoa", PASSWORD).status_code == 422


def test_a_code_is_good_once_for_one_name_and_three_days(app: Flask) -> None:
    make_user(app, name="hoa")
    make_user(app, name="lan")
    code = code_for(app, "hoa")
    assert choose(app, "lan", code)[1].status_code == 422
    assert choose(app, "hoa", code)[1].status_code == 302
    assert choose(app, "hoa", code)[1].status_code == 422

    late = code_for(app, "lan")
    let_pass(app, timedelta(days=3, minutes=1))
    assert choose(app, "lan", late)[1].status_code == 422


def test_a_newer_code_replaces_the_older(app: Flask) -> None:
    make_user(app, name="hoa")
    older, newer = code_for(app, "hoa"), code_for(app, "hoa")
    assert choose(app, "hoa", older)[1].status_code == 422
    assert choose(app, "hoa", newer)[1].status_code == 302


def test_a_bad_password_does_not_use_the_code_up(app: Flask) -> None:
    make_user(app, name="hoa")
    code = code_for(app, "hoa")
    assert choose(app, "hoa", code, "1234567890")[1].status_code == 422
    assert choose(app, "hoa", code)[1].status_code == 302


def test_the_second_factor_is_still_asked_for(app: Flask) -> None:
    user, secret, _codes = user_with_factor(app)
    client, answer = choose(app, user.name, code_for(app, user.name))

    assert answer.location == "/login/code"
    assert client.get("/account").status_code == 302
    client.post_form("/login/code", {"code": code_now(secret)})
    assert client.get("/account").status_code == 200


def test_guessing_is_locked_and_the_answer_is_the_same_for_every_reason(app: Flask) -> None:
    make_user(app, name="hoa")
    make_user(app, name="idle", active=False)
    said = set()
    for name, code in (("hoa", "AAAA"), ("nobody", "AAAA"), ("idle", code_for(app, "idle"))):
        _client, answer = choose(app, name, code)
        said.add(text_of(answer).split('id="sign-in-failure"')[1].split("</div>")[0])
    assert len(said) == 1
    for _ in range(4):
        choose(app, "hoa", "AAAA")
    locked = text_of(choose(app, "hoa", "AAAA")[1]).split('id="sign-in-failure"')[1]
    assert locked.split("</div>")[0] not in said


def test_one_made_before_codes_were_longer_still_works(app: Flask) -> None:
    user, _secret, _codes = user_with_factor(app, name="hoa")
    # As it was stored then: the letters alone, and nothing added to them.
    stored = hashlib.sha256(b"K7Q2MXR48TWAHJ5N").hexdigest()
    row = {"user_id": user.id, "code_hash": stored}
    with database_of(app).engine.begin() as connection:
        until = now() + timedelta(days=1)
        connection.execute(insert(OneTimeCode).values(**row, created_at=now(), expires_at=until))
        connection.execute(insert(RecoveryCode).values(**row))
    client, answer = choose(app, "hoa", SHORTER_CODE)
    assert answer.location == "/login/code"
    assert client.post_form("/login/code", {"code": SHORTER_CODE}).location == "/"


def test_one_may_be_typed_letter_by_letter(app: Flask) -> None:
    make_user(app, name="hoa")
    spelled = " ".join(code_for(app, "hoa").lower())
    assert choose(app, "hoa", spelled)[1].location == "/"


@pytest.mark.parametrize("typed", ["", "-", "AAAA-BBBB-CCCC-DDDD", "a" * 64])
def test_what_is_no_code_opens_nothing(app: Flask, typed: str) -> None:
    make_user(app, name="hoa")
    assert choose(app, "hoa", typed)[1].status_code == 422


def test_codes_are_long_and_easily_read() -> None:
    made = {codes.new_code() for _ in range(200)}
    assert len(made) == 200
    assert {len(code) for code in made} == {34}
    letters = {code.replace("-", "") for code in made}
    assert {math.log2(len(codes.ALPHABET)) * len(each) for each in letters} == {140}
    assert not set("".join(made)) & set("01IO")
