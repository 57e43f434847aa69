"""A served instance and a browser that writes down everything which should not happen."""

import itertools
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import BytecodeCache

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from playwright.sync_api import Browser, Page

from scripts.browser import chromium_path, new_context
from scripts.instance import Instance
from tests.browser.serving import ServedHere, Server, serving
from tests.client import Client
from tests.databases import SqliteDatabases
from tests.troubles import Troubles

REPORT_VIOLATIONS = (
    "document.addEventListener('securitypolicyviolation',"
    " (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));"
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(
    sqlite_databases: SqliteDatabases,
    tmp_path_factory: pytest.TempPathFactory,
    compiled_templates: BytecodeCache,
) -> Iterator[Server]:
    if chromium_path() is None:
        pytest.skip("no chromium on this machine")
    with serving(sqlite_databases, tmp_path_factory.mktemp("served"), compiled_templates) as here:
        yield here


@pytest.fixture
def instance(server: Server) -> ServedHere:
    """An instance of this test's own: what one test records does not show in another."""
    return server.begin_anew()


@pytest.fixture
def troubles() -> Troubles:
    return Troubles()


Visit = Callable[..., Page]


def bring_session(page: Page, instance: ServedHere) -> None:
    """The cookie of somebody who has signed in; the form and the desk behind it take a second."""
    # A session is ended when another browser comes with its cookie.
    browser = page.evaluate("navigator.userAgent")
    client = Client(instance.app, instance.app.response_class)
    client.environ_base["HTTP_USER_AGENT"] = browser
    assert client.sign_in(instance.user).status_code == 302
    cookie = client.get_cookie("session")
    assert cookie is not None
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": instance.url}])


@pytest.fixture
def visit(browser: Browser, instance: ServedHere, troubles: Troubles) -> Iterator[Visit]:
    """`visit(width, height)`: a page of somebody who has signed in."""
    contexts = []
    numbers = itertools.count(1)

    def open_page(width: int = 1440, height: int = 900, *, signed_in: bool = True) -> Page:
        context = new_context(browser, width, height)
        contexts.append(context)
        context.add_init_script(REPORT_VIOLATIONS)
        page = context.new_page()
        number = next(numbers)

        def note(text: str) -> None:
            troubles.note(f"page {number}: {text}")

        def look_at(request: Any) -> None:
            if not request.url.startswith((instance.url, "data:", "blob:")):
                note(f"request to {request.url}")

        page.on("console", lambda said: note(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: note(str(error)))
        page.on("request", look_at)
        if signed_in:
            bring_session(page, instance)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles.unexpected() == []


@pytest.fixture
def execute(instance: Instance) -> Callable[..., None]:
    """Change the database behind the application's back."""

    def run(statement: str, *values: Any) -> None:
        connection = sqlite3.connect(instance.directory / "hotspots.sqlite", timeout=10)
        with connection:
            connection.execute(statement, values)
        connection.close()

    return run
