"""What tests of the service share: two databases, the application, people and programs."""

import io
import logging
import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from jinja2 import FileSystemBytecodeCache
from werkzeug.test import TestResponse

from geo_app import logs
from tests.client import Client
from tests.databases import BACKENDS, NoServerError, PostgresDatabases, SqliteDatabases, in_memory
from tests.effort import CHOSEN, FULL
from tests.factories import make_token, make_user

for name in [name for name in os.environ if name.startswith("HOTSPOTS_")]:
    if not name.startswith("HOTSPOTS_TEST_"):
        # A developer's own settings must not decide what the tests see.
        del os.environ[name]

# How fast a machine is decides nothing, and the same commit is judged by the same examples.
settings.register_profile(
    "everywhere",
    deadline=None,
    derandomize=True,
    database=None,
    print_blob=True,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("everywhere")


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str, int], None]:
    """`figure(what, number)`: how much a test has tried; the end of the run says the sums."""
    return lambda what, number: record_property("figure", (what, number))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    terminalreporter.write_line(f"effort: {CHOSEN}")
    sums: Counter[str] = Counter()
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "figure":
                what, number = value
                sums[what] += number
    for what, number in sorted(sums.items()):
        terminalreporter.write_line(f"{number:>7,} {what}")


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteDatabases]:
    databases = SqliteDatabases(in_memory() or tmp_path_factory.mktemp("databases"))
    yield databases
    databases.close()


@pytest.fixture(scope="session")
def postgresql_databases() -> Iterator[PostgresDatabases | str]:
    """The databases, or the reason why there are none."""
    try:
        databases = PostgresDatabases()
    except NoServerError as error:
        yield str(error)
        return
    yield databases
    databases.close()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Ask both databases where SQL is tried, or with full effort; one of what a page says."""
    if "databases" in metafunc.fixturenames:
        both = FULL or metafunc.definition.get_closest_marker("both_databases")
        backends = BACKENDS if both else BACKENDS[:1]
        metafunc.parametrize("databases", backends, indirect=True, scope="function")


@pytest.fixture
def databases(request: pytest.FixtureRequest) -> SqliteDatabases | PostgresDatabases:
    """The databases of one backend."""
    found = request.getfixturevalue(f"{request.param}_databases")
    if isinstance(found, str):
        pytest.skip(found)
    return found


@pytest.fixture
def database_url(databases: SqliteDatabases | PostgresDatabases) -> Iterator[str]:
    """A database of this test's own with the present schema and the plan."""
    with databases.loaded() as url:
        yield url


@pytest.fixture
def empty_database_url(databases: SqliteDatabases | PostgresDatabases) -> Iterator[str]:
    """A database without any table."""
    with databases.empty() as url:
        yield url


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """The cost that protects a stolen hash is not what the tests are about."""
    with pytest.MonkeyPatch.context() as patch:
        cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr("geo_app.accounts.passwords.HASHER", cheap)
        yield


@pytest.fixture(scope="session", autouse=True)
def _silent_anchors() -> None:
    """A line for each of a million writes would hide what a failed test logs."""
    logging.getLogger("geo_app.ledger.anchors").setLevel(logging.WARNING)


@pytest.fixture(scope="session", autouse=True)
def _late_notes_wait() -> Iterator[None]:
    """No thread writes while a test looks or puts rows back; what is to be seen is flushed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("geo_app.accounts.late_notes.RHYTHM_SECONDS", 1e9)
        yield


@pytest.fixture(scope="session", autouse=True)
def _drawn_here() -> Iterator[None]:
    """A drawing process takes seconds to begin; tests/serving/ has some."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("geo_app.drawing.draw", lambda _user, job: job())
        yield


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates compiled once: each application would compile them anew, longer than most tests."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def make_app(
    tmp_path: Path, compiled_templates: FileSystemBytecodeCache
) -> Iterator[Callable[..., Flask]]:
    """Makes applications and closes their databases at the end."""
    from geo_app import create_app  # noqa: PLC0415 (tests of the libraries do not need it)

    made: list[Flask] = []

    def make(database_url: str, **settings: Any) -> Flask:
        app = create_app(
            {
                "DATABASE_URL": database_url,
                "INSTANCE": str(tmp_path),
                "SECRET_KEY": "a key for tests only",
                "TESTING": True,
                **settings,
            }
        )
        app.test_client_class = Client
        app.jinja_env.bytecode_cache = compiled_templates
        made.append(app)
        return app

    yield make
    for app in made:
        app.extensions["late_notes"].stop()
        app.extensions["database"].engine.dispose()


@pytest.fixture(scope="session")
def bare_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application without a database, for what needs none: routes, headers, a language."""
    from geo_app import create_app  # noqa: PLC0415 (as above)

    folder = tmp_path_factory.mktemp("instance")
    return create_app({"INSTANCE": str(folder), "SECRET_KEY": "for tests only", "TESTING": True})


@pytest.fixture
def app(make_app: Callable[..., Flask], database_url: str) -> Flask:
    return make_app(database_url)


@pytest.fixture
def unlimited_app(make_app: Callable[..., Flask], database_url: str) -> Flask:
    """Without limits on how often: one address asks more of it than anybody does in a day."""
    return make_app(database_url, RATE_LIMITS="0")


@pytest.fixture
def _drawn_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a sheet looks like takes half a second, where that is not what a test is about."""
    monkeypatch.setattr("geo_app.exports.sheets.draw_sheet", lambda *_: b"a sheet")
    monkeypatch.setattr("geo_app.exports.views.draw_history", lambda *_, **_named: b"a line")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What a handler of ours writes of the log."""
    stream = io.StringIO()
    handler = logs.prepared(logging.StreamHandler(stream))
    logger = logging.getLogger("geo_app")
    logger.addHandler(handler)
    yield stream
    logger.removeHandler(handler)


@pytest.fixture
def client(app: Flask) -> Client:
    """Somebody who has not signed in."""
    made = app.test_client()
    assert isinstance(made, Client)
    return made


@pytest.fixture
def post_form() -> Callable[..., TestResponse]:
    """`post_form(client, path, data, page=None)`."""
    return lambda client, path, data, **more: client.post_form(path, data, **more)


@pytest.fixture
def signed_in(app: Flask) -> Callable[..., Client]:
    """`signed_in(role, scope=())`: a client with a session of a new user of that role."""

    def sign_in(role: str = "dolisa", scope: tuple[str, ...] = (), **more: Any) -> Client:
        user = make_user(app, role=role, scope=scope, **more)
        client = app.test_client()
        assert isinstance(client, Client)
        answer = client.sign_in(user.name)
        assert answer.status_code == 302, answer.get_data(as_text=True)
        return client

    return sign_in


@pytest.fixture
def api_client(app: Flask) -> Callable[..., Client]:
    """`api_client(role, scope=())`: a program with the bearer token of a new user."""

    def with_token(role: str = "dolisa", scope: tuple[str, ...] = ()) -> Client:
        secret = make_token(app, make_user(app, role=role, scope=scope))
        client = app.test_client()
        assert isinstance(client, Client)
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
        return client

    return with_token


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all tests of a worker: Playwright runs once in a process."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    from scripts.browser import chromium_path, launch  # noqa: PLC0415 (needs playwright)

    if chromium_path() is None:
        pytest.skip("no chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()
