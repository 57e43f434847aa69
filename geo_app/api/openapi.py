"""What the interface says of itself: one description per operation, one shape for every problem."""

from typing import Any

from geo_app.api.blueprint import PREFIX
from geo_app.api.schemas import SCHEMAS, ref
from geo_app.api.schemas_hotspots import HOTSPOT_SCHEMAS
from geo_app.api.schemas_inspections import INSPECTION_SCHEMAS
from geodata.plan import PLAN

OK = 200
GEOJSON = "application/geo+json"
PROBLEM = "application/problem+json"
PROBLEMS = {
    400: "The request could not be read: no JSON object, or a malformed header.",
    401: "No session and no valid bearer token.",
    403: "The account may not do this.",
    404: "There is no such thing, or it lies outside the districts of the account.",
    409: "A rule of the register forbids it; `rule` names it, `allowed` what may be done now, "
    "`collides_with` the event in the way, `current` what stands, `duplicates` what is there.",
    412: "Somebody else saved first; `current` and `recorded_since` say what stands now.",
    413: "The body is larger than 64 kB.",
    415: "The body is not sent as application/json.",
    422: "The values break a rule; `errors` says per field which.",
    503: "The database is busy, missing or full; nothing was saved.",
}
EVERYWHERE = (401, 503)

# The description is the same for everybody, so it names no host and no language.
CONFIGURATION: dict[str, Any] = {
    "OPENAPI_VERSION": "3.0.3",
    "AUTO_404_RESPONSE": False,
    "AUTO_AUTH_ERROR_RESPONSE": False,
    "AUTO_VALIDATION_ERROR_RESPONSE": False,
    "AUTO_SERVERS": False,
    "SERVERS": [{"url": "/"}],
    "SECURITY_SCHEMES": {
        "bearer": {"type": "http", "scheme": "bearer"},
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": "session",
            "description": "For pages of the service; writing also needs their X-CSRFToken.",
        },
    },
}

IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "schema": {"type": "string", "example": '"v3"'},
    "description": "The version on which the change is based, as an ETag of the hotspot in any "
    "language, or several with commas. Without it, or with *, the event is added to whatever "
    "stands.",
}
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    "example": '"6f1f0b4e-5d0c-4d6e-9a43-1f6d1c7c2b11"',
    "description": "A text of the program's own for this one thing to be done. Sent again within "
    "24 hours with the same key and the same body, the request is answered like the first time "
    "and done once. A refusal is not kept. The same key with another request is refused (422).",
}
IF_NONE_MATCH = {"name": "If-None-Match", "in": "header", "schema": {"type": "string"}}
ETAG = {
    "schema": {"type": "string", "example": '"v3"'},
    "description": "The version, followed by -en where the labels are in English.",
}

LOCATION = {"schema": {"type": "string"}}

Responses = dict[int, dict[str, Any]]


def success(
    schema: str, *, status: int = 200, kind: str = "application/json", **headers: Any
) -> Responses:
    content = {kind: {"schema": ref(schema)}}
    described = {"description": "As asked." if status == OK else "Saved.", "content": content}
    return {status: {**described, **({"headers": headers} if headers else {})}}


def problems(*codes: int) -> Responses:
    """The answers other than success that an operation can give."""
    content = {PROBLEM: {"schema": ref("Problem")}}
    return {
        code: {"description": PROBLEMS[code], "content": content}
        for code in sorted({*codes, *EVERYWHERE})
    }


def in_query(name: str, description: str, **schema: Any) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "description": description,
        "schema": {"type": "string", **schema},
    }


READING = [
    in_query("as_of", "The state of that day; today without it.", format="date"),
    in_query(
        "known_on",
        "What was recorded by that moment, in the time of Hanoi unless it names a zone; all that "
        "is known now without it.",
        example="2024-06-20T08:00",
    ),
]


def json_body(schema: str) -> dict[str, Any]:
    return {"required": True, "content": {"application/json": {"schema": ref(schema)}}}


def only_this_interface(description: dict[str, Any]) -> dict[str, Any]:
    """Keep what lies under the interface's own address; pages are no part of it."""
    kept = {path: item for path, item in description["paths"].items() if path.startswith(PREFIX)}
    return {
        **description,
        "info": {
            "title": f"Hotspots of plan {PLAN.number}",
            "version": "1",
            "description": "Places, never people. Coordinates are longitude, latitude in WGS 84.",
        },
        "paths": kept,
        "components": {
            **description.get("components", {}),
            "schemas": {**SCHEMAS, **HOTSPOT_SCHEMAS, **INSPECTION_SCHEMAS},
        },
        "tags": [{"name": "Register"}],
        "security": [{"bearer": []}, {"session": []}],
    }
