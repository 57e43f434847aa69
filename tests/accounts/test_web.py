"""What every response carries, static files, and the operator's probes."""

from collections.abc import Callable

import pytest
from flask import Flask

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'"
)
PATHS = ["/", "/login", "/healthz", "/nowhere", "/static/app.css", "/api/v1/hotspots"]


@pytest.mark.parametrize("path", PATHS)
def test_every_response_carries_the_policy(bare_app: Flask, path: str) -> None:
    headers = bare_app.test_client().get(path).headers

    assert headers["Content-Security-Policy"] == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_pages_are_not_kept_by_the_browser(signed_in) -> None:
    assert signed_in("viewer").get("/").headers["Cache-Control"] == "no-store"


def test_a_view_that_may_be_kept_says_so_itself(signed_in) -> None:
    answer = signed_in("viewer").get("/map/hotspots.geojson")
    assert "private" in answer.headers["Cache-Control"]


def test_a_tile_server_is_let_in_only_when_opted_in(make_app: Callable[..., Flask]) -> None:
    app = make_app(
        "sqlite://",
        TILE_URL="https://{s}.tiles.example/{z}/{x}/{y}.png",
        TILE_ATTRIBUTION="© somebody",
    )
    headers = app.test_client().get("/healthz").headers

    assert "img-src 'self' data: https://*.tiles.example;" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


@pytest.mark.parametrize(
    "path",
    ["/static/vendor/leaflet/leaflet.js", "/static/vendor/leaflet/images/layers.png"],
)
def test_leaflet_comes_from_its_wheel(bare_app: Flask, path: str) -> None:
    answer = bare_app.test_client().get(path)
    assert answer.status_code == 200
    assert len(answer.data) > 500


@pytest.mark.parametrize(
    "path",
    [
        "/static/vendor/nothing/leaflet.js",
        "/static/vendor/leaflet/none.js",
        "/static/vendor/leaflet/../__init__.py",
        "/static/vendor/leaflet/..%2f__init__.py",
        "/static/vendor/maps/../markup.py",
        "/static/vendor/maps//etc/passwd",
    ],
)
def test_nothing_else_is_served_from_the_wheels(bare_app: Flask, path: str) -> None:
    assert bare_app.test_client().get(path).status_code in {308, 404}


def test_ready_when_the_plan_is_loaded(client) -> None:
    assert client.get("/readyz").status_code == 200


def test_an_empty_database_is_alive_but_not_ready(
    make_app: Callable[..., Flask], empty_database_url: str
) -> None:
    client = make_app(empty_database_url).test_client()

    assert client.get("/healthz").data == b"ok\n"
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "hotspots init" in answer.get_data(as_text=True)


def test_a_database_without_the_plan_is_not_ready(
    make_app: Callable[..., Flask], empty_database_url: str
) -> None:
    from geo_app import schema  # noqa: PLC0415 (beside its use)

    app = make_app(empty_database_url)
    schema.upgrade(app.extensions["database"])
    assert app.test_client().get("/readyz").status_code == 503


def test_a_missing_database_is_not_made_by_looking(
    make_app: Callable[..., Flask], tmp_path
) -> None:
    client = make_app(f"sqlite:///{tmp_path / 'none.sqlite'}").test_client()

    assert client.get("/readyz").status_code == 503
    assert not (tmp_path / "none.sqlite").exists()


def test_an_unreachable_server_is_a_sentence(make_app: Callable[..., Flask]) -> None:
    client = make_app("postgresql+psycopg://nobody@127.0.0.1:1/none").test_client()
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert "psycopg" not in answer.get_data(as_text=True)
