"""What programs send: query parameters, a JSON object, and the version they build on."""

import re
from collections.abc import Collection, Mapping
from http import HTTPStatus
from typing import Any

from flask import request
from flask_babel import gettext as _

from geo_app.accounts.access import current_scope
from geo_app.api.strict_json import read_json
from geo_app.bodies import WrongKindError
from geo_app.districts.queries import visible_units
from geo_app.errors import InvalidError, ServiceError, UnanswerableError
from geo_app.register.dates import shortened
from geo_app.register.queries import Filters
from geo_app.register.vocabulary import CATEGORIES, CLEARANCES, LEVELS

LARGEST_BODY_BYTES = 64 * 1024
ENTITY_TAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]*"')
OUR_TAG = re.compile(r'"v([1-9]\d{0,8})"')
# Versions begin at 1: a tag that is none of ours can match nothing.
NO_VERSION = 0


class MalformedError(ServiceError):
    status = HTTPStatus.BAD_REQUEST


def query(*names: str) -> dict[str, str]:
    """The parameters of the address that have a value; one that nobody reads is a mistake."""
    unknown = [name for name in request.args if name not in names]
    if unknown:
        raise UnanswerableError(
            _("The address has a parameter that means nothing here."),
            errors={
                shortened(name): _(
                    "Unknown; the known ones are: %(known)s.", known=", ".join(names) or "–"
                )
                for name in unknown
            },
        )
    return {name: request.args[name] for name in names if request.args.get(name)}


def filters_of(values: dict[str, str]) -> Filters:
    refuse_unknown(values, {"category": CATEGORIES, "level": LEVELS, "clearance": CLEARANCES})
    return Filters.from_query(values)


def refuse_unknown(values: dict[str, str], lists: Mapping[str, Collection[str]]) -> None:
    """Refuse a filter whose value is not in its list, and a district that there is not.

    Outside the scope there is none.
    """
    errors = {
        name: _(
            "“%(value)s” is not in the list. Choose one of: %(allowed)s.",
            value=shortened(values[name]),
            allowed=", ".join(allowed),
        )
        for name, allowed in lists.items()
        if name in values and values[name] not in allowed
    }
    district = values.get("district")
    if district and all(unit.code != district for unit in visible_units(current_scope())):
        errors["district"] = _(
            "There is no district with the code “%(code)s”. The list of districts names them all.",
            code=shortened(district),
        )
    if errors:
        raise UnanswerableError(_("The register cannot be narrowed like this."), errors=errors)


def json_object(fields: tuple[str, ...]) -> dict[str, Any]:
    """The object that was sent, holding none but these fields."""
    if not request.is_json:
        raise WrongKindError(_("Send it as JSON (Content-Type: application/json)."))
    request.max_content_length = LARGEST_BODY_BYTES
    try:
        sent = read_json(request.get_data())
    except ValueError as error:
        raise MalformedError(_("The body cannot be read as JSON.")) from error
    if not isinstance(sent, dict):
        raise MalformedError(_("The body must be one JSON object."))
    unknown = [name for name in sent if name not in fields]
    if unknown:
        raise InvalidError(
            _("Nothing was saved. Correct what is marked."),
            errors={
                shortened(name): _(
                    "Unknown; the known ones are: %(known)s.", known=", ".join(fields)
                )
                for name in unknown
            },
        )
    return sent


def expected_version() -> int | None:
    """The version in If-Match; None where the writer does not mind which one stands."""
    text = request.headers.get("If-Match", "").strip()
    if text in {"", "*"}:
        return None
    if not ENTITY_TAG.fullmatch(text):
        raise MalformedError(
            _(
                "If-Match must be one version in quotation marks, as the ETag of the hotspot: "
                "“%(example)s”.",
                example='"v3"',
            )
        )
    ours = OUR_TAG.fullmatch(text)
    return int(ours[1]) if ours else NO_VERSION
