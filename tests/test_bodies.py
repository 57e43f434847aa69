"""What may be sent: forms and JSON within limits; all else is refused before it is read."""

import io
from collections.abc import Callable

import pytest
from flask import Flask

from geo_app.config import LARGEST_REQUEST_BYTES, MOST_FORM_FIELDS

MULTIPART = b"--b\r\nContent-Disposition: form-data; name=%s\r\n\r\nx\r\n"


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was parsed although it should have been refused before."""
    parsed: list[str] = []

    def note(self: object) -> None:  # noqa: ARG001  # takes the place of a method
        parsed.append("form")
        raise AssertionError("the body was parsed")

    monkeypatch.setattr("werkzeug.formparser.FormDataParser.parse", note)
    return parsed


@pytest.mark.parametrize(
    "kind",
    ["text/xml", "application/xml", "text/plain", "application/zip", "image/svg+xml", "", "json"],
)
def test_another_kind_is_refused_unread(app: Flask, unread: list[str], kind: str) -> None:
    headers = {"Content-Type": kind} if kind else {}
    answer = app.test_client().post("/login", data=b"<!ENTITY a 'b'>", headers=headers)
    assert answer.status_code == 415
    assert "<h1" in answer.get_data(as_text=True)
    assert unread == []


def test_a_program_is_told_as_a_problem(api_client: Callable, unread: list[str]) -> None:
    answer = api_client("police").post(
        "/api/v1/hotspots/PL2-I-1/events", data=b"a,b", content_type="text/csv"
    )
    assert answer.status_code == 415
    assert answer.mimetype == "application/problem+json"
    assert unread == []


def test_without_a_body_no_kind_is_asked_for(signed_in: Callable) -> None:
    client = signed_in("viewer")
    token = client.csrf_token("/")
    assert client.post("/logout", headers={"X-CSRFToken": token}).status_code == 302


def test_a_form_with_a_file_in_it_is_refused(client) -> None:
    form = {"csrf_token": client.csrf_token(), "name": (io.BytesIO(b"x" * 100), "a.csv")}
    answer = client.post("/login", data=form, content_type="multipart/form-data")
    assert answer.status_code == 415


def test_a_form_in_parts_may_hold_fields(client) -> None:
    form = {"csrf_token": client.csrf_token(), "name": "hoa", "password": "x"}
    answer = client.post("/login", data=form, content_type="multipart/form-data")
    assert answer.status_code == 422


@pytest.mark.parametrize("path", ["/login", "/api/v1/hotspots"])
def test_what_is_too_large_is_refused_unread(app: Flask, unread: list[str], path: str) -> None:
    body = b"a=" + b"x" * LARGEST_REQUEST_BYTES
    kind = "application/x-www-form-urlencoded"
    answer = app.test_client().post(path, data=body, content_type=kind)
    assert answer.status_code == 413
    assert unread == []


def test_too_many_fields_are_refused_unread(app: Flask, unread: list[str]) -> None:
    kind = "application/x-www-form-urlencoded"
    body = b"&".join([b"a=1"] * (MOST_FORM_FIELDS + 1))
    assert app.test_client().post("/login", data=body, content_type=kind).status_code == 413
    assert unread == []


def test_as_many_fields_as_the_largest_form_has_are_read(client) -> None:
    fields = {"csrf_token": client.csrf_token(), "hotspot": [str(n) for n in range(2000)]}
    assert client.post("/login", data=fields).status_code == 422


def test_too_many_parts_are_refused(client) -> None:
    body = b"".join(MULTIPART % str(n).encode() for n in range(MOST_FORM_FIELDS + 1)) + b"--b--\r\n"
    answer = client.post("/login", data=body, content_type="multipart/form-data; boundary=b")
    assert answer.status_code == 413


def test_a_field_that_is_too_long_is_refused(client) -> None:
    body = MULTIPART[:-3] % b"name" + b"x" * 600_000 + b"\r\n--b--\r\n"
    answer = client.post("/login", data=body, content_type="multipart/form-data; boundary=b")
    assert answer.status_code == 413
