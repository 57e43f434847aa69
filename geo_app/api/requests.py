"""What programs send: query parameters, a JSON object, and the version they build on."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from flask import request
from flask_babel import gettext as _

from geo_app.accounts.access import current_scope
from geo_app.api.strict_json import read_json
from geo_app.bodies import WrongKindError
from geo_app.districts.queries import visible_units
from geo_app.errors import InvalidError, ServiceError, UnanswerableError
from geo_app.register.choices import not_in_list
from geo_app.register.dates import shortened
from geo_app.register.queries import Filters, Standing
from geo_app.register.vocabulary import CATEGORY_NAMES, CLEARANCE_NAMES, LEVEL_NAMES
from geo_app.visible_text import visible_in

LARGEST_BODY_BYTES = 64 * 1024
ENTITY_TAG = r'(?:W/)?"[\x21\x23-\x7e]*"'
ENTITY_TAGS = re.compile(rf"(?:,[ \t]*)*{ENTITY_TAG}(?:[ \t]*,(?:[ \t]*{ENTITY_TAG})?)*")
# The language of the labels does not count: it is the version on which a change is based. Neither
# does W/, which gateways put before the tag of an answer that they compress.
OUR_TAG = re.compile(r'(?:W/)?"v([1-9]\d{0,8})(?:-[a-z]{2})?"')
# Versions begin at 1: a tag that is none of ours can match nothing.
NO_VERSION = 0
LISTS = {"category": CATEGORY_NAMES, "level": LEVEL_NAMES, "clearance": CLEARANCE_NAMES}


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
    refuse_unknown(values, LISTS)
    return Filters.from_query(values)


def refuse_unknown(values: dict[str, str], lists: Mapping[str, Mapping[str, Any]]) -> None:
    """Refuse a filter whose value is not in its list, and a district that there is not.

    Outside the scope there is none.
    """
    errors = {
        name: not_in_list(values[name], names, by_hand=False)
        for name, names in lists.items()
        if name in values and values[name] not in names
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
        sent = visible_in(read_json(request.get_data()))
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


def expected_version(standing: Standing) -> int | None:
    """The version in If-Match; None where the writer does not mind which one stands.

    Of several it is the one that stands, else the last.
    """
    text = request.headers.get("If-Match", "").strip()
    if text in {"", "*"}:
        return None
    if not ENTITY_TAGS.fullmatch(text):
        raise MalformedError(
            _(
                "If-Match must be a version in quotation marks, as the ETag of the hotspot, or "
                "several with commas: “%(example)s”.",
                example='"v3"',
            )
        )
    tags = (OUR_TAG.fullmatch(tag) for tag in re.findall(ENTITY_TAG, text))
    versions = [int(tag[1]) for tag in tags if tag]
    stands = standing.hotspot.version
    return stands if stands in versions else max(versions, default=NO_VERSION)
