"""What programs get: JSON with names that stay, numbers as numbers, null for what is unknown."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from flask import Response, json, request, url_for

from geo_app.accounts.scope import Scope
from geo_app.i18n import language
from geo_app.indicators.figures import IndicatorRow
from geo_app.mapping.features import geojson_geometry
from geo_app.register.dates import PartialDate
from geo_app.register.episodes import Episode, Happening, Months
from geo_app.register.models import Event
from geo_app.register.places import REASON_SENTENCES, describe
from geo_app.register.queries import Standing, target_of
from geo_app.register.vocabulary import CLEARANCE_NAMES, LEVEL_NAMES
from geodata.geocoding import Located, NotFound

# Labels follow the language asked for, contents the districts of the account.
LANGUAGE_OF_THE_SERVICE = "vi"
VARY = "Accept-Language, Authorization, Cookie"


def answer(body: Mapping[str, Any], status: int = 200, content_type: str = "") -> Response:
    text = json.dumps(body, ensure_ascii=False)
    response = Response(text, status, content_type=content_type or "application/json")
    response.headers["Vary"] = VARY
    return response


def with_version(response: Response, standing: Standing) -> Response:
    """Mark the answer with the hotspot's version; a reader who has it already gets 304."""
    response.set_etag(tag_of(standing))
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request)
    return response


def tag_of(standing: Standing) -> str:
    """The version, with the language of the labels where it is not that of the service."""
    spoken = "" if language() == LANGUAGE_OF_THE_SERVICE else f"-{language()}"
    return f"v{standing.hotspot.version}{spoken}"


def event_json(
    event: Event, code: str, *, scope: Scope, superseded: bool = False
) -> dict[str, Any]:
    target = target_of(event, scope)
    effective = PartialDate(event.effective_from, event.effective_to, event.effective_precision)
    return {
        "id": event.entry_number,
        "effective_on": str(effective),
        "effective_precision": effective.precision,
        "level": event.level,
        "level_label": str(LEVEL_NAMES[event.level]) if event.level else None,
        "clearance": event.clearance,
        "clearance_label": str(CLEARANCE_NAMES[event.clearance]) if event.clearance else None,
        "basis": event.basis,
        "note": event.note,
        "recorder": event.recorded_by.name if event.recorded_by else None,
        "recorded_at": moment(event.recorded_at),
        "kind": event.kind,
        "handed_over_by": event.handed_over_by,
        "handed_over_to": event.handed_over_to,
        "reason": event.reason,
        "merged_into": target.code if target else None,
        "supersedes": event.supersedes.entry_number if event.supersedes else None,
        "superseded": superseded,
        "url": url_for("api.event", code=code, number=event.entry_number),
    }


def episode_json(episode: Episode) -> dict[str, Any]:
    return {
        "number": episode.number,
        "follows": episode.follows.number if episode.follows else None,
        "opened": happening_json(episode.opened),
        "cleared": happening_json(episode.cleared),
        "handed_over": happening_json(episode.handed_over),
        "months_to_clear": months_json(episode.months_to_clear),
        "months_from_clearance_to_recurrence": months_json(episode.months_since_clearance),
    }


def happening_json(happening: Happening | None) -> str | None:
    return str(happening.on) if happening else None


def months_json(months: Months | None) -> dict[str, int | None] | None:
    return {"least": months.least, "most": months.most} if months else None


def moment(value: datetime) -> str:
    """Whole, so that a reading `known_on` this moment knows what was recorded then."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def number(value: Decimal | None, places: int = 4) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else round(float(value), places)


def indicator_json(row: IndicatorRow, period: str) -> dict[str, Any]:
    return {
        "code": row.code,
        "parent": row.parent,
        "title_label": row.title,
        "text_vi": row.text_vi,
        "unit_label": row.unit,
        "target_kind": row.target_kind,
        "target": number(row.target_value),
        "actual": number(row.actual_value),
        "numerator": number(row.numerator),
        "total": number(row.total),
        "share": number(row.ratio),
        "met": row.met,
        "state": row.state,
        "source_label": row.source,
        "note": row.note or None,
        "from_register": row.from_register,
        "lead_agencies": list(row.lead_agencies),
        "coordinating_agencies": list(row.coordinating_agencies),
        "period": period,
        "url": row.detail_url,
    }


def place_json(found: Located | NotFound) -> dict[str, Any]:
    steps = [
        {"code": step.code, "values": dict(step.values), "text": describe(step)}
        for step in found.steps
    ]
    if isinstance(found, NotFound):
        return {
            "query": found.query,
            "found": False,
            "geometry": None,
            "gave_up_at": found.gave_up_at,
            "reason": found.reason,
            "detail": str(REASON_SENTENCES.get(found.reason, found.reason)),
            "candidates": list(found.candidates),
            "steps": steps,
        }
    district = found.district
    return {
        "query": found.query,
        "found": True,
        "name": found.name,
        "geometry": geojson_geometry(found.geometry),
        "precision": found.precision,
        "score": round(found.score, 3),
        "error_m": round(found.error_m, 1),
        "length_m": round(found.length_m, 1),
        "district": {"code": district.code, "name": district.name} if district else None,
        "communes": list(found.communes),
        "verdict": {
            "kind": found.verdict.kind,
            "planned": found.verdict.planned.code if found.verdict.planned else None,
            "share_inside": round(found.verdict.share_inside, 4),
            "shares": {code: round(share, 4) for code, share in found.verdict.shares.items()},
        },
        "steps": steps,
    }
