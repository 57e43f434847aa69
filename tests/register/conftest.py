import pytest
from flask import Flask


@pytest.fixture(scope="session")
def bare_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application without a database, for what only needs a language."""
    from geo_app import create_app  # noqa: PLC0415 (as in tests/conftest.py)

    folder = tmp_path_factory.mktemp("instance")
    return create_app({"INSTANCE": str(folder), "SECRET_KEY": "for tests only", "TESTING": True})
