"""An administrator adds a user: nothing is chosen beforehand, and a code is made."""

import re
from typing import Any

import pytest
from flask import Flask

from geo_app.accounts.models import AuditEntry, User
from geo_app.db import session
from tests.accounts.people import entries_of, text_of
from tests.factories import PASSWORD

CODE = re.compile(r'id="one-time-code">([A-Z2-9-]{34})<')


@pytest.fixture
def admin(signed_in: Any) -> Any:
    return signed_in("admin", name="quantri")


def add(admin: Any, **fields: Any) -> Any:
    given = {"name": "hoa", "role": "police", "where": "city", **fields}
    return admin.post_form("/accounts/new", given)


def test_a_new_user_gets_a_code_and_no_password(app: Flask, admin: Any) -> None:
    answer = add(admin, where="districts", districts=["020", "001"])
    code = CODE.search(text_of(admin.get(answer.location)))
    assert code
    chosen = {"name": "hoa", "code": code[1], "new": "bốn cái ghế", "again": "bốn cái ghế"}
    client = app.test_client()

    assert client.post_form("/welcome", chosen).location == "/"
    assert client.get("/accounts").status_code == 403
    entry = entries_of(app, "user.add", "user/hoa")[-1]
    assert (entry.actor_name, entry.address) == ("quantri", "127.0.0.1")
    assert entry.after == {
        "role": "police", "scope": ["001", "020"], "one_time_code_days": 3,
    }  # fmt: skip


def test_the_code_is_in_no_row_and_not_shown_again(app: Flask, admin: Any) -> None:
    found = CODE.search(text_of(admin.get(add(admin).location)))
    assert found
    with app.app_context():
        said = [f"{row.before}{row.after}" for row in session().query(AuditEntry)]
        number = session().query(User).filter_by(name="hoa").one().id
    assert not any(found[1] in each for each in said)
    assert found[1] not in text_of(admin.get(f"/accounts/{number}"))


def test_nothing_that_could_be_typed_is_the_password(app: Flask, admin: Any) -> None:
    add(admin)
    for password in ("", " ", PASSWORD, "None"):
        assert app.test_client().sign_in("hoa", password).status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "Hòa"},
        {"name": "quantri"},
        {"name": "QUANTRI"},
        {"role": "mayor"},
        {"role": ""},
        {"where": ""},
        {"where": "everywhere"},
        {"role": "district"},
        {"where": "districts"},
        {"where": "districts", "districts": ["999"]},
    ],
)
def test_a_mistake_keeps_what_was_typed(app: Flask, admin: Any, wrong: dict[str, Any]) -> None:
    answer = add(admin, **wrong)

    assert answer.status_code == 422
    assert f'value="{wrong.get("name", "hoa")}"' in text_of(answer)
    assert entries_of(app, "user.add", "user/hoa") == []


def test_nothing_is_chosen_beforehand(admin: Any) -> None:
    assert " checked" not in text_of(admin.get("/accounts/new"))


def test_a_name_that_is_taken_is_told_beside_all_else(admin: Any) -> None:
    page = text_of(add(admin, name="quantri", role="", where=""))
    links = ("#name", "#role", "#where")
    assert all(f'<a href="{link}">' in page for link in links)


def test_a_district_committee_has_districts(admin: Any) -> None:
    page = text_of(add(admin, role="district"))
    assert "UBND cấp huyện phụ trách địa bàn của mình" in page
    answer = add(admin, role="district", where="districts", districts=["020"])
    assert answer.status_code < 400


def test_two_administrators_add_one_name_once(app: Flask, admin: Any) -> None:
    assert add(admin).status_code == 302
    assert add(admin).status_code == 422
    assert len(entries_of(app, "user.add", "user/hoa")) == 1
