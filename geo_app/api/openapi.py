"""What the interface says of itself: one description per operation, one shape for every problem."""

from collections.abc import Callable, Mapping
from typing import Any

from geo_app.api.blueprint import PREFIX
from geo_app.register.rules import BASIS_LENGTH, NOTE_LENGTH
from geo_app.register.vocabulary import CLEARANCES, LEVELS
from geodata.plan import PLAN

PROBLEM = "application/problem+json"
PROBLEMS = {
    400: "The request could not be read: no JSON object, or a malformed If-Match.",
    401: "No session and no valid bearer token.",
    403: "The account may not do this.",
    404: "There is no such thing, or it lies outside the districts of the account.",
    412: "Somebody else saved first; `current` and `recorded_since` say what stands now.",
    413: "The body is larger than 64 kB.",
    415: "The body is not sent as application/json.",
    422: "The values break a rule; `errors` says per field which.",
    503: "The database is busy, missing or full; nothing was saved.",
}
EVERYWHERE = (401, 503)

# The description is the same for everybody, so it names no host and no language.
CONFIGURATION: dict[str, Any] = {
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

PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence in the language asked for."},
        "errors": {"type": "object", "additionalProperties": {"type": "string"}},
        "current": {"$ref": "#/components/schemas/Feature"},
        "recorded_since": {"type": "array", "items": {"$ref": "#/components/schemas/Event"}},
    },
}

NEW_EVENT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["effective_on"],
    "description": "At least one of level and clearance, and one of basis and note.",
    "properties": {
        "effective_on": {
            "type": "string",
            "description": "A day, a month or a year: 2024-05-17, 2024-05 or 2024.",
            "example": "2024-05",
        },
        "level": {"type": "string", "nullable": True, "enum": [*LEVELS, None]},
        "clearance": {"type": "string", "nullable": True, "enum": [*CLEARANCES, None]},
        "basis": {"type": "string", "nullable": True, "minLength": 1, "maxLength": BASIS_LENGTH},
        "note": {"type": "string", "nullable": True, "maxLength": NOTE_LENGTH},
    },
}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "schema": {"type": "string", "example": '"v3"'},
    "description": "The version on which the change is based. Without it, or with *, the event "
    "is added to whatever stands.",
}
IF_NONE_MATCH = {"name": "If-None-Match", "in": "header", "schema": {"type": "string"}}
ETAG = {"ETag": {"schema": {"type": "string", "example": '"v3"'}}}

View = Callable[..., Any]


def problems(*codes: int) -> dict[int, dict[str, Any]]:
    """The answers other than success that an operation can give."""
    reference = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {
        code: {"description": PROBLEMS[code], "content": {PROBLEM: reference}}
        for code in sorted({*codes, *EVERYWHERE})
    }


def in_query(name: str, description: str, **schema: Any) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "description": description,
        "schema": {"type": "string", **schema},
    }


def json_body(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"required": True, "content": {"application/json": {"schema": dict(schema)}}}


def path_parameter(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def only_this_interface(description: dict[str, Any]) -> dict[str, Any]:
    """Keep what lies under the interface's own address; pages are no part of it."""
    kept = {path: item for path, item in description["paths"].items() if path.startswith(PREFIX)}
    schemas = description.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = PROBLEM_SCHEMA
    return {
        **description,
        "info": {
            "title": f"Hotspots of plan {PLAN.number}",
            "version": "1",
            "description": "Places, never people. Coordinates are longitude, latitude in WGS 84.",
        },
        "paths": kept,
        "tags": [{"name": "Register"}],
        "security": [{"bearer": []}, {"session": []}],
    }
