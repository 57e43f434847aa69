"""How often one caller may do what is dear, and what it is told then."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from geo_app import limits
from geo_app.limits import KINDS, by_address
from tests.factories import make_token, make_user

EACH_MINUTE = {kind.name: kind.each_minute for kind in KINDS}
FEW = 3


@pytest.fixture
def few(
    monkeypatch: pytest.MonkeyPatch, make_app: Callable[..., Flask], database_url: str
) -> Flask:
    """An application in which each limit is reached soon."""
    scarce = tuple(replace(kind, each_minute=FEW) for kind in KINDS)
    monkeypatch.setattr(limits, "KINDS", scarce)
    return make_app(database_url)


def signed_in(app: Flask, name: str, *, address: str = "127.0.0.1") -> Any:
    make_user(app, name=name)
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    assert client.sign_in(name).status_code == 302
    return client


def tries(client: Any, count: int, **more: Any) -> list[int]:
    token = client.csrf_token()
    form = {"csrf_token": token, "name": "nobody", "password": "wrong"}
    return [client.post("/login", data=form, **more).status_code for _ in range(count)]


def test_the_limits_are_far_from_what_people_do() -> None:
    assert EACH_MINUTE["sign-in"] >= 30
    assert EACH_MINUTE["geocoding"] >= 120
    assert EACH_MINUTE["drawing"] >= 4 * 30


def test_guessing_from_one_address_has_to_wait(few: Flask) -> None:
    client = few.test_client()
    assert tries(client, FEW + 2) == [422] * FEW + [429] * 2
    assert client.get("/login").status_code == 200
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    assert tries(few.test_client(), 1, environ_base=elsewhere) == [422]


def test_the_page_and_the_problem_say_when_to_try_again(few: Flask) -> None:
    client = few.test_client()
    tries(client, FEW)
    form = {"csrf_token": client.csrf_token(), "name": "nobody", "password": "wrong"}
    page = client.post("/login", data=form)
    asked = client.post("/login", data=form, headers={"Accept": "application/json"})
    for answer in (page, asked):
        assert answer.status_code == 429
        assert 0 < int(answer.headers["Retry-After"]) <= 61
    assert "<h1" in page.get_data(as_text=True)
    assert asked.mimetype == "application/problem+json"
    assert asked.headers["Retry-After"] in asked.get_json()["detail"]


def test_finding_places_is_counted_per_user(few: Flask) -> None:
    hoa, lan = signed_in(few, "hoa"), signed_in(few, "lan")
    looked = "/api/v1/geocode?q=phố+Hàng+Bạc"
    assert [hoa.get(looked).status_code for _ in range(FEW + 1)] == [200] * FEW + [429]
    assert lan.get(looked).status_code == 200
    form = {"step": "find", "csrf_token": hoa.csrf_token("/hotspots/new")}
    assert hoa.post("/hotspots/new", data=form).status_code == 429
    assert hoa.get("/map/hotspots.geojson?preview=x").status_code == 429
    assert hoa.get("/map/hotspots.geojson").status_code == 200


def test_a_program_does_not_use_up_what_its_user_has(few: Flask) -> None:
    user = make_user(few, name="hoa")
    person, program = few.test_client(), few.test_client()
    person.sign_in("hoa")
    program.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {make_token(few, user)}"
    looked = "/api/v1/geocode?q=phố+Hàng+Bạc"
    assert [program.get(looked).status_code for _ in range(FEW + 1)] == [200] * FEW + [429]
    assert person.get(looked).status_code == 200


def test_drawing_is_counted_however_it_is_asked_for(few: Flask) -> None:
    client = signed_in(few, "hoa")
    asked = ["/history.svg?code=PL2-I-1"] * FEW + ["/districts/020/snapshot.svg", "/history.svg"]
    found = [client.get(address).status_code for address in asked]
    assert found == [200] * FEW + [429, 429]
    assert client.head("/history.svg").status_code == 429


def test_what_a_stranger_is_refused_is_not_counted(few: Flask) -> None:
    client = few.test_client()
    looked = [client.get("/api/v1/geocode?q=x").status_code for _ in range(FEW + 1)]
    assert looked == [401] * (FEW + 1)


def test_the_setting_switches_them_off(few: Flask, make_app: Callable[..., Flask]) -> None:
    app = make_app(few.config["DATABASE_URL"], RATE_LIMITS="0")
    assert tries(app.test_client(), FEW + 2) == [422] * (FEW + 2)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
    ],
)
def test_addresses_of_one_customer_are_one(
    bare_app: Flask, one: str, other: str, *, same: bool
) -> None:
    found = []
    for address in (one, other):
        with bare_app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            found.append(by_address())
    assert (found[0] == found[1]) is same
