"""What reverse proxies say is believed from them alone."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from geo_app.config import SettingError
from geo_app.proxies import TOLD, TrustedProxies, networks_in

INNER, OUTER, CALLER = "10.0.0.2", "10.0.0.9", "203.0.113.5"


def seen(trusted: str, peer: str, **headers: str) -> dict[str, Any]:
    """What the application sees of a request that this peer brings."""
    found: dict[str, Any] = {}

    def application(environ: dict[str, Any], _start: Any) -> list[bytes]:
        found.update(environ)
        return []

    environ = {"REMOTE_ADDR": peer, "wsgi.url_scheme": "http", "HTTP_HOST": "inner:8000"}
    environ |= {f"HTTP_X_FORWARDED_{name.upper()}": value for name, value in headers.items()}
    TrustedProxies(application, networks_in(trusted))(environ, None)
    assert not set(TOLD) & set(found), "no header is left for others to believe"
    return found


@pytest.mark.parametrize(
    ("trusted", "peer", "told", "caller"),
    [
        ("", CALLER, "1.2.3.4", CALLER),
        ("", "127.0.0.1", "1.2.3.4", "127.0.0.1"),
        (INNER, CALLER, "1.2.3.4", CALLER),
        (INNER, INNER, CALLER, CALLER),
        (INNER, INNER, f"1.2.3.4, {CALLER}", CALLER),
        (INNER, INNER, f"{INNER}, {CALLER}", CALLER),
        (INNER, INNER, f"{CALLER}, {OUTER}", OUTER),
        (f"{INNER},{OUTER}", INNER, f"1.2.3.4, {CALLER}, {OUTER}", CALLER),
        ("10.0.0.0/28", INNER, f"{CALLER}, {OUTER}", CALLER),
        ("10.0.0.0/28", INNER, f"{OUTER}", OUTER),
        (INNER, INNER, "", INNER),
        (INNER, INNER, "unknown", INNER),
        (INNER, INNER, f"{CALLER}, unknown", INNER),
        (INNER, INNER, f"{CALLER}:4711", CALLER),
        (INNER, INNER, '"[2001:db8::5]:4711"', "2001:db8::5"),
        (INNER, INNER, "2001:db8::5", "2001:db8::5"),
        ("::1", "::1", CALLER, CALLER),
        ("127.0.0.1", "::ffff:127.0.0.1", CALLER, CALLER),
        (INNER, "", CALLER, ""),
        (INNER, INNER, ",".join([INNER] * 5000), INNER),
    ],
)
def test_the_caller_is_the_first_from_the_right_that_is_no_proxy_of_ours(
    trusted: str, peer: str, told: str, caller: str
) -> None:
    assert seen(trusted, peer, **{"for": told})["REMOTE_ADDR"] == caller


def test_a_trusted_proxy_says_how_and_under_which_name_it_was_asked() -> None:
    found = seen(INNER, INNER, **{"for": CALLER}, proto="https", host="hotspots.example")
    assert found["wsgi.url_scheme"] == "https"
    assert found["HTTP_HOST"] == "hotspots.example"


def test_anybody_else_says_nothing() -> None:
    found = seen(INNER, CALLER, **{"for": "1.2.3.4"}, proto="https", host="evil.example")
    assert (found["wsgi.url_scheme"], found["HTTP_HOST"]) == ("http", "inner:8000")


def test_what_the_caller_put_before_the_proxys_word_does_not_count() -> None:
    found = seen(INNER, INNER, **{"for": CALLER}, proto="https, http", host="evil, right.example")
    assert (found["wsgi.url_scheme"], found["HTTP_HOST"]) == ("http", "right.example")


def test_of_two_proxies_the_outer_one_knows_how_it_was_asked() -> None:
    found = seen("10.0.0.0/28", INNER, **{"for": f"{CALLER}, {OUTER}"}, proto="https, http")
    assert found["wsgi.url_scheme"] == "https"


@pytest.mark.parametrize("proto", ["", "ftp", "javascript", "HTTPS"])
def test_a_scheme_is_http_or_https(proto: str) -> None:
    expected = "https" if proto == "HTTPS" else "http"
    assert seen(INNER, INNER, proto=proto)["wsgi.url_scheme"] == expected


@pytest.mark.parametrize("text", ["proxy.example", "10.0.0.1/8", "10.0.0", "127.0.0.1;::1", "*"])
def test_what_is_no_network_is_refused_at_start(make_app: Callable[..., Flask], text: str) -> None:
    with pytest.raises(SettingError, match="HOTSPOTS_TRUSTED_PROXIES takes addresses"):
        make_app("sqlite://", TRUSTED_PROXIES=text)


def test_the_log_names_the_caller_and_the_session_stays_through_the_proxy(
    make_app: Callable[..., Flask], database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    from tests.factories import make_user  # noqa: PLC0415 (beside its use)

    app = make_app(database_url, TRUSTED_PROXIES="127.0.0.1")
    make_user(app, name="hoa")
    client = app.test_client()
    client.environ_base["HTTP_X_FORWARDED_FOR"] = CALLER
    with caplog.at_level("INFO", "geo_app"):
        assert client.sign_in("hoa").status_code == 302
    assert CALLER in caplog.text
    assert client.get("/").status_code == 200


def test_a_made_up_header_neither_ends_nor_steals_a_session(signed_in: Callable[..., Any]) -> None:
    client = signed_in("viewer")
    assert client.get("/", headers={"X-Forwarded-For": "1.2.3.4"}).status_code == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("hotspots.example", 200),
        ("hotspots.example:8000", 200),
        ("a.office.example", 200),
        ("evil.example", 400),
        ("hotspots.example.evil.example", 400),
        ("a b{}", 400),
    ],
)
def test_the_service_answers_under_its_own_names_only(
    make_app: Callable[..., Flask], host: str, status: int
) -> None:
    app = make_app("sqlite://", HOSTS="hotspots.example, .office.example")
    for path in ("/healthz", "/api/v1/none", "/static/app.css", "/nowhere"):
        answer = app.test_client().get(path, headers={"Host": host})
        assert (answer.status_code == 400) is (status == 400), path
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert host not in answer.get_data(as_text=True)
