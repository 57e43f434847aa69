"""What the fuzz shares: what the pages of the service offer."""

import pytest

from geo_app import create_app
from tests.accounts.asked import world
from tests.client import Client
from tests.databases import SqliteDatabases
from tests.fuzz.forms import Found, forms_on_pages
from tests.fuzz.people import people


@pytest.fixture(scope="session")
def on_pages(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Found:
    """The same on both databases, so that one is enough to read it from."""
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
        app.extensions["late_notes"].stop()
        app.extensions["database"].engine.dispose()
    return found
