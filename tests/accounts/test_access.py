"""Who may use what: decided once, for every route, before the view."""

import pytest
from flask import Flask

from geo_app.accounts.access import PUBLIC, allow, declared_access, public
from geo_app.accounts.permissions import PERMISSIONS, ROLE_NAMES, Action, allows

OPEN_TO_ALL = {
    "accounts.choose_password",
    "accounts.code",
    "accounts.language",
    "accounts.login",
    "accounts.logout",
    "bootstrap.static",
    "static",
    "web.favicon",
    "web.healthz",
    "web.readyz",
    "static_files.vendor",
}


def test_every_route_declares_who_may_use_it(bare_app: Flask) -> None:
    undeclared = [
        f"{rule} {method}"
        for rule in bare_app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"OPTIONS"}
        if declared_access(bare_app.view_functions[rule.endpoint], method) is None
    ]
    assert undeclared == []


def test_only_the_sign_in_the_probes_and_static_files_are_open(bare_app: Flask) -> None:
    found = {
        rule.endpoint
        for rule in bare_app.url_map.iter_rules()
        for method in rule.methods or ()
        if declared_access(bare_app.view_functions[rule.endpoint], method) == PUBLIC
    }
    assert found == OPEN_TO_ALL


def test_a_route_that_declares_nothing_is_closed_to_everybody(app: Flask, signed_in) -> None:
    app.add_url_rule("/forgotten", view_func=lambda: "open!")

    assert app.test_client().get("/forgotten").status_code == 403
    assert signed_in("admin").get("/forgotten").status_code == 403


def test_a_class_of_views_declares_per_method() -> None:
    class Both:
        @public
        def get(self) -> None: ...

        @allow(Action.RECORD_EVENT)
        def post(self) -> None: ...

    def view() -> None: ...

    view.view_class = Both  # type: ignore[attr-defined]  # as Flask does
    assert declared_access(view, "HEAD") == PUBLIC
    assert declared_access(view, "POST") == Action.RECORD_EVENT
    assert declared_access(view, "DELETE") is None


@pytest.mark.parametrize(
    ("role", "action", "granted"),
    [
        ("viewer", Action.VIEW, True),
        ("viewer", Action.RECORD_EVENT, False),
        ("police", Action.RECORD_EVENT, True),
        ("police", Action.RECORD_RESULT, False),
        ("district", Action.RECORD_RESULT, True),
        ("dolisa", Action.CONFIRM_PLACE, True),
        ("dolisa", Action.MANAGE_ACCOUNTS, False),
        ("admin", Action.MANAGE_ACCOUNTS, True),
        ("admin", Action.RECORD_EVENT, False),
        ("mayor", Action.VIEW, False),
    ],
)
def test_what_a_role_is_not_granted_is_refused(role: str, action: Action, *, granted: bool) -> None:
    assert allows(role, action) is granted


def test_every_role_has_a_name_and_may_look() -> None:
    assert set(ROLE_NAMES) == set(PERMISSIONS)
    assert all(allows(role, Action.VIEW) for role in PERMISSIONS)


@pytest.fixture
def guarded(app: Flask) -> Flask:
    """Pages of which each wants one permission, and one that tells who looks."""
    from geo_app.accounts.access import (  # noqa: PLC0415 (needs the application)
        current_actor,
        current_scope,
    )

    @allow(Action.RECORD_EVENT)
    def write() -> str:
        return "written"

    @allow(Action.VIEW)
    def who() -> dict[str, object]:
        scope = current_scope()
        return {"name": current_actor().name, "scope": sorted(scope) if scope else None}

    app.add_url_rule("/write", view_func=write, methods=["GET", "POST"])
    app.add_url_rule("/api/v1/write", "api_write", view_func=write, methods=["POST"])
    app.add_url_rule("/who", view_func=who)
    return app


@pytest.mark.usefixtures("guarded")
def test_a_role_without_the_permission_gets_403(signed_in) -> None:
    assert signed_in("viewer").get("/write").status_code == 403
    assert signed_in("police").get("/write").data == b"written"


def test_strangers_are_sent_to_sign_in_and_back(guarded: Flask) -> None:
    answer = guarded.test_client().get("/write?a=1&b=2")

    assert answer.status_code == 302
    assert answer.location == "/login?next=/write?a%3D1%26b%3D2"


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/api/v1/write", {}),
        ("/who", {"Accept": "application/json"}),
        ("/who", {"Sec-Fetch-Mode": "cors"}),
        ("/who", {"Authorization": "Basic dTpw"}),
    ],
)
def test_strange_programs_get_401_as_a_problem(guarded: Flask, path: str, headers: dict) -> None:
    method = "POST" if path.startswith("/api") else "GET"
    answer = guarded.test_client().open(path, method=method, headers=headers)

    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["status"] == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer ")


@pytest.mark.usefixtures("guarded")
def test_the_scope_is_the_users_districts_or_the_city(signed_in) -> None:
    assert signed_in("district", ("020", "001")).get("/who").get_json()["scope"] == ["001", "020"]
    assert signed_in("dolisa").get("/who").get_json()["scope"] is None


@pytest.mark.usefixtures("guarded")
def test_a_write_without_the_forms_token_is_refused_with_what_to_do(signed_in) -> None:
    client = signed_in("police")
    with client.session_transaction() as session:
        session["language"] = "en"
    refused = client.post("/write")

    assert refused.status_code == 400
    assert "Go back, reload the page and send it again" in refused.get_data(as_text=True)
    token = client.csrf_token("/")
    assert client.post("/write", data={"csrf_token": token}).data == b"written"
    assert client.post("/write", headers={"X-CSRFToken": token}).data == b"written"
    assert client.post("/write", headers={"X-CSRFToken": token + "x"}).status_code == 400


@pytest.mark.usefixtures("guarded")
def test_the_api_asks_a_session_for_the_token_too(signed_in) -> None:
    client = signed_in("police")
    refused = client.post("/api/v1/write", json={})

    assert refused.status_code == 400
    assert refused.mimetype == "application/problem+json"
    headers = {"X-CSRFToken": client.csrf_token("/")}
    assert client.post("/api/v1/write", json={}, headers=headers).data == b"written"


def test_a_session_that_ended_while_writing_leads_back_to_the_page(guarded: Flask) -> None:
    answer = guarded.test_client().post(
        "/write", headers={"Referer": "http://localhost/hotspots/PL2-I-1"}
    )
    assert answer.location == "/login?next=/hotspots/PL2-I-1"
