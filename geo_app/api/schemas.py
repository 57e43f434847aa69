"""The shapes of the answers as JSON Schema (OpenAPI 3.0), for the description.

What may be written is decided in register.rules, not here.
"""

from typing import Any

from geo_app.indicators.periods import PERIODS
from geo_app.register.new_hotspots import NAME_LENGTH
from geo_app.register.rules import BASIS_LENGTH, NOTE_LENGTH
from geo_app.register.vocabulary import CATEGORIES, CLEARANCES, KINDS, LEVELS, PRECISIONS
from geodata.geocoding import LONGEST_TEXT

Shape = dict[str, Any]

TEXT: Shape = {"type": "string"}
WHOLE: Shape = {"type": "integer"}
NUMBER: Shape = {"type": "number"}
YES_NO: Shape = {"type": "boolean"}
OBJECT: Shape = {"type": "object"}
AT_HOTSPOT: Shape = {
    "type": "integer",
    "description": "Its number at its hotspot, in the order of recording: 1, 2, 3. It stays.",
}
GEOMETRY: Shape = {
    "type": "object",
    "nullable": True,
    "description": "GeoJSON, longitude first, valid and of one kind, its rings turned as RFC 7946 "
    "asks; null where the place is not known.",
    "required": ["type"],
    "properties": {
        "type": {
            "type": "string",
            "enum": [
                many + kind for many in ("", "Multi") for kind in ("Point", "LineString", "Polygon")
            ],
        },
    },
    "additionalProperties": True,
}


def one_of(*values: str) -> Shape:
    return {"type": "string", "enum": list(values)}


def or_null(shape: Shape) -> Shape:
    values = {"enum": [*shape["enum"], None]} if "enum" in shape else {}
    return {**shape, **values, "nullable": True}


def said(shape: Shape, description: str) -> Shape:
    return {**shape, "description": description}


def many(shape: Shape) -> Shape:
    return {"type": "array", "items": shape}


def ref(name: str) -> Shape:
    return {"$ref": f"#/components/schemas/{name}"}


def record(**properties: Shape) -> Shape:
    """An object that always has all of these."""
    return {"type": "object", "required": list(properties), "properties": properties}


# The fields of an event that says what became of a hotspot.
STATE_EVENT: dict[str, Shape] = {
    "effective_on": {
        **said(TEXT, "A day, a month or a year: 2024-05-17, 2024-05 or 2024."),
        "example": "2024-05",
    },
    "level": or_null(one_of(*LEVELS)),
    "clearance": or_null(one_of(*CLEARANCES)),
    "basis": or_null({**TEXT, "minLength": 1, "maxLength": BASIS_LENGTH}),
    "note": or_null({**TEXT, "maxLength": NOTE_LENGTH}),
    "handed_over_by": or_null({**TEXT, "maxLength": BASIS_LENGTH}),
    "handed_over_to": or_null({**TEXT, "maxLength": BASIS_LENGTH}),
}
CASE = {
    "code": TEXT,
    "name": TEXT,
    "district": said(TEXT, "Code of the district that the plan names."),
    "level": one_of(*LEVELS),
    "clearance": one_of(*CLEARANCES),
    "url": TEXT,
}
DISTRICT = {"code": TEXT, "name": TEXT, "unit_type": TEXT, "hotspots": WHOLE, "url": TEXT}

SCHEMAS: dict[str, Shape] = {
    "Event": record(
        id=AT_HOTSPOT,
        effective_on=said(TEXT, "2024-05-17, 2024-05 or 2024: as precisely as it is known."),
        effective_precision=one_of(*PRECISIONS),
        level=or_null(one_of(*LEVELS)),
        level_label=or_null(TEXT),
        clearance=or_null(one_of(*CLEARANCES)),
        clearance_label=or_null(TEXT),
        basis=or_null(TEXT),
        note=or_null(TEXT),
        recorder=said(or_null(TEXT), "A user of the service; null for the plan itself."),
        recorded_at=said({**TEXT, "format": "date-time"}, "UTC."),
        kind=one_of(*KINDS),
        handed_over_by=or_null(TEXT),
        handed_over_to=or_null(TEXT),
        reason=said(or_null(TEXT), "Why an entry was corrected, taken back or ended."),
        merged_into=said(or_null(TEXT), "The code of the other hotspot."),
        supersedes=said(or_null(WHOLE), "The event of this hotspot which it corrects."),
        superseded=YES_NO,
        url=TEXT,
    ),
    "History": record(
        hotspot=TEXT,
        version=said(or_null(WHOLE), "null in a reading with `known_on`."),
        events=said(many(ref("Event")), "The latest first."),
    ),
    "Recorded": record(event=ref("Event"), hotspot=ref("Hotspot")),
    "District": record(**DISTRICT),
    "Districts": record(edition=TEXT, districts=many(ref("District"))),
    "DistrictDetail": record(
        **DISTRICT,
        name_short=TEXT,
        edition=TEXT,
        area_km2=NUMBER,
        neighbours=many(TEXT),
        hotspots_url=TEXT,
    ),
    "Indicator": record(
        code=TEXT,
        parent=or_null(TEXT),
        title_label=TEXT,
        text_vi=said(TEXT, "The plan's own words."),
        unit_label=TEXT,
        target_kind=TEXT,
        target=said(or_null(NUMBER), "A count, or per cent for shares."),
        actual=said(or_null(NUMBER), "As the target; null where there is no data yet."),
        numerator=or_null(NUMBER),
        total=or_null(NUMBER),
        share=said(or_null(NUMBER), "Actual over target; may exceed 1."),
        met=said(or_null(YES_NO), "null where it cannot be said yet."),
        state=or_null(one_of("submitted", "confirmed")),
        source_label=said(TEXT, "Whose report it is, or the day of the register."),
        note=said(or_null(TEXT), "The assessment where there is no figure."),
        from_register=YES_NO,
        lead_agencies=many(TEXT),
        coordinating_agencies=many(TEXT),
        period=one_of(*PERIODS),
        url=TEXT,
    ),
    "Indicators": record(
        plan=TEXT,
        period=one_of(*PERIODS),
        as_of=said({**TEXT, "format": "date"}, "The day for figures from the register."),
        indicators=many(ref("Indicator")),
    ),
    "Attention": record(
        as_of={**TEXT, "format": "date"},
        check_months=said(WHOLE, "The setting: a last check more months ago is too long ago."),
        border_metres=said(WHOLE, "The setting: closer to another district is a border zone."),
        recurred=many(ref("Recurred")),
        border=said(many(ref("InBorderZone")), "Those that are not clear."),
        unchecked=said(many(ref("Unchecked")), "Cleared or handed over."),
        unverified=many(ref("Unverified")),
        border_clear=said(many(ref("InBorderZone")), "Those that are clear: only to be known."),
        placeless=said(many(TEXT), "Codes of the hotspots that have no place to measure from."),
    ),
    "Unverified": record(**CASE),
    "Recurred": record(
        **CASE,
        since=said(TEXT, "2024-05-17, 2024-05 or 2024: as precisely as it is known."),
        times=said(WHOLE, "How often it has recurred, this time included."),
    ),
    "Unchecked": record(
        **CASE,
        last_check=said(or_null(TEXT), "As precisely as it is known; null where none is."),
    ),
    "InBorderZone": record(
        **CASE,
        neighbours=said(many(ref("Neighbour")), "The nearest first."),
        place_error_m=said(or_null(NUMBER), "How far off the hotspot's place may be."),
    ),
    "Neighbour": record(code=TEXT, name=TEXT, distance_m=NUMBER),
    "Step": record(code=TEXT, values=OBJECT, text=TEXT),
    "DistrictName": record(code=TEXT, name=TEXT),
    "Place": {
        "type": "object",
        "required": ["query", "found", "geometry", "steps"],
        "properties": {
            "query": TEXT,
            "found": YES_NO,
            "name": TEXT,
            "geometry": GEOMETRY,
            "precision": TEXT,
            "score": NUMBER,
            "error_m": NUMBER,
            "length_m": NUMBER,
            "district": {"nullable": True, "allOf": [ref("DistrictName")]},
            "communes": many(TEXT),
            "verdict": OBJECT,
            "gave_up_at": TEXT,
            "reason": TEXT,
            "detail": TEXT,
            "candidates": many(TEXT),
            "steps": many(ref("Step")),
        },
    },
    "Problem": {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": TEXT,
            "title": TEXT,
            "status": WHOLE,
            "detail": said(TEXT, "A sentence in the language asked for."),
            "errors": {"type": "object", "additionalProperties": TEXT},
            "rule": TEXT,
            "allowed": many(one_of(*CLEARANCES)),
            "collides_with": said(or_null(WHOLE), "The `id` of the event in the way."),
            "duplicates": said(many(TEXT), "Codes of hotspots that the new one may be."),
            "current": ref("Hotspot"),
            "recorded_since": many(ref("Event")),
        },
    },
    "NewEvent": {
        "type": "object",
        "additionalProperties": False,
        "description": "At least one of level and clearance, and one of basis and note; a "
        "handover names both agencies. A correction, a retraction, a withdrawal and a merge give "
        "a reason; all but the correction take no other field than what they speak of.",
        "properties": {
            **STATE_EVENT,
            "kind": or_null(one_of(*KINDS)),
            "supersedes": said(or_null(WHOLE), "Which event of this hotspot, by its `id`."),
            "merged_into": said(or_null(TEXT), "The code of the other hotspot."),
            "reason": or_null({**TEXT, "maxLength": NOTE_LENGTH}),
        },
    },
    "NewHotspot": {
        "type": "object",
        "additionalProperties": False,
        "description": "The place, and the fields of its first event: at least one of level and "
        "clearance, and one of basis and note.",
        "required": ["name", "category", "district", "communes", "effective_on"],
        "properties": {
            "name": said({**TEXT, "maxLength": NAME_LENGTH}, "The place, never a person."),
            "category": one_of(*CATEGORIES),
            "district": said(TEXT, "Code of a district of 2024 that the account covers."),
            "communes": said(many(TEXT), "Names or codes of communes of that district, 2024."),
            "place": said(
                or_null({**TEXT, "maxLength": LONGEST_TEXT}),
                "Where it is, in words; the name is looked for without it.",
            ),
            "different_from": said(many(TEXT), "Codes of hotspots that it is not."),
            **STATE_EVENT,
        },
    },
}
