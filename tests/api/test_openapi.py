"""The description: whole, about this interface only, and true of every answer it lists."""

import re

import pytest

from tests.api.conftest import EVENT, INSPECTION
from tests.api.shapes import faults, references
from tests.factories import make_token, make_user

METHODS = {"get", "post", "put", "patch", "delete"}
CODE = "PL2-I-1"
RECURRENCE = {**EVENT, "clearance": "recurred"}
NEW = {
    **EVENT,
    "name": "Phố Hàng Bạc",
    "category": "establishment",
    "district": "002",
    "communes": ["Phường Hàng Bạc"],
}
TOO_LONG = {"note": "x" * 70_000}
# Named by the plan.
KIM_GIANG = {**NEW, "name": "Đường Kim Giang", "district": "020", "communes": ["Xã Thanh Liệt"]}
STALE = {"If-Match": '"v9"'}
CORRECTION = {**INSPECTION, "supersedes": 999, "reason": "Ghi nhầm"}

# One request for every answer that is described: role, address below /api/v1, what is sent.
CASES = {
    ("listHotspots", 200): ("viewer", "/hotspots", {}),
    ("listHotspots", 422): ("viewer", "/hotspots?level=x", {}),
    ("addHotspot", 201): ("police", "/hotspots", {"json": NEW}),
    ("addHotspot", 400): ("police", "/hotspots", {"json": []}),
    ("addHotspot", 403): ("viewer", "/hotspots", {"json": NEW}),
    ("addHotspot", 409): ("police", "/hotspots", {"json": KIM_GIANG}),
    ("addHotspot", 413): ("police", "/hotspots", {"json": TOO_LONG}),
    ("addHotspot", 415): ("police", "/hotspots", {"data": "{}"}),
    ("addHotspot", 422): ("police", "/hotspots", {"json": {}}),
    ("getHotspot", 200): ("viewer", f"/hotspots/{CODE}", {}),
    ("getHotspot", 304): ("viewer", f"/hotspots/{CODE}", {"headers": {"If-None-Match": '"v1"'}}),
    ("getHotspot", 404): ("viewer", "/hotspots/none", {}),
    ("getHotspot", 422): ("viewer", f"/hotspots/{CODE}?as_of=x", {}),
    ("listEvents", 200): ("viewer", f"/hotspots/{CODE}/events", {}),
    ("listEvents", 404): ("viewer", "/hotspots/none/events", {}),
    ("listEvents", 422): ("viewer", f"/hotspots/{CODE}/events?known_on=x", {}),
    ("getEvent", 200): ("viewer", f"/hotspots/{CODE}/events/1", {}),
    ("getEvent", 404): ("viewer", f"/hotspots/{CODE}/events/999", {}),
    ("recordEvent", 201): ("police", f"/hotspots/{CODE}/events", {"json": EVENT}),
    ("recordEvent", 400): ("police", f"/hotspots/{CODE}/events", {"json": []}),
    ("recordEvent", 403): ("viewer", f"/hotspots/{CODE}/events", {"json": EVENT}),
    ("recordEvent", 404): ("police", "/hotspots/none/events", {"json": EVENT}),
    ("recordEvent", 409): ("police", f"/hotspots/{CODE}/events", {"json": RECURRENCE}),
    ("recordEvent", 412): ("police", f"/hotspots/{CODE}/events", {"json": EVENT, "headers": STALE}),
    ("recordEvent", 413): ("police", f"/hotspots/{CODE}/events", {"json": TOO_LONG}),
    ("recordEvent", 415): ("police", f"/hotspots/{CODE}/events", {"data": "{}"}),
    ("recordEvent", 422): ("police", f"/hotspots/{CODE}/events", {"json": {}}),
    ("listInspections", 200): ("viewer", "/inspections?period=2024", {}),
    ("listInspections", 422): ("viewer", "/inspections?team=x", {}),
    ("listHotspotInspections", 200): ("viewer", f"/hotspots/{CODE}/inspections", {}),
    ("listHotspotInspections", 404): ("viewer", "/hotspots/none/inspections", {}),
    ("listHotspotInspections", 422): ("viewer", f"/hotspots/{CODE}/inspections?as_of=x", {}),
    ("recordInspection", 201): ("police", f"/hotspots/{CODE}/inspections", {"json": INSPECTION}),
    ("recordInspection", 400): ("police", f"/hotspots/{CODE}/inspections", {"json": []}),
    ("recordInspection", 403): ("viewer", f"/hotspots/{CODE}/inspections", {"json": INSPECTION}),
    ("recordInspection", 404): ("police", "/hotspots/none/inspections", {"json": INSPECTION}),
    ("recordInspection", 409): ("police", f"/hotspots/{CODE}/inspections", {"json": CORRECTION}),
    ("recordInspection", 413): ("police", f"/hotspots/{CODE}/inspections", {"json": TOO_LONG}),
    ("recordInspection", 415): ("police", f"/hotspots/{CODE}/inspections", {"data": "{}"}),
    ("recordInspection", 422): ("police", f"/hotspots/{CODE}/inspections", {"json": {}}),
    ("listAttention", 200): ("viewer", "/attention", {}),
    ("listAttention", 422): ("viewer", "/attention?district=x", {}),
    ("listDistricts", 200): ("viewer", "/districts", {}),
    ("listDistricts", 422): ("viewer", "/districts?as_of=x", {}),
    ("getDistrict", 200): ("viewer", "/districts/020", {}),
    ("getDistrict", 422): ("viewer", "/districts/020?known_on=x", {}),
    ("getDistrict", 404): ("viewer", "/districts/999", {}),
    ("listIndicators", 200): ("viewer", "/indicators", {}),
    ("listIndicators", 422): ("viewer", "/indicators?period=x", {}),
    ("geocode", 200): ("viewer", "/geocode?q=Phố Huế", {}),
    ("geocode", 422): ("viewer", "/geocode", {}),
}


@pytest.fixture
def document(api_client):
    return api_client("viewer").get("/api/v1/openapi.json").json


def operations(document):
    for path, item in document["paths"].items():
        for method, operation in item.items():
            assert method in METHODS
            yield path, method, operation


def operation_of(document, name):
    return next(each for each in operations(document) if each[2]["operationId"] == name)


def test_the_description_is_whole(document):
    assert re.fullmatch(r"3\.0\.\d", document["openapi"])
    assert document["info"].keys() >= {"title", "version"}
    schemas = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert references(document) <= schemas
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(names) == len(set(names))
    for path, _method, operation in operations(document):
        in_path = {each["name"] for each in operation["parameters"] if each["in"] == "path"}
        assert in_path == set(re.findall(r"{(\w+)}", path))
        assert operation["summary"]
        for status, answer in operation["responses"].items():
            assert re.fullmatch(r"[2345]\d\d", status)
            assert answer["description"]
    for scheme in document["security"]:
        assert set(scheme) <= set(document["components"]["securitySchemes"])


def test_it_describes_every_route_of_the_interface_and_no_other(app, document):
    routes = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if rule.endpoint.startswith("api.") and rule.endpoint != "api.description"
    }
    assert {(path, method) for path, method, _ in operations(document)} == routes
    assert all(path.startswith("/api/v1/") for path in document["paths"])


def test_it_names_no_host(document):
    assert document["servers"] == [{"url": "/"}]


def test_every_described_answer_has_a_case(document):
    described = {
        (operation["operationId"], int(status))
        for _, _, operation in operations(document)
        for status in operation["responses"]
    }
    everywhere = {each for each in described if each[1] in {401, 503}}
    assert described - everywhere == set(CASES)
    assert {name for name, _ in everywhere} == {name for name, _ in CASES}


@pytest.mark.parametrize(("name", "status"), CASES)
def test_every_described_answer_is_given_as_described(api_client, document, name, status):
    role, path, sent = CASES[name, status]
    _path, method, operation = operation_of(document, name)
    answer = getattr(api_client(role), method)(f"/api/v1{path}", **sent)
    assert answer.status_code == status, answer.get_data(as_text=True)
    described = operation["responses"][str(status)]
    assert set(described.get("headers", {})) <= set(answer.headers.keys())
    if described.get("content"):
        ((kind, content),) = described["content"].items()
        assert answer.mimetype == kind
        assert faults(document, content["schema"], answer.json) == []


@pytest.mark.parametrize("name", sorted({name for name, status in CASES}))
def test_without_a_token_and_without_a_database(app, document, make_app, empty_database_url, name):
    path, method, _ = operation_of(document, name)
    path = re.sub(r"{\w+}", "1", path)
    refused = getattr(app.test_client(), method)(path)
    secret = make_token(app, make_user(app))
    headers = {"Authorization": f"Bearer {secret}"}
    broken = getattr(make_app(empty_database_url).test_client(), method)(path, headers=headers)
    assert (refused.status_code, broken.status_code) == (401, 503)
    for answer in (refused, broken):
        assert answer.mimetype == "application/problem+json"
        problem = document["components"]["schemas"]["Problem"]
        assert faults(document, problem, answer.json) == []
