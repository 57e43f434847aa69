"""Passwords: their length and how easily they are guessed decide, and no age makes one invalid."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from geo_app.accounts import passwords
from geo_app.accounts.models import User
from geo_app.db import now
from geo_app.errors import InvalidError
from tests.accounts.people import actions_of, code_now, let_pass, user_with_factor
from tests.factories import PASSWORD, database_of, make_user

# Made at random: nothing but its length is wrong with it.
NINE = "vX4#qL9ếZ"
LONG = "ghế xanh bên sông Hồng, mười bảy con cò đứng một chân đợi nước lên từ sáng"


def chosen(client, new: str):
    fields = {"password": PASSWORD, "new": new, "again": new}
    return client.post_form("/account/password", fields)


def test_a_strong_password_of_nine_characters_is_refused_for_its_length(bare_app: Flask) -> None:
    assert len(NINE) == passwords.MIN_LENGTH - 1
    assert not passwords.easily_guessed(NINE)
    with bare_app.test_request_context(), pytest.raises(InvalidError) as refused:
        passwords.checked(NINE)
    assert str(passwords.MIN_LENGTH) in str(refused.value.detail)


def test_the_page_refuses_it_and_keeps_the_old_one(app: Flask, signed_in) -> None:
    client = signed_in("viewer", name="hoa")
    assert chosen(client, NINE).status_code == 422
    assert app.test_client().sign_in("hoa", NINE).status_code == 422
    assert app.test_client().sign_in("hoa").status_code == 302


@pytest.mark.parametrize("length", [64, len(LONG), passwords.MAX_LENGTH])
def test_a_long_one_with_blanks_and_vietnamese_letters_is_taken(
    app: Flask, signed_in, length: int
) -> None:
    password = (LONG * 4)[:length]
    client = signed_in("viewer", name="hoa")
    assert chosen(client, password).status_code == 302
    assert app.test_client().sign_in("hoa", password).status_code == 302
    # Nothing of it is cut off, neither by us nor by the hash.
    assert app.test_client().sign_in("hoa", password[:-1]).status_code == 422


def test_a_password_of_ten_years_ago_still_signs_in(app: Flask) -> None:
    user = make_user(app, name="hoa")
    set_then = now() - timedelta(days=3653)
    with database_of(app).engine.begin() as connection:
        stored = update(User).where(User.id == user.id)
        connection.execute(stored.values(password_changed_at=set_then, created_at=set_then))
    client = app.test_client()
    assert client.sign_in("hoa").location == "/"
    assert client.get("/").status_code == 200


class TestConfirming:
    """`/account/confirm` wants what signing in wants."""

    def with_an_old_proof(self, app: Flask):
        user, secret, codes = user_with_factor(app, name="hoa", role="viewer")
        client = app.test_client()
        client.sign_in(user.name)
        client.post_form("/login/code", {"code": codes[0]})
        let_pass(app, timedelta(minutes=11))
        return client, secret

    @pytest.mark.parametrize("code", [None, "", "000000", "AAAA-BBBB-CCCC-DDDD"])
    def test_the_password_without_the_code_confirms_nothing(
        self, app: Flask, code: str | None
    ) -> None:
        client, _secret = self.with_an_old_proof(app)
        given = {} if code is None else {"code": code}
        answer = client.post_form("/account/confirm", {"password": PASSWORD, **given})
        assert answer.status_code == 422
        assert "session.confirm" not in actions_of(app, "hoa")
        asked = client.post_form("/account/recovery-codes", {}, page="/account")
        assert asked.location.startswith("/account/confirm")

    def test_the_code_without_the_password_confirms_nothing(self, app: Flask) -> None:
        client, secret = self.with_an_old_proof(app)
        fields = {"password": NINE, "code": code_now(secret)}
        assert client.post_form("/account/confirm", fields).status_code == 422
        assert "session.confirm" not in actions_of(app, "hoa")

    def test_with_the_code_it_does(self, app: Flask) -> None:
        client, secret = self.with_an_old_proof(app)
        fields = {"password": PASSWORD, "code": code_now(secret)}
        assert client.post_form("/account/confirm", fields).location == "/account"
        assert "session.confirm" in actions_of(app, "hoa")
