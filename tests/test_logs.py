"""The log as it is written: an event, a line, whatever the callers of the service send."""

import io
import logging
from collections.abc import Iterator

import pytest
from flask import Flask

from geo_app import logs
from geo_app.accounts.access import public


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What a handler of ours writes."""
    stream = io.StringIO()
    handler = logs.prepared(logging.StreamHandler(stream))
    logger = logging.getLogger("geo_app")
    logger.addHandler(handler)
    yield stream
    logger.removeHandler(handler)


def refused_at(signed_in, path: str) -> None:
    """Send a form without its token, which is refused and logged with its path."""
    assert signed_in().post(path).status_code == 400


def failing_at(app: Flask, path: str, error: Exception) -> None:
    @app.get("/fails/<path:rest>")
    @public
    def fails(**_whatever: str) -> str:
        raise error

    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert app.test_client().get(path).status_code == 500


def test_a_long_path_is_cut(signed_in, written: io.StringIO) -> None:
    refused_at(signed_in, f"/indicators/{'a-' * 10_000}/results")
    (line,) = written.getvalue().splitlines()[-1:]
    assert f"POST /indicators/{'a-' * 94}…: " in line


def test_the_long_path_of_a_failure_is_cut(app: Flask, written: io.StringIO) -> None:
    failing_at(app, "/fails/" + "x" * 5_000, RuntimeError("broken"))
    assert f"GET /fails/{'x' * 193}… failed" in written.getvalue()
    assert "x" * 194 not in written.getvalue()
