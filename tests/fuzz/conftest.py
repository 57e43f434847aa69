"""What the fuzz shares: an application without limits on how often, and what its pages offer."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.accounts.asked import world
from tests.client import Client
from tests.databases import SqliteDatabases
from tests.fuzz.forms import Found, forms_on_pages
from tests.fuzz.people import people


@pytest.fixture
def app(make_app: Callable[..., Flask], database_url: str) -> Flask:
    """Without limits on how often: one address asks more here than anybody does in a day."""
    return make_app(database_url, RATE_LIMITS="0")


@pytest.fixture
def _drawn_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a sheet looks like takes half a second and is not what this is about."""
    monkeypatch.setattr("geo_app.exports.sheets.draw_sheet", lambda *_: b"a sheet")
    monkeypatch.setattr("geo_app.exports.views.draw_history", lambda *_, **_named: b"a line")


@pytest.fixture(scope="session")
def on_pages(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Found:
    """The same on both databases, so that one is enough to read it from."""
    from geo_app import create_app  # noqa: PLC0415 (as in tests/conftest.py)

    with sqlite_databases.loaded() as url:
        app = create_app(
            {
                "DATABASE_URL": url,
                "INSTANCE": str(tmp_path_factory.mktemp("instance")),
                "SECRET_KEY": "a key for tests only",
                "TESTING": True,
                "RATE_LIMITS": "0",
            }
        )
        app.test_client_class = Client
        found = forms_on_pages(app, world(app), people(app))
        app.extensions["database"].engine.dispose()
    return found
