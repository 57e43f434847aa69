"""Adding users and tokens: who they are, what is refused, and what the audit says."""

import pytest
from flask import Flask
from sqlalchemy import select

from geo_app.accounts import actions, queries, token_actions
from geo_app.accounts.models import AuditEntry
from geo_app.db import now, session
from geo_app.errors import InvalidError, NotFoundError
from tests.factories import PASSWORD, database_of

pytestmark = pytest.mark.both_databases


@pytest.fixture
def inside(app: Flask):
    with app.app_context():
        yield database_of(app)


def test_a_user_and_the_audit_of_it(inside) -> None:
    actions.add_user(inside, name="hoa", role="district", password=PASSWORD, scope=["020", "001"])

    user = queries.user_by_name(session(), "HOA")
    assert user is not None
    assert user.districts == {"020", "001"}
    entry = session().scalars(select(AuditEntry).where(AuditEntry.action == "user.add")).one()
    assert entry.actor_name == "system"
    assert entry.after == {"role": "district", "scope": ["001", "020"]}
    assert PASSWORD not in str(entry.after)


@pytest.mark.parametrize("name", ["ab", "a" * 65, "hoa mai", "hòa", "hoa\n", "", "a/b", "<b>"])
def test_names_are_letters_digits_and_three_signs(inside, name: str) -> None:
    with pytest.raises(InvalidError):
        actions.add_user(inside, name=name, role="viewer", password=PASSWORD)


def test_a_name_is_given_once_in_any_case(inside) -> None:
    actions.add_user(inside, name="hoa", role="viewer", password=PASSWORD)
    with pytest.raises(InvalidError):
        actions.add_user(inside, name="Hoa", role="viewer", password=PASSWORD)


@pytest.mark.parametrize("password", ["", "123456789", "x" * 257])
def test_a_password_has_10_to_256_characters(inside, password: str) -> None:
    with pytest.raises(InvalidError):
        actions.add_user(inside, name="hoa", role="viewer", password=password)


def test_an_unknown_district_is_answered_with_close_ones(inside) -> None:
    with pytest.raises(InvalidError) as refused:
        actions.add_user(inside, name="hoa", role="viewer", password=PASSWORD, scope=["thanh tri"])
    assert "020 Thanh Trì" in str(refused.value.detail)
    assert queries.user_by_name(session(), "hoa") is None


def test_an_unknown_role_is_answered_with_the_roles(inside) -> None:
    with pytest.raises(InvalidError) as refused:
        actions.add_user(inside, name="hoa", role="mayor", password=PASSWORD)
    assert "dolisa" in str(refused.value.detail)


def test_a_token_for_nobody_is_answered_with_close_names(inside) -> None:
    actions.add_user(inside, name="thanhtri", role="viewer", password=PASSWORD)
    with pytest.raises(NotFoundError) as refused:
        token_actions.create_token(inside, user_name="thanhtry")
    assert "thanhtri" in str(refused.value.detail)


def test_a_token_speaks_for_its_user(inside) -> None:
    actions.add_user(inside, name="hoa", role="viewer", password=PASSWORD)
    secret = token_actions.create_token(inside, user_name="hoa")

    token = queries.live_token(session(), secret, now())
    assert token is not None
    assert token.user.name == "hoa"
    assert queries.live_token(session(), secret + "x", now()) is None
    entry = session().scalars(select(AuditEntry).where(AuditEntry.action == "token.create")).one()
    assert secret not in str(entry.after)


@pytest.mark.parametrize(
    "password",
    ["1234567890", "qwertyuiop", "matkhau123", "password1234", "hanoi123456", "lan.huong1"],
)
def test_a_password_that_is_easily_guessed_is_refused(inside, password: str) -> None:
    with pytest.raises(InvalidError):
        actions.add_user(inside, name="lan.huong", role="viewer", password=password)
    assert queries.user_by_name(session(), "lan.huong") is None


@pytest.mark.parametrize("password", [PASSWORD, "trời mưa xe đạp", "p" * 8 + "X9!k2", "  a  b7 c!"])
def test_which_letters_are_in_a_password_is_not_asked(inside, password: str) -> None:
    actions.add_user(inside, name="hoa", role="viewer", password=password)
    assert queries.user_by_name(session(), "hoa") is not None
