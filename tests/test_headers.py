"""Every answer of every address carries the headers, and no page holds code of its own."""

from collections import defaultdict
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from geo_app.accounts.access import public
from maps.assets import asset_directories
from tests.accounts.test_web import POLICY

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Who may read an answer, if a header like these is on it.
FOR_OTHER_ORIGINS = ("Access-Control-", "Timing-Allow-Origin")
# UTF-8 by their own definitions, RFC 8259, 7946 and 9457; they have no parameter for it.
UTF_8_BY_DEFINITION = {"application/json", "application/geo+json", "application/problem+json"}
# The map by itself is a figure without a word around it, as a picture in a window of its own.
WITHOUT_A_HEAD = {"/map"}
PICTURES_AND_PRINTS = {"image/png", "application/pdf"}
# What stands for each argument of a rule, so that most of them lead to something.
ARGUMENTS = {
    "/districts/<code>": {"code": "020", "format_name": "png"},
    "/api/v1/districts/<code>": {"code": "020"},
    "/static/vendor/": {"package": "leaflet", "file": "leaflet.js"},
    "/static/": {"filename": "app.css"},
    "/bootstrap/": {"filename": "css/bootstrap.min.css"},
    "": {
        "code": "PL2-I-1",
        "name": "districts-2024",
        "number": 1,
        "category": "establishment",
        "level": "complex",
        "clearance": "cleared",
    },
}


def arguments_of(rule: Rule) -> dict[str, Any]:
    given = next(each for start, each in ARGUMENTS.items() if rule.rule.startswith(start))
    return {name: given.get(name, "1") for name in rule.arguments}


def addresses(app: Flask) -> dict[str, set[str]]:
    """Each address of the URL map with the methods that it takes."""
    found: dict[str, set[str]] = defaultdict(set)
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        found[adapter.build(rule.endpoint, arguments_of(rule))] |= rule.methods or set()
    return found


def assert_headers(answer: TestResponse, what: str) -> None:
    wrong = {name: answer.headers.get(name) for name in HEADERS}
    assert wrong == HEADERS, f"{what}: {answer.status}"
    assert "camera=()" in answer.headers["Permissions-Policy"], what
    assert "Cache-Control" in answer.headers, what
    assert "Server" not in answer.headers, what
    assert not [each for each, _ in answer.headers if each.startswith(FOR_OTHER_ORIGINS)], what


class InlineCode(HTMLParser):
    """Finds what the policy would not let run, and so what must not be there."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in given and not is_data(given)):
            self.found.append(self.get_starttag_text() or tag)
        for name, value in attrs:
            starts = (value or "").strip().lower()
            if name == "style" or name.startswith("on") or starts.startswith("javascript:"):
                self.found.append(self.get_starttag_text() or tag)


def is_data(given: dict[str, str | None]) -> bool:
    return (given.get("type") or "").endswith("json")


@pytest.mark.parametrize("role", [None, "dolisa", "admin"])
def test_every_address_answers_with_the_headers(
    app: Flask, signed_in: Callable[..., Any], figure: Callable[[str, int], None], role: str | None
) -> None:
    client = signed_in(role) if role else app.test_client()
    pages = 0
    for address, methods in addresses(app).items():
        for method in ("GET", "OPTIONS", "POST", "DELETE"):
            answer = client.open(address, method=method)
            assert_headers(answer, f"{method} {address}")
            if method not in methods:
                assert answer.status_code == 405, f"{method} {address}"
            if method == "GET" and answer.mimetype == "text/html":
                reader = InlineCode()
                reader.feed(answer.get_data(as_text=True))
                assert reader.found == [], address
                pages += 1
    assert pages > 10
    figure("pages without a line of code in them", pages)


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null"])
def test_no_answer_may_be_read_by_another_origin(
    app: Flask, signed_in: Callable[..., Any], api_client: Callable[..., Any], origin: str
) -> None:
    asks = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    for client in (signed_in("dolisa"), api_client("dolisa")):
        for address in addresses(app):
            for method in ("GET", "OPTIONS"):
                answer = client.open(address, method=method, headers=asks)
                assert_headers(answer, f"{method} {address}")


def charset_fault(answer: TestResponse) -> str | None:
    if answer.mimetype in UTF_8_BY_DEFINITION | PICTURES_AND_PRINTS:
        return None
    named = answer.mimetype_params.get("charset", "").lower()
    return None if named == "utf-8" else f"{answer.request.path}: {answer.content_type}"


@pytest.mark.parametrize("role", ["dolisa", "admin"])
def test_every_text_says_that_it_is_utf_8(
    app: Flask, signed_in: Callable[..., Any], role: str
) -> None:
    client = signed_in(role)
    sheets = [f"/districts/020/snapshot.{ending}" for ending in ("png", "svg", "pdf")]
    answers = [client.get(each) for each in [*addresses(app), *sheets, "/nowhere", "/api/v1/none"]]
    seen = {answer.mimetype for answer in answers if answer.status_code == 200}
    expected = {"text/html", "text/javascript", "application/geo+json", "image/svg+xml"}
    assert expected <= seen
    assert ("text/csv" in seen) == (role == "admin")
    assert [fault for answer in answers if (fault := charset_fault(answer))] == []


def test_every_static_file_of_ours_says_that_it_is_utf_8(bare_app: Flask) -> None:
    client = bare_app.test_client()
    ours = {"/static": bare_app.static_folder, "/static/vendor/maps": asset_directories()["maps"]}
    answers = [
        client.get(f"{start}/{file.relative_to(folder).as_posix()}")
        for start, folder in ours.items()
        for file in Path(str(folder)).rglob("*")
        if file.suffix in {".css", ".js", ".svg", ".txt", ".json"}
    ]
    assert len(answers) > 20
    assert {answer.status_code for answer in answers} == {200}
    assert [fault for answer in answers if (fault := charset_fault(answer))] == []


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT"])
def test_no_address_says_back_what_it_was_sent(bare_app: Flask, method: str) -> None:
    sent = {"X-Planted": "said-back", "Cookie": "session=said-back"}
    for address in [*addresses(bare_app), "/nowhere", "/api/v1/none"]:
        answer = bare_app.test_client().open(address, method=method, headers=sent)
        assert answer.status_code in {404, 405}, address
        assert method not in answer.headers.get("Allow", ""), address
        assert b"said-back" not in answer.data, address


class SignOutForm(HTMLParser):
    """Whether a page holds a form that ends the session."""

    there = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form" and (given.get("method"), given.get("action")) == ("post", "/logout"):
            self.there = True


@pytest.mark.parametrize("role", ["dolisa", "admin", "viewer"])
def test_every_page_can_be_signed_out_of(
    app: Flask, signed_in: Callable[..., Any], role: str
) -> None:
    client = signed_in(role)
    pages = 0
    for address in {*addresses(app), "/nowhere"} - WITHOUT_A_HEAD:
        answer = client.get(address)
        if answer.mimetype == "text/html" and answer.location is None:
            reader = SignOutForm()
            reader.feed(answer.get_data(as_text=True))
            assert reader.there, f"{address}: {answer.status}"
            pages += 1
    assert pages > 10


def test_trouble_carries_the_headers_too(app: Flask, signed_in: Callable[..., Any]) -> None:
    @public
    def broken() -> str:
        raise RuntimeError("a fault in the code")

    app.add_url_rule("/broken", view_func=broken)
    client = signed_in("dolisa")
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.testing = False
    cases = {
        404: client.get("/nowhere"),
        405: client.delete("/"),
        413: client.post("/login", data={"name": "x" * 2_100_000}),
        415: client.post("/login", data=b"<a/>", content_type="text/xml"),
        500: client.get("/broken"),
        400: client.post("/logout"),
        302: app.test_client().get("/"),
        308: client.get("//hotspots"),
    }
    for status, answer in cases.items():
        assert answer.status_code == status
        assert_headers(answer, str(status))
    for address in ("/static/none.css", "/static/vendor/leaflet/none.js", "/api/v1/none"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert_headers(answer, address)


def test_https_only_is_promised_only_over_https(make_app: Callable[..., Flask]) -> None:
    plain = make_app("sqlite://").test_client().get("/healthz")
    over_https = make_app("sqlite://", HTTPS="1").test_client().get("/nowhere")
    assert "Strict-Transport-Security" not in plain.headers
    assert over_https.headers["Strict-Transport-Security"].startswith("max-age=31536000")


@pytest.mark.parametrize(("https", "name"), [("0", "session"), ("1", "__Host-session")])
def test_the_cookie_cannot_be_read_or_planted(
    make_app: Callable[..., Flask], database_url: str, https: str, name: str
) -> None:
    app = make_app(database_url, HTTPS=https)
    cookies = app.test_client().get("/login").headers.getlist("Set-Cookie")
    [cookie] = [each for each in cookies if each.startswith(f"{name}=")]
    attributes = cookie.split("; ")[1:]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(attributes)
    assert ("Secure" in attributes) is (https == "1")
    assert not any(each.startswith("Domain") for each in attributes)
